//! The tokens of a page after the states of the HTML Standard, "tokenization"
//! (<https://html.spec.whatwg.org/multipage/parsing.html>): where each begins and ends in the source, and of the
//! attributes those that are read. Nothing is copied but names and what is written with references; what stands in
//! scripts, comments and attributes that nobody reads is passed over without a look at its bytes. A test holds
//! every token against `html5gum`.

use memchr::{memchr, memchr2};

use super::element::Attributes;
use super::reference::unescaped;
use crate::text::Span;

/// What stands between two tags, and what is markup in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Text among tags.
    Data,
    /// Text with references but without tags: `<title>`, `<textarea>`.
    Plain,
    /// Text that stands for itself: `<style>`, `<noscript>`, `<plaintext>`.
    Raw,
    /// As `Raw`, but it may hold its own end tag within what looks like a comment: `<script>`.
    Script,
}

/// A token. What its tag says is asked of [`Tokens`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A start tag, and whether it says that it is its own end.
    Start(bool),
    /// An end tag.
    End,
    /// Text, to be read as `Content` says.
    Text(Content),
    /// A comment of any form.
    Comment,
    /// `<!DOCTYPE>`.
    Doctype,
}

/// The tokens of a part of a page.
pub(super) struct Tokens<'a> {
    source: &'a [u8],
    page: &'a str,
    at: usize,
    /// What the text at `at` is.
    content: Content,
    /// Whether the content of scripts and the like is not markup.
    switches: bool,
    /// The name of the last tag, lower case.
    name: Vec<u8>,
    attributes: Attributes<'a>,
    /// Whether any was kept of the last tag that has them.
    kept: bool,
}

impl<'a> Tokens<'a> {
    /// The tokens of `part` of the page.
    pub(super) fn new(page: &'a str, part: Span, switches: bool) -> Self {
        let end = part.end.min(page.len());
        Self {
            source: page.as_bytes().get(..end).unwrap_or(&[]),
            page,
            at: part.start.min(end),
            content: Content::Data,
            switches,
            name: Vec::new(),
            attributes: Attributes::default(),
            kept: false,
        }
    }

    /// The name of the last tag, in lower case.
    pub(super) fn name(&self) -> &[u8] {
        &self.name
    }

