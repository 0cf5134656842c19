//! Whatever stands in a document, a report of it is a report: it can be read by what reads its format, every entry is in
//! it, and nothing in it acts on a terminal, a spreadsheet, a runner or a page.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // a test that cannot go on stops

mod report_support;

use clearance::report::{Entry, Look, formats};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_xml::events::Event as Xml;
use report_support::{hostile, rendered};
use serde_json::Value;

fn entries(texts: &[String]) -> Vec<Entry> {
    let mut all = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        all.push(hostile::entry(text));
        all.push(hostile::row(text, number as u64 + 1));
        all.push(hostile::failed(text));
    }
    all
}

/// Characters that no report may hold, but for the ends of its lines.
fn acts(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}')
}

fn holds(texts: &[String]) {
    let all = entries(texts);
    for format in formats() {
        for no_quotes in [false, true] {
            let look = Look { no_quotes, ..hostile::look() };
            let report = rendered(format, &all, &look);
            let plain = if format == "csv" { report.replace("\r\n", "\n") } else { report.clone() };
            let acting = plain.chars().find(|c| acts(*c));
            assert!(acting.is_none(), "{format}: {acting:?}");
            reads(format, &report, &all);
        }
    }
}

fn reads(format: &str, report: &str, all: &[Entry]) {
    match format {
        "jsonl" => {
            let lines: Vec<&str> = report.lines().collect();
            assert_eq!(lines.len(), all.len() + 2);
            for (line, entry) in lines[1..].iter().zip(all) {
                assert_eq!(&Entry::from_json(line).unwrap().document(), &entry.document());
            }
        }
        "json" => {
            let value: Value = serde_json::from_str(report).unwrap();
            assert_eq!(value["entries"].as_array().unwrap().len(), all.len());
        }
        "sarif" | "cyclonedx" | "spdx" | "croissant" | "training-summary" | "prov"
        | "prov-jsonld" => {
            serde_json::from_str::<Value>(report).unwrap();
        }
        "csv" => {
            let mut reader = csv::ReaderBuilder::new().from_reader(report.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), all.len());
            for cell in rows.iter().flatten() {
                let first = cell.trim_start().chars().next();
                assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "a formula: {cell:?}");
            }
        }
        "junit" => {
            let mut reader = quick_xml::Reader::from_str(report);
            let mut cases = 0;
            loop {
                match reader.read_event().unwrap() {
                    Xml::Eof => break,
                    Xml::Start(tag) | Xml::Empty(tag) => {
                        cases += usize::from(tag.name().as_ref() == "testcase");
                        let known = ["testsuites", "testsuite", "testcase", "failure", "skipped"];
                        assert!(known.contains(&tag.name().as_ref()), "{tag:?}");
                        assert!(tag.attributes().all(|attribute| attribute.is_ok()), "{tag:?}");
                    }
                    Xml::Comment(_) | Xml::CData(_) | Xml::PI(_) | Xml::DocType(_) => {
                        panic!("not of the format")
                    }
                    _ => {}
                }
            }
            assert_eq!(cases, all.len());
            assert!(!report.contains(['\u{fffe}', '\u{ffff}']));
        }
        "github" => {
            for line in report.lines() {
                let kinds = ["::error title=", "::warning title=", "::notice title="];
                assert!(kinds.iter().any(|kind| line.starts_with(kind)), "{line}");
                // The properties end at the first `::`, and no text of a document is among them unescaped.
                let inner = line.strip_prefix("::").unwrap();
                let (properties, _) = inner.split_once("::").unwrap();
                let (_, properties) = properties.split_once(' ').unwrap();
                for property in properties.split(',') {
                    let key = property.split_once('=').unwrap().0;
                    assert!(["file", "line", "col", "title"].contains(&key), "{line}");
                }
            }
        }
        "markdown" => {
            for event in Parser::new_ext(report, Options::all()) {
                match event {
                    Event::Text(_)
                    | Event::End(_)
                    | Event::Start(
                        Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                        | Tag::Paragraph
                        | Tag::Heading { .. },
                    ) => {}
                    Event::InlineHtml(html) if &*html == "<br>" => {}
                    other => panic!("{other:?}"),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn what_is_known_to_break_formats_breaks_none() {
    let texts: Vec<String> = hostile::STRINGS.iter().map(|text| (*text).to_owned()).collect();
    holds(&texts);
}

/// Text made of what formats act on.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{1,8}",
        prop::sample::select(hostile::STRINGS).prop_map(str::to_owned),
        prop::sample::select(vec![
            "\r", "\n", "::", "%", "<", "&", "\"", "|", "=", "\u{1b}", "`", "]]>", "\\"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_breaks_a_format(texts in prop::collection::vec(text(), 1..4)) {
        holds(&texts);
    }
}
