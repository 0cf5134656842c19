//! What somebody has to look at in a policy after a run: waivers, agreements and curations that have
//! expired, that nothing needed, or that overlap. An exception that nobody looks after is a hole.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Policy;
use super::agreement::State;
use super::verdict::Verdict;

/// The part of a policy that a finding is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A waiver.
    Waiver,
    /// An agreement.
    Agreement,
    /// A curation.
    Curation,
}

/// What is wrong with it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Its last day is over. An agreement counts only where a document would still need it.
    Expired,
    /// No document of the run needed it.
    Unused,
    /// Another one does the same for the same documents.
    Overlapping,
}

/// Something that somebody has to look at (exit code 1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// What it is about.
    pub subject: Subject,
    /// The clause of a waiver, the reference of an agreement, the name that a curation mends.
    pub name: String,
    /// What is wrong.
    pub fault: Fault,
    /// For people.
    pub message: String,
}

/// Which parts of a policy were used. Each thread notes its own; merged at the end. Places are those of
/// the resolved policy, from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyUse {
    waivers: BTreeSet<usize>,
    agreements: BTreeSet<usize>,
    /// Agreements that have ended, and that a document without another one in force would need.
    missed: BTreeMap<usize, u64>,
    curations: BTreeSet<usize>,
    /// Pairs of waivers, the earlier first, and how many documents they share.
    waivers_overlapping: BTreeMap<(usize, usize), u64>,
    curations_overlapping: BTreeMap<(usize, usize), u64>,
}

impl PolicyUse {
    /// Notes what a verdict used.
    pub fn note(&mut self, verdict: &Verdict) {
        for waived in &verdict.waived {
            let Some(index) = waived.index else { continue };
            self.waivers.insert(index);
            for also in &waived.also {
                self.waivers.insert(*also);
                *self.waivers_overlapping.entry((index, *also)).or_default() += 1;
            }
        }
        for stand in &verdict.agreements {
            let Some(index) = stand.index else { continue };
            let runs = |other: &super::AgreementState| {
                other.with == stand.with && other.state == State::InForce
            };
            if stand.state == State::InForce {
                self.agreements.insert(index);
            } else if stand.state == State::Expired && !verdict.agreements.iter().any(runs) {
                *self.missed.entry(index).or_default() += 1;
            }
        }
        for (place, mended) in verdict.curated.iter().enumerate() {
            let Some(index) = mended.index else { continue };
            self.curations.insert(index);
            let earlier = verdict.curated.iter().take(place);
            for other in earlier.filter(|other| other.from == mended.from) {
                if let Some(first) = other.index {
                    *self.curations_overlapping.entry((first, index)).or_default() += 1;
                }
            }
        }
    }

    /// Adds what another thread noted.
    pub fn merge(&mut self, other: Self) {
        let add = |sum: &mut BTreeMap<_, u64>, more: BTreeMap<_, u64>| {
            for (pair, count) in more {
                *sum.entry(pair).or_default() += count;
            }
        };
        self.waivers.extend(other.waivers);
        self.agreements.extend(other.agreements);
        self.curations.extend(other.curations);
        add(&mut self.waivers_overlapping, other.waivers_overlapping);
        add(&mut self.curations_overlapping, other.curations_overlapping);
        for (index, count) in other.missed {
            *self.missed.entry(index).or_default() += count;
        }
    }
}

impl Policy {
    /// What somebody has to look at after a run that used these parts, in the order of the policy.
    pub fn findings(&self, used: &PolicyUse, as_of: Date) -> Vec<Finding> {
        let mut found = self.standing(as_of);
        for (index, waiver) in self.waivers.iter().enumerate() {
            if !waiver.has_expired(as_of) && !used.waivers.contains(&index) {
                let message = format!("the waiver {waiver} was never needed: take it out");
                found.push(waiver_finding(waiver, Fault::Unused, message));
            }
        }
        for (&(first, second), count) in &used.waivers_overlapping {
            let (Some(one), Some(other)) = (self.waivers.get(first), self.waivers.get(second))
            else {
                continue;
            };
            // Those are said already.
            if one.covers_the_same(other) {
                continue;
            }
            let message = format!(
                "the waiver {other} overlaps with the one for {} ({}): keep one",
                one.what(),
                documents(*count)
            );
            found.push(waiver_finding(other, Fault::Overlapping, message));
        }
        for (index, agreement) in self.agreements.iter().enumerate() {
            let message = if let Some(count) = used.missed.get(&index) {
                format!(
                    "the agreement {agreement} has ended, and {} would need it",
                    documents(*count)
                )
            } else if agreement.state(as_of) == State::InForce && !used.agreements.contains(&index)
            {
                format!("the agreement {agreement} has to do with no document")
            } else {
                continue;
            };
            let missed = used.missed.contains_key(&index);
            let fault = if missed { Fault::Expired } else { Fault::Unused };
            found.push(agreement_finding(agreement, fault, message));
        }
        for (index, curation) in self.curations.iter().enumerate() {
            if !used.curations.contains(&index) {
                let message = format!("the curation {curation} mended nothing: take it out");
                found.push(curation_finding(curation, Fault::Unused, message));
            }
        }
        for (&(_, second), count) in &used.curations_overlapping {
            if let Some(curation) = self.curations.get(second) {
                let message = format!(
                    "the curation {curation} mends what another one has mended ({})",
                    documents(*count)
                );
                found.push(curation_finding(curation, Fault::Overlapping, message));
            }
        }
        found.sort_by_key(|finding| (finding.subject, finding.fault));
        found
    }

    /// What somebody has to look at whatever the documents are: waivers that have expired, and what is
    /// written twice.
    pub fn standing(&self, as_of: Date) -> Vec<Finding> {
        let mut found = Vec::new();
        for waiver in self.waivers.iter().filter(|waiver| waiver.has_expired(as_of)) {
            let message = format!("the waiver {waiver} expired on {}", waiver.expires);
            found.push(waiver_finding(waiver, Fault::Expired, message));
        }
        for (index, waiver) in self.waivers.iter().enumerate() {
            let same = |other: &&super::Waiver| other.covers_the_same(waiver);
            if self.waivers.iter().take(index).any(|other| same(&other)) {
                let message = format!("the waiver {waiver} is written twice: keep one");
                found.push(waiver_finding(waiver, Fault::Overlapping, message));
            }
        }
        for (index, agreement) in self.agreements.iter().enumerate() {
            let mut earlier = self.agreements.iter().take(index);
            if let Some(other) = earlier.find(|other| other.overlaps(agreement)) {
                let message = format!(
                    "the agreements {other} and {agreement} permit the same at the same time: say which holds"
                );
                found.push(agreement_finding(agreement, Fault::Overlapping, message));
            }
        }
        found
    }
}

fn documents(count: u64) -> String {
    if count == 1 { "1 document".to_owned() } else { format!("{count} documents") }
}

fn waiver_finding(waiver: &super::Waiver, fault: Fault, message: String) -> Finding {
    Finding { subject: Subject::Waiver, name: waiver.clause.to_string(), fault, message }
}

fn agreement_finding(agreement: &super::Agreement, fault: Fault, message: String) -> Finding {
    let name = agreement.reference.as_str().to_owned();
    Finding { subject: Subject::Agreement, name, fault, message }
}

fn curation_finding(curation: &super::Curation, fault: Fault, message: String) -> Finding {
    let name = curation.holder.from.as_str().to_owned();
    Finding { subject: Subject::Curation, name, fault, message }
}
