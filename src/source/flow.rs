//! The reading text as it grows: words, one space for white space, `\n` between blocks, each with the
//! place in the source that it came from.

use crate::document::{Block, Kind, Link, Place, Reading};
use crate::text::{Map, Span};

/// The least bytes of a title that is a link, and its least words in ASCII.
const TITLE: usize = 20;
const WORDS: usize = 4;
/// The most bytes of a link that is the whole of a teaser.
const CARD: usize = 400;

/// How a stretch of text is to be marked: by the elements around it, and by those of them that stand
/// apart, which a block falls back to where it is not all of one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) place: Place,
    pub(super) kind: Kind,
    pub(super) outer_place: Place,
    pub(super) outer_kind: Kind,
}

impl Look {
    /// One that is the same all around.
    pub(super) const fn of(place: Place, kind: Kind) -> Self {
        Self { place, kind, outer_place: place, outer_kind: kind }
    }
}

/// A block that is not ended yet.
struct Current {
    start: usize,
    place: Place,
    kind: Kind,
}

/// A text that grows at its end.
#[derive(Default)]
pub(super) struct Flow {
    text: String,
    map: Map,
    /// Kept besides the map in a flow that is to be appended to another.
    pieces: Option<Vec<(usize, Span)>>,
    blocks: Vec<Block>,
    links: Vec<Link>,
    current: Option<Current>,
    /// White space that becomes a space when a word follows.
    space: Option<Span>,
    /// What ended the last block.
    separator: Span,
    /// A link that is open, and where its text began.
    link: Option<(Link, Option<usize>)>,
}

impl Flow {
    /// A flow that will be appended to another.
    pub(super) fn apart() -> Self {
        Self { pieces: Some(Vec::new()), ..Self::default() }
    }

    fn piece(&mut self, length: usize, source: Span) {
        match &mut self.pieces {
            Some(pieces) => pieces.push((length, source)),
            None => self.map.push(length, source),
        }
    }

    /// More text. Where it is as long as its source it stands byte for byte, otherwise as a whole.
    pub(super) fn push(&mut self, value: &str, source: Span, look: Look) {
        if value.len() != source.len() {
            if value.trim().is_empty() {
                self.white(source);
            } else {
                self.word(value, source, look);
            }
            return;
        }
        let (mut rest, mut at) = (value, source.start);
        while !rest.is_empty() {
            let end = words(rest);
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if !word.is_empty() {
                self.word(word, Span::new(at, at + word.len()), look);
                at += word.len();
            }
            let end = after.find(|c: char| !c.is_whitespace()).unwrap_or(after.len());
            let (white, after) = after.split_at_checked(end).unwrap_or((after, ""));
            if !white.is_empty() {
                self.white(Span::new(at, at + white.len()));
                at += white.len();
            }
            rest = after;
        }
    }

    fn white(&mut self, source: Span) {
        if self.current.is_some() && self.space.is_none() {
            self.space = Some(source);
        }
    }

    fn word(&mut self, value: &str, source: Span, look: Look) {
        if let Some(current) = &mut self.current {
            if current.place != look.place {
                current.place = look.outer_place;
            }
            if current.kind != look.kind {
                current.kind = look.outer_kind;
            }
            if let Some(white) = self.space.take() {
                self.text.push(' ');
                self.piece(1, white);
            }
        } else {
            if !self.text.is_empty() {
                self.text.push('\n');
                self.piece(1, self.separator);
            }
            let start = self.text.len();
            self.current = Some(Current { start, place: look.place, kind: look.kind });
        }
        if let Some((_, start @ None)) = &mut self.link {
            *start = Some(self.text.len());
        }
        self.text.push_str(value);
        self.piece(value.len(), source);
    }

    /// How many blocks there are, with the one that is open.
    pub(super) const fn blocks(&self) -> usize {
        self.blocks.len() + self.current.is_some() as usize
    }

    /// Blocks of the running text turn out to be a teaser. `blocks` is from the first to behind the last.
    pub(super) fn tease(&mut self, blocks: Span) {
        let Span { start, end } = blocks;
        for block in self.blocks.iter_mut().take(end).skip(start) {
            if block.place == Place::Body {
                block.place = Place::Teaser;
            }
        }
    }

