//! Where in a page its article stands: what is credited in a menu above it or in what follows below is not of it, even
//! where no element and no class says so.

use crate::document::{Block, Kind, Place};
use crate::text::{Span, ends_sentence};

use super::super::view::View;

/// The least bytes of a long paragraph.
pub(super) const LONG: usize = 160;
/// How far before its first paragraph an article may begin, and how far before its heading, in bytes of text.
const AHEAD: usize = 1_500;
const ABOVE: usize = 300;
/// How far behind its last paragraph it may end.
const BEHIND: usize = 1_500;

/// Whether a block is a long paragraph of the running text.
pub(super) fn is_long(block: &Block) -> bool {
    block.place == Place::Body && block.kind == Kind::Paragraph && block.span.len() >= LONG
}

/// Whether a block is running text: a long paragraph, or a shorter one that ends as a sentence does. The paragraphs of
/// many papers are one short sentence each.
fn runs(view: &View<'_>, block: &Block) -> bool {
    let body = block.place == Place::Body && block.kind == Kind::Paragraph;
    let sentence = || {
        let text = block.span.of(view.text);
        text.trim_end_matches(['"', '”', '»', '“', ')', ' ']).ends_with(ends_sentence)
    };
    body && (block.span.len() >= LONG || block.span.len() >= SENTENCE && sentence())
}

/// The least bytes of a paragraph of one sentence.
const SENTENCE: usize = 50;

/// Whether a place of the folded text is of the article: between its heading and what closes it. A text that is no page,
/// or a page without running text, is all article.
pub(super) fn holds(view: &View<'_>, at: Span) -> bool {
    let blocks = &view.passage.blocks;
    let Some(first) = blocks.iter().find(|block| runs(view, block)) else { return true };
    let place = view.folded.to_text(at).start;
    if place < first.span.start {
        let from = first.span.start.saturating_sub(AHEAD);
        let mut headings = blocks
            .iter()
            .skip_while(|block| block.span.start < from)
            .take_while(|block| block.span.start < first.span.start);
        let heading = headings.find(|block| block.kind == Kind::Heading);
        let begins = heading.map_or(from, |heading| heading.span.start.saturating_sub(ABOVE));
        return place >= begins;
    }
    let last = blocks.iter().rev().find(|block| runs(view, block)).unwrap_or(first);
    place <= last.span.end + BEHIND
}
