//! How the names of the registry begin: by which it is told in a moment that a stretch of text holds none.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use crate::text::{is_alphanumeric, is_unspaced};

/// The characters that a name is known by, and the byte after them: two where words are not set apart, five
/// of a long first word, else a short first word and (`further`) two characters of what follows.
fn beginning(folded: &str, further: bool) -> Option<&str> {
    let mut end = 0;
    let mut more = if further { 3 } else { 0 };
    let mut within = true;
    let unspaced = folded.starts_with(is_unspaced);
    for (count, (at, c)) in folded.char_indices().enumerate() {
        within &= count == 0 || is_alphanumeric(c);
        let most = if unspaced { 2 } else { 5 };
        if within && count == most {
            break;
        }
        if !within {
            if more == 0 || unspaced {
                break;
            }
            more -= 1;
        }
        end = at + c.len_utf8();
    }
    folded.get(..end).filter(|beginning| !beginning.is_empty())
}

/// How names begin, folded: by which it is told in a moment that a stretch holds none. One bit for each hash:
/// another beginning may have the same, which is no more than a look in vain.
#[derive(Debug)]
pub(super) struct Beginnings {
    /// Of the first three bytes: asked first, says no nearly always.
    leads: Vec<u64>,
    /// Of the whole beginning.
    whole: Vec<u64>,
}

impl Default for Beginnings {
    fn default() -> Self {
        let words = (1 << Self::BITS) / 64;
        Self { leads: vec![0; words], whole: vec![0; words] }
    }
}

impl Beginnings {
    const BITS: u32 = 18;

    fn hash(beginning: &str) -> usize {
        (FixedState::default().hash_one(beginning) >> (64 - Self::BITS)) as usize
    }

    /// The hash of three bytes; of a name that ends before them, zeros.
    fn lead(bytes: &[u8]) -> usize {
        let three = match bytes {
            [a, b, c, ..] => [*a, *b, *c, 0],
            [a, b] => [*a, *b, 0, 0],
            [a] => [*a, 0, 0, 0],
            [] => [0; 4],
        };
        (u32::from_le_bytes(three).wrapping_mul(0x9E37_79B1) >> (32 - Self::BITS)) as usize
    }

    fn set(bits: &mut [u64], hash: usize) {
        if let Some(word) = bits.get_mut(hash / 64) {
            *word |= 1 << (hash % 64);
        }
    }

    fn is_set(bits: &[u64], hash: usize) -> bool {
        bits.get(hash / 64).is_some_and(|word| word >> (hash % 64) & 1 == 1)
    }

    pub(super) fn add(&mut self, folded: &str) {
        // A short first word is known with what follows it, unless the name ends before that.
        let (Some(short), Some(long)) = (beginning(folded, false), beginning(folded, true)) else {
            return;
        };
        let ended = long.len() == folded.len() && long.chars().count() < short.chars().count() + 3;
        let beginning = if ended { short } else { long };
        Self::set(&mut self.whole, Self::hash(beginning));
        match beginning.as_bytes() {
            [] => {}
            // Whatever stands behind a name of one or two bytes.
            [a] => {
                let all = (0..=255u8).flat_map(|b| (0..=255u8).map(move |c| (b, c)));
                all.for_each(|(b, c)| Self::set(&mut self.leads, Self::lead(&[*a, b, c])));
            }
            [a, b] => {
                (0..=255).for_each(|c| Self::set(&mut self.leads, Self::lead(&[*a, *b, c])));
            }
            bytes => Self::set(&mut self.leads, Self::lead(bytes)),
        }
    }

    /// Whether a name may begin where this folded text does.
    pub(super) fn hold(&self, folded: &str) -> bool {
        if !Self::is_set(&self.leads, Self::lead(folded.as_bytes())) {
            return false;
        }
        let known = |beginning: &str| Self::is_set(&self.whole, Self::hash(beginning));
        let short = beginning(folded, false);
        short.is_some_and(known)
            || beginning(folded, true).is_some_and(|long| Some(long) != short && known(long))
    }
}
