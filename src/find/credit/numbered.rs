//! Numbers beside names: that of an agency's dispatch, and that of a note.

use crate::text::Span;

use super::super::view::{Lines, View};
use super::beside::MOST;
use super::{Credit, Relation, Slot, name, organisation, sides};

/// The most names of a line that may have the number of a dispatch behind them, and its least digits.
const NUMBERED: usize = 4;
const DIGITS: usize = 6;

/// `© dpa-infocom, dpa:250311-930-401882/2`: an agency and the number of its dispatch.
pub(super) fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    if line.len() > MOST || !view.folded(line).contains(':') {
        return None;
    }
    let mut from = line.start;
    for _ in 0..NUMBERED {
        let rest = Span::new(from, line.end);
        let start = from + view.first_name(rest)?;
        from = view.ceil(start + 1);
        let Some(found) = organisation::at_start(view, Span::new(start, line.end)) else {
            continue;
        };
        let behind = view.folded(Span::new(found.span.end, line.end));
        let number = behind.strip_prefix(':').unwrap_or("");
        if number.bytes().take_while(u8::is_ascii_digit).count() >= DIGITS {
            let names = vec![name(view, found.span, found.who(), ' ', lines)];
            let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
            return Some(Credit { slot, relation, names, desk, edge: true });
        }
    }
    None
}

/// *(9) «Voting for a Smile», The Harbour Times, 6 January 2008*: a note to the text, by its number: what a work cites is
/// no source of it.
pub(super) fn is_note(view: &View<'_>, line: Span) -> bool {
    let text = view.folded(line);
    // *^ "Title", Reuters, August 6, 2006.*: by its mark, or by the title and the day of what it cites.
    let bare = text.trim_start_matches(['-', '*', ' ']);
    if bare.starts_with(['^', '↑']) || is_citation(bare) {
        return true;
    }
    let Some(rest) = text.strip_prefix(['(', '[']) else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && rest.get(digits..).is_some_and(|rest| rest.starts_with([')', ']']))
}

/// *"Title", Reuters, 6 August 2006*: a title in quotation marks, a few words, and the day at the end.
fn is_citation(text: &str) -> bool {
    let Some((title, rest)) = text.strip_prefix('"').and_then(|text| text.split_once('"')) else {
        return false;
    };
    let own = rest.trim_end_matches(['.', ' ']);
    let words = own.split_whitespace().count();
    title.contains(' ')
        && rest.starts_with([',', '.'])
        && words <= CITED
        && own.ends_with(|c: char| c.is_ascii_digit())
        && sides::is_dated(own)
}

/// The most words of a house and a day.
const CITED: usize = 7;
