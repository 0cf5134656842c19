//! The credit in the caption of a picture: `(Photo by A. Name/AFP via Getty Images)`, `(AP Photo/A. Name)`,
//! *The pier on Monday. A. Name/Reuters*, `picture alliance/dpa | A. Name`.

use crate::document::{Kind, Place};
use crate::lexicon::language::Label;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::bracket;
use super::group::{self, What};
use super::organisation::{self, Found};
use super::{Credit, Name, Relation, Slot, Who, name};

/// The most captions of a page that are read, and the most bytes of a credit.
const MOST: usize = 200;
const CREDIT: usize = 120;

/// The credits of the captions of a page.
pub fn read(view: &View<'_>, lines: &mut Lines) -> Vec<Credit> {
    let captions = view.passage.blocks.iter().filter(|block| {
        block.kind == Kind::Caption
            && !matches!(
                block.place,
                Place::Navigation | Place::Aside | Place::Teaser | Place::Comment | Place::Hidden
            )
    });
    let spans = captions.take(MOST).filter_map(|block| view.from_text(block.span));
    spans.filter_map(|caption| credit(view, caption, lines)).collect()
}

fn credit(view: &View<'_>, caption: Span, lines: &mut Lines) -> Option<Credit> {
    let tail =
        Span::new(view.ceil(caption.end.saturating_sub(CREDIT).max(caption.start)), caption.end);
    view.first_name(tail)?;
    let inside = bracket::brackets(view, tail).into_iter().rev().map(|bracket| bracket.inner);
    let mut inside = inside;
    let names = inside.find_map(|inner| names(view, inner, lines));
    let names = names.or_else(|| names_of_end(view, tail, caption, lines))?;
    let (slot, relation, desk) = (Slot::SourceLine, Relation::Photo, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// What stands behind the last sentence, mark of copyright or label of a caption: its shortest end that is a credit.
fn names_of_end(
    view: &View<'_>,
    tail: Span,
    caption: Span,
    lines: &mut Lines,
) -> Option<Vec<Name>> {
    let mut starts: Vec<usize> = view.sentences(tail).iter().map(|one| one.start).collect();
    if tail.start > caption.start {
        // Where the tail begins, no sentence does.
        starts.retain(|start| *start > tail.start);
    }
    let text = view.folded(tail);
    let marks = text.match_indices(['©', ':', '|', ']', ')']);
    starts.extend(marks.map(|(at, mark)| tail.start + at + mark.len()));
    starts.sort_unstable();
    starts.dedup();
    // The longest: the bar of `picture alliance/dpa | A. Name` is within.
    starts.into_iter().find_map(|start| names(view, Span::new(start, tail.end), lines))
}

/// The names of a stretch that is a credit, all of it: at least one house that is known, and persons.
fn names(view: &View<'_>, stretch: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let mut names: Vec<Name> = Vec::new();
    let mut house = false;
    for (part, bar) in parts(view, bare(view, stretch)) {
        for piece in group::pieces(view, part) {
            let joined = if bar && piece.span.start == part.start { '|' } else { piece.joined };
            match piece.what {
                What::Organisation(found, rest) => {
                    let rest =
                        rest.map(|rest| unlabelled(view, rest)).filter(|rest| !rest.is_empty());
                    if !rest.is_none_or(|rest| {
                        is_year(view, rest) || !found.ambiguous && group::is_person(view, rest)
                    }) {
                        return None;
                    }
                    house = true;
                    let person = rest.filter(|rest| group::is_person(view, *rest));
                    names.push(name(view, found.span, found.who(), joined, lines));
                    names.extend(person.map(|span| photographer(view, span, joined, lines)));
                }
                // *AP Photo*: a label that begins with the house.
                What::Words if let Some(found) = labelled(view, piece.span) => {
                    house = true;
                    names.push(name(view, found.span, found.who(), joined, lines));
                }
                What::Words | What::Initials => {
                    let span = unlabelled(view, piece.span);
                    if span.is_empty() {
                        continue;
                    }
                    // `EFE/FINCH`: one word beside a house by a slash.
                    let known = joined == '/' || matches!(joined, ' ' | '|') && names.is_empty();
                    let single = known && is_capital(view, span);
                    if group::is_person(view, span) {
                        names.push(photographer(view, span, joined, lines));
                    } else if !single && !is_year(view, span) {
                        return None;
                    }
                }
            }
        }
    }
    house.then_some(names)
}

fn photographer(view: &View<'_>, span: Span, joined: char, lines: &mut Lines) -> Name {
    name(view, span, Who::Person(Role::Photographer), joined, lines)
}

/// The parts of a stretch between bars, and whether a bar stands before each.
fn parts<'a>(view: &View<'a>, stretch: Span) -> impl Iterator<Item = (Span, bool)> + use<'a> {
    let view = *view;
    let mut at = stretch.start;
    view.folded(stretch).split('|').enumerate().filter_map(move |(index, part)| {
        let span = Span::new(at, at + part.len());
        at = span.end + 1;
        let span = unlabelled(&view, span);
        (!span.is_empty()).then_some((span, index > 0))
    })
}

/// A stretch without the marks at its ends.
fn bare(view: &View<'_>, span: Span) -> Span {
    let text = view.folded(span);
    let marks =
        |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | '©' | '(' | ')' | '-' | '/');
    let start = text.len() - text.trim_start_matches(marks).len();
    Span::new(span.start + start, span.start + text.trim_end_matches(marks).len().max(start))
}

/// A stretch without the words for a picture at its ends: *Photo by …*, *AP Photo*.
fn unlabelled(view: &View<'_>, span: Span) -> Span {
    let mut span = bare(view, span);
    let hits = view.lexicon.matcher.words(view.folded, view.text, span);
    for hit in hits.iter().filter(|hit| hit.word == Word::Label(Label::Photo)) {
        // *AP Photo*, *picture alliance*: of a name, too.
        let named = || organisation::at_start(view, span).is_some();
        if hit.span.start == span.start && !named() {
            span = bare(view, Span::new(hit.span.end.min(span.end), span.end));
        } else if hit.span.end == span.end && hit.span.start > span.start {
            span = bare(view, Span::new(span.start, hit.span.start.max(span.start)));
        }
    }
    span
}

/// The house that a word for a picture stands behind, with nothing else.
fn labelled<'a>(view: &View<'a>, span: Span) -> Option<Found<'a>> {
    let found = organisation::at_start(view, span)?;
    let rest = bare(view, Span::new(found.span.end, span.end));
    (!rest.is_empty() && unlabelled(view, rest).is_empty()).then_some(found)
}

/// Whether a stretch is one word that is printed with a capital.
fn is_capital(view: &View<'_>, span: Span) -> bool {
    let printed = view.original(span);
    !printed.contains(' ') && printed.starts_with(char::is_uppercase)
}

/// Whether a stretch is the year or day of a picture.
fn is_year(view: &View<'_>, span: Span) -> bool {
    let text = view.folded(span);
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '/'))
}
