//! Entries for the tests of reports, and reports of entries.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)] // not every test needs all; a test that cannot go on stops

pub mod hostile;

use clearance::report::{Entry, Look, PolicyStamp, Report, RunHeader, Totals, format};

/// A report of these entries.
pub fn rendered(name: &str, entries: &[Entry], look: &Look) -> String {
    let policy = PolicyStamp { name: "a `policy` | <b>".to_owned(), sha256: "7".repeat(64) };
    let header = RunHeader::new(&"3".repeat(64), Some(policy), Some("2026-01-31".to_owned()));
    let render = format(name, look.clone()).unwrap();
    let mut report = Report::start(render.as_ref(), header, Vec::new()).unwrap();
    let mut totals = Totals::default();
    for entry in entries {
        totals.add(entry);
        report.entry(entry).unwrap();
    }
    String::from_utf8(report.finish(&totals).unwrap()).unwrap()
}
