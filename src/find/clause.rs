//! The clauses of a sentence: cut at words of contrast and at semicolons. Behind either, what was named before
//! is still what is spoken of (*link to our texts, but do not copy them*); behind a semicolon, what was forbidden
//! is still forbidden: *You may not copy our texts; store them; train models.*

use std::collections::BTreeSet;

use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::view::View;

/// A clause with the words that bear on it.
#[derive(Debug)]
pub struct Clause {
    /// Where it stands in the folded view.
    pub span: Span,
    /// Its words, behind those of the beginning of the sentence that forbid it too.
    pub hits: Vec<Hit>,
    /// Whether an earlier clause names the texts.
    pub claimed: bool,
}

/// The clauses of a sentence, in order. `hits` are its words in one language, in order.
pub fn of(view: &View<'_>, sentence: Span, hits: &[Hit]) -> Vec<Clause> {
    // *Resale is, however, excluded*: where nothing was said before it, it begins no other clause.
    let said = |hit: &Hit| {
        states(hit.word) || matches!(hit.word, Word::Negate | Word::Without | Word::Unless(_))
    };
    let mut cuts = BTreeSet::new();
    let mut open = false;
    for hit in hits {
        if hit.word == Word::Contrast && open {
            cuts.insert((hit.span.start, false));
        }
        open |= said(hit);
    }
    let text = view.folded(sentence);
    let semicolons = text.match_indices([';', '；', '\u{61B}']);
    cuts.extend(semicolons.map(|(at, mark)| (sentence.start + at + mark.len(), true)));
    let lead =
        lead(view, sentence, cuts.iter().find(|(_, semicolon)| *semicolon).map(|cut| cut.0), hits);
    let mut all: Vec<Clause> = Vec::new();
    let (mut start, mut listed, mut claimed) = (sentence.start, false, false);
    for (cut, semicolon) in cuts.into_iter().chain([(sentence.end, false)]) {
        if cut <= start {
            listed |= semicolon;
            continue;
        }
        let span = Span::new(start, cut);
        let own: Vec<Hit> = hits.iter().filter(|hit| span.contains(hit.span)).copied().collect();
        let named = own.iter().any(|hit| matches!(hit.word, Word::Content | Word::Ours));
        let silent = listed && !own.iter().any(|hit| states(hit.word));
        let hits = if silent { lead.iter().copied().chain(own).collect() } else { own };
        all.push(Clause { span, hits, claimed });
        claimed |= named;
        (start, listed) = (cut, semicolon);
    }
    all
}

/// The words before the first semicolon, up to a colon if there is one, that forbid what follows: none
/// where they forbid nothing.
fn lead(view: &View<'_>, sentence: Span, first: Option<usize>, hits: &[Hit]) -> Vec<Hit> {
    let Some(first) = first else { return Vec::new() };
    let head = Span::new(sentence.start, first);
    let colon = view.folded(head).find([':', '：']).map(|at| head.start + at);
    let head = Span::new(head.start, colon.unwrap_or(head.end));
    let within = |hit: &&Hit| head.contains(hit.span);
    let words: Vec<Hit> = hits.iter().filter(within).copied().collect();
    if !forbids(&words) {
        return Vec::new();
    }
    // What one clause does, the next does not do again.
    let bears =
        |hit: &Hit| !matches!(hit.word, Word::Action(_) | Word::Weak(_) | Word::Usage | Word::Ai);
    words.into_iter().filter(bears).collect()
}

/// Whether words say that what goes with them is forbidden.
pub fn forbids(hits: &[Hit]) -> bool {
    hits.iter().any(|hit| {
        let beside = |word: Word| {
            hits.iter().any(|other| other.word == word && other.language == hit.language)
        };
        hit.word == Word::Prohibit
            || (hit.word == Word::Permit && beside(Word::Negate))
            || (hit.word == Word::Require && beside(Word::Consent))
    })
}

/// Whether a word says by itself how its clause is meant.
const fn states(word: Word) -> bool {
    matches!(word, Word::Prohibit | Word::Permit | Word::Reserve | Word::Require | Word::Only)
}