    /// The attributes of the last start tag.
    pub(super) const fn attributes(&self) -> &Attributes<'a> {
        &self.attributes
    }

    /// The next token and where it stands. A tag that is cut off by the end is none.
    pub(super) fn next(&mut self) -> Option<(Token, Span)> {
        let start = self.at;
        let end = self.text_end(start);
        if end > start {
            self.at = end;
            return Some((Token::Text(self.content), Span::new(start, end)));
        }
        self.content = Content::Data;
        let token = match (self.byte(start + 1)?, self.byte(start + 2)) {
            (b'/', Some(b'>')) => {
                // Says nothing at all.
                self.at = start + 3;
                return self.next_of(start + 3);
            }
            (b'/', Some(next)) if next.is_ascii_alphabetic() => {
                self.tag(start + 2, false)?;
                Token::End
            }
            (b'!', _) if self.starts(start + 2, b"--") => {
                self.at = self.comment_end(start + 4);
                Token::Comment
            }
            (b'!', _) => {
                self.at = self.past(start + 2, b'>');
                let doctype = self.source.get(start + 2..start + 9);
                if doctype.is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
                    Token::Doctype
                } else {
                    Token::Comment
                }
            }
            (b'/' | b'?', _) => {
                self.at = self.past(start + 2, b'>');
                Token::Comment
            }
            _ => {
                if std::mem::take(&mut self.kept) {
                    self.attributes = Attributes::default();
                }
                let closed = self.tag(start + 1, true)?;
                if self.switches {
                    self.content = content_of(&self.name);
                }
                Token::Start(closed)
            }
        };
        Some((token, Span::new(start, self.at)))
    }

    fn next_of(&mut self, at: usize) -> Option<(Token, Span)> {
        // Many that say nothing in a row are passed over here, not by recursion.
        let mut at = at;
        while self.starts(at, b"</>") {
            at += 3;
        }
        self.at = at;
        self.next()
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.get(at).copied()
    }

    fn starts(&self, at: usize, with: &[u8]) -> bool {
        self.source.get(at..).is_some_and(|rest| rest.starts_with(with))
    }

    /// Behind the next such byte; the end, if there is none.
    fn past(&self, at: usize, byte: u8) -> usize {
        let rest = self.source.get(at..).unwrap_or(&[]);
        memchr(byte, rest).map_or(self.source.len(), |found| at + found + 1)
    }

    /// The next `<` from a byte on.
    fn angle(&self, at: usize) -> Option<usize> {
        memchr(b'<', self.source.get(at..)?).map(|found| at + found)
    }

    /// Where the text that begins at a byte ends: before markup, or the end tag of what it stands in.
    fn text_end(&self, start: usize) -> usize {
        match self.content {
            Content::Data => self.data_end(start),
            Content::Script => self.script_end(start),
            Content::Raw if self.name == b"plaintext" => self.source.len(),
            Content::Plain | Content::Raw => self.raw_end(start),
        }
    }

    fn data_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(open) = self.angle(at) {
            let markup = match self.byte(open + 1) {
                Some(b'!' | b'?') => true,
                Some(b'/') => self.byte(open + 2).is_some(),
                Some(next) => next.is_ascii_alphabetic(),
                None => false,
            };
            if markup {
                return open;
            }
            at = open + 1;
        }
        self.source.len()
    }

    fn raw_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(open) = self.angle(at) {
            if self.closes(open) {
                return open;
            }
            at = open + 1;
        }
        self.source.len()
    }

    /// Whether the end tag of the element that the text stands in begins here.
    fn closes(&self, open: usize) -> bool {
        let end = open + 2 + self.name.len();
        self.byte(open + 1) == Some(b'/')
            && self.byte(end).is_some_and(ends_name)
            && self.source.get(open + 2..end).is_some_and(|n| n.eq_ignore_ascii_case(&self.name))
    }

    /// The end of a script: `<!-- <script>` opens what its end tag does not end.
    fn script_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(open) = self.angle(at) {
            if self.closes(open) {
                return open;
            }
            at = open + 1;
            if self.starts(open, b"<!--") {
                match self.escaped(open + 2) {
                    Ok(after) => at = after,
                    Err(end) => return end,
                }
            }
        }
        self.source.len()
    }

    /// Where what looks like a comment in a script ends, or where in it the script does. `dashes` is where the
    /// dashes of its beginning stand, which may be those of its end.
    fn escaped(&self, dashes: usize) -> Result<usize, usize> {
        let (mut at, mut double) = (dashes + 2, false);
        while let Some(found) = self.source.get(at..).and_then(|rest| memchr2(b'<', b'>', rest)) {
            let place = at + found;
            at = place + 1;
            if self.byte(place) == Some(b'>') {
                if place >= dashes + 2 && self.source.get(place - 2..place) == Some(b"--") {
                    return Ok(at);
                }
                continue;
            }
            if !double && self.closes(place) {
                return Err(place);
            }
            let slash = self.byte(at) == Some(b'/');
            let word = at + usize::from(slash);
            let is_script = self
                .source
                .get(word..word + 6)
                .is_some_and(|word| word.eq_ignore_ascii_case(b"script"));
            if slash == double && is_script && self.byte(word + 6).is_some_and(ends_name) {
                double = !double;
                at = word + 7;
            }
        }
        Err(self.source.len())
    }

    /// Behind a comment whose `<!--` ends at `start`.
    fn comment_end(&self, start: usize) -> usize {
        for short in [&b">"[..], b"->"] {
            if self.starts(start, short) {
                return start + short.len();
            }
        }
        let mut at = start;
        while let Some(found) = self.source.get(at..).and_then(|rest| memchr(b'>', rest)) {
            let inner = self.source.get(start..at + found).unwrap_or(&[]);
            at += found + 1;
            if inner.ends_with(b"--") || inner.ends_with(b"--!") {
                return at;
            }
        }
        self.source.len()
    }

    /// Reads a tag whose name begins here; `keeps` says whether its attributes matter. Whether it says that it is its
    /// own end; `None` where it is cut off.
    fn tag(&mut self, start: usize, keeps: bool) -> Option<bool> {
        let rest = self.source.get(start..)?;
        let length = rest.iter().position(|byte| ends_name(*byte))?;
        set_name(&mut self.name, rest.get(..length)?);
        let mut at = start + length;
        loop {
            let byte = self.byte(at)?;
            at += 1;
            match byte {
                b'>' => {
                    self.at = at;
                    return Some(false);
                }
                b'/' if self.byte(at) == Some(b'>') => {
                    self.at = at + 1;
                    return Some(true);
                }
                b'/' => {}
                byte if is_white(byte) => {}
                _ => at = self.attribute(at - 1, keeps)?,
            }
        }
    }

    /// Reads an attribute; where it ends.
    fn attribute(&mut self, start: usize, keeps: bool) -> Option<usize> {
        // An `=` that begins a name is part of it.
        let rest = self.source.get(start + 1..)?;
        let end = start + 1 + rest.iter().position(|byte| is(*byte, WHITE | END | ASSIGN))?;
        let name = Span::new(start, end);
        let mut at = self.past_white(end);
        if self.byte(at)? != b'=' {
            if keeps {
                self.keep(name, None);
            }
            return Some(at);
        }
        at = self.past_white(at + 1);
        let (value, end) = match self.byte(at)? {
            // A value that is missing.
            b'>' => (Span::new(at, at), at),
            quote @ (b'"' | b'\'') => {
                let end = at + 1 + memchr(quote, self.source.get(at + 1..)?)?;
                (Span::new(at + 1, end), end + 1)
            }
            _ => {
                let rest = self.source.get(at..)?;
                let white_or_end = |byte: &u8| *byte == b'>' || is_white(*byte);
                let end = at + rest.iter().position(white_or_end)?;
                (Span::new(at, end), end)
            }
        };
        if keeps {
            self.keep(name, Some(value));
        }
        Some(end)
    }

    fn past_white(&self, at: usize) -> usize {
        let rest = self.source.get(at..).unwrap_or(&[]);
        at + rest.iter().take_while(|byte| is_white(**byte)).count()
    }

    /// Keeps an attribute, if it is one that is read.
    fn keep(&mut self, name: Span, value: Option<Span>) {
        let name = self.source.get(name.start..name.end).unwrap_or(&[]);
        let Some(field) = self.attributes.field(name) else {
            let hidden = name.eq_ignore_ascii_case(b"hidden");
            self.attributes.hidden |= hidden;
            self.kept |= hidden;
            return;
        };
        self.kept = true;
        // The first of two attributes of one name is the one that holds.
        if field.is_empty()
            && let Some(value) = value
        {
            *field = unescaped(value.of(self.page));
        }
    }
}

