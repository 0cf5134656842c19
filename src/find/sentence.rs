//! The sentences of a line, and the terms that each of them states: read in the languages it is likely to be
//! in, and a question that names an act together with its answer.

use crate::lexicon::matcher::{Hit, LanguageId};
use crate::lexicon::weights::Weighed;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::term;
use super::view::View;

/// The sentences of a line as they are read. *Want to republish this story? Ask us for permission.* – the
/// question names the act, the answer says what it takes: they are one statement. `hits` are the words of the
/// line, in order.
pub fn of(view: &View<'_>, line: Span, hits: &[Hit]) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    for sentence in view.sentences(line) {
        if let Some(question) = all.last_mut()
            && answers(view, (*question, sentence), hits)
        {
            *question = question.join(sentence);
        } else {
            all.push(sentence);
        }
    }
    all
}

/// Whether the second sentence says what the act that the first asks about takes: leave, or to ask for it.
fn answers(view: &View<'_>, (question, answer): (Span, Span), hits: &[Hit]) -> bool {
    if !view.folded(question).ends_with(['?', '？', '؟']) {
        return false;
    }
    let hits = term::longest(hits);
    let within = |span: Span| hits.iter().filter(move |hit| span.contains(hit.span));
    within(question).any(|hit| matches!(hit.word, Word::Action(_)))
        && within(question).any(|hit| matches!(hit.word, Word::Content | Word::Ours))
        && within(answer).any(|hit| matches!(hit.word, Word::Consent | Word::Require))
        && !within(answer).any(|hit| {
            matches!(hit.word, Word::Action(_) | Word::Permit | Word::Prohibit | Word::Yours)
        })
}

/// The languages in which another sentence of the line reports: what a report goes on to say is reported too.
pub fn told(sentence: Span, hits: &[Hit]) -> Vec<LanguageId> {
    let reports = |hit: &&Hit| hit.word == Word::Reporting && !sentence.contains(hit.span);
    let mut all: Vec<LanguageId> = hits.iter().filter(reports).map(|hit| hit.language).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The terms of a sentence, read in the languages it is likely to be in; of readings of the same clause,
/// the one that more words speak for is kept.
pub fn terms(
    view: &View<'_>,
    (sentence, line): (Span, Span),
    hits: &[Hit],
    (claimed, told): (bool, &[LanguageId]),
) -> Vec<term::Reading> {
    let shared = view.lexicon.shared();
    let candidates = candidates(hits, shared);
    // Who speaks and what is reported is heard in all of them.
    let heard: Vec<Hit> = hits
        .iter()
        .filter(|hit| candidates.contains(&hit.language) || Some(hit.language) == shared)
        .copied()
        .collect();
    let heard = term::longest(&heard);
    let mut best: Vec<term::Reading> = Vec::new();
    for language in candidates {
        let own: Vec<Hit> = hits
            .iter()
            .filter(|hit| hit.language == language || Some(hit.language) == shared)
            .copied()
            .collect();
        for reading in term::read(
            view,
            &term::Sentence {
                span: sentence,
                line,
                claimed,
                told: told.contains(&language),
                heard: &heard,
            },
            &own,
            language,
        ) {
            match best.iter_mut().find(|other| other.span.overlaps(reading.span)) {
                Some(other) if other.language == language => best.push(reading),
                // More words, then the stricter reading: a doubt yields less freedom.
                Some(other) => {
                    let rank = |r: &term::Reading| {
                        (r.words, r.modality.restricts(), std::cmp::Reverse(r.modality))
                    };
                    if rank(&reading) > rank(other) {
                        *other = reading;
                    }
                }
                None => best.push(reading),
            }
        }
    }
    // Only now what is too unsure is left out: a doubt in the language of the sentence must not make room
    // for a neighbour's misreading.
    best.retain(|reading| {
        let weighed = if reading.modality.restricts() { Weighed::Term } else { Weighed::Grant };
        view.lexicon.weights.reported(weighed, reading.confidence)
    });
    best
}

/// The languages that a sentence may be in: those whose words cover nearly as much of it as those of the
/// best. Short words are words of many languages; a sentence is in the one that most of it speaks for.
pub fn candidates(hits: &[Hit], shared: Option<LanguageId>) -> Vec<LanguageId> {
    let mut covered: Vec<(LanguageId, usize, usize)> =
        hits.iter().map(|hit| (hit.language, 0, 0)).collect();
    covered.sort_unstable();
    covered.dedup();
    covered.retain(|(language, ..)| Some(*language) != shared);
    let add = |(_, sum, end): &mut (LanguageId, usize, usize), start: usize, solid: usize| {
        *sum += solid.saturating_sub(start.max(*end));
        *end = (*end).max(solid);
    };
    for hit in hits {
        let solid = hit.slot.map_or(hit.span.end, |slot| slot.start);
        // What all languages share speaks for each of them.
        if Some(hit.language) == shared {
            for one in &mut covered {
                add(one, hit.span.start, solid);
            }
        } else if let Ok(at) =
            covered.binary_search_by_key(&hit.language, |(language, ..)| *language)
            && let Some(one) = covered.get_mut(at)
        {
            add(one, hit.span.start, solid);
        }
    }
    let best = covered.iter().map(|(_, sum, _)| *sum).max().unwrap_or(0);
    if best == 0 {
        return shared.into_iter().collect();
    }
    covered
        .into_iter()
        .filter(|(_, sum, _)| *sum * 10 >= best * 7)
        .map(|(language, ..)| language)
        .collect()
}
