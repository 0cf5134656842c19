//! The literal filter: finds every place of many literals in a text at a cost that hardly grows with their
//! number.
//!
//! An automaton walks one state a byte and misses the cache at most of them. Here each literal is known by
//! one *gram*, a few bytes of it that are rare in ordinary text. One bit per hashed gram tells in a
//! nanosecond that no literal has its gram at a place, which is so nearly everywhere; only where the bit is
//! set is the gram looked up, and the literals of that gram are held against the text. What is found is
//! exactly what an automaton over the same literals finds (`tests/filter.rs`).

/// Bits of the longest grams' hash: 128 KiB, which stay in the second level of the cache.
const LONG_BITS: u32 = 20;
/// Bits of the hash of grams of three bytes.
const SHORT_BITS: u32 = 16;
/// Places that are looked at before candidates are verified: branching at once costs a third more.
const CHUNK: usize = 512;

/// Bytes of the grams of literals of six and more, of three to five, and of one or two.
const LONG: usize = 6;
const SHORT: usize = 3;

const LONG_MASK: u64 = (1 << (8 * LONG)) - 1;
const SHORT_MASK: u64 = (1 << (8 * SHORT)) - 1;
/// Odd, with bits all over: the fractional part of the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

const fn long_hash(word: u64) -> usize {
    ((word & LONG_MASK).wrapping_mul(SPREAD) >> (64 - LONG_BITS)) as usize
}

const fn short_hash(word: u64) -> usize {
    ((word & SHORT_MASK).wrapping_mul(SPREAD) >> (64 - SHORT_BITS)) as usize
}

/// How often grams occur in ordinary text: four bytes, hashed. No more than an estimate; what is found does
/// not depend on it.
#[derive(Debug)]
pub struct Frequencies {
    counts: Vec<u32>,
}

impl Default for Frequencies {
    fn default() -> Self {
        Self { counts: vec![0; 1 << Self::BITS] }
    }
}

impl Frequencies {
    const BITS: u32 = 18;

    fn hash(gram: &[u8]) -> usize {
        let word = gram.iter().fold(0u64, |word, byte| (word << 8) | u64::from(*byte));
        (word.wrapping_mul(SPREAD) >> (64 - Self::BITS)) as usize
    }

    /// Counts the grams of a folded text.
    pub fn add(&mut self, folded: &str) {
        for gram in folded.as_bytes().windows(4) {
            if let Some(count) = self.counts.get_mut(Self::hash(gram)) {
                *count += 1;
            }
        }
    }

    /// At most how often the bytes occur.
    fn of(&self, bytes: &[u8]) -> u32 {
        let count = |gram| self.counts.get(Self::hash(gram)).copied().unwrap_or(0);
        bytes.windows(4).map(count).min().unwrap_or(u32::MAX)
    }
}

/// A literal of a gram, with what nearly always tells that it does not stand there.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// The bytes of the gram, the first one lowest.
    gram: u64,
    /// The first and the last eight bytes of the literal, where it has as many.
    head: u64,
    tail: u64,
    literal: u32,
    /// Where the literal begins in [`Filter::bytes`].
    start: u32,
    length: u32,
    /// How far into the literal its gram stands.
    offset: u32,
}

impl Known {
    fn new(literal: usize, start: usize, text: &[u8], gram: &[u8], offset: usize) -> Self {
        Self {
            gram: word(gram),
            head: word(text),
            tail: word(text.get(text.len().saturating_sub(8)..).unwrap_or(text)),
            literal: literal as u32,
            start: start as u32,
            length: text.len() as u32,
            offset: offset as u32,
        }
    }
}

/// The literals by the hash of their grams.
#[derive(Debug)]
struct Table {
    bits: Vec<u64>,
    /// Where the list of each hash begins in `known`; one more than there are hashes.
    starts: Vec<u32>,
    known: Vec<Known>,
}

