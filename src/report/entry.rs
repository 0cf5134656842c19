//! One line of a report: a record with its verdict, or a failure with its reason. And what the lines add
//! up to: the exit code follows from the totals and from nothing else.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::document::Identity;
use crate::policy::{Decision, Verdict};
use crate::record::{
    Attribution, Coverage, Failure, Licence, Notice, Problem, RECORD_SCHEMA, Record, Role, Scope,
    Term,
};

/// A record, and its verdict if a policy was asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judged {
    /// The facts.
    #[serde(flatten)]
    pub record: Record,
    /// The judgement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

/// A document that could not be read whole or judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failed {
    /// Always [`RECORD_SCHEMA`].
    pub schema: String,
    /// What the document is called.
    pub document: Identity,
    /// How far it got, and why no further.
    pub failed: Failure,
}

/// What becomes of one document: exactly one of these.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Entry {
    /// It was read whole.
    Judged(Box<Judged>),
    /// It was not.
    Failed(Box<Failed>),
}

/// A line as it stands in a report: an entry of either kind, with all fields beside each other. Reading
/// [`Judged`] itself would keep every line in memory twice, as what is flattened is.
#[derive(Deserialize)]
struct Line<V> {
    schema: String,
    document: Identity,
    #[serde(default)]
    failed: Option<Failure>,
    #[serde(default)]
    notices: Vec<Notice>,
    #[serde(default)]
    terms: Vec<Term>,
    #[serde(default)]
    licences: Vec<Licence>,
    #[serde(default)]
    attribution: Attribution,
    #[serde(default)]
    coverage: Coverage,
    #[serde(default)]
    problems: Vec<Problem>,
    verdict: Option<V>,
}

impl<V> Line<V> {
    fn entry(self, verdict: Option<Verdict>) -> Entry {
        let Self { schema, document, notices, terms, licences, attribution, .. } = self;
        let (coverage, problems) = (self.coverage, self.problems);
        if let Some(failed) = self.failed {
            return Entry::Failed(Box::new(Failed { schema, document, failed }));
        }
        let record =
            Record { schema, document, notices, terms, licences, attribution, coverage, problems };
        Entry::judged(record, verdict)
    }
}

impl Entry {
    /// An entry of a record.
    pub fn judged(record: Record, verdict: Option<Verdict>) -> Self {
        Self::Judged(Box::new(Judged { record, verdict }))
    }

    /// An entry of a failure.
    pub fn failed(document: Identity, failed: Failure) -> Self {
        Self::Failed(Box::new(Failed { schema: RECORD_SCHEMA.to_owned(), document, failed }))
    }

    /// The entry of a line that was written by the format `jsonl`.
    pub fn from_json(line: &str) -> serde_json::Result<Self> {
        serde_json::from_str::<Line<Verdict>>(line).map(|mut line| {
            let verdict = line.verdict.take();
            line.entry(verdict)
        })
    }

    /// The record of such a line, or its failure, without the verdict that was: to be judged again.
    pub fn unjudged(line: &[u8]) -> serde_json::Result<Self> {
        // Whole lines are looked at faster than each string of theirs; what is wrong is told as ever.
        let line = match std::str::from_utf8(line) {
            Ok(line) => serde_json::from_str::<Line<IgnoredAny>>(line),
            Err(_) => serde_json::from_slice(line),
        };
        line.map(|line| line.entry(None))
    }

    /// The schema of its line.
    pub fn schema(&self) -> &str {
        match self {
            Self::Judged(judged) => &judged.record.schema,
            Self::Failed(failed) => &failed.schema,
        }
    }

    /// What the document is called.
    pub fn document(&self) -> &Identity {
        match self {
            Self::Judged(judged) => &judged.record.document,
            Self::Failed(failed) => &failed.document,
        }
    }

    /// The verdict, where there is one.
    pub fn verdict(&self) -> Option<&Verdict> {
        match self {
            Self::Judged(judged) => judged.verdict.as_ref(),
            Self::Failed(_) => None,
        }
    }
}

/// From which decision on a run says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FailOn {
    /// At a deny.
    #[default]
    Deny,
    /// At a review too.
    Review,
    /// Never: the policy only reports. What could not be read still fails the run.
    Never,
}

/// What the entries of a run add up to. `seen` is always the sum of the five below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Totals {
    /// Documents seen.
    pub seen: u64,
    /// Read, and no policy was asked.
    #[serde(default)]
    pub recorded: u64,
    /// Allowed.
    #[serde(default)]
    pub allow: u64,
    /// For a person to look at.
    #[serde(default)]
    pub review: u64,
    /// Denied.
    #[serde(default)]
    pub deny: u64,
    /// Not read whole, or not judged.
    pub failed: u64,
    /// Documents for which a clause was waived; they are also counted above.
    #[serde(default)]
    pub waived: u64,
    /// Documents that are not allowed and of which nothing is new against the baseline; they are also counted
    /// above.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub known: u64,
    /// Denied documents that nothing new denies, even if something new would have them looked at.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub known_deny: u64,
    /// Waivers, agreements and curations of the policy that somebody has to mend: they have expired, overlap, or were
    /// not needed. They fail the run as a deny does.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub to_mend: u64,
    /// How many documents each clause fired for.
    #[serde(default)]
    pub clauses: BTreeMap<String, u64>,
    /// What is denied or for review, by the organisations whose copy it carries (their ids).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub origins: BTreeMap<String, OriginTotals>,
    /// How many of these carry copy of any of them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub carried: u64,
    /// How many of these are denied.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub carried_deny: u64,
    /// For how many documents an agreement with an organisation (its id) would make the decision milder.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub leverage: BTreeMap<String, u64>,
    /// For how many of these it would make it *allow*.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cleared: BTreeMap<String, u64>,
}

