//! Spans, the folded view of a text that all matching runs on, and the map from it back to the bytes.

pub(crate) mod block;
mod character;
mod fold;
mod letters;
mod map;
mod plain;
mod plane;
mod simple;

use serde::{Deserialize, Serialize};

pub use self::character::{
    SENTENCE_ENDS, ends_sentence, is_alphabetic, is_alphanumeric, is_han, is_hangul, is_hiragana,
    is_ignorable, is_katakana, is_letter, is_letter_code, is_prefixed, is_unspaced,
};
pub use self::fold::{Folded, fold, fold_accented};
pub use self::letters::{Letters, is_even};
pub use self::map::Map;

/// A half-open range of bytes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to but not including `end`.
    #[inline]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many bytes it covers.
    #[inline]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers no byte.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies within it.
    #[inline]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[inline]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span around both.
    #[inline]
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text it cuts out; empty where it does not fit `text`.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Where a literal stands in a text, in bytes, without overlaps: [`str::match_indices`] for one search in a short
/// text, which prepares nothing.
pub fn places<'a>(text: &'a str, literal: &'a str) -> impl Iterator<Item = usize> + 'a {
    let first = literal.as_bytes().first().copied();
    let candidates =
        first.into_iter().flat_map(|first| memchr::memchr_iter(first, text.as_bytes()));
    let mut free = 0;
    candidates.filter(move |at| {
        let rest = text.as_bytes().get(*at..).unwrap_or(&[]);
        let found = *at >= free && rest.starts_with(literal.as_bytes());
        if found {
            free = at + literal.len();
        }
        found
    })
}

/// Which two bytes stand side by side in a text, by their hashes: asked before many literals are looked for in it, since
/// nearly all are told not to be there.
#[derive(Debug, Clone)]
pub struct Pairs([u64; Self::HASHES / 64]);

impl Pairs {
    const HASHES: usize = 4096;

    /// The pairs of a text.
    pub fn of(text: &str) -> Self {
        let mut pairs = Self([0; Self::HASHES / 64]);
        for two in text.as_bytes().array_windows() {
            let hash = Self::hash(*two);
            if let Some(bits) = pairs.0.get_mut(hash / 64) {
                *bits |= 1 << (hash % 64);
            }
        }
        pairs
    }

    const fn hash([first, second]: [u8; 2]) -> usize {
        (first as usize * 61 + second as usize) % Self::HASHES
    }

    /// Whether a literal may stand in the text: never wrong where it says no.
    pub fn may_hold(&self, literal: &str) -> bool {
        literal.as_bytes().first_chunk().is_none_or(|two| {
            let hash = Self::hash(*two);
            self.0.get(hash / 64).is_some_and(|bits| bits >> (hash % 64) & 1 == 1)
        })
    }
}
