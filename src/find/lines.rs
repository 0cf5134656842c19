//! Which lines of a text are worth reading: those that hold all the parts that some statement cannot do
//! without. Found in the one pass over the whole text; the rest is never looked at again. It leaves out
//! no line that the grammar could read anything in.

use memchr::{memchr, memrchr};

use crate::lexicon::Lexicon;
use crate::lexicon::language::Label;
use crate::lexicon::matcher::{Gate, LanguageId};
use crate::lexicon::word::Word;
use crate::record::Condition;
use crate::text::{Folded, Span, ends_sentence, is_unspaced};

/// How far from a cue the name that it speaks of may stand, in bytes.
const NEAR: usize = 120;
/// How far a name that begins so near may reach, in bytes.
const REACH: usize = 64;
/// The most words before a phrase that says who had a part in a text.
const PHRASED: usize = 3;
/// The most bytes of a line that is nothing but a byline.
const BYLINE: usize = 100;
/// The most words of a name behind a label that is one word.
const NAMED: usize = 4;
/// How far from the beginning and the end of a text anybody may be named as its source, in bytes.
const EDGE: usize = 1_500;
/// The most bytes between a cue and the title in quotation marks that it leads to: an article.
const ARTICLE: usize = 4;
/// How many words behind a cue may hold the last of a title.
const TITLE: usize = 5;
/// The most words behind a cue that is the last clause of its sentence.
const FRAME: usize = 4;
/// The most bytes behind a word for sources that is the last of its line.
const SOURCED: usize = 64;

/// The lines of a text that are worth reading. Kept by the worker, filled again for each text.
#[derive(Debug, Clone, Default)]
pub struct Worth {
    /// The lines, in order, and why.
    pub lines: Vec<(Span, Opened)>,
    /// The words of these lines that say how an act is meant, in order.
    pub moods: Vec<Mood>,
}

/// A word that says how an act is meant: forbidden, allowed, kept, left to leave. One is in every term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mood {
    /// Where, in the folded text.
    pub span: Span,
    /// The language it is a word of.
    pub language: LanguageId,
    /// Whether it needs no act beside it: *for private use only*.
    pub whole: bool,
}

/// Why a line is worth reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Opened {
    /// It is not.
    Not,
    /// It holds words of a term: only the sentences that hold an act besides can state one.
    Term,
    /// It may hold a notice or a credit.
    Whole,
}

/// Gathers lines as the scanner finds words.
pub struct Lines<'a> {
    found: &'a mut Worth,
    line: Line<'a>,
    /// What the gates of the line are reason enough for.
    opened: Opened,
    /// How many moods there were before this line.
    before: usize,
    /// The languages in which something is called an agency, where that may credit one.
    agencies: Vec<LanguageId>,
}

/// A line with what is asked of it.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// The folded text.
    pub(super) folded: &'a Folded,
    /// The rules.
    pub(super) lexicon: &'a Lexicon,
    /// Where organisations may be named, as bytes of the folded text in order; `None` where nobody looked.
    pub(super) names: Option<&'a [usize]>,
    /// Where the line stands.
    pub(super) current: Span,
}

impl<'a> Lines<'a> {
    /// Begins at the start of a folded text, in which organisations may be named at these bytes (`names`); `found`
    /// is emptied.
    pub fn new(
        folded: &'a Folded,
        found: &'a mut Worth,
        lexicon: &'a Lexicon,
        names: &'a [usize],
    ) -> Self {
        found.lines.clear();
        found.moods.clear();
        let line = Line { folded, lexicon, names: Some(names), current: Span::default() };
        Self { found, line, opened: Opened::Not, before: 0, agencies: Vec::new() }
    }

    /// A gate was found; calls come line by line.
    pub fn word(&mut self, gate: &Gate<'_>) {
        let at = gate.span;
        if at.start >= self.line.current.end {
            self.flush();
            let text = self.line.folded.text.as_bytes();
            let before = text.get(..at.start).unwrap_or(&[]);
            let after = text.get(at.end..).unwrap_or(&[]);
            let start = memrchr(b'\n', before).map_or(0, |found| found + 1);
            let end = memchr(b'\n', after).map_or(text.len(), |found| at.end + found);
            self.line.current = Span::new(start, end.max(at.end));
        }
        // What opens the line needs nothing more.
        if self.opened == Opened::Whole {
            return;
        }
        if gate.word == Word::Label(Label::Agency) {
            if !self.agencies.contains(&gate.language) && self.line.opens(gate) != Opened::Not {
                self.agencies.push(gate.language);
            }
            return;
        }
        let opens = self.line.opens(gate);
        let word = gate.word;
        if word.is_mood() && (opens != Opened::Not || word == Word::Negate) {
            let whole = word == Word::Unless(Condition::NonCommercial);
            self.found.moods.push(Mood { span: at, language: gate.language, whole });
        }
        self.opened = self.opened.max(opens);
    }

