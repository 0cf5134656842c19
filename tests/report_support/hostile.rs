//! Entries that somebody wrote to break a report: one string in every field that is text.

use std::sync::Arc;

use clearance::limits::Limits;
use clearance::report::{Dataset, Entry, Look};
use serde_json::{Value, json};

/// What breaks formats.
pub const STRINGS: &[&str] = &[
    "plain",
    "",
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "\t=1+1",
    "@SUM(A1:A9)\r\n,\"\"x",
    "<script>alert(1)</script></testcase>]]>&amp;&#0;<!--",
    "\u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}[31m\u{1b}]0;title\u{7}\u{7f}\u{85}\u{9b}",
    "\u{202e}txt.exe\u{2066}\u{2069}\u{feff}\u{2028}\u{2029}\u{e0041}",
    "\u{fffe}\u{ffff}\u{1fffe}",
    "::error file=a,line=1::x\n::stop-commands::t\n##[error]y %0A::set-env name=A::B",
    "[a](http://example.org) `code` **b** | c \\| ![x](y) @everyone www.example.org",
    "{0} {{1}} ${x} $(x) `x` \\u0000 \\",
    "../../etc/passwd",
    "javascript:alert(1)",
    "file:///etc/passwd?x#y#z%zz",
    "日本語 नमस्ते 😀 e\u{301}\u{200d}",
    "\u{200b}\u{a0}= 1",
    "a b\tc\nd\re",
];

/// With what the formats that describe a dataset need.
pub fn look() -> Look {
    let text = "dataset: a\nversion: '1'\ndescription: b\nurl: https://example.org\ncreator: { name: c }\npublished: 2026-01-31\nlicences: [CC0-1.0]\n";
    let dataset = Dataset::load("dataset.yaml", text, &Limits::default()).unwrap();
    Look { dataset: Some(Arc::new(dataset)), ..Look::default() }
}

fn evidence(text: &str) -> Value {
    json!({ "field": text, "start": 3, "end": 9, "line": 2, "column": 4, "quote": text })
}

/// An entry that has this text in every field that is text, and every field.
pub fn entry(text: &str) -> Entry {
    let party = json!({ "name": text, "id": text });
    let fired = json!({
        "id": text, "then": "deny", "because": text, "evidence": [evidence(text), evidence(text)],
    });
    let mut waived = fired.clone();
    waived["reason"] = json!(text);
    waived["by"] = json!(text);
    waived["expires"] = json!("2027-01-31");
    let value = json!({
        "schema": "clearance.record/1",
        "document": {
            "id": text, "source": text, "locator": null, "sha256": text, "bytes": 9,
            "media_type": text, "encoding": text, "language": text, "url": text, "title": text,
            "published": text,
        },
        "notices": [{
            "holder": party, "years": [{ "from": 2025, "to": 2026 }], "all_rights_reserved": true,
            "channel": "text", "confidence": 0.9, "evidence": evidence(text),
        }],
        "terms": [{
            "modality": "prohibited", "actions": ["ai-train"], "ai_specific": true,
            "condition": "permission", "grantor": party, "agents": [text], "scope": text,
            "channel": "text", "confidence": 0.9, "evidence": evidence(text),
        }],
        "licences": [{
            "id": text, "url": text, "channel": "link-rel", "confidence": 0.9,
            "evidence": evidence(text),
        }],
        "attribution": {
            "hops": [
                { "organisation": party, "role": "wire", "relation": "republished-by",
                  "order": "stated", "desk": text, "confidence": 0.9, "evidence": evidence(text) },
                { "organisation": party, "role": "republisher", "confidence": 0.9,
                  "evidence": evidence(text) },
            ],
            "persons": [{ "name": text, "role": "reporter", "evidence": evidence(text) }],
        },
        "coverage": { "channels": ["text"], "missing": ["robots-txt"] },
        "problems": [{ "code": text, "message": text }],
        "verdict": {
            "decision": "deny", "clauses": [fired], "waived": [waived],
            "obligations": [{ "kind": "attribution", "text": text }],
            "discharged": [{ "with": text, "reference": text, "evidence": evidence(text) }],
            "curated": [{ "from": text, "to": text, "reason": text }],
            "leverage": [{ "with": text, "decision": "allow" }],
            "strictest": {
                "organisation": party, "role": "wire", "modality": "prohibited",
                "actions": ["ai-train"], "ground": { "term": { "evidence": evidence(text) } },
            },
            "remarks": [text],
        },
    });
    Entry::from_json(&value.to_string()).unwrap()
}

/// The same, of a row.
pub fn row(text: &str, number: u64) -> Entry {
    let mut entry = entry(text);
    if let Entry::Judged(judged) = &mut entry {
        judged.record.document.locator = Some(clearance::document::Locator::Line(number));
    }
    entry
}

/// A document that could not be read, with this text in every field that is text.
pub fn failed(text: &str) -> Entry {
    let value = json!({
        "schema": "clearance.record/1",
        "document": {
            "id": text, "source": text, "locator": null, "bytes": 0, "language": null, "url": text,
            "title": text, "published": null,
        },
        "failed": { "stage": "read", "reason": text },
    });
    Entry::from_json(&value.to_string()).unwrap()
}

/// Puts another quote into the first clause of an entry.
pub fn quote(entry: &mut Entry, quote: &str) {
    if let Entry::Judged(judged) = entry {
        let clause = &mut judged.verdict.as_mut().unwrap().clauses[0];
        quote.clone_into(&mut clause.evidence[0].quote);
    }
}
