//! Where the names of the registry begin and end in a folded text: told word by word, in a moment where a
//! stretch holds none.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::text::{is_alphanumeric, is_unspaced};

/// The most characters of a name in a script without spaces.
const UNSPACED: usize = 14;
/// How many letters of an ending a name may have behind its last word, and the least letters of that word.
const ENDING: usize = 3; // as many as `recent` names below
const DECLINED: usize = 5;

/// Names, folded, by the hashes of what they begin with. Another text may have the same hash, which is no
/// more than a look in vain.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Beginnings {
    /// Of the first three bytes: asked first, says no nearly always.
    #[serde(with = "super::packed")]
    leads: Vec<u64>,
    /// Of each name up to where a word of it ends.
    within: HashSet<u64, FixedState>,
    /// Of whole names.
    whole: HashSet<u64, FixedState>,
    longest_words: usize,
}

/// A name in a text that is known by its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The byte behind the name.
    pub name: usize,
    /// The byte behind the word that the name ends in: the same, but for a name with an ending.
    pub word: usize,
}

impl Default for Beginnings {
    fn default() -> Self {
        let leads = vec![0; (1 << Self::BITS) / 64];
        Self { leads, within: HashSet::default(), whole: HashSet::default(), longest_words: 0 }
    }
}

const fn next(hash: u64, byte: u8) -> u64 {
    // FNV-1a: the hash of each beginning on the way to the next.
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01B3)
}

const EMPTY: u64 = 0xCBF2_9CE4_8422_2325;

/// Whether a word ends before a character.
fn divides(previous: char, c: char) -> bool {
    previous != ' ' && (!is_alphanumeric(c) || is_unspaced(c) || is_unspaced(previous))
}

/// Whether a name may begin at a character: at the head of a word, where words are set apart.
pub(super) fn starts(previous: char, c: char) -> bool {
    let starts = is_alphanumeric(c)
        && (!is_alphanumeric(previous) || is_unspaced(c) || is_unspaced(previous));
    // Prepositions of one letter are written together with names in Arabic and Hebrew.
    starts || matches!(c, '\u{590}'..='\u{6FF}')
}

impl Beginnings {
    const BITS: u32 = 18;

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

    /// Whether the last word of a name is long enough to be told with an ending.
    pub(super) fn may_be_declined(folded: &str) -> bool {
        let last = folded.rsplit(' ').next().unwrap_or("");
        last.chars().count() >= DECLINED && last.chars().all(char::is_alphabetic)
    }

    pub(super) fn add(&mut self, folded: &str) {
        self.longest_words = self.longest_words.max(folded.split(' ').count());
        let (mut hash, mut previous) = (EMPTY, ' ');
        for (at, c) in folded.char_indices() {
            if at > 0 && divides(previous, c) {
                self.within.insert(hash);
            }
            let bytes = folded.as_bytes().get(at..at + c.len_utf8()).unwrap_or(&[]);
            hash = bytes.iter().fold(hash, |hash, byte| next(hash, *byte));
            previous = c;
        }
        self.within.insert(hash);
        self.whole.insert(hash);
        match folded.as_bytes() {
            [] => {}
            // Whatever stands behind a name of one or two bytes.
            [a] => {
                let all = (0..=255u8).flat_map(|b| (0..=255u8).map(move |c| (b, c)));
                all.for_each(|(b, c)| Self::set(&mut self.leads, Self::lead(&[*a, b, c])));
                Self::set(&mut self.leads, Self::lead(&[*a]));
            }
            [a, b] => {
                (0..=255).for_each(|c| Self::set(&mut self.leads, Self::lead(&[*a, *b, c])));
                Self::set(&mut self.leads, Self::lead(&[*a, *b]));
            }
            bytes => Self::set(&mut self.leads, Self::lead(bytes)),
        }
    }

    /// Calls `each` with the names that begin where a folded text does, shorter words first, until it says
    /// that it is enough; whole ones, and those with an ending that ends their word.
    pub(super) fn each(&self, folded: &str, each: &mut dyn FnMut(Ended) -> bool) {
        if !Self::is_set(&self.leads, Self::lead(folded.as_bytes())) {
            return;
        }
        let most = if folded.starts_with(is_unspaced) { UNSPACED } else { self.longest_words + 2 };
        let (mut hash, mut previous, mut count) = (EMPTY, ' ', 0);
        // The last few places, the latest first, each with the hash of what stands before it and the letters
        // of its word, while that has nothing else: where an ending may begin.
        let mut recent = [(0usize, 0u64, None); ENDING];
        let mut letters = Some(0usize);
        let ends = folded.char_indices().map(Some).chain([None]);
        for next_character in ends {
            let (at, c) = next_character.unwrap_or((folded.len(), ' '));
            if at > 0 && (next_character.is_none() || divides(previous, c)) {
                let known = self.within.contains(&hash);
                if known && self.whole.contains(&hash) && each(Ended { name: at, word: at }) {
                    return;
                }
                let declined = |letters: Option<usize>| letters.is_some_and(|l| l >= DECLINED);
                for (name, hash, _) in recent.iter().take_while(|(.., l)| declined(*l)) {
                    if self.whole.contains(hash) && each(Ended { name: *name, word: at }) {
                        return;
                    }
                }
                count += 1;
                if !known || count >= most {
                    return;
                }
            }
            recent = [(at, hash, letters), recent[0], recent[1]];
            letters = match c {
                ' ' => Some(0),
                c if c.is_alphabetic() => letters.map(|letters| letters + 1),
                _ => None,
            };
            let bytes = folded.as_bytes().get(at..at + c.len_utf8()).unwrap_or(&[]);
            hash = bytes.iter().fold(hash, |hash, byte| next(hash, *byte));
            previous = c;
        }
    }

    /// How many words the longest name has.
    pub(super) const fn longest_words(&self) -> usize {
        self.longest_words
    }

    /// Whether a name begins where this folded text does.
    pub(super) fn hold(&self, folded: &str) -> bool {
        let mut held = false;
        self.each(folded, &mut |_| {
            held = true;
            true
        });
        held
    }
}
