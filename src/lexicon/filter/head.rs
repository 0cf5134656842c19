//! The places of a text where the grams of literals may stand: the heads of words, marks, the characters of
//! scripts without spaces, and the ends of words.

use crate::text::eight::{self, BLOCK, alphanumeric, equal, repeat};
use crate::text::is_letter_code;

/// Places that are gathered before they are looked at: branching at once costs a third more.
pub(super) const CHUNK: usize = 256;

/// The places of a text, some at a time.
#[derive(Debug)]
pub(super) struct Heads<'a> {
    text: &'a [u8],
    at: usize,
    end: usize,
    /// Whether the character before `at` is a letter, and whether it is one of ASCII.
    behind_letter: bool,
    behind_ascii: bool,
    /// The bytes from `at` on that a letter has which begins before.
    begun: u64,
    /// Bytes that begin a character which is looked at wherever it stands.
    loose: &'a [bool; 256],
    /// Whether the ends of words are asked for.
    ends: bool,
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
    /// The places of `text` from `start` up to `end`, which are bounds of characters; with `ends`, also those behind
    /// words.
    pub(super) fn new(
        text: &'a [u8],
        (start, end): (usize, usize),
        loose: &'a [bool; 256],
        ends: bool,
    ) -> Self {
        let before = text.get(..start).unwrap_or(&[]);
        let behind_ascii = before.last().is_some_and(u8::is_ascii_alphanumeric);
        let behind_letter = letter_before(before);
        Self { text, at: start, end, behind_letter, behind_ascii, begun: 0, loose, ends }
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
        // A block has no more places than bytes.
        while self.at < self.end && chunk.head_count.max(chunk.end_count) + BLOCK < CHUNK {
            self.block(from, chunk);
        }
        if self.at >= self.end && self.behind_ascii && self.ends {
            chunk.end(self.end - from);
        }
        true
    }

    /// The places of a block, as bits: one for each byte.
    fn block(&mut self, from: usize, chunk: &mut Chunk) {
        let stop = self.end.min(self.at + BLOCK);
        let Some(block) = self.text.get(self.at..stop) else {
            self.at = self.end;
            return;
        };
        let eights = eight::block(block);
        let ascii = eight::mask(&eights, alphanumeric);
        let spaces = eight::mask(&eights, |word| equal(word, b' '));
        let mut letters = ascii | self.begun;
        let mut others = eight::mask(&eights, |word| word & repeat(0x80));
        // The bytes at which no character begins, or no byte is.
        let mut within = u64::MAX.checked_shl(block.len() as u32).unwrap_or(0);
        let mut always = 0;
        self.begun = 0;
        if others != 0 {
            within |= eight::mask(&eights, |word| word & !(word << 1) & repeat(0x80));
            others &= !within;
            while others != 0 {
                let index = others.trailing_zeros();
                others &= others - 1;
                let (letter, length) = letter_at(self.text, self.at + index as usize);
                if letter {
                    let bytes = u128::from((1u32 << length) - 1) << index;
                    letters |= bytes as u64;
                    self.begun |= (bytes >> BLOCK) as u64;
                }
                let first = block.get(index as usize).copied().unwrap_or(0);
                let loose = self.loose.get(usize::from(first)).copied().unwrap_or(true);
                always |= u64::from(loose) << index;
            }
        }
        let base = self.at - from;
        let behind = (letters << 1) | u64::from(self.behind_letter);
        let mut heads = ((letters & !behind) | !(letters | spaces) | always) & !within;
        while heads != 0 {
            chunk.head(base + heads.trailing_zeros() as usize);
            heads &= heads - 1;
        }
        let last = block.len().saturating_sub(1) as u32;
        if self.ends {
            let mut ends = !ascii & ((ascii << 1) | u64::from(self.behind_ascii));
            ends &= u64::MAX >> (BLOCK as u32 - 1 - last);
            while ends != 0 {
                chunk.end(base + ends.trailing_zeros() as usize);
                ends &= ends - 1;
            }
        }
        self.behind_letter = letters >> last & 1 == 1;
        self.behind_ascii = ascii >> last & 1 == 1;
        self.at = stop;
    }
}

/// The bytes of the word that begins at a place, where it has fewer than eight: as many letters as come in a
/// row, else none. `eight` are the bytes there.
#[inline]
pub(super) fn whole(text: &[u8], at: usize, eight: u64) -> usize {
    let others = !alphanumeric(eight) & repeat(0x80);
    let zeros = others.trailing_zeros();
    let length = (zeros / 8) as usize;
    // Behind eight letters this is the first of them.
    let next = eight.wrapping_shr(zeros & !7) as u8;
    if next.is_ascii() { length & 7 } else { whole_beyond(text, at, length) }
}

/// The same for a word that has letters beyond ASCII behind its first `length` bytes.
fn whole_beyond(text: &[u8], at: usize, length: usize) -> usize {
    let mut end = at + length;
    while end < at + 8 {
        let (letter, length) = letter_at(text, end);
        if !letter {
            return end - at;
        }
        end += length;
    }
    0
}

/// Whether a character is a letter, and its bytes; at the end of the text none is.
#[inline]
pub(super) fn letter_at(text: &[u8], at: usize) -> (bool, usize) {
    let low = |byte: u8| u32::from(byte) & 0x3F;
    match text.get(at..).unwrap_or(&[]) {
        [] => (false, 1),
        [first @ 0..=0x7F, ..] => (first.is_ascii_alphanumeric(), 1),
        [first @ 0x80..=0xDF, rest @ ..] => {
            let second = rest.first().map_or(0, |byte| low(*byte));
            (is_letter_code((u32::from(*first) & 0x1F) << 6 | second), 2)
        }
        [first @ 0xE0..=0xEF, second, third, ..] => {
            let code = (u32::from(*first) & 0x0F) << 12 | low(*second) << 6 | low(*third);
            (is_letter_code(code), 3)
        }
        [first, rest @ ..] => {
            let (length, bits) = if *first < 0xF0 { (3, 0x0F) } else { (4, 0x07) };
            let bytes = (0..length - 1).map(|at| rest.get(at).map_or(0, |byte| low(*byte)));
            (
                is_letter_code(bytes.fold(u32::from(*first) & bits, |code, byte| code << 6 | byte)),
                length,
            )
        }
    }
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
