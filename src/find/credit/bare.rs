//! Datelines without brackets: parts that are places and dates, one that is an organisation, and a dash, a slash or a
//! full stop. `PLACE, DATE, CODE.`, `AGI - Una scossa …`, `ACN Girona.- …`.

use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::dateline::{DAY, PARTS, placed};
use super::group::{self, Piece, What};
use super::organisation::{self, Found};
use super::{Credit, Relation, Slot, Who, name};

/// `جدة-القاهرة-سانا بحث …`: places and the agency of the country, joined by hyphens, and the text behind a space.
fn hyphened(view: &View<'_>, head: Span, lines: &mut Lines) -> Option<Credit> {
    let arabic = |c: char| matches!(c, '\u{600}'..='\u{6FF}');
    if head.start > 0 || !view.folded(head).starts_with(arabic) {
        return None;
    }
    if let Some(credit) = led_place(view, head, lines) {
        return Some(credit);
    }
    let first = head.start + view.first_name(head).filter(|first| *first > 0 && *first <= DAY)?;
    let found = organisation::at_start(view, Span::new(first, head.end))?;
    let places = printed(view.original(Span::new(head.start, found.span.start)));
    let tight = places.ends_with('-') && places.chars().all(|c| c == '-' || arabic(c));
    let behind = view.folded(Span::new(found.span.end, head.end));
    let agency = found.organisation.kind == OrganisationKind::Agency;
    (tight && agency && behind.starts_with(' ')).then(|| Credit {
        slot: Slot::Dateline,
        relation: Relation::Sent,
        names: vec![name(view, found.span, found.who(), ' ', lines)],
        desk: None,
        edge: true,
    })
}

/// `واس - الميناء الشمالي: …`: an agency, the place that it sent the text from, and a colon.
fn led_place(view: &View<'_>, head: Span, lines: &mut Lines) -> Option<Credit> {
    let found = organisation::at_start(view, head)?;
    let rest = view.folded(Span::new(found.span.end, head.end));
    let place = rest.trim_start().strip_prefix('-')?.split_once(':')?.0.trim();
    let few = (1..=PLACE).contains(&place.split(' ').count());
    let agency = found.organisation.kind == OrganisationKind::Agency;
    (agency && few && !place.contains(['.', '،'])).then(|| Credit {
        slot: Slot::Dateline,
        relation: Relation::Sent,
        names: vec![name(view, found.span, found.who(), ' ', lines)],
        desk: None,
        edge: true,
    })
}

/// The most words of a place before a colon.
const PLACE: usize = 4;

