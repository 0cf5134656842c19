//! All words of all languages as one literal scanner: built once, shared by all threads.
//!
//! There are two automata over the folded text. The first holds only words that a statement cannot do
//! without ([`Word::is_anchor`]) and runs over every byte; the second holds all words and runs over the
//! sentences in which the first found something.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::text::{Folded, Span, fold_accented, is_ignorable, is_unspaced};

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

/// A literal of an automaton: every part of a phrase that is spelled so.
#[derive(Debug)]
struct Literal {
    uses: Vec<Use>,
    /// Whether no use of it may begin, or end, within a word of ASCII letters: what most candidates fail at.
    bounded: (bool, bool),
}

#[derive(Debug)]
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
    automaton: AhoCorasick,
    literals: Vec<Literal>,
}

/// The compiled vocabulary.
#[derive(Debug)]
pub struct Matcher {
    entries: Vec<Entry>,
    anchors: Scanner,
    all: Scanner,
}

impl Matcher {
    /// Compiles the phrases of all languages. Fails only where there are more literals than the
    /// automaton can number.
    pub fn new(phrases: Vec<(LanguageId, Phrase)>) -> Result<Self, aho_corasick::BuildError> {
        let entries: Vec<Entry> =
            phrases.into_iter().map(|(language, phrase)| Entry { language, phrase }).collect();
        let anchors =
            Scanner::new(&entries, |entry, part| part == 0 && entry.phrase.word.is_anchor())?;
        let all = Scanner::new(&entries, |_, _| true)?;
        Ok(Self { entries, anchors, all })
    }

    /// How many different literals there are.
    pub fn literals(&self) -> usize {
        self.all.literals.len()
    }

    /// Calls `found` with the place of each anchor in the folded text, in order of their ends.
    pub fn anchors(
        &self,
        folded: &Folded,
        original: &str,
        found: &mut dyn FnMut(Span, Word, LanguageId),
    ) {
        let whole = Span::new(0, folded.text.len());
        self.anchors.run(&self.entries, folded, original, whole, &mut |_, entry, _, span| {
            found(span, entry.phrase.word, entry.language);
        });
    }

    /// All words within `window` of the folded text, in order; phrases of several parts put together.
    pub fn words(&self, folded: &Folded, original: &str, window: Span) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut parts: Vec<(usize, usize, Span)> = Vec::new();
        self.all.run(&self.entries, folded, original, window, &mut |index, entry, part, span| {
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
        });
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
        wanted: impl Fn(&Entry, usize) -> bool,
    ) -> Result<Self, aho_corasick::BuildError> {
        let mut by_literal: BTreeMap<&str, Vec<Use>> = BTreeMap::new();
        for (phrase, entry) in entries.iter().enumerate() {
            for (part, text) in entry.phrase.parts.iter().enumerate() {
                if wanted(entry, part) {
                    let found = Use { phrase, part };
                    by_literal.entry(text.literal.as_str()).or_default().push(found);
                }
            }
        }
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(by_literal.keys())?;
        let part =
            |one: &Use| entries.get(one.phrase).and_then(|entry| entry.phrase.parts.get(one.part));
        let literals = by_literal
            .into_iter()
            .map(|(literal, uses)| {
                let first = literal.starts_with(|c: char| c.is_ascii_alphanumeric());
                let last = literal.ends_with(|c: char| c.is_ascii_alphanumeric());
                let leads = uses.iter().filter_map(part).any(|part| part.leads);
                let trails = uses.iter().filter_map(part).any(|part| part.trails);
                Literal { bounded: (first && !leads, last && !trails), uses }
            })
            .collect();
        Ok(Self { automaton, literals })
    }

    fn run(
        &self,
        entries: &[Entry],
        folded: &Folded,
        original: &str,
        window: Span,
        found: &mut dyn FnMut(usize, &Entry, usize, Span),
    ) {
        let text = window.of(&folded.text);
        let bytes = folded.text.as_bytes();
        for matched in self.automaton.find_overlapping_iter(text) {
            let literal = Span::new(window.start + matched.start(), window.start + matched.end());
            let Some(Literal { uses, bounded }) = self.literals.get(matched.pattern().as_usize())
            else {
                continue;
            };
            let letter = |at: Option<usize>| {
                at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric)
            };
            if (bounded.0 && letter(literal.start.checked_sub(1)))
                || (bounded.1 && letter(Some(literal.end)))
            {
                continue;
            }
            for one in uses {
                let Some(entry) = entries.get(one.phrase) else { continue };
                let Some(part) = entry.phrase.parts.get(one.part) else { continue };
                if let Some(span) = part.accepts(folded, original, literal) {
                    found(one.phrase, entry, one.part, span);
                }
            }
        }
    }
}

/// A span of a text with the marks that combine with its last letter: folding has dropped them.
fn with_marks(span: Span, text: &str) -> &str {
    let rest = text.get(span.end..).unwrap_or("");
    let marks = rest.chars().take_while(|c| canonical_combining_class(*c) != 0).map(char::len_utf8);
    Span::new(span.start, span.end + marks.sum::<usize>()).of(text)
}

/// A text as it is printed: without what a reader does not see, compatibility forms as plain ones.
fn printed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfkc().filter(|c| !is_ignorable(*c)).collect())
}

impl Part {
    /// Whether the literal that stands at `at` is this word, and how far the word reaches.
    fn accepts(&self, folded: &Folded, original: &str, at: Span) -> Option<Span> {
        let text = folded.text.as_str();
        // Marks (virama, nukta) are letters of their own in Indic scripts.
        let letter = |c: char| {
            (c.is_alphanumeric() || (!c.is_ascii() && canonical_combining_class(c) != 0))
                && !is_unspaced(c)
        };
        let before = text.get(..at.start)?.chars().next_back();
        let after = text.get(at.end..)?.chars().next();
        let first = self.literal.chars().next()?;
        let last = self.literal.chars().next_back()?;
        let mut span = at;
        if letter(first) && before.is_some_and(letter) {
            if !self.leads {
                return None;
            }
            let word = text.get(..at.start)?;
            span.start -=
                word.chars().rev().take_while(|c| letter(*c)).map(char::len_utf8).sum::<usize>();
        }
        if letter(last) && after.is_some_and(letter) {
            if !self.trails {
                return None;
            }
            span.end += text
                .get(at.end..)?
                .chars()
                .take_while(|c| letter(*c))
                .map(char::len_utf8)
                .sum::<usize>();
        }
        if let Some(exact) = &self.exact
            && printed(folded.to_text(at).of(original)) != *exact
        {
            return None;
        }
        if let Some(accented) = &self.accented {
            let seen = fold_accented(with_marks(folded.to_text(at), original));
            if has_latin_accents(&seen) && seen != *accented {
                return None;
            }
        } else if first.is_ascii_alphabetic() && self.exact.is_none() {
            // A word without accents is not one with accents: French `du` is not `dû`.
            let seen = with_marks(folded.to_text(at), original);
            if !seen.is_ascii() && has_latin_accents(&fold_accented(seen)) {
                return None;
            }
        }
        Some(span)
    }
}
