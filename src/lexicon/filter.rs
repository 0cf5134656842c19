//! The literal filter: finds every place of many literals in a text at a cost that hardly grows with their
//! number.
//!
//! An automaton walks one state a byte and misses the cache at most of them. Here each literal is known by
//! one *gram*, a few bytes of it that are rare in ordinary text. Two bits per hashed gram tell in a
//! nanosecond that no literal has its gram at a place, which is so nearly everywhere; only where both are
//! set is the gram looked up, and the literals of that gram are held against the text. What is found is
//! exactly what an automaton over the same literals finds (`tests/filter.rs`).

use crate::text::Span;

/// Bits of the hash of the grams of short literals: one byte for each tells of what kind they are.
const SHORT_BITS: u32 = 17;
/// Places that are looked at before candidates are verified: branching at once costs a third more.
const CHUNK: usize = 1 << CHUNK_BITS;
const CHUNK_BITS: u32 = 9;

/// Bytes of the grams of literals of eight and more, of six and seven, and of shorter ones.
const LONG: usize = 8;
const MIDDLE: usize = 6;
const SHORT: usize = 3;

const MIDDLE_MASK: u64 = (1 << (8 * MIDDLE)) - 1;
const SHORT_MASK: u64 = (1 << (8 * SHORT)) - 1;
/// Odd, with bits all over: the fractional part of the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

const fn spread(gram: u64) -> u64 {
    gram.wrapping_mul(SPREAD)
}

const fn short_hash(word: u64) -> usize {
    (spread(word & SHORT_MASK) >> (64 - SHORT_BITS)) as usize
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

/// A literal of a gram.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// The bytes of the gram, the first one lowest; of one that leads a word all of the literal.
    gram: u64,
    literal: u32,
    /// Where the literal begins in [`Filter::bytes`].
    start: u32,
    length: u32,
    /// How far into the literal its gram stands.
    offset: u16,
    bounds: Bounds,
}

impl Known {
    /// The bits of the first eight bytes that the literal takes up.
    const fn mask(self) -> u64 {
        if self.length >= 8 { u64::MAX } else { (1 << (8 * self.length)) - 1 }
    }
}

/// The literals by the hash of their grams.
#[derive(Debug)]
struct Table {
    /// Where the list of each hash begins in `known`; one more than there are hashes.
    starts: Vec<u32>,
    known: Vec<Known>,
    shift: u32,
}

impl Table {
    /// Each literal with the gram that it is listed under.
    fn new(mut grams: Vec<(u64, Known)>) -> Self {
        let bits = (grams.len() * 2).next_power_of_two().trailing_zeros().clamp(4, 30);
        let shift = 64 - bits;
        for (gram, _) in &mut grams {
            *gram = spread(*gram) >> shift;
        }
        grams.sort_by_key(|(hash, known)| (*hash, known.literal));
        // One that stands for several grams may have two of the same hash.
        grams.dedup_by_key(|(hash, known)| (*hash, known.literal));
        let mut starts = vec![0u32; (1 << bits) + 1];
        for (hash, _) in &grams {
            if let Some(count) = starts.get_mut(*hash as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts, known: grams.into_iter().map(|(_, known)| known).collect(), shift }
    }

    fn of(&self, gram: u64) -> &[Known] {
        let hash = (spread(gram) >> self.shift) as usize;
        let at = |index: usize| self.starts.get(index).map_or(0, |start| *start as usize);
        self.known.get(at(hash)..at(hash + 1)).unwrap_or(&[])
    }
}

/// Whether a gram may be one of some: two bits of one word for each.
#[derive(Debug)]
struct Bits {
    words: Box<[u64]>,
    shift: u32,
}

impl Bits {
    /// A word for every three grams or fewer, so that about one of a hundred others has both bits of some.
    fn new(grams: &[(u64, Known)]) -> Self {
        let bits = (grams.len() / 3).next_power_of_two().trailing_zeros().clamp(6, 20);
        let mut all = Self { words: vec![0; 1 << bits].into_boxed_slice(), shift: 64 - bits };
        for (gram, _) in grams {
            let hash = spread(*gram);
            if let Some(word) = all.words.get_mut((hash >> all.shift) as usize) {
                *word |= Self::pair(hash);
            }
        }
        all
    }

