//! What changed from one report to a later one, and why: the document, the rules, the policy or the date.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, BufRead, Write};

use foldhash::quality::FixedState;
use serde::Serialize;

use super::place::place;
use super::saved::{Saved, SavedError};
use super::shown::shown;
use super::{Entry, RunHeader};
use crate::document::Identity;
use crate::policy::Decision;

/// What became of a document in one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// It was not there.
    Absent,
    /// Read, and no policy was asked.
    Recorded,
    /// Judged.
    Judged(Decision),
    /// Not read whole, or not judged.
    Failed,
}

impl fmt::Display for Fate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Absent => "none",
            Self::Recorded => "record",
            Self::Judged(decision) => decision.word(),
            Self::Failed => "failed",
        })
    }
}

/// A document as it stands in the earlier report.
#[derive(Debug, Clone)]
struct Old {
    fate: Fate,
    sha256: u64,
    facts: u64,
    clauses: Vec<String>,
    /// As it is printed, if it turns out to be gone.
    place: String,
}

/// An earlier report, ready to be compared with. Holds some 200 bytes for each of its documents.
pub struct Earlier {
    header: RunHeader,
    documents: HashMap<u64, (usize, Old), FixedState>,
    hashing: FixedState,
}

/// Why a comparison ended.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// One of the reports cannot be used.
    #[error(transparent)]
    Saved(#[from] SavedError),
    /// The comparison cannot be written.
    #[error("the comparison could not be written: {0}")]
    Write(#[from] io::Error),
}

impl Earlier {
    /// Reads the earlier report.
    ///
    /// # Errors
    ///
    /// Where it is not whole.
    pub fn read<R: BufRead>(saved: Saved<R>) -> Result<Self, SavedError> {
        let mut earlier = Self {
            header: saved.header().clone(),
            documents: HashMap::default(),
            hashing: FixedState::default(),
        };
        let mut number = 0;
        saved.entries::<SavedError>(|entry| {
            let old = earlier.old(&entry);
            earlier.documents.insert(earlier.key(entry.document()), (number, old));
            number += 1;
            Ok(())
        })?;
        Ok(earlier)
    }

    fn key(&self, document: &Identity) -> u64 {
        self.hash(&(&document.source, &document.locator))
    }

    fn hash(&self, value: &impl Serialize) -> u64 {
        let mut hasher = Into(self.hashing.build_hasher());
        // What serde can write once it can write again; a hasher takes everything.
        let _ = serde_json::to_writer(&mut hasher, value);
        hasher.0.finish()
    }

    fn old(&self, entry: &Entry) -> Old {
        let document = entry.document();
        let (fate, facts, mut clauses) = match entry {
            Entry::Failed(failed) => (Fate::Failed, self.hash(&failed.failed), Vec::new()),
            Entry::Judged(judged) => {
                let verdict = judged.verdict.as_ref();
                let fate = verdict.map_or(Fate::Recorded, |one| Fate::Judged(one.decision));
                let clauses = verdict.iter().flat_map(|one| &one.clauses);
                let clauses = clauses.map(|fired| fired.id.clone()).collect();
                (fate, self.hash(&judged.record), clauses)
            }
        };
        clauses.sort();
        let sha256 = self.hash(&document.sha256);
        Old { fate, sha256, facts, clauses, place: place(document, None) }
    }

    /// Compares with a later report: a line for each document whose decision or clauses are others, the gone ones
    /// last; then what the difference comes from.
    ///
    /// # Errors
    ///
    /// Where the later report is not whole, or the comparison cannot be written.
    pub fn compare<R: BufRead>(
        mut self,
        later: Saved<R>,
        out: &mut dyn Write,
    ) -> Result<(), CompareError> {
        let header = later.header().clone();
        let judgement = self.judgement(&header);
        let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
        let (mut same, mut unchanged_edits) = (0_u64, 0_u64);
        later.entries::<CompareError>(|entry| {
            let new = self.old(&entry);
            let Some((_, old)) = self.documents.remove(&self.key(entry.document())) else {
                *reasons.entry("new".to_owned()).or_default() += 1;
                return Ok(line(
                    out,
                    (Fate::Absent, new.fate),
                    &new.place,
                    "new",
                    &[],
                    &new.clauses,
                )?);
            };
            let edited = old.sha256 != new.sha256;
            if old.fate == new.fate && old.clauses == new.clauses {
                same += 1;
                unchanged_edits += u64::from(edited);
                return Ok(());
            }
            let why = if edited {
                "document"
            } else if old.facts != new.facts {
                "rules"
            } else {
                &judgement
            };
            *reasons.entry(why.to_owned()).or_default() += 1;
            Ok(line(out, (old.fate, new.fate), &new.place, why, &old.clauses, &new.clauses)?)
        })?;
        let mut gone: Vec<(usize, Old)> = self.documents.drain().map(|(_, old)| old).collect();
        gone.sort_by_key(|(number, _)| *number);
        for (_, old) in &gone {
            line(out, (old.fate, Fate::Absent), &old.place, "gone", &old.clauses, &[])?;
        }
        let changed: u64 = reasons.values().sum::<u64>() + gone.len() as u64;
        if changed > 0 {
            writeln!(out)?;
        }
        if !gone.is_empty() {
            reasons.insert("gone".to_owned(), gone.len() as u64);
        }
        for (why, count) in &reasons {
            writeln!(out, "  {why:<12}  {count}")?;
        }
        for (what, old, new) in self.headers(&header) {
            writeln!(out, "{what} {old} → {new}")?;
        }
        let edits = if unchanged_edits > 0 {
            format!(", {unchanged_edits} of them edited")
        } else {
            String::new()
        };
        writeln!(out, "{changed} changed, {same} as before{edits}")?;
        Ok(())
    }

    /// What can make a verdict another one over the same facts.
    fn judgement(&self, later: &RunHeader) -> String {
        let digest = |header: &RunHeader| header.policy.as_ref().map(|one| one.sha256.clone());
        let mut causes = Vec::new();
        if digest(&self.header) != digest(later) {
            causes.push("policy");
        }
        if self.header.as_of != later.as_of {
            causes.push("date");
        }
        if self.header.rules != later.rules {
            causes.push("rules");
        }
        if self.header.version != later.version {
            causes.push("version");
        }
        if causes.is_empty() { "unknown".to_owned() } else { causes.join("/") }
    }

    fn headers(&self, later: &RunHeader) -> Vec<(&'static str, String, String)> {
        let none = || "none".to_owned();
        let short = |text: &str| shown(&text.chars().take(12).collect::<String>()).into_owned();
        let policy = |header: &RunHeader| {
            header.policy.as_ref().map_or_else(none, |policy| {
                format!("{}@{}", shown(&policy.name), short(&policy.sha256))
            })
        };
        let day = |header: &RunHeader| {
            header.as_of.as_ref().map_or_else(none, |day| shown(day).into_owned())
        };
        let all = [
            ("version", short(&self.header.version), short(&later.version)),
            ("rules", short(&self.header.rules), short(&later.rules)),
            ("policy", policy(&self.header), policy(later)),
            ("as of", day(&self.header), day(later)),
        ];
        all.into_iter().filter(|(_, old, new)| old != new).collect()
    }
}

fn line(
    out: &mut dyn Write,
    (old, new): (Fate, Fate),
    place: &str,
    why: &str,
    before: &[String],
    after: &[String],
) -> io::Result<()> {
    write!(out, "{old:<6} → {new:<6}  {place}  ({why})")?;
    for id in before.iter().filter(|id| !after.contains(id)) {
        write!(out, "  -{}", shown(id))?;
    }
    for id in after.iter().filter(|id| !before.contains(id)) {
        write!(out, "  +{}", shown(id))?;
    }
    writeln!(out)
}

/// A hasher that can be written to.
struct Into<H>(H);

impl<H: Hasher> Write for Into<H> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
