//! SARIF 2.1.0 (OASIS Standard, errata 01), for code scanning and editors: what is denied or for review, and what was
//! waived as suppressed. GitHub takes 25,000 results of a run and shows 5,000, so the worst 5,000 are written, and a
//! notification says how many were left out. Documents that could not be read are notifications of the run, which then
//! was not successful (§3.20.14, §3.20.21).

use std::collections::BTreeMap;
use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::finding::{Finding, Rank, findings};
use super::fold::{Fold, give, taken};
use super::jsonl::inert;
use super::place::{line, row};
use super::short::short;
use super::shown::shown;
use super::worst::{Piece, Worst};
use super::{Entry, Look, Render, RunHeader, Totals};
use crate::document::Identity;
use crate::record::Evidence;

/// Results that GitHub shows of a run.
const RESULTS: usize = 5_000;
/// Failures that are named.
const FAILURES: usize = 1_000;
/// Further places of a result.
const PLACES: usize = 5;

/// All but what RFC 3986 §2.3 leaves as it is, and `/`.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The format `sarif`.
#[derive(Debug, Clone, Copy)]
pub struct Sarif {
    most: usize,
}

impl Sarif {
    /// The format as it is to look.
    pub fn new(look: &Look) -> Self {
        Self { most: look.limit.unwrap_or(RESULTS) }
    }
}

impl Render for Sarif {
    fn start(&self, _: &RunHeader, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        for finding in &findings(entry) {
            let document = entry.document();
            let said = match finding.rank {
                Rank::Failed => notification(document, finding),
                _ => result(document, finding),
            };
            let clause = finding.clause.to_owned();
            let mut made = Vec::new();
            inert(&said, &mut made)?;
            let made = String::from_utf8(made).map_err(io::Error::other)?;
            give(&Piece { rank: finding.rank, clause, made }, out)?;
        }
        Ok(())
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        Some(Box::new(Run {
            results: Worst::new(self.most),
            failures: Worst::new(FAILURES),
            clauses: BTreeMap::new(),
        }))
    }
}

struct Run {
    results: Worst,
    failures: Worst,
    clauses: BTreeMap<String, Rank>,
}

impl Fold for Run {
    fn take(&mut self, made: &[u8], _: &mut Vec<u8>) -> io::Result<()> {
        for piece in taken::<Piece>(made) {
            let piece = piece?;
            if piece.rank == Rank::Failed {
                self.failures.add(piece);
                continue;
            }
            let worst = self.clauses.entry(piece.clause.clone()).or_insert(piece.rank);
            *worst = piece.rank.max(*worst);
            self.results.add(piece);
        }
        Ok(())
    }

    fn finish(
        &mut self,
        header: &RunHeader,
        totals: &Totals,
        _: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let policy = header.policy.as_ref();
        let category = policy.map_or("", |policy| policy.name.as_str());
        let rules: Vec<Value> =
            self.clauses.iter().map(|(id, rank)| rule(id, *rank, category)).collect();
        let mut driver = json!({
            "name": "clearance",
            "semanticVersion": header.version,
            "rules": rules,
        });
        if let (Some(policy), Some(driver)) = (policy, driver.as_object_mut()) {
            let properties = json!({
                "policy": shown(&policy.name),
                "policySha256": policy.sha256,
                "rulesSha256": header.rules,
                "asOf": header.as_of,
            });
            driver.insert("properties".to_owned(), properties);
        }
        let counts = json!({
            "seen": totals.seen, "recorded": totals.recorded, "allow": totals.allow,
            "review": totals.review, "deny": totals.deny, "failed": totals.failed,
        });
        let start = json!({
            "tool": { "driver": driver },
            "automationDetails": { "id": format!("clearance/{}/", uri(category)) },
            "columnKind": "unicodeCodePoints",
            "properties": { "totals": counts },
        });
        out.extend_from_slice(b"{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[");
        inert(&start, out)?;
        // The rest of the object is written as it was made.
        out.pop();
        out.extend_from_slice(b",\n\"invocations\":[{\"executionSuccessful\":");
        out.extend_from_slice(if totals.failed == 0 { b"true" } else { b"false" });
        out.extend_from_slice(b",\"toolExecutionNotifications\":[");
        let mut notifications: Vec<String> =
            self.failures.kept().map(|piece| piece.made.clone()).collect();
        for (worst, what) in [(&self.results, "findings"), (&self.failures, "failures")] {
            if worst.left() > 0 {
                let text = format!(
                    "{} {what} ({}) are left out; the worst are here, all stand in the report as jsonl",
                    worst.left(),
                    worst.left_by_rank()
                );
                let mut left = Vec::new();
                inert(&json!({ "level": "warning", "message": { "text": text } }), &mut left)?;
                notifications.push(String::from_utf8(left).map_err(io::Error::other)?);
            }
        }
        out.extend_from_slice(notifications.join(",\n").as_bytes());
        out.extend_from_slice(b"]}],\n\"results\":[");
        for (index, piece) in self.results.kept().enumerate() {
            out.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
            out.extend_from_slice(piece.made.as_bytes());
        }
        out.extend_from_slice(b"]}]}\n");
        Ok(())
    }
}

