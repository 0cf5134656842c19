//! Sources of figures: what the source line of a chart, of statistics or of a price names is no source of the text.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::super::view::View;
use super::{Credit, Slot, Who};

/// Drops from the credits of a line what its source line names where that is the source of figures.
pub(super) fn without(view: &View<'_>, line: Span, hits: &[Hit], all: &mut Vec<Credit>) {
    let source = |credit: &Credit| credit.slot == Slot::SourceLine;
    if !all.iter().any(source) {
        return;
    }
    let chart = hits.iter().any(|hit| {
        hit.word == Word::Label(Label::Chart)
            && (hit.span.start <= line.start + 1
                || view.folded(Span::new(hit.span.end, line.end)).starts_with(':'))
    });
    // *Source: own calculations*: whose value says that it is the source of figures.
    let figures = hits.iter().any(|hit| {
        let before = view.folded(Span::new(line.start, hit.span.start)).trim_end();
        hit.word == Word::Label(Label::Figures) && before.ends_with([':', '：'])
    });
    if chart || figures {
        all.retain(|credit| !source(credit));
        return;
    }
    // `24.211,50 PKT Quelle: A&B Trade , 12:59:05`: a price, by its second.
    let label = hits.iter().rfind(|hit| hit.word == Word::Label(Label::Source));
    let behind = Span::new(label.map_or(line.end, |hit| hit.span.end.min(line.end)), line.end);
    let price = view.folded(behind).as_bytes().windows(8).any(is_second);
    // *Źródło: Report Section 10.1*: a number with its part is one of a heading or of a version.
    let numbered = |printed: &str| {
        let mut words = printed.split_whitespace();
        words.any(|word| {
            word.starts_with(|c: char| c.is_ascii_digit())
                && word.trim_end_matches('.').contains('.')
                && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        })
    };
    for credit in all.iter_mut().filter(|credit| source(credit)) {
        credit
            .names
            .retain(|name| !matches!(name.who, Who::Unknown) || !price && !numbered(&name.printed));
    }
    all.retain(|credit| !credit.names.is_empty());
}

/// `12:59:05`.
fn is_second(window: &[u8]) -> bool {
    window.iter().enumerate().all(|(at, byte)| match at {
        2 | 5 => *byte == b':',
        _ => byte.is_ascii_digit(),
    })
}
