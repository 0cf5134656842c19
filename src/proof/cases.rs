//! The cases that stand in a policy file, run: each article is read as one of a data set would be, and held
//! against the policy.

use jiff::civil::Date;

use crate::document::Identity;
use crate::engine::{Judgement, examine, knowledge};
use crate::find::Scratch;
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::policy::{AsOf, Decision, Policy, PolicyCase, Verdict};
use crate::record::Record;
use crate::source::{Input, Mapping, Reader, Unit};

/// How a case came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    /// What it shows.
    pub case: String,
    /// What the policy says; the reason where the article could not be read.
    pub found: Result<(Decision, Vec<String>), String>,
    /// What it had to say.
    pub expected: (Decision, Option<Vec<String>>),
}

impl Tried {
    /// Whether the policy says what the case expects.
    pub fn holds(&self) -> bool {
        self.found.as_ref().is_ok_and(|(decision, clauses)| {
            let (expected, named) = &self.expected;
            decision == expected && named.as_ref().is_none_or(|named| named == clauses)
        })
    }
}

/// Runs the cases of a policy. `day` holds for a case that has no day of its own.
pub fn run(policy: &Policy, day: Date, lexicon: &Lexicon, limits: &Limits) -> Vec<Tried> {
    let mut scratch = Scratch::default();
    let mut all = Vec::new();
    for case in policy.cases() {
        let as_of = AsOf::Day(case.as_of.unwrap_or(day));
        let judgement = Judgement { policy, as_of, today: day };
        let found = read(case, lexicon, limits, &mut scratch).map(|record| {
            let verdict = policy.judge(&record, judgement.day(&record), &knowledge(lexicon));
            (verdict.decision, fired(&verdict))
        });
        let named = case.clauses.as_ref().map(|clauses| {
            let mut named: Vec<String> = clauses.iter().map(ToString::to_string).collect();
            named.sort();
            named
        });
        all.push(Tried {
            case: case.case.as_str().to_owned(),
            found,
            expected: (case.expect, named),
        });
    }
    all
}

/// The clauses that fired, in the order of their ids.
fn fired(verdict: &Verdict) -> Vec<String> {
    let mut ids: Vec<String> = verdict.clauses.iter().map(|fired| fired.id.clone()).collect();
    ids.sort();
    ids
}

/// Reads the article of a case: the same way as a row of a data set with these fields.
fn read(
    case: &PolicyCase,
    lexicon: &Lexicon,
    limits: &Limits,
    scratch: &mut Scratch,
) -> Result<Record, String> {
    let row = serde_json::json!({
        "text": case.text, "html": case.html, "url": case.url, "rights": case.rights,
    });
    let source = "case.json".to_owned();
    let input = Input { id: source.clone(), path: source.clone().into(), source, named: false };
    let reader = Reader { limits, mapping: &Mapping::default() };
    let mut read = Err("nothing was read".to_owned());
    reader.documents(Unit::Loaded(input, row.to_string().into_bytes()), &mut |outcome| {
        read = match outcome {
            Ok(mut document) => {
                if let Some(path) = &case.document {
                    path.as_str().clone_into(&mut document.identity.id);
                    path.as_str().clone_into(&mut document.identity.source);
                }
                Ok(examine(document, lexicon, limits, scratch))
            }
            Err((Identity { .. }, failure)) => Err(failure.reason),
        };
    });
    read
}
