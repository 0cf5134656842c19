//! One passage as the finders see it: its text, the folded view, and the ways between them.

use std::sync::LazyLock;

use memchr::{memchr, memrchr};

use crate::document::{Block, Passage};
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::record::Evidence;
use crate::text::{Folded, SENTENCE_ENDS, Span, ends_sentence, is_alphabetic, is_unspaced};

/// What sets parts of a line apart as the end of a sentence does.
const BULLETS: [char; 3] = ['|', '•', '●'];

/// The bytes that what ends a sentence begins with.
static ENDS: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let mut ends = [false; 256];
    for end in SENTENCE_ENDS.iter().chain(&BULLETS) {
        let mut buffer = [0; 4];
        let first = end.encode_utf8(&mut buffer).bytes().next().unwrap_or(0);
        if let Some(end) = ends.get_mut(usize::from(first)) {
            *end = true;
        }
    }
    ends
});

/// One passage, folded.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The passage.
    pub passage: &'a Passage,
    /// Its reading text.
    pub text: &'a str,
    /// The folded view of it.
    pub folded: &'a Folded,
    /// The rules.
    pub lexicon: &'a Lexicon,
    /// The bounds.
    pub limits: &'a Limits,
    /// The countries whose press is written in its language.
    pub countries: &'a [String],
    /// Where organisations may be named, as bytes of the folded view in order; `None` where nobody looked.
    pub names: Option<&'a [usize]>,
    /// Whether it was written as plain text, whatever it was mended to: a quote is then what stands there.
    pub plain: bool,
}

