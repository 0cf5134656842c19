//! The frequent small words of all languages: asked of every word of a sample, so a word is a number where it has no
//! more than eight bytes, and nearly all of them are found or missed in one look.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::matcher::LanguageId;

/// Odd, with bits all over: the fractional part of the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Folded words → the languages they are frequent in.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Frequent {
    /// The short words where their hash puts them, or behind; 0 for none. Never more than half full.
    #[serde(with = "super::packed")]
    words: Box<[u64]>,
    /// Where the languages of each are in the list of all: the first, and behind the last.
    ranges: Box<[(u32, u32)]>,
    shift: u32,
    long: HashMap<String, (u32, u32), FixedState>,
    /// A bit for the hash of the first eight bytes of each long word: nearly every other word has another.
    heads: Vec<u64>,
    languages: Vec<LanguageId>,
}

impl Frequent {
    /// How many bits a hash of [`Self::heads`] has.
    const HEADS: u32 = 14;

    /// The hash of the first eight bytes of a word.
    fn head(word: &[u8]) -> usize {
        let eight = word.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
        (eight.wrapping_mul(SPREAD) >> (u64::BITS - Self::HEADS)) as usize
    }

    pub(super) fn new(all: HashMap<String, Vec<LanguageId>, FixedState>) -> Self {
        let bits = (4 * all.len()).max(16).next_power_of_two().trailing_zeros();
        let mut frequent = Self {
            words: vec![0; 1 << bits].into_boxed_slice(),
            ranges: vec![(0, 0); 1 << bits].into_boxed_slice(),
            shift: u64::BITS - bits,
            heads: vec![0; 1 << (Self::HEADS - 6)],
            ..Self::default()
        };
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_unstable();
        for (word, languages) in all {
            let from = frequent.languages.len() as u32;
            frequent.languages.extend(languages);
            let range = (from, frequent.languages.len() as u32);
            if let Some(number) = number(word.as_bytes()) {
                let at = frequent.place(number);
                if let (Some(word), Some(own)) =
                    (frequent.words.get_mut(at), frequent.ranges.get_mut(at))
                {
                    (*word, *own) = (number, range);
                }
            } else {
                let head = Self::head(word.as_bytes());
                if let Some(bits) = frequent.heads.get_mut(head / 64) {
                    *bits |= 1 << (head % 64);
                }
                frequent.long.insert(word, range);
            }
        }
        frequent
    }

    /// Where a word stands, or could.
    #[inline]
    fn place(&self, number: u64) -> usize {
        let mut at = number.wrapping_mul(SPREAD).wrapping_shr(self.shift) as usize;
        while self.words.get(at).is_some_and(|word| *word != 0 && *word != number) {
            at = (at + 1) & (self.words.len() - 1);
        }
        at
    }

    /// The languages that a word of at most eight bytes is frequent in: as a number, the first byte lowest.
    #[inline]
    pub(super) fn of_number(&self, number: u64) -> &[LanguageId] {
        let at = self.place(number);
        if self.words.get(at).copied().unwrap_or(0) != number {
            return &[];
        }
        self.ranges.get(at).map_or(&[], |range| self.list(*range))
    }

    /// The languages that a word is frequent in.
    pub(super) fn of(&self, word: &str) -> &[LanguageId] {
        if let Some(number) = number(word.as_bytes()) {
            return self.of_number(number);
        }
        let head = Self::head(word.as_bytes());
        let may = self.heads.get(head / 64).is_some_and(|bits| bits >> (head % 64) & 1 == 1);
        let range = may.then(|| self.long.get(word)).flatten();
        range.map_or(&[], |range| self.list(*range))
    }

    fn list(&self, (from, to): (u32, u32)) -> &[LanguageId] {
        self.languages.get(from as usize..to as usize).unwrap_or(&[])
    }
}

/// One to eight bytes as a number; none that ends with a zero is a word.
fn number(word: &[u8]) -> Option<u64> {
    let number = word.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
    ((1..=8).contains(&word.len()) && word.last() != Some(&0)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_its_own_languages() {
        let words = ["a", "aa", "the", "aaaaaaaa", "aaaaaaaaa", "и", "на", "предложение", "ist"];
        let all = words.iter().zip(0..).map(|(word, id)| ((*word).to_owned(), vec![id, 99]));
        let frequent = Frequent::new(all.collect());
        for (word, id) in words.iter().zip(0..) {
            assert_eq!(frequent.of(word), [id, 99], "{word}");
        }
        for other in ["", "b", "th", "then", "aaaaaaa", "a\0"] {
            assert!(frequent.of(other).is_empty(), "{other}");
        }
    }
}
