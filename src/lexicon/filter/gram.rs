//! Grams: the few bytes by which a literal is known, and the literals listed under each.

use serde::{Deserialize, Serialize};

use super::{Bounds, WORD_BYTES};
use crate::lexicon::packed::Packed;
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
    /// How many bits of the last eight bytes of a text are before the tail.
    pub(super) before: u8,
    /// The [`Bounds`], as bits: left, right.
    pub(super) bounds: u8,
}

impl Known {
    /// A literal, not yet under a gram.
    pub(super) fn new(text: &[u8], literal: u32, bounds: Bounds) -> Self {
        let from = text.len().saturating_sub(WORD_BYTES);
        Self {
            gram: 0,
            tail: word(text.get(from..).unwrap_or(&[])),
            literal,
            length: text.len() as u32,
            offset: 0,
            before: (8 * WORD_BYTES.saturating_sub(text.len())) as u8,
            bounds: u8::from(bounds.left) | u8::from(bounds.right) << 1,
        }
    }
}

impl Packed for Known {
    const BYTES: usize = 28;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.extend(self.gram.to_le_bytes());
        to.extend(self.tail.to_le_bytes());
        to.extend(self.literal.to_le_bytes());
        to.extend(self.length.to_le_bytes());
        to.extend(self.offset.to_le_bytes());
        to.push(self.before);
        to.push(self.bounds);
    }

    #[inline]
    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        let (gram, rest) = from.split_first_chunk()?;
        let (tail, rest) = rest.split_first_chunk()?;
        let (literal, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (offset, rest) = rest.split_first_chunk()?;
        let (before, bounds) = (*rest.first()?, *rest.get(1)?);
        Some(Self {
            gram: u64::from_le_bytes(*gram),
            tail: u64::from_le_bytes(*tail),
            literal: u32::from_le_bytes(*literal),
            length: u32::from_le_bytes(*length),
            offset: u16::from_le_bytes(*offset),
            before,
            bounds,
        })
    }
}

/// The literals of one kind of gram.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Grams {
    /// Whether a gram may be one of these: a bit for each hash.
    #[serde(with = "crate::lexicon::packed")]
    bits: Box<[u64]>,
    bits_shift: u32,
    /// The lists of each hash; one more than there are hashes.
    #[serde(with = "crate::lexicon::packed")]
    slots: Box<[Slot]>,
    #[serde(with = "crate::lexicon::packed")]
    known: Box<[Known]>,
    shift: u32,
}

/// The literals whose grams have one hash.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Where they begin in `known`: they end where those of the next do.
    start: u32,
    /// A bit for each of their grams: nearly every other gram has another.
    grams: u32,
}

impl Packed for Slot {
    const BYTES: usize = 8;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.extend(self.start.to_le_bytes());
        to.extend(self.grams.to_le_bytes());
    }

    #[inline]
    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        let (start, grams) = from.split_first_chunk()?;
        let (start, grams) =
            (u32::from_le_bytes(*start), u32::from_le_bytes(grams.try_into().ok()?));
        Some(Self { start, grams })
    }
}

/// The bit of a gram in its slot.
const fn bit(hash: u64) -> u32 {
    1 << (hash >> 27 & 31)
}

impl Grams {
    /// Each literal with the gram that it is listed under.
    pub(super) fn new(mut listed: Vec<Known>) -> Self {
        // Spreading maps each gram to a number of its own, and its upper bits are the hash.
        listed.sort_unstable_by_key(|known| (spread(known.gram), known.literal));
        let mut grams: Vec<u64> = listed.iter().map(|known| known.gram).collect();
        grams.dedup();
        // Of a hundred other grams a few are taken for one of these; the fewer bits the nearer they are in memory.
        let bits = (8 * grams.len()).next_power_of_two().trailing_zeros().clamp(10, 30);
        let bits_shift = 64 - bits;
        let mut words = vec![0u64; 1 << (bits - 6)];
        for gram in &grams {
            let hash = spread(*gram) >> bits_shift;
            if let Some(word) = words.get_mut((hash >> 6) as usize) {
                *word |= 1 << (hash & 63);
            }
        }
        let bits = grams.len().next_power_of_two().trailing_zeros().clamp(4, 30);
        let shift = 64 - bits;
        let mut slots = vec![Slot::default(); (1 << bits) + 1];
        for known in &listed {
            let hash = spread(known.gram);
            let at = (hash >> shift) as usize;
            if let Some([own, next]) = slots.get_mut(at..at + 2) {
                own.grams |= bit(hash);
                next.start += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut slots {
            sum += slot.start;
            slot.start = sum;
        }
        Self {
            bits: words.into_boxed_slice(),
            bits_shift,
            slots: slots.into_boxed_slice(),
            known: listed.into_boxed_slice(),
            shift,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether a gram may be one of these, as a bit: never wrong where it says no.
    #[inline]
    pub(super) fn may_hold(&self, gram: u64) -> u64 {
        let hash = spread(gram).wrapping_shr(self.bits_shift);
        self.bits.get((hash >> 6) as usize).map_or(0, |word| word.wrapping_shr(hash as u32) & 1)
    }

    /// Where the literals of a gram are in the list of all, with others of the same hash; nowhere, if it is seen that
    /// there are none.
    #[inline]
    pub(super) fn range(&self, gram: u64) -> (u32, u32) {
        let hash = spread(gram);
        let at = hash.wrapping_shr(self.shift) as usize;
        match self.slots.get(at..at + 2) {
            Some([own, next]) if own.grams & bit(hash) != 0 => (own.start, next.start),
            _ => (0, 0),
        }
    }

    /// The literals of a [`Self::range`].
    #[inline]
    pub(super) fn of(&self, range: (u32, u32)) -> &[Known] {
        self.known.get(range.0 as usize..range.1 as usize).unwrap_or(&[])
    }
}
