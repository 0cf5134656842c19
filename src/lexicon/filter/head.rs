//! The places of a text where the grams of literals may stand: the heads of words, marks, the characters of
//! scripts without spaces, and the ends of words.

use crate::text::is_letter;

/// Places that are gathered before they are looked at: branching at once costs a third more.
pub(super) const CHUNK: usize = 192;
/// Bytes that are classed at once.
const BLOCK: usize = 64;

/// The places of a text, some at a time.
#[derive(Debug)]
pub(super) struct Heads<'a> {
    text: &'a [u8],
    at: usize,
    end: usize,
    /// Whether the character before `at` is a letter, and whether it is one of ASCII.
    behind_letter: bool,
    behind_ascii: bool,
    /// Bytes that begin a character which is looked at wherever it stands.
    loose: &'a [bool; 256],
}

/// Some places, each once: heads, and the bytes behind ends.
#[derive(Debug)]
pub(super) struct Chunk {
    heads: [u32; CHUNK],
    head_count: usize,
    ends: [u32; CHUNK],
    end_count: usize,
}

impl Default for Chunk {
    fn default() -> Self {
        Self { heads: [0; CHUNK], head_count: 0, ends: [0; CHUNK], end_count: 0 }
    }
}

impl Chunk {
    /// The heads, as bytes from where the window begins.
    pub(super) fn heads(&self) -> &[u32] {
        self.heads.get(..self.head_count).unwrap_or(&[])
    }

    /// The bytes behind words of ASCII, counted likewise.
    pub(super) fn ends(&self) -> &[u32] {
        self.ends.get(..self.end_count).unwrap_or(&[])
    }

    #[inline]
    fn head(&mut self, at: usize) {
        if let Some(slot) = self.heads.get_mut(self.head_count) {
            *slot = at as u32;
            self.head_count += 1;
        }
    }

    #[inline]
    fn end(&mut self, at: usize) {
        if let Some(slot) = self.ends.get_mut(self.end_count) {
            *slot = at as u32;
            self.end_count += 1;
        }
    }
}

impl<'a> Heads<'a> {
    /// The places of `text` from `start` up to `end`, which are bounds of characters.
    pub(super) fn new(text: &'a [u8], start: usize, end: usize, loose: &'a [bool; 256]) -> Self {
        let before = text.get(..start).unwrap_or(&[]);
        let behind_ascii = before.last().is_some_and(u8::is_ascii_alphanumeric);
        Self { text, at: start, end, behind_letter: letter_before(before), behind_ascii, loose }
    }

    /// The byte that the next places begin at.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Fills the chunk with the next places, less `from`; says whether there were more bytes to look at.
    pub(super) fn next(&mut self, from: usize, chunk: &mut Chunk) -> bool {
        chunk.head_count = 0;
        chunk.end_count = 0;
        if self.at >= self.end {
            return false;
        }
        // A block has no more places than bytes, and a character of four bytes may reach beyond it.
        while self.at < self.end && chunk.head_count.max(chunk.end_count) + BLOCK + 4 < CHUNK {
            match self.text.get(self.at..self.at + BLOCK) {
                Some(block) if self.at + BLOCK <= self.end && block.is_ascii() => {
                    self.ascii(block, from, chunk);
                }
                _ => self.mixed(from, chunk),
            }
        }
        if self.at >= self.end && self.behind_ascii {
            chunk.end(self.end - from);
        }
        true
    }

    /// A block of ASCII, as bits: one for each byte.
    fn ascii(&mut self, block: &[u8], from: usize, chunk: &mut Chunk) {
        let (mut letters, mut spaces) = (0u64, 0u64);
        for (index, eight) in block.chunks_exact(8).enumerate() {
            let word = eight.try_into().map_or(0, u64::from_le_bytes);
            letters |= bits(alphanumeric(word)) << (8 * index);
            spaces |= bits(equal(word, b' ')) << (8 * index);
        }
        let behind = (letters << 1) | u64::from(self.behind_letter);
        let base = self.at - from;
        let mut heads = (letters & !behind) | !(letters | spaces);
        while heads != 0 {
            chunk.head(base + heads.trailing_zeros() as usize);
            heads &= heads - 1;
        }
        let mut ends = !letters & ((letters << 1) | u64::from(self.behind_ascii));
        while ends != 0 {
            chunk.end(base + ends.trailing_zeros() as usize);
            ends &= ends - 1;
        }
        self.behind_letter = letters >> 63 == 1;
        self.behind_ascii = self.behind_letter;
        self.at += BLOCK;
    }

