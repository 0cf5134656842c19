//! YAML → [`Policy`]; ([`Record`](crate::record::Record), [`Policy`]) → [`Verdict`].
//!
//! In two phases: a file, and what it extends, is read as written, every word of it on its own, and then
//! checked as a whole, so that a policy that can be judged by refers to nothing that is not there.

pub mod agreement;
pub mod cases;
mod check;
pub mod clause;
pub mod condition;
pub mod curation;
mod describe;
pub mod finding;
pub mod glob;
mod judge;
pub mod law;
pub mod obligation;
pub mod ready;
pub mod schema;
pub mod shelf;
pub mod statement;
mod strictest;
pub mod template;
pub mod values;
pub mod verdict;
pub mod waiver;
pub mod whole;
pub mod word;
mod written;

use std::collections::BTreeMap;

pub use self::agreement::{Agreement, AgreementState, State};
pub use self::cases::PolicyCase;
pub use self::clause::Clause;
pub use self::curation::Curation;
pub use self::finding::{Fault, Finding, PolicyUse, Subject};
pub use self::judge::CUT;
pub use self::law::Law;
pub use self::obligation::{Duty, Obligation};
pub use self::shelf::{PolicyFile, Ready, Shelf};
pub use self::verdict::{
    Decision, Discharged, Fired, Ground, Leverage, Strictest, Verdict, Waived,
};
pub use self::waiver::Waiver;
pub use self::written::AsOf;
use crate::lexicon::action::Actions;
use crate::lexicon::licence::Licences;
use crate::lexicon::obligation::Wordings;
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
    /// How obligations are said.
    pub wordings: &'a Wordings,
}

/// What is acceptable, checked as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    name: String,
    sha256: String,
    /// Names and digests of its files, what is extended first.
    files: Vec<(String, String)>,
    laws: Vec<Law>,
    uses: Vec<Action>,
    otherwise: Decision,
    as_of: Option<AsOf>,
    classes: BTreeMap<word::Id, Vec<glob::NameGlob>>,
    clauses: Vec<Clause>,
    /// For each clause the file it is written in.
    origins: Vec<usize>,
    agreements: Vec<Agreement>,
    curations: Vec<Curation>,
    waivers: Vec<Waiver>,
    cases: Vec<PolicyCase>,
}

impl Policy {
    /// The policy of `text`, the content of `file`. It may extend ready policies; for one that extends
    /// files see [`Policy::resolve`].
    pub fn load(
        file: &str,
        text: &str,
        knowledge: &Knowledge<'_>,
        limits: &Limits,
    ) -> Result<Self, YamlError> {
        let file = PolicyFile { name: file.to_owned(), text: text.to_owned() };
        Self::resolve(file, &Ready, knowledge, limits)
    }

    /// The policy of a file with all that it extends, which is found on `shelf`.
    pub fn resolve(
        file: PolicyFile,
        shelf: &dyn Shelf,
        knowledge: &Knowledge<'_>,
        limits: &Limits,
    ) -> Result<Self, YamlError> {
        check::load(file, shelf, knowledge, limits)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// SHA-256 of the file it was read from, in lower-case hexadecimal. Where it extends others, of the
    /// digests of all its files, each with a line break, in the order of [`Policy::files`].
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The names of its files with their SHA-256: what is extended before what extends it, itself last.
    pub fn files(&self) -> &[(String, String)] {
        &self.files
    }

    /// The file that a clause is written in; `None` where the policy has only one.
    pub fn origin(&self, clause: usize) -> Option<&str> {
        let file = self.files.get(*self.origins.get(clause)?).filter(|_| self.files.len() > 1)?;
        Some(&file.0)
    }

    /// What it rests on: of itself and of all that it extends.
    pub fn laws(&self) -> &[Law] {
        &self.laws
    }

    /// Its classes of licences: names and patterns.
    pub fn classes(&self) -> impl Iterator<Item = (&str, &[glob::NameGlob])> {
        self.classes.iter().map(|(id, globs)| (id.as_str(), globs.as_slice()))
    }

    /// The cases that stand in its file.
    pub fn cases(&self) -> &[PolicyCase] {
        &self.cases
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
}
