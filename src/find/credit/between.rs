//! What stands between a cue and a name and parts them: another cue, the dash of a dateline, quotation marks.

use crate::lexicon::language::Label;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::super::view::View;

/// Whether another cue stands in a stretch: *citing sources, reports Y*.
pub(super) fn crosses(view: &View<'_>, from: usize, to: usize) -> bool {
    let between = Span::new(from.min(to), to);
    view.lexicon.matcher.words(view.folded, view.text, between).iter().any(|hit| {
        matches!(hit.word, Word::Label(Label::TakenFrom | Label::Citing | Label::CitedBy))
            && hit.slot.is_none()
    })
}

/// Whether a dash between spaces stands in a stretch.
pub(super) fn dashed(view: &View<'_>, from: usize, to: usize) -> bool {
    view.folded(Span::new(from.min(to), to)).contains(" - ")
}

/// Whether quotation marks open before a run and close further on: it is no more than their first words.
pub(super) fn is_cut(view: &View<'_>, run: Span) -> bool {
    let line = view.line(run);
    let opens = view.folded(Span::new(line.start, run.start)).ends_with('"');
    opens && !view.folded(Span::new(run.end, line.end)).starts_with('"')
}

/// Whether a verb of telling on stands right behind a name, whose it is.
pub(super) fn reports_next(view: &View<'_>, end: usize) -> bool {
    let rest = Span::new(end, view.floor((end + VERB).min(view.line(Span::new(end, end)).end)));
    let hits = view.lexicon.matcher.words(view.folded, view.text, rest);
    hits.iter().any(|hit| hit.behind && hit.span.start == end + 1)
}

/// How far behind a name its verb may end, in bytes.
const VERB: usize = 32;
