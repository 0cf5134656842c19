//! The case it began with: an agency's article whose last lines name its source chain, its translator and
//! editor, its copyright, and forbid taking it for AI. `examples/articles/lentera-pelabuhan.txt` has that form.

#![allow(clippy::unwrap_used, clippy::string_slice)] // a test that cannot go on stops

use std::path::Path;

use clearance::corpus::document;
use clearance::engine::{examine, knowledge};
use clearance::find::Scratch;
use clearance::lexicon::Lexicon;
use clearance::limits::Limits;
use clearance::policy::{Decision, Policy};
use clearance::record::{Action, Condition, Evidence, Modality, Record, Role, Years};

const AGREEMENT: &str = "\
policy: with-agreement
use: [ai-train, ai-use, scrape, crawl]
otherwise: review
clauses:
  - id: opted-out
    when: { term: { modality: prohibited, covers: use } }
    then: deny
    because: \"{grantor} prohibits {actions}\"
  - id: wire-copy
    when: { hop: { kind: agency, role: [originator, interviewer, wire, brand], agreement: none } }
    then: review
    because: \"carries copy of {organisation}\"
agreements:
  - { with: antara, permits: [ai-train, ai-use, scrape, crawl], from: 2025-01-01, until: 2026-12-31, reference: ANT-2025-014 }
";

fn article() -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles/lentera-pelabuhan.txt");
    std::fs::read_to_string(path).unwrap()
}

fn record(lexicon: &Lexicon, text: &str) -> Record {
    examine(document("article", text), lexicon, &Limits::default(), &mut Scratch::default())
}

fn line_of(text: &str, begins: &str) -> usize {
    text.lines().position(|line| line.starts_with(begins)).unwrap() + 1
}

#[test]
fn it_is_read_as_a_native_reader_would() {
    let lexicon = Lexicon::builtin().unwrap();
    let text = article();
    let record = record(&lexicon, &text);
    assert_eq!(record.document.language.as_deref(), Some("id"));

    let [notice] = record.notices.as_slice() else { panic!("{:?}", record.notices) };
    assert_eq!(notice.holder.as_ref().unwrap().name, "ANTARA");
    assert_eq!(notice.holder.as_ref().unwrap().id.as_deref(), Some("antara"));
    assert_eq!(notice.years, [Years { from: 2025, to: 2025 }]);
    assert_eq!(notice.evidence.line, line_of(&text, "Copyright"));

    let [term] = record.terms.as_slice() else { panic!("{:?}", record.terms) };
    assert_eq!(term.modality, Modality::Prohibited);
    assert_eq!(term.actions, [Action::Crawl, Action::Scrape, Action::AiUse]);
    assert!(term.ai_specific);
    assert_eq!(term.condition, Some(Condition::WrittenPermission));
    assert_eq!(term.grantor.as_ref().unwrap().name, "Kantor Berita ANTARA");
    assert_eq!(term.grantor.as_ref().unwrap().id.as_deref(), Some("antara"));
    assert_eq!(term.evidence.line, line_of(&text, "Dilarang"));

    let hops: Vec<(&str, Role)> = record
        .attribution
        .hops
        .iter()
        .map(|hop| (hop.organisation.id.as_deref().unwrap(), hop.role))
        .collect();
    assert_eq!(
        hops,
        [
            ("ria-novosti", Role::Originator),
            ("sputnik", Role::Brand),
            ("oana", Role::Distributor),
            ("antara", Role::Republisher),
        ]
    );
    let persons: Vec<Role> = record.attribution.persons.iter().map(|person| person.role).collect();
    assert_eq!(persons, [Role::Translator, Role::Editor]);
    for name in record.attribution.persons.iter().map(|person| person.name.as_str()) {
        assert!(text.contains(&format!(": {name}\n")), "{name}");
    }
}

#[test]
fn every_evidence_span_cuts_out_its_quote() {
    let lexicon = Lexicon::builtin().unwrap();
    let text = article();
    let record = record(&lexicon, &text);
    let evidence: Vec<&Evidence> = record
        .notices
        .iter()
        .map(|one| &one.evidence)
        .chain(record.terms.iter().map(|one| &one.evidence))
        .chain(record.attribution.hops.iter().map(|one| &one.evidence))
        .chain(record.attribution.persons.iter().map(|one| &one.evidence))
        .collect();
    assert!(evidence.len() >= 8);
    for one in evidence {
        assert_eq!(text.get(one.start..one.end), Some(one.quote.as_str()));
        assert_eq!(text[..one.start].matches('\n').count() + 1, one.line);
    }
}

#[test]
fn an_agreement_discharges_the_term_while_it_runs_and_no_other_copy() {
    let lexicon = Lexicon::builtin().unwrap();
    let record = record(&lexicon, &article());
    let known = knowledge(&lexicon);
    let policy = Policy::load("policy.yaml", AGREEMENT, &known, &Limits::default()).unwrap();

    let running = policy.judge(&record, "2026-06-01".parse().unwrap(), &known);
    assert_eq!(running.decision, Decision::Review);
    assert_eq!(running.discharged.len(), 1);
    assert_eq!(running.clauses.len(), 1);
    assert!(running.clauses[0].because.contains("RIA Novosti"), "{}", running.clauses[0].because);
    assert!(!running.clauses[0].because.contains("ANTARA"));

    let ended = policy.judge(&record, "2027-01-01".parse().unwrap(), &known);
    assert_eq!(ended.decision, Decision::Deny);
    assert!(
        ended.remarks.iter().any(|remark| remark.contains("2026-12-31")),
        "{:?}",
        ended.remarks
    );
}
