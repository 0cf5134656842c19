//! Notices that a page sets in several blocks, one below the other: the sign and the year, the holder,
//! the formula. They are one notice.

use crate::lexicon::word::Word;
use crate::record::Notice;
use crate::text::Span;

use super::name::{self, Start};
use super::view::{Lines, View};

/// The most bytes of a line that can be part of such a notice.
const SHORT: usize = 80;

/// Joins the notices of a passage that stand on neighbouring short lines. `places` says where each of
/// the last notices stands in the folded text.
pub fn blocks(
    view: &View<'_>,
    notices: &mut Vec<Notice>,
    places: &[Span],
    lines: &mut Lines,
    party: impl Fn(Span) -> crate::record::Party,
) {
    let Some(first) = notices.len().checked_sub(places.len()) else { return };
    let mut joined: Vec<(Notice, Span)> = Vec::new();
    for (notice, place) in notices.drain(first..).zip(places.iter().copied()) {
        let Some((last, at)) = joined.last_mut() else {
            joined.push((notice, place));
            continue;
        };
        let whole = at.join(place);
        // One holder between them, one set of years, and the second adds what the first lacks.
        let fits = (last.holder.is_none() || notice.holder.is_none())
            && (last.years.is_empty() || notice.years.is_empty())
            && !(last.all_rights_reserved && notice.all_rights_reserved);
        let adds = (notice.all_rights_reserved && !last.all_rights_reserved)
            || (last.all_rights_reserved && notice.holder.is_some())
            || (last.holder.is_none() && notice.holder.is_some());
        let Some(gap) = gap(view, *at, place).filter(|_| fits && adds) else {
            joined.push((notice, place));
            continue;
        };
        if last.holder.is_none() && notice.holder.is_none() {
            last.holder = gap.map(&party);
        }
        last.holder = last.holder.take().or(notice.holder);
        last.years.extend(notice.years);
        last.all_rights_reserved |= notice.all_rights_reserved;
        if notice.confidence > last.confidence {
            last.confidence = notice.confidence;
            last.circumstances = notice.circumstances;
        }
        last.evidence = view.evidence(whole, whole, lines);
        *at = whole;
    }
    // *© 2024* and the holder below it, with no formula.
    for (notice, place) in &mut joined {
        if notice.holder.is_none()
            && !notice.years.is_empty()
            && alone(view, *place)
            && let Some(name) = below(view, *place)
        {
            notice.holder = Some(party(name));
            *place = place.join(name);
            notice.evidence = view.evidence(*place, *place, lines);
        }
    }
    notices.extend(joined.into_iter().map(|(notice, _)| notice));
}

/// What stands between two notices on neighbouring lines: nothing, or a name alone. `None` where they
/// are not neighbours.
#[allow(clippy::option_option)] // neighbours or not, and if so with a name between or without
fn gap(view: &View<'_>, first: Span, second: Span) -> Option<Option<Span>> {
    if !(alone(view, first) && alone(view, second)) || second.start <= first.end {
        return None;
    }
    let between = Span::new(first.end, second.start);
    let mut parts =
        view.folded(between).split('\n').filter(|part| part.chars().any(char::is_alphanumeric));
    match (parts.next(), parts.next()) {
        (None, _) => Some(None),
        (Some(_), None) => named(view, view.trim(between)).map(Some),
        _ => None,
    }
}

/// The name that is all of the next line.
fn below(view: &View<'_>, place: Span) -> Option<Span> {
    let line = view.line(place);
    let rest = view.folded(Span::new(line.end, view.folded.text.len()));
    let lead = rest.len() - rest.trim_start_matches(['\n', ' ']).len();
    if lead == 0 || lead > 4 || rest.len() == lead {
        return None;
    }
    let start = line.end + lead;
    let next = view.trim(view.line(Span::new(start, start)));
    let name = named(view, next)?;
    // Without the formula below it only a legal form tells a company from the first line of a text.
    let window = next;
    view.lexicon
        .matcher
        .words(view.folded, view.text, window)
        .iter()
        .any(|hit| hit.word == Word::Legal && hit.span.end + 1 >= name.end)
        .then_some(name)
}

/// Whether a notice is nearly all of its short line.
fn alone(view: &View<'_>, place: Span) -> bool {
    view.trim(view.line(place)).len() <= place.len() + 12 || view.folded(place).contains('\n')
}

/// The span, if it is a name and nothing else.
fn named(view: &View<'_>, line: Span) -> Option<Span> {
    if line.len() > SHORT || view.folded(line).split(' ').count() > 7 {
        return None;
    }
    let says = view.lexicon.matcher.words(view.folded, view.text, line).iter().any(|hit| {
        matches!(
            hit.word,
            Word::Prohibit | Word::Permit | Word::Aside | Word::Licensed | Word::RightsReserved
        )
    });
    let name = name::run(view, line, Start::Capital)?;
    (!says && name.start <= line.start + 1 && line.end <= name.end + 1).then_some(name)
}
