//! Which language a text is in: counts the small words that each language file calls frequent. Cheap, and
//! a language more is data more. A text of a few lines has few of them: there the words of credits and notices
//! count too, and what stands in the name of a house does not.

use crate::lexicon::Lexicon;
use crate::lexicon::matcher::LanguageId;
use crate::lexicon::word::Word;
use crate::text::{Folded, Span, is_alphanumeric, is_even, is_unspaced};

/// How much of a text is looked at at most, in bytes of the folded view, from its second quarter on.
const SAMPLE: usize = 1_600;
/// How much of it is counted before it is asked whether one language is clear, in bytes, and from what weight on.
const STEP: usize = 400;
const CLEAR: u32 = 24;
/// The most bytes of a text of which every word counts.
const SHORT: usize = 300;
/// The least bytes of a word of the vocabulary that tells a language, and how much it tells.
const TELLING: usize = 4;
const WEIGHT: u32 = 4;

/// Whether a text is so short that a longer one of the same document tells its language better: a title.
pub const fn is_short(folded: &str) -> bool {
    folded.len() <= SHORT
}

/// The tag of the language of a text; `None` where no language stands out. `names`: where names of the registry may
/// begin.
/// `only`: whether the document has no longer text, so that it is worth to look closer.
pub fn of(
    lexicon: &Lexicon,
    whole: &Folded,
    text: &str,
    names: &[usize],
    only: bool,
) -> Option<String> {
    let folded = whole.text.as_str();
    if only && is_short(folded) {
        return of_short(lexicon, whole, text, names);
    }
    let mut start = if folded.len() > 4 * SAMPLE { folded.len() / 4 } else { 0 };
    while !folded.is_char_boundary(start) {
        start += 1;
    }
    let mut end = folded.len().min(start + SAMPLE);
    while !folded.is_char_boundary(end) {
        end -= 1;
    }
    let mut counts = vec![0u32; lexicon.tongues.len()];
    let mut words = 0;
    // Most texts are clear after a few sentences; the rest of the sample is for those that are not.
    while start < end {
        let stop = step(folded, start, end);
        words += small_words(lexicon, whole, Span::new(start, stop), &mut counts);
        if is_clear(&counts, words) {
            break;
        }
        start = stop;
    }
    standing_out(lexicon, &counts, words)
}

/// Where the next part of a sample ends: between words, where these are set apart.
fn step(folded: &str, start: usize, end: usize) -> usize {
    let near = folded.floor_char_boundary((start + STEP).min(end));
    let part = folded.get(start..near).unwrap_or("");
    match part.rfind(' ').filter(|_| near < end) {
        Some(space) if space > 0 => start + space,
        _ => near.max(folded.ceil_char_boundary((start + 1).min(end))),
    }
}

/// Whether one language leads so far that the rest of the sample seldom turns it round.
fn is_clear(counts: &[u32], words: u32) -> bool {
    let (mut best, mut second) = (0, 0);
    for count in counts.iter().copied() {
        second = second.max(count.min(best));
        best = best.max(count);
    }
    best >= CLEAR && best * 4 >= words && best >= 2 * second
}

/// The language of a text of a few lines.
fn of_short(lexicon: &Lexicon, whole: &Folded, text: &str, names: &[usize]) -> Option<String> {
    let folded = whole.text.as_str();
    let mut counts = vec![0u32; lexicon.tongues.len()];
    // *The New York Times* says nothing of the language it is named in.
    let (mut words, mut from) = (0, 0);
    let mut houses: Vec<Span> = Vec::new();
    for at in names.iter().copied() {
        let length = at.checked_sub(from).map_or(0, |_| name_at(lexicon, folded, at));
        if length > 0 {
            words += small_words(lexicon, whole, Span::new(from, at), &mut counts);
            from = at + length;
            houses.push(Span::new(at, from));
        }
    }
    words += small_words(lexicon, whole, Span::new(from, folded.len()), &mut counts);
    // Of what is written alike in several languages nothing is learned.
    let hits = lexicon.matcher.words(whole, text, Span::new(0, folded.len()));
    let places = hits.chunk_by(|one, other| one.span == other.span);
    let mut last = 0;
    for hits in places {
        let Some(first) = hits.first().filter(|first| first.span.start >= last) else { continue };
        let own = |id: LanguageId| lexicon.shared() != Some(id);
        let credits =
            |word: Word| matches!(word, Word::Label(_) | Word::Copyright | Word::RightsReserved);
        if first.span.len() >= TELLING
            && own(first.language)
            && credits(first.word)
            && !houses.iter().any(|house| house.overlaps(first.span))
            && hits.iter().all(|hit| hit.language == first.language)
            && let Some(count) = counts.get_mut(usize::from(first.language))
        {
            *count += WEIGHT;
        }
        last = first.span.end;
    }
    standing_out(lexicon, &counts, words)
}

