//! Datelines: what stands before the first sentence of a paragraph and says where and by whom it was sent.
//!
//! `PLACE (CODE/desk) -`, `(CODE) - PLACE`, `PLACE, DATE (CODE) --`, `PLACE, DATE, CODE.`,
//! `МЕСТО, дата. /ТАСС/.`, `新华社北京8月12日电（记者…）`, `【モスクワ共同】`, `(서울=연합뉴스) … 기자 =`,
//! `PLACE, DATE /WIRE/ -- Company`.

use crate::lexicon::organisation::OrganisationKind;
use crate::text::{Span, is_unspaced};

use super::super::view::{Lines, View};
use super::bracket::brackets;
use super::group::{self, Piece, What};
use super::organisation::{self, Found};
use super::proper::company;
use super::{Credit, Relation, Slot, Who, dispatch, name};

/// How far into a line a dateline may reach, in bytes.
const REACH: usize = 160;
/// The most parts before the organisation.
const PARTS: usize = 7;

/// The credits of the dateline of a line, if it has one.
pub fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Vec<Credit> {
    let head = Span::new(line.start, view.floor((line.start + REACH).min(line.end)));
    if let Some(found) = bracketed(view, head, line, lines) {
        return found;
    }
    if let Some(found) = dispatch::read(view, head, lines) {
        return found;
    }
    bare(view, head, line, lines).into_iter().collect()
}

fn bracketed(view: &View<'_>, head: Span, line: Span, lines: &mut Lines) -> Option<Vec<Credit>> {
    for bracket in brackets(view, head) {
        if !view.lexicon.organisations.may_hold(view.folded(bracket.inner)) {
            continue;
        }
        let before = Span::new(head.start, bracket.outer.start);
        let mark = view.folded(bracket.outer).chars().next()?;
        let after = view.folded(Span::new(bracket.outer.end, line.end)).trim_start();
        let ends =
            after.starts_with(['-', '.', '=', ':']) && !(mark == '(' && after.starts_with(':'));
        let first = view.folded(before).trim().is_empty();
        let square = matches!(mark, '【' | '[' | '〈');
        if !nominal(view, before) {
            return None;
        }
        // `(코드) 기자 =`: the mark stands behind the reporter's name.
        let later =
            first && after.get(..view_floor(after, 60)).is_some_and(|next| next.contains('='));
        // `…, 5 जनवरी (भाषा) …`, `… /كونا/ …`: nothing but the code in the brackets, behind a date.
        let dated = view.folded(before).contains(|c: char| c.is_ascii_digit());
        let short = view.folded(before).split(' ').count() <= 6;
        let code = (mark == '/' || dated && short)
            && organisation::whole(view, bracket.inner)
                .is_some_and(|found| !first || !found.ambiguous);
        // `STOCKHOLM (TT) Regeringen …`: one word for the place, and a new sentence.
        let place = organisation::whole(view, bracket.inner).is_some()
            && !first
            && !view.folded(before).trim().contains(' ')
            && view
                .original(Span::new(bracket.outer.end, line.end))
                .trim_start_matches([' ', ':'])
                .starts_with(char::is_uppercase);
        // `(도쿄 교도=연합뉴스)`, `(MENAFN- Colombo Gazette)`: by its inside it is nothing else.
        let house = |found: Found<'_>| {
            matches!(
                found.organisation.kind,
                OrganisationKind::PressReleaseWire | OrganisationKind::NewspaperSyndicate
            )
        };
        let inside = first
            && (view.folded(bracket.inner).contains('=')
                || organisation::at_start(view, bracket.inner).is_some_and(house));
        if !(ends || later || code || place || inside || (square && first)) {
            continue;
        }
        let Some((mut credit, press)) = credit_of(view, bracket.inner, lines) else { continue };
        if first && view.folded(bracket.inner).contains(is_unspaced) {
            credit.names.extend(dispatch::reporters(
                view,
                Span::new(bracket.outer.end, line.end),
                lines,
            ));
        }
        let mut all = vec![credit];
        if press {
            all.extend(company(view, Span::new(bracket.outer.end, line.end), lines));
        }
        return Some(all);
    }
    None
}

