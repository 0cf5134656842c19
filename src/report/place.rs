//! Where a document and a statement in it stand, as an editor, a spreadsheet and a checker understand it.

use super::shown::shown;
use crate::document::{Identity, Locator};
use crate::record::Evidence;

/// `path:line:column`, or `path#row` for a row; safe to print.
pub fn place(document: &Identity, evidence: Option<&Evidence>) -> String {
    let source = shown(&document.source);
    match (row(document), evidence) {
        (Some(number), _) => format!("{source}#{number}"),
        (None, Some(evidence)) => format!("{source}:{}:{}", evidence.line, evidence.column),
        (None, None) => source.into_owned(),
    }
}

/// Which row of its file a document is, from 1.
pub(super) const fn row(document: &Identity) -> Option<u64> {
    match document.locator {
        Some(Locator::Line(number) | Locator::Row(number)) => Some(number),
        None => None,
    }
}

/// The line of its file that a statement stands on and its column in that line, both from 1: for a row of JSON Lines the
/// line of the row, without a column; for a row of a JSON array neither.
pub(super) fn line(document: &Identity, evidence: Option<&Evidence>) -> Option<(u64, Option<u64>)> {
    match (&document.locator, evidence) {
        (Some(Locator::Line(number)), _) => Some((*number, None)),
        (Some(Locator::Row(_)), _) | (None, None) => None,
        (None, Some(evidence)) => Some((evidence.line as u64, Some(evidence.column as u64))),
    }
}

/// At most so many characters, with `…` for the rest.
pub(super) fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}
