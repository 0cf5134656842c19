//! The literal filter: finds every place of many literals in a text at a cost that hardly grows with their
//! number.
//!
//! An automaton walks one state a byte and misses the cache at most of them. Here each literal is known by
//! one *gram*, a few bytes of it that are rare in ordinary text. Two bits per hashed gram tell in a
//! nanosecond that no literal has its gram at a place, which is so nearly everywhere; only where both are
//! set is the gram looked up, and the literals of that gram are held against the text.
//!
//! Most literals are words or begin with one, so that one of their grams stands at the head of a word: only
//! there, one byte of six, is anything looked up. The few that may begin within a word are looked for at every
//! byte. What is found is exactly what an automaton over the same literals finds (`tests/filter.rs`).

use crate::text::Span;

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
    /// The bytes of the gram, the first one lowest.
    gram: u64,
    /// The last eight bytes of the literal, of a shorter one all of it: nearly every one that is another differs here.
    tail: u64,
    literal: u32,
    /// Where the literal begins in [`Filter::bytes`].
    start: u32,
    length: u32,
    /// How far into the literal its gram stands.
    offset: u16,
    bounds: Bounds,
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
    /// A word for every six grams or fewer, so that no more than three of a hundred others have both bits of
    /// some: more words would be fewer looks in vain, and more misses of the cache at every place.
    fn new(grams: &[(u64, Known)]) -> Self {
        let bits = (grams.len() / 6).next_power_of_two().trailing_zeros().clamp(6, 20);
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
    /// Grams that only stand at the heads of words, at marks, and at characters beyond ASCII.
    heads: Grams,
    /// Grams that are looked for at every byte: of literals that may begin within a word.
    within: Grams,
    /// Literals of one byte.
    single: Vec<Known>,
    /// What each byte is.
    classes: [u8; 256],
}

/// Grams of three lengths.
#[derive(Debug)]
struct Grams {
    long_bits: Bits,
    middle_bits: Bits,
    short_bits: Bits,
    long: Table,
    middle: Table,
    /// Of fewer than [`MIDDLE`] bytes: three of them, or two and whatever follows.
    short: Table,
    /// Which of these there are.
    all: u8,
}

impl Grams {
    fn new(long: Listed, middle: Listed, short: Listed) -> Self {
        let kind = |list: &Listed, kind: u8| if list.is_empty() { 0 } else { kind };
        Self {
            all: kind(&long, IS_LONG) | kind(&middle, IS_MIDDLE) | kind(&short, IS_SHORT),
            long_bits: Bits::new(&long),
            middle_bits: Bits::new(&middle),
            short_bits: Bits::new(&short),
            long: Table::new(long),
            middle: Table::new(middle),
            short: Table::new(short),
        }
    }

    /// Of which tables the gram at a place may be one.
    #[inline]
    fn kinds(&self, word: u64) -> u8 {
        // What there is none of is known beforehand.
        let kind = |kind: u8, bits: &Bits, mask: u64| {
            if self.all & kind == 0 { 0 } else { u8::from(bits.hold(spread(word & mask))) * kind }
        };
        kind(IS_LONG, &self.long_bits, u64::MAX)
            | kind(IS_MIDDLE, &self.middle_bits, MIDDLE_MASK)
            | kind(IS_SHORT, &self.short_bits, SHORT_MASK)
    }

    /// The literals whose gram stands at a place.
    #[inline]
    fn each(&self, kinds: u8, word: u64, each: &mut dyn FnMut(&Known)) {
        let kinds = kinds & self.all;
        for (kind, table, mask) in [
            (IS_LONG, &self.long, u64::MAX),
            (IS_MIDDLE, &self.middle, MIDDLE_MASK),
            (IS_SHORT, &self.short, SHORT_MASK),
        ] {
            if kinds & kind != 0 {
                let gram = word & mask;
                table.of(gram).iter().filter(|known| known.gram == gram).for_each(&mut *each);
            }
        }
    }
}

/// Literals with the gram that each is listed under.
type Listed = Vec<(u64, Known)>;

/// Which tables a place is a candidate of; those of the grams within words are moved by [`WITHIN`].
const IS_LONG: u8 = 1;
const IS_MIDDLE: u8 = 2;
const IS_SHORT: u8 = 4;
const WITHIN: u8 = 3;
/// A place where the grams of heads are to be looked up.
const IS_HEAD: u8 = 64;
/// A place of a byte that is a literal of its own.
const IS_SINGLE: u8 = 128;

