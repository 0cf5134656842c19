//! What a line of nothing but names is instead of a credit, and what of it is none: the heading of a list, the titles of a
//! menu, a dateline alone, the place before who wrote.

use crate::document::Kind;
use crate::lexicon::language::Label;
use crate::lexicon::organisation::OrganisationKind;
use crate::text::{Span, is_hangul};

use super::super::view::View;
use super::group::{self, Piece, What};
use super::organisation::{self, Found};
use super::{closing, day, staff};

/// *Agence France-Presse in Bamako*: a small word and a place behind an agency, and nothing else.
pub(super) fn is_sent_from(view: &View<'_>, found: Found<'_>, rest: Span) -> bool {
    let printed = view.original(rest);
    let Some((small, place)) = printed.split_once(' ') else { return false };
    let led = small.chars().count() <= 3 && small.chars().all(char::is_lowercase);
    let place = place.split_whitespace().take(3).all(|word| word.starts_with(char::is_uppercase))
        && place.split_whitespace().count() <= 2;
    !found.ambiguous
        && rest.start > found.span.end
        && found.organisation.kind == OrganisationKind::Agency
        && led
        && place
}

/// *AP Sports headlines*: whether a line is the heading of a page and more than a name: it heads a list.
pub(super) fn heads_list(view: &View<'_>, line: Span, pieces: &[Piece<'_>]) -> bool {
    let heading = view.block(line.start).is_some_and(|block| block.kind == Kind::Heading);
    let goes_on = |piece: &Piece<'_>| match piece.what {
        What::Organisation(found, Some(rest)) => {
            rest.start > found.span.start && !staff::is_office(view, rest)
        }
        _ => false,
    };
    heading && pieces.len() == 1 && pieces.iter().any(goes_on)
}

/// *Wellington, PTI:*: whether a line is a place, an agency and the colon before the text.
pub(super) fn is_dateline(view: &View<'_>, line: Span) -> bool {
    let text = view.folded(line).trim_end_matches([':', ' ']);
    let span = Span::new(line.start, line.start + text.len());
    let last = organisation::at_end(view, span).filter(|found| closing::sure(view, found));
    last.is_some_and(|found| {
        let place = view.folded(Span::new(line.start, found.span.start)).trim_end();
        place.ends_with(',') && place.split(' ').count() <= PLACE
    })
}

/// The most words of a place.
const PLACE: usize = 3;

/// *THE GULF TIMES | GULF STAR | GULF BUSINESS*: whether a line is the titles of several papers between bars: a menu.
pub(super) fn are_titles(pieces: &[Piece<'_>]) -> bool {
    let publisher = |piece: &&Piece<'_>| {
        matches!(piece.what, What::Organisation(found, _)
            if found.organisation.kind == OrganisationKind::Publisher)
    };
    let bars = pieces.iter().skip(1).all(|piece| piece.joined == '|');
    bars && pieces.iter().filter(publisher).count() > 1
}

/// *Z Brukseli Marek Z (PAP)*: behind a small word at the head of the line one word is where it was sent from.
pub(super) fn behind_place(view: &View<'_>, piece: &Piece<'_>) -> Span {
    let line = view.line(piece.span);
    let before = view.folded(Span::new(line.start, piece.span.start)).trim();
    let text = view.folded(piece.span);
    let led = (1..=3).contains(&before.chars().count()) && before.chars().all(char::is_alphabetic);
    match text.find(' ').filter(|_| led && text.split(' ').count() >= 3) {
        Some(space) => Span::new(piece.span.start + space + 1, piece.span.end),
        None => piece.span,
    }
}

/// *Hotel mit Hallenbad, Sauna und SPA*: whether a name that means something else too is one of several things.
pub(super) fn lists_things(view: &View<'_>, pieces: &[Piece<'_>]) -> bool {
    let thing = |piece: &Piece<'_>| {
        matches!(piece.what, What::Words)
            && !group::is_person(view, piece.span)
            && !day::dated(view, piece.span)
    };
    // *로이터통신, 정보해킹 부인*: a headline: the house, and what it does.
    let told = |piece: &Piece<'_>| {
        let text = view.folded(piece.span);
        piece.joined == ','
            && thing(piece)
            && text.contains(' ')
            && text.chars().all(|c| is_hangul(c) || c == ' ')
    };
    if let [house, rest] = pieces
        && matches!(house.what, What::Organisation(_, rest) if rest.is_none_or(Span::is_empty))
        && told(rest)
    {
        return true;
    }
    pieces.iter().zip(pieces.iter().skip(1)).any(|(before, piece)| {
        piece.joined == '&'
            && thing(before)
            && matches!(piece.what, What::Organisation(found, _) if found.ambiguous)
    })
}

/// Whether a word for pictures stands behind a name and before a slash.
pub(super) fn is_pictured(view: &View<'_>, rest: Span) -> bool {
    view.lexicon.label(view.folded(rest)) == Some(Label::Photo)
        && view.folded(Span::new(rest.end, view.line(rest).end)).starts_with('/')
}
