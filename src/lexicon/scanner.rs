//! A scanner over some of the words of all languages: the literal filter, and what each literal is a part of.

use std::cell::OnceCell;

use serde::{Deserialize, Serialize};
use unicode_normalization::char::canonical_combining_class;

use crate::text::{Folded, Span, fold_accented, is_letter};

use super::entry::{Entries, Entry, Spelling};
use super::filter::{Bounds, Filter, Frequencies};
use super::matcher::{LanguageId, printed};
use super::packed::{Packed, bit, bits, word_at};
use super::word::{Word, has_latin_accents};

/// A literal of a scanner, which is a part of one or more phrases.
#[derive(Debug, Clone, Copy)]
struct Literal {
    /// Where its uses begin in the list of the scanner; they end where those of the next one begin.
    uses: u32,
    length: u32,
    /// Whether it begins, or ends, with a letter of a script that sets words apart.
    letters: (bool, bool),
}

/// One phrase that a literal is a part of, with what is asked of nearly every place of it: the phrase itself is
/// elsewhere in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Use {
    /// Which of the entries.
    pub(super) phrase: u32,
    /// Which of its parts.
    pub(super) part: u16,
    /// Whether the part is all of the phrase, and nothing is read into a slot beside it.
    pub(super) whole: bool,
    /// Whether the phrase begins with `...`.
    pub(super) behind: bool,
    pub(super) word: Word,
    pub(super) language: LanguageId,
    asks: Asks,
}

/// What a place must be like, beyond the letters of the literal.
#[derive(Debug, Clone, Copy)]
struct Asks {
    leads: bool,
    trails: bool,
    /// The text as printed, or its accents: the part itself says which.
    spelling: bool,
    /// Without accents, where the part has none.
    plain: bool,
}

impl Use {
    fn new(phrase: u32, part: u16, entry: &Entry) -> Option<Self> {
        let of = &entry.phrase;
        let own = of.parts.get(usize::from(part))?;
        let label = matches!(of.word, Word::Label(_));
        Some(Self {
            phrase,
            part,
            whole: of.parts.len() == 1 && !of.open && (!of.behind || label),
            behind: of.behind,
            word: of.word,
            language: entry.language,
            asks: Asks {
                leads: own.leads,
                trails: own.trails,
                spelling: own.exact.is_some() || own.accented.is_some(),
                plain: own.latin,
            },
        })
    }
}

impl Packed for Literal {
    const BYTES: usize = 9;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.extend(self.uses.to_le_bytes());
        to.extend(self.length.to_le_bytes());
        to.push(bits([self.letters.0, self.letters.1]));
    }

    #[inline]
    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        let (uses, rest) = from.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let facts = *rest.first()?;
        Some(Self {
            uses: u32::from_le_bytes(*uses),
            length: u32::from_le_bytes(*length),
            letters: (bit(facts, 0), bit(facts, 1)),
        })
    }
}

impl Packed for Use {
    const BYTES: usize = 10;

    fn put(&self, words: &mut Vec<Word>, to: &mut Vec<u8>) {
        let Asks { leads, trails, spelling, plain } = self.asks;
        to.extend(self.phrase.to_le_bytes());
        to.extend(self.part.to_le_bytes());
        to.extend(self.language.to_le_bytes());
        to.push(word_at(self.word, words));
        to.push(bits([self.whole, self.behind, leads, trails, spelling, plain]));
    }

    #[inline]
    fn take(words: &[Word], from: &[u8]) -> Option<Self> {
        let (phrase, rest) = from.split_first_chunk()?;
        let (part, rest) = rest.split_first_chunk()?;
        let (language, rest) = rest.split_first_chunk()?;
        let [word, facts] = *rest else { return None };
        Some(Self {
            phrase: u32::from_le_bytes(*phrase),
            part: u16::from_le_bytes(*part),
            language: LanguageId::from_le_bytes(*language),
            word: *words.get(usize::from(word))?,
            whole: bit(facts, 0),
            behind: bit(facts, 1),
            asks: Asks {
                leads: bit(facts, 2),
                trails: bit(facts, 3),
                spelling: bit(facts, 4),
                plain: bit(facts, 5),
            },
        })
    }
}

