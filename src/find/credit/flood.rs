//! Lists that are longer than any that is read: where one holds a house of the registry that no credit names, something
//! was left out, and that is said. Forty invented names before a real one must not hide it.

use crate::text::block::{BLOCK, blocks, mask};
use crate::text::{Span, places};

use super::super::view::View;
use super::{Credit, Who, closing, organisation};

/// The least parts of such a list: fewer are read, or are a sentence.
const PARTS: usize = 40;
/// The most bytes of a part: sentences have their commas further apart.
const PART: usize = 48;
/// How far before the first mark and behind the last a list reaches, in bytes.
const REACH: usize = 64;
/// The most names of such lists that are looked up.
const LOOKED_UP: usize = 4_096;

/// Whether a list holds a house of the registry that none of these credits names.
pub fn hides(view: &View<'_>, credits: &[Credit]) -> bool {
    let text = view.folded.text.as_bytes();
    let mut last = [0; BLOCK];
    let mark = |byte| matches!(byte, b',' | b'/' | b';');
    let mut all = lists(blocks(text, &mut last).flat_map(|(base, block)| {
        let mut marks = mask(block, mark);
        std::iter::from_fn(move || {
            let at = (marks != 0).then(|| base + marks.trailing_zeros() as usize);
            marks &= marks.wrapping_sub(1);
            at
        })
    }));
    all.extend(lists(places(&view.folded.text, "、")));
    let mut looked_up = 0;
    all.into_iter().any(|list| {
        let list = Span::new(
            view.floor(list.start.saturating_sub(REACH)),
            view.floor((list.end + REACH).min(text.len())),
        );
        let mut from = list.start;
        while looked_up < LOOKED_UP
            && let Some(first) = view.first_name(Span::new(from, list.end))
        {
            looked_up += 1;
            let start = from + first;
            let found = organisation::at_start(view, Span::new(start, list.end));
            if let Some(found) = found
                && closing::sure(view, &found)
                && !names(credits, &found.organisation.id)
            {
                return true;
            }
            from = view.ceil(start + 1);
        }
        looked_up == LOOKED_UP
    })
}

/// The stretches from the first to the last of many marks that stand close together: of most texts none, and nothing is
/// kept of them.
fn lists(marks: impl Iterator<Item = usize>) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    let (mut first, mut last, mut count) = (0, 0, 0);
    for mark in marks {
        if count == 0 || mark - last > PART {
            (first, count) = (mark, 0);
        }
        (last, count) = (mark, count + 1);
        match all.last_mut() {
            Some(open) if count > PARTS => open.end = mark,
            _ if count == PARTS => all.push(Span::new(first, mark)),
            _ => {}
        }
    }
    all
}

/// Whether one of the credits names an organisation.
fn names(credits: &[Credit], id: &str) -> bool {
    credits
        .iter()
        .flat_map(|credit| &credit.names)
        .any(|name| matches!(&name.who, Who::Organisation(own) | Who::Ambiguous(own) if own == id))
}
