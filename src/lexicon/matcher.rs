//! All words of all languages as one literal scanner: built once, shared by all threads.
//!
//! There are three filters over the folded text. The first holds only words that a statement cannot do
//! without ([`Word::is_gate`]) and runs over every byte; the second holds all words and runs over the
//! lines in which the first found something; the third holds the words that join names.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::text::{Folded, Span, is_ignorable, places};

use super::entry::{Entries, Entry};
use super::filter::{Bounds, Frequencies};
use super::language::Label;
use super::scanner::{Scanner, Use, Wanted, ordered};
use super::sought::{Small, Sought};
use super::word::{Phrase, Word};

/// A language by its place in the list of languages.
pub type LanguageId = u16;

/// A word that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Where, in the folded text.
    pub span: Span,
    /// The part it plays.
    pub word: Word,
    /// The language it is a word of.
    pub language: LanguageId,
    /// For a phrase with `...`: what stands in its last slot, in the folded text.
    pub slot: Option<Span>,
    /// Whether what it speaks of stands before it: a phrase that begins with `...`.
    pub behind: bool,
}

/// A word, or the rarest part of a phrase of several, without which a line states nothing.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'a> {
    /// Where the part stands, in the folded text.
    pub span: Span,
    /// The part it plays.
    pub word: Word,
    /// Which part of its phrase was found.
    part: usize,
    /// Of how many.
    pub parts: usize,
    phrase: u32,
    entries: &'a Entries,
    /// The language it is a phrase of.
    pub language: LanguageId,
}

impl Gate<'_> {
    /// Whether the other parts may stand around it, each in its place, in a line that begins with `before`
    /// and ends with `after`.
    pub fn completes(&self, before: &str, after: &str) -> bool {
        let follow = |mut parts: Range<usize>, text: &str| {
            let mut at = 0;
            parts.all(|part| {
                let literal = self.entries.literal(self.phrase, part);
                let rest = text.get(at..).unwrap_or("");
                let found = places(rest, literal).next();
                at += found.map_or(0, |found| found + literal.len());
                found.is_some()
            })
        };
        follow(0..self.part, before) && follow(self.part + 1..self.parts, after)
    }
}

/// What the one pass over a text found: the gates line by line, and where something may be named, as bytes in
/// order; each has to be looked at.
#[derive(Debug, Clone, Default)]
pub struct Places {
    gates: Vec<(Use, Span)>,
    /// Licences.
    pub licences: Vec<usize>,
    /// Organisations of the registry.
    pub names: Vec<usize>,
}

/// A part of a phrase that stands in a text.
#[derive(Debug, Clone, Copy)]
struct Placed {
    phrase: u32,
    part: u16,
    span: Span,
}

/// The compiled vocabulary.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Matcher {
    entries: Entries,
    gates: Scanner,
    all: Scanner,
    reports: Scanner,
    acts: Scanner,
    joiners: Scanner,
    /// Which of what is looked for beside the gates is the first name.
    first_name: usize,
    /// What each name is in small letters.
    #[serde(with = "super::packed")]
    small: Vec<Small>,
}

impl Matcher {
    /// Compiles the phrases of all languages. How licences are named (`leads`) and the names of organisations
    /// are looked for together with the gates; `frequencies` tell which parts of all these are rare.
    pub fn new<'a>(
        phrases: Vec<(LanguageId, Phrase)>,
        leads: impl IntoIterator<Item = (&'a str, Bounds)>,
        names: &[Sought],
        frequencies: &Frequencies,
    ) -> Self {
        let entries: Vec<Entry> =
            phrases.into_iter().map(|(language, phrase)| Entry { language, phrase }).collect();
        let mut leads: Vec<(&str, Bounds)> = leads.into_iter().collect();
        let first_name = leads.len();
        leads.extend(names.iter().map(|name| (name.folded.as_str(), name.bounds)));
        let small = names.iter().map(|name| name.small).collect();
        let rarest = |entry: &Entry, part| match entry.phrase.parts.len() {
            1 => true,
            _ => part == entry.phrase.rarest(frequencies),
        };
        let wanted: [Wanted<'_>; 5] = [
            &|entry, part| entry.phrase.word.is_gate() && rarest(entry, part),
            &|_, _| true,
            &|entry, part| part == 0 && entry.phrase.word.reports(),
            &|entry, part| entry.phrase.word.is_act() && rarest(entry, part),
            &|entry, _| {
                matches!(entry.phrase.word, Word::And | Word::Via | Word::Label(Label::With))
            },
        ];
        let ordered = ordered(&entries, &wanted);
        let scanner =
            |place, leads: &[(&str, Bounds)]| Scanner::new(&ordered, place, leads, frequencies);
        let gates = scanner(0, &leads);
        let [all, reports, acts, joiners] = [1, 2, 3, 4].map(|place| scanner(place, &[]));
        let entries = Entries::new(&entries);
        Self { entries, gates, all, reports, acts, joiners, first_name, small }
    }

    /// How many different literals there are.
    pub fn literals(&self) -> usize {
        self.all.literals()
    }

