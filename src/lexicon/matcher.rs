//! All words of all languages as one literal scanner: built once, shared by all threads.
//!
//! There are three filters over the folded text. The first holds only words that a statement cannot do
//! without ([`Word::is_gate`]) and runs over every byte; the second holds all words and runs over the
//! lines in which the first found something; the third holds the words that join names.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::text::{Folded, Span, fold_accented, is_ignorable, is_unspaced};

use super::filter::{Bounds, Filter, Frequencies};
use super::language::Label;
use super::word::{Part, Phrase, Word, has_latin_accents};

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
    /// The phrase.
    pub phrase: &'a Phrase,
    /// Which part of it was found.
    pub part: usize,
    /// The language it is a phrase of.
    pub language: LanguageId,
}

impl Gate<'_> {
    /// Whether the other parts may stand around it, each in its place, in a line that begins with `before`
    /// and ends with `after`.
    pub fn completes(&self, before: &str, after: &str) -> bool {
        let follow = |parts: &[Part], text: &str| {
            let mut at = 0;
            parts.iter().all(|part| {
                let found = text.get(at..).and_then(|rest| rest.find(part.literal.as_str()));
                at += found.map_or(0, |found| found + part.literal.len());
                found.is_some()
            })
        };
        let parts = self.phrase.parts.as_slice();
        follow(parts.get(..self.part).unwrap_or(&[]), before)
            && follow(parts.get(self.part + 1..).unwrap_or(&[]), after)
    }
}

/// Where in a folded text something may be named, as bytes in order; each has to be looked at.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Licences.
    pub licences: Vec<usize>,
    /// Organisations of the registry.
    pub names: Vec<usize>,
}

/// A literal of a scanner: every part of a phrase that is spelled so.
#[derive(Debug)]
struct Literal {
    uses: Vec<Use>,
    length: usize,
    /// Whether it begins, or ends, with a letter of a script that sets words apart.
    letters: (bool, bool),
}

#[derive(Debug, Clone, Copy)]
struct Use {
    phrase: usize,
    part: usize,
}

#[derive(Debug)]
struct Entry {
    language: LanguageId,
    phrase: Phrase,
}

/// A scanner over some of the words.
#[derive(Debug)]
struct Scanner {
    filter: Filter,
    literals: Vec<Literal>,
}

/// The compiled vocabulary.
#[derive(Debug)]
pub struct Matcher {
    entries: Vec<Entry>,
    gates: Scanner,
    all: Scanner,
    reports: Scanner,
    acts: Scanner,
    joiners: Scanner,
    /// Which of what is looked for beside the gates is the first name.
    first_name: usize,
}

impl Matcher {
    /// Compiles the phrases of all languages. How licences are named (`leads`) and the names of organisations
    /// are looked for together with the gates; `frequencies` tell which parts of all these are rare.
    pub fn new<'a>(
        phrases: Vec<(LanguageId, Phrase)>,
        leads: impl IntoIterator<Item = (&'a str, Bounds)>,
        names: &[(String, Bounds)],
        frequencies: &Frequencies,
    ) -> Self {
        let entries: Vec<Entry> =
            phrases.into_iter().map(|(language, phrase)| Entry { language, phrase }).collect();
        let scanner = |leads: &[(&str, Bounds)], wanted: &dyn Fn(&Entry, usize) -> bool| {
            Scanner::new(&entries, leads, frequencies, wanted)
        };
        let mut leads: Vec<(&str, Bounds)> = leads.into_iter().collect();
        let first_name = leads.len();
        leads.extend(names.iter().map(|(name, bounds)| (name.as_str(), *bounds)));
        let gates = scanner(&leads, &|entry, part| {
            entry.phrase.word.is_gate() && part == entry.phrase.rarest(frequencies)
        });
        let all = scanner(&[], &|_, _| true);
        let reports = scanner(&[], &|entry, part| part == 0 && entry.phrase.word.reports());
        let acts = scanner(&[], &|entry, part| {
            entry.phrase.word.is_act() && part == entry.phrase.rarest(frequencies)
        });
        let joiners = scanner(&[], &|entry, _| {
            matches!(entry.phrase.word, Word::And | Word::Label(Label::With))
        });
        Self { entries, gates, all, reports, acts, joiners, first_name }
    }

    /// How many different literals there are.
    pub fn literals(&self) -> usize {
        self.all.literals.len()
    }

