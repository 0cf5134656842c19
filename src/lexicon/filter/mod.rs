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

use crate::text::block::BLOCK;
use crate::text::{Letters, Span};

pub use frequency::Frequencies;

use gram::{Grams, Known, mask, word};
use head::{LONGEST, word_masks};
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
    /// What tells a word ([`head::word_bytes`]).
    Word,
    /// So many bytes.
    Bytes(usize),
}

/// The kinds of grams at heads: the more bytes, the fewer other texts have them.
const KINDS: [Kind; 6] =
    [Kind::Bytes(8), Kind::Word, Kind::Bytes(4), Kind::Bytes(3), Kind::Bytes(2), Kind::Bytes(1)];
/// How many of these are asked for at every head. Of the others, which are few, the first two bytes are.
const COMMON: usize = 2;
/// Which list holds the grams of literals that end words, and how many bytes these have.
const ENDS: usize = KINDS.len();
const END_BYTES: usize = 6;
/// Bytes of grams that are looked for anywhere; their lists come behind the others.
const ANYWHERE: [usize; 3] = [3, 2, 1];
const LISTS: usize = KINDS.len() + 1 + ANYWHERE.len();
/// How many pairs of bytes there are.
const PAIRS: usize = 1 << 16;
/// Bytes that are compared at once.
const WORD_BYTES: usize = 8;
/// Places that are gathered before they are looked at.
const CHUNK: usize = 256;

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
    /// What of eight bytes tells a word ([`word_masks`]).
    #[serde(with = "super::packed")]
    words: [u64; 64],
    /// The first two bytes of the grams of kinds that are not [`COMMON`]: a bit for each two.
    #[serde(with = "super::packed")]
    pairs: Box<[u64]>,
    /// The last two bytes of the grams of ends, likewise; empty where there are none.
    #[serde(with = "super::packed")]
    ends: Box<[u64]>,
    /// Which of the lists of [`ANYWHERE`] hold any, and the bytes of their grams.
    anywhere: Vec<(usize, usize)>,
    /// The bytes that begin characters which are looked at within words too, and whether any does.
    #[serde(with = "super::packed")]
    loose: [bool; 256],
    loosens: bool,
    /// Whether a gram at a head begins with a mark of ASCII.
    marks: bool,
}

/// A head at which grams of some lists may stand.
#[derive(Debug, Clone, Copy, Default)]
struct Candidate {
    /// The byte.
    at: u32,
    /// Which lists, as bits; those that are not [`COMMON`] are one.
    lists: u8,
    /// The letters in a row.
    letters: u8,
    /// What stands there.
    eight: u64,
}

/// A gram that is one of a list or has the hash of one, with the range of its literals there.
#[derive(Debug, Clone, Copy)]
struct Listed {
    at: u32,
    list: u8,
    gram: u64,
    range: (u32, u32),
}

/// What is gathered of some blocks before it is looked at: each stage waits for another part of memory, and so for
/// many places at once. Kept by the thread.
#[derive(Debug)]
struct Work {
    candidates: [Candidate; CHUNK],
    count: usize,
    /// Places elsewhere than at heads: the byte and the list.
    others: Vec<(u32, u8)>,
    listed: Vec<Listed>,
    /// Literals, and where they begin in the window.
    found: Vec<(u32, u32)>,
}

impl Default for Work {
    fn default() -> Self {
        Self {
            candidates: [Candidate::default(); CHUNK],
            count: 0,
            others: Vec::new(),
            listed: Vec::new(),
            found: Vec::new(),
        }
    }
}

