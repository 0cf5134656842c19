//! A few short words that are asked of every word of a text: nearly all are told by their length and first byte.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Some folded words.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct ShortWords {
    words: BTreeSet<String>,
    longest: usize,
    /// A bit for each first byte.
    heads: [u64; 4],
}

impl ShortWords {
    /// Adds a word.
    pub(super) fn insert(&mut self, word: String) {
        let Some(first) = word.bytes().next() else { return };
        self.longest = self.longest.max(word.len());
        if let Some(heads) = self.heads.get_mut(usize::from(first >> 6)) {
            *heads |= 1 << (first & 63);
        }
        self.words.insert(word);
    }

    /// Whether one of them begins with this byte.
    #[inline]
    pub(super) fn may_begin(&self, first: u8) -> bool {
        self.heads.get(usize::from(first >> 6)).is_some_and(|heads| heads >> (first & 63) & 1 == 1)
    }

    /// The bytes of the longest of them that begins a longer word.
    pub(super) fn within(&self, word: &str) -> Option<usize> {
        let most = self.longest.min(word.len().saturating_sub(1));
        (1..=most)
            .rev()
            .find(|length| word.get(..*length).is_some_and(|head| self.words.contains(head)))
    }

    /// Whether a word is one of them.
    pub(super) fn contains(&self, word: &str) -> bool {
        let first = word.bytes().next();
        word.len() <= self.longest
            && first.is_some_and(|first| self.may_begin(first))
            && self.words.contains(word)
    }
}