    /// Calls `found` with the place of each word that may open a line for reading, line by line. Of a phrase of
    /// several parts it is the place of the rarest. `places` are filled with the bytes where licences and
    /// organisations may be named, in order.
    pub fn gates(
        &self,
        folded: &Folded,
        original: &str,
        found: &mut dyn FnMut(Gate<'_>),
        places: &mut Places,
    ) {
        places.licences.clear();
        places.names.clear();
        let whole = Span::new(0, folded.text.len());
        let mut each = |_, entry: &Entry, part, span| {
            found(Gate { span, phrase: &entry.phrase, part, language: entry.language });
        };
        self.gates.run(&self.entries, folded, original, whole, &mut each, &mut |beside, at| {
            let name = beside >= self.first_name;
            if name { &mut places.names } else { &mut places.licences }.push(at);
        });
        for places in [&mut places.licences, &mut places.names] {
            places.sort_unstable();
            places.dedup();
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
        self.reports.filter.find(folded.text.as_bytes(), window, &mut |index, _| {
            let uses = self.reports.literals.get(index).map_or(&[][..], |literal| &literal.uses);
            let entries = || uses.iter().filter_map(|one| self.entries.get(one.phrase));
            found = found || entries().any(|entry| told(entry.language));
        });
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
        let mut each = |_, entry: &Entry, _, _| found = found || spoken(entry.language);
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
        let mut parts: Vec<(usize, usize, Span)> = Vec::new();
        let mut each = |index, entry: &Entry, part, span| {
            let label = matches!(entry.phrase.word, Word::Label(_));
            let slotted = entry.phrase.open || (entry.phrase.behind && !label);
            if entry.phrase.parts.len() == 1 && !slotted {
                hits.push(Hit {
                    span,
                    word: entry.phrase.word,
                    language: entry.language,
                    slot: None,
                    behind: entry.phrase.behind,
                });
            } else {
                parts.push((index, part, span));
            }
        };
        scanner.run(&self.entries, folded, original, window, &mut each, &mut |_, _| {});
        self.join(&parts, window, &mut hits);
        hits.sort_by_key(|hit| {
            (hit.span.start, std::cmp::Reverse(hit.span.end), hit.language, hit.word)
        });
        hits.dedup();
        hits
    }

    /// Puts the parts of phrases together: each first part with the nearest following others.
    fn join(&self, parts: &[(usize, usize, Span)], window: Span, hits: &mut Vec<Hit>) {
        let mut places: BTreeMap<(usize, usize), Vec<Span>> = BTreeMap::new();
        for (phrase, part, span) in parts {
            places.entry((*phrase, *part)).or_default().push(*span);
        }
        for (phrase, _, first) in parts.iter().filter(|(_, part, _)| *part == 0).take(SLOTTED) {
            let Some(entry) = self.entries.get(*phrase) else { continue };
            let mut span = *first;
            let mut slot = None;
            let complete = (1..entry.phrase.parts.len()).all(|wanted| {
                // The scanner finds in the order of ends, and all places of one part are equally long.
                let all = places.get(&(*phrase, wanted)).map_or(&[][..], Vec::as_slice);
                let at = all.partition_point(|place| place.start < span.end);
                all.get(at).is_some_and(|next| {
                    // Of several slots the last is what the phrase leads to.
                    slot = Some(Span::new(span.end, next.start));
                    span = span.join(*next);
                    true
                })
            });
            if !complete {
                continue;
            }
            if entry.phrase.open {
                slot = Some(Span::new(span.end, window.end));
            } else if entry.phrase.behind && entry.phrase.parts.len() == 1 {
                slot = Some(Span::new(window.start, span.start));
            }
            let behind = entry.phrase.behind;
            hits.push(Hit {
                span,
                word: entry.phrase.word,
                language: entry.language,
                slot,
                behind,
            });
        }
    }
}

/// The most phrases of several parts that are put together in one window: a text that has more is made to
/// have them.
const SLOTTED: usize = 128;

impl Scanner {
    fn new(
        entries: &[Entry],
        leads: &[(&str, Bounds)],
        frequencies: &Frequencies,
        wanted: &dyn Fn(&Entry, usize) -> bool,
    ) -> Self {
        let mut by_literal: BTreeMap<&str, Vec<Use>> = BTreeMap::new();
        for (phrase, entry) in entries.iter().enumerate() {
            for (part, text) in entry.phrase.parts.iter().enumerate() {
                if wanted(entry, part) {
                    let found = Use { phrase, part };
                    by_literal.entry(text.literal.as_str()).or_default().push(found);
                }
            }
        }
        let part =
            |one: &Use| entries.get(one.phrase).and_then(|entry| entry.phrase.parts.get(one.part));
        // Most candidates are parts of longer words.
        let bounds = |literal: &str, uses: &[Use]| {
            let leads = uses.iter().filter_map(part).any(|part| part.leads);
            let trails = uses.iter().filter_map(part).any(|part| part.trails);
            let left = literal.starts_with(is_letter) && !leads;
            Bounds { left, right: literal.ends_with(is_letter) && !trails }
        };
        let list = by_literal.iter().map(|(literal, uses)| (*literal, bounds(literal, uses)));
        let filter = Filter::new(list.chain(leads.iter().copied()), frequencies);
        let literals = by_literal.into_iter().map(|(literal, uses)| Literal {
            length: literal.len(),
            letters: (literal.starts_with(is_letter), literal.ends_with(is_letter)),
            uses,
        });
        Self { filter, literals: literals.collect() }
    }

    fn run(
        &self,
        entries: &[Entry],
        folded: &Folded,
        original: &str,
        window: Span,
        found: &mut dyn FnMut(usize, &Entry, usize, Span),
        led: &mut dyn FnMut(usize, usize),
    ) {
        self.filter.find(folded.text.as_bytes(), window, &mut |index, start| {
            let start = window.start + start;
            let Some(literal) = self.literals.get(index) else {
                // What is looked for beside them comes behind the words.
                return led(index - self.literals.len(), start);
            };
            let at = Span::new(start, start + literal.length);
            let site = Site::new(folded, original, at, literal);
            for one in &literal.uses {
                let Some(entry) = entries.get(one.phrase) else { continue };
                let Some(part) = entry.phrase.parts.get(one.part) else { continue };
                if let Some(span) = site.holds(part) {
                    found(one.phrase, entry, one.part, span);
                }
            }
        });
    }
}

/// Whether a character is a letter of a script that sets its words apart. Marks (virama, nukta) are letters
/// of their own in Indic scripts.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() || canonical_combining_class(c) != 0) && !is_unspaced(c)
}

/// A place where a literal stands: what all its uses are held against, found out once.
struct Site<'a> {
    folded: &'a Folded,
    original: &'a str,
    at: Span,
    /// Whether the literal begins, and ends, within a word.
    within: (bool, bool),
    /// As printed, lower case with diacritics; empty where it is printed in ASCII.
    seen: OnceCell<String>,
}

