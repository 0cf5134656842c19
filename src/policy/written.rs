//! A policy as written, and the check of it as a whole. Each word has been checked where it was read
//! (patterns, ids, dates, places in sentences); here is what one place of a file says of another, and of
//! the registry.

use std::fmt;
use std::fmt::Write as _;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use sha2::{Digest, Sha256};

use super::agreement::Agreement;
use super::clause::Clause;
use super::condition::At;
use super::curation::Curation;
use super::verdict::Decision;
use super::waiver::Waiver;
use super::word::{Id, Or};
use super::{Knowledge, Policy};
use crate::limits::Limits;
use crate::record::Action;
use crate::yaml::Step::{Item, Key};
use crate::yaml::{self, YamlError};

/// The day that a judgement is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// This day.
    Day(Date),
    /// For each document the day it was fetched.
    Document,
}

impl fmt::Display for AsOf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(formatter),
            Self::Document => formatter.write_str("document"),
        }
    }
}

impl std::str::FromStr for AsOf {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "document" => Ok(Self::Document),
            _ => text
                .parse()
                .map(Self::Day)
                .map_err(|_| format!("`{text}` is not a date (2026-12-31) and not `document`")),
        }
    }
}

impl<'de> Deserialize<'de> for AsOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::word::parsed(deserializer, "a date or `document`", str::parse)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    policy: Id,
    #[serde(rename = "use")]
    uses: Vec<Action>,
    otherwise: Decision,
    #[serde(default)]
    as_of: Option<AsOf>,
    clauses: Vec<Clause>,
    #[serde(default)]
    agreements: Vec<Agreement>,
    #[serde(default)]
    curations: Vec<Curation>,
    #[serde(default)]
    waivers: Vec<Waiver>,
}

/// Reads and checks a policy.
pub(super) fn load(
    file: &str,
    text: &str,
    knowledge: &Knowledge<'_>,
    limits: &Limits,
) -> Result<Policy, YamlError> {
    let written: Written = yaml::load(file, text, limits)?;
    Check { file, text, knowledge }.whole(&written)?;
    let mut sha256 = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(sha256, "{byte:02x}");
    }
    Ok(Policy {
        name: written.policy.as_str().to_owned(),
        sha256,
        uses: written.uses,
        otherwise: written.otherwise,
        as_of: written.as_of,
        clauses: written.clauses,
        agreements: written.agreements,
        curations: written.curations,
        waivers: written.waivers,
    })
}

struct Check<'a> {
    file: &'a str,
    text: &'a str,
    knowledge: &'a Knowledge<'a>,
}

impl Check<'_> {
    fn whole(&self, written: &Written) -> Result<(), YamlError> {
        self.some(&[Key("use")], &written.uses)?;
        self.some(&[Key("clauses")], &written.clauses)?;
        for (index, clause) in written.clauses.iter().enumerate() {
            let at = [Key("clauses"), Item(index), Key("id")];
            if written.clauses.iter().take(index).any(|other| other.id == clause.id) {
                return Err(self.error(&at, format!("a second clause `{}`", clause.id)));
            }
            self.clause(index, clause)?;
        }
        for (index, agreement) in written.agreements.iter().enumerate() {
            let at = |key| [Key("agreements"), Item(index), Key(key)];
            self.organisation(&at("with"), agreement.with.as_str())?;
            self.some(&at("permits"), &agreement.permits)?;
            if agreement.until.is_some_and(|until| until < agreement.from) {
                let message = format!("the agreement ends before it begins ({})", agreement.from);
                return Err(self.error(&at("until"), message));
            }
            if let Some(documents) = &agreement.documents {
                self.some(&at("documents"), documents)?;
            }
        }
        for (index, curation) in written.curations.iter().enumerate() {
            let at = [Key("curations"), Item(index), Key("holder"), Key("to")];
            self.organisation(&at, curation.holder.to.as_str())?;
            let at = [Key("curations"), Item(index), Key("documents")];
            self.some(&at, &curation.documents)?;
        }
        for (index, waiver) in written.waivers.iter().enumerate() {
            let at = |key| [Key("waivers"), Item(index), Key(key)];
            self.some(&at("documents"), &waiver.documents)?;
            if !written.clauses.iter().any(|clause| clause.id == waiver.clause) {
                let known = written.clauses.iter().map(|clause| clause.id.as_str());
                let message = format!("the policy has no clause `{}`", waiver.clause);
                return Err(self.near(&at("clause"), message, waiver.clause.as_str(), known));
            }
        }
        Ok(())
    }

    fn clause(&self, index: usize, clause: &Clause) -> Result<(), YamlError> {
        let mut hops = Vec::new();
        let mut path = vec![Key("clauses"), Item(index), Key("when")];
        clause.when.hops(&mut path, &mut hops);
        for (path, test) in hops {
            let organisations = test.organisation.iter().flatten().filter_map(|one| match one {
                Or::Value(id) => Some(("organisation", id)),
                Or::Absent => None,
            });
            let networks = test.member_of.iter().flatten().map(|id| ("member_of", id));
            for (key, id) in organisations.chain(networks) {
                let mut at: Vec<At> = path.clone();
                at.push(Key(key));
                self.organisation(&at, id)?;
            }
        }
        Ok(())
    }

    fn organisation(&self, at: &[At], id: &str) -> Result<(), YamlError> {
        let organisations = self.knowledge.organisations;
        if organisations.get(id).is_some() {
            return Ok(());
        }
        let known = organisations.all().iter().map(|one| one.id.as_str());
        Err(self.near(at, format!("no organisation has the id `{id}`"), id, known))
    }

    fn some<T>(&self, at: &[At], list: &[T]) -> Result<(), YamlError> {
        if list.is_empty() {
            return Err(self.error(at, "the list is empty"));
        }
        Ok(())
    }

    fn error(&self, at: &[At], message: impl Into<String>) -> YamlError {
        YamlError::at(self.file, self.text, at, message)
    }

    fn near<'n>(
        &self,
        at: &[At],
        message: String,
        wrong: &str,
        known: impl Iterator<Item = &'n str>,
    ) -> YamlError {
        let error = self.error(at, message);
        match yaml::nearest(wrong, known) {
            Some(word) => error.with_help(yaml::did_you_mean(&word)),
            None => error,
        }
    }
}
