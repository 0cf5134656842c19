//! What has to be printed with an article is said in its language, and the credits file says no more than that.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a helper of a test may fail as a test does"
)]

mod policy_support;

use clearance::lexicon::Lexicon;
use clearance::policy::Duty;
use clearance::record::{Person, Record, Role};
use clearance::report::{Entry, Report, RunHeader, Totals, notice::Notice};
use policy_support::*;

fn licensed(language: Option<&str>) -> Record {
    let mut record = silent("a.txt");
    record.document.language = language.map(str::to_owned);
    record.document.title = Some("Tide\n mill".to_owned());
    record.document.url = Some("https://open-coast.example/mill".to_owned());
    record.licences.push(licence("CC-BY-4.0"));
    record.licences[0].url = Some("https://creativecommons.org/licenses/by/4.0/".to_owned());
    record.notices.push(notice(Some("daily"), false));
    record.attribution.persons.push(Person {
        name: "Oona Sarratt".to_owned(),
        role: Role::Reporter,
        source_language: None,
        evidence: evidence(2, "Oona Sarratt"),
    });
    record
}

fn lines(record: &Record) -> Vec<(Duty, Option<String>)> {
    let known = Known::new();
    let verdict = known.judge(&known.ready("ai-training", ""), record, "2026-01-01");
    verdict.obligations.into_iter().map(|one| (one.kind, one.line)).collect()
}

#[test]
fn every_language_that_is_read_has_its_wording() {
    let lexicon = Lexicon::builtin().unwrap();
    let said: Vec<&str> = lexicon.wordings.languages().collect();
    let read = lexicon.languages().iter().map(|one| one.language.as_str());
    for language in read.filter(|language| *language != "mul") {
        assert!(said.contains(&language), "{language}");
    }
}

#[test]
fn a_credit_names_who_and_what_in_the_language_of_the_article() {
    let parts = |join: &str, title: &str| {
        ["Oona Sarratt", "DAILY", title, "https://open-coast.example/mill"].join(join)
    };
    let licence = "CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/)";
    for (tag, expected) in [
        (Some("en"), format!("Source: {}. Licence: {licence}.", parts(", ", "“Tide mill”"))),
        (Some("de-AT"), format!("Quelle: {}. Lizenz: {licence}.", parts(", ", "„Tide mill“"))),
        (Some("ja"), format!("出典：{}。 ライセンス：{licence}。", parts("、", "「Tide mill」"))),
        (
            Some("zh-Hant"),
            format!("來源：{}。 授權條款：{licence}。", parts("，", "《Tide mill》")),
        ),
        (None, format!("Source: {}. Licence: {licence}.", parts(", ", "“Tide mill”"))),
    ] {
        let found = lines(&licensed(tag));
        assert_eq!(found[0], (Duty::Attribution, Some(expected)), "{tag:?}");
        assert_eq!(found[1].0, Duty::KeepNotice);
        assert!(found[1].1.as_ref().unwrap().ends_with("Copyright © ANTARA 2025"), "{found:?}");
    }
    // Where there is no notice there is none to keep.
    let mut record = licensed(Some("en"));
    record.notices.clear();
    assert_eq!(lines(&record).len(), 1);
}

#[test]
fn the_credits_file_holds_what_is_allowed_and_nothing_else() {
    let known = Known::new();
    let policy = known.ready("ai-training", "");
    let header = RunHeader::new("ab", None, None);
    let mut totals = Totals::default();
    let mut report = Report::start(&Notice, header, Vec::new()).unwrap();
    let mut hostile = licensed(Some("en"));
    hostile.document.title = Some("\u{1b}[2J\u{202e}x".to_owned());
    for record in [licensed(Some("id")), anchorage(), hostile] {
        let verdict = known.judge(&policy, &record, "2026-01-01");
        let entry = Entry::judged(record, Some(verdict));
        totals.add(&entry);
        report.entry(&entry).unwrap();
    }
    let text = String::from_utf8(report.finish(&totals).unwrap()).unwrap();
    assert!(text.contains("\na.txt\n  Sumber: Oona Sarratt, DAILY, “Tide mill”"), "{text}");
    assert!(!text.contains("news/a.txt"), "{text}");
    assert!(text.ends_with("\n2 of 3 documents are allowed\n"), "{text}");
    assert!(!text.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'), "{text}");
}
