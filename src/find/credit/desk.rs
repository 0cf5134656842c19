//! Who was at the desk, in the value of a label: *Editor: huaxia*, *Autor: atab, kan*.

use crate::lexicon::matcher::printed;
use crate::text::Span;

use super::super::view::View;
use super::group::{Piece, What};

/// The one small word that a part is, but for a number behind it.
pub(super) fn signs(view: &View<'_>, piece: &Piece<'_>) -> Option<Span> {
    let folded = view.folded(piece.span);
    let (word, rest) = folded.split_once(' ').unwrap_or((folded, ""));
    let own = printed(view.original(Span::new(piece.span.start, piece.span.start + word.len())));
    let small = (3..=12).contains(&own.len()) && own.bytes().all(|b| b.is_ascii_lowercase());
    let number = rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit());
    (small && number).then(|| Span::new(piece.span.start, piece.span.start + word.len()))
}

/// *Autor: atab, kan, kapi*: whether all parts are initials between commas, so many as a desk has.
pub(super) fn are_initials(pieces: &[Piece<'_>]) -> bool {
    let initials = |piece: &Piece<'_>| matches!(piece.what, What::Initials);
    let commas = pieces.iter().skip(1).all(|piece| piece.joined == ',');
    pieces.len() <= DESK && commas && pieces.iter().all(initials)
}

/// The most people of a desk who sign one text.
const DESK: usize = 6;