/// What is looked at: a part of a text.
#[derive(Clone, Copy)]
struct Window<'a> {
    text: &'a [u8],
    letters: &'a Letters,
    start: usize,
    end: usize,
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
        let Lister { lists, loose, marks, .. } = lister;
        let pairs = pairs(lists.get(COMMON..KINDS.len()).unwrap_or(&[]));
        let ends = ends(lists.get(ENDS).map_or(&[][..], Vec::as_slice));
        let lists = lists.map(Grams::new);
        let anywhere = ANYWHERE.into_iter().enumerate().map(|(at, bytes)| (ENDS + 1 + at, bytes));
        let holds = |list: usize| lists.get(list).is_some_and(|list| !list.is_empty());
        let anywhere = anywhere.filter(|(list, _)| holds(*list)).collect();
        let loosens = loose.contains(&true);
        let words = word_masks();
        Self {
            bytes: bytes.into(),
            starts,
            lists,
            words,
            pairs,
            ends,
            anywhere,
            loose,
            loosens,
            marks,
        }
    }

    /// Calls `found` with each place of each literal that its bounds allow: its place in the list, and the
    /// byte where it begins in `window`, a part of `text` between characters. They come line by line, and the
    /// places of one literal in their order. `letters` are those of the text.
    pub fn find(
        &self,
        text: &[u8],
        letters: &Letters,
        window: Span,
        found: &mut dyn FnMut(usize, usize),
    ) {
        let window = Window { text, letters, start: window.start, end: window.end.min(text.len()) };
        if window.start >= window.end {
            return;
        }
        let mut work = WORK.take().unwrap_or_default();
        work.count = 0;
        work.others.clear();
        let last = (window.end - 1) / BLOCK;
        for block in window.start / BLOCK..=last {
            self.block(window, block, &mut work);
            // A block has no more places than bytes.
            if work.count + BLOCK > CHUNK || block == last {
                self.hold_all(window, &mut work, found);
            }
        }
        WORK.set(Some(work));
    }

    /// Gathers the places of a block where grams may stand.
    fn block(&self, window: Window<'_>, index: usize, work: &mut Work) {
        let base = index.wrapping_mul(BLOCK);
        let from = window.start.saturating_sub(base);
        let to = window.end.wrapping_sub(base).min(BLOCK);
        let inside = u64::MAX.wrapping_shl(from as u32) & (u64::MAX >> ((BLOCK - to) & 63));
        let mut heads = window.letters.heads(index);
        if !self.marks {
            heads &= window.letters.block(index).0 | window.letters.leads(index);
        }
        if self.loosens {
            heads |= self.loose_heads(window, base, heads);
        }
        if !self.ends.is_empty() {
            self.at_ends(window, base, inside, work);
        }
        self.at_heads(window, base, heads & inside, work);
        if !self.anywhere.is_empty() {
            for at in (base + from)..(base + to) {
                self.at_any(window.text, at, work);
            }
        }
    }

    /// The characters of a block that are looked at within words too; those at heads are anyway.
    fn loose_heads(&self, window: Window<'_>, base: usize, heads: u64) -> u64 {
        let (mut heads, mut leads) = (0, window.letters.leads(base / BLOCK) & !heads);
        while leads != 0 {
            let index = leads.trailing_zeros();
            leads &= leads.wrapping_sub(1);
            let first = window.text.get(base.wrapping_add(index as usize)).copied().unwrap_or(0);
            let loose = self.loose.get(usize::from(first)).copied().unwrap_or(true);
            heads |= u64::from(loose) << index;
        }
        heads
    }

    /// The grams that stand at the heads of a block. By itself, so that all it asks for stays in registers.
    #[inline(never)]
    fn at_heads(&self, window: Window<'_>, base: usize, mut heads: u64, work: &mut Work) {
        let [eights, words, ..] = &self.lists;
        let (own, next) = window.letters.block(base / BLOCK);
        // There is a bit for each two bytes: none need be asked for how many there are.
        let Some(pairs) = self.pairs.first_chunk::<{ PAIRS / 64 }>() else { return };
        let mut count = work.count;
        while heads != 0 {
            let index = heads.trailing_zeros();
            heads &= heads.wrapping_sub(1);
            let at = base.wrapping_add(index as usize);
            let eight = load(window.text, at);
            let row = own >> index | (next << 1).wrapping_shl(63 - index);
            let letters = (!row | 1 << LONGEST).trailing_zeros() as usize & LONGEST;
            let kind = (eight as usize >> 5 & 7) << 3 | letters;
            let word = self.words.get(kind).map_or(0, |mask| eight & mask);
            let pair = u64::from(is_set(pairs, (eight & mask(2)) as usize));
            let lists = eights.may_hold(eight) | words.may_hold(word) << 1 | pair << COMMON;
            // A candidate is written whatever it is, and kept where it is one: no branch that is hard to foretell.
            if let Some(slot) = work.candidates.get_mut(count) {
                let (lists, letters) = (lists as u8, letters as u8);
                *slot = Candidate { at: at as u32, lists, letters, eight };
            }
            count = count.wrapping_add(usize::from(lists != 0));
        }
        work.count = count;
    }

    /// Those whose grams end words: of nearly every word the last two bytes are others.
    fn at_ends(&self, window: Window<'_>, base: usize, inside: u64, work: &mut Work) {
        let Some(pairs) = self.ends.first_chunk::<{ PAIRS / 64 }>() else { return };
        let (own, next) = window.letters.block(base / BLOCK);
        let mut ends = own & !(own >> 1 | next << (BLOCK - 1)) & inside;
        while ends != 0 {
            let last = base.wrapping_add(ends.trailing_zeros() as usize);
            ends &= ends.wrapping_sub(1);
            let Some([one, two]) =
                window.text.get(last.wrapping_sub(1)..).and_then(<[u8]>::first_chunk)
            else {
                continue;
            };
            let pair = usize::from(*two) << 8 | usize::from(*one);
            if is_set(pairs, pair)
                && let Some(at) = last.wrapping_add(1).checked_sub(END_BYTES)
            {
                work.others.push((at as u32, ENDS as u8));
            }
        }
    }

    /// Those whose grams stand at one byte, whatever it is.
    fn at_any(&self, text: &[u8], at: usize, work: &mut Work) {
        let eight = load(text, at);
        for (list, bytes) in &self.anywhere {
            let known = self.lists.get(*list);
            if known.is_some_and(|known| known.may_hold(eight & mask(*bytes)) != 0) {
                work.others.push((at as u32, *list as u8));
            }
        }
    }

    /// Holds what was gathered against the text.
    fn hold_all(&self, window: Window<'_>, work: &mut Work, found: &mut dyn FnMut(usize, usize)) {
        work.listed.clear();
        self.list_all(window, work);
        work.found.clear();
        for listed in &work.listed {
            self.hold(window, listed, &mut work.found);
        }
        for (literal, start) in &work.found {
            found(*literal as usize, *start as usize);
        }
    }

    /// Looks up what was gathered.
    fn list_all(&self, window: Window<'_>, work: &mut Work) {
        let Work { candidates, count, others, listed, .. } = work;
        for Candidate { at, lists, letters, eight } in candidates.get(..*count).unwrap_or(&[]) {
            if lists & 1 != 0 {
                self.list(*at, 0, *eight, listed);
            }
            if lists & 2 != 0 {
                let kind = (*eight as usize >> 5 & 7) << 3 | usize::from(*letters);
                let word = self.words.get(kind).map_or(0, |mask| eight & mask);
                self.list(*at, 1, word, listed);
            }
            if lists >> COMMON != 0 {
                // The first two bytes are asked for the rest of the lists.
                for (list, kind) in KINDS.iter().enumerate().skip(COMMON) {
                    let Kind::Bytes(bytes) = kind else { continue };
                    self.list(*at, list as u8, eight & mask(*bytes), listed);
                }
            }
        }
        *count = 0;
        if others.is_empty() {
            return;
        }
        for (at, list) in others.drain(..) {
            let anywhere = usize::from(list).checked_sub(ENDS + 1);
            let bytes = anywhere.and_then(|at| ANYWHERE.get(at)).copied().unwrap_or(END_BYTES);
            self.list(at, list, load(window.text, at as usize) & mask(bytes), listed);
        }
        // In the order of the text.
        listed.sort_by_key(|listed| listed.at);
    }

    /// Looks a gram up in one list.
    #[inline]
    fn list(&self, at: u32, list: u8, gram: u64, listed: &mut Vec<Listed>) {
        let range = self.lists.get(usize::from(list)).map_or((0, 0), |known| known.range(gram));
        if range.0 < range.1 {
            listed.push(Listed { at, list, gram, range });
        }
    }

    /// Holds the literals of a gram that stands at a place against the text around it.
    fn hold(&self, window: Window<'_>, listed: &Listed, found: &mut Vec<(u32, u32)>) {
        let Some(list) = self.lists.get(usize::from(listed.list)) else { return };
        for known in list.of(listed.range) {
            let start = (listed.at as usize).wrapping_sub(usize::from(known.offset));
            let stop = start.wrapping_add(known.length as usize);
            let tail = match window.text.get(stop.wrapping_sub(WORD_BYTES)..stop) {
                // The bytes before a shorter literal go.
                Some(eight) => word_of(eight).wrapping_shr(u32::from(known.before)),
                None => window.text.get(start..stop).map_or(!known.tail, word),
            };
            let same = tail == known.tail && known.gram == listed.gram;
            if same && self.holds(window, (start, stop), known) {
                found.push((known.literal, start.wrapping_sub(window.start) as u32));
            }
        }
    }

    /// Whether a literal stands at a place where its last bytes do.
    fn holds(&self, window: Window<'_>, (start, stop): (usize, usize), known: &Known) -> bool {
        if start < window.start || stop > window.end || start > stop {
            return false;
        }
        let beside = (known.bounds & 1 != 0 && window.letters.before(start))
            || (known.bounds & 2 != 0 && window.letters.at(stop));
        if beside || known.length as usize <= WORD_BYTES {
            return !beside;
        }
        let own = self.starts.get(known.literal as usize).map_or(0, |start| *start as usize);
        window.text.get(start..stop) == self.bytes.get(own..own + known.length as usize)
    }
}

