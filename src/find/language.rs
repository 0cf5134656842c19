//! Which language a text is in: counts the small words that each language file calls frequent. Cheap, and
//! a language more is data more.

use crate::lexicon::Lexicon;
use crate::text::{is_alphanumeric, is_unspaced};

/// How much of a text is looked at, in bytes of the folded view, from its second quarter on.
const SAMPLE: usize = 1_600;

/// The tag of the language of a folded text; `None` where no language stands out.
pub fn of(lexicon: &Lexicon, folded: &str) -> Option<String> {
    let mut start = if folded.len() > 4 * SAMPLE { folded.len() / 4 } else { 0 };
    while !folded.is_char_boundary(start) {
        start += 1;
    }
    let mut end = folded.len().min(start + SAMPLE);
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    let sample = folded.get(start..end)?;
    let mut counts = vec![0u32; lexicon.languages.len()];
    let mut words = 0u32;
    let mut count = |word: &str, weight: u32| {
        for id in lexicon.frequent(word) {
            if let Some(at) = counts.get_mut(usize::from(*id)) {
                *at += weight;
            }
        }
    };
    for word in sample.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty()) {
        if word.chars().next().is_some_and(is_unspaced) {
            for (at, _) in word.char_indices() {
                words += 1;
                let mut stop = at;
                for (length, next) in word.get(at..).unwrap_or("").chars().take(3).enumerate() {
                    stop += next.len_utf8();
                    count(word.get(at..stop).unwrap_or(""), if length == 0 { 1 } else { 2 });
                }
            }
        } else {
            words += 1;
            count(word, 2);
        }
    }
    let mut ranked: Vec<(u32, usize)> = counts.iter().copied().zip(0..).collect();
    ranked.sort_by_key(|(count, id)| (std::cmp::Reverse(*count), *id));
    let (best, id) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |(count, _)| *count);
    // At least one word in twelve, and a lead over the next.
    (best >= 2 && best * 6 >= words && best > second)
        .then(|| lexicon.languages.get(id).map(|language| language.language.clone()))
        .flatten()
}
