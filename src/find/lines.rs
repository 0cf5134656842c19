//! Which lines of a text are worth reading: those that hold all the parts that some statement cannot do
//! without. Found in the one pass over the whole text; the rest is never looked at again. It leaves out
//! no line that the grammar could read anything in.

use memchr::{memchr, memrchr};

use crate::lexicon::Lexicon;
use crate::lexicon::language::Label;
use crate::lexicon::matcher::LanguageId;
use crate::lexicon::word::Word;
use crate::text::{Folded, Span, is_unspaced};

/// A part of a statement, as a bit.
type Parts = u16;

const ACT: Parts = 1;
const FORBIDS: Parts = 1 << 1;
const KEEPS: Parts = 1 << 2;
const LEAVE: Parts = 1 << 3;
const ALLOWS: Parts = 1 << 4;
const REFUSES: Parts = 1 << 5;
const CLAIMS: Parts = 1 << 6;
const CREDITS: Parts = 1 << 7;
const NEEDS: Parts = 1 << 8;
const LIST: Parts = 1 << 9;

/// How far from a cue the name that it speaks of may stand, in bytes.
const NEAR: usize = 120;
/// The most bytes of a line that is nothing but a byline.
const BYLINE: usize = 100;
/// How far from the beginning and the end of a text anybody may be named as its source, in bytes.
const EDGE: usize = 1_500;

/// Gathers lines as the scanner finds words.
pub struct Lines<'a> {
    folded: &'a Folded,
    text: &'a str,
    lexicon: &'a Lexicon,
    found: Vec<Span>,
    current: Span,
    /// Whether the line holds a word of a statement about what may be done.
    deontic: bool,
    /// What the line has whatever the language.
    parts: Parts,
    /// What it has in each language: a statement is made in one.
    spoken: Vec<(LanguageId, Parts)>,
    shared: Option<LanguageId>,
}

impl<'a> Lines<'a> {
    /// Begins at the start of the folded view of `text`; `found` is emptied and used again.
    pub fn new(
        folded: &'a Folded,
        text: &'a str,
        mut found: Vec<Span>,
        lexicon: &'a Lexicon,
    ) -> Self {
        found.clear();
        Self {
            folded,
            text,
            lexicon,
            found,
            current: Span::default(),
            deontic: false,
            parts: 0,
            spoken: Vec::new(),
            shared: lexicon.shared(),
        }
    }

    /// A gate was found; calls come line by line.
    pub fn word(&mut self, at: Span, word: Word, language: LanguageId) {
        if at.start >= self.current.end {
            self.flush();
            let text = self.folded.text.as_bytes();
            let before = text.get(..at.start).unwrap_or(&[]);
            let after = text.get(at.end..).unwrap_or(&[]);
            let start = memrchr(b'\n', before).map_or(0, |found| found + 1);
            let end = memchr(b'\n', after).map_or(text.len(), |found| at.end + found);
            self.current = Span::new(start, end.max(at.end));
        }
        // What opens the line by itself needs nothing more.
        if self.parts & (CLAIMS | CREDITS) == 0 {
            let part = self.part(at, word);
            self.deontic |= part & (FORBIDS | KEEPS | LEAVE | ALLOWS | REFUSES) != 0;
            self.note(part, language);
        }
    }

    fn note(&mut self, part: Parts, language: LanguageId) {
        if part & (CLAIMS | CREDITS) != 0 || Some(language) == self.shared {
            self.parts |= part;
        } else if part != 0 {
            match self.spoken.iter_mut().find(|(spoken, _)| *spoken == language) {
                Some((_, parts)) => *parts |= part,
                None => self.spoken.push((language, part)),
            }
        }
    }

    /// The lines, in order.
    pub fn finish(mut self) -> Vec<Span> {
        self.flush();
        self.found
    }

    fn flush(&mut self) {
        if self.parts & (CLAIMS | CREDITS) == 0 && self.deontic {
            // The words of what is done were not looked for yet.
            let line = self.current.of(&self.folded.text).trim_end();
            self.parts |= if line.ends_with(':') { LIST } else { 0 };
            let matcher = &self.lexicon.matcher;
            matcher.anchors(self.folded, self.text, self.current, &mut |at, word, language| {
                let part = self.part(at, word);
                self.note(part, language);
            });
        }
        let parts = self.parts;
        if says(parts) || self.spoken.iter().any(|(_, own)| says(parts | own)) {
            self.found.push(self.current);
        }
        self.parts = 0;
        self.deontic = false;
        self.spoken.clear();
    }