/// Eight bytes as a number, the first one lowest.
#[inline]
fn word_of(eight: &[u8]) -> u64 {
    <[u8; 8]>::try_from(eight).map_or(0, u64::from_le_bytes)
}

/// The eight bytes at a place as a number, the first one lowest; zeros behind the end.
#[inline]
fn load(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or(&[]);
    rest.first_chunk().map_or_else(|| word(rest), |eight| u64::from_le_bytes(*eight))
}

/// A bit for each two bytes that a gram of some literals begins with.
fn pairs(lists: &[Vec<Known>]) -> Box<[u64]> {
    let mut bits = vec![0u64; PAIRS / 64];
    for known in lists.iter().flatten() {
        let first = known.gram & mask(1);
        // Whatever stands behind a gram of one byte.
        let seconds = if known.gram == first {
            0..=0xFF
        } else {
            known.gram >> 8 & 0xFF..=known.gram >> 8 & 0xFF
        };
        seconds.for_each(|second| set(&mut bits, (second << 8 | first) as usize));
    }
    bits.into_boxed_slice()
}

/// A bit for each two bytes that the gram of an end ends with.
fn ends(list: &[Known]) -> Box<[u64]> {
    let mut bits = vec![0u64; if list.is_empty() { 0 } else { PAIRS / 64 }];
    for known in list {
        set(&mut bits, (known.gram >> (8 * (END_BYTES - 2))) as usize);
    }
    bits.into_boxed_slice()
}

fn set(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

#[inline]
fn is_set(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}
