//! PROV-O as JSON-LD: each thing is a node with the direct property of each of its relations
//! (`prov:wasDerivedFrom`) and the qualified one (`prov:qualifiedDerivation`) that bears the role, the confidence
//! and the evidence. The context is in the report and holds prefixes only, so that nothing has to be fetched.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::statement::{Kind, Statement, Value};
use super::{NAMESPACES, graph};
use crate::report::jsonl::inert;
use crate::report::{Entry, Render, RunHeader, Totals};

/// The namespaces of the standards.
const STANDARDS: [(&str, &str); 3] = [
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// The format `prov-jsonld`.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProvJsonLd;

impl Render for ProvJsonLd {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        let prefixes: Map<String, Json> = STANDARDS
            .iter()
            .chain(&NAMESPACES)
            // A namespace that ends with a letter or a colon is a prefix only where that is said.
            .map(|(prefix, address)| {
                ((*prefix).to_owned(), json!({ "@id": address, "@prefix": true }))
            })
            .collect();
        out.extend_from_slice(b"{\"@context\":");
        inert(&prefixes, out)?;
        out.extend_from_slice(b",\"@graph\":[");
        inert(&bundle("run:bundle", &graph::of_run(header)), out)
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b",\n");
        let id = format!("{}-bundle", graph::name(entry.document()));
        inert(&bundle(&id, &graph::of_entry(entry)), out)
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b"]}\n");
        Ok(())
    }
}

/// How a relation is said in PROV-O.
struct Relation {
    /// The direct property.
    direct: &'static str,
    /// The property that leads to the qualified relation, and its class.
    qualified: (&'static str, &'static str),
    /// What PROV-DM calls the thing that has the relation.
    subject: &'static str,
    /// What it calls the other, and the property that the qualified relation has it by.
    object: (&'static str, &'static str),
}

const fn relation(kind: Kind) -> Option<Relation> {
    let (direct, qualified, subject, object) = match kind {
        Kind::Entity | Kind::Activity | Kind::Agent => return None,
        Kind::Usage => (
            "prov:used",
            ("prov:qualifiedUsage", "prov:Usage"),
            "activity",
            ("entity", "prov:entity"),
        ),
        Kind::Generation => (
            "prov:wasGeneratedBy",
            ("prov:qualifiedGeneration", "prov:Generation"),
            "entity",
            ("activity", "prov:activity"),
        ),
        Kind::Derivation => (
            "prov:wasDerivedFrom",
            ("prov:qualifiedDerivation", "prov:Derivation"),
            "generatedEntity",
            ("usedEntity", "prov:entity"),
        ),
        Kind::Attribution => (
            "prov:wasAttributedTo",
            ("prov:qualifiedAttribution", "prov:Attribution"),
            "entity",
            ("agent", "prov:agent"),
        ),
        Kind::Association => (
            "prov:wasAssociatedWith",
            ("prov:qualifiedAssociation", "prov:Association"),
            "activity",
            ("agent", "prov:agent"),
        ),
        Kind::Delegation => (
            "prov:actedOnBehalfOf",
            ("prov:qualifiedDelegation", "prov:Delegation"),
            "delegate",
            ("responsible", "prov:agent"),
        ),
    };
    Some(Relation { direct, qualified, subject, object })
}

/// The narrower direct property of a derivation that is of this type.
fn narrower(kind: &str) -> Option<&'static str> {
    match kind {
        "prov:PrimarySource" => Some("prov:hadPrimarySource"),
        "prov:Quotation" => Some("prov:wasQuotedFrom"),
        _ => None,
    }
}

fn bundle(id: &str, statements: &[Statement]) -> Json {
    let mut nodes: Vec<(String, Map<String, Json>)> = Vec::new();
    for statement in statements {
        if let Some(id) = &statement.id {
            let mut node = described(statement, statement.kind.in_prov_o());
            node.shift_insert(0, "@id".to_owned(), json!(id));
            nodes.push((id.clone(), node));
        }
    }
    for statement in statements {
        let Some(relation) = relation(statement.kind) else { continue };
        let join = |role: &str| {
            statement.joins.iter().find(|(known, _)| *known == role).map(|(_, name)| name)
        };
        let (Some(subject), Some(object)) = (join(relation.subject), join(relation.object.0))
        else {
            continue;
        };
        let mut qualified = described(statement, relation.qualified.1);
        qualified.insert(relation.object.1.to_owned(), json!({ "@id": object }));
        // What both a derivation and a delegation may name beside their two ends.
        if let Some(activity) = join("activity")
            && matches!(statement.kind, Kind::Derivation | Kind::Delegation)
        {
            qualified.insert("prov:hadActivity".to_owned(), json!({ "@id": activity }));
        }
        if let Some((_, node)) = nodes.iter_mut().find(|(id, _)| id == subject) {
            push(node, relation.direct, json!({ "@id": object }));
            for (attribute, value) in &statement.attributes {
                if let ("prov:type", Value::Name(kind)) = (*attribute, value)
                    && let Some(property) = narrower(kind)
                {
                    push(node, property, json!({ "@id": object }));
                }
            }
            push(node, relation.qualified.0, Json::Object(qualified));
        }
    }
    let graph: Vec<Json> = nodes.into_iter().map(|(_, node)| Json::Object(node)).collect();
    json!({ "@id": id, "@type": "prov:Bundle", "@graph": graph })
}

/// The types and the attributes of a statement, as a node.
fn described(statement: &Statement, class: &str) -> Map<String, Json> {
    let mut node = Map::new();
    push(&mut node, "@type", json!(class));
    for (attribute, value) in &statement.attributes {
        match (*attribute, value) {
            ("prov:type", Value::Name(name)) => push(&mut node, "@type", json!(name)),
            ("prov:label", value) => push(&mut node, "rdfs:label", spelt(value)),
            (attribute, value) => push(&mut node, attribute, spelt(value)),
        }
    }
    node
}

fn push(node: &mut Map<String, Json>, property: &str, value: Json) {
    match node.get_mut(property) {
        Some(Json::Array(list)) => {
            if !list.contains(&value) {
                list.push(value);
            }
        }
        _ => {
            node.insert(property.to_owned(), json!([value]));
        }
    }
}

fn spelt(value: &Value) -> Json {
    match value {
        Value::Name(name) => json!({ "@id": name }),
        Value::Text(text) => json!({ "@value": text }),
        Value::Fraction(number) => json!({ "@value": number.to_string(), "@type": "xsd:double" }),
        Value::Count(number) => json!({ "@value": number.to_string(), "@type": "xsd:integer" }),
    }
}
