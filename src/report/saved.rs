//! A report that was written as `jsonl`, read again: header, entries, totals. What was cut off, changed or
//! written by another version is refused, and what was wrong is said with its line.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Entry, RUN_SCHEMA, RunHeader, TOTALS_SCHEMA, Totals};
use crate::limits::Limits;

/// Why a saved report cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// It cannot be read.
    #[error("{name}: {source}")]
    Unreadable {
        /// What it is called.
        name: String,
        /// What the system said.
        source: io::Error,
    },
    /// A line is not what it should be.
    #[error("{name}:{line}: {message}")]
    Line {
        /// What it is called.
        name: String,
        /// 1-based.
        line: u64,
        /// What is wrong and what to do.
        message: String,
    },
}

/// How many bytes of lines make a piece of work.
const PIECE: u64 = 1 << 20;

const CHANGED: &str = "the digest is not that of the lines before it: the report was changed";

/// Some whole lines of a saved report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The number of the first, from 1.
    pub first: u64,
    /// The lines, each with its end.
    pub bytes: Vec<u8>,
}

impl Lines {
    /// The entries, each without its verdict.
    ///
    /// # Errors
    ///
    /// Where a line is no entry of a report of this version; `name` is what the report is called.
    pub fn entries(&self, name: &str) -> impl Iterator<Item = Result<Entry, SavedError>> {
        let lines = self.bytes.split_inclusive(|byte| *byte == b'\n');
        (self.first..).zip(lines).map(move |(line, bytes)| {
            let wrong = |message: String| SavedError::Line { name: name.to_owned(), line, message };
            let entry = Entry::unjudged(bytes)
                .map_err(|error| wrong(format!("no entry of a report: {error}")))?;
            let schema = entry.schema();
            if schema != crate::record::RECORD_SCHEMA {
                return Err(wrong(other_schema(schema, crate::record::RECORD_SCHEMA)));
            }
            Ok(entry)
        })
    }
}

fn other_schema(found: &str, wanted: &str) -> String {
    format!(
        "the schema is `{}`, not `{wanted}`: written by another version, or no report",
        crate::report::shown(found)
    )
}

/// The last line of a saved report.
#[derive(Deserialize)]
struct Last {
    #[serde(flatten)]
    totals: Totals,
    sha256: String,
}

/// A line by its schema.
#[derive(Deserialize)]
struct Schema {
    schema: String,
}

/// A saved report that is being read.
pub struct Saved<R> {
    name: String,
    reader: R,
    header: RunHeader,
    line: u64,
    most: u64,
    buffer: Vec<u8>,
    hasher: Sha256,
    counted: Totals,
}