    /// Fills `places` with the words that may open a line for reading, and the bytes where licences and
    /// organisations may be named. What the words open is asked in [`Self::each_gate`]: the filter has the memory
    /// near the processor for itself, and where somebody is named is known by then.
    pub fn gates(&self, folded: &Folded, original: &str, places: &mut Places) {
        places.gates.clear();
        places.licences.clear();
        places.names.clear();
        let whole = Span::new(0, folded.text.len());
        let Places { gates, licences, names } = places;
        let mut each = |one: &Use, span| gates.push((*one, span));
        let small = |at: usize| {
            let printed = folded.to_text(Span::new(at, at + 1)).start;
            original.get(printed..).unwrap_or("").starts_with(char::is_lowercase)
        };
        self.gates.run(&self.entries, folded, original, whole, &mut each, &mut |beside, at| {
            let Some(name) = beside.checked_sub(self.first_name) else { return licences.push(at) };
            let own = self.small.get(name).copied().unwrap_or(Small::Named);
            if names.last() != Some(&at) && own.names(folded, at, || small(at)) {
                names.push(at);
            }
        });
        for places in [licences, names] {
            places.sort_unstable();
            places.dedup();
        }
    }

    /// Calls `found` with each word that may open a line for reading, line by line. Of a phrase of several parts
    /// it is the rarest.
    pub fn each_gate(&self, places: &Places, found: &mut dyn FnMut(Gate<'_>)) {
        for (one, span) in &places.gates {
            found(Gate {
                span: *span,
                word: one.word,
                language: one.language,
                part: usize::from(one.part),
                parts: self.entries.parts(one.phrase),
                phrase: one.phrase,
                entries: &self.entries,
            });
        }
    }

    /// Whether a word of reporting may stand within `window` of the folded text in a language that `told`
    /// says yes to.
    pub fn reports(
        &self,
        folded: &Folded,
        window: Span,
        told: &mut dyn FnMut(LanguageId) -> bool,
    ) -> bool {
        let mut found = false;
        self.reports.spelled(folded, window, &mut |one| found = found || told(one.language));
        found
    }

    /// Whether what is done is named within `window` of the folded text in a language that `spoken` says yes
    /// to: a word for it, or the rarest part of a phrase.
    pub fn acts(
        &self,
        folded: &Folded,
        original: &str,
        window: Span,
        spoken: &dyn Fn(LanguageId) -> bool,
    ) -> bool {
        let mut found = false;
        let mut each = |one: &Use, _| found = found || spoken(one.language);
        self.acts.run(&self.entries, folded, original, window, &mut each, &mut |_, _| {});
        found
    }

    /// The words that join names (*and*, *with*) within `window` of the folded text, in order.
    pub fn joiners(&self, folded: &Folded, original: &str, window: Span) -> Vec<Hit> {
        self.hits(&self.joiners, folded, original, window)
    }

    /// All words within `window` of the folded text, in order; phrases of several parts put together.
    pub fn words(&self, folded: &Folded, original: &str, window: Span) -> Vec<Hit> {
        self.hits(&self.all, folded, original, window)
    }

    fn hits(&self, scanner: &Scanner, folded: &Folded, original: &str, window: Span) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut parts: Vec<Placed> = Vec::new();
        let mut each = |one: &Use, span| {
            if one.whole {
                if hits.capacity() == 0 {
                    // Where one is there are more.
                    hits.reserve(32);
                }
                let (word, language, behind) = (one.word, one.language, one.behind);
                hits.push(Hit { span, word, language, slot: None, behind });
            } else {
                parts.push(Placed { phrase: one.phrase, part: one.part, span });
            }
        };
        scanner.run(&self.entries, folded, original, window, &mut each, &mut |_, _| {});
        if !parts.is_empty() {
            self.join(&mut parts, window, &mut hits);
        }
        hits.sort_by_key(|hit| {
            (hit.span.start, std::cmp::Reverse(hit.span.end), hit.language, hit.word)
        });
        hits.dedup();
        hits
    }

    /// Puts the parts of phrases together: each first part with the nearest following others.
    fn join(&self, parts: &mut [Placed], window: Span, hits: &mut Vec<Hit>) {
        let first = |placed: &&Placed| placed.part == 0;
        let firsts: Vec<Placed> = parts.iter().filter(first).take(SLOTTED).copied().collect();
        parts.sort_unstable_by_key(|placed| (placed.phrase, placed.part, placed.span.start));
        for Placed { phrase, span: first, .. } in firsts {
            let Some(entry) = self.entries.get(phrase) else { continue };
            let count = self.entries.parts(phrase);
            let mut span = first;
            let mut slot = None;
            let complete = (1..count).all(|wanted| {
                let at = (phrase, wanted as u16, span.end);
                let next = parts.partition_point(|one| (one.phrase, one.part, one.span.start) < at);
                let next = parts.get(next).filter(|one| (one.phrase, one.part) == (at.0, at.1));
                next.is_some_and(|next| {
                    // Of several slots the last is what the phrase leads to.
                    slot = Some(Span::new(span.end, next.span.start));
                    span = span.join(next.span);
                    true
                })
            });
            if !complete {
                continue;
            }
            if entry.open {
                slot = Some(Span::new(span.end, window.end));
            } else if entry.behind && count == 1 {
                slot = Some(Span::new(window.start, span.start));
            }
            let (word, language, behind) = (entry.word, entry.language, entry.behind);
            hits.push(Hit { span, word, language, slot, behind });
        }
    }
}

/// The most phrases of several parts that are put together in one window: a text that has more is made to
/// have them.
const SLOTTED: usize = 128;

/// A text as it is printed: without what a reader does not see, compatibility forms as plain ones.
pub(crate) fn printed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfkc().filter(|c| !is_ignorable(*c)).collect())
}
