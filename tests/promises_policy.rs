//! The promises of the policy and the report (reliability): laws that hold for any record.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::format_collect,
    reason = "a helper of a test may fail as a test does"
)]

mod policy_support;

use clearance::document::{Identity, Locator};
use clearance::policy::{Decision, Verdict, ready};
use clearance::record::{Action, Failure, Modality, Problem, Record, Role, Stage, Term};
use clearance::report::{
    Entry, FailOn, Jsonl, Look, PolicyStamp, Render, Report, RunHeader, Text, Totals,
};
use policy_support::*;
use proptest::prelude::*;
use sha2::Digest;

const PARTIES: [Option<&str>; 5] =
    [None, Some("antara"), Some("daily"), Some("sputnik"), Some("ria-novosti")];

const AGREEMENT: &str = "agreements:\n  - { with: antara, permits: [ai-train, tdm, reproduce, distribute, commercial-use], from: 2025-01-01, until: 2026-12-31, reference: R }\n";

const WAIVERS: &str = "waivers:\n  - { clause: open-licence, documents: ['a/**'], reason: r, by: b, expires: 2027-01-01 }\n  - { clause: disguised, documents: ['a/**'], reason: r, by: b, expires: 2027-01-01 }\n  - { clause: rights-reserved, documents: ['a/**'], reason: r, by: b, expires: 2027-01-01 }\n";

fn a_party() -> impl Strategy<Value = Option<&'static str>> {
    proptest::sample::select(&PARTIES[..])
}

fn a_term() -> impl Strategy<Value = Term> {
    let actions = proptest::sample::subsequence(Action::ALL.to_vec(), 0..4);
    let modality = proptest::sample::select(Modality::ALL);
    (modality, actions, a_party(), 0..=100_u32).prop_map(|(modality, actions, party, sure)| Term {
        confidence: f64::from(sure) / 100.0,
        circumstances: Vec::new(),
        ..term(modality, &actions, party)
    })
}

fn a_record() -> impl Strategy<Value = Record> {
    let licences = ["CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-ND", "Unknown"];
    let roles = [Role::Originator, Role::Wire, Role::Brand, Role::Republisher];
    (
        proptest::sample::select(&["a/x.txt", "a/y.txt", "b/x.txt"][..]),
        proptest::collection::vec(a_term(), 0..3),
        proptest::collection::vec((a_party(), any::<bool>()), 0..3),
        proptest::collection::vec(proptest::sample::select(licences.to_vec()), 0..2),
        proptest::collection::vec((1..5_usize, proptest::sample::select(roles.to_vec())), 0..3),
        any::<bool>(),
    )
        .prop_map(|(id, terms, notices, licences, hops, hidden)| {
            let mut record = silent(id);
            record.terms = terms;
            record.notices = notices.iter().map(|(one, all)| notice(*one, *all)).collect();
            record.licences = licences.iter().map(|id| licence(id)).collect();
            record.attribution.hops =
                hops.iter().map(|(at, role)| hop(PARTIES[*at].unwrap(), *role)).collect();
            if hidden {
                record.problems.push(Problem::new("statement-hidden", "x"));
            }
            record
        })
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let failed = || {
        Entry::failed(
            Identity { id: "f".into(), source: "f".into(), ..Identity::default() },
            Failure { stage: Stage::Read, reason: "no".into() },
        )
    };
    let one = (a_record(), 0..4_u8).prop_map(move |(record, what)| {
        if what == 0 {
            failed()
        } else {
            let known = Known::new();
            let verdict = known.judge(&known.ready("ai-training", ""), &record, "2026-01-01");
            Entry::judged(record, Some(verdict))
        }
    });
    proptest::collection::vec(one, 0..6)
}

fn whole(render: &dyn Render, entries: &[Entry]) -> Vec<u8> {
    let stamp = PolicyStamp { name: "ai-training".into(), sha256: "ab".repeat(32) };
    let header = RunHeader::new("cd", Some(stamp), Some("2026-01-01".into()));
    let mut report = Report::start(render, header, Vec::new()).unwrap();
    let mut totals = Totals::default();
    for entry in entries {
        totals.add(entry);
        report.entry(entry).unwrap();
    }
    report.finish(&totals).unwrap()
}