fn rule(id: &str, worst: Rank, policy: &str) -> Value {
    let (clause, policy) = (escaped(id), escaped(policy));
    json!({
        "id": shown(id),
        "shortDescription": { "text": format!("Clause {clause} of the policy") },
        "fullDescription": { "text": format!("What clause {clause} of the policy {policy} says of a document") },
        "help": { "text": format!("What the clause means: `clearance explain {clause} --policy {policy}`") },
        "defaultConfiguration": { "level": level(worst) },
        "properties": { "tags": ["rights"] },
    })
}

const fn level(rank: Rank) -> &'static str {
    match rank {
        Rank::Failed | Rank::Deny => "error",
        Rank::Review => "warning",
        Rank::Waived => "note",
    }
}

fn result(document: &Identity, finding: &Finding<'_>) -> Value {
    let mut text = escaped(finding.because);
    if let Some(evidence) = finding.first().filter(|evidence| !evidence.quote.is_empty()) {
        text = format!("{text}: «{}»", escaped(&evidence.quote));
    }
    let mut result = json!({
        "ruleId": shown(finding.clause),
        "level": level(finding.rank),
        "message": { "text": text },
        "locations": [location(document, finding.first())],
        "partialFingerprints": { "clearance/v1": fingerprint(document, finding) },
        "properties": { "decision": finding.rank.word(), "document": shown(&document.id) },
    });
    let Some(object) = result.as_object_mut() else { return result };
    let further: Vec<Value> = finding
        .evidence
        .iter()
        .skip(1)
        .take(PLACES)
        .map(|evidence| location(document, Some(evidence)))
        .collect();
    if !further.is_empty() {
        object.insert("relatedLocations".to_owned(), Value::Array(further));
    }
    if finding.known {
        // It stood in the baseline, which is no SARIF run and has no `baselineGuid`.
        object.insert("baselineState".to_owned(), json!("unchanged"));
    }
    if let Some(waived) = finding.waived {
        let why = format!("{} ({}, until {})", waived.reason, waived.by, waived.expires);
        let suppression = json!([{
            "kind": "external", "status": "accepted", "justification": shown(&why),
        }]);
        object.insert("suppressions".to_owned(), suppression);
    }
    result
}

fn notification(document: &Identity, finding: &Finding<'_>) -> Value {
    json!({
        "level": "error",
        "message": { "text": escaped(finding.because) },
        "locations": [location(document, None)],
    })
}

fn location(document: &Identity, evidence: Option<&Evidence>) -> Value {
    let mut physical = Map::new();
    physical.insert("artifactLocation".to_owned(), json!({ "uri": uri(&document.source) }));
    // What is of a whole file is shown at its head.
    let whole = document.locator.is_none().then_some((1, None));
    if let Some((line, column)) = line(document, evidence).or(whole) {
        let mut region = json!({ "startLine": line });
        let quote = evidence.filter(|evidence| !evidence.quote.is_empty());
        if let Some(region) = region.as_object_mut() {
            if let Some(column) = column {
                region.insert("startColumn".to_owned(), json!(column));
            }
            if let Some(evidence) = quote {
                let snippet = json!({ "text": shown(&evidence.quote) });
                region.insert("snippet".to_owned(), snippet);
            }
        }
        physical.insert("region".to_owned(), region);
    }
    let mut location = json!({ "physicalLocation": physical });
    if let (Some(number), Some(location)) = (row(document), location.as_object_mut()) {
        let field = evidence.and_then(|evidence| evidence.field.as_deref());
        let field = field.map_or_else(String::new, |field| format!("/{}", shown(field)));
        let name = format!("{}#{number}{field}", shown(&document.source));
        location.insert(
            "logicalLocations".to_owned(),
            json!([{ "fullyQualifiedName": name, "kind": "element" }]),
        );
    }
    location
}

/// Of the content and the clause: the same finding in a moved file, another one in an edited one.
fn fingerprint(document: &Identity, finding: &Finding<'_>) -> String {
    let content = if document.sha256.is_empty() { &document.source } else { &document.sha256 };
    short(&[content, finding.clause])
}

/// The text of a message: what would be a link in it (§3.11.6) is none.
fn escaped(text: &str) -> String {
    shown(text).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// A path as a URI reference, relative as it was named. No part of it can be taken for a scheme.
fn uri(path: &str) -> String {
    let encoded = utf8_percent_encode(path, PATH).to_string();
    if path.starts_with('/') { format!("file://{encoded}") } else { encoded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(uri("a/b c.txt"), "a/b%20c.txt");
        assert_eq!(uri("/data/ü.txt"), "file:///data/%C3%BC.txt");
        assert_eq!(uri("javascript:x?y#z"), "javascript%3Ax%3Fy%23z");
    }

    #[test]
    fn a_message_has_no_links() {
        assert_eq!(escaped("see [here](http://example.org)"), "see \\[here\\](http://example.org)");
    }
}
