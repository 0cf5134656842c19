//! What a policy says of records made by hand: every condition and field, agreements, waivers, curations.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a helper of a test may fail as a test does"
)]

mod policy_support;

use clearance::policy::{Decision, Duty, Fault, PolicyUse, State};
use clearance::record::{Action, Modality, Problem, Record, Role};
use policy_support::*;

const AGREEMENT: &str = "agreements:\n  - { with: antara, permits: [ai-train], from: 2025-01-01, \
                         until: 2026-12-31, reference: ANT-2025-014 }\n";

fn ids(verdict: &clearance::policy::Verdict) -> Vec<&str> {
    verdict.clauses.iter().map(|fired| fired.id.as_str()).collect()
}

#[test]
fn the_first_article_is_denied_for_the_term_of_its_publisher() {
    let known = Known::new();
    let verdict = known.judge(&known.ready("ai-training", ""), &anchorage(), "2026-11-22");
    assert_eq!(verdict.decision, Decision::Deny);
    let fired = &verdict.clauses[0];
    assert_eq!(fired.id, "opted-out");
    assert!(
        fired.because.starts_with("ANTARA prohibits scrape, crawl and ai-use"),
        "{}",
        fired.because
    );
    assert_eq!(fired.evidence[0].line, 16);
}

#[test]
fn an_agreement_discharges_the_term_and_leaves_the_copy_of_others() {
    let known = Known::new();
    let verdict = known.judge(&known.ready("ai-training", AGREEMENT), &anchorage(), "2026-11-22");
    assert_eq!(verdict.decision, Decision::Review);
    assert_eq!(ids(&verdict), ["wire-copy"]);
    assert_eq!(
        verdict.clauses[0].because,
        "carries copy of RIA-NOVOSTI and SPUTNIK, with which there is no agreement"
    );
    assert_eq!(verdict.discharged[0].reference, "ANT-2025-014");
    assert_eq!(verdict.agreements[0].state, State::InForce);
    assert!(verdict.remarks.is_empty());
}

#[test]
fn an_agreement_that_has_ended_does_nothing_and_that_is_said() {
    let known = Known::new();
    let policy = known.ready("ai-training", AGREEMENT);
    for (day, decision) in [("2026-12-31", Decision::Review), ("2027-01-01", Decision::Deny)] {
        assert_eq!(known.judge(&policy, &anchorage(), day).decision, decision, "{day}");
    }
    let after = known.judge(&policy, &anchorage(), "2027-01-01");
    assert_eq!(after.remarks, ["the agreement ANT-2025-014 with antara ended on 2026-12-31"]);
    assert_eq!(after.agreements[0].state, State::Expired);
    let before = known.judge(&policy, &anchorage(), "2024-12-31");
    assert_eq!((before.decision, before.agreements[0].state), (Decision::Deny, State::NotYet));
}

#[test]
fn an_agreement_discharges_only_its_party_its_uses_its_documents() {
    let known = Known::new();
    let of = |with: &str, permits: &str, more: &str| {
        let text = format!(
            "policy: p\nuse: [ai-train]\notherwise: allow\nclauses:\n  - {{ id: no, when: {{ term: {{ covers: use }} }}, then: deny }}\nagreements:\n  - {{ with: {with}, permits: [{permits}], from: 2025-01-01, reference: R{more} }}\n"
        );
        known.policy(&text).unwrap()
    };
    let judge = |policy, record: &Record| known.judge(&policy, record, "2026-01-01").decision;
    let article = anchorage();
    assert_eq!(judge(of("antara", "ai-train", ""), &article), Decision::Allow);
    assert_eq!(judge(of("daily", "ai-train", ""), &article), Decision::Deny);
    assert_eq!(judge(of("antara", "tdm", ""), &article), Decision::Deny);
    assert_eq!(
        judge(of("antara", "ai-train", ", documents: ['old/**']"), &article),
        Decision::Deny
    );
    assert_eq!(
        judge(of("antara", "ai-train", ", documents: ['news/**']"), &article),
        Decision::Allow
    );
    // A term without a grantor is its sole owner's, and nobody's where two own the text.
    let mut unsigned = anchorage();
    unsigned.terms[0].grantor = None;
    assert_eq!(judge(of("antara", "ai-train", ""), &unsigned), Decision::Allow);
    unsigned.notices.push(notice(Some("daily"), false));
    assert_eq!(judge(of("antara", "ai-train", ""), &unsigned), Decision::Deny);
    unsigned.notices.clear();
    unsigned.attribution.hops.clear();
    assert_eq!(judge(of("antara", "ai-train", ""), &unsigned), Decision::Deny);
}

