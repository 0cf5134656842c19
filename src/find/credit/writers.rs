//! The persons around the words that say whose copy a text holds: *with reports from A in B, AFP*, *X writers A and B
//! contributed*, *A (according to X)*.

use crate::lexicon::language::Label;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::joined::joined;
use super::lead::skip_small;
use super::person::NAMES;
use super::run::full;
use super::{Name, Who, name};
use super::{masthead, organisation};

/// *with reports from Nadia S in Dakar, AFP*: the persons first, then the agency.
/// `alone`: whether persons without an agency count.
pub(super) fn written(view: &View<'_>, window: Span, alone: bool, lines: &mut Lines) -> Vec<Name> {
    // *with files from Larkhaven Radio and the Gulf Tribune*: houses that the registry does not know.
    let mut titles = Vec::new();
    let mut next = Some(window);
    while let Some(title) = next.and_then(|next| masthead::first(view, skip_small(view, next)))
        && titles.len() < NAMES
    {
        titles.push(name(view, title, Who::Unknown, ',', lines));
        next = joined(view, Span::new(title.end, window.end.max(title.end)));
    }
    if !titles.is_empty() {
        return titles;
    }
    let Some(first) = full(view, window) else { return Vec::new() };
    let mut names = vec![name(view, first, Who::Person(Role::Reporter), ' ', lines)];
    let mut from = first.end;
    while names.len() < NAMES {
        let rest = Span::new(from, window.end);
        let text = view.folded(rest);
        // Past where they wrote it: up to the next comma or joining word.
        let Some(next) = joined(view, rest).or_else(|| {
            let comma = text.find(',')?;
            (comma <= 40).then(|| view.trim(Span::new(rest.start + comma + 1, rest.end)))
        }) else {
            break;
        };
        if let Some(found) = organisation::named_at(view, next) {
            names.push(name(view, found.span, found.who(), ',', lines));
            // *with files from Ann Lee, X and Y*: the agencies behind the first.
            let mut end = found.span.end;
            while names.len() < NAMES
                && let Some(next) = joined(view, Span::new(end, window.end))
                && let Some(more) = organisation::named_at(view, next)
            {
                names.push(name(view, more.span, more.who(), ',', lines));
                end = more.span.end;
            }
            return names;
        }
        // *with files from Ann Lee, HarbourNews*: one that the registry does not know.
        if let Some(title) = masthead::first(view, next) {
            names.push(name(view, title, Who::Unknown, ',', lines));
            return names;
        }
        let Some(person) = full(view, next) else { break };
        names.push(name(view, person, Who::Person(Role::Reporter), ',', lines));
        from = person.end;
    }
    // Without an agency they may be anybody.
    if alone { names } else { Vec::new() }
}

/// *X writer Helena D in Tallinn and Ivo M contributed*: the persons between an agency and the cue behind it.
pub(super) fn writers(view: &View<'_>, between: Span, lines: &mut Lines) -> Vec<Name> {
    let between = past_office(view, between);
    let mut names = Vec::new();
    let mut at = between.start;
    let mut place = false;
    for word in view.folded(between).split_inclusive(' ') {
        let span = Span::new(at, at + word.trim_end().len());
        let next = at + word.len();
        let inside = names.last().is_some_and(|last: &(Span, bool)| span.start < last.0.end);
        let printed = view.original(span);
        let proper = !inside && printed.starts_with(char::is_uppercase);
        let rest = Span::new(at, between.end);
        // *A and The Harbour Press contributed*: a house is nobody.
        let house = || organisation::at_start(view, rest).is_some_and(|found| !found.ambiguous);
        if let Some(run) = (proper && !house()).then(|| full(view, rest)).flatten() {
            names.push((run, place));
        }
        if !inside {
            // *in Tallinn*: a short small word before a proper name leads to a place.
            let small = printed.starts_with(char::is_lowercase);
            place = small && printed.chars().count() <= 3 && !is_and(view, span);
        }
        at = next;
    }
    let persons = names.into_iter().filter(|(_, place)| !place).take(NAMES);
    persons.map(|(span, _)| name(view, span, Who::Person(Role::Reporter), ',', lines)).collect()
}

/// *Science Writer Ann Lee*: what stands behind the word for what somebody is, where words with capitals lead to it.
fn past_office(view: &View<'_>, between: Span) -> Span {
    let between = view.trim(between);
    let mut at = between.start;
    for word in view.folded(between).split(' ').take(OFFICE) {
        let span = Span::new(at, at + word.len());
        at = span.end + 1;
        if !view.original(span).starts_with(char::is_uppercase) {
            break;
        }
        if matches!(view.lexicon.label(word), Some(Label::Reporter | Label::Office)) {
            return view.trim(Span::new(span.end, between.end));
        }
    }
    between
}

/// The most words of an office.
const OFFICE: usize = 3;

fn is_and(view: &View<'_>, span: Span) -> bool {
    let joiners = view.lexicon.matcher.joiners(view.folded, view.text, span);
    joiners.iter().any(|hit| hit.word == Word::And)
}

/// *Minh Anh (Theo AFP)*, *ĐỨC LAM - HOÀNG AN (Theo AP)*: the persons that are all of a line but for the brackets behind,
/// which say where the text is from.
pub(super) fn before_brackets(view: &View<'_>, line: Span, lines: &mut Lines) -> Vec<Name> {
    before_source(view, line, lines).unwrap_or_default()
}

fn before_source(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let line = view.trim(line);
    let text = view.folded(line);
    let open = text.rfind('(').filter(|_| text.ends_with(')'))?;
    // *… hơn 300 người. Hồng Vân (Theo AFP)*: behind the last sentence.
    let sentence = text.get(..open)?.rfind(". ").map_or(0, |at| at + 2);
    let before = view.trim(Span::new(line.start + sentence, line.start + open));
    let inner = Span::new(line.start + open + 1, line.end - 1);
    let led = view.lexicon.matcher.words(view.folded, view.text, inner).iter().any(|hit| {
        hit.span.start == inner.start
            && matches!(
                hit.word,
                Word::Label(Label::Source | Label::TakenFrom | Label::Citing | Label::Original)
            )
    });
    if !led || before.len() > PERSONS {
        return None;
    }
    let pieces = group::pieces(view, before);
    let whole = |piece: &group::Piece<'_>| {
        matches!(piece.what, What::Words) && full(view, piece.span) == Some(piece.span)
    };
    if !pieces.iter().all(whole) || pieces.len() > NAMES {
        return None;
    }
    let writer = |piece: &group::Piece<'_>| {
        name(view, piece.span, Who::Person(Role::Reporter), piece.joined, lines)
    };
    Some(pieces.iter().map(writer).collect())
}

/// The most bytes of the persons before a source in brackets.
const PERSONS: usize = 120;
