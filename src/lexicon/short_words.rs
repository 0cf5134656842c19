//! A few short words that are asked of every word of a text: each is a number, and nearly all others are told by their
//! length and first byte.

use serde::{Deserialize, Serialize};

/// The most bytes of a word.
const BYTES: usize = 8;

/// Some folded words of no more than eight bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct ShortWords {
    /// In order.
    words: Vec<u64>,
    longest: usize,
    /// For each number of bytes, a bit for each first byte; the first set is of them all.
    heads: [[u64; 4]; BYTES + 1],
}

impl ShortWords {
    /// Adds a word; a longer one is none of them.
    pub(super) fn insert(&mut self, word: &str) {
        let (Some(number), Some(first)) = (number(word), word.bytes().next()) else { return };
        self.longest = self.longest.max(word.len());
        for length in [0, word.len()] {
            let heads = self.heads.get_mut(length);
            if let Some(heads) = heads.and_then(|heads| heads.get_mut(usize::from(first >> 6))) {
                *heads |= 1 << (first & 63);
            }
        }
        if let Err(place) = self.words.binary_search(&number) {
            self.words.insert(place, number);
        }
    }

    /// Whether one of them begins with this byte.
    #[inline]
    pub(super) fn may_begin(&self, first: u8) -> bool {
        self.begins(first, 0)
    }

    /// Whether one of them of so many bytes begins with this one; of any, where that is none.
    #[inline]
    fn begins(&self, first: u8, length: usize) -> bool {
        let heads = self.heads.get(length).and_then(|heads| heads.get(usize::from(first >> 6)));
        heads.is_some_and(|heads| heads >> (first & 63) & 1 == 1)
    }

    /// The bytes of the longest of them that begins a longer word.
    pub(super) fn within(&self, word: &str) -> Option<usize> {
        let most = self.longest.min(word.len().saturating_sub(1));
        (1..=most).rev().find(|length| word.get(..*length).is_some_and(|head| self.contains(head)))
    }

    /// Whether a word is one of them.
    #[inline]
    pub(super) fn contains(&self, word: &str) -> bool {
        word.bytes().next().is_some_and(|first| self.begins(first, word.len()))
            && number(word).is_some_and(|number| self.words.binary_search(&number).is_ok())
    }
}

/// A word as a number, the first byte lowest.
fn number(word: &str) -> Option<u64> {
    let short = (1..=BYTES).contains(&word.len());
    short.then(|| word.bytes().rev().fold(0, |number, byte| number << 8 | u64::from(byte)))
}
