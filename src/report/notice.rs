//! The credits file that ships with a data set: for each document that is allowed, what has to be printed with
//! it, in its own language. Plain text, for people.

use std::io::{self, Write};

use super::place::place;
use super::shown::shown;
use super::{Entry, Render, RunHeader, Totals};
use crate::policy::Decision;

/// The format `notice`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Notice;

impl Render for Notice {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        writeln!(out, "Credits and notices")?;
        if let Some(policy) = &header.policy {
            writeln!(out, "of what the policy {} allows", shown(&policy.name))?;
        }
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        let allowed = entry.verdict().filter(|verdict| verdict.decision == Decision::Allow);
        let Some(verdict) = allowed.filter(|verdict| !verdict.obligations.is_empty()) else {
            return Ok(());
        };
        writeln!(out, "\n{}", place(entry.document(), None))?;
        for obligation in &verdict.obligations {
            // What nothing is printed for still has to be done.
            let line = obligation.line.as_ref().unwrap_or(&obligation.text);
            writeln!(out, "  {}", shown(line))?;
        }
        Ok(())
    }

    fn finish(&self, _: &RunHeader, totals: &Totals, _: &str, out: &mut Vec<u8>) -> io::Result<()> {
        writeln!(out, "\n{} of {} documents are allowed", totals.allow, totals.seen)
    }
}
