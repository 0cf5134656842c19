//! How the names of a list are joined: by a comma, a word for *and*, or a letter of the next name.

use crate::lexicon::word::Word;
use crate::text::Span;

use super::super::view::View;

/// Where the next name of a list begins: behind a comma or a word that joins.
pub(super) fn joined(view: &View<'_>, rest: Span) -> Option<Span> {
    const MARKS: [char; 7] = [' ', '"', '»', ',', '、', '，', '&'];
    let text = view.folded(rest);
    let lead = text.len() - text.trim_start_matches(MARKS).len();
    let comma = text.get(..lead).is_some_and(|lead| lead.contains([',', '、', '，', '&']));
    let start = rest.start + lead;
    let window = Span::new(start, view.floor((start + 12).min(rest.end)).max(start));
    let joiners = view.lexicon.matcher.joiners(view.folded, view.text, window);
    let and = joiners.iter().find(|hit| hit.word == Word::And && hit.span.start == start);
    let from = and.map_or(start, |hit| hit.span.end);
    (comma || and.is_some()).then(|| view.trim(Span::new(from, rest.end)))
}

/// The two names of two words each that a letter before the third word joins.
pub(super) fn joined_names(view: &View<'_>, person: Span) -> Option<(Span, Span)> {
    let text = view.folded(person);
    if text.split(' ').count() != 4 {
        return None;
    }
    let at = text.match_indices(' ').nth(1).map(|(at, _)| at)?;
    let rest = text.get(at + 1..)?.strip_prefix(|c| view.lexicon.is_joining_letter(c))?;
    let long = rest.split(' ').next().is_some_and(|word| word.chars().count() > 2);
    long.then(|| {
        (Span::new(person.start, person.start + at), Span::new(person.end - rest.len(), person.end))
    })
}
