//! Which bytes of a text are letters, and at which something begins: told once for each text, asked by all that looks
//! for words in it.

use super::character::{Bits, LETTER, is_letter_of};
use super::eight::{self, BLOCK};

/// A bit for each byte of a text: whether it belongs to a letter ([`super::is_letter`]), and whether it is a head, the
/// first byte of a word, a mark or a character that is set apart by nothing.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    /// Block by block; one block without letters more than there are.
    blocks: Vec<u64>,
    heads: Vec<u64>,
    /// At which bytes characters beyond ASCII begin.
    leads: Vec<u64>,
}

impl Letters {
    /// The letters of a text.
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        letters.fill(text);
        letters
    }

    /// Forgets all, keeps the memory.
    pub fn clear(&mut self) {
        self.blocks.clear();
        self.heads.clear();
        self.leads.clear();
    }

    /// The letters of this text, in the place of those of another.
    pub fn fill(&mut self, text: &str) {
        self.clear();
        let (bytes, table) = (text.as_bytes(), &*LETTER);
        self.blocks.reserve(bytes.len() / BLOCK + 2);
        self.heads.reserve(bytes.len() / BLOCK + 1);
        self.leads.reserve(bytes.len() / BLOCK + 1);
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
                    let own = u128::from(u64::from(letter) * ((1 << length) - 1)) << index;
                    letters |= own as u64;
                    begun |= (own >> BLOCK) as u64;
                }
            }
            let heads = letters & !(letters << 1 | behind) | !(letters | spaces);
            self.heads.push(heads & !within);
            self.leads.push(leads);
            self.blocks.push(letters);
            behind = letters >> (BLOCK - 1);
        }
        self.blocks.push(0);
    }

    /// The letters of a block, and of the one behind it.
    #[inline]
    pub fn block(&self, index: usize) -> (u64, u64) {
        let of = |index: usize| self.blocks.get(index).copied().unwrap_or(0);
        (of(index), of(index.wrapping_add(1)))
    }

    /// The heads of a block.
    #[inline]
    pub fn heads(&self, index: usize) -> u64 {
        self.heads.get(index).copied().unwrap_or(0)
    }

    /// The bytes of a block at which characters beyond ASCII begin.
    #[inline]
    pub fn leads(&self, index: usize) -> u64 {
        self.leads.get(index).copied().unwrap_or(0)
    }

    /// Whether a byte belongs to a letter; behind the end none does.
    #[inline]
    pub fn at(&self, byte: usize) -> bool {
        self.blocks.get(byte / BLOCK).is_some_and(|letters| letters >> (byte % BLOCK) & 1 == 1)
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
    let low = |byte: u8| u32::from(byte) & 0x3F;
    match text.get(at..).unwrap_or(&[]) {
        [first @ 0xC0..=0xDF, second, ..] => {
            (is_letter_of((u32::from(*first) & 0x1F) << 6 | low(*second), table), 2)
        }
        [first @ 0xE0..=0xEF, second, third, ..] => {
            let code = (u32::from(*first) & 0x0F) << 12 | low(*second) << 6 | low(*third);
            (is_letter_of(code, table), 3)
        }
        [first, second, third, fourth, ..] => {
            let code = (u32::from(*first) & 0x07) << 18 | low(*second) << 12;
            (is_letter_of(code | low(*third) << 6 | low(*fourth), table), 4)
        }
        _ => (false, 1),
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
        }
    }
}
