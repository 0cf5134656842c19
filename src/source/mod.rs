//! Paths to documents: the way from what was named on the command line to texts that can be read.
//!
//! [`walk`] finds files. [`Reader::units`] runs on one thread and makes pieces of work of bounded size:
//! a file, or some lines of a stream of rows. [`Reader::documents`] runs on many and makes documents of
//! them. Whatever goes wrong on the way comes out as a failure with the identity of what failed: of all
//! that is met, nothing is left out.

mod card;
mod charset;
mod decompress;
mod element;
mod error;
mod flow;
mod html;
mod json;
mod lines;
mod markdown;
mod open;
mod origin;
mod original;
mod page;
mod plain;
mod quick;
mod reference;
mod row;
mod sniff;
#[cfg(test)]
mod standard;
mod token;
mod walk;

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};

pub use self::error::{ReadError, RootError};
pub use self::lines::Lines;
pub use self::original::{Pack, Rows, packed};
pub use self::row::Mapping;
pub use self::sniff::Format;
pub use self::walk::{Exclude, Input, STDIN, check_roots, shown, walk};

use self::lines::Cut;
use self::open::{Counted, Opened, Witness};
use crate::document::{Document, Identity, Locator, Passage};
use crate::limits::Limits;
use crate::record::{Channel, Coverage, Failure, Problem};

/// How far the first row of a file that is called JSON is looked for.
const FIRST_ROW: usize = 256 << 10;

/// Files up to this size are read at once.
const SMALL: usize = 1 << 20;

/// What a document came to.
pub type Outcome = Result<Document, (Identity, Failure)>;

/// A piece of work of bounded size.
#[derive(Debug)]
pub enum Unit {
    /// A file that the worker opens itself.
    File(Input),
    /// A document that could only be read where it came from: standard input.
    Loaded(Input, Vec<u8>),
    /// Lines of a stream of rows.
    Lines(Lines),
    /// Something that failed before there was a piece of work.
    Failed(Box<(Identity, Failure)>),
}

/// Turns inputs into documents. Holds nothing of its own: one may serve all threads.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The bounds.
    pub limits: &'a Limits,
    /// Which fields of rows are what.
    pub mapping: &'a Mapping,
}