fn worst(verdict: &Verdict) -> Option<Decision> {
    verdict.clauses.iter().map(|fired| fired.then).max()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn monotone_a_restriction_more_is_never_milder(record in a_record(), more in a_term()) {
        let known = Known::new();
        let more = Term { modality: Modality::Prohibited, ..more };
        for (name, _) in ready::all() {
            for extra in ["", AGREEMENT] {
                let policy = known.ready(&name, extra);
                let before = known.judge(&policy, &record, "2026-01-01").decision;
                let mut after = record.clone();
                after.terms.push(more.clone());
                let after = known.judge(&policy, &after, "2026-01-01").decision;
                prop_assert!(after >= before, "{name}: {before} to {after}");
            }
        }
    }

    #[test]
    fn monotone_a_deny_clause_more_is_never_milder(record in a_record()) {
        let known = Known::new();
        let text = ready::get("ai-training").unwrap();
        let more = text.replace("clauses:\n", "clauses:\n  - { id: more, when: { notice: {} }, then: deny }\n");
        let before = known.judge(&known.policy(&text).unwrap(), &record, "2026-01-01").decision;
        let after = known.judge(&known.policy(&more).unwrap(), &record, "2026-01-01").decision;
        prop_assert!(after >= before);
    }

    #[test]
    fn the_worst_clause_wins_and_otherwise_only_where_none_fires(record in a_record()) {
        let known = Known::new();
        let policy = known.ready("ai-training", WAIVERS);
        let verdict = known.judge(&policy, &record, "2026-01-01");
        match worst(&verdict) {
            Some(worst) => prop_assert_eq!(verdict.decision, worst),
            None if verdict.waived.is_empty() => prop_assert_eq!(verdict.decision, Decision::Review),
            None => prop_assert_eq!(verdict.decision, Decision::Allow),
        }
        prop_assert_eq!(&verdict, &known.judge(&policy, &record, "2026-01-01"));
    }

    #[test]
    fn a_waiver_never_widens_to_other_documents(record in a_record()) {
        let known = Known::new();
        let plain = known.judge(&known.ready("ai-training", ""), &record, "2026-01-01");
        let waived = known.judge(&known.ready("ai-training", WAIVERS), &record, "2026-01-01");
        if record.document.id.starts_with("a/") {
            let all: Vec<_> = waived.clauses.iter().chain(waived.waived.iter().map(|one| &one.clause)).collect();
            prop_assert_eq!(all.len(), plain.clauses.len());
        } else {
            prop_assert_eq!(plain, waived);
        }
    }

    #[test]
    fn accounting_the_totals_add_up_and_the_exit_code_follows(all in entries(), cut in 0..6_usize) {
        let mut totals = Totals::default();
        for entry in &all { totals.add(entry) }
        prop_assert!(totals.add_up());
        prop_assert_eq!(totals.seen, all.len() as u64);
        let (mut left, mut right) = (Totals::default(), Totals::default());
        for (index, entry) in all.iter().enumerate() {
            if index < cut { left.add(entry) } else { right.add(entry) }
        }
        left.merge(right);
        prop_assert_eq!(&left, &totals);
        let no = |from| all.iter().filter_map(Entry::verdict).any(|one| one.decision >= from);
        let failed = all.iter().any(|one| matches!(one, Entry::Failed(_)));
        for (fail_on, says_no) in [
            (FailOn::Deny, no(Decision::Deny)),
            (FailOn::Review, no(Decision::Review)),
            (FailOn::Never, false),
        ] {
            let code = if failed { 3 } else { u8::from(says_no) };
            prop_assert_eq!(totals.exit_code(fail_on), code);
        }
        let waivers = if failed { 3 } else { 1 };
        let mended = Totals { to_mend: 1, ..totals };
        prop_assert_eq!(mended.exit_code(FailOn::Deny), waivers);
    }

    #[test]
    fn determinism_and_the_way_back(all in entries()) {
        for render in [&Jsonl as &dyn Render, &Text::new(&Look::default())] {
            prop_assert_eq!(whole(render, &all), whole(render, &all));
        }
        let bytes = whole(&Jsonl, &all);
        let text = std::str::from_utf8(&bytes).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        prop_assert_eq!(lines.len(), all.len() + 2);
        for (line, entry) in lines[1..=all.len()].iter().zip(&all) {
            prop_assert_eq!(&Entry::from_json(line).unwrap(), entry);
        }
        let last: serde_json::Value = serde_json::from_str(lines[lines.len() - 1]).unwrap();
        let before = &bytes[..bytes.len() - lines[lines.len() - 1].len() - 1];
        let digest: String = sha2::Sha256::digest(before).iter().map(|byte| format!("{byte:02x}")).collect();
        prop_assert_eq!(last["sha256"].as_str().unwrap(), digest);
    }

    #[test]
    fn hostile_strings_never_leave_a_control_byte(
        nasty in "[\\x00-\\x1f\\x7f-\\u{9f}\u{202e}\u{2066}\u{2028}a<]{0,12}",
        record in a_record(),
        judged in any::<bool>(),
        row in any::<bool>(),
    ) {
        let mut record = record;
        let known = Known::new();
        record.document.source.clone_from(&nasty);
        record.document.id.clone_from(&nasty);
        record.document.language = Some(nasty.clone());
        record.document.locator = row.then_some(Locator::Line(3));
        record.terms.push(term(Modality::Prohibited, &[], None));
        for term in &mut record.terms {
            term.grantor = Some(clearance::record::Party { name: nasty.clone(), id: None });
            term.evidence.quote.clone_from(&nasty);
        }
        record.problems.push(Problem { code: format!("hidden{nasty}"), message: nasty.clone() });
        let verdict = known.judge(&known.ready("ai-training", ""), &record, "2026-01-01");
        let entries = [
            Entry::judged(record.clone(), judged.then_some(verdict)),
            Entry::failed(record.document, Failure { stage: Stage::Read, reason: nasty }),
        ];
        let text = String::from_utf8(whole(&Text::new(&Look::default()), &entries)).unwrap();
        let acts = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'));
        prop_assert!(!text.contains(acts), "{text:?}");
    }
}
