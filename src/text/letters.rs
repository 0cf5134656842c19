//! Which bytes of a text are letters, and at which something begins: told once for each text, asked by all that looks
//! for words in it.

use std::sync::LazyLock;

use super::Span;
use super::block::{self, BLOCK, blocks, mask};
use super::character::{is_alphanumeric, is_letter, is_letter_code, is_unspaced};
use super::plane::Plane;

/// Neither Han nor Hangul, nor what is for private use: the library takes its time to say so.
static LETTERS: LazyLock<Plane> = LazyLock::new(|| {
    let codes = (0x80..0x3400).chain(0xA000..0xAC00).chain(0xD7A4..0xD800).chain(0xF900..0x1_0000);
    Plane::of(codes, is_letter)
});

/// What is a letter as it is a letter or a digit ([`is_alphanumeric`]), or neither, and sets its words apart.
static EVEN: LazyLock<Plane> = LazyLock::new(|| {
    let even = |c| is_letter(c) == is_alphanumeric(c) && !is_unspaced(c);
    Plane::of(0x80..0x3000, even)
});

/// Whether letters and digits are one thing all over a text, and none is of a script without spaces.
pub fn is_even(text: &str) -> bool {
    let (mut rest, even) = (text.as_bytes(), &*EVEN);
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7F, behind @ ..] => behind,
            [first @ ..=0xDF, second, behind @ ..] if even.two([*first, *second]) => behind,
            [first @ 0xE0..=0xEF, second, third, behind @ ..]
                if even.three([*first, *second, *third]) =>
            {
                behind
            }
            _ => return false,
        }
    }
}

/// A bit for each byte of a text: whether it belongs to a letter ([`super::is_letter`]), and whether it is a head, the
/// first byte of a word, a mark or a character that is set apart by nothing.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    /// One without letters stands behind the last.
    blocks: Vec<Block>,
}

/// The bits of a block.
#[derive(Debug, Clone, Copy, Default)]
struct Block {
    letters: u64,
    heads: u64,
    /// At which bytes characters beyond ASCII begin.
    leads: u64,
}

impl Letters {
    /// The letters of a text.
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        letters.fill(text);
        letters
    }

    /// The letters of this text, in the place of those of another.
    pub fn fill(&mut self, text: &str) {
        let table = &*LETTERS;
        self.blocks.clear();
        self.blocks.reserve(text.len() / BLOCK + 2);
        // Whether the block before ended with a letter, and with one that may go on.
        let (mut behind, mut begun) = (0, 0);
        let mut last = [0; BLOCK];
        for (base, bytes) in blocks(text.as_bytes(), &mut last) {
            let mut letters = mask(bytes, block::is_alphanumeric);
            let spaces = mask(bytes, |byte| byte == b' ');
            // The bytes at which no byte is.
            let missing = u64::MAX.checked_shl(text.len().wrapping_sub(base) as u32).unwrap_or(0);
            let (mut inner, mut leads) = (0, 0);
            if bytes.is_ascii() {
                begun = 0;
            } else {
                inner = mask(bytes, block::is_continuation);
                leads = mask(bytes, |byte| byte >= 0xC0);
                let (mut own, mut rest) = (begun & inner, leads);
                while rest != 0 {
                    let index = rest.trailing_zeros();
                    rest &= rest.wrapping_sub(1);
                    let letter = beyond(text.as_bytes(), base + index as usize, table);
                    own |= u64::from(letter) << index;
                }
                // The other bytes of a letter are letters as its first one is.
                for _ in 0..3 {
                    own |= own << 1 & inner;
                }
                begun = own >> (BLOCK - 1);
                letters |= own;
            }
            let heads = letters & !(letters << 1 | behind) | !(letters | spaces);
            self.blocks.push(Block { letters, heads: heads & !(inner | missing), leads });
            behind = letters >> (BLOCK - 1);
        }
        self.blocks.push(Block::default());
    }

    fn get(&self, index: usize) -> Block {
        self.blocks.get(index).copied().unwrap_or_default()
    }

    /// The letters of a block, and of the one behind it.
    #[inline]
    pub fn block(&self, index: usize) -> (u64, u64) {
        (self.get(index).letters, self.get(index.wrapping_add(1)).letters)
    }

    /// The heads of a block.
    #[inline]
    pub fn heads(&self, index: usize) -> u64 {
        self.get(index).heads
    }

    /// The bytes of a block at which characters beyond ASCII begin.
    #[inline]
    pub fn leads(&self, index: usize) -> u64 {
        self.get(index).leads
    }

    /// Whether a byte belongs to a letter; behind the end none does.
    #[inline]
    pub fn at(&self, byte: usize) -> bool {
        self.get(byte / BLOCK).letters >> (byte % BLOCK) & 1 == 1
    }

    /// The words of a span: stretches of letters, cut where it begins and ends.
    pub fn words(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let mut index = span.start / BLOCK;
        // The letters of the block that are of no word yet.
        let mut rest = self.within(index, span);
        std::iter::from_fn(move || {
            while rest == 0 {
                index = Self::following(index, span)?;
                rest = self.within(index, span);
            }
            let first = rest.trailing_zeros();
            let start = index.wrapping_mul(BLOCK).wrapping_add(first as usize);
            let mut end = first.wrapping_add((!(rest >> first)).trailing_zeros());
            // It goes on with the block behind.
            while end as usize >= BLOCK {
                let Some(next) = Self::following(index, span) else {
                    rest = 0;
                    return Some(Span::new(start, span.end));
                };
                index = next;
                rest = self.within(index, span);
                end = (!rest).trailing_zeros();
            }
            rest &= u64::MAX << end;
            Some(Span::new(start, index.wrapping_mul(BLOCK).wrapping_add(end as usize)))
        })
    }

    /// The letters of a block within a span.
    #[inline]
    fn within(&self, index: usize, span: Span) -> u64 {
        let base = index.wrapping_mul(BLOCK);
        let before = span.start.saturating_sub(base) as u32;
        let inside = match span.end.saturating_sub(base) {
            BLOCK.. => u64::MAX,
            bits => !u64::MAX.wrapping_shl(bits as u32),
        };
        self.get(index).letters & inside & u64::MAX.checked_shl(before).unwrap_or(0)
    }

    /// The block behind another, if a span reaches into it.
    #[inline]
    const fn following(index: usize, span: Span) -> Option<usize> {
        let next = index.wrapping_add(1);
        if next.wrapping_mul(BLOCK) < span.end { Some(next) } else { None }
    }

    /// Whether a letter ends before a byte.
    #[inline]
    pub fn before(&self, byte: usize) -> bool {
        byte.checked_sub(1).is_some_and(|last| self.at(last))
    }
}

