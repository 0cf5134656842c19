//! Who signs within the brackets of a dateline, beside the agency: `(Петя Маринчева, БТА)`, `(CR avec AFP)`.

use crate::lexicon::language::Label;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group::{self, Piece, What};
use super::organisation::{self, Found};
use super::{Name, Who, name, run};

/// An agency and the person behind it, behind a word for what they are there: `Корр. ТАСС Иван П`.
pub(super) fn staffed(view: &View<'_>, inner: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let (word, rest) = view.folded(inner).split_once(' ')?;
    if view.lexicon.label(word.trim_end_matches('.')) != Some(Label::Reporter) {
        return None;
    }
    let agency = Span::new(inner.end - rest.len(), inner.end);
    let found = organisation::at_start(view, agency)?;
    let person = view.trim(Span::new(found.span.end, inner.end));
    let person = run::full(view, person).filter(|full| *full == person)?;
    let writer = name(view, person, Who::Person(Role::Reporter), ' ', lines);
    Some(vec![name(view, found.span, found.who(), ' ', lines), writer])
}

/// The initials in capitals, or in small letters, before a word that leads to an agency.
pub(super) fn signed_with(view: &View<'_>, found: &Found<'_>, rest: Span) -> Option<Span> {
    let before = view.trim(Span::new(rest.start, rest.end.min(found.span.start)));
    let (own, with) = view.folded(before).split_once(' ')?;
    let span = Span::new(before.start, before.start + own.len());
    let printed = view.original(span);
    let one = printed.chars().all(char::is_uppercase) || printed.chars().all(char::is_lowercase);
    (view.lexicon.label(with) == Some(Label::With)
        && (2..=3).contains(&own.chars().count())
        && one
        && organisation::whole(view, span).is_none_or(|found| found.ambiguous))
    .then_some(span)
}

/// The person before the agency, where a bracket holds nothing else: `Петя Маринчева, БТА`.
pub(super) fn signed(view: &View<'_>, pieces: &[Piece<'_>]) -> Option<Span> {
    let [writer, agency] = pieces else { return None };
    let fits = matches!(writer.what, What::Words)
        && matches!(agency.what, What::Organisation(_, rest) if rest.is_none_or(Span::is_empty))
        && agency.joined == ','
        && view.folded(writer.span).contains(' ')
        && group::is_person(view, writer.span);
    fits.then_some(writer.span)
}