fn view_floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The credit of the inside of a dateline's brackets, and whether it is of a press release.
fn credit_of(view: &View<'_>, inner: Span, lines: &mut Lines) -> Option<(Credit, bool)> {
    let pieces = group::pieces(view, inner);
    if pieces.len() > PARTS {
        return None;
    }
    let mut names = Vec::new();
    let mut desk = None;
    let (mut press, mut passes) = (false, false);
    for piece in &pieces {
        match piece.what {
            What::Organisation(found, rest) if group::is_clear(view, &found, rest) => {
                press |= found.organisation.kind == OrganisationKind::PressReleaseWire;
                passes = press || found.organisation.kind == OrganisationKind::NewspaperSyndicate;
                let who = found.who();
                names.push(name(view, found.span, who, piece.joined, lines));
            }
            // `MENAFN- Colombo Gazette`: whose copy a house passes on that makes none.
            What::Words
                if passes
                    && piece.joined == '-'
                    && group::is_nominal(view, piece.span)
                    && !view.folded(piece.span).contains(|c: char| c.is_ascii_digit())
                    && view.original(piece.span).starts_with(char::is_uppercase) =>
            {
                names.push(name(view, piece.span, Who::Unknown, piece.joined, lines));
            }
            What::Initials if !names.is_empty() && piece.joined == '/' => {
                desk = Some(view.original(piece.span).to_owned());
            }
            _ => {}
        }
    }
    if names.is_empty() {
        return None;
    }
    let credit = Credit { slot: Slot::Dateline, relation: Relation::Sent, names, desk, edge: true };
    Some((credit, press))
}

/// Whether everything before the organisation is places and dates.
fn nominal(view: &View<'_>, before: Span) -> bool {
    let pieces = group::pieces(view, before);
    let dated = view.folded(before).contains(|c: char| c.is_ascii_digit());
    // A day of the week is a small word in many languages.
    let day = |piece: &Piece<'_>| dated && !view.folded(piece.span).contains(' ');
    pieces.len() <= PARTS
        && pieces.iter().all(|piece| group::is_nominal(view, piece.span) || day(piece))
}

/// A dateline without brackets: parts that are places and dates, one that is an organisation, and a dash
/// or a full stop.
fn bare(view: &View<'_>, head: Span, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(head);
    if !text.contains(['-', '.', '،', ',']) {
        return None;
    }
    let pieces = group::pieces(view, head);
    let mut known: Option<(usize, Found<'_>)> = None;
    for (index, piece) in pieces.iter().take(PARTS).enumerate() {
        match piece.what {
            What::Organisation(found, rest)
                if rest.is_none_or(Span::is_empty) || stops(view, found.span, piece.span) =>
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
    let dash =
        rest.starts_with('-') && after != rest || rest.starts_with("--") || rest.starts_with("- ");
    let stop = index > 0 && rest.starts_with('.') && upper(view, found.span, line);
    // `CODE, PLACE -`: the organisation first, then where it sent it from.
    let first = index == 0 && rest.starts_with([',', '،']) && {
        let mut later = pieces.iter().skip(1).take(3);
        later.any(|piece| piece.joined == '-')
            && pieces.get(1).is_some_and(|piece| {
                group::is_nominal(view, piece.span)
                    && view.original(piece.span).starts_with(char::is_uppercase)
            })
    };
    // `AGI - Una scossa …`: a code of capitals that begins the article.
    let code = dash
        && line.start == 0
        && found.span.len() >= 3
        && view.original(found.span).chars().all(char::is_uppercase);
    if !(dash || stop || first) || (found.ambiguous && index == 0 && !code) {
        return None;
    }
    let who = found.who();
    Some(Credit {
        slot: Slot::Dateline,
        relation: Relation::Sent,
        names: vec![name(view, found.span, who, ' ', lines)],
        desk: None,
        edge: true,
    })
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
