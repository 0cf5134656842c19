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
    /// A bit for each first byte.
    heads: [u64; 4],
}

impl ShortWords {
    /// Adds a word; a longer one is none of them.
    pub(super) fn insert(&mut self, word: &str) {
        let (Some(number), Some(first)) = (number(word), word.bytes().next()) else { return };
        self.longest = self.longest.max(word.len());
        if let Some(heads) = self.heads.get_mut(usize::from(first >> 6)) {
            *heads |= 1 << (first & 63);
        }
        if let Err(place) = self.words.binary_search(&number) {
            self.words.insert(place, number);
        }
    }

    /// Whether one of them begins with this byte.
    #[inline]
    pub(super) fn may_begin(&self, first: u8) -> bool {
        self.heads.get(usize::from(first >> 6)).is_some_and(|heads| heads >> (first & 63) & 1 == 1)
    }

    /// The bytes of the longest of them that begins a longer word.
    pub(super) fn within(&self, word: &str) -> Option<usize> {
        let most = self.longest.min(word.len().saturating_sub(1));
        (1..=most).rev().find(|length| word.get(..*length).is_some_and(|head| self.contains(head)))
    }

    /// Whether a word is one of them.
    #[inline]
    pub(super) fn contains(&self, word: &str) -> bool {
        word.len() <= self.longest
            && number(word).is_some_and(|number| self.words.binary_search(&number).is_ok())
    }
}

/// A word as a number, the first byte lowest.
fn number(word: &str) -> Option<u64> {
    let short = (1..=BYTES).contains(&word.len());
    short.then(|| word.bytes().rev().fold(0, |number, byte| number << 8 | u64::from(byte)))
}
