//! Datelines whose parts are set apart by slashes: `القدس/ محمد نسيم/ الأناضول …` in scripts without capitals, the place,
//! who wrote the text there, the agency, and the text behind or below; `BRASÍLIA / AFP O porto …`, a place in capitals
//! and its agency; and a place and an agency on a line of their own, `بيروت - الأناضول`.

use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::organisation::{self, Found};
use super::{Credit, Name, Relation, Slot, Who, closing, listed, name, run};

/// How far into a line the agency may begin, in bytes.
const REACH: usize = 160;
/// The most words of a place.
const PLACE: usize = 3;

/// The credit of a line that begins so.
pub(super) fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let head = Span::new(line.start, view.floor((line.start + REACH).min(line.end)));
    let text = view.folded(head);
    let credit = |names: Vec<Name>| {
        let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
        Some(Credit { slot, relation, names, desk, edge: true })
    };
    if let Some((writer, found)) = written_for(view, line) {
        let reporter = Who::Person(Role::Reporter);
        let writer = name(view, writer, reporter, ' ', lines);
        return credit(vec![name(view, found.span, found.who(), ' ', lines), writer]);
    }
    if let Some((found, desk)) = desked(view, line) {
        let editor = name(view, desk, Who::Person(Role::Editor), '/', lines);
        return credit(vec![name(view, found.span, found.who(), ' ', lines), editor]);
    }
    if let Some(found) = stands_alone(view, line).or_else(|| sent_from(view, line)) {
        return credit(vec![name(view, found.span, found.who(), ' ', lines)]);
    }
    let (place, rest) = text.split_once('/')?;
    let (between, agency) = rest.split_once('/')?;
    let written = view.original(head).contains(char::is_uppercase);
    if written || !is_place(place.trim()) || !is_uncased(between) {
        return None;
    }
    let start = head.end - agency.trim_start().len();
    let found = organisation::at_start(view, Span::new(start, line.end))?;
    let behind = view.folded(Span::new(found.span.end, line.end));
    let ends = behind.is_empty() || behind.starts_with([' ', '-', ':', '.']);
    if found.organisation.kind != OrganisationKind::Agency || !ends {
        return None;
    }
    let start = head.end - agency.len() - 1 - between.len();
    let between = view.trim(Span::new(start, start + between.len()));
    let mut writers: Vec<Name> = Vec::new();
    for piece in group::pieces(view, between) {
        if !matches!(piece.what, What::Words) || !group::is_person(view, piece.span) {
            return None;
        }
        writers.push(name(view, piece.span, Who::Person(Role::Reporter), piece.joined, lines));
    }
    let mut names = vec![name(view, found.span, found.who(), ' ', lines)];
    names.append(&mut writers);
    credit(names)
}

/// *Juan Rivera / El País La mayoría …*: who wrote the text and the paper they wrote it for, at the head, and a new
/// sentence. With an agency it would be who took a picture.
fn written_for<'a>(view: &View<'a>, line: Span) -> Option<(Span, Found<'a>)> {
    let near = Span::new(line.start, view.floor((line.start + REACH).min(line.end)));
    let (writer, _) = view.folded(near).split_once(" / ")?;
    let rest = Span::new(line.start + writer.len() + 3, line.end);
    let writer = Span::new(line.start, line.start + writer.len());
    if line.start > 0 || !view.folded(writer).contains(' ') {
        return None;
    }
    let writer = run::full(view, writer).filter(|full| *full == writer)?;
    let found = organisation::at_start(view, rest)?;
    let behind = Span::new(found.span.end, line.end);
    let new = view.folded(behind).starts_with(' ')
        && view.original(behind).trim_start().starts_with(char::is_uppercase);
    let paper = found.organisation.kind == OrganisationKind::Publisher;
    (new && paper && listed::is_printed(view, &found)).then_some((writer, found))
}

/// `BRASÍLIA / AFP O porto …`: the agency behind a place of one word in capitals that begins the text, and a new
/// sentence. Two words may be who took a picture.
fn sent_from<'a>(view: &View<'a>, line: Span) -> Option<Found<'a>> {
    let (place, _) = view.folded(line).split_once('/')?;
    let span = Span::new(line.start, line.start + place.trim_end().len());
    let printed = printed(view.original(span));
    let loud = printed.chars().count() > 3 && printed.chars().all(char::is_uppercase);
    if line.start > 0 || !loud {
        return None;
    }
    let rest = view.trim(Span::new(line.start + place.len() + 1, line.end));
    let found = organisation::at_start(view, rest).filter(|found| closing::sure(view, found))?;
    let behind = Span::new(found.span.end, line.end);
    let new = view.folded(behind).starts_with(' ')
        && view.original(behind).trim_start().starts_with(char::is_uppercase);
    (new && found.organisation.kind == OrganisationKind::Agency).then_some(found)
}

/// `PAP / psd Kampania …`: an agency that begins the text, the initials of its desk, and a new sentence.
fn desked<'a>(view: &View<'a>, line: Span) -> Option<(Found<'a>, Span)> {
    let near = Span::new(line.start, view.floor((line.start + REACH).min(line.end)));
    let found = organisation::at_start(view, near).filter(|found| closing::sure(view, found))?;
    let behind = view.folded(Span::new(found.span.end, near.end)).strip_prefix(" / ")?;
    let (initials, _) = behind.split_once(' ')?;
    let start = near.end - behind.len();
    let desk = Span::new(start, start + initials.len());
    let small = (2..=4).contains(&initials.len())
        && printed(view.original(desk)).bytes().all(|byte| byte.is_ascii_lowercase())
        && view.lexicon.label(initials).is_none();
    let next = view.original(Span::new(desk.end, near.end)).trim_start().chars().next();
    let new = next.is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let agency = found.organisation.kind == OrganisationKind::Agency;
    (line.start == 0 && agency && small && new).then_some((found, desk))
}

/// Letters of a script without capitals, as it is folded, and what may stand between the words of a place or of names.
fn is_uncased(text: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() && !c.is_ascii();
    text.chars().all(|c| letter(c) || matches!(c, ' ' | ',' | '،' | '.'))
}

fn is_place(text: &str) -> bool {
    !text.is_empty() && is_uncased(text) && text.split(' ').count() <= PLACE
}

/// The agency behind a place and a dash, on a line that begins the text and holds nothing else.
fn stands_alone<'a>(view: &View<'a>, line: Span) -> Option<Found<'a>> {
    let (place, agency) = view.folded(line).split_once(" - ")?;
    let alone =
        line.start == 0 && is_place(place) && !view.original(line).contains(char::is_uppercase);
    let found = organisation::whole(view, Span::new(line.end - agency.len(), line.end))?;
    (alone && found.organisation.kind == OrganisationKind::Agency).then_some(found)
}
