//! The literal filter: finds every place of many literals in a text at a cost that hardly grows with their
//! number.
//!
//! An automaton walks one state a byte and misses the cache at most of them. Here each literal is known by
//! one *gram*, a few bytes of it that are rare in ordinary text. Two bits per hashed gram tell in a
//! nanosecond that no literal has its gram at a place, which is so nearly everywhere; only where both are
//! set is the gram looked up, and the literals of that gram are held against the text.
//!
//! Nearly all literals are words or begin with one, so that one of their grams stands at the head of a word: only
//! there, one byte of six, is anything looked up. A short literal that is a word is known by the whole word, so
//! that other words with the same beginning cost nothing. Endings of words are known by their ends. What is left,
//! which may begin and end anywhere within a word, is looked for at every byte. What is found is exactly what an
//! automaton over the same literals finds (`tests/filter.rs`).

mod frequency;
mod gram;
mod head;
mod lister;

use std::borrow::Cow;
use std::cell::Cell;

use serde::{Deserialize, Serialize};

use crate::text::Span;

pub use frequency::Frequencies;

use gram::{Grams, Known, mask, word};
use head::{CHUNK, Chunk, Heads, letter_at, letter_before, whole};
use lister::Lister;

/// Where a literal may stand: not beside which letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Never behind a letter of a script that sets its words apart, nor behind an ASCII digit
    /// ([`crate::text::is_letter`]).
    pub left: bool,
    /// Never before one.
    pub right: bool,
}

/// A kind of gram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A word of fewer than eight bytes, whole.
    Whole,
    /// So many bytes.
    Bytes(usize),
}

/// The kinds of grams at heads: the more bytes, the fewer other texts have them.
const KINDS: [Kind; 6] =
    [Kind::Bytes(8), Kind::Bytes(6), Kind::Whole, Kind::Bytes(3), Kind::Bytes(2), Kind::Bytes(1)];
/// How many of these are asked for at every head. Of the others, which are few, the first two bytes are.
const COMMON: usize = 3;
/// Which list holds the grams of literals that end words, and how many bytes these have.
const ENDS: usize = KINDS.len();
const END_BYTES: usize = 6;
/// Bytes of grams that are looked for anywhere; their lists come behind the others.
const ANYWHERE: [usize; 3] = [3, 2, 1];
const LISTS: usize = KINDS.len() + 1 + ANYWHERE.len();
/// Bytes that are compared at once.
const WORD_BYTES: usize = 8;

/// Some literals, compiled.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Filter {
    /// The literals, one after the other, and where each begins.
    #[serde(deserialize_with = "super::packed::borrow")]
    bytes: Cow<'static, [u8]>,
    #[serde(with = "super::packed")]
    starts: Vec<u32>,
    /// By their grams: at heads, one list for each of [`KINDS`]; at the ends of words; anywhere.
    lists: [Grams; LISTS],
    /// The first two bytes of the grams of kinds that are not [`COMMON`]: a bit for each two.
    #[serde(with = "super::packed")]
    pairs: Box<[u64]>,
    /// Which of the lists of [`ANYWHERE`] hold any, and the bytes of their grams.
    anywhere: Vec<(usize, usize)>,
    /// The bytes that begin characters which are looked at within words too.
    #[serde(with = "super::packed")]
    loose: [bool; 256],
}

/// A head at which grams of some lists may stand.
#[derive(Debug, Clone, Copy, Default)]
struct Candidate {
    /// The byte, from where the window begins.
    at: u32,
    /// Which lists, as bits.
    lists: u8,
    /// The bytes of its word, where it has fewer than eight.
    whole: u8,
    /// What stands there.
    eight: u64,
}

impl Candidate {
    /// Its gram for one of the lists of heads.
    #[inline]
    fn gram(self, list: usize) -> u64 {
        self.eight
            & match KINDS.get(list) {
                Some(Kind::Bytes(bytes)) => mask(*bytes),
                _ => mask(usize::from(self.whole)),
            }
    }
}

/// A gram that may be one of a list, with the range of its literals there.
#[derive(Debug, Clone, Copy)]
struct Listed {
    at: u32,
    list: u8,
    gram: u64,
    range: (u32, u32),
}

/// What is gathered of one chunk before it is looked at: each stage waits for another part of memory, and so for many
/// places at once. Kept by the thread.
#[derive(Debug)]
struct Work {
    chunk: Chunk,
    grams: [u64; CHUNK],
    longest: [bool; CHUNK],
    candidates: [Candidate; CHUNK],
    listed: Vec<Listed>,
    found: Vec<(u32, u32)>,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            chunk: Chunk::default(),
            grams: [0; CHUNK],
            longest: [false; CHUNK],
            candidates: [Candidate::default(); CHUNK],
            listed: Vec::new(),
            found: Vec::new(),
        }
    }
}

