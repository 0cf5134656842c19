//! JUnit XML, for the test views of CI systems: a test case per document, in suites of a thousand, so that each suite
//! can say its counts before its cases and none has to be held whole. Only what the schemas in circulation agree on is
//! used: a deny and a document that could not be read are failures, a review and a waived clause are skipped.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use serde::{Deserialize, Serialize};

use super::finding::{FAILED, Rank, findings};
use super::fold::{Fold, give, taken};
use super::place::{place, row};
use super::shown::shown;
use super::{Entry, Render, RunHeader, Totals};

/// Documents of a suite.
const SUITE: usize = 1_000;

/// The format `junit`.
#[derive(Debug, Clone, Copy, Default)]
pub struct JUnit;

/// One document.
#[derive(Serialize, Deserialize)]
struct Case {
    source: String,
    name: String,
    outcome: Outcome,
}

#[derive(Serialize, Deserialize)]
enum Outcome {
    Passed,
    Skipped { message: String },
    Failed { kind: String, message: String, text: String },
}

impl Render for JUnit {
    fn start(&self, _: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        Writer::new(&mut *out).write_event(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            None,
        )))?;
        out.extend_from_slice(b"\n<testsuites name=\"clearance\">\n");
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        give(&case(entry), out)
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        Some(Box::new(Suites { cases: Vec::new(), written: 0 }))
    }
}

fn case(entry: &Entry) -> Case {
    let document = entry.document();
    let mut name = document.id.clone();
    if let Some(number) = row(document) {
        name = format!("{name} (row {number})");
    }
    let all = findings(entry);
    let said = |rank: Rank| {
        let lines = all.iter().filter(|finding| finding.rank >= rank).map(|finding| {
            let place = place(document, finding.first());
            let quote = finding.first().filter(|evidence| !evidence.quote.is_empty());
            let quote = quote
                .map_or_else(String::new, |evidence| format!("\n  «{}»", shown(&evidence.quote)));
            let because = shown(finding.because);
            format!(
                "{} by {}: {because}\n  {place}{quote}",
                finding.rank.word(),
                shown(finding.clause)
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    // What is known fails nothing.
    let fails = all.iter().find(|finding| finding.rank >= Rank::Deny && !finding.known);
    let outcome = match (fails, all.first()) {
        (_, None) => Outcome::Passed,
        (Some(worst), _) => Outcome::Failed {
            kind: if worst.rank == Rank::Failed { FAILED } else { worst.clause }.to_owned(),
            message: worst.because.to_owned(),
            text: said(Rank::Review),
        },
        (None, Some(worst)) => {
            let known = if worst.known { "known, " } else { "" };
            let (rank, clause) = (worst.rank.word(), worst.clause);
            let mut message = format!("{known}{rank} by {clause}: {}", worst.because);
            if let Some(waived) = worst.waived {
                message = format!("{message} ({}, {})", waived.reason, waived.by);
            }
            Outcome::Skipped { message }
        }
    };
    Case { source: document.source.clone(), name, outcome }
}

struct Suites {
    cases: Vec<Case>,
    written: usize,
}

impl Fold for Suites {
    fn take(&mut self, made: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        for case in taken::<Case>(made) {
            self.cases.push(case?);
            if self.cases.len() == SUITE {
                self.suite(out)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, _: &RunHeader, _: &Totals, _: &str, out: &mut Vec<u8>) -> io::Result<()> {
        // No suite at all would be an error to some readers.
        if !self.cases.is_empty() || self.written == 0 {
            self.suite(out)?;
        }
        out.extend_from_slice(b"</testsuites>\n");
        Ok(())
    }
}

impl Suites {
    fn suite(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        let cases = std::mem::take(&mut self.cases);
        let count = |fits: fn(&Outcome) -> bool| {
            cases.iter().filter(|case| fits(&case.outcome)).count().to_string()
        };
        let failures = count(|outcome| matches!(outcome, Outcome::Failed { .. }));
        let skipped = count(|outcome| matches!(outcome, Outcome::Skipped { .. }));
        let tests = cases.len().to_string();
        let name = format!("documents {}-{}", self.written + 1, self.written + cases.len());
        self.written += cases.len();
        let mut writer = Writer::new(out);
        let suite = writer.create_element("testsuite").with_attributes([
            ("name", name.as_str()),
            ("tests", &tests),
            ("failures", &failures),
            ("errors", "0"),
            ("skipped", &skipped),
        ]);
        suite.write_inner_content(|writer| {
            for case in &cases {
                writer.write_event(Event::Text(BytesText::new("\n")))?;
                case.write(writer)?;
            }
            Ok(())
        })?;
        writer.write_event(Event::Text(BytesText::new("\n")))?;
        Ok(())
    }
}

impl Case {
    fn write(&self, writer: &mut Writer<&mut Vec<u8>>) -> io::Result<()> {
        let (source, name) = (xml(&self.source), xml(&self.name));
        let element = writer
            .create_element("testcase")
            .with_attributes([("classname", source.as_str()), ("name", name.as_str())]);
        match &self.outcome {
            Outcome::Passed => element.write_empty()?,
            Outcome::Skipped { message } => element.write_inner_content(|writer| {
                let message = xml(message);
                writer
                    .create_element("skipped")
                    .with_attribute(("message", message.as_str()))
                    .write_empty()?;
                Ok(())
            })?,
            Outcome::Failed { kind, message, text } => element.write_inner_content(|writer| {
                let (kind, message, text) = (xml(kind), xml(message), text_of(text));
                writer
                    .create_element("failure")
                    .with_attributes([("type", kind.as_str()), ("message", message.as_str())])
                    .write_text_content(BytesText::new(&text))?;
                Ok(())
            })?,
        };
        Ok(())
    }
}

/// The text with nothing in it that XML 1.0 §2.2 forbids or a terminal acts on; the writer escapes the rest.
fn xml(text: &str) -> String {
    shown(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}

/// The same, of lines that were shown one by one.
fn text_of(text: &str) -> String {
    text.lines().map(xml).collect::<Vec<_>>().join("\n")
}
