//! Closing marks without brackets: `-- CODE`, `… . CODE`, `PAP/JŚ`, a paper and its syndicate behind the last dash.

use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::{Span, ends_sentence};

use super::super::view::{Lines, View};
use super::closing::{is_desk, is_labelled, is_signature, led, sure};
use super::group::{self, What, organisations};
use super::organisation::{self, Found};
use super::proper::proper_run;
use super::{Credit, Name, Relation, Slot, Who, is_pictured, listed, marks, name, unregistered};

/// `-- CODE`, also with a time behind it.
pub(super) fn after_dash(view: &View<'_>, tail: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(tail);
    // The last dash before another, else before a space.
    let last = |behind: u8| {
        let bytes = text.as_bytes();
        memchr::memrchr_iter(b'-', bytes).find(|at| bytes.get(at + 1) == Some(&behind))
    };
    let double = last(b'-').map(|at| (at, at + 2));
    let (start, at) = double.or_else(|| last(b' ').map(|at| (at, at + 1)))?;
    let before = text.get(..start).unwrap_or("").trim_end();
    // Behind a whole sentence a dash leads to a mark; within one, to anything.
    let closed = double.is_some()
        || before.is_empty()
        || before.ends_with(|c| ends_sentence(c) || matches!(c, '"' | ')' | '»'));
    let rest = view.trim(Span::new(tail.start + at, tail.end));
    if !closed && before.contains(' ') {
        return None;
    }
    credit(view, rest, closed, lines).or_else(|| titled(view, rest, closed, lines))
}

