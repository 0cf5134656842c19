//! HTML, for the officer who answers for a dataset: one page that holds the whole report and asks nobody for
//! anything. The verdict at a glance, what stands in the way, the agreements that would clear most, the ways of
//! the copy from its origins to its publishers, a table of the documents and a page for each.
//!
//! An entry becomes a [`row`] of short arrays; what many entries say alike stands once, in the table of
//! [`facts`]. The data is JSON in an element that no browser executes ([`embed`]); the script, whose digest is the
//! only one that the page's own policy lets run, builds everything of it as text ([`page`]).

mod contradiction;
mod embed;
mod facts;
mod page;
mod row;

use std::io;

use super::{Entry, Fold, Look, Render, RunHeader, Totals};
use crate::limits::Limits;
use crate::policy::Decision;

/// The format `html`.
#[derive(Debug, Clone, Default)]
pub struct Html {
    look: Look,
    limits: Limits,
}

impl Html {
    /// The format as it is to look: brief, it lists only what needs somebody.
    pub fn new(look: Look) -> Self {
        Self { look, limits: Limits::default() }
    }
}

impl Render for Html {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        page::head(header, out)?;
        facts::start(out);
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        row::write(entry, self.limits.html_characters, out)
    }

    fn finish(
        &self,
        _header: &RunHeader,
        _totals: &Totals,
        _digest: &str,
        _out: &mut Vec<u8>,
    ) -> io::Result<()> {
        Ok(())
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        let allowed = if self.look.brief { 0 } else { self.limits.html_allowed };
        Some(Box::new(Rows(facts::Facts::new(self.limits.html_refused, allowed))))
    }
}

/// The rows as they come, and the page behind them.
struct Rows(facts::Facts);

impl Fold for Rows {
    fn take(&mut self, made: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        self.0.entries(made, out);
        Ok(())
    }

    fn finish(
        &mut self,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.0.finish(out);
        page::body(header, totals, digest, out)
    }
}

/// Whether nobody has to look at an entry.
fn settled(entry: &Entry) -> bool {
    entry.verdict().is_some_and(|verdict| verdict.decision == Decision::Allow)
}
