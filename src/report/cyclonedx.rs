//! CycloneDX 1.6 (ECMA-424), for inventories: the dataset as a data component, made up of a component for each source
//! with the licences and holders that its documents name. A licence is declared by a document, not concluded. Where not
//! every source is listed, or a document could not be read, the composition is incomplete.

use std::io;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::dataset::{Dataset, is_address, licence_address};
use super::jsonl::inert;
use super::shown::shown;
use super::survey::said::{LISTED, counts, judged, title};
use super::survey::{Describe, Described, Part, Source, Survey};
use super::{Look, RunHeader, Totals};

/// The format `cyclonedx`.
#[derive(Debug, Clone)]
pub struct CycloneDx {
    look: Look,
}

impl CycloneDx {
    /// The format as it is to look.
    pub const fn new(look: Look) -> Described<Self> {
        Described(Self { look })
    }
}

impl Describe for CycloneDx {
    fn describe(
        &self,
        survey: &Survey,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let most = self.look.limit.unwrap_or(LISTED);
        let largest = survey.largest();
        let listed = largest.get(..most.min(largest.len())).unwrap_or_default();
        let left: u64 = largest.iter().skip(listed.len()).map(|(_, part)| part.all.documents).sum();
        let left = left + survey.others.all.documents;
        let components: Vec<Value> =
            listed.iter().map(|(source, part)| component(source, part)).collect();
        let refs: Vec<String> = listed.iter().map(|(source, _)| reference(source)).collect();
        let mut properties = properties(&survey.whole);
        properties.push(property("documents-of-sources-not-listed", &left.to_string()));
        properties.push(property("judged", &judged(header, totals)));
        properties.push(property("rules-sha256", &header.rules));
        if let Some(policy) = &header.policy {
            properties.push(property("policy", &policy.name));
            properties.push(property("policy-sha256", &policy.sha256));
        }
        let whole = totals.failed == 0 && left == 0;
        let bom = json!({
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "serialNumber": serial(digest),
            "version": 1,
            "metadata": {
                "tools": { "components": [
                    { "type": "application", "name": "clearance", "version": header.version },
                ] },
                "component": dataset(self.look.dataset.as_deref()),
                "properties": properties,
            },
            "components": components,
            "dependencies": [{ "ref": "dataset", "dependsOn": refs }],
            "compositions": [{
                "aggregate": if whole { "complete" } else { "incomplete" },
                "assemblies": ["dataset"],
            }],
        });
        inert(&bom, out)?;
        out.push(b'\n');
        Ok(())
    }
}

/// A name for the document that is the same for the same content: a UUID of version 8 (RFC 9562 §5.8).
fn serial(digest: &str) -> String {
    let hex: String = digest.chars().filter(char::is_ascii_hexdigit).take(30).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or("0");
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 15),
        part(15, 18),
        part(18, 30)
    )
}

fn dataset(dataset: Option<&Dataset>) -> Value {
    let Some(dataset) = dataset else {
        return json!({ "type": "data", "bom-ref": "dataset", "name": "dataset" });
    };
    let licences: Vec<Value> = dataset
        .licences
        .iter()
        .map(|licence| license(licence, Some(&licence_address(licence))))
        .collect();
    json!({
        "type": "data",
        "bom-ref": "dataset",
        "name": shown(&dataset.name),
        "version": shown(&dataset.version),
        "description": shown(&dataset.description),
        "publisher": shown(&dataset.creator.name),
        "licenses": licences,
        "externalReferences": [{ "type": "distribution", "url": dataset.url }],
    })
}

fn component(source: &Source, part: &Part) -> Value {
    let name = title(source);
    let holders: Vec<&str> = part.holders.keys().map(String::as_str).collect();
    let licences: Vec<Value> =
        part.licences.iter().map(|(id, (address, _))| license(id, address.as_deref())).collect();
    let mut component = Map::new();
    let mut put = |key: &str, value: Value| drop(component.insert(key.to_owned(), value));
    put("type", json!("data"));
    put("bom-ref", json!(reference(source)));
    put("name", json!(name));
    if let Source::Publisher(name) = source {
        put("publisher", json!(name));
    }
    if !licences.is_empty() {
        put("licenses", Value::Array(licences));
    }
    if !holders.is_empty() {
        put("copyright", json!(holders.join("; ")));
    }
    let owners: Vec<Value> =
        holders.iter().map(|name| json!({ "organization": { "name": name } })).collect();
    put("data", json!([{ "type": "dataset", "name": name, "governance": { "owners": owners } }]));
    if let Source::Domain(domain) = source {
        put(
            "externalReferences",
            json!([
                { "type": "website", "url": format!("https://{}/", address_part(domain)) },
            ]),
        );
    }
    put("properties", Value::Array(properties(part)));
    Value::Object(component)
}

/// A licence that a document names. Only what SPDX lists is an id; the rest is a name.
fn license(id: &str, address: Option<&str>) -> Value {
    let mut license = Map::new();
    // Names of families and of versions to come are none that the list has.
    let key = match spdx::license_id(id) {
        Some(known) if known.name == id => "id",
        _ => "name",
    };
    license.insert(key.to_owned(), json!(shown(id)));
    license.insert("acknowledgement".to_owned(), json!("declared"));
    if let Some(address) = address.filter(|address| is_address(address)) {
        license.insert("url".to_owned(), json!(address));
    }
    json!({ "license": license })
}

/// The host as a part of an address: what is not plain is encoded.
fn address_part(domain: &str) -> String {
    percent_encoding::utf8_percent_encode(domain, HOST).to_string()
}

/// All but letters, digits, dots, hyphens and underscores.
const HOST: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

fn properties(part: &Part) -> Vec<Value> {
    let mut all: Vec<Value> =
        counts(part).iter().map(|(name, value)| property(name, value)).collect();
    all.extend(
        part.licences
            .iter()
            .map(|(id, (_, count))| property("licence", &format!("{id} ({count} documents)"))),
    );
    all
}

fn property(name: &str, value: &str) -> Value {
    json!({ "name": format!("clearance:{name}"), "value": shown(value) })
}

/// The same for the same source, whatever else is in the report.
fn reference(source: &Source) -> String {
    let mut hasher = Sha256::new();
    hasher.update(source.kind().as_bytes());
    hasher.update([0]);
    hasher.update(title(source).as_bytes());
    let digest: String =
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("source-{digest}")
}