/// How long the longest name is that begins at a place.
fn name_at(lexicon: &Lexicon, folded: &str, at: usize) -> usize {
    let mut length = 0;
    let rest = folded.get(at..).unwrap_or("");
    lexicon.organisations.each_beginning(rest, &mut |ended| {
        let name = rest.get(..ended.name).unwrap_or("");
        if ended.name == ended.word && lexicon.organisations.find(name).is_some() {
            length = ended.name;
        }
        false
    });
    length
}

/// Counts the small words of a stretch, by their languages; how many words there are.
fn small_words(lexicon: &Lexicon, whole: &Folded, sample: Span, counts: &mut [u32]) -> u32 {
    // Where letters and digits are one thing, and none is of a script without spaces, it is known already where the
    // words are: in Latin, Greek and Cyrillic text the first bytes of the characters tell.
    let simple = |byte: u8| (byte < 0xCC) | matches!(byte, 0xCE..=0xD1);
    let text = sample.of(&whole.text);
    if !text.bytes().fold(true, |all, byte| all & simple(byte)) && !is_even(text) {
        return spelled_words(lexicon, text, counts);
    }
    let mut words = 0;
    for word in whole.letters.words(sample) {
        words += 1;
        let bytes = whole.text.as_bytes();
        let languages = match bytes.get(word.start..word.start + 8).map(<[u8; 8]>::try_from) {
            Some(Ok(eight)) if word.len() <= 8 => {
                let behind = u64::BITS - 8 * word.len() as u32;
                lexicon.frequent_number(u64::from_le_bytes(eight) << behind >> behind)
            }
            _ => lexicon.frequent(word.of(&whole.text)),
        };
        count(languages, 2, counts);
    }
    words
}

fn count(languages: &[LanguageId], weight: u32, counts: &mut [u32]) {
    for id in languages {
        if let Some(at) = counts.get_mut(usize::from(*id)) {
            *at += weight;
        }
    }
}

/// The same of any text, character by character.
fn spelled_words(lexicon: &Lexicon, sample: &str, counts: &mut [u32]) -> u32 {
    let mut words = 0u32;
    for word in sample.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty()) {
        if word.chars().next().is_some_and(is_unspaced) {
            for (at, _) in word.char_indices() {
                words += 1;
                let rest = word.get(at..).unwrap_or("");
                let eight = rest.as_bytes().first_chunk().map(|eight| u64::from_le_bytes(*eight));
                let (mut stop, mut weight) = (0, 1);
                for next in rest.chars().take(3) {
                    stop += next.len_utf8();
                    let languages = match eight {
                        Some(eight) if stop <= 8 => {
                            let behind = u64::BITS - 8 * stop as u32;
                            lexicon.frequent_number(eight << behind >> behind)
                        }
                        _ => lexicon.frequent(rest.get(..stop).unwrap_or("")),
                    };
                    count(languages, weight, counts);
                    weight = 2;
                }
            }
        } else {
            words += 1;
            count(lexicon.frequent(word), 2, counts);
        }
    }
    words
}

/// The language that stands out: at least one word in twelve is its, and it leads.
fn standing_out(lexicon: &Lexicon, counts: &[u32], words: u32) -> Option<String> {
    let (mut best, mut second, mut leads) = (0, 0, None);
    for (count, language) in counts.iter().zip(&lexicon.tongues) {
        if *count > best {
            (best, second, leads) = (*count, best, Some(language));
        } else {
            second = second.max(*count);
        }
    }
    leads
        .filter(|_| best >= 2 && best * 6 >= words && best > second)
        .map(|language| language.language.clone())
}