    /// Blocks turn out to be teasers that are within a link with others: title, author and day; and from the one at
    /// `behind` on those that are a link of a title's length.
    pub(super) fn tease_links(&mut self, behind: Option<usize>) {
        let text = &self.text;
        let title = |span: Span| {
            let words = span.of(text).split(' ').count();
            span.len() >= TITLE && (words >= WORDS || !span.of(text).is_ascii())
        };
        let mut links = self.links.iter().map(|link| link.span).filter(|link| !link.is_empty());
        let mut link = links.next();
        for (index, block) in self.blocks.iter_mut().enumerate() {
            while link.is_some_and(|link| link.end < block.span.end) {
                link = links.next();
            }
            let card = link.filter(|link| link.start <= block.span.start).is_some_and(|link| {
                let whole = link == block.span;
                let apart = if whole {
                    behind.is_some_and(|behind| index >= behind)
                } else {
                    link.len() <= CARD
                };
                apart && title(link)
            });
            if card && block.place == Place::Body {
                block.place = Place::Teaser;
            }
        }
    }

    /// Ends the block; `source` is what ended it.
    pub(super) fn end_block(&mut self, source: Span) {
        self.space = None;
        if let Some(Current { start, place, kind }) = self.current.take() {
            self.blocks.push(Block { span: Span::new(start, self.text.len()), place, kind });
            self.separator = source;
        }
    }

    /// A link begins; one that is open ends.
    pub(super) fn open_link(&mut self, href: String, rel: String, source: Span) {
        self.close_link();
        self.link = Some((Link { href, rel, span: Span::default(), source }, None));
    }

    /// The open link ends, if there is one.
    pub(super) fn close_link(&mut self) {
        if let Some((mut link, start)) = self.link.take() {
            let end = self.text.len();
            link.span = Span::new(start.unwrap_or(end), end);
            self.links.push(link);
        }
    }

    /// A link without text.
    pub(super) fn bare_link(&mut self, href: String, rel: String, source: Span) {
        self.links.push(Link { href, rel, span: Span::default(), source });
    }

    /// The end: this text, then that of a flow that was kept apart.
    pub(super) fn finish(mut self, mut apart: Self, end: Span) -> (Reading, Vec<Block>, Vec<Link>) {
        self.close_link();
        self.end_block(end);
        apart.close_link();
        apart.end_block(end);
        if !apart.text.is_empty() && !self.text.is_empty() {
            self.text.push('\n');
            self.piece(1, self.separator);
        }
        let shift = self.text.len();
        let shifted = |span: Span| Span::new(span.start + shift, span.end + shift);
        self.text.push_str(&apart.text);
        for (length, source) in apart.pieces.unwrap_or_default() {
            self.map.push(length, source);
        }
        let blocks = apart.blocks.into_iter();
        self.blocks.extend(blocks.map(|block| Block { span: shifted(block.span), ..block }));
        let links = apart.links.into_iter();
        self.links.extend(links.map(|link| Link { span: shifted(link.span), ..link }));
        (Reading { text: self.text, map: self.map }, self.blocks, self.links)
    }
}

/// Bytes that are looked at at once.
const BLOCK: usize = 32;

/// Whether a byte is of a word: no white space, and nothing that white space beyond ASCII begins with.
const fn is_solid(byte: u8) -> bool {
    !matches!(byte, b' ' | b'\t'..=b'\r' | 0xC2 | 0xE1..=0xE3)
}

/// Whether all bytes but the last are of words, or single spaces between them: of so many bytes in one loop without a way
/// out, which the compiler makes a few instructions of.
fn is_running(block: &[u8; BLOCK + 1]) -> bool {
    let (Some(own), Some(next)) = (block.first_chunk::<BLOCK>(), block.last_chunk::<BLOCK>())
    else {
        return false;
    };
    own.iter().zip(next).fold(true, |running, (byte, next)| {
        running & (is_solid(*byte) | ((*byte == b' ') & is_solid(*next)))
    })
}

/// Where the words end that a text begins with, with one space between each and the next: they are taken as one.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let white =
        |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    // Where a block was not, the next one is looked at behind it.
    let (mut at, mut next) = (0, 1);
    loop {
        if at >= next {
            while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk)
                && is_running(block)
            {
                at += BLOCK;
            }
            next = at + BLOCK;
        }
        let Some(byte) = bytes.get(at) else { break };
        let ends = match byte {
            b' ' => at == 0 || at + 1 == bytes.len() || white(at + 1),
            b'\t'..=b'\r' => true,
            // What the other white space begins with.
            0xC2 | 0xE1..=0xE3 => white(at),
            _ => false,
        };
        if ends {
            break;
        }
        at += 1;
    }
    at
}
