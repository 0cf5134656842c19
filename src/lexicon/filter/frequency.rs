//! How often pieces of words occur in ordinary text: which gram of a literal is rare.

use super::gram::SPREAD;

/// How often grams occur in ordinary text: four bytes, hashed. No more than an estimate; what is found does
/// not depend on it.
#[derive(Debug)]
pub struct Frequencies {
    counts: Vec<u32>,
}

impl Default for Frequencies {
    fn default() -> Self {
        Self { counts: vec![0; 1 << Self::BITS] }
    }
}

impl Frequencies {
    const BITS: u32 = 18;

    fn hash(gram: &[u8]) -> usize {
        let word = gram.iter().fold(0u64, |word, byte| (word << 8) | u64::from(*byte));
        (word.wrapping_mul(SPREAD) >> (64 - Self::BITS)) as usize
    }

    /// Counts the grams of a folded text.
    pub fn add(&mut self, folded: &str) {
        for gram in folded.as_bytes().windows(4) {
            if let Some(count) = self.counts.get_mut(Self::hash(gram)) {
                *count += 1;
            }
        }
    }

    /// At most how often the bytes occur; where that is the same, how often their parts do.
    pub(in crate::lexicon) fn of(&self, bytes: &[u8]) -> (u32, u32) {
        let count = |gram| self.counts.get(Self::hash(gram)).copied().unwrap_or(0);
        let counts = bytes.windows(4).map(count);
        counts.fold((u32::MAX, 0), |(least, sum), one| (least.min(one), sum.saturating_add(one)))
    }
}
