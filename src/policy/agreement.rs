//! An agreement: what a party permits, for which documents, and how long.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::glob::PathGlob;
use super::word::{Digest, Id, Sentence};
use crate::document::Identity;
use crate::record::Action;

/// A contract with an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// The organisation, by its id.
    pub with: Id,
    /// What it permits: these actions and no others.
    pub permits: Vec<Action>,
    /// The first day.
    pub from: Date,
    /// The last day; without it the agreement runs on.
    #[serde(default)]
    pub until: Option<Date>,
    /// The documents it is about; without it, all.
    #[serde(default)]
    pub documents: Option<Vec<PathGlob>>,
    /// Where the contract is found.
    pub reference: Sentence,
    /// SHA-256 of the contract, so that nobody has to guess which text was meant.
    #[serde(default)]
    pub contract_sha256: Option<Digest>,
}

/// Whether an agreement runs on a day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It runs.
    InForce,
    /// It has not begun.
    NotYet,
    /// It has ended.
    Expired,
}

/// An agreement that a verdict had to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AgreementState {
    /// The organisation.
    pub with: String,
    /// Where the contract is found.
    pub reference: String,
    /// Whether it runs.
    pub state: State,
    /// The first day.
    pub from: Date,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// SHA-256 of the contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_sha256: Option<String>,
    /// The place of the agreement in the resolved policy, from 0; not part of a report.
    #[serde(skip)]
    pub index: Option<usize>,
}

impl fmt::Display for Agreement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} with {}", self.reference.as_str(), self.with)
    }
}

impl Agreement {
    /// One that there is not: with this organisation, for these uses, from this day on.
    pub(super) fn supposed(with: &str, uses: &[Action], from: Date) -> Self {
        Self {
            with: Id::of_organisation(with),
            permits: uses.to_vec(),
            from,
            until: None,
            documents: None,
            reference: Sentence::none(),
            contract_sha256: None,
        }
    }

    /// Whether it runs on this day; its first and its last day count.
    pub fn state(&self, day: Date) -> State {
        if day < self.from {
            State::NotYet
        } else if self.until.is_some_and(|until| day > until) {
            State::Expired
        } else {
            State::InForce
        }
    }

    /// Whether it permits all of this.
    pub fn permits(&self, mut uses: impl Iterator<Item = Action>) -> bool {
        uses.all(|action| self.permits.contains(&action))
    }

    /// Whether it is about this document.
    pub fn is_about(&self, document: &Identity) -> bool {
        self.documents.as_ref().is_none_or(|globs| globs.iter().any(|glob| glob.fits(document)))
    }

    /// Whether another one permits any of the same for the same documents at the same time.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let before = |one: &Self, two: &Self| one.until.is_some_and(|until| until < two.from);
        self.with == other.with
            && self.documents == other.documents
            && self.permits.iter().any(|action| other.permits.contains(action))
            && !before(self, other)
            && !before(other, self)
    }

    /// What a verdict says of it; `index` is its place in the policy.
    pub(super) fn stand(&self, day: Date, index: Option<usize>) -> AgreementState {
        AgreementState {
            with: self.with.as_str().to_owned(),
            reference: self.reference.as_str().to_owned(),
            state: self.state(day),
            from: self.from,
            until: self.until,
            contract_sha256: self.contract_sha256.as_ref().map(|one| one.as_str().to_owned()),
            index,
        }
    }

    /// A sentence on why it does not help, if it does not run.
    pub(super) fn remark(&self, day: Date) -> Option<String> {
        let name = format!("the agreement {} with {}", self.reference.as_str(), self.with);
        match (self.state(day), self.until) {
            (State::InForce, _) | (State::Expired, None) => None,
            (State::NotYet, _) => Some(format!("{name} begins only on {}", self.from)),
            (State::Expired, Some(until)) => Some(format!("{name} ended on {until}")),
        }
    }
}
