//! The last lines of a run that says no: for each clause how many documents, three examples, and the command that
//! explains. What somebody reads who sees only the end of a log.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use serde::{Deserialize, Serialize};

use super::finding::{OTHERWISE, Rank, findings};
use super::fold::{Fold, give, taken};
use super::place::{clipped, place};
use super::shown::shown;
use super::{Entry, Render, RunHeader, Totals};

/// Examples of a clause.
const EXAMPLES: usize = 3;
/// Clauses that are named.
const CLAUSES: usize = 10;
/// Characters of the reason of a failure.
const REASON: usize = 160;

/// Why a run says no.
#[derive(Debug, Clone)]
pub struct Reasons {
    /// From this rank on a finding is a reason.
    pub from: Rank,
    /// What follows the name of a document or a clause in the command that explains: the policy, as it was named.
    pub policy: String,
}

/// A reason, of one document.
#[derive(Serialize, Deserialize)]
struct Reason {
    rank: Rank,
    clause: String,
    place: String,
    /// The file, where it is a document of its own.
    file: Option<String>,
}

impl Render for Reasons {
    fn start(&self, _: &RunHeader, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        let document = entry.document();
        for finding in findings(entry).iter().filter(|one| one.rank >= self.from && !one.known) {
            let mut place = place(document, finding.first());
            if finding.rank == Rank::Failed {
                let _ = write!(place, "  {}", clipped(&shown(finding.because), REASON));
            }
            let (rank, clause) = (finding.rank, finding.clause.to_owned());
            let file = document.locator.is_none().then(|| document.source.clone());
            give(&Reason { rank, clause, place, file }, out)?;
        }
        Ok(())
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        Some(Box::new(Said { policy: self.policy.clone(), clauses: BTreeMap::new() }))
    }
}

#[derive(Default)]
struct Clause {
    count: u64,
    examples: Vec<String>,
    file: Option<String>,
}

struct Said {
    policy: String,
    clauses: BTreeMap<(Rank, String), Clause>,
}

impl Fold for Said {
    fn take(&mut self, made: &[u8], _: &mut Vec<u8>) -> io::Result<()> {
        for reason in taken::<Reason>(made) {
            let reason = reason?;
            let clause = self.clauses.entry((reason.rank, reason.clause)).or_default();
            clause.count += 1;
            if clause.examples.len() < EXAMPLES {
                clause.examples.push(reason.place);
            }
            clause.file = clause.file.take().or(reason.file);
        }
        Ok(())
    }

    fn finish(&mut self, _: &RunHeader, _: &Totals, _: &str, out: &mut Vec<u8>) -> io::Result<()> {
        let mut all: Vec<_> = self.clauses.iter().collect();
        all.sort_by_key(|((rank, id), clause)| {
            (std::cmp::Reverse((*rank, clause.count)), id.as_str())
        });
        let mut said = String::new();
        for ((rank, id), clause) in all.iter().take(CLAUSES) {
            let documents = if clause.count == 1 { "document" } else { "documents" };
            let by = match rank {
                Rank::Failed => String::new(),
                _ => format!(" by {}", shown(id)),
            };
            let _ = writeln!(said, "{}{by}: {} {documents}", rank.word(), clause.count);
            for example in &clause.examples {
                let _ = writeln!(said, "  {example}");
            }
            if clause.count > clause.examples.len() as u64 {
                let _ = writeln!(said, "  …");
            }
        }
        if all.len() > CLAUSES {
            let _ = writeln!(said, "and {} clauses more", all.len() - CLAUSES);
        }
        let judged = || all.iter().filter(|((rank, _), _)| *rank < Rank::Failed);
        // A file explains itself; for rows of a large one the clause does, and where none fired the policy.
        let file = judged().find_map(|(_, clause)| clause.file.as_ref());
        let clause = judged().map(|((_, id), _)| id).find(|id| *id != OTHERWISE);
        let policy = argument(&self.policy);
        if let Some(what) = file.or(clause) {
            let _ = writeln!(said, "why: clearance explain {} --policy {policy}", argument(what));
        } else if judged().next().is_some() {
            let _ = writeln!(said, "why: clearance policy show {policy}");
        }
        out.extend_from_slice(said.as_bytes());
        Ok(())
    }
}

/// The text as one word of a shell.
fn argument(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:@%+,".contains(c);
    let text = shown(text);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        return text.into_owned();
    }
    // A word that begins with a hyphen would be a flag.
    let path =
        if text.starts_with('-') && text != "-" { format!("./{text}") } else { text.into_owned() };
    format!("'{}'", path.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::argument;

    #[test]
    fn an_argument_is_one_word_of_a_shell() {
        assert_eq!(argument("data/a.txt"), "data/a.txt");
        assert_eq!(argument("文/a b.txt"), "'文/a b.txt'");
        assert_eq!(argument("it's $(x)"), r"'it'\''s $(x)'");
        assert_eq!(argument("-rf"), "'./-rf'");
        assert_eq!(argument("a\nb"), r"'a\nb'");
    }
}