/// All parts of all phrases by their literals, with what the scanners need of them: the phrases themselves are all
/// over the memory.
#[derive(Debug)]
pub(super) struct Ordered {
    parts: Vec<Placed>,
    /// The literals, one after the other.
    texts: String,
}

/// A part of a phrase.
#[derive(Debug, Clone, Copy)]
struct Placed {
    /// Where its literal stands: the same for all parts with the same literal, and for no others.
    text: Span,
    one: Use,
    /// A bit for each scanner that looks for it.
    wanted: u8,
}

/// Whether a scanner looks for a part of a phrase.
pub(super) type Wanted<'a> = &'a dyn Fn(&Entry, usize) -> bool;

/// All parts of all phrases by their literals: short words are common, and what is known of them stands together in
/// memory. `wanted` are the scanners that there will be.
pub(super) fn ordered(entries: &[Entry], wanted: &[Wanted<'_>]) -> Ordered {
    let mut all = Vec::new();
    for (phrase, entry) in (0u32..).zip(entries) {
        for (part, text) in (0u16..).zip(&entry.phrase.parts) {
            let Some(one) = Use::new(phrase, part, entry) else { continue };
            let bits = wanted
                .iter()
                .rev()
                .fold(0, |bits, wanted| bits << 1 | u8::from(wanted(entry, usize::from(part))));
            all.push((text.literal.as_str(), one, bits));
        }
    }
    let key = |(index, (text, ..)): (u32, &(&str, Use, u8))| {
        // Most are told apart by this much, and the short ones by no more.
        let head = text.bytes().take(8).fold(0u64, |head, byte| head << 8 | u64::from(byte));
        (text.len() as u32, head, index)
    };
    let mut keys: Vec<(u32, u64, u32)> = (0u32..).zip(&all).map(key).collect();
    let rest = |(length, _, index): &(u32, u64, u32)| {
        let text = all.get(*index as usize).map_or("", |(text, ..)| *text);
        if *length > 8 { text } else { "" }
    };
    keys.sort_unstable_by(|one, other| {
        let heads = (one.0, one.1).cmp(&(other.0, other.1));
        heads.then_with(|| rest(one).cmp(rest(other))).then_with(|| one.2.cmp(&other.2))
    });
    let same = |one: &(u32, u64, u32), other: &(u32, u64, u32)| {
        (one.0, one.1) == (other.0, other.1) && rest(one) == rest(other)
    };
    let (mut parts, mut texts) = (Vec::with_capacity(all.len()), String::new());
    for of in keys.chunk_by(same) {
        let start = texts.len();
        for (_, _, index) in of {
            let Some((text, one, wanted)) = all.get(*index as usize) else { continue };
            if texts.len() == start {
                texts.push_str(text);
            }
            parts.push(Placed { text: Span::new(start, texts.len()), one: *one, wanted: *wanted });
        }
    }
    Ordered { parts, texts }
}

/// A scanner over some of the words.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Scanner {
    filter: Filter,
    #[serde(with = "super::packed")]
    literals: Vec<Literal>,
    #[serde(with = "super::packed")]
    uses: Vec<Use>,
}