impl<'a> Site<'a> {
    fn new(folded: &'a Folded, original: &'a str, at: Span, literal: &Literal) -> Self {
        let (before, after) = folded.text.split_at_checked(at.start).unwrap_or(("", ""));
        let after = after.get(at.len()..).unwrap_or("");
        let within = (
            literal.letters.0 && before.chars().next_back().is_some_and(is_letter),
            literal.letters.1 && after.chars().next().is_some_and(is_letter),
        );
        Self { folded, original, at, within, seen: OnceCell::new() }
    }

    /// Whether the literal is this word here, and how far the word reaches.
    fn holds(&self, part: &Part) -> Option<Span> {
        if (self.within.0 && !part.leads) || (self.within.1 && !part.trails) {
            return None;
        }
        if let Some(exact) = &part.exact
            && printed(self.folded.to_text(self.at).of(self.original)) != *exact
        {
            return None;
        }
        if let Some(accented) = &part.accented {
            let seen = self.seen();
            if (part.marked || has_latin_accents(seen)) && seen != *accented {
                return None;
            }
        } else if part.latin && part.exact.is_none() && has_latin_accents(self.seen()) {
            // A word without accents is not one with accents: French `du` is not `dû`.
            return None;
        }
        Some(self.reach())
    }

    fn seen(&self) -> &str {
        self.seen.get_or_init(|| {
            let printed = with_marks(self.folded.to_text(self.at), self.original);
            if printed.is_ascii() { String::new() } else { fold_accented(printed) }
        })
    }

    /// The literal with the rest of the word that it begins, or ends, within.
    fn reach(&self) -> Span {
        let mut span = self.at;
        let text = self.folded.text.as_str();
        let length = |c: char| c.len_utf8();
        if self.within.0 {
            let word = text.get(..span.start).unwrap_or("").chars().rev();
            span.start -= word.take_while(|c| is_letter(*c)).map(length).sum::<usize>();
        }
        if self.within.1 {
            let word = text.get(span.end..).unwrap_or("").chars();
            span.end += word.take_while(|c| is_letter(*c)).map(length).sum::<usize>();
        }
        span
    }
}

/// A span of a text with the marks that combine with its last letter: folding has dropped them.
fn with_marks(span: Span, text: &str) -> &str {
    let rest = text.get(span.end..).unwrap_or("");
    let marks = rest.chars().take_while(|c| canonical_combining_class(*c) != 0).map(char::len_utf8);
    Span::new(span.start, span.end + marks.sum::<usize>()).of(text)
}

/// A text as it is printed: without what a reader does not see, compatibility forms as plain ones.
pub(crate) fn printed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfkc().filter(|c| !is_ignorable(*c)).collect())
}