    fn part(&self, at: Span, word: Word) -> Parts {
        match word {
            Word::Action(_) | Word::Weak(_) | Word::Usage => ACT,
            Word::Prohibit => FORBIDS,
            Word::Reserve => KEEPS,
            Word::Consent => LEAVE,
            Word::Unauthorised | Word::Unless(_) => LEAVE | NEEDS,
            Word::Permit => ALLOWS,
            Word::Require | Word::Only | Word::Without => NEEDS,
            Word::Negate if self.opens(at) => REFUSES,
            Word::Mark
            | Word::Copyright
            | Word::RightsReserved
            | Word::Owned
            | Word::Belongs
            | Word::Protected
            | Word::Licensed => CLAIMS,
            Word::Label(label) if self.introduces(at, label) => CREDITS,
            _ => 0,
        }
    }

    /// Whether a word stands at the head of a sentence or line.
    fn opens(&self, at: Span) -> bool {
        let before = Span::new(self.current.start, at.start).of(&self.folded.text);
        let before = before.trim_end_matches([' ', '"', '(', '*']);
        before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ',')
    }

    /// Whether the name of a known organisation may stand near a word.
    fn names(&self, at: Span) -> bool {
        let text = self.folded.text.as_str();
        let from = text.floor_char_boundary(at.start.saturating_sub(NEAR).max(self.current.start));
        let to = text.ceil_char_boundary((at.end + NEAR).min(self.current.end));
        self.lexicon.organisations.may_hold(Span::new(from, to).of(text))
    }

    /// Whether the title of a paper or the host of a site, known or not, may stand near a word where an article
    /// says where it comes from.
    fn titles(&self, at: Span) -> bool {
        let text = self.folded.text.as_str();
        if at.start >= EDGE && at.end + EDGE <= text.len() {
            return false;
        }
        let to = text.ceil_char_boundary((at.end + NEAR / 2).min(self.current.end));
        let after = Span::new(at.end, to).of(text);
        let host = |(dot, _): (usize, char)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            letter(after.get(..dot).and_then(|before| before.chars().next_back()))
                && letter(after.get(dot + 1..).and_then(|behind| behind.chars().next()))
        };
        after.trim_start().get(..1).is_some_and(|first| first == "\"")
            || at.of(text).contains('《')
            || after.contains('《')
            || after.char_indices().filter(|(_, c)| *c == '.').any(host)
    }

    /// Whether a word stands right behind a bracket.
    fn bracketed(&self, at: Span) -> bool {
        const OPEN: [char; 4] = ['(', '【', '[', '〔'];
        Span::new(self.current.start, at.start).of(&self.folded.text).ends_with(OPEN)
            || at.of(&self.folded.text).starts_with(OPEN)
    }

    /// Whether a label has what makes it one: a colon, the head of a line, or a name behind it.
    fn introduces(&self, at: Span, label: Label) -> bool {
        let after = Span::new(at.end, self.current.end).of(&self.folded.text);
        match label {
            // Words of any text: credits only beside the name of an organisation.
            Label::Told | Label::TakenFrom | Label::Citing | Label::CitedBy => {
                self.names(at) || self.titles(at)
            }
            // Whoever is named there, known or not, counts where an article says where it comes from.
            Label::Agency => {
                at.start < EDGE || at.end + EDGE > self.folded.text.len() || self.names(at)
            }
            Label::Original | Label::Material | Label::Provided | Label::Reprinted => true,
            Label::Behalf | Label::Unnamed | Label::Dispatch | Label::Chart | Label::With => false,
            Label::Related => at.start == self.current.start,
            Label::Reporter | Label::Translator | Label::Editor
                if at.start == self.current.start || self.bracketed(at) =>
            {
                true
            }
            // *김유라 기자*: a line of little else, where the label stands behind the name.
            Label::Reporter
                if self.current.len() <= BYLINE
                    && at.start - self.current.start <= BYLINE / 2
                    && at.of(&self.folded.text).starts_with(is_unspaced) =>
            {
                true
            }
            _ => after.trim_start_matches([' ', ')']).starts_with(':'),
        }
    }
}

/// Whether a line with these parts can state anything.
const fn says(parts: Parts) -> bool {
    let condition = parts & LEAVE != 0 && parts & NEEDS != 0;
    let deontic = parts & (FORBIDS | KEEPS | ALLOWS | REFUSES) != 0 || condition;
    parts & (CLAIMS | CREDITS) != 0 || (deontic && parts & (ACT | LIST) != 0)
}
