//! Which lines of a text are worth reading: those that hold all the parts that some statement cannot do
//! without. Found in the one pass over the whole text; the rest is never looked at again. It leaves out
//! no line that the grammar could read anything in.

use memchr::{memchr, memrchr};

use crate::lexicon::Lexicon;
use crate::lexicon::language::Label;
use crate::lexicon::matcher::{Gate, Hit, LanguageId};
use crate::lexicon::word::Word;
use crate::text::{Folded, Span, is_unspaced};

use super::view::View;

/// A part of a statement, as a bit.
type Parts = u8;

const ACT: Parts = 1;
/// Forbids, allows, keeps, gives leave or denies: one of these is in every term.
const MOOD: Parts = 1 << 1;

/// How far from a cue the name that it speaks of may stand, in bytes.
const NEAR: usize = 120;
/// The most bytes of a line that is nothing but a byline.
const BYLINE: usize = 100;
/// How far from the beginning and the end of a text anybody may be named as its source, in bytes.
const EDGE: usize = 1_500;

/// The lines of a text that are worth reading. Kept by the worker, filled again for each text.
#[derive(Debug, Clone, Default)]
pub struct Worth {
    /// The lines, in order, and why.
    pub lines: Vec<(Span, Opened)>,
    /// The words of these lines that say how an act is meant, in order, each with its language.
    pub moods: Vec<(Span, LanguageId)>,
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
struct Line<'a> {
    folded: &'a Folded,
    lexicon: &'a Lexicon,
    current: Span,
}

impl<'a> Lines<'a> {
    /// Begins at the start of a folded text; `found` is emptied.
    pub fn new(folded: &'a Folded, found: &'a mut Worth, lexicon: &'a Lexicon) -> Self {
        found.lines.clear();
        found.moods.clear();
        let line = Line { folded, lexicon, current: Span::default() };
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
        if gate.phrase.word == Word::Label(Label::Agency) {
            if !self.agencies.contains(&gate.language) && self.line.opens(gate) != Opened::Not {
                self.agencies.push(gate.language);
            }
            return;
        }
        let opens = self.line.opens(gate);
        if part(gate.phrase.word) == MOOD
            && (opens != Opened::Not || gate.phrase.word == Word::Negate)
        {
            self.found.moods.push((at, gate.language));
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
            let Line { folded, lexicon, current } = self.line;
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

/// Whether the words of a line can state anything: what [`Lines`] could not know, as it saw only some of
/// them. `hits` are all its words.
pub fn states(view: &View<'_>, line: Span, hits: &[Hit]) -> bool {
    let beside = |hit: &Hit, wanted: &dyn Fn(Word) -> bool| {
        hits.iter().any(|other| other.language == hit.language && wanted(other.word))
    };
    let here = Line { folded: view.folded, lexicon: view.lexicon, current: line };
    let claims = |hit: &Hit| match hit.word {
        Word::Mark | Word::Copyright | Word::RightsReserved | Word::Owned | Word::Protected => true,
        // Of texts only, in the words of one language.
        Word::Belongs => beside(hit, &|word| matches!(word, Word::Content | Word::Ours)),
        // Only what is told on is credited by what an agency is called.
        Word::Label(Label::Agency) => {
            let told = |word| {
                matches!(word, Word::Label(Label::Told | Label::TakenFrom) | Word::Reporting)
            };
            here.introduces(hit.span, Label::Agency) && beside(hit, &told)
        }
        Word::Label(label) => {
            let end = hit.slot.map_or(hit.span.end, |slot| slot.start.max(hit.span.start));
            here.introduces(hit.span, label)
                || here.introduces(Span::new(hit.span.start, end), label)
        }
        _ => false,
    };
    hits.iter().any(claims) || speaks(hits, view.lexicon.shared())
}

/// Whether a sentence of a line can state a term. `moods` are those of the line: a sentence without one is
/// not looked at, nor one that names no act in the language of one. Where a question stands before an answer,
/// they are read together.
pub fn speaks_within(view: &View<'_>, line: Span, moods: &[(Span, LanguageId)]) -> bool {
    let shared = view.lexicon.shared();
    let matcher = &view.lexicon.matcher;
    let from = moods.partition_point(|(at, _)| at.start < line.start);
    let moods = moods.get(from..).unwrap_or(&[]);
    let speaks = |sentence: Span| {
        let spoken = |wanted: LanguageId| {
            moods.iter().take_while(|(at, _)| at.start < sentence.end).any(|(at, language)| {
                let one =
                    *language == wanted || Some(*language) == shared || Some(wanted) == shared;
                one && at.start >= sentence.start
            })
        };
        moods
            .iter()
            .take_while(|(at, _)| at.start < sentence.end)
            .any(|(at, _)| at.start >= sentence.start)
            && matcher.acts(view.folded, view.text, sentence, &spoken)
            && speaks(&matcher.words(view.folded, view.text, sentence), shared)
    };
    if moods.first().is_none_or(|(at, _)| at.start >= line.end) {
        return false;
    }
    if view.folded(line).contains(['?', '？', '؟']) {
        return speaks(line);
    }
    view.sentences(line).into_iter().any(speaks)
}

/// Whether words hold what a term cannot do without, in one language: an act, and how it is meant.
pub fn speaks(hits: &[Hit], shared: Option<LanguageId>) -> bool {
    let mut common = 0;
    let mut spoken: Vec<(LanguageId, Parts)> = Vec::new();
    for hit in hits {
        let part = part(hit.word);
        if part == 0 {
            continue;
        }
        if Some(hit.language) == shared {
            common |= part;
        } else {
            match spoken.iter_mut().find(|(language, _)| *language == hit.language) {
                Some((_, parts)) => *parts |= part,
                None => spoken.push((hit.language, part)),
            }
        }
    }
    common == ACT | MOOD || spoken.iter().any(|(_, parts)| parts | common == ACT | MOOD)
}

const fn part(word: Word) -> Parts {
    match word {
        // *For personal use only* names no act, and forbids all others.
        Word::Action(_) | Word::Weak(_) | Word::Usage | Word::Only => ACT,
        Word::Prohibit
        | Word::Permit
        | Word::Reserve
        | Word::RightsReserved
        | Word::Consent
        | Word::Unauthorised
        | Word::Unless(_)
        | Word::Negate => MOOD,
        _ => 0,
    }
}

impl Line<'_> {
    /// What a gate is reason enough for.
    fn opens(&self, gate: &Gate<'_>) -> Opened {
        let at = gate.span;
        let several = gate.phrase.parts.len() > 1;
        if several {
            let text = &self.folded.text;
            let before = Span::new(self.current.start, at.start).of(text);
            if !gate.completes(before, Span::new(at.end, self.current.end).of(text)) {
                return Opened::Not;
            }
        }
        match gate.phrase.word {
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
            // *김유라 기자*: a line of little else, where the label stands behind the name; or *기자 =*, *기자]*.
            Label::Reporter
                if at.of(&self.folded.text).starts_with(is_unspaced)
                    && ((self.current.len() <= BYLINE
                        && at.start - self.current.start <= BYLINE / 2)
                        || after.trim_start().starts_with(['=', ']', ')'])) =>
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