impl<'a> View<'a> {
    /// What a span of the folded view stands for in the reading text.
    #[inline]
    pub fn original(&self, folded: Span) -> &'a str {
        self.folded.to_text(folded).of(self.text)
    }

    /// The folded span of a span of the reading text.
    #[inline]
    pub fn from_text(&self, span: Span) -> Option<Span> {
        let folded = self.folded.map.derived(span);
        self.folded.text.get(folded.start..folded.end).map(|_| self.trim(folded))
    }

    /// The folded text of a span.
    #[inline]
    pub fn folded(&self, span: Span) -> &'a str {
        span.of(&self.folded.text)
    }

    /// Where the first known organisation may be named within a span, in bytes from there: none is before.
    pub fn first_name(&self, span: Span) -> Option<usize> {
        let organisations = &self.lexicon.organisations;
        match self.names {
            Some(names) => organisations.first_of(names, &self.folded.text, span),
            None => organisations.first_beginning(self.folded(span)),
        }
    }

    /// The block that a byte of the folded view stands in; `None` in plain text.
    pub fn block(&self, offset: usize) -> Option<&'a Block> {
        self.passage.block(self.folded.to_text(Span::new(offset, offset + 1)).start)
    }

    /// The line (in the folded view: up to where no statement runs on) around a span, bounded on each
    /// side by [`Limits::sentence_bytes`].
    pub fn line(&self, at: Span) -> Span {
        let text = self.folded.text.as_bytes();
        let reach = self.limits.sentence_bytes;
        let low = self.floor(at.start.saturating_sub(reach));
        let high = self.ceil(at.end.saturating_add(reach));
        let before = text.get(low..at.start).unwrap_or(&[]);
        let after = text.get(at.end..high).unwrap_or(&[]);
        let start = memrchr(b'\n', before).map_or(low, |found| low + found + 1);
        let end = memchr(b'\n', after).map_or(high, |found| at.end + found);
        Span::new(start, end)
    }

    /// The first piece of a line that is small enough to be read at once: the line itself, or up to the
    /// last end of a sentence, else the last space, within [`Limits::sentence_bytes`].
    pub fn piece(&self, line: Span) -> Span {
        if line.len() <= self.limits.sentence_bytes {
            return line;
        }
        let window = Span::new(line.start, self.ceil(line.start + self.limits.sentence_bytes));
        let text = self.folded(window);
        let end = text
            .rmatch_indices(|c| ends_sentence(c) || c == '|')
            .map(|(at, mark)| at + mark.len())
            .next()
            .filter(|end| *end > text.len() / 2)
            .or_else(|| text.rfind(' ').map(|at| at + 1).filter(|end| *end > text.len() / 2));
        end.map_or(window, |end| Span::new(window.start, window.start + end))
    }

    /// The sentence around a span, within its line.
    pub fn sentence(&self, at: Span) -> Span {
        let line = self.line(at);
        let mut start = line.start;
        for end in self.sentence_ends(line) {
            if end <= at.start {
                start = end;
            } else if end >= at.end {
                return self.trim(Span::new(start, end));
            }
        }
        self.trim(Span::new(start, line.end))
    }

    /// The sentences of a line, in order.
    pub fn sentences(&self, line: Span) -> Vec<Span> {
        let mut start = line.start;
        let mut all = Vec::new();
        for end in self.sentence_ends(line) {
            all.push(self.trim(Span::new(start, end)));
            start = end;
        }
        all.push(self.trim(Span::new(start, line.end)));
        all.retain(|span| !span.is_empty());
        all
    }

    /// Where sentences end within a line: the bytes after their last character.
    fn sentence_ends(&self, line: Span) -> Vec<usize> {
        let text = self.folded(line);
        let mut ends = Vec::new();
        let may_end = &*ENDS;
        for (offset, byte) in text.bytes().enumerate() {
            if !may_end.get(usize::from(byte)).copied().unwrap_or(false) {
                continue;
            }
            let mut chars = text.get(offset..).unwrap_or("").chars();
            let Some(c) = chars.next() else { continue };
            let after = line.start + offset + c.len_utf8();
            let ends_here = match c {
                '.' | '!' | '?' => match chars.next() {
                    None => true,
                    Some(next) if next.is_whitespace() => c != '.' || self.full_stop(line, after),
                    Some('"' | ')' | '\'') => c != '.' || self.full_stop(line, after),
                    // Folding leaves an ideographic full stop of compatibility form as `.`.
                    Some(next) => {
                        is_unspaced(next)
                            && text.get(..offset).is_some_and(|b| b.ends_with(is_unspaced))
                    }
                },
                c => ends_sentence(c) || BULLETS.contains(&c),
            };
            if ends_here {
                ends.push(after);
            }
        }
        ends
    }

    /// Whether the full stop before `after` ends a sentence: not after an initial or a short form, not
    /// before a small letter.
    fn full_stop(&self, line: Span, after: usize) -> bool {
        let before = self.folded(Span::new(line.start, after.saturating_sub(1)));
        let word = memchr::memrchr3(b' ', b'(', b'"', before.as_bytes());
        let word = word.map_or(before, |at| before.get(at + 1..).unwrap_or(""));
        let mut letters = word.chars();
        if letters.next().is_some_and(is_alphabetic) && letters.next().is_none() {
            return false;
        }
        let passed = |c: char| matches!(c, ' ' | '"' | '(' | ')' | '”' | '»' | '\'' | '\u{A0}');
        let next = |rest: Span| self.original(rest).chars().find(|c| !passed(*c));
        // Nearly always it is one of the next few: where the line ends in the text need not be known.
        let near = Span::new(after, self.ceil(after + 8).min(line.end));
        match next(near).or_else(|| next(Span::new(after, line.end))) {
            None => true,
            Some(c) if c.is_lowercase() || matches!(c, ',' | ';' | ':') => false,
            Some(_) => !self.lexicon.abbreviates(word),
        }
    }

    /// Without the white space at its ends.
    pub fn trim(&self, span: Span) -> Span {
        let text = self.folded(span);
        // Nearly always there is none.
        if let [first, .., last] = text.as_bytes()
            && first.is_ascii_graphic()
            && last.is_ascii_graphic()
        {
            return span;
        }
        let start = span.start + (text.len() - text.trim_start().len());
        let end = span.end - (text.len() - text.trim_end().len());
        Span::new(start, end.max(start))
    }

    /// The next character boundary of the folded view at or below an offset.
    #[inline]
    pub fn floor(&self, mut offset: usize) -> usize {
        offset = offset.min(self.folded.text.len());
        while !self.folded.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// The next character boundary of the folded view at or above an offset.
    #[inline]
    pub fn ceil(&self, mut offset: usize) -> usize {
        offset = offset.min(self.folded.text.len());
        while !self.folded.text.is_char_boundary(offset) {
            offset += 1;
        }
        offset
    }

    /// The evidence of a span of the folded view. `focus` is what must stay when the quote is cut.
    pub fn evidence(&self, span: Span, focus: Span, lines: &mut Lines) -> Evidence {
        let whole = self.folded.to_text(span);
        let focus = self.folded.to_text(focus);
        let cut = cut(self.text, whole, focus, self.limits.quote_characters);
        self.evidence_of_text(cut, lines)
    }

    /// The evidence of a span of the reading text.
    pub fn evidence_of_text(&self, span: Span, lines: &mut Lines) -> Evidence {
        let source = self.passage.to_source(span);
        let (line, column) = lines.place(&self.passage.source, source.start);
        Evidence {
            field: self.passage.field.clone(),
            start: source.start,
            end: source.end,
            line,
            column,
            quote: if self.plain { source.of(&self.passage.source) } else { span.of(self.text) }
                .to_owned(),
        }
    }
}

/// Cuts a span to `characters`, keeping `focus` in it, and without white space at the ends.
fn cut(text: &str, whole: Span, focus: Span, characters: usize) -> Span {
    let quote = whole.of(text);
    let lead = quote.len() - quote.trim_start().len();
    let whole = Span::new(whole.start + lead, whole.start + lead + quote.trim().len());
    if whole.of(text).chars().nth(characters).is_none() {
        return whole;
    }
    // Up to a quarter of the quote goes before the focus.
    let start = if Span::new(whole.start, focus.end).of(text).chars().nth(characters).is_none() {
        whole.start
    } else {
        let before = Span::new(whole.start, focus.start).of(text);
        let back: usize = before.chars().rev().take(characters / 4).map(char::len_utf8).sum();
        focus.start - back
    };
    let length: usize =
        Span::new(start, whole.end).of(text).chars().take(characters).map(char::len_utf8).sum();
    Span::new(start, start + length)
}

/// Line starts of one source, made when the first evidence of a passage asks for them.
#[derive(Debug, Default)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// 1-based line, and 1-based column in characters, of a byte.
    pub fn place(&mut self, source: &str, offset: usize) -> (usize, usize) {
        if self.starts.is_empty() {
            self.starts.push(0);
            self.starts.extend(memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at + 1));
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        // A column beyond this is of no use to anyone and would cost the length of the line each time.
        let column = Span::new(start, offset).of(source).chars().take(100_000).count() + 1;
        (line, column)
    }
}