    /// Ends with the last line.
    pub fn finish(mut self) {
        self.flush();
    }

    fn flush(&mut self) {
        // Only what is told on is credited by what an agency is called; other words of it are gates.
        if self.opened != Opened::Whole && !self.agencies.is_empty() {
            let Line { folded, lexicon, current, .. } = self.line;
            let mut told = |language| self.agencies.contains(&language);
            if lexicon.matcher.reports(folded, current, &mut told) {
                self.opened = Opened::Whole;
            }
        }
        if self.opened != Opened::Term {
            self.found.moods.truncate(self.before);
        }
        // The filter finds in the order of the grams.
        if let Some(own) = self.found.moods.get_mut(self.before..) {
            own.sort_unstable();
        }
        if self.opened != Opened::Not {
            self.found.lines.push((self.line.current, self.opened));
        }
        self.before = self.found.moods.len();
        self.opened = Opened::Not;
        self.agencies.clear();
    }
}

impl Line<'_> {
    /// What a gate is reason enough for.
    fn opens(&self, gate: &Gate<'_>) -> Opened {
        let at = gate.span;
        let several = gate.parts > 1;
        if several {
            let text = &self.folded.text;
            let before = Span::new(self.current.start, at.start).of(text);
            if !gate.completes(before, Span::new(at.end, self.current.end).of(text)) {
                return Opened::Not;
            }
        }
        match gate.word {
            Word::Negate if several || self.begins(at) => Opened::Term,
            Word::Label(label) if several || self.introduces(at, label) => Opened::Whole,
            Word::Prohibit
            | Word::Reserve
            | Word::Consent
            | Word::Unauthorised
            | Word::Unless(_)
            | Word::Permit => Opened::Term,
            Word::Mark
            | Word::Copyright
            | Word::RightsReserved
            | Word::Owned
            | Word::Belongs
            | Word::Protected => Opened::Whole,
            _ => Opened::Not,
        }
    }

    /// Whether a word stands at the head of a sentence or line.
    fn begins(&self, at: Span) -> bool {
        let before = Span::new(self.current.start, at.start).of(&self.folded.text);
        let before = before.trim_end_matches([' ', '"', '(', '*']);
        before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ',')
    }

    /// Whether the name of a known organisation may stand near a word.
    fn names(&self, at: Span) -> bool {
        let text = self.folded.text.as_str();
        let from = text.floor_char_boundary(at.start.saturating_sub(NEAR).max(self.current.start));
        let to = text.ceil_char_boundary((at.end + NEAR + REACH).min(self.current.end));
        let (organisations, near) = (&self.lexicon.organisations, Span::new(from, to));
        match self.names {
            Some(names) => organisations.first_of(names, text, near).is_some(),
            None => organisations.may_hold(near.of(text)),
        }
    }

    /// Whether the title of a paper or the host of a site, known or not, may stand near a word where an article
    /// says where it comes from.
    fn titles(&self, at: Span, label: Label) -> bool {
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
        // *berichtet die „Neue Post“*: behind an article at most.
        let quote = after.find('"').and_then(|quote| after.get(..quote)).unwrap_or(after);
        let quoted = quote.len() < after.len() && quote.trim().len() <= ARTICLE;
        quoted && !quote.contains(['.', ',', ':'])
            || (label == Label::TakenFrom && self.frames(at))
            || at.of(text).contains('《')
            || after.contains('《')
            || after.char_indices().filter(|(_, c)| *c == '.').any(host)
            || self.mastheads(after)
            || self.masthead_before(at)
    }

    /// Whether one of the words before one is the last of the titles of papers: *the Penwick Gazette reports*.
    fn masthead_before(&self, at: Span) -> bool {
        let before = Span::new(self.current.start, at.start).of(&self.folded.text).trim_end();
        let mut words = before.rsplit(' ').take(TITLE);
        words.any(|word| self.lexicon.mastheads.ends(word.trim_end_matches('"')))
    }

    /// Whether one of the first words is of the titles of papers and broadcasters: *told the Penwick Gazette*.
    fn mastheads(&self, after: &str) -> bool {
        let mastheads = &self.lexicon.mastheads;
        let mut words = after.trim_start().split(' ').take(TITLE);
        words.any(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            mastheads.ends(word) || mastheads.begins(word)
        })
    }

    /// Whether a word tells who reports and says little else: *Det skriver X.*, *…, schreibt X.*
    fn frames(&self, at: Span) -> bool {
        let text = &self.folded.text;
        if self.begins(at) {
            return at.of(text).contains(' ');
        }
        let before = Span::new(self.current.start, at.start).of(text).trim_end();
        let after = Span::new(at.end, self.current.end).of(text);
        let clause = after.split(['.', ',', ';', ':']).next().unwrap_or("");
        (before.ends_with([',', '-', '"']) || before.split(' ').take(FRAME).count() < FRAME)
            && (1..=FRAME).contains(&clause.split_whitespace().take(FRAME + 1).count())
    }

    /// Whether a word stands behind a mark that sets the parts of a short line apart.
    fn follows(&self, at: Span) -> bool {
        // *… | Written by A. Name. The text …*: a phrase near the head of a long one, too.
        let phrase = at.of(&self.folded.text).contains(' ');
        let short = self.current.len() <= 2 * BYLINE;
        (short || phrase && at.start - self.current.start <= 2 * BYLINE)
            && Span::new(self.current.start, at.start)
                .of(&self.folded.text)
                .trim_end()
                .ends_with(['-', '|', '•', '·', '/'])
    }

    /// Whether a phrase of several words begins the last short sentence of its line: *… today. Edited by A. Name*.
    fn ends(&self, at: Span) -> bool {
        let text = &self.folded.text;
        let after = Span::new(at.end, self.current.end).of(text);
        after.len() <= 2 * BYLINE
            && Span::new(self.current.start, at.start)
                .of(text)
                .trim_end()
                .ends_with(|c| ends_sentence(c) || matches!(c, ')' | '"' | '=' | ';' | '-' | '*'))
            && (at.of(text).contains(' ')
                || at.of(text).ends_with('.')
                || after.split_whitespace().take(NAMED + 1).count() <= NAMED)
    }

    /// Whether a word stands right behind a bracket.
    fn bracketed(&self, at: Span) -> bool {
        const OPEN: [char; 4] = ['(', '【', '[', '〔'];
        Span::new(self.current.start, at.start).of(&self.folded.text).ends_with(OPEN)
            || at.of(&self.folded.text).starts_with(OPEN)
    }

    /// *Ann Lee, translated by Ben Cole*, *Article traduit par …*: a phrase behind a comma or few words of a short line.
    fn phrased(&self, at: Span) -> bool {
        let before = Span::new(self.current.start, at.start.max(self.current.start));
        let before = before.of(&self.folded.text).trim_end();
        self.current.len() <= 2 * BYLINE
            && at.of(&self.folded.text).contains(' ')
            && (before.ends_with(',') || before.split(' ').count() <= PHRASED)
    }

    /// Whether what stands right before it ends a sentence.
    fn heads(&self, at: Span) -> bool {
        let before = Span::new(self.current.start, at.start.max(self.current.start));
        let before = before.of(&self.folded.text).trim_end();
        before.ends_with(|c| ends_sentence(c) || matches!(c, ')' | '"' | '-' | '|'))
    }

    /// Whether a label has what makes it one: a colon, the head of a line, or a name behind it.
    pub(super) fn introduces(&self, at: Span, label: Label) -> bool {
        let after = Span::new(at.end, self.current.end).of(&self.folded.text);
        match label {
            // Words of any text: credits only beside the name of an organisation.
            Label::Told | Label::TakenFrom | Label::Citing | Label::CitedBy => {
                self.names(at) || self.titles(at, label)
            }
            // Whoever is named there, known or not, counts where an article says where it comes from.
            Label::Agency => {
                at.start < EDGE || at.end + EDGE > self.folded.text.len() || self.names(at)
            }
            Label::Original | Label::Material | Label::Provided | Label::Reprinted => true,
            Label::Behalf
            | Label::Unnamed
            | Label::Dispatch
            | Label::Chart
            | Label::Figures
            | Label::With => false,
            Label::Related => at.start == self.current.start,
            Label::Reporter | Label::Translator | Label::Editor
                if at.start == self.current.start
                    || self.bracketed(at)
                    || self.follows(at)
                    || self.ends(at)
                    || self.phrased(at) =>
            {
                true
            }
            // *Photo by A. Name/CODE*: a phrase.
            Label::Photo
                if at.of(&self.folded.text).contains(' ')
                    && after.starts_with(' ')
                    && (at.start == self.current.start || self.bracketed(at) || self.heads(at)) =>
            {
                true
            }
            // *Źródło PAP*: a word for sources, and little else up to the end of its line.
            Label::Source
                if after.starts_with(' ') && (1..=SOURCED).contains(&after.trim().len()) =>
            {
                true
            }
            // *김유라 기자*: a line of little else, where the label stands behind the name; or *기자 =*, *기자]*.
            Label::Reporter
                if at.of(&self.folded.text).starts_with(is_unspaced)
                    && ((self.current.len() <= 3 * BYLINE
                        && at.start - self.current.start <= BYLINE / 2)
                        || after.trim_start().starts_with(['=', ']', ')'])
                        || after
                            .split_whitespace()
                            .next()
                            .is_none_or(|next| next.contains('@'))) =>
            {
                true
            }
            _ => {
                let written = at.of(&self.folded.text);
                written.ends_with([':', '/'])
                    || after.trim_start_matches([' ', ')']).starts_with(':')
                    || (after.starts_with(['/', '=', '／']) && self.bracketed(at))
            }
        }
    }
}
