//! A policy as written, and what it extends: read file by file, the extended ones first. Each word is checked
//! where it is read (patterns, ids, dates, places in sentences); what one place says of another is checked
//! in [`super::check`], when all are together.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::agreement::Agreement;
use super::cases::PolicyCase;
use super::clause::Clause;
use super::condition::At;
use super::curation::Curation;
use super::glob::NameGlob;
use super::law::Law;
use super::shelf::{PolicyFile, Shelf};
use super::values::OneOrMany;
use super::verdict::Decision;
use super::waiver::Waiver;
use super::word::{Id, Sentence};
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

/// How many files one policy may come from.
const FILES: usize = 32;

/// A policy file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    policy: Id,
    #[serde(default)]
    extends: Option<OneOrMany<Sentence>>,
    #[serde(default)]
    without: Vec<Id>,
    #[serde(default)]
    law: Option<Law>,
    #[serde(default, rename = "use")]
    uses: Option<Vec<Action>>,
    #[serde(default)]
    otherwise: Option<Decision>,
    #[serde(default)]
    as_of: Option<AsOf>,
    #[serde(default)]
    classes: BTreeMap<Id, Vec<NameGlob>>,
    #[serde(default)]
    clauses: Vec<Clause>,
    #[serde(default)]
    agreements: Vec<Agreement>,
    #[serde(default)]
    curations: Vec<Curation>,
    #[serde(default)]
    waivers: Vec<Waiver>,
    #[serde(default)]
    cases: Vec<PolicyCase>,
}

/// Something of a policy, and where it is written.
#[derive(Debug, Clone)]
pub(super) struct Placed<T> {
    /// The file, by its place among those that were read.
    pub file: usize,
    /// The place in its list there.
    pub item: usize,
    pub value: T,
}

/// A policy with all that it extends, not yet checked as a whole. Lists are in the order of the files,
/// what is extended first.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The files that were read, what is extended before what extends it. The last is the policy itself.
    pub files: Vec<PolicyFile>,
    pub name: String,
    pub laws: Vec<Law>,
    pub uses: Option<Vec<Action>>,
    pub otherwise: Option<Decision>,
    pub as_of: Option<AsOf>,
    pub classes: Vec<Placed<(Id, Vec<NameGlob>)>>,
    pub clauses: Vec<Placed<Clause>>,
    pub agreements: Vec<Placed<Agreement>>,
    pub curations: Vec<Placed<Curation>>,
    pub waivers: Vec<Placed<Waiver>>,
    /// The cases of the policy itself: those of what it extends need not hold with more clauses.
    pub cases: Vec<PolicyCase>,
}

/// Reads policy files and what they extend.
pub(super) struct Gather<'a> {
    pub shelf: &'a dyn Shelf,
    pub limits: &'a Limits,
    /// The files that are being read, from the policy itself down to what extends nothing.
    pub open: Vec<String>,
}

impl Gather<'_> {
    /// Adds a file to what was gathered, after all that it extends.
    pub fn add(&mut self, file: PolicyFile, all: &mut Gathered) -> Result<(), YamlError> {
        let written: Written = yaml::load(&file.name, &file.text, self.limits)?;
        let error = |at: &[At], message: String| YamlError::at(&file.name, &file.text, at, message);
        let mut bases = Gathered { files: std::mem::take(&mut all.files), ..Gathered::default() };
        self.open.push(file.name.clone());
        for (item, name) in written.extends.iter().flatten().enumerate() {
            // Where it is one word and no list, the word is what this leads to.
            let at = &[Key("extends"), Item(item)];
            let base = self
                .shelf
                .find(name.as_str(), &file.name)
                .map_err(|message| error(at, format!("`{}`: {message}", name.as_str())))?;
            if self.open.contains(&base.name) {
                let circle = self.open.iter().skip_while(|one| **one != base.name);
                let circle: Vec<&str> =
                    circle.map(String::as_str).chain([base.name.as_str()]).collect();
                let message = format!("a circle: {}", circle.join(" extends "));
                return Err(error(at, message));
            }
            if bases.files.iter().any(|known| known.name == base.name) {
                continue;
            }
            if self.open.len() + bases.files.len() >= FILES {
                return Err(error(at, format!("the policy comes from more than {FILES} files")));
            }
            let mut one =
                Gathered { files: std::mem::take(&mut bases.files), ..Gathered::default() };
            self.add(base, &mut one)?;
            bases.join(one, &written, &error)?;
        }
        self.open.pop();
        for (item, id) in written.without.iter().enumerate() {
            let before = bases.clauses.len();
            bases.clauses.retain(|clause| clause.value.id != *id);
            if bases.clauses.len() == before {
                let known = bases.clauses.iter().map(|clause| clause.value.id.as_str());
                let near = yaml::nearest(id.as_str(), known).map(|near| yaml::did_you_mean(&near));
                let wrong = error(
                    &[Key("without"), Item(item)],
                    format!("nothing extended has a clause `{id}`"),
                );
                return Err(near.map_or(wrong.clone(), |near| wrong.with_help(near)));
            }
        }
        bases.own(file, written);
        *all = bases;
        Ok(())
    }
}

impl Gathered {
    /// Adds one more base; where two say different things the policy has to say which holds.
    fn join(
        &mut self,
        mut base: Self,
        written: &Written,
        error: &dyn Fn(&[At], String) -> YamlError,
    ) -> Result<(), YamlError> {
        let differ = |what: &str| {
            let message =
                format!("what it extends disagrees on `{what}`: write `{what}` in this policy");
            Err(error(&[Key("extends")], message))
        };
        if written.uses.is_none() && both(self.uses.as_ref(), base.uses.as_ref()) {
            return differ("use");
        }
        if written.otherwise.is_none() && both(self.otherwise, base.otherwise) {
            return differ("otherwise");
        }
        if written.as_of.is_none() && both(self.as_of, base.as_of) {
            return differ("as_of");
        }
        self.files = base.files;
        self.uses = self.uses.take().or(base.uses);
        self.otherwise = self.otherwise.or(base.otherwise);
        self.as_of = self.as_of.or(base.as_of);
        self.laws.append(&mut base.laws);
        self.classes.append(&mut base.classes);
        self.clauses.append(&mut base.clauses);
        self.agreements.append(&mut base.agreements);
        self.curations.append(&mut base.curations);
        self.waivers.append(&mut base.waivers);
        Ok(())
    }

    /// Adds what a file says itself.
    fn own(&mut self, file: PolicyFile, written: Written) {
        let number = self.files.len();
        self.files.push(file);
        written.policy.as_str().clone_into(&mut self.name);
        self.uses = written.uses.or(self.uses.take());
        self.otherwise = written.otherwise.or(self.otherwise);
        self.as_of = written.as_of.or(self.as_of);
        self.laws.extend(written.law);
        self.classes.extend(placed(number, written.classes));
        self.clauses.extend(placed(number, written.clauses));
        self.agreements.extend(placed(number, written.agreements));
        self.curations.extend(placed(number, written.curations));
        self.waivers.extend(placed(number, written.waivers));
        self.cases = written.cases;
    }
}

/// Whether there are two, and they differ.
fn both<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

fn placed<T>(file: usize, list: impl IntoIterator<Item = T>) -> impl Iterator<Item = Placed<T>> {
    list.into_iter().enumerate().map(move |(item, value)| Placed { file, item, value })
}
