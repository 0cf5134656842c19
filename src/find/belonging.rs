//! Whose the texts are, in words that are said of houses and clubs too: *all texts and photographs on
//! this site belong to …*. Counted only where a publisher speaks of its own texts.

use std::collections::BTreeSet;

use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::view::View;

/// The most small words (*the publisher*, *of the company*) between such words and the name.
const SMALL: usize = 3;

/// The words of a line, with those of belonging turned into a claim where they are one and left out
/// where they are not.
pub fn told(view: &View<'_>, line: Span, hits: &[Hit]) -> Vec<Hit> {
    hits.iter()
        .filter_map(|hit| {
            if hit.word != Word::Belongs {
                return Some(*hit);
            }
            let slot = holder(view, line, hits, hit)?;
            // The claim is the words and the name, whichever comes first.
            let span = if slot.end <= hit.span.start { slot.join(hit.span) } else { hit.span };
            Some(Hit { word: Word::Owned, span, slot: Some(slot), ..*hit })
        })
        .collect()
}

/// Where the holder stands; `None` where the sentence is not about the speaker's texts.
fn holder(view: &View<'_>, line: Span, hits: &[Hit], belongs: &Hit) -> Option<Span> {
    let slot = belongs.slot?;
    let sentence = view.sentence(belongs.span);
    let spoken = |hit: &Hit| hit.language == belongs.language;
    let inside: Vec<&Hit> = hits.iter().filter(|hit| sentence.contains(hit.span)).collect();
    let has = |word: Word| inside.iter().any(|hit| hit.word == word && spoken(hit));
    let texts: BTreeSet<usize> = inside
        .iter()
        .copied()
        .filter(|hit| spoken(hit))
        .filter(|hit| matches!(hit.word, Word::Content | Word::Ours))
        .filter(|hit| hit.span.end <= belongs.span.start || slot.start < belongs.span.start)
        .map(|hit| hit.span.start)
        .collect();
    let rights = hits.iter().filter(|hit| line.contains(hit.span)).any(|hit| {
        matches!(
            hit.word,
            Word::Prohibit
                | Word::Consent
                | Word::Unauthorised
                | Word::Copyright
                | Word::RightsReserved
                | Word::Protected
                | Word::Mark
        )
    });
    if !(texts.len() >= 2 || (!texts.is_empty() && (rights || has(Word::Ours)))) {
        return None;
    }
    let within = if slot.end <= belongs.span.start {
        // The name ends where the words begin; it begins behind what they are said of. A word for a
        // text with a capital in mid-sentence is part of the name.
        let common = |hit: &&&Hit| {
            hit.span.start == sentence.start
                || !view.original(hit.span).starts_with(char::is_uppercase)
        };
        let after = inside
            .iter()
            .filter(|hit| matches!(hit.word, Word::Content | Word::Ours | Word::And))
            .filter(|hit| spoken(hit))
            .filter(common)
            .map(|hit| hit.span.end)
            .filter(|end| *end <= belongs.span.start)
            .max()
            .unwrap_or(sentence.start);
        let text = view.folded(Span::new(after, belongs.span.start)).trim_end();
        let cut = text.rfind([')', ',', ':', ';', '、', '，', '،']).map_or(0, |at| at + 1);
        // *X'a aittir*: the ending belongs to the words, not to the name.
        let ending = text.rfind('\'').filter(|at| text.len() - at <= 5 && *at > cut);
        let end = ending.map_or(belongs.span.start, |at| after + at);
        Span::new(view.ceil(after + cut), end)
    } else {
        Span::new(slot.start, slot.end.min(sentence.end))
    };
    let name = name(view, within)?;
    // Another's, or somebody says so; but a name may hold such a word.
    let other = inside.iter().filter(|hit| spoken(hit)).any(|hit| {
        matches!(hit.word, Word::Yours | Word::Reporting | Word::Elsewhere)
            && !(name.start <= hit.span.start
                && name.end >= hit.span.end
                && view.original(hit.span).starts_with(char::is_uppercase))
    });
    (!other).then_some(name)
}

/// Whose content is said to be protected: the name behind the words for it, *all content of …*, before
/// the words that say so.
pub fn of_content(view: &View<'_>, protected: Span, hits: &[Hit]) -> Option<Span> {
    let sentence = view.sentence(protected);
    let texts = || {
        hits.iter()
            .filter(|hit| matches!(hit.word, Word::Content | Word::Ours))
            .filter(|hit| sentence.contains(hit.span) && hit.span.end <= protected.start)
    };
    let first = texts().min_by_key(|hit| hit.span.end)?;
    let content = first.span.end;
    // Where nouns begin with a capital, one such word is no name.
    let nouns = texts()
        .filter(|hit| hit.span.start > sentence.start)
        .any(|hit| view.original(hit.span).starts_with(char::is_uppercase));
    let rest = view.folded(Span::new(content, protected.start));
    let cut = rest.find(['(', ',', ':', ';', '"']).unwrap_or(rest.len());
    let cut = rest.get(..cut).and_then(|rest| rest.find(" - ")).unwrap_or(cut);
    let name = name(view, Span::new(content, content + cut))?;
    // Nouns of some languages begin with a capital too: a name is more than one such word, or looks
    // like an address, a brand.
    let words: Vec<&str> = view.original(name).split_whitespace().collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let end = words.iter().take_while(|word| capital(word) || word.contains('.')).count();
    let proper = words.get(..end)?;
    let brand = proper.iter().any(|word| {
        word.trim_end_matches('.').contains('.')
            || word.chars().filter(|c| c.is_uppercase()).count() >= 2
    });
    let known = hits.iter().any(|hit| {
        name.contains(hit.span)
            && hit.language == first.language
            && !matches!(hit.word, Word::Legal | Word::And | Word::Grantor)
    });
    let long = proper.iter().map(|word| word.len() + 1).sum::<usize>().saturating_sub(1);
    let folded = view.folded(name);
    let end: usize = folded.split(' ').take(end).map(|word| word.len() + 1).sum();
    let whole = Span::new(name.start, name.start + end.saturating_sub(1).min(folded.len()));
    ((brand || !nouns || proper.len() >= 2) && !proper.is_empty() && !known && long > 2)
        .then_some(whole)
}

/// The span without the small words before the name that it holds.
fn name(view: &View<'_>, within: Span) -> Option<Span> {
    let within = view.trim(within);
    let text = view.folded(within);
    let mut start = 0;
    for _ in 0..=SMALL {
        let rest = text.get(start..)?;
        let word = rest.split(' ').next()?;
        let here = Span::new(within.start + start, within.start + start + word.len());
        let original = view.original(here);
        let small = original.trim_start_matches(['"', '«', '„', '“', '\'']);
        // A name begins with a capital, in a script without them as it will; a site with its address.
        if !small.is_empty()
            && (!small.starts_with(char::is_lowercase) || small.trim_end_matches('.').contains('.'))
        {
            return Some(Span::new(within.start + start, within.end));
        }
        start += word.len() + 1;
    }
    None
}