/// *… with antivenom. - Harbour Daily News*: a paper that the registry does not know, behind the dash that closes a text.
fn titled(view: &View<'_>, rest: Span, closed: bool, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(rest);
    let words = text.split(' ').count();
    let ends = closed
        && view.plain
        && rest.start > 0
        && view.folded(Span::new(rest.end, view.folded.text.len())).trim().is_empty()
        && (2..=TITLE).contains(&words)
        && text.rsplit(' ').next().is_some_and(|last| view.lexicon.mastheads.ends(last));
    let title = proper_run(view, rest).filter(|run| ends && *run == rest)?;
    let names = vec![name(view, title, Who::Unknown, '-', lines)];
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// The most words of the title of a paper.
const TITLE: usize = 5;

/// *– The Harbour Post (Penwick, Mass.)/Tribune News Service*: a paper, also with its town, behind the last dash, and the
/// syndicate that passes its copy on.
pub(super) fn passed_on(view: &View<'_>, tail: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(tail).trim_end_matches(['.', ' ']);
    let (before, last) = text.rsplit_once('/')?;
    let end = tail.start + text.len();
    let found = organisation::whole(view, Span::new(end - last.len(), end))
        .filter(|found| found.organisation.kind == OrganisationKind::NewspaperSyndicate)?;
    let start = before.rfind("- ")? + "- ".len();
    let paper = before.get(start..)?;
    let paper = paper.split_once(" (").map_or(paper, |(paper, _)| paper);
    let paper = Span::new(tail.start + start, tail.start + start + paper.len());
    let house = unregistered::house(view, paper, ' ', lines)?;
    let names = vec![house, name(view, found.span, found.who(), '/', lines)];
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// `… ended. CODE`: the code alone behind the last sentence.
pub(super) fn after_sentence(view: &View<'_>, tail: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(tail).trim_end_matches(['.', ' ']);
    let at = text
        .rmatch_indices(|c| ends_sentence(c) || matches!(c, '"' | '»'))
        .map(|(at, mark)| at + mark.len())
        // *NU.nl/ANP*: a full stop before a small letter is one of a host.
        .find(|at| {
            let rest = Span::new(tail.start + at, tail.start + text.len());
            // *… zunächst nicht. dpa*: behind a space it ends a sentence.
            let code = || !view.original(view.trim(rest)).contains(char::is_whitespace);
            // *… między partiami. zew, PAP*: so it does before the initials of the desk.
            let desk = || {
                let (first, _) = view.folded(view.trim(rest)).split_once(',').unwrap_or(("", ""));
                (2..=4).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase())
            };
            // *… nachzugehen. dpa-infocom GmbH*: a name that is printed so.
            let named = || {
                let whole = organisation::whole(view, view.trim(rest));
                whole.is_some_and(|found| !found.ambiguous)
            };
            let apart = view.folded(rest).starts_with(' ') && (code() || desk() || named());
            // *Mehr dazu in wien.ORF.at*: nor is one within a host.
            let host = || {
                let word = view.original(rest).split_whitespace().next().unwrap_or("");
                !view.folded(rest).starts_with(' ') && word.contains('.')
            };
            !host() && (apart || !view.original(view.trim(rest)).starts_with(char::is_lowercase))
        })?;
    credit(view, view.trim(Span::new(tail.start + at, tail.start + text.len())), false, lines)
}

/// A stretch that is an organisation, and at most a time. `dash`: whether a dash stands before it, so that
/// a name of several meanings is one where it begins with a capital.
fn credit(view: &View<'_>, rest: Span, dash: bool, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(rest).trim_end_matches(['.', ' ']);
    let rest = Span::new(rest.start, rest.start + text.len());
    if rest.is_empty() || rest.len() > 70 || view.first_name(rest).is_none() {
        return None;
    }
    let pieces = group::pieces(view, rest);
    let named = organisations(&pieces);
    // `REUTERS/Ines O/File Photo`: a word for pictures within.
    let words = view.lexicon.matcher.words(view.folded, view.text, rest);
    let pictured = is_pictured(&words) && !text.contains(':');
    let shows = |span: Span| {
        words.iter().any(|hit| span.start <= hit.span.start && hit.span.end <= span.end)
    };
    let took = |piece: &group::Piece<'_>| {
        pictured
            && matches!(piece.what, What::Words)
            && !shows(piece.span)
            && group::is_person(view, piece.span)
    };
    let clean = pieces.iter().all(|piece| match piece.what {
        What::Organisation(found, other) => other.is_none_or(|other| {
            other.is_empty()
                || pictured && shows(other)
                || timed(view, other)
                || led(view, other)
                || !marks::desks(view, &found, other).is_empty()
        }),
        What::Initials => true,
        What::Words => {
            took(piece)
                || pictured && shows(piece.span)
                || timed(view, piece.span)
                || led(view, piece.span)
                || writes(view, piece)
                || is_signature(view, piece)
                || is_labelled(view, piece.span)
        }
    });
    let capital = |found: &Found<'_>| view.original(found.span).starts_with(char::is_uppercase);
    let desk = |found: &Found<'_>| {
        let behind = view.trim(Span::new(found.span.end, rest.end));
        view.folded(behind).contains(' ') && !marks::desks(view, found, behind).is_empty()
    };
    // `kel/dpa/Reuters`: parts between slashes, of which none is a word.
    let slashed = pieces.len() > 1
        && pieces.iter().skip(1).all(|piece| piece.joined == '/')
        && !view.original(rest).contains(char::is_whitespace);
    let certain = named.iter().all(|(found, ..)| {
        let own = || pieces.len() == 1 && organisation::is_own(view, found);
        // *… w tym roku. Bloomberg, PAP*: as it prints itself, beside one that means nothing else.
        let beside = || {
            listed::is_printed(view, found)
                && named.iter().any(|(other, ..)| other.span != found.span && sure(view, other))
        };
        let code = || {
            let printed = printed(view.original(found.span));
            let own = found.organisation.credits.iter().any(|credit| credit.text == printed);
            slashed
                && (own && printed.contains(char::is_uppercase)
                    || marks::code(view, found.span, true).is_some())
        };
        sure(view, found) || (dash && capital(found)) || desk(found) || own() || beside() || code()
    });
    if named.is_empty() || named.len() > 3 || !clean || !certain {
        return None;
    }
    let mut names: Vec<Name> = named
        .iter()
        .map(|(found, _, joined)| name(view, found.span, found.who(), *joined, lines))
        .collect();
    for piece in &pieces {
        if let What::Organisation(found, Some(other)) = piece.what {
            let editor = |span: &Span| name(view, *span, Who::Person(Role::Editor), ' ', lines);
            names.extend(marks::desks(view, &found, other).iter().map(editor));
        }
    }
    for piece in pieces.iter().filter(|piece| writes(view, piece)) {
        names.push(name(view, piece.span, Who::Person(Role::Reporter), '|', lines));
    }
    // `Keystone-SDA/reuw`: the initials behind the code.
    let first = pieces.get(1).is_some_and(|next| matches!(next.joined, '/' | ','));
    let desk = |piece: &&group::Piece<'_>| {
        matches!(piece.what, What::Initials)
            && (piece.joined == '/' || (first && piece.span.start == rest.start))
            && !is_desk(view, &pieces, piece.span)
            && view.lexicon.label(view.folded(piece.span)).is_none()
    };
    for piece in pieces.iter().filter(|piece| desk(piece) || is_signature(view, piece)) {
        names.push(name(view, piece.span, Who::Person(Role::Editor), '/', lines));
    }
    // `© picture alliance/dpa | Ann Lee`: who sells pictures is credited for one.
    let sells = |(found, ..): &(Found<'_>, Option<Span>, char)| {
        found.organisation.kind == OrganisationKind::PhotoAgency
    };
    for piece in pieces.iter().filter(|piece| took(piece)) {
        names.push(name(view, piece.span, Who::Person(Role::Photographer), '/', lines));
    }
    let photo = pictured || named.first().is_some_and(sells);
    let relation = if photo { Relation::Photo } else { Relation::Sent };
    Some(Credit { slot: Slot::Closing, relation, names, desk: None, edge: true })
}

/// `REUTERS | YUDHA PRATAMA`: who wrote it, behind the bar.
fn writes(view: &View<'_>, piece: &group::Piece<'_>) -> bool {
    matches!(piece.what, What::Words)
        && piece.joined == '|'
        && view.folded(piece.span).contains(' ')
        && group::is_person(view, piece.span)
}

fn timed(view: &View<'_>, span: Span) -> bool {
    view.folded(span).starts_with(|c: char| c.is_ascii_digit())
}