/// Whether a clause with this condition fires.
fn fires(condition: &str, record: &Record) -> bool {
    let known = Known::new();
    let text = format!(
        "policy: p\nuse: [ai-train]\notherwise: allow\nclauses:\n  - id: one\n    when: {condition}\n    then: deny\n{AGREEMENT}"
    );
    let policy = known.policy(&text).unwrap_or_else(|error| panic!("{}", error.render(false)));
    known.judge(&policy, record, "2026-01-01").decision == Decision::Deny
}

#[test]
fn every_field_of_every_condition() {
    let mut record = anchorage();
    record.terms[0].grantor = Some(party("daily"));
    record.terms.push(term(Modality::Permitted, &[Action::Link], None));
    record.terms[1].condition = None;
    record.terms[1].ai_specific = false;
    record.notices.push(notice(None, true));
    record.licences.push(licence("CC-BY-NC-4.0"));
    record.licences.push(licence("Unread-1.0"));
    record.problems.push(Problem::new("encoding-replaced", "x"));
    record.attribution.hops.push(photo("daily"));
    record.attribution.hops.push(clearance::record::Hop {
        organisation: clearance::record::Party { name: "Nobody".to_owned(), id: None },
        ..hop("antara", Role::Wire)
    });
    let yes = [
        "{ notice: {} }",
        "{ notice: { holder: antara } }",
        "{ notice: { holder: none } }",
        "{ notice: { holder: [x, 'ANT*'] } }",
        "{ notice: { all_rights_reserved: true } }",
        "{ notice: { channel: [text, rsl] } }",
        "{ notice: { agreement: any } }",
        "{ notice: { confidence_at_least: 0.98 } }",
        "{ term: {} }",
        "{ term: { modality: prohibited } }",
        "{ term: { modality: [permitted, prohibited] } }",
        "{ term: { modality: prohibited, covers: use } }",
        "{ term: { modality: prohibited, covers: [archive, tdm] } }",
        "{ term: { modality: permitted, covers: link } }",
        "{ term: { actions: [crawl, archive] } }",
        "{ term: { ai_specific: true } }",
        "{ term: { condition: written-permission } }",
        "{ term: { condition: none, modality: permitted } }",
        "{ term: { grantor: daily } }",
        "{ term: { grantor: none } }",
        "{ term: { channel: text, scope: site, agents: '*', confidence_at_least: 0.9 } }",
        "{ licence: {} }",
        "{ licence: { id: 'CC-BY-NC*' } }",
        "{ licence: { permits: modify } }",
        "{ licence: { channel: link-rel, confidence_at_least: 0.9 } }",
        "{ hop: { organisation: sputnik } }",
        "{ hop: { organisation: unknown, role: wire } }",
        "{ hop: { kind: agency, role: [originator, wire], agreement: none } }",
        "{ hop: { scope: photo } }",
        "{ hop: { country: RU } }",
        "{ hop: { member_of: oana } }",
        "{ hop: { organisation: antara, agreement: any } }",
        "{ hop: { confidence_at_least: 0.9 } }",
        "{ document: { language: id } }",
        "{ document: { source: 'news/**' } }",
        "{ document: { host: '*.antaranews.com' } }",
        "{ document: { has: [notice, term, hop, url] } }",
        "{ document: { lacks: title } }",
        "{ document: { channel_seen: text } }",
        "{ document: { channel_missing: [http-header, robots-txt] } }",
        "{ problem: { code: 'encoding-*' } }",
        "{ all: [{ notice: {} }, { term: {} }] }",
        "{ any: [{ document: { language: de } }, { term: {} }] }",
        "{ not: { document: { language: de } } }",
    ];
    let no = [
        "{ notice: { holder: daily } }",
        "{ notice: { holder: antara, all_rights_reserved: true } }",
        "{ notice: { channel: rsl } }",
        "{ notice: { holder: antara, agreement: none } }",
        "{ notice: { confidence_at_least: 0.99 } }",
        "{ term: { modality: permission-required } }",
        "{ term: { modality: permitted, covers: use } }",
        "{ term: { modality: permitted, covers: [link, crawl] } }",
        "{ term: { modality: prohibited, covers: [link] } }",
        "{ term: { actions: archive } }",
        "{ term: { ai_specific: false, modality: prohibited } }",
        "{ term: { condition: payment } }",
        "{ term: { condition: none, modality: prohibited } }",
        "{ term: { grantor: antara } }",
        "{ term: { channel: rsl } }",
        "{ term: { scope: document } }",
        "{ term: { agents: GPTBot } }",
        "{ term: { confidence_at_least: 0.98 } }",
        "{ licence: { id: 'CC-BY-4*' } }",
        "{ licence: { permits: use } }",
        "{ licence: { id: 'Unread*', permits: modify } }",
        "{ licence: { channel: text } }",
        "{ licence: { confidence_at_least: 0.99 } }",
        "{ hop: { organisation: daily, scope: text } }",
        "{ hop: { organisation: unknown, role: originator } }",
        "{ hop: { kind: broadcaster } }",
        "{ hop: { scope: statement } }",
        "{ hop: { country: GB, role: wire } }",
        "{ hop: { member_of: oana, role: originator } }",
        "{ hop: { organisation: antara, agreement: none } }",
        "{ hop: { confidence_at_least: 0.95 } }",
        "{ document: { language: unknown } }",
        "{ document: { source: 'archive/**' } }",
        "{ document: { host: 'example.org' } }",
        "{ document: { media_type: 'text/*' } }",
        "{ document: { has: [notice, title] } }",
        "{ document: { lacks: [title, url] } }",
        "{ document: { channel_seen: [text, robots-txt] } }",
        "{ document: { channel_missing: text } }",
        "{ problem: { code: encoding-guessed } }",
        "{ all: [{ notice: {} }, { document: { language: de } }] }",
        "{ any: [{ document: { language: de } }] }",
        "{ not: { term: {} } }",
    ];
    for condition in yes {
        assert!(fires(condition, &record), "must fire: {condition}");
    }
    for condition in no {
        assert!(!fires(condition, &record), "must not fire: {condition}");
    }
}