/// How many documents that carry the copy of an organisation are not allowed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OriginTotals {
    /// For a person to look at.
    pub review: u64,
    /// Denied.
    pub deny: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde asks for it
const fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// The ids of the organisations whose copy a record carries: the hops of its text before the publisher. A network only
/// passes it on.
fn origins(record: &Record) -> BTreeSet<&str> {
    let hops = record.attribution.hops.iter();
    hops.filter(|hop| hop.scope.unwrap_or(Scope::Text) == Scope::Text)
        .filter(|hop| hop.role != Role::Republisher && !hop.network)
        .filter_map(|hop| hop.organisation.id.as_deref())
        .collect()
}

impl Totals {
    /// Counts one entry.
    pub fn add(&mut self, entry: &Entry) {
        self.seen += 1;
        let judged = match entry {
            Entry::Failed(_) => {
                self.failed += 1;
                return;
            }
            Entry::Judged(judged) => judged,
        };
        let Some(verdict) = &judged.verdict else {
            self.recorded += 1;
            return;
        };
        match verdict.decision {
            Decision::Allow => self.allow += 1,
            Decision::Review => self.review += 1,
            Decision::Deny => self.deny += 1,
        }
        if verdict.decision > Decision::Allow {
            let origins = origins(&judged.record);
            self.carried += u64::from(!origins.is_empty());
            let denied = verdict.decision == Decision::Deny;
            self.carried_deny += u64::from(denied && !origins.is_empty());
            for id in origins {
                let totals = self.origins.entry(id.to_owned()).or_default();
                match verdict.decision {
                    Decision::Deny => totals.deny += 1,
                    _ => totals.review += 1,
                }
            }
        }
        for leverage in &verdict.leverage {
            *self.leverage.entry(leverage.with.clone()).or_default() += 1;
            if leverage.decision == Decision::Allow {
                *self.cleared.entry(leverage.with.clone()).or_default() += 1;
            }
        }
        self.known += u64::from(verdict.known);
        let denies = |fired: &&crate::policy::Fired| fired.then == Decision::Deny;
        let mut denying = verdict.clauses.iter().filter(denies).peekable();
        let known =
            if denying.peek().is_some() { denying.all(|fired| fired.known) } else { verdict.known };
        self.known_deny += u64::from(verdict.decision == Decision::Deny && known);
        self.waived += u64::from(!verdict.waived.is_empty());
        for clause in &verdict.clauses {
            match self.clauses.get_mut(&clause.id) {
                Some(count) => *count += 1,
                None => {
                    self.clauses.insert(clause.id.clone(), 1);
                }
            }
        }
    }

    /// Adds what another thread counted.
    pub fn merge(&mut self, other: Self) {
        self.seen += other.seen;
        self.recorded += other.recorded;
        self.allow += other.allow;
        self.review += other.review;
        self.deny += other.deny;
        self.failed += other.failed;
        self.waived += other.waived;
        self.known += other.known;
        self.known_deny += other.known_deny;
        self.to_mend += other.to_mend;
        for (clause, count) in other.clauses {
            *self.clauses.entry(clause).or_default() += count;
        }
        self.carried += other.carried;
        self.carried_deny += other.carried_deny;
        for (id, totals) in other.origins {
            let sum = self.origins.entry(id).or_default();
            sum.review += totals.review;
            sum.deny += totals.deny;
        }
        for (id, count) in other.leverage {
            *self.leverage.entry(id).or_default() += count;
        }
        for (id, count) in other.cleared {
            *self.cleared.entry(id).or_default() += count;
        }
    }

    /// Whether these, as they were written, are what was counted. Reports of the first form do not count origins
    /// and agreements.
    pub fn agrees_with(&self, counted: &Self) -> bool {
        let older = self.carried == 0 && self.origins.is_empty() && self.leverage.is_empty();
        // What is to be mended of the policy does not stand in the entries.
        let mut counted = Self { to_mend: self.to_mend, ..counted.clone() };
        // Those of the second form do not count what is denied of them and what would be cleared.
        if self.carried_deny == 0 && self.cleared.is_empty() {
            counted.carried_deny = 0;
            counted.cleared.clear();
        }
        if older {
            counted.carried = 0;
            counted.origins.clear();
            counted.leverage.clear();
        }
        *self == counted
    }

    /// Whether every document seen ended as exactly one entry.
    pub const fn add_up(&self) -> bool {
        self.seen == self.recorded + self.allow + self.review + self.deny + self.failed
    }

    /// The exit code of a run with these totals: 3 where the answer is incomplete, else 1 where the policy says no to
    /// something that is not known, or has something to be mended, else 0. Where nothing was seen the caller decides
    /// (exit code 2, unless that was allowed).
    pub const fn exit_code(&self, fail_on: FailOn) -> u8 {
        let no = match fail_on {
            FailOn::Deny => self.deny > self.known_deny || self.to_mend > 0,
            FailOn::Review => self.deny + self.review > self.known || self.to_mend > 0,
            FailOn::Never => false,
        };
        if self.failed > 0 || !self.add_up() {
            3
        } else if no {
            1
        } else {
            0
        }
    }
}
