//! Long lists as bytes, each item of a fixed length: a start takes them over as they are, and does not read them
//! figure by figure.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::word::Word;

/// An item of a list.
pub(super) trait Packed: Sized {
    /// How many bytes it takes.
    const BYTES: usize;
    /// Writes it behind others; words are written by their place among those that there are.
    fn put(&self, words: &mut Vec<Word>, to: &mut Vec<u8>);
    /// Reads it from as many bytes.
    fn take(words: &[Word], from: &[u8]) -> Option<Self>;
}

impl Packed for bool {
    const BYTES: usize = 1;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    #[inline]
    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        from.first().map(|byte| *byte != 0)
    }
}

impl Packed for u32 {
    const BYTES: usize = 4;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }

    #[inline]
    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        from.try_into().ok().map(Self::from_le_bytes)
    }
}

impl Packed for u64 {
    const BYTES: usize = 8;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }

    #[inline]
    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        from.try_into().ok().map(Self::from_le_bytes)
    }
}

/// The place of a word among those that there are; there are far fewer than 256.
pub(super) fn word_at(word: Word, words: &mut Vec<Word>) -> u8 {
    let at = words.iter().position(|known| *known == word).unwrap_or_else(|| {
        words.push(word);
        words.len() - 1
    });
    at as u8
}

/// Several facts as the bits of one byte, the first one lowest.
pub(super) fn bits<const N: usize>(facts: [bool; N]) -> u8 {
    facts.iter().rev().fold(0, |bits, fact| bits << 1 | u8::from(*fact))
}

/// Whether the fact at a place is one of these.
pub(super) const fn bit(bits: u8, at: u8) -> bool {
    bits >> at & 1 == 1
}

/// Writes a list.
pub(super) fn serialize<T, L, S>(list: &L, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Packed,
    L: AsRef<[T]>,
    S: Serializer,
{
    let (mut words, mut bytes) = (Vec::new(), Vec::new());
    list.as_ref().iter().for_each(|one| one.put(&mut words, &mut bytes));
    (words, bytes).serialize(serializer)
}

/// Takes a list over.
pub(super) fn deserialize<'de, T, L, D>(deserializer: D) -> Result<L, D::Error>
where
    T: Packed,
    L: TryFrom<Vec<T>>,
    D: Deserializer<'de>,
{
    let (words, bytes) = <(Vec<Word>, &[u8])>::deserialize(deserializer)?;
    let wrong = || D::Error::custom("a list that is not what it was");
    let mut all = Vec::with_capacity(bytes.len() / T::BYTES);
    for one in bytes.chunks_exact(T::BYTES) {
        all.push(T::take(&words, one).ok_or_else(wrong)?);
    }
    L::try_from(all).map_err(|_| wrong())
}

/// Takes bytes over where they stand.
pub(super) fn borrow<'de: 'static, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Cow<'static, [u8]>, D::Error> {
    <&[u8]>::deserialize(deserializer).map(Cow::Borrowed)
}