    const fn pair(hash: u64) -> u64 {
        (1 << ((hash >> 32) & 63)) | (1 << ((hash >> 26) & 63))
    }

    fn hold(&self, hash: u64) -> bool {
        let pair = Self::pair(hash);
        self.words.get((hash >> self.shift) as usize).is_some_and(|word| word & pair == pair)
    }
}

/// Some literals, compiled.
#[derive(Debug)]
pub struct Filter {
    bytes: Vec<u8>,
    long_bits: Bits,
    middle_bits: Bits,
    /// [`IS_LEADING`], [`IS_SHORT`] for each hash of a short gram.
    short_kinds: Box<[u8]>,
    long: Table,
    middle: Table,
    /// Those of fewer than [`MIDDLE`] bytes that only stand at the start of a word, by their first bytes.
    leading: Table,
    /// The others of fewer than [`MIDDLE`] bytes.
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
const IS_MIDDLE: u8 = 16;

/// Classes of bytes: an ASCII letter or digit; a literal of one byte.
const WORD: u8 = 1;
const ALONE: u8 = IS_SINGLE;

impl Filter {
    /// Compiles these literals, which are found by their place in the list. An empty one is never found.
    pub fn new<'a>(
        literals: impl IntoIterator<Item = (&'a str, Bounds)>,
        frequencies: &Frequencies,
    ) -> Self {
        let (mut long, mut middle) = (Vec::new(), Vec::new());
        let (mut leading, mut short, mut single) = (Vec::new(), Vec::new(), Vec::new());
        let mut classes = [0u8; 256];
        for (byte, class) in (0..=255u8).zip(&mut classes) {
            *class = if byte.is_ascii_alphanumeric() { WORD } else { 0 };
        }
        let mut bytes = Vec::new();
        // Of grams that are equally rare, one of few literals is better: they are verified one by one.
        let mut crowds = vec![0u16; 1 << SHORT_BITS];
        let crowd = |gram: &[u8]| (spread(word(gram)) >> (64 - SHORT_BITS)) as usize;
        for (literal, (text, bounds)) in literals.into_iter().enumerate() {
            let text = text.as_bytes();
            let known = Known {
                gram: word(text),
                literal: literal as u32,
                start: bytes.len() as u32,
                length: text.len() as u32,
                offset: 0,
                bounds,
            };
            bytes.extend_from_slice(text);
            if text.len() >= MIDDLE {
                let length = if text.len() >= LONG { LONG } else { MIDDLE };
                let grams = text.windows(length).take(usize::from(u16::MAX)).enumerate();
                let best = grams.min_by_key(|(offset, gram)| {
                    let crowd = crowds.get(crowd(gram)).copied().unwrap_or(0);
                    (frequencies.of(gram), crowd, *offset)
                });
                let Some((offset, gram)) = best else { continue };
                if let Some(crowd) = crowds.get_mut(crowd(gram)) {
                    *crowd = crowd.saturating_add(1);
                }
                let gram = word(gram);
                let known = Known { gram, offset: offset as u16, ..known };
                if length == LONG { &mut long } else { &mut middle }.push((gram, known));
                continue;
            }
            let table = if bounds.left { &mut leading } else { &mut short };
            match text {
                [] => {}
                [only] => {
                    if let Some(class) = classes.get_mut(usize::from(*only)) {
                        *class |= ALONE;
                    }
                    single.push(known);
                }
                // Whatever stands behind two bytes makes three of them.
                [first, second] => table.extend(
                    (0..=255u8)
                        .filter(|third| !(bounds.right && third.is_ascii_alphanumeric()))
                        .map(|third| (word(&[*first, *second, third]), known)),
                ),
                _ if bounds.left => table.push((known.gram & SHORT_MASK, known)),
                _ => {
                    let best = text.windows(SHORT).enumerate().min_by_key(|(offset, gram)| {
                        let at = offset.saturating_sub(1);
                        let around = text.get(at..(at + 4).min(text.len())).unwrap_or(gram);
                        (frequencies.of(around), *offset)
                    });
                    let offset = best.map_or(0, |(offset, _)| offset);
                    let gram = best.map_or(0, |(_, gram)| word(gram));
                    table.push((gram, Known { offset: offset as u16, ..known }));
                }
            }
        }
        let mut short_kinds = vec![0u8; 1 << SHORT_BITS].into_boxed_slice();
        for (list, kind) in [(&leading, IS_LEADING), (&short, IS_SHORT)] {
            for (gram, _) in list {
                if let Some(kinds) = short_kinds.get_mut(short_hash(*gram)) {
                    *kinds |= kind;
                }
            }
        }
        Self {
            bytes,
            long_bits: Bits::new(&long),
            middle_bits: Bits::new(&middle),
            short_kinds,
            long: Table::new(long),
            middle: Table::new(middle),
            leading: Table::new(leading),
            short: Table::new(short),
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
        let mut candidates = [(0u16, 0u8); CHUNK];
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
                let long = u8::from(self.long_bits.hold(spread(word)));
                let middle = u8::from(self.middle_bits.hold(spread(word & MIDDLE_MASK)));
                let short = self.short_kinds.get(short_hash(word)).copied().unwrap_or(0);
                let kinds = long | middle << 4 | (short & starts) | (here & IS_SINGLE);
                // Written whatever it is, kept where it is a candidate: no branch that is hard to foretell.
                if let Some(slot) = candidates.get_mut(count % CHUNK) {
                    *slot = (place, kinds);
                }
                count = count.wrapping_add(usize::from(kinds != 0));
                place = place.wrapping_add(1);
            }
            for (place, kinds) in candidates.iter().take(count) {
                self.verify(text, window, from + usize::from(*place), *kinds, found);
            }
            from = to;
        }
        // The last places have fewer than eight bytes behind them: zeros, which no literal holds.
        for at in whole..end {
            let all = IS_LONG | IS_MIDDLE | IS_LEADING | IS_SHORT | IS_SINGLE;
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
        let eight = text.get(at..at + 8).and_then(|eight| <[u8; 8]>::try_from(eight).ok());
        let here = eight.map_or_else(|| word(text.get(at..).unwrap_or(&[])), u64::from_le_bytes);
        if kinds & IS_LONG != 0 {
            let known = self.long.of(here).iter().filter(|known| known.gram == here);
            known.for_each(|known| self.hold(text, window, at, known, found));
        }
        if kinds & IS_MIDDLE != 0 {
            let gram = here & MIDDLE_MASK;
            let known = self.middle.of(gram).iter().filter(|known| known.gram == gram);
            known.for_each(|known| self.hold(text, window, at, known, found));
        }
        if kinds & IS_LEADING != 0 {
            let known = self.leading.of(here & SHORT_MASK).iter();
            let same = |known: &&Known| (known.gram ^ here) & known.mask() == 0;
            known.filter(same).for_each(|known| self.hold(text, window, at, known, found));
        }
        if kinds & IS_SHORT != 0 {
            let known = self.short.of(here & SHORT_MASK).iter();
            known.for_each(|known| self.hold(text, window, at, known, found));
        }
        if kinds & IS_SINGLE != 0 {
            let known = self.single.iter().filter(|known| known.gram == here & 0xFF);
            known.for_each(|known| self.hold(text, window, at, known, found));
        }
    }

    /// Holds one literal whose gram stands at a place against the text around it.
    fn hold(
        &self,
        text: &[u8],
        window: Span,
        at: usize,
        known: &Known,
        found: &mut dyn FnMut(usize, usize),
    ) {
        let letter = |at: Option<usize>| {
            at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric)
        };
        let Some(start) = at.checked_sub(usize::from(known.offset)) else { return };
        let stop = start + known.length as usize;
        if start < window.start
            || stop > window.end
            || (known.bounds.left && letter(start.checked_sub(1)))
            || (known.bounds.right && letter(Some(stop)))
        {
            return;
        }
        let from = known.start as usize;
        if text.get(start..stop) == self.bytes.get(from..from + known.length as usize) {
            found(known.literal as usize, start - window.start);
        }
    }
}

/// Up to eight bytes as a number, the first one lowest.
fn word(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}