impl<R: BufRead> Saved<R> {
    /// Opens a saved report: reads its first line. `most` is the most bytes of a line.
    ///
    /// # Errors
    ///
    /// Where the first line is no header of a report of this version.
    pub fn open(name: &str, reader: R, most: usize) -> Result<Self, SavedError> {
        let header = RunHeader::new("", None, None);
        let mut saved = Self {
            name: name.to_owned(),
            reader,
            header,
            line: 0,
            most: most as u64,
            buffer: Vec::new(),
            hasher: Sha256::new(),
            counted: Totals::default(),
        };
        if !saved.next_line()? {
            return Err(saved.wrong("empty: name a report that was written with -o jsonl=FILE"));
        }
        saved.expect_schema(RUN_SCHEMA)?;
        saved.header = serde_json::from_slice(&saved.buffer)
            .map_err(|error| saved.wrong(&format!("no header of a report: {error}")))?;
        saved.hasher.update(&saved.buffer);
        Ok(saved)
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the report begins with.
    pub const fn header(&self) -> &RunHeader {
        &self.header
    }

    /// Hands every entry to `take`, then holds the totals and the digest against what was read.
    ///
    /// # Errors
    ///
    /// Where a line cannot be read, the last line is missing, or it does not agree with what is before it. Entries
    /// that were handed out before are then not to be trusted.
    pub fn entries<E: From<SavedError>>(
        mut self,
        mut take: impl FnMut(Entry) -> Result<(), E>,
    ) -> Result<Totals, E> {
        loop {
            if !self.next_line()? {
                return Err(self
                    .wrong("cut off: the last line, with the totals, is missing")
                    .into());
            }
            let schema: Schema = serde_json::from_slice(&self.buffer)
                .map_err(|error| self.wrong(&format!("no line of a report: {error}")))?;
            if schema.schema == TOTALS_SCHEMA {
                break;
            }
            self.expect_schema(crate::record::RECORD_SCHEMA)?;
            let line = std::str::from_utf8(&self.buffer)
                .map_err(|error| self.wrong(&format!("not UTF-8: {error}")))?;
            let mut entry = Entry::from_json(line)
                .map_err(|error| self.wrong(&format!("no entry of a report: {error}")))?;
            // Whoever wrote the file: no report holds longer ones.
            super::quotes::cut(&mut entry, Limits::default().quote_characters);
            self.hasher.update(&self.buffer);
            self.counted.add(&entry);
            take(entry)?;
        }
        let last: Last = serde_json::from_slice(&self.buffer)
            .map_err(|error| self.wrong(&format!("no totals of a report: {error}")))?;
        let digest = format!("{:x}", HexDigest(self.hasher.clone()));
        if last.sha256 != digest {
            return Err(self.wrong(CHANGED).into());
        }
        if !last.totals.agrees_with(&self.counted) {
            return Err(self.wrong("the totals are not those of the entries before them").into());
        }
        if self.next_line()? {
            return Err(self.wrong("something stands behind the last line").into());
        }
        Ok(Totals { to_mend: last.totals.to_mend, ..self.counted })
    }

    /// Hands out the lines of entries in pieces of about `PIECE` bytes, for whoever reads them on several
    /// threads; then holds the digest against what was read. How many documents the last line counts.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, the last line is missing, or its digest is not that of the lines before it.
    /// What was handed out before is then not to be trusted. `None` where `give` says that it has enough.
    pub fn pieces(
        mut self,
        mut give: impl FnMut(Lines) -> ControlFlow<()>,
    ) -> Result<Option<u64>, SavedError> {
        // What was read and not yet handed out: it ends with a line that may be the last.
        let mut held: Vec<u8> = Vec::new();
        let mut first = self.line + 1;
        loop {
            let before = held.len();
            let read = (&mut self.reader)
                .take(PIECE)
                .read_to_end(&mut held)
                .map_err(|source| SavedError::Unreadable { name: self.name.clone(), source })?;
            let fresh = held.get(before..).unwrap_or_default();
            if read == 0 {
                break;
            }
            let Some(end) = memchr::memrchr(b'\n', fresh).map(|at| before + at) else {
                if held.len() as u64 > self.most {
                    self.line = first;
                    let message = format!("longer than {} bytes: no line of a report", self.most);
                    return Err(self.wrong(&message));
                }
                continue;
            };
            // The last whole line is kept back: it may be the totals.
            let whole = held.get(..end).unwrap_or_default();
            let Some(last) = memchr::memrchr(b'\n', whole) else { continue };
            let rest = held.split_off(last + 1);
            let bytes = std::mem::replace(&mut held, rest);
            self.hasher.update(&bytes);
            let count = memchr::memchr_iter(b'\n', &bytes).count() as u64;
            if give(Lines { first, bytes }).is_break() {
                return Ok(None);
            }
            first += count;
        }
        self.line = first;
        if held.last() != Some(&b'\n') {
            return Err(self.wrong("cut off: the last line, with the totals, is missing"));
        }
        self.buffer = held;
        let last: Last = self
            .expect_schema(TOTALS_SCHEMA)
            .map_err(|_| self.wrong("cut off: the last line, with the totals, is missing"))
            .and_then(|()| {
                serde_json::from_slice(&self.buffer)
                    .map_err(|error| self.wrong(&format!("no totals of a report: {error}")))
            })?;
        if last.sha256 != format!("{:x}", HexDigest(self.hasher.clone())) {
            return Err(self.wrong(CHANGED));
        }
        Ok(Some(last.totals.seen))
    }

    /// Reads the next line, with its end, into the buffer; `false` at the end.
    fn next_line(&mut self) -> Result<bool, SavedError> {
        self.buffer.clear();
        let bound = self.most + 1;
        let read = (&mut self.reader)
            .take(bound)
            .read_until(b'\n', &mut self.buffer)
            .map_err(|source| SavedError::Unreadable { name: self.name.clone(), source })?;
        self.line += 1;
        if read as u64 == bound && self.buffer.last() != Some(&b'\n') {
            return Err(
                self.wrong(&format!("longer than {} bytes: no line of a report", self.most))
            );
        }
        if read > 0 && self.buffer.last() != Some(&b'\n') {
            return Err(self.wrong("cut off: the line has no end"));
        }
        Ok(read > 0)
    }

    fn expect_schema(&self, wanted: &str) -> Result<(), SavedError> {
        let found: Schema = serde_json::from_slice(&self.buffer)
            .map_err(|error| self.wrong(&format!("no line of a report: {error}")))?;
        if found.schema == wanted {
            return Ok(());
        }
        Err(self.wrong(&other_schema(&found.schema, wanted)))
    }

    fn wrong(&self, message: &str) -> SavedError {
        SavedError::Line { name: self.name.clone(), line: self.line, message: message.to_owned() }
    }
}

/// A digest in lower-case hexadecimal.
struct HexDigest(Sha256);

impl std::fmt::LowerHex for HexDigest {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.clone().finalize().iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}