/// Classes of bytes: a mark, an ASCII letter or digit, the first byte of a character beyond ASCII, another of
/// it, a space.
const MARK: u8 = 0;
const WORD: u8 = 1;
const LEAD: u8 = 2;
const MORE: u8 = 3;
const SPACE: u8 = 4;

const fn class(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => WORD,
        b' ' => SPACE,
        0x80..=0xBF => MORE,
        0xC0.. => LEAD,
        _ => MARK,
    }
}

/// Whether a byte is the head of a word, a mark, or the first of a character beyond ASCII; by the class of the
/// byte before and its own.
const fn is_head(before: u8, here: u8) -> bool {
    match here {
        WORD => before != WORD,
        MARK | LEAD => true,
        _ => false,
    }
}

/// [`is_head`] of all classes: a bit for each two of them.
const HEADS: u64 = {
    let (mut bits, mut before) = (0, 0);
    while before < 8 {
        let mut here = 0;
        while here < 8 {
            if is_head(before, here) {
                bits |= 1 << (before << 3 | here);
            }
            here += 1;
        }
        before += 1;
    }
    bits
};

/// Puts literals under their grams.
struct Lister<'a> {
    frequencies: &'a Frequencies,
    /// How many literals are under each gram: of grams that are equally rare, one of few literals is better, for
    /// they are verified one by one.
    crowds: Vec<u16>,
    long: Listed,
    middle: Listed,
    short: Listed,
}

impl<'a> Lister<'a> {
    const BITS: u32 = 17;

    fn new(frequencies: &'a Frequencies) -> Self {
        let crowds = vec![0u16; 1 << Self::BITS];
        Self { frequencies, crowds, long: Vec::new(), middle: Vec::new(), short: Vec::new() }
    }

    /// Lists a literal under the rarest of its grams of one of these lengths, the first that it has, that begins
    /// where `may` says yes; and says whether it has one.
    fn list(
        &mut self,
        text: &[u8],
        known: Known,
        lengths: &[usize],
        may: &dyn Fn(usize) -> bool,
    ) -> bool {
        let crowd = |gram: &[u8]| (spread(word(gram)) >> (64 - Self::BITS)) as usize;
        for length in lengths.iter().copied() {
            let grams = text.windows(length).take(usize::from(u16::MAX)).enumerate();
            let best = grams.filter(|(offset, _)| may(*offset)).min_by_key(|(offset, gram)| {
                let from = if length < 4 { offset.saturating_sub(1) } else { *offset };
                let around = text.get(from..(from + length.max(4)).min(text.len())).unwrap_or(gram);
                let crowd = self.crowds.get(crowd(gram)).copied().unwrap_or(0);
                (self.frequencies.of(around), crowd, *offset)
            });
            let Some((offset, gram)) = best else { continue };
            if let Some(crowd) = self.crowds.get_mut(crowd(gram)) {
                *crowd = crowd.saturating_add(1);
            }
            let list = match length {
                LONG => &mut self.long,
                MIDDLE => &mut self.middle,
                _ => &mut self.short,
            };
            let known = Known { offset: offset as u16, ..known };
            if let [first, second] = gram {
                // Whatever stands behind two bytes makes three of them.
                let bound = known.bounds.right && offset + 2 == text.len();
                let behind = (0..=255u8).filter(|third| !(bound && third.is_ascii_alphanumeric()));
                let grams = behind.map(|third| word(&[*first, *second, third]));
                list.extend(grams.map(|gram| (gram, Known { gram, ..known })));
            } else {
                list.push((word(gram), Known { gram: word(gram), ..known }));
            }
            return true;
        }
        false
    }

    fn grams(self) -> Grams {
        Grams::new(self.long, self.middle, self.short)
    }
}