/// What the content of an element is that is no markup.
fn content_of(name: &[u8]) -> Content {
    match name {
        b"title" | b"textarea" => Content::Plain,
        b"script" => Content::Script,
        b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframe" | b"noscript" | b"plaintext" => {
            Content::Raw
        }
        _ => Content::Data,
    }
}

/// White space among attributes: a bit for each byte.
const WHITE: u64 = 1 << b'\t' | 1 << b'\n' | 1 << b'\r' | 1 << 0x0C | 1 << b' ';
/// What else ends a name.
const END: u64 = 1 << b'/' | 1 << b'>';
/// What else ends the name of an attribute.
const ASSIGN: u64 = 1 << b'=';

const fn is(byte: u8, what: u64) -> bool {
    byte < 64 && what >> byte & 1 == 1
}

const fn is_white(byte: u8) -> bool {
    is(byte, WHITE)
}

/// Whether a byte ends a name.
const fn ends_name(byte: u8) -> bool {
    is(byte, WHITE | END)
}

fn set_name(name: &mut Vec<u8>, written: &[u8]) {
    name.clear();
    for part in written.split_inclusive(|byte| *byte == 0) {
        match part.split_last() {
            Some((0, before)) => {
                name.extend_from_slice(before);
                name.extend_from_slice("\u{FFFD}".as_bytes());
            }
            _ => name.extend_from_slice(part),
        }
    }
    name.make_ascii_lowercase();
}