impl Reader<'_> {
    /// The pieces of work of an input, in order; stops when `give` says so.
    pub fn units(
        &self,
        input: Input,
        give: &mut dyn FnMut(Unit) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let rows = input.is_stdin()
            || match Format::of_name(&input.source) {
                Some(Format::JsonLines) => true,
                Some(Format::Json) => self.holds_rows(&input),
                _ => false,
            };
        if !rows {
            return give(Unit::File(input));
        }
        match self.open(&input) {
            Err(error) => give(failed(input.identity(), &error)),
            Ok((reader, witness)) => self.stream(input, reader, &witness, give),
        }
    }

    /// Whether a file that is called JSON is one of rows, as many a data set is. What cannot be read is
    /// none: the worker that opens it says why.
    fn holds_rows(&self, input: &Input) -> bool {
        let Ok((reader, _)) = self.open(input) else { return false };
        decompress::peek(reader, FIRST_ROW).is_ok_and(|(head, _)| sniff::holds_rows(&head))
    }

    fn stream(
        &self,
        input: Input,
        reader: Box<dyn BufRead>,
        witness: &Witness,
        give: &mut dyn FnMut(Unit) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (head, mut reader) = match decompress::peek(reader, self.limits.head_bytes) {
            Ok(peeked) => peeked,
            Err(error) => return give(failed(input.identity(), &ReadError::from_io(error, 0))),
        };
        if input.is_stdin() && !sniff::is_rows(&head) {
            return match self.whole(reader, witness) {
                Ok(bytes) => give(Unit::Loaded(input, bytes)),
                Err(error) => give(failed(input.identity(), &error)),
            };
        }
        if let Some(error) = unfit(&head) {
            return give(failed(input.identity(), &error));
        }
        let at = |line: u64| {
            let locator = Some(Locator::Line(line));
            Identity { id: format!("{}#{line}", input.id), locator, ..input.identity() }
        };
        let mut next = 1;
        let mut broken = false;
        lines::cut(&mut *reader, self.limits.line_bytes, &mut |cut| match cut {
            Cut::Lines(first, bytes) => {
                next = first + memchr::memchr_iter(b'\n', &bytes).count() as u64 + 1;
                give(Unit::Lines(Lines { input: input.clone(), first, bytes }))
            }
            Cut::Line(line, error) => {
                next = line + 1;
                give(failed(at(line), &error))
            }
            Cut::Rest(line, error) => {
                broken = true;
                give(failed(at(line), &ReadError::Rest(Box::new(error))))
            }
        })?;
        match witness.unchanged() {
            Err(error) if !broken => give(failed(at(next), &ReadError::Rest(Box::new(error)))),
            _ => ControlFlow::Continue(()),
        }
    }

    /// The documents of a piece of work, in order.
    pub fn documents(&self, unit: Unit, give: &mut dyn FnMut(Outcome)) {
        let (input, bytes) = match unit {
            Unit::Failed(failed) => return give(Err(*failed)),
            Unit::Lines(lines) => return self.rows(&lines, give),
            Unit::Loaded(input, bytes) => (input, bytes),
            Unit::File(input) => match self.file(&input) {
                Ok(bytes) => (input, bytes),
                Err(error) => return give(Err((input.identity(), error.failure()))),
            },
        };
        let mut identity = input.identity();
        identity.sha256 = sha256(&bytes);
        identity.bytes = bytes.len() as u64;
        let decoded = match charset::decode(bytes, self.limits) {
            Ok(decoded) => decoded,
            Err(error) => return give(Err((identity, error.failure()))),
        };
        identity.encoding = decoded.encoding;
        let (text, problems) = (decoded.text.into_owned(), decoded.problems);
        match Format::of_name(&input.source).unwrap_or(Format::Plain) {
            Format::Json | Format::JsonLines => self.json(&text, &identity, &problems, give),
            Format::Plain if input.is_stdin() && text.trim_start().starts_with('[') => {
                // An array of rows on standard input, if it is one.
                if json::elements(&text).1 {
                    self.json(&text, &identity, &problems, give);
                } else {
                    give(self.text(Format::Plain, text, identity, problems));
                }
            }
            Format::Plain => give(self.text(Format::of_text(&text), text, identity, problems)),
            format => give(self.text(format, text, identity, problems)),
        }
    }

    /// All bytes of a file. Most are small and not compressed: those are read at once.
    fn file(&self, input: &Input) -> Result<Vec<u8>, ReadError> {
        let opened = Opened::open(input)?;
        let length = opened.length();
        let (mut packed, witness) = opened.split();
        let mut head = vec![0; usize::try_from(length).unwrap_or(SMALL).min(SMALL)];
        let mut filled = 0;
        while let Some(rest) = head.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match packed.read(rest) {
                Ok(0) => break,
                Ok(got) => filled += got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ReadError::from_io(error, filled as u64)),
            }
        }
        head.truncate(filled);
        // What has no length may hold something all the same.
        let small = filled > 0 && filled as u64 == length && filled <= self.limits.document_bytes;
        if small && decompress::is_plain(&input.source, &head) {
            witness.unchanged()?;
            return Ok(head);
        }
        let again = Counted::over(Box::new(io::Cursor::new(head).chain(packed)));
        self.whole(decompress::unpack(again, &input.source, self.limits)?, &witness)
    }

    fn open(&self, input: &Input) -> Result<(Box<dyn BufRead>, Witness), ReadError> {
        let (reader, witness) = Opened::open(input)?.split();
        let name = if input.is_stdin() { "" } else { &input.source };
        Ok((decompress::unpack(reader, name, self.limits)?, witness))
    }

    /// All bytes of one document, and never more than one above the limit.
    fn whole(&self, reader: Box<dyn BufRead>, witness: &Witness) -> Result<Vec<u8>, ReadError> {
        let limit = self.limits.document_bytes;
        let mut bytes = Vec::new();
        let mut bounded = reader.take(limit as u64 + 1);
        if let Err(error) = bounded.read_to_end(&mut bytes) {
            return Err(ReadError::from_io(error, bytes.len() as u64));
        }
        if bytes.len() > limit {
            return Err(ReadError::TooLarge { limit });
        }
        witness.unchanged()?;
        Ok(bytes)
    }

    #[expect(clippy::result_large_err, reason = "a document is larger still")]
    fn text(
        &self,
        format: Format,
        source: String,
        mut identity: Identity,
        problems: Vec<Problem>,
    ) -> Outcome {
        format.media_type().clone_into(&mut identity.media_type);
        let read = match format {
            Format::Html => html::read(&source, self.limits),
            Format::Markdown => markdown::read(&source, self.limits),
            _ => {
                return Ok(Document {
                    identity,
                    passages: vec![plain::passage(None, source)],
                    origins: Vec::new(),
                    declared_language: None,
                    coverage: coverage(false),
                    problems,
                });
            }
        };
        let read = match read {
            Ok(read) => read,
            Err(error) => return Err((identity, error.failure())),
        };
        identity.title = read.facts.title;
        identity.url = read.facts.url;
        identity.published = read.facts.published;
        let passage = Passage {
            field: None,
            channel: Channel::Text,
            source,
            reading: Some(read.reading),
            blocks: read.blocks,
            links: read.links,
        };
        Ok(Document {
            identity,
            passages: vec![passage],
            origins: read.origins,
            declared_language: read.facts.language,
            coverage: coverage(format == Format::Html),
            problems,
        })
    }

    /// A file of JSON: one object, or an array of them.
    fn json(
        &self,
        text: &str,
        identity: &Identity,
        problems: &[Problem],
        give: &mut dyn FnMut(Outcome),
    ) {
        if !text.trim_start().starts_with('[') {
            return give(self.row(text, identity.clone(), problems));
        }
        let row = |number: usize, bytes: &[u8]| Identity {
            id: format!("{}#{number}", identity.id),
            locator: Some(Locator::Row(number as u64)),
            sha256: sha256(bytes),
            bytes: bytes.len() as u64,
            ..identity.clone()
        };
        let (elements, ended) = json::elements(text);
        for (number, element) in (1..).zip(&elements) {
            give(self.row(element, row(number, element.as_bytes()), problems));
        }
        if !ended {
            let error =
                ReadError::Json("the array does not end, or something follows it".to_owned());
            let identity =
                Identity { sha256: String::new(), bytes: 0, ..row(elements.len() + 1, b"") };
            give(Err((identity, ReadError::Rest(Box::new(error)).failure())));
        }
    }

    fn rows(&self, lines: &Lines, give: &mut dyn FnMut(Outcome)) {
        for (number, line) in (lines.first..).zip(lines::each(&lines.bytes)) {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let mark = if number == 1 { &b"\xEF\xBB\xBF"[..] } else { b"" };
            let line = line.strip_prefix(mark).unwrap_or(line);
            if line.trim_ascii().is_empty() {
                continue;
            }
            let mut identity = Identity {
                id: format!("{}#{number}", lines.input.id),
                locator: Some(Locator::Line(number)),
                sha256: sha256(line),
                bytes: line.len() as u64,
                ..lines.input.identity()
            };
            match charset::decode(line, self.limits) {
                Ok(decoded) => {
                    identity.encoding = decoded.encoding;
                    give(self.row(&decoded.text, identity, &decoded.problems));
                }
                Err(error) => give(Err((identity, error.failure()))),
            }
        }
    }

    #[expect(clippy::result_large_err, reason = "a document is larger still")]
    fn row(&self, text: &str, identity: Identity, problems: &[Problem]) -> Outcome {
        let fields = match json::fields(text) {
            Ok(fields) => fields,
            Err(error) => return Err((identity, error.failure())),
        };
        let read = row::document(&fields, self.mapping, identity, self.limits);
        let mut document = read.map_err(|(identity, error)| (identity, error.failure()))?;
        document.problems.splice(..0, problems.iter().cloned());
        Ok(document)
    }
}

