//! Policies that extend others: what comes out, and what is refused with its place; classes of licences,
//! thresholds, cases, and what somebody has to look at after a run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a helper of a test may fail as a test does"
)]

mod policy_support;

use std::collections::BTreeMap;

use clearance::limits::Limits;
use clearance::policy::{
    Decision, Fault, Finding, Policy, PolicyFile, PolicyUse, Ready, Shelf, Subject, ready,
};
use clearance::record::{Modality, Record};
use clearance::yaml::YamlError;
use policy_support::*;

/// Files in memory, beside the ready policies.
struct Files(BTreeMap<&'static str, String>);

impl Shelf for Files {
    fn find(&self, name: &str, from: &str) -> Result<PolicyFile, String> {
        match self.0.get(name) {
            Some(text) => Ok(PolicyFile { name: name.to_owned(), text: text.clone() }),
            None => Ready.find(name, from),
        }
    }
}

fn load(files: &[(&'static str, &str)]) -> Result<Policy, YamlError> {
    let known = Known::new();
    let shelf = Files(files.iter().map(|(name, text)| (*name, (*text).to_owned())).collect());
    let (name, text) = files[0];
    let file = PolicyFile { name: name.to_owned(), text: text.to_owned() };
    Policy::resolve(file, &shelf, &known.knowledge(), &Limits::default())
}

fn decide(policy: &Policy, record: &Record) -> Decision {
    Known::new().judge(policy, record, "2026-01-01").decision
}

const BASE: &str = "policy: base\nuse: [ai-train]\notherwise: review\nclauses:\n  - { id: no, when: { term: { modality: prohibited, covers: use } }, then: deny }\n  - { id: claimed, when: { notice: {} }, then: review }\n";

#[test]
fn a_policy_takes_over_what_it_extends_and_adds_its_own() {
    let own = "policy: own\nextends: base.yaml\notherwise: allow\nclauses:\n  - { id: licensed, when: { licence: {} }, then: allow }\nagreements:\n  - { with: antara, permits: [ai-train], from: 2025-01-01, reference: R }\n";
    let policy = load(&[("own.yaml", own), ("base.yaml", BASE)]).unwrap();
    assert_eq!(policy.name(), "own");
    let ids: Vec<&str> = policy.clauses().iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["no", "claimed", "licensed"]);
    assert_eq!((policy.origin(0), policy.origin(2)), (Some("base.yaml"), Some("own.yaml")));
    assert_eq!(policy.otherwise(), Decision::Allow);
    assert_eq!(policy.uses().len(), 1);
    assert_eq!(decide(&policy, &silent("a")), Decision::Allow);
    assert_eq!(decide(&policy, &anchorage()), Decision::Review);
    let files: Vec<&str> = policy.files().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(files, ["base.yaml", "own.yaml"]);
}

#[test]
fn the_digest_is_over_every_file() {
    let own = "policy: own\nextends: base.yaml\n";
    let one = load(&[("own.yaml", own), ("base.yaml", BASE)]).unwrap();
    let changed = BASE.replace("then: review", "then: deny");
    let two = load(&[("own.yaml", own), ("base.yaml", &changed)]).unwrap();
    assert_ne!(one.sha256(), two.sha256());
    // Without `extends` it is that of the file, as sha256sum gives it.
    let alone = load(&[("base.yaml", BASE)]).unwrap();
    assert_eq!(alone.sha256(), alone.files()[0].1);
}

#[test]
fn a_clause_is_replaced_only_where_that_is_written() {
    let own = "policy: own\nextends: base.yaml\nclauses:\n  - { id: claimed, when: { notice: {} }, then: allow }\n";
    let error = load(&[("own.yaml", own), ("base.yaml", BASE)]).unwrap_err();
    assert_eq!((error.file.as_str(), error.line, error.column), ("own.yaml", 4, 11));
    assert!(error.help.unwrap().contains("write `without: [claimed]` to replace it"));
    let replaced = own.replace("clauses:", "without: [claimed]\nclauses:");
    let policy = load(&[("own.yaml", &replaced), ("base.yaml", BASE)]).unwrap();
    let mut claimed = silent("a");
    claimed.notices.push(notice(None, true));
    assert_eq!(decide(&policy, &claimed), Decision::Allow);
}

/// Files, and which of them is refused where with what words.
type Refused<'a> = (Vec<(&'static str, &'a str)>, &'a str, (usize, usize), &'a str);

#[test]
fn what_cannot_be_resolved_is_refused_with_its_place() {
    let a = "policy: a\nextends: b.yaml\nclauses: []\n";
    let b = "policy: b\nextends: [ai-training, a.yaml]\n";
    let own = "policy: own\nextends: [base.yaml, other.yaml]\n";
    let other = "policy: other\nuse: [ai-train]\notherwise: deny\n";
    let table: Vec<Refused<'_>> = vec![
        (
            vec![("a.yaml", a), ("b.yaml", b)],
            "b.yaml",
            (2, 24),
            "a circle: a.yaml extends b.yaml extends a.yaml",
        ),
        (vec![("s.yaml", "policy: s\nextends: s.yaml\n")], "s.yaml", (2, 10), "a circle"),
        (
            vec![("x.yaml", "policy: x\nextends: ai-trainig\n")],
            "x.yaml",
            (2, 10),
            "did you mean `ai-training`?",
        ),
        (
            vec![("x.yaml", "policy: x\nextends: ai-training\nwithout: [wire-cpy]\n")],
            "x.yaml",
            (3, 11),
            "did you mean `wire-copy`?",
        ),
        (
            vec![("own.yaml", own), ("base.yaml", BASE), ("other.yaml", other)],
            "own.yaml",
            (2, 10),
            "disagrees on `otherwise`",
        ),
        (
            vec![
                ("x.yaml", "policy: x\nextends: base.yaml\n"),
                ("base.yaml", "policy: base\nuse: x\n"),
            ],
            "base.yaml",
            (2, 6),
            "",
        ),
        (
            vec![
                ("x.yaml", "policy: x\nextends: base.yaml\nwithout: ['no']\n"),
                (
                    "base.yaml",
                    "policy: base\nuse: [tdm]\notherwise: deny\nclauses:\n  - { id: 'no', when: { term: {} }, then: deny }\nwaivers:\n  - { clause: 'no', documents: ['*'], reason: r, by: b, expires: 2027-01-01 }\n",
                ),
            ],
            "x.yaml",
            (1, 1),
            "the list is empty or missing",
        ),
    ];
    let mut wrong = Vec::new();
    for (files, file, place, said) in table {
        let error = load(&files).unwrap_err();
        let text = error.render(false);
        if error.file != file || (error.line, error.column) != place || !text.contains(said) {
            wrong.push(format!(
                "expected {file}:{place:?} {said}, got {}:{}:{}\n{text}",
                error.file, error.line, error.column
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_policy_that_contradicts_itself_is_refused() {
    let clauses = format!("{BASE}  - {{ id: fine, when: {{ notice: {{}} }}, then: allow }}\n");
    let error = load(&[("p.yaml", &clauses)]).unwrap_err();
    assert_eq!((error.line, error.column), (7, 45));
    assert!(error.message.contains("`claimed` says review and `fine` says allow"), "{error}");
    let curations = format!(
        "{BASE}curations:\n  - {{ documents: ['*'], holder: {{ from: A, to: antara }}, reason: r }}\n  - {{ documents: ['*'], holder: {{ from: A, to: daily }}, reason: r }}\n"
    );
    let error = load(&[("p.yaml", &curations)]).unwrap_err();
    assert_eq!(error.line, 9);
    assert!(error.message.contains("«A» is mended to antara and to daily"), "{error}");
}

#[test]
fn classes_of_licences_are_named_once_and_used_by_name() {
    let text = "policy: p\nuse: [ai-train]\notherwise: review\nclasses:\n  non-commercial: ['CC-*-NC', 'CC-*-NC-*']\n  open: [CC0-1.0, 'CC-BY-[0-9]*']\nclauses:\n  - { id: nc, when: { licence: { class: non-commercial } }, then: deny }\n  - { id: open, when: { licence: { class: open } }, then: allow }\n  - { id: unlisted, when: { licence: { class: none } }, then: deny }\n";
    let policy = load(&[("p.yaml", text)]).unwrap();
    for (id, decision, clause) in [
        ("CC-BY-NC-4.0", Decision::Deny, "nc"),
        ("LicenseRef-CC-BY-NC-SA-3.0-XX", Decision::Deny, "nc"),
        ("CC-BY-4.0", Decision::Allow, "open"),
        ("CC-BY-SA-4.0", Decision::Deny, "unlisted"),
    ] {
        let mut record = silent("a");
        record.licences.push(licence(id));
        let verdict = Known::new().judge(&policy, &record, "2026-01-01");
        assert_eq!((verdict.decision, verdict.clauses[0].id.as_str()), (decision, clause), "{id}");
    }
    let wrong = text.replace("class: open", "class: opn");
    let error = load(&[("p.yaml", &wrong)]).unwrap_err();
    assert_eq!((error.line, error.help.as_deref()), (9, Some("did you mean `open`?")));
    // A class of what is extended may be used, and not be written twice.
    let own = "policy: own\nextends: p.yaml\nclasses: { open: [MIT] }\n";
    let error = load(&[("own.yaml", own), ("p.yaml", text)]).unwrap_err();
    assert_eq!((error.file.as_str(), error.line, error.column), ("own.yaml", 3, 12));
}

#[test]
fn thresholds_have_two_ends() {
    let text = "policy: p\nuse: [ai-train]\notherwise: allow\nclauses:\n  - { id: sure, when: { term: { confidence_at_least: 0.5 } }, then: deny }\n  - { id: perhaps, when: { term: { confidence_below: 0.5 } }, then: review }\n";
    let policy = load(&[("p.yaml", text)]).unwrap();
    for (confidence, decision) in
        [(0.49, Decision::Review), (0.5, Decision::Deny), (0.9, Decision::Deny)]
    {
        let mut record = silent("a");
        record.terms.push(term(Modality::Prohibited, &[], None));
        record.terms[0].confidence = confidence;
        assert_eq!(decide(&policy, &record), decision, "{confidence}");
    }
}

#[test]
fn a_waiver_by_digest_ends_with_the_next_edit() {
    let digest = "ab".repeat(32);
    let waiver = |what: &str| {
        format!(
            "{BASE}waivers:\n  - {{ clause: claimed, {what}, reason: r, by: b, expires: 2027-01-01 }}\n"
        )
    };
    let text = waiver(&format!("sha256: ['{digest}']"));
    let policy = load(&[("p.yaml", &text)]).unwrap();
    let mut record = silent("a");
    record.notices.push(notice(None, true));
    record.document.sha256.clone_from(&digest);
    assert_eq!(decide(&policy, &record), Decision::Allow);
    record.document.sha256 = "cd".repeat(32);
    assert_eq!(decide(&policy, &record), Decision::Review);
    // Where path and digest are given, both must fit.
    record.document.sha256.clone_from(&digest);
    let both = waiver(&format!("documents: ['b/**'], sha256: ['{digest}']"));
    assert_eq!(decide(&load(&[("p.yaml", &both)]).unwrap(), &record), Decision::Review);
    for (what, said) in
        [("sha256: ['abc']", "not a SHA-256"), ("documents: []", "names no documents")]
    {
        let error = load(&[("p.yaml", &waiver(what))]).unwrap_err();
        assert!(error.message.contains(said) && error.line == 8, "{error}");
    }
}

fn found(policy: &Policy, records: &[Record], day: &str) -> Vec<Finding> {
    let known = Known::new();
    let mut used = PolicyUse::default();
    for record in records {
        let mut one = PolicyUse::default();
        one.note(&known.judge(policy, record, day));
        used.merge(one);
    }
    policy.findings(&used, date(day))
}

fn faults(findings: &[Finding]) -> Vec<(Subject, &str, Fault)> {
    findings.iter().map(|one| (one.subject, one.name.as_str(), one.fault)).collect()
}

#[test]
fn agreements_that_have_ended_are_found_where_a_document_needs_them() {
    let agreement = |from: &str, until: &str, reference: &str| {
        format!(
            "  - {{ with: antara, permits: [ai-train], from: {from}, until: {until}, reference: {reference} }}\n"
        )
    };
    let old = agreement("2025-01-01", "2025-12-31", "OLD");
    let text = format!("{BASE}agreements:\n{old}");
    let policy = load(&[("p.yaml", &text)]).unwrap();
    let expired = found(&policy, &[anchorage(), anchorage()], "2026-01-01");
    assert_eq!(faults(&expired), [(Subject::Agreement, "OLD", Fault::Expired)]);
    assert_eq!(
        expired[0].message,
        "the agreement OLD with antara has ended, and 2 documents would need it"
    );
    // History is none: nothing needs it, or another one took its place.
    assert!(found(&policy, &[silent("a")], "2026-01-01").is_empty());
    let renewed = format!("{text}{}", agreement("2026-01-01", "2026-12-31", "NEW"));
    let policy = load(&[("p.yaml", &renewed)]).unwrap();
    assert!(found(&policy, &[anchorage()], "2026-01-01").is_empty());
    let unused = found(&policy, &[silent("a")], "2026-01-01");
    assert_eq!(faults(&unused), [(Subject::Agreement, "NEW", Fault::Unused)]);
    let twice = format!("{text}{}", agreement("2025-12-31", "2026-12-31", "NEW"));
    let policy = load(&[("p.yaml", &twice)]).unwrap();
    let overlapping = found(&policy, &[anchorage()], "2026-01-01");
    assert_eq!(faults(&overlapping), [(Subject::Agreement, "NEW", Fault::Overlapping)]);
}

#[test]
fn waivers_and_curations_that_overlap_or_do_nothing_are_found() {
    let text = format!(
        "{BASE}waivers:\n  - {{ clause: claimed, documents: ['news/**'], reason: r, by: b, expires: 2027-01-01 }}\n  - {{ clause: claimed, documents: ['**'], reason: r, by: b, expires: 2027-01-01 }}\n  - {{ clause: 'no', documents: ['news/**'], reason: r, by: b, expires: 2025-01-01 }}\ncurations:\n  - {{ documents: ['**'], holder: {{ from: ANTRA, to: antara }}, reason: r }}\n"
    );
    let policy = load(&[("p.yaml", &text)]).unwrap();
    let findings = found(&policy, &[anchorage()], "2026-01-01");
    assert_eq!(
        faults(&findings),
        [
            (Subject::Waiver, "no", Fault::Expired),
            (Subject::Waiver, "claimed", Fault::Overlapping),
            (Subject::Curation, "ANTRA", Fault::Unused),
        ]
    );
    assert_eq!(
        findings[1].message,
        "the waiver of claimed for ** overlaps with the one for news/** (1 document): keep one"
    );
}

#[test]
fn every_ready_policy_that_states_law_says_what_it_is_not() {
    let known = Known::new();
    let mut jurisdictions = Vec::new();
    for (name, _) in ready::all() {
        let policy = known.ready(&name, "");
        for law in policy.laws() {
            assert!(law.advice.as_str().contains("not legal advice"), "{name}");
            assert!(law.review_by > law.as_of, "{name}");
            assert!(!law.basis.is_empty(), "{name}");
            assert!(law.basis.iter().all(|one| one.source.as_str().starts_with("https://")));
            assert!(!law.is_overdue(law.review_by));
            assert!(law.is_overdue(law.review_by.tomorrow().unwrap()));
            jurisdictions.push((law.jurisdiction.as_str().to_owned(), law.purpose.to_string()));
        }
    }
    let expected = [
        ("EU", "commercial"),
        ("EU", "research"),
        ("ID", "commercial"),
        ("JP", "commercial"),
        ("SG", "commercial"),
        ("GB", "commercial"),
        ("US", "commercial"),
    ];
    let found: Vec<(&str, &str)> =
        jurisdictions.iter().map(|(code, purpose)| (code.as_str(), purpose.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_cases_of_the_ready_policies_hold() {
    let lexicon = clearance::lexicon::Lexicon::builtin().unwrap();
    let limits = Limits::default();
    let knowledge = clearance::engine::knowledge(&lexicon);
    let mut cases = 0;
    for (name, text) in ready::all() {
        let policy = Policy::load(&name, &text, &knowledge, &limits).unwrap();
        for tried in clearance::proof::cases::run(&policy, date("2026-01-01"), &lexicon, &limits) {
            assert!(tried.holds(), "{name}: {tried:?}");
            cases += 1;
        }
    }
    assert!(cases >= 7, "{cases}");
}