thread_local! {
    /// Taken while a text is looked at: what is found in it may be looked at by another filter.
    static WORK: Cell<Option<Box<Work>>> = const { Cell::new(None) };
}

impl Filter {
    /// Compiles these literals, which are found by their place in the list. An empty one is never found.
    pub fn new<'a>(
        literals: impl IntoIterator<Item = (&'a str, Bounds)>,
        frequencies: &Frequencies,
    ) -> Self {
        let mut lister = Lister::new(frequencies);
        let (mut bytes, mut starts) = (Vec::new(), Vec::new());
        for (literal, (text, bounds)) in literals.into_iter().enumerate() {
            starts.push(bytes.len() as u32);
            bytes.extend_from_slice(text.as_bytes());
            lister.list(text.as_bytes(), literal as u32, bounds);
        }
        starts.push(bytes.len() as u32);
        let Lister { lists, loose, .. } = lister;
        let pairs = pairs(lists.get(COMMON..KINDS.len()).unwrap_or(&[]));
        let lists = lists.map(Grams::new);
        let anywhere = ANYWHERE.into_iter().enumerate().map(|(at, bytes)| (ENDS + 1 + at, bytes));
        let holds = |list: usize| lists.get(list).is_some_and(|list| !list.is_empty());
        let anywhere = anywhere.filter(|(list, _)| holds(*list)).collect();
        Self { bytes: bytes.into(), starts, lists, pairs, anywhere, loose }
    }

    /// Calls `found` with each place of each literal that its bounds allow: its place in the list, and the
    /// byte where it begins in `window`, a part of `text` between characters. They come line by line, and the
    /// places of one literal in their order.
    pub fn find(&self, text: &[u8], window: Span, found: &mut dyn FnMut(usize, usize)) {
        let end = window.end.min(text.len());
        let ended = self.lists.get(ENDS).is_some_and(|known| !known.is_empty());
        let mut heads = Heads::new(text, (window.start, end), &self.loose, ended);
        let mut work = WORK.take().unwrap_or_default();
        loop {
            let from = heads.at();
            if !heads.next(window.start, &mut work.chunk) {
                break;
            }
            work.listed.clear();
            self.at_heads(text, window.start, &mut work);
            let ordered = work.listed.len();
            if ended {
                self.at_ends(text, window.start, &work.chunk, &mut work.listed);
            }
            if !self.anywhere.is_empty() {
                for at in from..heads.at() {
                    self.at_any(text, window.start, at, &mut work.listed);
                }
            }
            if work.listed.len() > ordered {
                work.listed.sort_unstable_by_key(|listed| listed.at);
            }
            work.found.clear();
            for Listed { at, list, gram, range } in &work.listed {
                let at = window.start + *at as usize;
                let Some(list) = self.lists.get(usize::from(*list)) else { continue };
                for known in list.of(*gram, *range) {
                    if let Some(start) = self.hold(text, window, at, known) {
                        work.found.push((known.literal, start as u32));
                    }
                }
            }
            for (literal, start) in &work.found {
                found(*literal as usize, *start as usize);
            }
        }
        WORK.set(Some(work));
    }

    /// The grams of a chunk that stand at heads.
    fn at_heads(&self, text: &[u8], base: usize, work: &mut Work) {
        let Work { chunk, grams, longest, candidates, listed, .. } = work;
        let [eights, sixes, words, ..] = &self.lists;
        for (gram, head) in grams.iter_mut().zip(chunk.heads()) {
            *gram = load(text, base + *head as usize);
        }
        // A loop that does one thing: the bits of nearly all literals are far away in memory.
        for (longest, gram) in longest.iter_mut().zip(&*grams).take(chunk.heads().len()) {
            *longest = eights.may_hold(*gram);
        }
        // A candidate is written whatever it is, and kept where it is one: no branch that is hard to foretell.
        let mut count = 0usize;
        for ((eight, longest), head) in grams.iter().zip(&*longest).zip(chunk.heads()) {
            let whole = whole(text, base + *head as usize, *eight);
            let pair = (eight & mask(2)) as usize;
            let pair = self.pairs.get(pair / 64).map_or(0, |bits| bits >> (pair % 64) & 1);
            let lists = u8::from(*longest)
                | u8::from(sixes.may_hold(eight & mask(6))) << 1
                // Of a head that begins no short word nothing is left.
                | u8::from((whole > 0) & words.may_hold(eight & mask(whole))) << 2
                | (pair as u8) << COMMON;
            if let Some(slot) = candidates.get_mut(count) {
                *slot = Candidate { at: *head, lists, whole: whole as u8, eight: *eight };
            }
            count = count.wrapping_add(usize::from(lists != 0));
        }
        for candidate in candidates.iter().take(count) {
            let mut lists = candidate.lists;
            while lists != 0 {
                let list = lists.trailing_zeros() as usize;
                lists &= lists - 1;
                if list < COMMON {
                    self.list(*candidate, list, listed);
                    continue;
                }
                // The first two bytes are asked for the rest of the lists.
                for (list, known) in self.lists.iter().enumerate().take(ENDS).skip(COMMON) {
                    if !known.is_empty() && known.may_hold(candidate.gram(list)) {
                        self.list(*candidate, list, listed);
                    }
                }
            }
        }
    }