impl Table {
    /// `slots` is a power of two.
    fn new(mut grams: Vec<(usize, Known)>, slots: usize) -> Self {
        grams.sort_by_key(|(hash, known)| (*hash, known.gram, known.literal));
        let mut bits = vec![0u64; slots.div_ceil(64)];
        let mut starts = vec![0u32; slots + 1];
        for (hash, _) in &grams {
            if let Some(word) = bits.get_mut(hash / 64) {
                *word |= 1 << (hash % 64);
            }
            if let Some(count) = starts.get_mut(hash + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { bits, starts, known: grams.into_iter().map(|(_, known)| known).collect() }
    }

    fn of(&self, hash: usize) -> &[Known] {
        let at = |index: usize| self.starts.get(index).map_or(0, |start| *start as usize);
        self.known.get(at(hash)..at(hash + 1)).unwrap_or(&[])
    }
}

/// Some literals, compiled.
#[derive(Debug)]
pub struct Filter {
    bytes: Vec<u8>,
    long: Table,
    short: Table,
    tiny: Table,
}

/// Which tables a place is a candidate of.
const IS_LONG: u8 = 1;
const IS_SHORT: u8 = 2;
const IS_TINY: u8 = 4;

impl Filter {
    /// Compiles these literals, which are found by their place in the list. An empty one is never found.
    pub fn new<'a>(literals: impl IntoIterator<Item = &'a str>, frequencies: &Frequencies) -> Self {
        let (mut long, mut short, mut tiny) = (Vec::new(), Vec::new(), Vec::new());
        let mut bytes = Vec::new();
        // Many literals of one gram are verified one after the other: a fuller one counts as more frequent.
        let mut crowds = vec![0u16; 1 << LONG_BITS];
        for (literal, text) in literals.into_iter().enumerate() {
            let text = text.as_bytes();
            let start = bytes.len();
            bytes.extend_from_slice(text);
            let known = |gram: &[u8], offset| Known::new(literal, start, text, gram, offset);
            if text.len() >= LONG {
                let best = text.windows(LONG).enumerate().min_by_key(|(offset, gram)| {
                    let crowd = crowds.get(long_hash(word(gram))).copied().unwrap_or(0);
                    let seen = u64::from(frequencies.of(gram));
                    ((seen + 1) * (u64::from(crowd) + 1), *offset)
                });
                let Some((offset, gram)) = best else { continue };
                let hash = long_hash(word(gram));
                if let Some(crowd) = crowds.get_mut(hash) {
                    *crowd = crowd.saturating_add(1);
                }
                long.push((hash, known(gram, offset)));
            } else if text.len() >= SHORT {
                let best = text.windows(SHORT).enumerate().min_by_key(|(offset, gram)| {
                    let at = offset.saturating_sub(1);
                    let around = text.get(at..(at + 4).min(text.len())).unwrap_or(gram);
                    (frequencies.of(around), *offset)
                });
                let Some((offset, gram)) = best else { continue };
                short.push((short_hash(word(gram)), known(gram, offset)));
            } else if let [first, rest @ ..] = text {
                let known = known(text, 0);
                match rest {
                    [second, ..] => tiny.push((tiny_hash(*first, *second), known)),
                    [] => tiny.extend((0..=255).map(|any| (tiny_hash(*first, any), known))),
                }
            }
        }
        Self {
            bytes,
            long: Table::new(long, 1 << LONG_BITS),
            short: Table::new(short, 1 << SHORT_BITS),
            tiny: Table::new(tiny, 1 << 16),
        }
    }

    /// Calls `found` with each place of each literal: its place in the list, and the byte where it begins in
    /// `text`. In the order of the grams, so that the places of one literal come in their order.
    pub fn find(&self, text: &[u8], found: &mut dyn FnMut(usize, usize)) {
        let whole = text.len().saturating_sub(7);
        let mut candidates = [(0u32, 0u8); CHUNK];
        let (long, short) = (self.long.bits.as_slice(), self.short.bits.as_slice());
        let tiny = self.tiny.bits.as_slice();
        let bit = |bits: &[u64], hash: usize| {
            (bits.get(hash / 64).copied().unwrap_or(0) >> (hash % 64)) as u8 & 1
        };
        let mut from = 0;
        while from < whole {
            let to = (from + CHUNK).min(whole);
            let mut count = 0;
            for (index, eight) in text.get(from..to + 7).unwrap_or(&[]).windows(8).enumerate() {
                let Ok(eight) = <[u8; 8]>::try_from(eight) else { continue };
                let word = u64::from_le_bytes(eight);
                let kinds = bit(long, long_hash(word))
                    | (bit(short, short_hash(word)) << 1)
                    | (bit(tiny, (word & 0xFFFF) as usize) << 2);
                if let Some(slot) = candidates.get_mut(count) {
                    *slot = ((from + index) as u32, kinds);
                }
                count += usize::from(kinds != 0);
            }
            for (at, kinds) in candidates.iter().take(count) {
                let at = *at as usize;
                let eight = text.get(at..at + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok());
                self.verify(text, at, eight.map_or(0, u64::from_le_bytes), *kinds, found);
            }
            from = to;
        }
        // The last places have fewer than eight bytes behind them: zeros, which no literal holds.
        for at in whole..text.len() {
            let rest = text.get(at..).unwrap_or(&[]);
            self.verify(text, at, word(rest), IS_LONG | IS_SHORT | IS_TINY, found);
        }
    }

    /// Holds the literals of the grams at a place against the text around it.
    fn verify(
        &self,
        text: &[u8],
        at: usize,
        word: u64,
        kinds: u8,
        found: &mut dyn FnMut(usize, usize),
    ) {
        let eight = |at: usize| {
            let bytes = text.get(at..at + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok());
            bytes.map(u64::from_le_bytes)
        };
        let mut each = |known: &Known| {
            let Some(start) = at.checked_sub(known.offset as usize) else { return };
            let length = known.length as usize;
            if length >= 8
                && (eight(start) != Some(known.head) || eight(start + length - 8) != Some(known.tail))
            {
                return;
            }
            let from = known.start as usize;
            let whole = || text.get(start..start + length) == self.bytes.get(from..from + length);
            if (8..=16).contains(&length) || whole() {
                found(known.literal as usize, start);
            }
        };
        if kinds & IS_LONG != 0 {
            let gram = word & LONG_MASK;
            self.long
                .of(long_hash(word))
                .iter()
                .filter(|known| known.gram == gram)
                .for_each(&mut each);
        }
        if kinds & IS_SHORT != 0 {
            let gram = word & SHORT_MASK;
            let known = self.short.of(short_hash(word)).iter();
            known.filter(|known| known.gram == gram).for_each(&mut each);
        }
        if kinds & IS_TINY != 0 {
            self.tiny.of((word & 0xFFFF) as usize).iter().for_each(&mut each);
        }
    }
}

const fn tiny_hash(first: u8, second: u8) -> usize {
    first as usize | (second as usize) << 8
}

/// Up to eight bytes as a number, the first one lowest.
fn word(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}
