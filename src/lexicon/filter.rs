//! The literal filter: finds every place of many literals in a text at a cost that hardly grows with their
//! number.
//!
//! An automaton walks one state a byte and misses the cache at most of them. Here each literal is known by
//! one *gram*, a few bytes of it that are rare in ordinary text. One bit per hashed gram tells in a
//! nanosecond that no literal has its gram at a place, which is so nearly everywhere; only where the bit is
//! set is the gram looked up, and the literals of that gram are held against the text. What is found is
//! exactly what an automaton over the same literals finds (`tests/filter.rs`).

use crate::text::Span;

/// Bits of the hashes of grams: 128 KiB for each table, of which a text touches a small part.
const BITS: u32 = 20;
/// Bits of the hash of the grams of short literals: one byte for each tells of what kind they are.
const SHORT_BITS: u32 = 17;
/// Words of the bits of long grams.
const WORDS: usize = 1 << (BITS - 6);
/// Places that are looked at before candidates are verified: branching at once costs a third more.
const CHUNK: usize = 1 << CHUNK_BITS;
const CHUNK_BITS: u32 = 9;

/// Bytes of the grams of literals of six and more, and of shorter ones.
const LONG: usize = 6;
const SHORT: usize = 3;

const LONG_MASK: u64 = (1 << (8 * LONG)) - 1;
const SHORT_MASK: u64 = (1 << (8 * SHORT)) - 1;
/// Odd, with bits all over: the fractional part of the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

const fn long_hash(word: u64) -> usize {
    ((word & LONG_MASK).wrapping_mul(SPREAD) >> (64 - BITS)) as usize
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

    /// At most how often the bytes occur; where that is the same, how often their parts do.
    pub(super) fn of(&self, bytes: &[u8]) -> (u32, u32) {
        let count = |gram| self.counts.get(Self::hash(gram)).copied().unwrap_or(0);
        let least = bytes.windows(4).map(count).min().unwrap_or(u32::MAX);
        (least, bytes.windows(4).map(count).fold(0, u32::saturating_add))
    }
}

/// Where a literal may stand: not beside which letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// Never behind an ASCII letter or digit.
    pub left: bool,
    /// Never before one.
    pub right: bool,
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
    offset: u16,
    bounds: Bounds,
}

impl Known {
    fn new(literal: usize, start: usize, (text, bounds): (&[u8], Bounds), offset: usize) -> Self {
        let gram = text.get(offset..).unwrap_or(&[]);
        let gram = gram.get(..if text.len() < LONG { SHORT } else { LONG }).unwrap_or(gram);
        Self {
            gram: word(gram),
            head: word(text),
            tail: word(text.get(text.len().saturating_sub(8)..).unwrap_or(text)),
            literal: literal as u32,
            start: start as u32,
            length: text.len() as u32,
            offset: offset as u16,
            bounds,
        }
    }
}

/// The literals by the hash of their grams.
#[derive(Debug)]
struct Table {
    /// Where the list of each hash begins in `known`; one more than there are hashes.
    starts: Vec<u32>,
    known: Vec<Known>,
}