    /// Some bytes, one character after the other.
    fn mixed(&mut self, from: usize, chunk: &mut Chunk) {
        let stop = (self.at + BLOCK).min(self.end);
        while self.at < stop {
            let Some(byte) = self.text.get(self.at).copied() else { break };
            let at = self.at - from;
            if byte.is_ascii() {
                let letter = byte.is_ascii_alphanumeric();
                if if letter { !self.behind_letter } else { byte != b' ' } {
                    chunk.head(at);
                }
                if self.behind_ascii && !letter {
                    chunk.end(at);
                }
                self.behind_letter = letter;
                self.behind_ascii = letter;
                self.at += 1;
                continue;
            }
            let (letter, length) = letter_at(self.text, self.at);
            let loose = self.loose.get(usize::from(byte)).copied().unwrap_or(true);
            if !letter || !self.behind_letter || loose {
                chunk.head(at);
            }
            if self.behind_ascii {
                chunk.end(at);
            }
            self.behind_letter = letter;
            self.behind_ascii = false;
            self.at += length;
        }
    }
}

/// The high bit of each byte that is an ASCII letter or digit.
#[inline]
const fn alphanumeric(word: u64) -> u64 {
    between(word | repeat(0x20), b'a', b'z') | between(word, b'0', b'9')
}

/// The high bit of each byte that is from `low` to `high`, both ASCII.
#[inline]
const fn between(word: u64, low: u8, high: u8) -> u64 {
    let seven = word & repeat(0x7F);
    let from = seven.wrapping_add(repeat(0x80 - low));
    let beyond = seven.wrapping_add(repeat(0x7F - high));
    from & !beyond & !word & repeat(0x80)
}

#[inline]
const fn equal(word: u64, byte: u8) -> u64 {
    between(word, byte, byte)
}

const fn repeat(byte: u8) -> u64 {
    0x0101_0101_0101_0101 * byte as u64
}

/// The high bits of eight bytes as the bits of one, the first one lowest.
#[inline]
const fn bits(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The bytes of the word that begins at a place, where it has fewer than eight: as many letters as come in a
/// row. `eight` are the bytes there.
#[inline]
pub(super) fn whole(text: &[u8], at: usize, eight: u64) -> Option<usize> {
    let others = !alphanumeric(eight) & repeat(0x80);
    let length = (others.trailing_zeros() / 8) as usize;
    let next = eight.checked_shr(8 * length as u32).unwrap_or(0) as u8;
    if length == 8 || (length > 0 && next.is_ascii()) {
        return (length < 8).then_some(length);
    }
    let mut end = at + length;
    while end < at + 8 {
        let (letter, length) = letter_at(text, end);
        if !letter {
            return (end > at).then_some(end - at);
        }
        end += length;
    }
    None
}

/// Whether a character is a letter, and its bytes; at the end of the text none is.
pub(super) fn letter_at(text: &[u8], at: usize) -> (bool, usize) {
    let byte = |after: usize| text.get(at + after).map_or(0, |byte| u32::from(*byte) & 0x3F);
    let (code, length) = match text.get(at).copied() {
        None => return (false, 1),
        Some(first @ 0..=0x7F) => return (first.is_ascii_alphanumeric(), 1),
        Some(first @ 0x80..=0xDF) => ((u32::from(first) & 0x1F) << 6 | byte(1), 2),
        Some(first @ 0xE0..=0xEF) => ((u32::from(first) & 0x0F) << 12 | byte(1) << 6 | byte(2), 3),
        Some(first) => {
            ((u32::from(first) & 0x07) << 18 | byte(1) << 12 | byte(2) << 6 | byte(3), 4)
        }
    };
    (char::from_u32(code).is_some_and(is_letter), length)
}

/// Whether a text ends with a letter.
pub(super) fn letter_before(text: &[u8]) -> bool {
    match text.last().copied() {
        None => false,
        Some(last) if last.is_ascii() => last.is_ascii_alphanumeric(),
        Some(_) => {
            let back = text.iter().rev().take(4).position(|byte| !(0x80..0xC0).contains(byte));
            back.is_some_and(|back| letter_at(text, text.len() - 1 - back).0)
        }
    }
}
