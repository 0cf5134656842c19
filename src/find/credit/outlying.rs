//! Datelines that are out of the way: behind a title that an extractor has glued to them, or of a house that the
//! registry does not know.

use crate::lexicon::matcher;
use crate::lexicon::organisation::OrganisationKind;
use crate::text::{Span, is_unspaced};

use super::super::view::{Lines, View};
use super::bracket::{Bracket, brackets};
use super::dateline::{DAY, PLACE, REACH, nominal, placed, sender, view_floor};
use super::{
    Credit, Relation, Slot, Who, closing, dispatch, marks, name, organisation, release, run, title,
};

/// `… per il portoRoma, 6 set. (askanews) – …`: the dateline behind a title that an extractor has glued to it: a
/// day, the code in brackets, a dash.
pub(super) fn glued(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Vec<Credit>> {
    let head = Span::new(line.start, view.floor((line.start + 2 * REACH).min(line.end)));
    if !view.folded(head).contains(')') {
        return None;
    }
    brackets(view, head).into_iter().find_map(|bracket| {
        let found = sender(view, bracket.inner)?;
        let before = view.folded(Span::new(head.start, bracket.outer.start)).trim_end();
        let last = before.rsplit(',').next().unwrap_or("");
        let day = last.len() <= DAY && last.contains(|c: char| c.is_ascii_digit());
        let after = Span::new(bracket.outer.end, line.end);
        // `By Rina S NEW DELHI, India, Jul 3 2021 (IPS) Called by …`: a code, and a new sentence.
        let new = view.original(after).trim_start().starts_with(char::is_uppercase);
        let after = view.folded(after).trim_start();
        if !(day
            && last.len() < before.len()
            && (after.starts_with('-')
                || after.starts_with(".-")
                || new && closing::sure(view, &found)))
        {
            return None;
        }
        let names = vec![name(view, found.span, placed(view, &found, head), ' ', lines)];
        let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
        let mut all = vec![Credit { slot, relation, names, desk, edge: true }];
        if found.organisation.kind == OrganisationKind::PressReleaseWire {
            let behind = Span::new(bracket.outer.end, line.end);
            all.extend(release::company(view, behind, lines));
        }
        Some(all)
    })
}

/// `PLACE, DATE (CODE) -` of an agency that the registry does not know: a code of capitals and nothing else.
pub(super) fn unknown(
    view: &View<'_>,
    head: Span,
    line: Span,
    lines: &mut Lines,
) -> Option<Credit> {
    let bracket = brackets(view, head).into_iter().next()?;
    let before = Span::new(head.start, bracket.outer.start);
    let printed = view.original(bracket.inner);
    let code = (3..=7).contains(&printed.len())
        && (printed.bytes().all(|b| b.is_ascii_uppercase())
            || printed.bytes().all(|b| b.is_ascii_lowercase()))
        && view.lexicon.label(view.folded(bracket.inner)).is_none();
    let text = view.folded(before);
    let dated = text.contains(|c: char| c.is_ascii_digit()) && !text.contains(':');
    let after = view.folded(Span::new(bracket.outer.end, line.end)).trim_start();
    let dash = after.starts_with("- ") || after.starts_with("--") || after.starts_with(".-");
    let known = view.lexicon.organisations.find(printed).is_some();
    // *By Ann Lee LOS ANGELES (Reporter.com) - …*: a host, behind a place in capitals.
    let host = title::host(view, bracket.inner) == Some(bracket.inner)
        && view.original(before).split_whitespace().next_back().is_some_and(run::capitals);
    // `(서울=하늘경제) 박서준 최유리 기자 =`: a place and a house, and who wrote it.
    if text.trim().is_empty()
        && let Some((place, house)) = view.folded(bracket.inner).split_once('=')
        && place.chars().all(is_unspaced)
        && (2..=PLACE).contains(&house.chars().count())
        && house.chars().all(is_unspaced)
    {
        let writers = dispatch::reporters(view, Span::new(bracket.outer.end, line.end), lines);
        let span = Span::new(bracket.inner.end - house.len(), bracket.inner.end);
        if !writers.is_empty() {
            let mut names = vec![name(view, span, Who::Unknown, ' ', lines)];
            names.extend(writers);
            let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
            return Some(Credit { slot, relation, names, desk, edge: true });
        }
    }
    // `[하늘뉴스통신] 주해승 기자=`: behind it who wrote it, and the mark of Korean datelines.
    if text.trim().is_empty() && after.get(..view_floor(after, 60))?.contains('=') && !known {
        let behind = Span::new(bracket.outer.end, line.end);
        let writers = dispatch::reporters(view, behind, lines);
        let seen = matcher::printed(printed);
        let one = seen.chars().all(char::is_alphabetic) && seen.chars().count() > 2;
        if one && !writers.is_empty() && view.lexicon.label(view.folded(bracket.inner)).is_none() {
            let mut names = vec![name(view, bracket.inner, Who::Unknown, ' ', lines)];
            names.extend(writers);
            let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
            return Some(Credit { slot, relation, names, desk, edge: true });
        }
    }
    ((host || code && dated) && dash && !known && nominal(view, before)).then(|| Credit {
        slot: Slot::Dateline,
        relation: Relation::Sent,
        names: vec![name(view, bracket.inner, Who::Unknown, ' ', lines)],
        desk: None,
        edge: true,
    })
}

/// *Larkhaven, Canada Reuters Tens of thousands …*: a place and its country, the agency, and the text glued behind it.
pub(super) fn behind_place(view: &View<'_>, head: Span, lines: &mut Lines) -> Option<Credit> {
    let start = head.start + view.first_name(head)?;
    let before = view.original(Span::new(head.start, start));
    let place = before.split_once(", ").filter(|(_, country)| country.ends_with(' '))?;
    let capitals = |text: &str| {
        (1..=2).contains(&text.split_whitespace().count())
            && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    };
    let found = organisation::proper_at(view, Span::new(start, head.end))
        .filter(|found| !found.ambiguous && found.organisation.kind == OrganisationKind::Agency)?;
    let behind = view.original(Span::new(found.span.end, head.end));
    let mut text = behind.strip_prefix(' ')?.chars();
    let begins = text.next()?.is_uppercase() && text.next()?.is_lowercase();
    let names = || vec![name(view, found.span, found.who(), ' ', lines)];
    let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
    (capitals(place.0) && capitals(place.1) && begins).then(names).map(|names| Credit {
        slot,
        relation,
        names,
        desk,
        edge: true,
    })
}

/// `Larkhaven (afp). Der …`: a code in small letters in brackets, behind one place.
pub(super) fn small(
    view: &View<'_>,
    (head, line): (Span, Span),
    bracket: &Bracket,
    lines: &mut Lines,
) -> Option<Credit> {
    let before = view.trim(Span::new(head.start, bracket.outer.start));
    let behind = view.folded(Span::new(bracket.outer.end, line.end));
    let place =
        !view.folded(before).contains(' ') && view.original(before).starts_with(char::is_uppercase);
    // `BERLIN, 24. Dezember. /tass/. …`: between slashes, behind the day.
    let slashed = view.folded(bracket.outer).starts_with('/');
    let dated = view.folded(before).contains(|c: char| c.is_ascii_digit());
    let place = place || slashed && dated && nominal(view, before);
    let ends = behind.starts_with(". ") || behind.starts_with(" - ");
    let code = (2..=5).contains(&bracket.inner.len())
        && matcher::printed(view.original(bracket.inner)).bytes().all(|b| b.is_ascii_lowercase())
        && sender(view, bracket.inner).is_none();
    let found =
        (place && ends && code).then(|| marks::code(view, bracket.inner, true)).flatten()?;
    let names = vec![name(view, found.span, found.who(), ' ', lines)];
    let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
    (found.organisation.kind == OrganisationKind::Agency).then_some(Credit {
        slot,
        relation,
        names,
        desk,
        edge: true,
    })
}
