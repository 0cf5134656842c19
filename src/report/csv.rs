//! CSV (RFC 4180, UTF-8) for spreadsheets: a line per document, what decided first. A cell that a spreadsheet would
//! take for a formula begins with an apostrophe.

use std::io;

use super::finding::{Finding, Rank, findings};
use super::place::{line, row};
use super::shown::shown;
use super::{Entry, Render, RunHeader, Totals};
use crate::record::{Hop, Record, Role, Scope};

/// The format `csv`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Csv;

/// The first line. Columns may be added at the end, none renamed.
const COLUMNS: [&str; 23] = [
    "decision",
    "source",
    "row",
    "line",
    "column",
    "clause",
    "because",
    "quote",
    "also",
    "waived",
    "obligations",
    "licences",
    "holders",
    "origins",
    "publisher",
    "language",
    "published",
    "title",
    "url",
    "id",
    "sha256",
    "bytes",
    "failed",
];

impl Render for Csv {
    fn start(&self, _: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        write(&COLUMNS.map(str::to_owned), out)
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        write(&cells(entry), out)
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }
}

fn write(cells: &[String], out: &mut Vec<u8>) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut *out);
    writer.write_record(cells.iter().map(|cell| guarded(&shown(cell))))?;
    writer.flush()
}

/// The text as a cell that no spreadsheet takes for a formula: also behind white space and in full width, which
/// some fold.
fn guarded(cell: &str) -> String {
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

fn cells(entry: &Entry) -> Vec<String> {
    let document = entry.document();
    let (decision, failed, record) = match entry {
        Entry::Failed(failed) => ("failed", failed.failed.reason.as_str(), None),
        Entry::Judged(judged) => {
            let verdict = judged.verdict.as_ref();
            let word = verdict.map_or("recorded", |verdict| verdict.decision.word());
            (word, "", Some(&judged.record))
        }
    };
    let mut all = findings(entry);
    // Why it is allowed is an answer too.
    if let Some(verdict) = entry.verdict() {
        all.extend(verdict.clauses.iter().filter(|fired| fired.then.word() == "allow").map(
            |fired| Finding {
                rank: Rank::Waived,
                clause: &fired.id,
                because: &fired.because,
                evidence: &fired.evidence,
                waived: None,
                known: false,
            },
        ));
    }
    all.retain(|finding| finding.rank != Rank::Failed);
    let waived = list(all.iter().filter_map(|finding| {
        finding
            .waived
            .map(|waived| format!("{} ({}, {})", finding.clause, waived.reason, waived.by))
    }));
    all.retain(|finding| finding.waived.is_none());
    let first = all.first();
    let evidence = first.and_then(Finding::first);
    let place = line(document, evidence);
    let obligations = entry.verdict().map_or_else(String::new, |verdict| {
        list(verdict.obligations.iter().map(|obligation| obligation.text.clone()))
    });
    let named = |text: Option<&String>| text.cloned().unwrap_or_default();
    vec![
        decision.to_owned(),
        document.source.clone(),
        number(row(document)),
        number(place.map(|(line, _)| line)),
        number(place.and_then(|(_, column)| column)),
        first.map_or_else(String::new, |finding| finding.clause.to_owned()),
        first.map_or_else(String::new, |finding| finding.because.to_owned()),
        evidence.map_or_else(String::new, |evidence| evidence.quote.clone()),
        list(all.iter().skip(1).map(|finding| finding.clause.to_owned())),
        waived,
        obligations,
        record.map_or_else(String::new, |record| {
            list(record.licences.iter().map(|licence| licence.id.clone()))
        }),
        record.map_or_else(String::new, holders),
        record.map_or_else(String::new, |record| {
            hops(record, &|hop| hop.role != Role::Republisher && !hop.network)
        }),
        record
            .map_or_else(String::new, |record| hops(record, &|hop| hop.role == Role::Republisher)),
        named(document.language.as_ref()),
        named(document.published.as_ref()),
        named(document.title.as_ref()),
        named(document.url.as_ref()),
        document.id.clone(),
        document.sha256.clone(),
        document.bytes.to_string(),
        failed.to_owned(),
    ]
}

fn number(number: Option<u64>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// The different ones, in their order.
fn list(items: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for item in items {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all.join("; ")
}

fn holders(record: &Record) -> String {
    let named = record.notices.iter().filter_map(|notice| notice.holder.as_ref());
    list(named.map(|holder| holder.name.clone()))
}

fn hops(record: &Record, fits: &dyn Fn(&Hop) -> bool) -> String {
    let hops = record.attribution.hops.iter();
    let text = hops.filter(|hop| hop.scope.unwrap_or(Scope::Text) == Scope::Text && fits(hop));
    list(text.map(|hop| hop.organisation.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\u{a0}=1", "＝1", "－1"] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        for cell in ["", "a=b", "© 2026", "'=1", "1-2"] {
            assert_eq!(guarded(cell), cell);
        }
        // White space that a spreadsheet would cut off before the sign is shown, not sent.
        assert_eq!(guarded(&shown("\t=1")), "\\t=1");
    }
}
