//! Which bytes of a text are letters, and at which something begins: told once for each text, asked by all that looks
//! for words in it.

use super::Span;
use super::character::{Bits, LETTER, is_letter_of};
use super::eight::{self, BLOCK};

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
        let (bytes, table) = (text.as_bytes(), &*LETTER);
        self.blocks.clear();
        self.blocks.reserve(bytes.len() / BLOCK + 2);
        // The bytes of a letter that began in the block before, and whether that ended with one.
        let (mut begun, mut behind) = (0, 0);
        for (base, block) in (0..).step_by(BLOCK).zip(bytes.chunks(BLOCK)) {
            let eights = eight::block(block);
            let mut letters = eight::mask(&eights, eight::alphanumeric) | begun;
            let spaces = eight::mask(&eights, |word| eight::equal(word, b' '));
            let high = eight::mask(&eights, eight::beyond);
            // The bytes at which no character begins, or no byte is.
            let mut within = u64::MAX.checked_shl(block.len() as u32).unwrap_or(0);
            begun = 0;
            let mut leads = 0;
            if high != 0 {
                let inner = eight::mask(&eights, eight::continuation);
                within |= inner;
                leads = high & !inner;
                let mut rest = leads;
                while rest != 0 {
                    let index = rest.trailing_zeros();
                    rest &= rest.wrapping_sub(1);
                    let (letter, length) = beyond(bytes, base + index as usize, table);
                    let own = if letter { u64::MAX >> (BLOCK as u32 - length) } else { 0 };
                    letters |= own << index;
                    begun |= own >> 1 >> (BLOCK as u32 - 1 - index);
                }
            }
            let heads = letters & !(letters << 1 | behind) | !(letters | spaces);
            self.blocks.push(Block { letters, heads: heads & !within, leads });
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
        let mut at = span.start;
        std::iter::from_fn(move || {
            let start = self.next(at, span.end, 0)?;
            at = self.next(start, span.end, u64::MAX).unwrap_or(span.end);
            Some(Span::new(start, at))
        })
    }

    /// The next byte before `end` that is a letter; with all bits to turn (`turned`), that is none.
    #[inline]
    fn next(&self, mut at: usize, end: usize, turned: u64) -> Option<usize> {
        while at < end {
            let bits = (self.get(at / BLOCK).letters ^ turned) >> (at % BLOCK);
            if bits != 0 {
                at = at.wrapping_add(bits.trailing_zeros() as usize);
                return (at < end).then_some(at);
            }
            at = (at / BLOCK).wrapping_add(1).wrapping_mul(BLOCK);
        }
        None
    }

    /// Whether a letter ends before a byte.
    #[inline]
    pub fn before(&self, byte: usize) -> bool {
        byte.checked_sub(1).is_some_and(|last| self.at(last))
    }
}

/// Whether the character beyond ASCII that begins at a place is a letter, and its bytes.
#[inline]
fn beyond(text: &[u8], at: usize, table: &Bits) -> (bool, u32) {
    let byte = |offset: usize| text.get(at.wrapping_add(offset)).copied().unwrap_or(0);
    let low = |offset| u32::from(byte(offset) & 0x3F);
    let first = u32::from(byte(0));
    match first {
        0..=0xDF => (is_letter_of((first & 0x1F) << 6 | low(1), table), 2),
        0xE0..=0xEF => (is_letter_of((first & 0x0F) << 12 | low(1) << 6 | low(2), table), 3),
        _ => (is_letter_of((first & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), table), 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_letter;

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
