//! What a format keeps between two entries, for those that cannot be written entry by entry: a count that stands
//! before what is counted, the worst of many, a sum by source.
//!
//! [`Render::entry`](super::Render::entry) still makes bytes of each entry on the thread that read it. For such a format
//! they are JSON Lines that hold no more than it needs, and the fold takes them in the order of the run, so that no
//! format ever holds the entries themselves.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{RunHeader, Totals};

/// What a format keeps between two entries.
pub trait Fold: Send {
    /// Takes what [`Render::entry`](super::Render::entry) made of the next entries, in order, and writes what can be
    /// written.
    ///
    /// # Errors
    ///
    /// Where `made` is not what the format makes.
    fn take(&mut self, made: &[u8], out: &mut Vec<u8>) -> io::Result<()>;

    /// Writes what is left. `digest` is the SHA-256 of all that was taken.
    ///
    /// # Errors
    ///
    /// Where a value cannot be said in the format.
    fn finish(
        &mut self,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()>;
}

/// Writes one line for a fold.
pub(super) fn give(line: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.push(b'\n');
    Ok(())
}

/// The lines that were given.
pub(super) fn taken<T: DeserializeOwned>(made: &[u8]) -> impl Iterator<Item = io::Result<T>> {
    let lines = made.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| Ok(serde_json::from_slice(line)?))
}