impl Filter {
    /// Compiles these literals, which are found by their place in the list. An empty one is never found.
    pub fn new<'a>(
        literals: impl IntoIterator<Item = (&'a str, Bounds)>,
        frequencies: &Frequencies,
    ) -> Self {
        let mut heads = Lister::new(frequencies);
        let mut within = Lister::new(frequencies);
        let mut single = Vec::new();
        let mut classes = [0u8; 256];
        for (byte, slot) in (0..=255u8).zip(&mut classes) {
            *slot = class(byte);
        }
        let mut bytes = Vec::new();
        for (literal, (text, bounds)) in literals.into_iter().enumerate() {
            let text = text.as_bytes();
            let (start, length) = (bytes.len() as u32, text.len() as u32);
            let tail = word(text.get(text.len().saturating_sub(8)..).unwrap_or(&[]));
            let literal = literal as u32;
            let known = Known { gram: 0, tail, literal, start, length, offset: 0, bounds };
            bytes.extend_from_slice(text);
            match text {
                [] => {}
                [only] => {
                    if let Some(class) = classes.get_mut(usize::from(*only)) {
                        *class |= IS_SINGLE;
                    }
                    single.push(known);
                }
                _ => {
                    let class = |at: usize| text.get(at).map_or(MARK, |byte| class(*byte));
                    // What may stand before it is not known, but that its bounds forbid it.
                    let first = if bounds.left { SPACE } else { WORD };
                    let head =
                        |at: usize| is_head(at.checked_sub(1).map_or(first, class), class(at));
                    if !heads.list(text, known, &[LONG, MIDDLE, SHORT, 2], &head) {
                        within.list(text, known, &[MIDDLE, SHORT, 2], &|_| true);
                    }
                }
            }
        }
        Self { bytes, heads: heads.grams(), within: within.grams(), single, classes }
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
        let mut previous = before.map_or(SPACE, |byte| class(*byte) & 7);
        let every = self.within.all != 0;
        let mut from = window.start;
        while from < whole {
            let to = (from + CHUNK).min(whole);
            let mut count = 0usize;
            let mut place = 0u16;
            let chunk = text.get(from..to + 7).unwrap_or(&[]);
            for eight in chunk.windows(8) {
                let word = eight.try_into().map_or(0, u64::from_le_bytes);
                let here = class(word as u8);
                let state = (previous & 7) << 3 | here & 7;
                previous = here;
                let head = ((HEADS >> state) & 1) as u8 * IS_HEAD;
                let mut kinds = head | (here & IS_SINGLE);
                if every {
                    kinds |= self.within.kinds(word) << WITHIN;
                }
                // Written whatever it is, kept where it is a candidate: no branch that is hard to foretell.
                if let Some(slot) = candidates.get_mut(count % CHUNK) {
                    *slot = (place, kinds);
                }
                count = count.wrapping_add(usize::from(kinds != 0));
                place = place.wrapping_add(1);
            }
            let heads = count;
            count = 0;
            for at in 0..heads {
                let Some((place, kinds)) = candidates.get(at % CHUNK).copied() else { continue };
                let mut kinds = kinds;
                if kinds & IS_HEAD != 0 {
                    let at = usize::from(place);
                    let eight = chunk.get(at..at + 8).unwrap_or(&[]);
                    let word = eight.try_into().map_or(0, u64::from_le_bytes);
                    kinds = (kinds & !IS_HEAD) | self.heads.kinds(word);
                }
                if let Some(slot) = candidates.get_mut(count % CHUNK) {
                    *slot = (place, kinds);
                }
                count = count.wrapping_add(usize::from(kinds != 0));
            }
            for (place, kinds) in candidates.iter().take(count) {
                self.verify(text, window, from + usize::from(*place), *kinds, found);
            }
            from = to;
        }
        // The last places have fewer than eight bytes behind them: zeros, which no literal holds.
        for at in whole..end {
            let head = IS_LONG | IS_MIDDLE | IS_SHORT;
            self.verify(text, window, at, head | head << WITHIN | IS_SINGLE, found);
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
        let mut each = |known: &Known| self.hold(text, window, at, known, found);
        self.heads.each(kinds, here, &mut each);
        self.within.each(kinds >> WITHIN & 7, here, &mut each);
        if kinds & IS_SINGLE != 0 {
            self.single.iter().filter(|known| known.tail == here & 0xFF).for_each(each);
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
        let tail = stop.checked_sub(8).and_then(|from| text.get(from..stop)).unwrap_or(&[]);
        let differs = |tail: [u8; 8]| known.length >= 8 && u64::from_le_bytes(tail) != known.tail;
        if tail.try_into().is_ok_and(differs) {
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
