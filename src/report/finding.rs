//! What somebody has to look at in an entry: a clause that fired, a clause that was waived, a document that could not be
//! read. The formats for checkers (SARIF, GitHub, Markdown, the last lines of a run) name these, the worst first.

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::policy::{Decision, Waived};
use crate::record::Evidence;

/// How bad a finding is; a later one is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// It was decided that it does not count.
    Waived,
    /// A person must look.
    Review,
    /// It may not be used.
    Deny,
    /// It could not be read or judged.
    Failed,
}

impl Rank {
    /// All, the worst first.
    pub const WORST_FIRST: [Self; 4] = [Self::Failed, Self::Deny, Self::Review, Self::Waived];

    /// The word as it stands in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waived => "waived",
            Self::Review => "review",
            Self::Deny => "deny",
            Self::Failed => "failed",
        }
    }
}

/// What stands for a clause where a document could not be read or judged.
pub const FAILED: &str = "failed";
/// What stands for a clause where none fired and the policy does not let that pass.
pub const OTHERWISE: &str = "otherwise";

/// What somebody has to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'a> {
    /// How bad it is.
    pub rank: Rank,
    /// The clause, or [`FAILED`] or [`OTHERWISE`].
    pub clause: &'a str,
    /// The sentence of the clause, or the reason of the failure.
    pub because: &'a str,
    /// What it was read from, the first first.
    pub evidence: &'a [Evidence],
    /// The decision that it does not count.
    pub waived: Option<&'a Waived>,
    /// Whether it stood in the baseline: it is told, and fails nothing.
    pub known: bool,
}

impl Finding<'_> {
    /// What it was read from first.
    pub fn first(&self) -> Option<&Evidence> {
        self.evidence.first()
    }
}

/// The findings of an entry, the worst first, then in the order of the policy. None for what is allowed, and none for a
/// record that no policy was asked about.
pub fn findings(entry: &Entry) -> Vec<Finding<'_>> {
    let judged = match entry {
        Entry::Failed(failed) => {
            let because = failed.failed.reason.as_str();
            let (clause, evidence) = (FAILED, [].as_slice());
            let (rank, waived) = (Rank::Failed, None);
            return vec![Finding { rank, clause, because, evidence, waived, known: false }];
        }
        Entry::Judged(judged) => judged,
    };
    let Some(verdict) = &judged.verdict else { return Vec::new() };
    let mut all: Vec<Finding> = Vec::new();
    for fired in &verdict.clauses {
        let Some(rank) = rank(fired.then) else { continue };
        let (clause, because) = (fired.id.as_str(), fired.because.as_str());
        let (evidence, waived, known) = (fired.evidence.as_slice(), None, fired.known);
        all.push(Finding { rank, clause, because, evidence, waived, known });
    }
    if let (true, Some(rank)) = (all.is_empty(), rank(verdict.decision)) {
        let because = "no clause of the policy says anything of it";
        let (clause, evidence, known) = (OTHERWISE, [].as_slice(), verdict.known);
        all.push(Finding { rank, clause, because, evidence, waived: None, known });
    }
    for waived in &verdict.waived {
        let clause = &waived.clause;
        all.push(Finding {
            rank: Rank::Waived,
            clause: &clause.id,
            because: &clause.because,
            evidence: &clause.evidence,
            waived: Some(waived),
            known: false,
        });
    }
    all.sort_by_key(|finding| std::cmp::Reverse(finding.rank));
    all
}

const fn rank(decision: Decision) -> Option<Rank> {
    match decision {
        Decision::Allow => None,
        Decision::Review => Some(Rank::Review),
        Decision::Deny => Some(Rank::Deny),
    }
}
