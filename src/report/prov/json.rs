//! PROV-JSON: one object, its statements grouped by kind, a bundle for each document.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Map, Value as Json, json};

use super::statement::{Statement, Value};
use super::{NAMESPACES, graph};
use crate::report::jsonl::inert;
use crate::report::{Entry, Render, RunHeader, Totals};

/// The format `prov`.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProvJson;

impl Render for ProvJson {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        let prefixes: Map<String, Json> = NAMESPACES
            .iter()
            .map(|(prefix, address)| ((*prefix).to_owned(), json!(address)))
            .collect();
        out.extend_from_slice(b"{\"prefix\":");
        inert(&prefixes, out)?;
        out.extend_from_slice(b",\"bundle\":{\"run:bundle\":");
        // The run is a bundle too, so that every other one can begin with a comma.
        inert(&grouped(&graph::of_run(header)), out)
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b",\n");
        inert(&format!("{}-bundle", graph::name(entry.document())), out)?;
        out.push(b':');
        inert(&grouped(&graph::of_entry(entry)), out)
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b"}}\n");
        Ok(())
    }
}

fn grouped(statements: &[Statement]) -> BTreeMap<&'static str, Map<String, Json>> {
    let mut groups: BTreeMap<&'static str, Map<String, Json>> = BTreeMap::new();
    for (number, statement) in statements.iter().enumerate() {
        let mut body = Map::new();
        for (role, name) in &statement.joins {
            body.insert(format!("prov:{role}"), json!(name));
        }
        for (attribute, value) in &statement.attributes {
            let value = spelt(value);
            match body.get_mut(*attribute) {
                Some(Json::Array(list)) => list.push(value),
                Some(one) => {
                    let first = one.take();
                    *one = json!([first, value]);
                }
                None => {
                    body.insert((*attribute).to_owned(), value);
                }
            }
        }
        let id = statement.id.clone().unwrap_or_else(|| format!("_:{number}"));
        groups.entry(statement.kind.in_json()).or_default().insert(id, Json::Object(body));
    }
    groups
}

fn spelt(value: &Value) -> Json {
    match value {
        Value::Name(name) => json!({ "$": name, "type": "prov:QUALIFIED_NAME" }),
        Value::Text(text) => json!(text),
        Value::Fraction(number) => json!({ "$": number.to_string(), "type": "xsd:double" }),
        Value::Count(number) => json!({ "$": number.to_string(), "type": "xsd:integer" }),
    }
}
