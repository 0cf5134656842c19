//! Forenames that are the name of an agency too: *Petra Lindgreen*, *ANN LINDGREEN*.

use crate::lexicon::organisation::OrganisationKind;
use crate::text::Span;

use super::super::view::View;
use super::group::{self, Piece, What};
use super::organisation::Found;
use super::run;

/// Whether a name that means something else too is somebody's forename: one word with small letters before one more
/// word with a capital.
pub(super) fn leads(view: &View<'_>, piece: &Piece<'_>, found: &Found<'_>, rest: Span) -> bool {
    let printed = view.original(found.span);
    let family = view.original(rest);
    found.ambiguous
        && rest.start > found.span.end
        && !printed.contains(' ')
        && printed.chars().any(char::is_lowercase)
        && family.starts_with(char::is_uppercase)
        && !family.contains([' ', '.'])
        && group::is_person(view, piece.span)
}

/// *By ANN LINDGREEN*, *By ANI KOLM, Associated Press*: the same in capitals, where the code is no agency's, or another
/// house stands behind it.
pub(super) fn is_loud(
    view: &View<'_>,
    piece: &Piece<'_>,
    found: &Found<'_>,
    rest: Span,
    next: Option<&Piece<'_>>,
) -> bool {
    let family = view.original(rest);
    let loud = run::capitals(view.original(found.span)) && run::capitals(family);
    let housed = next.is_some_and(|next| {
        matches!(next.joined, ',' | '|') && matches!(next.what, What::Organisation(..))
    });
    // `MDR SACHSEN` is a house, and a code of these may have its town behind it.
    let prints = matches!(
        found.organisation.kind,
        OrganisationKind::Agency | OrganisationKind::Broadcaster | OrganisationKind::Publisher
    );
    found.ambiguous
        && loud
        && (housed || !prints)
        && rest.start > found.span.end
        && family.len() > 2
        && !family.contains([' ', '.'])
        && group::is_person(view, piece.span)
}

/// *Ann Lindgreen contributed*: whether a name before other words is somebody's forename, a code as nobody prints it.
pub(super) fn begins(view: &View<'_>, found: &Found<'_>, end: usize) -> bool {
    let printed = view.original(found.span);
    let behind = Span::new(found.span.end, end.max(found.span.end));
    let family = view.original(behind).strip_prefix(' ');
    let own = found.organisation.credits.iter().any(|credit| credit.text == printed);
    !own && !printed.contains(' ')
        && printed.chars().any(char::is_lowercase)
        && family.is_some_and(|family| family.starts_with(char::is_uppercase))
}