impl Table {
    /// `slots` is how many hashes there are.
    fn new(mut grams: Vec<(usize, Known)>, slots: usize) -> Self {
        grams.sort_by_key(|(hash, known)| (*hash, known.gram, known.literal));
        let mut starts = vec![0u32; slots + 1];
        for (hash, _) in &grams {
            if let Some(count) = starts.get_mut(hash + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts, known: grams.into_iter().map(|(_, known)| known).collect() }
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
    /// One bit for each hash of a long gram.
    long_bits: Box<[u64]>,
    /// [`IS_LEADING`], [`IS_SHORT`] for each hash of a short one.
    short_kinds: Box<[u8]>,
    long: Table,
    /// Those of fewer than [`LONG`] bytes that only stand at the start of a word, by their first bytes.
    leading: Table,
    /// The others of fewer than [`LONG`] bytes.
    short: Table,
    /// Those of one byte, which stand by themselves.
    single: Vec<Known>,
    /// What each byte is.
    classes: [u8; 256],
}

/// Which tables a place is a candidate of.
const IS_LONG: u8 = 1;
const IS_LEADING: u8 = 2;
const IS_SHORT: u8 = 4;
const IS_SINGLE: u8 = 8;

/// Classes of bytes: an ASCII letter or digit; a literal of one byte.
const WORD: u8 = 1;
const ALONE: u8 = IS_SINGLE;

impl Filter {
    /// Compiles these literals, which are found by their place in the list. An empty one is never found.
    pub fn new<'a>(
        literals: impl IntoIterator<Item = (&'a str, Bounds)>,
        frequencies: &Frequencies,
    ) -> Self {
        let (mut long, mut leading, mut short) = (Vec::new(), Vec::new(), Vec::new());
        let mut single = Vec::new();
        let mut classes = [0u8; 256];
        for (byte, class) in (0..=255u8).zip(&mut classes) {
            *class = if byte.is_ascii_alphanumeric() { WORD } else { 0 };
        }
        let mut bytes = Vec::new();
        // Of grams that are equally rare, one of few literals is better: they are verified one by one.
        let mut crowds = vec![0u16; 1 << BITS];
        for (literal, (text, bounds)) in literals.into_iter().enumerate() {
            let text = text.as_bytes();
            let start = bytes.len();
            bytes.extend_from_slice(text);
            let known = |offset| Known::new(literal, start, (text, bounds), offset);
            if text.len() >= LONG {
                let grams = text.windows(LONG).take(usize::from(u16::MAX)).enumerate();
                let best = grams.min_by_key(|(offset, gram)| {
                    let crowd = crowds.get(long_hash(word(gram))).copied().unwrap_or(0);
                    (frequencies.of(gram), crowd, *offset)
                });
                let Some((offset, gram)) = best else { continue };
                let hash = long_hash(word(gram));
                if let Some(crowd) = crowds.get_mut(hash) {
                    *crowd = crowd.saturating_add(1);
                }
                long.push((hash, known(offset)));
                continue;
            }
            let table = if bounds.left { &mut leading } else { &mut short };
            match text {
                [] => {}
                [only] => {
                    if let Some(class) = classes.get_mut(usize::from(*only)) {
                        *class |= ALONE;
                    }
                    single.push(known(0));
                }
                // Whatever stands behind two bytes makes three of them.
                [first, second] => table.extend(
                    (0..=255u8)
                        .filter(|third| !(bounds.right && third.is_ascii_alphanumeric()))
                        .map(|third| {
                            let gram = word(&[*first, *second, third]);
                            (short_hash(gram), Known { gram, ..known(0) })
                        }),
                ),
                _ if bounds.left => {
                    let known = known(0);
                    table.push((short_hash(known.gram), known));
                }
                _ => {
                    let best = text.windows(SHORT).enumerate().min_by_key(|(offset, gram)| {
                        let at = offset.saturating_sub(1);
                        let around = text.get(at..(at + 4).min(text.len())).unwrap_or(gram);
                        (frequencies.of(around), *offset)
                    });
                    let known = known(best.map_or(0, |(offset, _)| offset));
                    table.push((short_hash(known.gram), known));
                }
            }
        }
        let mut long_bits = vec![0u64; WORDS].into_boxed_slice();
        for (hash, _) in &long {
            if let Some(word) = long_bits.get_mut(hash / 64) {
                *word |= 1 << (hash % 64);
            }
        }
        let mut short_kinds = vec![0u8; 1 << SHORT_BITS].into_boxed_slice();
        for (list, kind) in [(&leading, IS_LEADING), (&short, IS_SHORT)] {
            for (hash, _) in list {
                if let Some(kinds) = short_kinds.get_mut(*hash) {
                    *kinds |= kind;
                }
            }
        }
        Self {
            bytes,
            long_bits,
            short_kinds,
            long: Table::new(long, 1 << BITS),
            leading: Table::new(leading, 1 << SHORT_BITS),
            short: Table::new(short, 1 << SHORT_BITS),
            single,
            classes,
        }
    }

    /// Calls `found` with each place of each literal that its bounds allow: its place in the list, and the
    /// byte where it begins in `window`, a part of `text`. In the order of the grams, so that the places of
    /// one literal come in their order.
    pub fn find(&self, text: &[u8], window: Span, found: &mut dyn FnMut(usize, usize)) {
        let end = window.end.min(text.len());
        let whole = text.len().saturating_sub(7).min(end).max(window.start);
        let mut candidates = [0u16; CHUNK];
        let class = |byte: u8| self.classes.get(usize::from(byte)).copied().unwrap_or(0);
        let before = window.start.checked_sub(1).and_then(|at| text.get(at));
        let mut previous = before.map_or(0, |byte| class(*byte));
        let mut from = window.start;
        while from < whole {
            let to = (from + CHUNK).min(whole);
            let mut count = 0usize;
            let mut place = 0u16;
            for eight in text.get(from..to + 7).unwrap_or(&[]).windows(8) {
                let Ok(eight) = <[u8; 8]>::try_from(eight) else { continue };
                let word = u64::from_le_bytes(eight);
                let here = class(word as u8);
                // A leading one counts where no letter stands before.
                let starts = !((previous & WORD) << 1);
                previous = here;
                let hash = long_hash(word);
                let long = self.long_bits.get(hash / 64).copied().unwrap_or(0) >> (hash % 64);
                let short = self.short_kinds.get(short_hash(word)).copied().unwrap_or(0);
                let kinds = (long as u8 & IS_LONG) | (short & starts) | (here & IS_SINGLE);
                // Written whatever it is, kept where it is a candidate: no branch that is hard to foretell.
                if let Some(slot) = candidates.get_mut(count % CHUNK) {
                    *slot = place | u16::from(kinds) << CHUNK_BITS;
                }
                count = count.wrapping_add(usize::from(kinds != 0));
                place = place.wrapping_add(1);
            }
            for candidate in candidates.iter().take(count) {
                let place = usize::from(*candidate) % CHUNK;
                let kinds = (*candidate >> CHUNK_BITS) as u8;
                self.verify(text, window, from + place, kinds, found);
            }
            from = to;
        }
        // The last places have fewer than eight bytes behind them: zeros, which no literal holds.
        for at in whole..end {
            let all = IS_LONG | IS_LEADING | IS_SHORT | IS_SINGLE;
            self.verify(text, window, at, all, found);
        }
    }

    /// Holds the literals of the grams at a place against the text around it.
    fn verify(
        &self,
        text: &[u8],
        window: Span,
        at: usize,
        kinds: u8,
        found: &mut dyn FnMut(usize, usize),
    ) {
        let eight = |at: usize| {
            let bytes = text.get(at..at + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok());
            bytes.map(u64::from_le_bytes)
        };
        let letter = |at: Option<usize>| {
            at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric)
        };
        let mut each = |known: &Known| {
            let Some(start) = at.checked_sub(usize::from(known.offset)) else { return };
            let length = known.length as usize;
            let stop = start + length;
            if start < window.start
                || stop > window.end
                || (known.bounds.left && letter(start.checked_sub(1)))
                || (known.bounds.right && letter(Some(stop)))
            {
                return;
            }
            if length >= 8
                && (eight(start) != Some(known.head) || eight(stop - 8) != Some(known.tail))
            {
                return;
            }
            let from = known.start as usize;
            let whole = || text.get(start..stop) == self.bytes.get(from..from + length);
            if (8..=16).contains(&length) || whole() {
                found(known.literal as usize, start - window.start);
            }
        };
        let word = eight(at).unwrap_or_else(|| word(text.get(at..).unwrap_or(&[])));
        if kinds & IS_LONG != 0 {
            let gram = word & LONG_MASK;
            let known = self.long.of(long_hash(word)).iter();
            known.filter(|known| known.gram == gram).for_each(&mut each);
        }
        let gram = word & SHORT_MASK;
        if kinds & IS_LEADING != 0 {
            let known = self.leading.of(short_hash(word)).iter();
            known.filter(|known| known.gram == gram).for_each(&mut each);
        }
        if kinds & IS_SHORT != 0 {
            let known = self.short.of(short_hash(word)).iter();
            known.filter(|known| known.gram == gram).for_each(&mut each);
        }
        if kinds & IS_SINGLE != 0 {
            let byte = word & 0xFF;
            self.single.iter().filter(|known| known.gram == byte).for_each(&mut each);
        }
    }
}

/// Up to eight bytes as a number, the first one lowest.
fn word(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}
