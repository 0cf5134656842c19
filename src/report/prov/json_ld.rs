//! PROV-JSONLD: a graph of statements, a bundle for each document.

use std::io;

use serde_json::{Map, Value as Json, json};

use super::statement::{Statement, Value};
use super::{NAMESPACES, graph};
use crate::report::jsonl::inert;
use crate::report::{Entry, Render, RunHeader, Totals};

/// The context that the submission names.
const CONTEXT: &str = "https://openprovenance.org/prov-jsonld/context.jsonld";

/// The format `prov-jsonld`.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProvJsonLd;

impl Render for ProvJsonLd {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        let prefixes: Map<String, Json> = NAMESPACES
            .iter()
            .map(|(prefix, address)| ((*prefix).to_owned(), json!(address)))
            .collect();
        out.extend_from_slice(b"{\"@context\":");
        inert(&json!([prefixes, CONTEXT]), out)?;
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

fn bundle(id: &str, statements: &[Statement]) -> Json {
    let graph: Vec<Json> = statements.iter().map(object).collect();
    json!({ "@type": "Bundle", "@id": id, "@context": [], "@graph": graph })
}

fn object(statement: &Statement) -> Json {
    let mut body = Map::new();
    body.insert("@type".to_owned(), json!(statement.kind.in_json_ld()));
    if let Some(id) = &statement.id {
        body.insert("@id".to_owned(), json!(id));
    }
    for (role, name) in &statement.joins {
        body.insert((*role).to_owned(), json!(name));
    }
    for (attribute, value) in &statement.attributes {
        // The attributes of PROV itself have terms without a prefix.
        let term = attribute.strip_prefix("prov:").unwrap_or(attribute);
        let value = spelt(value, term);
        match body.get_mut(term) {
            Some(Json::Array(list)) => list.push(value),
            _ => {
                body.insert(term.to_owned(), json!([value]));
            }
        }
    }
    Json::Object(body)
}

fn spelt(value: &Value, term: &str) -> Json {
    match value {
        Value::Name(name) if term == "type" => json!(name),
        Value::Name(name) => json!({ "@value": name, "@type": "xsd:QName" }),
        Value::Text(text) => json!({ "@value": text }),
        Value::Fraction(number) => json!({ "@value": number.to_string(), "@type": "xsd:double" }),
        Value::Count(number) => json!({ "@value": number.to_string(), "@type": "xsd:integer" }),
    }
}
