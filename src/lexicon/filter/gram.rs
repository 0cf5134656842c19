//! Grams: the few bytes by which a literal is known, and the literals listed under each.

use serde::{Deserialize, Serialize};

use super::Bounds;
use crate::lexicon::packed::{Packed, bit, bits};
use crate::lexicon::word::Word;

/// Odd, with bits all over: the fractional part of the golden ratio.
pub(super) const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Scatters the bits of a gram; the upper ones are the hash.
pub(super) const fn spread(gram: u64) -> u64 {
    gram.wrapping_mul(SPREAD)
}

/// Up to eight bytes as a number, the first one lowest.
pub(super) fn word(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

/// The lowest bytes of a number.
pub(super) const fn mask(bytes: usize) -> u64 {
    if bytes >= 8 { u64::MAX } else { !u64::MAX.wrapping_shl(8 * bytes as u32) }
}

/// A literal of a gram.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// The bytes of the gram, the first one lowest.
    pub(super) gram: u64,
    /// The last eight bytes of the literal, of a shorter one all of it: nearly every one that is another differs
    /// here.
    pub(super) tail: u64,
    /// Its place in the list of literals.
    pub(super) literal: u32,
    pub(super) length: u32,
    /// How far into the literal its gram stands.
    pub(super) offset: u16,
    pub(super) bounds: Bounds,
}

impl Packed for Known {
    const BYTES: usize = 27;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.extend(self.gram.to_le_bytes());
        to.extend(self.tail.to_le_bytes());
        to.extend(self.literal.to_le_bytes());
        to.extend(self.length.to_le_bytes());
        to.extend(self.offset.to_le_bytes());
        to.push(bits([self.bounds.left, self.bounds.right]));
    }

    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        let (gram, rest) = from.split_first_chunk()?;
        let (tail, rest) = rest.split_first_chunk()?;
        let (literal, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (offset, rest) = rest.split_first_chunk()?;
        let facts = *rest.first()?;
        Some(Self {
            gram: u64::from_le_bytes(*gram),
            tail: u64::from_le_bytes(*tail),
            literal: u32::from_le_bytes(*literal),
            length: u32::from_le_bytes(*length),
            offset: u16::from_le_bytes(*offset),
            bounds: Bounds { left: bit(facts, 0), right: bit(facts, 1) },
        })
    }
}

/// The literals of one kind of gram.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Grams {
    /// Whether a gram may be one of these: two bits of one word for each.
    #[serde(with = "crate::lexicon::packed")]
    bits: Box<[u64]>,
    bits_shift: u32,
    /// Where the list of each hash begins in `known`; one more than there are hashes.
    #[serde(with = "crate::lexicon::packed")]
    starts: Box<[u32]>,
    #[serde(with = "crate::lexicon::packed")]
    known: Box<[Known]>,
    shift: u32,
}

const fn pair(hash: u64) -> u64 {
    (1 << ((hash >> 32) & 63)) | (1 << ((hash >> 26) & 63))
}

impl Grams {
    /// Each literal with the gram that it is listed under.
    pub(super) fn new(mut listed: Vec<Known>) -> Self {
        // Spreading maps each gram to a number of its own, and its upper bits are the hash.
        listed.sort_unstable_by_key(|known| (spread(known.gram), known.literal));
        let mut grams: Vec<u64> = listed.iter().map(|known| known.gram).collect();
        grams.dedup();
        // No more than four grams a word, so that one of a hundred others has both bits of some.
        let bits = (grams.len() / 4).next_power_of_two().trailing_zeros().clamp(4, 20);
        let bits_shift = 64 - bits;
        let mut words = vec![0u64; 1 << bits];
        for gram in &grams {
            let hash = spread(*gram);
            if let Some(word) = words.get_mut((hash >> bits_shift) as usize) {
                *word |= pair(hash);
            }
        }
        let bits = grams.len().next_power_of_two().trailing_zeros().clamp(4, 30);
        let shift = 64 - bits;
        let mut starts = vec![0u32; (1 << bits) + 1];
        for known in &listed {
            if let Some(count) = starts.get_mut((spread(known.gram) >> shift) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self {
            bits: words.into_boxed_slice(),
            bits_shift,
            starts: starts.into_boxed_slice(),
            known: listed.into_boxed_slice(),
            shift,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether a gram may be one of these: never wrong where it says no.
    #[inline]
    pub(super) fn may_hold(&self, gram: u64) -> bool {
        let hash = spread(gram);
        let pair = pair(hash);
        self.bits
            .get(hash.wrapping_shr(self.bits_shift) as usize)
            .is_some_and(|word| word & pair == pair)
    }

    /// Where the literals of a gram are in the list of all, with others of the same hash.
    #[inline]
    pub(super) fn range(&self, gram: u64) -> (u32, u32) {
        let hash = spread(gram).wrapping_shr(self.shift) as usize;
        match self.starts.get(hash..hash + 2) {
            Some([from, to]) => (*from, *to),
            _ => (0, 0),
        }
    }

    /// The literals of a gram, within its [`Self::range`].
    #[inline]
    pub(super) fn of(&self, gram: u64, range: (u32, u32)) -> impl Iterator<Item = &Known> {
        let list = self.known.get(range.0 as usize..range.1 as usize).unwrap_or(&[]);
        list.iter().filter(move |known| known.gram == gram)
    }
}