/// Whether the character beyond ASCII that begins at a place is a letter.
#[inline]
fn beyond(text: &[u8], at: usize, table: &Plane) -> bool {
    let rest = text.get(at..).unwrap_or(&[]);
    if let Some([first, second, third]) = rest.first_chunk()
        && *first < 0xF0
    {
        return match first {
            0..=0xDF => table.two([*first, *second]),
            _ => table.three([*first, *second, *third]),
        };
    }
    match rest {
        [first, second] => table.two([*first, *second]),
        [first, rest @ ..] => {
            let low = |at: usize| rest.get(at).map_or(0, |byte| u32::from(*byte) & 0x3F);
            let first = u32::from(*first & 0x07);
            is_letter_code(first << 18 | low(0) << 12 | low(1) << 6 | low(2))
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_letter;

    #[test]
    fn each_letter_is_known_by_its_bytes() {
        for c in '\u{80}'..='\u{1_0FFF}' {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).as_bytes();
            assert_eq!(beyond(bytes, 0, &LETTERS), is_letter(c), "{c:?}");
        }
    }

    #[test]
    fn each_bit_is_the_answer_for_its_character() {
        let word = "l'été, не 禁止 \u{1D400}x\u{301} ॐस् ห้าม 한국 1-a\n";
        for shift in 0..80 {
            let text = format!("{}{}", " ".repeat(shift), word.repeat(4));
            let letters = Letters::of(&text);
            let mut behind = false;
            for (at, c) in text.char_indices() {
                let letter = is_letter(c);
                for byte in at..at + c.len_utf8() {
                    assert_eq!(letters.at(byte), letter, "{c} at {byte} of {text:?}");
                    let head = byte == at && if letter { !behind } else { c != ' ' };
                    let told = letters.heads(byte / BLOCK) >> (byte % BLOCK) & 1 == 1;
                    assert_eq!(told, head, "{c} at {byte} of {text:?}");
                }
                assert_eq!(letters.before(at), behind);
                behind = letter;
            }
            assert!(!letters.at(text.len()));
            let words = letters.words(Span::new(shift + 2, text.len() - 1));
            let words: Vec<&str> = words.map(|word| word.of(&text)).collect();
            let told = text.get(shift + 2..text.len() - 1).unwrap().split(|c| !is_letter(c));
            assert_eq!(words, told.filter(|word| !word.is_empty()).collect::<Vec<_>>());
        }
    }
}
