//! `clearance policy`: shows a policy in plain sentences, checks one, runs its cases.

use std::fmt::Write;

use clearance::policy::{AsOf, Decision, Policy as Loaded};
use clearance::proof::cases;
use clearance::report::shown;

use super::args::{Policy, PolicyAction};
use super::setup::{self, Knowledge};
use super::shelf::pin;
use super::{Answer, Trouble, policy_diff, print};

pub(crate) fn policy(args: &Policy) -> Answer {
    let knowledge = Knowledge::load(&args.rules)?;
    match &args.action {
        PolicyAction::Show { policy: None } => {
            let mut out = String::new();
            for name in knowledge.ready() {
                let policy = knowledge.policy(name)?;
                let _ = writeln!(
                    out,
                    "{name:<16}for {}; otherwise {}",
                    uses(&policy),
                    policy.otherwise()
                );
            }
            print(&out)?;
        }
        PolicyAction::Show { policy: Some(name) } => {
            print(&show(&knowledge.policy(name)?, &knowledge.lexicon.digest))?;
        }
        PolicyAction::Check { policy } => {
            knowledge.policy(policy)?;
        }
        PolicyAction::Test { policy, as_of } => return test(&knowledge, policy, as_of.as_deref()),
        PolicyAction::Diff { old, new, records, as_of } => {
            let sides = [old, new].map(String::as_str);
            return policy_diff::diff(&knowledge, sides, records, as_of.as_deref());
        }
    }
    Ok(0)
}

/// Runs the cases of a policy.
fn test(knowledge: &Knowledge, name: &str, as_of: Option<&str>) -> Answer {
    let policy = knowledge.policy(name)?;
    if policy.cases().is_empty() {
        return Err(Trouble::usage(format!(
            "policy `{name}` holds no `cases`: write what it has to say of an article, as in \
             `- {{ case: …, text: …, expect: deny }}`"
        )));
    }
    let (_, today) = setup::as_of(as_of, &policy)?;
    let day = match setup::as_of(as_of, &policy)?.0 {
        AsOf::Day(day) => day,
        AsOf::Document => today,
    };
    let tried = cases::run(&policy, day, &knowledge.lexicon, &knowledge.limits);
    let mut out = String::new();
    for one in tried.iter().filter(|one| !one.holds()) {
        let said = |decision: Decision, clauses: &[String]| {
            let clauses =
                if clauses.is_empty() { "no clause".to_owned() } else { clauses.join(", ") };
            format!("{} ({clauses})", decision.word())
        };
        let (decision, clauses) = &one.expected;
        let expected = clauses
            .as_ref()
            .map_or_else(|| decision.word().to_owned(), |clauses| said(*decision, clauses));
        let found = match &one.found {
            Ok((decision, clauses)) => said(*decision, clauses),
            Err(reason) => format!("failed: {reason}"),
        };
        let _ = writeln!(
            out,
            "failed  {}\n        expected {expected}, found {}",
            shown(&one.case),
            shown(&found)
        );
    }
    let failing = tried.iter().filter(|one| !one.holds()).count();
    let _ = writeln!(out, "{}: {failing} of {} cases fail", policy.name(), tried.len());
    print(&out)?;
    Ok(u8::from(failing > 0))
}

fn uses(policy: &Loaded) -> String {
    policy.uses().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A policy in plain sentences, with all that it extends.
fn show(policy: &Loaded, rules: &str) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "policy {} (sha256 {})", policy.name(), policy.sha256());
    if let [_, .., _] = policy.files() {
        for (file, sha256) in policy.files() {
            let _ = writeln!(out, "  of {file} (sha256 {sha256})");
        }
    }
    let _ = writeln!(out, "pin rules and policy with --expect {}", pin(rules, policy));
    let _ = writeln!(
        out,
        "for {}; a document that no clause speaks of: {}",
        uses(policy),
        policy.otherwise()
    );
    if let Some(as_of) = policy.as_of() {
        let _ = writeln!(out, "judged as of {as_of}");
    }
    heading(&mut out, "law", policy.laws().is_empty());
    for line in policy.laws().iter().flat_map(clearance::policy::Law::describe) {
        let _ = writeln!(out, "  {line}");
    }
    heading(&mut out, "classes of licences", policy.classes().next().is_none());
    for (class, globs) in policy.classes() {
        let globs: Vec<String> = globs.iter().map(ToString::to_string).collect();
        let _ = writeln!(out, "  {class}: {}", globs.join(", "));
    }
    heading(&mut out, "clauses", false);
    for (index, clause) in policy.clauses().iter().enumerate() {
        let from = policy.origin(index).map_or_else(String::new, |file| format!(" ({file})"));
        let text = clause.describe();
        let _ = writeln!(out, "  {}{from}", text.trim_end().replace('\n', "\n  "));
    }
    heading(&mut out, "agreements", policy.agreements().is_empty());
    for agreement in policy.agreements() {
        let permits: Vec<String> = agreement.permits.iter().map(ToString::to_string).collect();
        let until = agreement.until.map_or_else(String::new, |until| format!(" until {until}"));
        let documents = agreement.documents.as_ref().map_or_else(String::new, |globs| {
            let globs: Vec<String> = globs.iter().map(ToString::to_string).collect();
            format!(" for {}", globs.join(", "))
        });
        let contract = agreement.contract_sha256.as_ref();
        let contract =
            contract.map_or_else(String::new, |one| format!(" (contract sha256 {})", one.as_str()));
        let _ = writeln!(
            out,
            "  {agreement}: {} from {}{until}{documents}{contract}",
            permits.join(", "),
            agreement.from,
        );
    }
    heading(&mut out, "curations", policy.curations().is_empty());
    for curation in policy.curations() {
        let globs: Vec<String> = curation.documents.iter().map(ToString::to_string).collect();
        let reason = curation.reason.as_str();
        let _ = writeln!(out, "  {curation} in {}: {reason}", globs.join(", "));
    }
    heading(&mut out, "waivers", policy.waivers().is_empty());
    for waiver in policy.waivers() {
        let _ = writeln!(
            out,
            "  {} for {}: {} ({}, expires {})",
            waiver.clause,
            waiver.what(),
            waiver.reason.as_str(),
            waiver.by.as_str(),
            waiver.expires,
        );
    }
    out
}

fn heading(out: &mut String, text: &str, empty: bool) {
    if !empty {
        let _ = writeln!(out, "\n{text}");
    }
}