impl Scanner {
    /// Over those parts of phrases that the scanner of this place among those of [`ordered`] looks for; `leads` are
    /// looked for beside them.
    pub(super) fn new(
        ordered: &Ordered,
        place: usize,
        leads: &[(&str, Bounds)],
        frequencies: &Frequencies,
    ) -> Self {
        let wanted = |one: &&Placed| one.wanted >> place & 1 == 1;
        let placed: Vec<&Placed> = ordered.parts.iter().filter(wanted).collect();
        let by_literal = || placed.chunk_by(|one, other| one.text == other.text);
        // Most candidates are parts of longer words.
        let bounds = |literal: &str, uses: &[&Placed]| Bounds {
            left: literal.starts_with(is_letter) && !uses.iter().any(|of| of.one.asks.leads),
            right: literal.ends_with(is_letter) && !uses.iter().any(|of| of.one.asks.trails),
        };
        let list = by_literal().filter_map(|uses| {
            let literal = uses.first()?.text.of(&ordered.texts);
            Some((literal, bounds(literal, uses)))
        });
        let filter = Filter::new(list.chain(leads.iter().copied()), frequencies);
        let (mut literals, mut uses) = (Vec::new(), Vec::with_capacity(placed.len()));
        for own in by_literal() {
            let literal = own.first().map_or("", |of| of.text.of(&ordered.texts));
            literals.push(Literal {
                uses: uses.len() as u32,
                length: literal.len() as u32,
                letters: (literal.starts_with(is_letter), literal.ends_with(is_letter)),
            });
            uses.extend(own.iter().map(|of| of.one));
        }
        Self { filter, literals, uses }
    }

    /// How many different literals there are.
    pub(super) fn literals(&self) -> usize {
        self.literals.len()
    }

    /// What a literal is a part of.
    fn uses(&self, index: usize) -> &[Use] {
        let at = |index: usize| {
            self.literals.get(index).map_or(self.uses.len(), |literal| literal.uses as usize)
        };
        self.uses.get(at(index)..at(index + 1)).unwrap_or(&[])
    }

    /// Calls `found` with each use of each literal that stands within a window of the folded text, however it is
    /// printed there.
    pub(super) fn spelled(&self, folded: &Folded, window: Span, found: &mut dyn FnMut(&Use)) {
        self.filter.find(folded.text.as_bytes(), &folded.letters, window, &mut |index, _| {
            self.uses(index).iter().for_each(&mut *found);
        });
    }

    /// Calls `found` with each word that stands within a window, and how far it reaches; `led` with the place of
    /// what is looked for beside the words, by its place in that list.
    pub(super) fn run(
        &self,
        entries: &Entries,
        folded: &Folded,
        original: &str,
        window: Span,
        found: &mut dyn FnMut(&Use, Span),
        led: &mut dyn FnMut(usize, usize),
    ) {
        self.filter.find(folded.text.as_bytes(), &folded.letters, window, &mut |index, start| {
            let start = window.start + start;
            let Some(literal) = self.literals.get(index) else {
                // What is looked for beside them comes behind the words.
                return led(index - self.literals.len(), start);
            };
            let at = Span::new(start, start + literal.length as usize);
            let site = Site::new(folded, original, at, *literal);
            for one in self.uses(index) {
                if let Some(span) = site.holds(one, entries) {
                    found(one, span);
                }
            }
        });
    }
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
    fn new(folded: &'a Folded, original: &'a str, at: Span, literal: Literal) -> Self {
        let within = (
            literal.letters.0 && folded.letters.before(at.start),
            literal.letters.1 && folded.letters.at(at.end),
        );
        Self { folded, original, at, within, seen: OnceCell::new() }
    }

    /// Whether the literal is this word here, and how far the word reaches.
    fn holds(&self, one: &Use, entries: &Entries) -> Option<Span> {
        let asks = one.asks;
        if (self.within.0 && !asks.leads) || (self.within.1 && !asks.trails) {
            return None;
        }
        if asks.spelling {
            if !self.is_spelled(&entries.spelling(one.phrase, one.part)?) {
                return None;
            }
        } else if asks.plain && has_latin_accents(self.seen()) {
            // A word without accents is not one with accents: French `du` is not `dû`.
            return None;
        }
        Some(self.reach())
    }

    /// Whether the literal is printed as a part of a phrase asks.
    fn is_spelled(&self, part: &Spelling<'_>) -> bool {
        if let Some(exact) = part.exact
            && printed(self.folded.to_text(self.at).of(self.original)) != exact
        {
            return false;
        }
        part.accented.is_none_or(|accented| {
            let seen = self.seen();
            !(part.marked || has_latin_accents(seen)) || seen == accented
        })
    }

    fn seen(&self) -> &str {
        if self.folded.is_ascii(self.at) {
            return "";
        }
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