    /// Looks a candidate up in one list.
    #[inline]
    fn list(&self, candidate: Candidate, list: usize, listed: &mut Vec<Listed>) {
        let gram = candidate.gram(list);
        let range = self.lists.get(list).map_or((0, 0), |known| known.range(gram));
        if range.0 < range.1 {
            listed.push(Listed { at: candidate.at, list: list as u8, gram, range });
        }
    }

    /// Those whose grams end words.
    fn at_ends(&self, text: &[u8], base: usize, chunk: &Chunk, listed: &mut Vec<Listed>) {
        let Some(known) = self.lists.get(ENDS) else { return };
        for end in chunk.ends() {
            let Some(at) = end.checked_sub(END_BYTES as u32) else { continue };
            let gram = load(text, base + at as usize) & mask(END_BYTES);
            if known.may_hold(gram) {
                listed.push(Listed { at, list: ENDS as u8, gram, range: known.range(gram) });
            }
        }
    }

    /// Those whose grams stand at one byte, whatever it is.
    fn at_any(&self, text: &[u8], base: usize, at: usize, listed: &mut Vec<Listed>) {
        let eight = load(text, at);
        for (list, bytes) in &self.anywhere {
            let gram = eight & mask(*bytes);
            let Some(known) = self.lists.get(*list).filter(|known| known.may_hold(gram)) else {
                continue;
            };
            let (at, list) = ((at - base) as u32, *list as u8);
            listed.push(Listed { at, list, gram, range: known.range(gram) });
        }
    }

    /// Holds one literal whose gram stands at a place against the text around it: where it begins in the window.
    #[inline]
    fn hold(&self, text: &[u8], window: Span, at: usize, known: &Known) -> Option<usize> {
        let start = at.checked_sub(usize::from(known.offset))?;
        let length = known.length as usize;
        let stop = start + length;
        if start < window.start || stop > window.end || stop > text.len() {
            return None;
        }
        let from = stop.saturating_sub(WORD_BYTES).max(start);
        let tail = if stop >= WORD_BYTES {
            // The bytes before a shorter literal go.
            load(text, stop - WORD_BYTES) >> (8 * (WORD_BYTES - (stop - from)))
        } else {
            load(text, from) & mask(stop - from)
        };
        if tail != known.tail
            || (known.bounds.left && letter_before(text.get(..start).unwrap_or(&[])))
            || (known.bounds.right && letter_at(text, stop).0)
        {
            return None;
        }
        if length > WORD_BYTES {
            let literal = known.literal as usize;
            let own = self.starts.get(literal).map_or(0, |start| *start as usize);
            if text.get(start..stop) != self.bytes.get(own..own + length) {
                return None;
            }
        }
        Some(start - window.start)
    }
}

/// The eight bytes at a place as a number, the first one lowest; zeros behind the end.
#[inline]
fn load(text: &[u8], at: usize) -> u64 {
    match text.get(at..at + 8).map(<[u8; 8]>::try_from) {
        Some(Ok(eight)) => u64::from_le_bytes(eight),
        _ => word(text.get(at..).unwrap_or(&[])),
    }
}

/// A bit for each two bytes that a gram of some literals begins with.
fn pairs(lists: &[Vec<Known>]) -> Box<[u64]> {
    let mut bits = vec![0u64; (1 << 16) / 64];
    for known in lists.iter().flatten() {
        let first = known.gram & mask(1);
        // Whatever stands behind a gram of one byte.
        let seconds = if known.gram == first {
            0..=0xFF
        } else {
            known.gram >> 8 & 0xFF..=known.gram >> 8 & 0xFF
        };
        for second in seconds {
            let pair = (second << 8 | first) as usize;
            if let Some(word) = bits.get_mut(pair / 64) {
                *word |= 1 << (pair % 64);
            }
        }
    }
    bits.into_boxed_slice()
}
