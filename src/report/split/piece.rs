//! What one piece of work adds to the sides of a split: its documents with their bytes as they came.

use std::io;

use crate::document::Locator;
use crate::policy::Decision;
use crate::report::Entry;
use crate::source::{Input, Lines, Reader, Unit};

/// A document of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The side it goes to; `None` where it failed, and goes nowhere.
    pub side: Option<Decision>,
    /// The path as named and walked.
    pub source: String,
    /// Where in it.
    pub locator: Option<Locator>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many.
    pub bytes: u64,
}

/// The bytes of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Lines, for each side: allowed, review, denied.
    Lines([Vec<u8>; 3]),
    /// Rows of an array, for each side.
    Rows([Vec<String>; 3]),
    /// A file that is one document.
    Whole(Vec<u8>),
    /// Nothing that could be kept.
    Nothing,
}

/// What one piece of work adds to a split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The file it comes from; `None` where it was not even found.
    pub input: Option<Input>,
    /// Its documents, in order.
    pub documents: Vec<Kept>,
    /// Their bytes.
    pub shape: Shape,
}

/// What is put aside of a piece of work before it is read.
#[derive(Debug)]
pub struct Aside {
    from: From,
    documents: Vec<Kept>,
}

#[derive(Debug)]
enum From {
    Lines(Lines),
    File(Input),
    Loaded(Input, Vec<u8>),
    Nowhere,
}

/// The place of a side among three.
pub(super) const fn place(decision: Decision) -> usize {
    match decision {
        Decision::Allow => 0,
        Decision::Review => 1,
        Decision::Deny => 2,
    }
}

impl Aside {
    /// Puts aside what will be needed.
    pub fn new(unit: &Unit) -> Self {
        let from = match unit {
            Unit::Lines(lines) => From::Lines(lines.clone()),
            Unit::File(input) => From::File(input.clone()),
            Unit::Loaded(input, bytes) => From::Loaded(input.clone(), bytes.clone()),
            Unit::Failed(_) => From::Nowhere,
        };
        Self { from, documents: Vec::new() }
    }

    /// Notes what became of the next document.
    pub fn note(&mut self, entry: &Entry) {
        let document = entry.document();
        self.documents.push(Kept {
            side: entry.verdict().map(|verdict| verdict.decision),
            source: document.source.clone(),
            locator: document.locator.clone(),
            sha256: document.sha256.clone(),
            bytes: document.bytes,
        });
    }

    /// The piece, when all its documents are noted.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read any more, or is not what was judged.
    pub fn piece(self, reader: &Reader<'_>) -> io::Result<Piece> {
        let Self { from, documents } = self;
        let (input, shape) = match from {
            From::Nowhere => (None, Shape::Nothing),
            From::Lines(lines) => {
                let shape = Shape::Lines(of_lines(&lines, &documents));
                (Some(lines.input), shape)
            }
            From::Loaded(input, bytes) => {
                let shape = of_file(&input, Some(bytes), &documents, reader)?;
                (Some(input), shape)
            }
            From::File(input) => {
                let shape = of_file(&input, None, &documents, reader)?;
                (Some(input), shape)
            }
        };
        Ok(Piece { input, documents, shape })
    }
}

/// Each line to its side, byte for byte, with a line break where the last has none.
fn of_lines(lines: &Lines, documents: &[Kept]) -> [Vec<u8>; 3] {
    let mut sides = [Vec::new(), Vec::new(), Vec::new()];
    let mut next = documents.iter().peekable();
    for (number, line) in (lines.first..).zip(lines.bytes.split_inclusive(|byte| *byte == b'\n')) {
        let here = |kept: &&Kept| kept.locator == Some(Locator::Line(number));
        let Some(kept) = next.next_if(here) else { continue };
        let Some(side) = kept.side.and_then(|side| sides.get_mut(place(side))) else { continue };
        // The mark stands before the file, not before the row.
        let mark = if number == 1 { &b"\xEF\xBB\xBF"[..] } else { b"" };
        let line = line.strip_prefix(mark).unwrap_or(line);
        side.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            side.push(b'\n');
        }
    }
    sides
}

fn of_file(
    input: &Input,
    loaded: Option<Vec<u8>>,
    documents: &[Kept],
    reader: &Reader<'_>,
) -> io::Result<Shape> {
    let kept = |kept: &&Kept| kept.side.is_some();
    let Some(first) = documents.iter().find(kept) else { return Ok(Shape::Nothing) };
    if first.locator.is_none() {
        return Ok(Shape::Whole(match loaded {
            Some(bytes) => bytes,
            None => reader.original(input, &first.sha256)?,
        }));
    }
    let bytes = match loaded {
        Some(bytes) => bytes,
        None => reader.packed_rows(input)?,
    };
    let rows = reader.elements(input, &bytes)?;
    let mut sides = [Vec::new(), Vec::new(), Vec::new()];
    for kept in documents {
        let (Some(side), Some(Locator::Row(number))) = (kept.side, &kept.locator) else { continue };
        let row = usize::try_from(*number).ok().and_then(|number| rows.get(number.checked_sub(1)?));
        let row = row.filter(|row| crate::source::digest(row.as_bytes()) == kept.sha256);
        let Some(row) = row else {
            return Err(io::Error::other(format!(
                "{}: row {number} is not what was judged any more",
                input.source
            )));
        };
        if let Some(side) = sides.get_mut(place(side)) {
            side.push(row.clone());
        }
    }
    Ok(Shape::Rows(sides))
}
