//! A waiver: somebody's decision, with a reason and an end, that a clause does not count for some
//! documents. One that has expired or is never used is itself a finding: nobody looks after it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::glob::PathGlob;
use super::verdict::Verdict;
use super::word::{Id, Sentence};
use crate::document::Identity;

/// A decision that a clause does not count for some documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The clause, by its id.
    pub clause: Id,
    /// The documents.
    pub documents: Vec<PathGlob>,
    /// Why.
    pub reason: Sentence,
    /// Who decided it.
    pub by: Sentence,
    /// The last day.
    pub expires: Date,
}

impl Waiver {
    /// Whether it names this document.
    pub fn is_about(&self, document: &Identity) -> bool {
        self.documents.iter().any(|glob| glob.fits(document))
    }

    /// Whether its last day is over.
    pub fn has_expired(&self, day: Date) -> bool {
        day > self.expires
    }

    fn documents(&self) -> String {
        let globs: Vec<String> = self.documents.iter().map(ToString::to_string).collect();
        globs.join(", ")
    }

    pub(super) fn finding(&self, problem: WaiverProblem) -> Finding {
        let (clause, documents) = (self.clause.to_string(), self.documents());
        let message = match problem {
            WaiverProblem::Expired => {
                format!("the waiver of {clause} for {documents} expired on {}", self.expires)
            }
            WaiverProblem::Unused => {
                format!("the waiver of {clause} for {documents} was never needed: take it out")
            }
        };
        Finding { clause, documents, problem, message }
    }
}

/// What is wrong with a waiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverProblem {
    /// Its last day is over.
    Expired,
    /// No document of the run needed it.
    Unused,
}

/// A waiver that somebody has to look at (exit code 1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// The clause.
    pub clause: String,
    /// The documents, as written.
    pub documents: String,
    /// What is wrong.
    pub problem: WaiverProblem,
    /// For people.
    pub message: String,
}

/// Which waivers of a policy were used. Each thread notes its own; merged at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaiverUse {
    used: BTreeSet<usize>,
}

impl WaiverUse {
    /// Notes the waivers that a verdict used.
    pub fn note(&mut self, verdict: &Verdict) {
        self.used.extend(verdict.waived.iter().filter_map(|waived| waived.index));
    }

    /// Adds what another thread noted.
    pub fn merge(&mut self, other: Self) {
        self.used.extend(other.used);
    }

    /// Whether the waiver at this place of the policy was used.
    pub fn has(&self, index: usize) -> bool {
        self.used.contains(&index)
    }
}
