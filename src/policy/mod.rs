//! YAML → [`Policy`]; ([`Record`](crate::record::Record), [`Policy`]) → [`Verdict`].
//!
//! In two phases: a file is read as written, every word of it on its own, and then checked as a whole, so
//! that a policy that can be judged by refers to nothing that is not there.

pub mod agreement;
pub mod clause;
pub mod condition;
pub mod curation;
mod describe;
pub mod glob;
mod judge;
pub mod ready;
pub mod statement;
mod strictest;
pub mod template;
pub mod values;
pub mod verdict;
pub mod waiver;
pub mod whole;
pub mod word;
mod written;

use jiff::civil::Date;

pub use self::agreement::{Agreement, AgreementState, State};
pub use self::clause::Clause;
pub use self::curation::Curation;
pub use self::verdict::{
    Decision, Discharged, Fired, Ground, Leverage, Obligation, Strictest, Verdict, Waived,
};
pub use self::waiver::{Finding, Waiver, WaiverProblem, WaiverUse};
pub use self::written::AsOf;
use crate::lexicon::action::Actions;
use crate::lexicon::licence::Licences;
use crate::lexicon::organisation::Organisations;
use crate::limits::Limits;
use crate::record::Action;
use crate::yaml::YamlError;

/// What a judgement has to know beside the record and the policy.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'a> {
    /// Who is who, and who belongs to whom.
    pub organisations: &'a Organisations,
    /// What each licence permits.
    pub licences: &'a Licences,
    /// What stands in the way of what.
    pub actions: &'a Actions,
}

/// What is acceptable, checked as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    name: String,
    sha256: String,
    uses: Vec<Action>,
    otherwise: Decision,
    as_of: Option<AsOf>,
    clauses: Vec<Clause>,
    agreements: Vec<Agreement>,
    curations: Vec<Curation>,
    waivers: Vec<Waiver>,
}

impl Policy {
    /// The policy of `text`, the content of `file`.
    pub fn load(
        file: &str,
        text: &str,
        knowledge: &Knowledge<'_>,
        limits: &Limits,
    ) -> Result<Self, YamlError> {
        written::load(file, text, knowledge, limits)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 of the file it was read from, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// What is meant to be done with the documents.
    pub fn uses(&self) -> &[Action] {
        &self.uses
    }

    /// What a document gets that no clause speaks of.
    pub const fn otherwise(&self) -> Decision {
        self.otherwise
    }

    /// The day that the policy itself names for the judgement.
    pub const fn as_of(&self) -> Option<AsOf> {
        self.as_of
    }

    /// Its clauses, in their order.
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// Its agreements.
    pub fn agreements(&self) -> &[Agreement] {
        &self.agreements
    }

    /// Its waivers.
    pub fn waivers(&self) -> &[Waiver] {
        &self.waivers
    }

    /// Its curations.
    pub fn curations(&self) -> &[Curation] {
        &self.curations
    }

    /// A clause in plain sentences.
    pub fn describe_clause(&self, id: &str) -> Option<String> {
        self.clauses.iter().find(|clause| clause.id.as_str() == id).map(Clause::describe)
    }

    /// The waivers that somebody has to look at, after a run that used these: expired ones, and those
    /// that no document needed.
    pub fn waiver_findings(&self, used: &WaiverUse, as_of: Date) -> Vec<Finding> {
        self.waivers
            .iter()
            .enumerate()
            .filter_map(|(index, waiver)| {
                let problem = if waiver.has_expired(as_of) {
                    WaiverProblem::Expired
                } else if used.has(index) {
                    return None;
                } else {
                    WaiverProblem::Unused
                };
                Some(waiver.finding(problem))
            })
            .collect()
    }
}
