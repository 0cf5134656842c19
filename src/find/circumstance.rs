//! Where a statement stands and how it is said, as far as that does not depend on its kind: the features
//! that `rules/weights.yaml` weighs.

use crate::document::{Kind, Place};
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::record::Feature;
use crate::text::Span;

use super::view::View;

/// How many lines at the end of a text are its tail, and how many bytes they may have.
const TAIL: (usize, usize) = (3, 1_200);

/// The features of a statement's place. `span` is the statement, `line` the line it stands in.
pub fn place(view: &View<'_>, span: Span, line: Span) -> Vec<Feature> {
    let mut features = Vec::new();
    let block = view.block(span.start);
    match block.map(|block| block.place) {
        Some(Place::Footer) => features.push(Feature::Footer),
        Some(Place::Navigation) => features.push(Feature::Navigation),
        Some(Place::Aside) => features.push(Feature::Aside),
        _ if is_tail(view, span) => features.push(Feature::Tail),
        _ => {}
    }
    match block.map(|block| block.kind) {
        Some(Kind::Caption) => features.push(Feature::Caption),
        Some(Kind::Quote) => features.push(Feature::QuoteBlock),
        Some(Kind::Code) => features.push(Feature::Code),
        _ => {}
    }
    // Nearly all of its line, or a line short enough to be a legal line.
    if span.len() * 5 >= line.len() * 3 || line.len() <= 160 {
        features.push(Feature::OwnLine);
    } else if !features.contains(&Feature::Footer) && !features.contains(&Feature::Tail) {
        features.push(Feature::AmongProse);
    }
    features
}

/// Whether a statement stands near the end of the text: in the last lines, or the last seventh.
fn is_tail(view: &View<'_>, span: Span) -> bool {
    let length = view.folded.text.len();
    if span.start >= length - length / 7 {
        return true;
    }
    let rest = Span::new(span.start, length);
    rest.len() <= TAIL.1
        && view
            .folded(rest)
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .nth(TAIL.0)
            .is_none()
}

/// The features of how a sentence is said: reported, quoted, asked, about the reader.
pub fn manner(view: &View<'_>, sentence: Span, focus: Span, hits: &[Hit]) -> Vec<Feature> {
    let mut features = Vec::new();
    let has = |word: Word| hits.iter().any(|hit| hit.word == word);
    if has(Word::Reporting) {
        features.push(Feature::Reporting);
    }
    if has(Word::Speaker) {
        features.push(Feature::SpeakerActs);
    }
    if has(Word::Yours) {
        features.push(Feature::Yours);
    }
    if has(Word::Elsewhere) {
        features.push(Feature::Elsewhere);
    }
    let text = view.folded(sentence);
    if text.ends_with(['?', '？', '؟']) {
        features.push(Feature::Question);
    }
    if quoted(
        text,
        Span::new(
            focus.start.saturating_sub(sentence.start),
            focus.end.saturating_sub(sentence.start),
        ),
    ) {
        features.push(Feature::Quoted);
    }
    features
}

/// Whether `focus` stands between an opening and a closing quotation mark while more of the sentence
/// stands outside. Folding has made all double marks `"`.
fn quoted(text: &str, focus: Span) -> bool {
    let before = Span::new(0, focus.start).of(text);
    let after = Span::new(focus.end, text.len()).of(text);
    let open = before.matches('"').count() % 2 == 1;
    let outside = before.find('"').unwrap_or(0) + after.rfind('"').map_or(0, |at| after.len() - at);
    open && after.contains('"') && outside > 12
}
