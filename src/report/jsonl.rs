//! JSON Lines, for programs: a header, one line per document, a line of totals with the digest of all the
//! bytes before it. A file without that last line is not whole.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::shown::{acts, may_act};
use super::{Entry, Render, RunHeader, TOTALS_SCHEMA, Totals};

/// The format `jsonl`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Jsonl;

/// The last line. Counts that a scan does not have are left out.
#[derive(Serialize)]
struct Last<'a> {
    schema: &'static str,
    seen: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deny: Option<u64>,
    failed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known_deny: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_mend: Option<u64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    clauses: &'a BTreeMap<String, u64>,
    sha256: &'a str,
}

/// JSON that can be looked at in a terminal: also what JSON itself does not escape but a terminal acts on is
/// written as `\u…`, which every reader of JSON turns back into the same text.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let mut rest = text;
        while let Some((before, found, after)) = split_at_acting(rest) {
            out.write_all(before.as_bytes())?;
            for unit in found.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = after;
        }
        out.write_all(rest.as_bytes())
    }
}

fn split_at_acting(text: &str) -> Option<(&str, char, &str)> {
    if !may_act(text) {
        return None;
    }
    let (before, rest) = text.split_at(text.find(acts)?);
    let mut after = rest.chars();
    Some((before, after.next()?, after.as_str()))
}

/// Writes a value as JSON on one line that can be looked at in a terminal.
pub(super) fn inert(value: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(&mut *out, Inert))?)
}

fn line(value: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    inert(value, out)?;
    out.push(b'\n');
    Ok(())
}

impl Render for Jsonl {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        line(header, out)
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        line(entry, out)
    }

    fn finish(
        &self,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let judged = |count: u64| (header.policy.is_some() || count > 0).then_some(count);
        let some = |count: u64| (count > 0).then_some(count);
        let recorded =
            if header.policy.is_none() { Some(totals.recorded) } else { some(totals.recorded) };
        let last = Last {
            schema: TOTALS_SCHEMA,
            seen: totals.seen,
            recorded,
            allow: judged(totals.allow),
            review: judged(totals.review),
            deny: judged(totals.deny),
            failed: totals.failed,
            waived: some(totals.waived),
            known: some(totals.known),
            known_deny: some(totals.known_deny),
            to_mend: some(totals.to_mend),
            clauses: &totals.clauses,
            sha256: digest,
        };
        line(&last, out)
    }
}