#[test]
fn ready_policies_on_typical_records() {
    let known = Known::new();
    let with = |change: &dyn Fn(&mut Record)| {
        let mut record = silent("a.txt");
        change(&mut record);
        record
    };
    let open = with(&|one| one.licences.push(licence("CC-BY-4.0")));
    let nc = with(&|one| one.licences.push(licence("CC-BY-NC-4.0")));
    let nd = with(&|one| one.licences.push(licence("CC-BY-ND-4.0")));
    let reserved = with(&|one| one.notices.push(notice(Some("daily"), true)));
    let disguised = with(&|one| {
        one.licences.push(licence("CC-BY-4.0"));
        one.problems.push(Problem::new("statement-hidden", "x"));
    });
    let both = with(&|one| {
        one.licences.push(licence("CC-BY-4.0"));
        one.terms.push(term(Modality::PermissionRequired, &[], None));
    });
    let table = [
        (silent("a"), [Decision::Review; 3]),
        (open, [Decision::Allow; 3]),
        (nc, [Decision::Review, Decision::Review, Decision::Deny]),
        (nd, [Decision::Deny, Decision::Review, Decision::Allow]),
        (reserved, [Decision::Review; 3]),
        (disguised, [Decision::Review; 3]),
        (both, [Decision::Deny, Decision::Review, Decision::Deny]),
        (anchorage(), [Decision::Deny, Decision::Review, Decision::Review]),
    ];
    let mut wrong = Vec::new();
    for (index, (record, expected)) in table.iter().enumerate() {
        for (name, expected) in ["ai-training", "research-tdm", "republish"].iter().zip(expected) {
            let verdict = known.judge(&known.ready(name, ""), record, "2026-01-01");
            if verdict.decision != *expected {
                wrong.push(format!("{name} on {index}: not {expected}, but {verdict:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(clearance::policy::ready::all().len(), 10);
}

#[test]
fn obligations_come_from_the_licence_and_the_clause() {
    let known = Known::new();
    let mut record = silent("a.txt");
    record.licences.push(licence("CC-BY-4.0"));
    let verdict = known.judge(&known.ready("ai-training", ""), &record, "2026-01-01");
    assert_eq!(verdict.obligations.len(), 1);
    assert_eq!(verdict.obligations[0].kind, Duty::Attribution);
    assert!(verdict.obligations[0].text.contains("CC-BY-4.0"));
}

const WAIVER: &str = "waivers:\n  - { clause: opted-out, documents: ['news/**'], reason: bought, by: legal, expires: 2026-06-30 }\n  - { clause: wire-copy, documents: ['news/**'], reason: bought, by: legal, expires: 2027-06-30 }\n  - { clause: disguised, documents: ['old/**'], reason: r, by: b, expires: 2027-06-30 }\n";

#[test]
fn waivers_take_away_their_clause_while_they_run() {
    let known = Known::new();
    let policy = known.ready("ai-training", WAIVER);
    let verdict = known.judge(&policy, &anchorage(), "2026-06-30");
    assert_eq!(verdict.decision, Decision::Allow);
    assert_eq!(verdict.waived.len(), 2);
    let late = known.judge(&policy, &anchorage(), "2026-07-01");
    assert_eq!(late.decision, Decision::Deny);
    assert_eq!(late.remarks, ["the waiver of opted-out by legal expired on 2026-06-30"]);
    let mut used = PolicyUse::default();
    used.note(&late);
    let mut merged = PolicyUse::default();
    merged.merge(used);
    let findings = policy.findings(&merged, date("2026-07-01"));
    let problems: Vec<_> = findings.iter().map(|one| (one.name.as_str(), one.fault)).collect();
    assert_eq!(problems, [("opted-out", Fault::Expired), ("disguised", Fault::Unused)]);
}

#[test]
fn a_curation_mends_a_name_and_is_said() {
    let known = Known::new();
    let mut record = anchorage();
    record.terms[0].grantor = Some(clearance::record::Party { name: "Antra".to_owned(), id: None });
    let curation = "curations:\n  - { documents: ['news/**'], holder: { from: Antra, to: antara }, reason: misprint }\n";
    let policy = known.ready("ai-training", &format!("{AGREEMENT}{curation}"));
    let verdict = known.judge(&policy, &record, "2026-01-01");
    assert_eq!(verdict.decision, Decision::Review);
    assert_eq!(verdict.curated[0].to, "antara");
    record.document.source = "x".to_owned();
    record.document.id = "x".to_owned();
    assert_eq!(known.judge(&policy, &record, "2026-01-01").decision, Decision::Deny);
}

#[test]
fn a_verdict_has_the_shape_of_the_design() {
    let known = Known::new();
    let verdict = known.judge(&known.ready("ai-training", ""), &anchorage(), "2026-01-01");
    let json = serde_json::to_value(&verdict).unwrap();
    let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["decision", "clauses", "obligations", "waived", "leverage", "strictest"]);
    // Its publisher's own terms are in the way, and its agreement would leave the copy of others to review.
    assert_eq!(json["leverage"], serde_json::json!([{ "with": "antara", "decision": "review" }]));
    assert_eq!(json["clauses"][0]["then"], "deny");
    assert_eq!(serde_json::from_value::<clearance::policy::Verdict>(json).unwrap(), verdict);
}

#[test]
fn clauses_are_described_in_words() {
    let known = Known::new();
    let policy = known.ready("ai-training", "");
    let text = policy.describe_clause("opted-out").unwrap();
    assert!(
        text.contains("deny a document with a term that says prohibited, about the use"),
        "{text}"
    );
    assert!(policy.describe_clause("none").is_none());
}

#[test]
fn the_ready_policies_hold_with_the_rules_of_the_repository() {
    let lexicon = clearance::lexicon::Lexicon::builtin().unwrap();
    let knowledge = clearance::policy::Knowledge {
        organisations: &lexicon.organisations,
        licences: &lexicon.licences,
        actions: &lexicon.actions,
        wordings: &lexicon.wordings,
    };
    let limits = clearance::limits::Limits::default();
    for (name, text) in clearance::policy::ready::all() {
        let text = format!("{text}\n{AGREEMENT}");
        let policy = clearance::policy::Policy::load(&name, &text, &knowledge, &limits).unwrap();
        let mut open = silent("a.txt");
        open.licences.push(licence("CC-BY-4.0"));
        let open = policy.judge(&open, date("2026-01-01"), &knowledge);
        assert_eq!(open.decision, Decision::Allow, "{name}: {open:?}");
        let article = policy.judge(&anchorage(), date("2026-01-01"), &knowledge);
        assert_eq!(article.decision, Decision::Review, "{name}: {article:?}");
    }
}

#[test]
fn a_report_for_people_says_what_decided_and_where() {
    use clearance::report::{Entry, Look, PolicyStamp, Report, RunHeader, Text, Totals};
    let known = Known::new();
    let policy = known.ready("ai-training", AGREEMENT);
    let stamp = PolicyStamp { name: policy.name().into(), sha256: policy.sha256().into() };
    let header = RunHeader::new("ab", Some(stamp), Some("2027-01-01".into()));
    let verdict = known.judge(&policy, &anchorage(), "2027-01-01");
    let entry = Entry::judged(anchorage(), Some(verdict));
    let mut totals = Totals::default();
    totals.add(&entry);
    let render = Text::new(&Look::default());
    let mut report = Report::start(&render, header, Vec::new()).unwrap();
    report.entry(&entry).unwrap();
    let text = String::from_utf8(report.finish(&totals).unwrap()).unwrap();
    for said in [
        "deny    news/a.txt:16:1  opted-out  «Dilarang keras mengambil konten»\n",
        "        note: the agreement ANT-2025-014 with antara ended on 2026-12-31\n",
        "100 % of what was denied (1 of 1) comes from 3 organisations: ",
        "\nan agreement with antara would bring 1 document from deny to review\n",
        "seen 1 = allow 0 + review 0 + deny 1 + failed 0   policy ai-training@",
        "   as of 2027-01-01\n",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn leverage_is_what_the_agreement_would_do() {
    let known = Known::new();
    let without = known.judge(&known.ready("ai-training", ""), &anchorage(), "2026-01-01");
    let with = known.judge(&known.ready("ai-training", AGREEMENT), &anchorage(), "2026-01-01");
    assert_eq!(without.leverage.len(), 1);
    assert_eq!(without.leverage[0].with, "antara");
    assert_eq!(without.leverage[0].decision, with.decision);
    // What is in force already changes nothing more.
    assert!(with.leverage.iter().all(|one| one.with != "antara"));
    let open = known.judge(&known.ready("ai-training", ""), &silent("a.txt"), "2026-01-01");
    assert!(open.leverage.is_empty());
}

#[test]
fn what_an_agency_has_published_holds_for_its_copy_in_a_silent_paper() {
    let known = Known::new();
    let policy = known.ready("ai-training", "");
    let mut record = silent("a.txt");
    record.attribution.hops = vec![hop("northwire", Role::Wire), hop("daily", Role::Republisher)];
    let verdict = known.judge(&policy, &record, "2026-01-01");
    assert_eq!(verdict.decision, Decision::Deny);
    assert_eq!(ids(&verdict), ["published-no", "wire-copy"]);
    assert_eq!(
        verdict.clauses[0].because,
        "NORTHWIRE has declared ai-train and tdm prohibited (https://north.example/terms, 2025-03-01)"
    );
    let strictest = verdict.strictest.unwrap();
    assert_eq!(strictest.organisation.id.as_deref(), Some("northwire"));
    assert_eq!(strictest.modality, Modality::Prohibited);
    // An agreement with the one it belongs to takes it away; a picture carries no text.
    let agreement =
        "agreements:\n  - { with: north, permits: [ai-train], from: 2025-01-01, reference: N-1 }\n";
    let verdict = known.judge(&known.ready("ai-training", agreement), &record, "2026-01-01");
    assert!(!ids(&verdict).contains(&"published-no"), "{:?}", ids(&verdict));
    assert!(verdict.strictest.is_none());
    record.attribution.hops = vec![photo("northwire"), hop("daily", Role::Republisher)];
    assert!(!ids(&known.judge(&policy, &record, "2026-01-01")).contains(&"published-no"));
}

#[test]
fn the_strictest_link_is_the_one_that_says_no_most_clearly() {
    let known = Known::new();
    let policy = known.ready("ai-training", "");
    let mut record = anchorage();
    let strictest = known.judge(&policy, &record, "2026-01-01").strictest.unwrap();
    assert_eq!(strictest.organisation.id.as_deref(), Some("antara"));
    // A reservation of the paper is less than the ban of the agency behind it.
    record.terms[0].modality = Modality::PermissionRequired;
    record.attribution.hops.insert(0, hop("northwire", Role::Wire));
    let strictest = known.judge(&policy, &record, "2026-01-01").strictest.unwrap();
    assert_eq!(strictest.organisation.id.as_deref(), Some("northwire"));
    let shown = strictest.to_string();
    assert!(shown.contains("https://north.example/terms"), "{shown}");
    // Nobody restricts, so nobody is named.
    assert!(known.judge(&policy, &silent("a.txt"), "2026-01-01").strictest.is_none());
}

#[test]
fn what_was_cut_is_allowed_only_where_the_policy_says_so() {
    let known = Known::new();
    let mut record = silent("a.txt");
    record.problems.push(Problem::new("findings-overflow", "more than are kept"));
    let judge = |clauses: &str, more: &str| {
        let text = format!(
            "policy: p\nuse: [ai-train]\notherwise: allow\nclauses:\n  - {{ id: no, when: {{ notice: {{}} }}, then: deny }}\n{clauses}{more}"
        );
        let verdict = known.judge(&known.policy(&text).unwrap(), &record, "2026-01-01");
        let ids: Vec<String> = verdict.clauses.iter().map(|fired| fired.id.clone()).collect();
        (verdict.decision, ids)
    };
    let clause =
        |when: &str, then: &str| format!("  - {{ id: cut, when: {when}, then: {then} }}\n");
    let cut = "{ problem: { code: '*overflow*' } }";
    assert_eq!(judge("", ""), (Decision::Review, vec!["findings-overflow".to_owned()]));
    assert_eq!(judge(&clause("{ document: {} }", "allow"), "").0, Decision::Review);
    let other = "{ any: [{ document: {} }, { not: { problem: { code: '*overflow*' } } }] }";
    assert_eq!(judge(&clause(other, "allow"), "").0, Decision::Review);
    assert_eq!(judge(&clause(cut, "allow"), ""), (Decision::Allow, vec!["cut".to_owned()]));
    assert_eq!(judge(&clause(cut, "deny"), "").0, Decision::Deny);
    let waiver = "waivers:\n  - { clause: cut, documents: ['**'], reason: read, by: me, expires: 2027-01-01 }\n";
    assert_eq!(judge(&clause(cut, "review"), waiver), (Decision::Allow, Vec::new()));
}

#[test]
fn what_each_has_published_is_said_of_it_alone() {
    let known = Known::new();
    let text = "policy: p\nuse: [ai-train]\notherwise: allow\nclauses:\n  - { id: no, when: { hop: { stance: prohibited } }, then: deny, because: '{organisation} ({country}): {actions} ({source})' }\n  - { id: who, when: { hop: { country: ID } }, then: review, because: '{organisation} of {country}' }\n";
    let mut record = silent("a.txt");
    record.attribution.hops =
        vec![hop("northwire", Role::Wire), hop("north", Role::Wire), hop("antara", Role::Wire)];
    let verdict = known.judge(&known.policy(text).unwrap(), &record, "2026-01-01");
    let because: Vec<&str> = verdict.clauses.iter().map(|fired| fired.because.as_str()).collect();
    assert_eq!(
        because,
        [
            "NORTHWIRE (an unknown country): ai-train and tdm (https://north.example/terms, 2025-03-01); NORTH (an unknown country): ai-train and tdm (https://north.example/terms, 2025-03-01)",
            "ANTARA of ID",
        ]
    );
}
