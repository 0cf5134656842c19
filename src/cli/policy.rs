//! `clearance policy`: shows a policy in plain sentences, or checks one.

use std::fmt::Write;

use clearance::policy::Policy as Loaded;

use super::args::{Policy, PolicyAction};
use super::setup::Knowledge;
use super::{Answer, print};

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
        PolicyAction::Show { policy: Some(name) } => print(&show(&knowledge.policy(name)?))?,
        PolicyAction::Check { policy } => {
            knowledge.policy(policy)?;
        }
    }
    Ok(0)
}

fn uses(policy: &Loaded) -> String {
    policy.uses().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A policy in plain sentences.
fn show(policy: &Loaded) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "policy {} (sha256 {})", policy.name(), policy.sha256());
    let _ = writeln!(
        out,
        "for {}; a document that no clause speaks of: {}",
        uses(policy),
        policy.otherwise()
    );
    if let Some(as_of) = policy.as_of() {
        let _ = writeln!(out, "judged as of {as_of}");
    }
    let _ = writeln!(out, "\nclauses");
    for clause in policy.clauses() {
        let _ = writeln!(out, "  {}", clause.describe().trim_end().replace('\n', "\n  "));
    }
    if !policy.agreements().is_empty() {
        let _ = writeln!(out, "\nagreements");
    }
    for agreement in policy.agreements() {
        let permits: Vec<String> = agreement.permits.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            out,
            "  {} with {}: {} from {}{}",
            agreement.reference.as_str(),
            agreement.with,
            permits.join(", "),
            agreement.from,
            agreement.until.map_or_else(String::new, |until| format!(" until {until}")),
        );
    }
    if !policy.waivers().is_empty() {
        let _ = writeln!(out, "\nwaivers");
    }
    for waiver in policy.waivers() {
        let globs: Vec<String> = waiver.documents.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            out,
            "  {} for {}: {} ({}, expires {})",
            waiver.clause,
            globs.join(", "),
            waiver.reason.as_str(),
            waiver.by.as_str(),
            waiver.expires,
        );
    }
    out
}
