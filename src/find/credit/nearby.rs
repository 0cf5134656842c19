//! Names near a cue that its own words lead to: of which the last are the first of the name, or say what it is.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::organisation::{self, Found};
use super::{Name, Who, group, name, run, unregistered};

/// *der Neuen Osnabrücker Zeitung (Freitagausgabe)*: what stands in brackets right behind a house is of it.
pub(super) fn of_house(view: &View<'_>, span: Span) -> bool {
    let line = view.line(span);
    let before = view.folded(Span::new(line.start, span.start));
    before.strip_suffix('(').is_some_and(|before| {
        let before = before.trim_end_matches([' ', '"', '»']);
        organisation::at_end(view, Span::new(line.start, line.start + before.len())).is_some()
    })
}

/// *Tannhaber'den Ali Demir'in haberine göre*: a house and one of its people, each with an ending behind an apostrophe.
pub(super) fn staff_of(view: &View<'_>, near: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let (ahead, last) = view.folded(near).rsplit_once('\'')?;
    let (house, rest) = ahead.rsplit_once('\'')?;
    let (ending, person) = rest.split_once(' ')?;
    if !organisation::is_ending(last) || !organisation::is_ending(ending) {
        return None;
    }
    let end = near.start + ahead.len();
    let person = Span::new(end - person.len(), end);
    let person = run::full(view, person).filter(|full| *full == person)?;
    let house = view.trim(Span::new(near.start, near.start + house.len()));
    let house = unregistered::house(view, house, ' ', lines)?;
    Some(vec![house, name(view, person, Who::Person(Role::Reporter), ' ', lines)])
}

/// *Theo Minh Anh/VnExpress*: who wrote the report that is told on, and where, and nothing else on the line.
pub(super) fn signed(
    view: &View<'_>,
    hit: &Hit,
    line: Span,
    lines: &mut Lines,
) -> Option<Vec<Name>> {
    let line = view.trim(line);
    let rest = view.trim(Span::new(hit.span.end, line.end));
    let text = view.folded(rest);
    if hit.span.start != line.start || hit.slot.is_some() || rest.len() > SIGNED {
        return None;
    }
    let (writer, house) = text.split_once('/')?;
    let writer = view.trim(Span::new(rest.start, rest.start + writer.len()));
    let house = view.trim(Span::new(rest.end - house.len(), rest.end));
    let person = group::is_person(view, writer) && view.folded(writer).contains(' ');
    if !person || organisation::whole(view, writer).is_some() {
        return None;
    }
    let named = unregistered::house(view, house, '/', lines)?;
    Some(vec![named, name(view, writer, Who::Person(Role::Reporter), '/', lines)])
}

/// The most bytes of who wrote a report and where.
const SIGNED: usize = 80;

/// A name that begins within the words of its cue: *ذكرت وكالة أنباء …*, of which the last words are the
/// first of the name.
pub(super) fn overlapping<'a>(view: &View<'a>, hit: &Hit, window: Span) -> Option<Found<'a>> {
    let text = view.folded(hit.span);
    text.match_indices(' ').map(|(at, _)| hit.span.start + at + 1).find_map(|start| {
        organisation::at_start(view, Span::new(start, window.end))
            .filter(|found| found.span.end > hit.span.end && !found.ambiguous)
    })
}

/// A code as some print it (*Irna*) up to two words behind a cue that ends with a word for agencies.
pub(super) fn titled<'a>(view: &View<'a>, hit: &Hit, window: Span) -> Option<Found<'a>> {
    let cue = view.folded(hit.span);
    let last = cue.rsplit([' ', '\'']).next().unwrap_or("");
    if view.lexicon.label(last) != Some(Label::Agency) {
        return None;
    }
    let mut start = window.start;
    view.folded(window).split(' ').take(3).find_map(|word| {
        let rest = Span::new(start, window.end);
        start += word.len() + 1;
        organisation::titled(view, rest)
    })
}

/// A code in capitals one or two words behind the cue: *kertoi uutistoimisto AFP*.
pub(super) fn codes<'a>(view: &View<'a>, window: Span) -> Option<Found<'a>> {
    let text = view.folded(window);
    text.match_indices(' ').take(2).map(|(at, _)| window.start + at + 1).find_map(|start| {
        organisation::at_start(view, Span::new(start, window.end)).filter(|found| {
            let printed = view.original(found.span);
            // *Cites Alliance With AAP*: what else has a capital there is somebody, or something.
            let between = view.original(Span::new(window.start, start));
            let small =
                between.split_whitespace().all(|word| !word.starts_with(char::is_uppercase));
            small && printed.chars().count() >= 2 && printed.chars().all(char::is_uppercase)
        })
    })
}

/// Behind a word for what is named (*na portalu X*, *in het Britse blad X*), a few words in.
pub(super) fn kind(view: &View<'_>, window: Span, hits: &[Hit]) -> Option<Span> {
    let agency = hits.iter().find(|hit| hit.word == Word::Label(Label::Agency))?;
    let before = view.folded(Span::new(window.start, agency.span.start));
    let rest = Span::new(agency.span.end, window.end);
    let name = view.original(rest).trim_start_matches([' ', '"', '«', '„', '“']);
    // *Theo Báo Sông Lam*: with a capital it begins the name.
    let part = view.original(agency.span).starts_with(char::is_uppercase);
    let proper = !part && name.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    (before.split_whitespace().count() <= 2 && proper).then_some(rest)
}

/// *the Harbour News Agency reported*: a name whose end the cue holds.
pub(super) fn ended_by<'a>(view: &View<'a>, near: Span, hit: &Hit) -> Option<Found<'a>> {
    let head = view.folded(hit.span).rfind(' ')?;
    let found = organisation::at_end(view, Span::new(near.start, hit.span.start + head))?;
    (found.span.start < hit.span.start).then_some(found)
}

/// *ذكرت صحيفة "X"*: whether a cue ends with a word for what a house is.
pub(super) fn is_kind(view: &View<'_>, hit: &Hit) -> bool {
    let last = view.folded(hit.span).rsplit(' ').next().unwrap_or("");
    view.lexicon.label(last) == Some(Label::Agency)
}

/// Whether a cue of several words around no slot leads to whose report is told on, or to the one that tells on it.
pub(super) fn cited_by(hit: &Hit) -> bool {
    hit.word == Word::Label(Label::CitedBy) && hit.slot.is_none()
}

pub(super) fn taken(hit: &Hit) -> bool {
    hit.word == Word::Label(Label::TakenFrom) && hit.slot.is_none()
}
