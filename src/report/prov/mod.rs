//! W3C PROV: the attribution chains of a run, for tools that trace provenance. `prov` writes PROV-JSON (W3C
//! Member Submission *The PROV-JSON Serialization*), `prov-jsonld` the ontology PROV-O (W3C Recommendation) as
//! JSON-LD: the same statements, one bundle for each document and one for the run.
//!
//! What a chain means in PROV stands in [`graph`]; how a statement is spelt, in [`json`] and [`json_ld`]. A report is
//! written document by document: nothing is held but the one at hand, and nothing in it depends on another.

pub mod graph;
pub mod json;
pub mod json_ld;
pub mod statement;

pub use self::json::ProvJson;
pub use self::json_ld::ProvJsonLd;

/// The namespaces that the names of a report use: prefix and address.
///
/// The vocabulary of this program has no home on the web, so its names are URNs.
pub const NAMESPACES: [(&str, &str); 5] = [
    ("clearance", "urn:clearance:"),
    ("document", "urn:clearance:document:"),
    ("organisation", "urn:clearance:organisation:"),
    ("person", "urn:clearance:person:"),
    ("run", "urn:clearance:run:"),
];
