//! HTML, for the officer who answers for a dataset: one page that holds the whole report and asks nobody for
//! anything. The verdict at a glance, what stands in the way, the agreements that would clear most, the ways of
//! the copy from its origins to its publishers, a table of the documents and a page for each.
//!
//! An entry becomes a `row` of short arrays; what many entries say alike stands once, in the table of
//! `facts`. The data is JSON in an element that no browser runs (`embed`); the script, whose digest is the
//! only one that the page's own policy lets run, builds everything of it as text (`page`).

mod contradiction;
mod embed;
mod facts;
mod page;
mod row;

use std::io;

use super::fold::Fold;
use super::{Entry, Look, Render, RunHeader, Totals};
use crate::limits::Limits;
use crate::policy::Decision;

/// The format `html`.
#[derive(Debug, Clone, Copy)]
pub struct Html {
    /// Entries that are listed at most, of those that somebody must look at and of those that are allowed.
    listed: (u64, u64),
    /// Characters of a title, an address or a name of a file.
    characters: usize,
}

impl Html {
    /// The format as it is to look: brief, it lists only what needs somebody; the figures always count all.
    pub fn new(look: &Look) -> Self {
        let limits = Limits::default();
        let most = |own: u64| look.limit.map_or(own, |limit| limit as u64);
        let allowed = if look.brief { 0 } else { most(limits.html_allowed) };
        Self { listed: (most(limits.html_refused), allowed), characters: limits.html_characters }
    }
}

impl Render for Html {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        page::head(header, out)
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        row::write(entry, self.characters, out)
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, _: &mut Vec<u8>) -> io::Result<()> {
        // The fold ends the report.
        Ok(())
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        let (refused, allowed) = self.listed;
        Some(Box::new(facts::Facts::new(refused, allowed)))
    }
}

/// Whether nobody has to look at an entry.
fn settled(entry: &Entry) -> bool {
    entry.verdict().is_some_and(|verdict| verdict.decision == Decision::Allow)
}
