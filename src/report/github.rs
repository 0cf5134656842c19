//! Annotations of GitHub Actions: workflow commands that a runner reads from standard output. A step shows ten errors,
//! ten warnings and ten notices, so the worst ten of each are written, and last a notice with the totals and how many
//! were left out. A line of the scanned data never begins a line, and nothing of it can end one.

use std::fmt::Write as _;
use std::io;

use super::finding::{Finding, Rank, findings};
use super::fold::{Fold, give, taken};
use super::place::{clipped, line, row};
use super::shown::shown;
use super::worst::{Piece, Worst};
use super::{Entry, Look, Render, RunHeader, Totals};
use crate::document::Identity;

/// Annotations of one kind that a step shows (GitHub Docs, *Workflow commands*; more are dropped in silence).
const SHOWN: usize = 10;
/// Characters of a message.
const MESSAGE: usize = 1_000;

/// The format `github`.
#[derive(Debug, Clone, Copy)]
pub struct GitHub {
    most: usize,
}

impl GitHub {
    /// The format as it is to look.
    pub fn new(look: &Look) -> Self {
        Self { most: look.limit.unwrap_or(SHOWN) }
    }
}

impl Render for GitHub {
    fn start(&self, _: &RunHeader, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        // What is known fails nothing, and would hide what is new.
        for finding in findings(entry).iter().filter(|one| one.rank > Rank::Waived && !one.known) {
            let made = annotation(entry.document(), finding);
            let clause = finding.clause.to_owned();
            give(&Piece { rank: finding.rank, clause, made }, out)?;
        }
        Ok(())
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        Some(Box::new(Annotations {
            errors: Worst::new(self.most),
            warnings: Worst::new(self.most),
        }))
    }
}

struct Annotations {
    errors: Worst,
    warnings: Worst,
}

impl Fold for Annotations {
    fn take(&mut self, made: &[u8], _: &mut Vec<u8>) -> io::Result<()> {
        for piece in taken::<Piece>(made) {
            let piece = piece?;
            let kind = if piece.rank >= Rank::Deny { &mut self.errors } else { &mut self.warnings };
            kind.add(piece);
        }
        Ok(())
    }

    fn finish(
        &mut self,
        header: &RunHeader,
        totals: &Totals,
        _: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        for piece in self.errors.kept().chain(self.warnings.kept()) {
            out.extend_from_slice(piece.made.as_bytes());
            out.push(b'\n');
        }
        let mut sum = format!(
            "seen {} = allow {} + review {} + deny {} + failed {}",
            totals.seen,
            totals.allow + totals.recorded,
            totals.review,
            totals.deny,
            totals.failed
        );
        if let Some(policy) = &header.policy {
            // Writing to a string cannot fail.
            let _ = write!(sum, " by policy {}", shown(&policy.name));
        }
        if totals.known > 0 {
            let _ = write!(sum, " (known {})", totals.known);
        }
        if totals.to_mend > 0 {
            let _ = write!(sum, " (to mend {})", totals.to_mend);
        }
        let left = self.errors.left() + self.warnings.left();
        if left > 0 {
            let _ = write!(sum, "; {left} findings more are not annotated: see the report");
        }
        out.extend_from_slice(format!("::notice title=clearance::{}\n", message(&sum)).as_bytes());
        Ok(())
    }
}

fn annotation(document: &Identity, finding: &Finding<'_>) -> String {
    let kind = if finding.rank >= Rank::Deny { "error" } else { "warning" };
    let mut text = finding.because.to_owned();
    if let Some(evidence) = finding.first().filter(|evidence| !evidence.quote.is_empty()) {
        let _ = write!(text, ": «{}»", evidence.quote);
    }
    if let Some(number) = row(document) {
        let _ = write!(text, " (row {number})");
    }
    let title = match finding.rank {
        Rank::Failed => "could not be read".to_owned(),
        rank => format!("{}: {}", rank.word(), finding.clause),
    };
    let mut out = format!("::{kind} title={}", property(&title));
    if !document.source.is_empty() {
        let _ = write!(out, ",file={}", property(&document.source));
    }
    if let Some((line, column)) = line(document, finding.first()) {
        let _ = write!(out, ",line={line}");
        if let Some(column) = column {
            let _ = write!(out, ",col={column}");
        }
    }
    let _ = write!(out, "::{}", message(&clipped(&text, MESSAGE)));
    out
}

/// The text as the message of a command.
fn message(text: &str) -> String {
    shown(text).replace('%', "%25")
}

/// The text as the value of a property of a command.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