fn failed(identity: Identity, error: &ReadError) -> Unit {
    Unit::Failed(Box::new((identity, error.failure())))
}

/// Why a stream cannot be one of rows at all.
fn unfit(head: &[u8]) -> Option<ReadError> {
    if let Some(what) = sniff::binary(head) {
        return Some(ReadError::Binary(what));
    }
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return Some(ReadError::Charset("JSON Lines in UTF-16"));
    }
    head.contains(&0).then_some(ReadError::Binary("a binary file (NUL bytes)"))
}

/// SHA-256 in lower-case hexadecimal, as the `sha256` of a document.
pub fn digest(bytes: &[u8]) -> String {
    sha256(bytes)
}

fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or(b'0');
    let mut written = [0; 64];
    for (two, byte) in written.as_chunks_mut().0.iter_mut().zip(Sha256::digest(bytes)) {
        *two = [digit(byte >> 4), digit(byte & 15)];
    }
    std::str::from_utf8(&written).unwrap_or("").to_owned()
}

/// Which channels can be seen in a page, or in a text, and which travel elsewhere.
fn coverage(page: bool) -> Coverage {
    if page {
        return Coverage {
            channels: vec![
                Channel::Text,
                Channel::RobotsMeta,
                Channel::JsonLd,
                Channel::HtmlMeta,
                Channel::LinkRel,
            ],
            missing: vec![Channel::HttpHeader, Channel::RobotsTxt],
        };
    }
    Coverage {
        channels: vec![Channel::Text],
        missing: vec![Channel::HttpHeader, Channel::HtmlMeta, Channel::RobotsTxt],
    }
}
