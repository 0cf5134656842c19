//! Who signs within the brackets of a dateline, beside the agency: `(Петя Маринчева, БТА)`, `(CR avec AFP)`.

use crate::lexicon::language::Label;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group::{self, Piece, What};
use super::organisation;
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

/// Whether the inside of a bracket is two or three capitals, a word that leads to an agency, and the agency.
pub(super) fn signs_with(view: &View<'_>, pieces: &[Piece<'_>]) -> bool {
    let [desk, agency] = pieces else { return false };
    let with = view.folded(Span::new(desk.span.end, agency.span.start)).trim();
    let capitals = view.original(desk.span).chars().all(char::is_uppercase);
    matches!(agency.what, What::Organisation(..))
        && view.lexicon.label(with) == Some(Label::With)
        && (2..=3).contains(&view.folded(desk.span).chars().count())
        && capitals
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

/// `MOSCOW, October 16 (RIA Novosti), Ann Lee - …`: who wrote it, between the bracket and the dash, or the end of the line.
pub(super) fn behind(view: &View<'_>, rest: Span, lines: &mut Lines) -> Option<Name> {
    let text = view.folded(rest).strip_prefix(", ")?;
    let end = text.find(" -").unwrap_or(text.len());
    let writer = Span::new(rest.end - text.len(), rest.end - text.len() + end);
    (run::full(view, writer)? == writer)
        .then(|| name(view, writer, Who::Person(Role::Reporter), ',', lines))
}