/// A dateline without brackets: parts that are places and dates, one that is an organisation, and a dash
/// or a full stop; and what stands behind one that sends the releases of others.
pub(super) fn read(
    view: &View<'_>,
    head: Span,
    line: Span,
    lines: &mut Lines,
) -> Option<(Credit, Option<Span>)> {
    let text = view.folded(head);
    if let Some(credit) = hyphened(view, head, lines) {
        return Some((credit, None));
    }
    if !text.contains(['-', '.', '،', ',', '/']) {
        return None;
    }
    let pieces = group::pieces(view, head);
    let mut known: Option<(usize, Found<'_>)> = None;
    for (index, piece) in pieces.iter().take(PARTS).enumerate() {
        match piece.what {
            // `ACN Girona.- La …`: a code and its place.
            What::Organisation(found, Some(rest))
                if index == 0
                    && found.span.end < rest.start
                    && is_sent_from(view, &found, rest) =>
            {
                known = Some((index, found));
                break;
            }
            // *Coralie D, La Presse Canadienne MONTRÉAL — Le …*: who wrote it, the agency, the place.
            What::Organisation(found, Some(rest))
                if index == 1
                    && found.span.end < rest.start
                    && view.original(rest).chars().all(|c| !c.is_lowercase())
                    && pieces.first().is_some_and(|writer| group::is_person(view, writer.span))
                    && view
                        .folded(Span::new(rest.end, line.end))
                        .trim_start()
                        .starts_with("- ") =>
            {
                let writer = pieces.first().map(|writer| writer.span)?;
                let writer = name(view, writer, Who::Person(Role::Reporter), ' ', lines);
                let agency = name(view, found.span, placed(view, &found, head), ',', lines);
                let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
                let names = vec![agency, writer];
                return Some((Credit { slot, relation, names, desk, edge: true }, None));
            }
            What::Organisation(found, rest)
                if rest.is_none_or(Span::is_empty)
                    || stops(view, found.span, piece.span)
                    || dated(view, &found, rest, line)
                    || slashed(view, found, piece, pieces.get(index + 1)) =>
            {
                known = Some((index, found));
                break;
            }
            // A dateline's full stop may be that of the sentence: the last part then is the code.
            _ if !group::is_nominal(view, piece.span) => return None,
            _ => {}
        }
    }
    let (index, found) = known?;
    let after = view.folded(Span::new(found.span.end, line.end));
    let rest = after.trim_start_matches(['"', '\'', ' ', '»']);
    let coded = index == 0
        && pieces.first().is_some_and(|piece| {
            let behind = view.folded(Span::new(piece.span.end, line.end));
            piece.span.end > found.span.end && behind.starts_with(".-")
        });
    let dash = coded
        || rest.starts_with('-') && after != rest
        || rest.starts_with("--")
        || rest.starts_with("- ");
    let slash = pieces.get(index).is_some_and(|piece| {
        slashed(view, found, piece, pieces.get(index + 1)) && found.span.start > piece.span.start
    });
    // The full stop of Armenian is a colon.
    let colon = rest.starts_with(':')
        && view.folded(found.span).ends_with(|c: char| matches!(c, '\u{0530}'..='\u{058F}'));
    let dated =
        index == 0 && pieces.first().is_some_and(|piece| piece.span.start < found.span.start);
    // *…, Oct. 11–21, in Harrow, PA. The show …*: what means other things too stands right behind the day.
    let behind_day = || {
        let before = index.checked_sub(1).and_then(|before| pieces.get(before));
        before.is_some_and(|before| view.folded(before.span).contains(|c: char| c.is_ascii_digit()))
    };
    let stop = (index > 0 || dated)
        && (rest.starts_with('.') || colon)
        && upper(view, found.span, line)
        && (!found.ambiguous || dated || behind_day());
    // `— РИА Новости, Олег Сомов.`: who wrote it, between the agency and the full stop.
    let writer = (index > 0 && rest.starts_with(',')).then(|| {
        let next = pieces.get(index + 1).filter(|next| next.joined == ',')?;
        let after = view.folded(Span::new(next.span.end, line.end));
        let whole = matches!(next.what, What::Words) && group::is_person(view, next.span);
        (whole && after.starts_with('.') && upper(view, next.span, line)).then_some(next.span)
    });
    let writer = writer.flatten();
    // `CODE, PLACE -`: the organisation first, then where it sent it from.
    let first = index == 0 && rest.starts_with([',', '،']) && {
        let mut later = pieces.iter().skip(1).take(3);
        later.any(|piece| piece.joined == '-')
            && pieces.get(1).is_some_and(|piece| {
                group::is_nominal(view, piece.span)
                    && view.original(piece.span).starts_with(char::is_uppercase)
            })
    };
    // `एएनआई, नई दिल्ली। …`: the same, up to the full stop of its script.
    let first = first
        || index == 0
            && rest.starts_with(',')
            && rest.split_once('।').is_some_and(|(place, _)| {
                place.split_whitespace().count() <= 4 && place.len() <= DAY
            });
    // `AGI - Una scossa …`: a code of capitals that begins the article.
    let code = dash
        && line.start == 0
        && (found.span.len() >= 3 || found.organisation.international)
        && view.original(found.span).chars().all(char::is_uppercase);
    if !(dash || stop || slash || first || writer.is_some())
        || (found.ambiguous && index == 0 && !code && !slash)
    {
        return None;
    }
    let who = placed(view, &found, head);
    let mut names = vec![name(view, found.span, who, ' ', lines)];
    names.extend(writer.map(|span| name(view, span, Who::Person(Role::Reporter), ',', lines)));
    let wire = found.organisation.kind == OrganisationKind::PressReleaseWire;
    let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
    let behind = (wire && dash).then(|| Span::new(found.span.end, line.end));
    Some((Credit { slot, relation, names, desk, edge: true }, behind))
}

/// `OSAKA May 9 Kyodo. A ferry …`: a place in capitals and its day before an agency that begins the text, with
/// nothing between.
fn dated(view: &View<'_>, found: &Found<'_>, rest: Option<Span>, line: Span) -> bool {
    let Some(rest) =
        rest.filter(|rest| rest.start == line.start && rest.end < found.span.start + 1)
    else {
        return false;
    };
    let printed = printed(view.original(rest));
    let place = printed.split(' ').next().unwrap_or("");
    let capitals = place.chars().count() > 2 && place.chars().all(char::is_uppercase);
    let day = printed.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let agency = found.organisation.kind == OrganisationKind::Agency;
    line.start == 0 && capitals && day && agency && printed.split(' ').count() <= DATED
}

/// The most words of a place and its day.
const DATED: usize = 4;

/// Whether a code of capitals stands before a place of one or two words.
fn is_sent_from(view: &View<'_>, found: &Found<'_>, rest: Span) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let printed = view.original(rest);
    view.original(found.span).chars().all(char::is_uppercase)
        && (1..=2).contains(&printed.split_whitespace().count())
        && printed.split_whitespace().all(capital)
}

/// `الرياض 10 مارس 2025 م واس / …`: a place, its day and the agency, then a slash and the text.
fn slashed(view: &View<'_>, found: Found<'_>, piece: &Piece<'_>, next: Option<&Piece<'_>>) -> bool {
    let before = view.folded(Span::new(piece.span.start, found.span.start.max(piece.span.start)));
    let dated = before.chars().filter(char::is_ascii_digit).count() >= 3;
    let cased = before.chars().any(|c| c.is_ascii_alphabetic());
    dated
        && !cased
        && before.split_whitespace().count() <= 13
        && found.span.end == piece.span.end
        && next.is_some_and(|next| next.joined == '/')
}

/// `…, LETA. Dome …`: a code in capitals, and the text behind its full stop.
fn stops(view: &View<'_>, code: Span, piece: Span) -> bool {
    let printed = view.original(code);
    code.start == piece.start
        && view.folded(Span::new(code.end, piece.end)).starts_with('.')
        && printed.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
}

/// Whether the sentence after a full stop begins anew.
fn upper(view: &View<'_>, code: Span, line: Span) -> bool {
    let next = view.original(Span::new(code.end, line.end));
    let next = next.trim_start_matches(['.', ' ', '"', '«', '\u{A0}']).chars().next();
    next.is_none_or(|c| !c.is_lowercase())
}
