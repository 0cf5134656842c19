//! The days and hours beside credits: what a part of a line says of when, and whose line the day of publication
//! follows.

use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group;
use super::proper::proper_run;
use super::{Name, Who, name};

/// The person that a line is, where the day and the hour of publication stand below.
pub(super) fn before_day(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Name> {
    let words = view.folded(line).split(' ').count();
    if !(2..=3).contains(&words) || view.folded(line).contains([',', '.', '/', '|', ':', '(', '"'])
    {
        return None;
    }
    let rest = view.folded(Span::new(line.end, view.folded.text.len()));
    let next = rest.trim_start().split('\n').next().unwrap_or("");
    let clock = next.contains(':') && next.starts_with(|c: char| c.is_ascii_digit());
    let own = |word: &str| view.lexicon.label(word).is_none();
    (clock
        && is_before_day(view, line)
        && view.folded(line).split(' ').all(own)
        && view.original(line).split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
        })
        && group::is_person(view, line)
        && view.first_name(line).is_none())
    .then(|| name(view, line, Who::Person(Role::Reporter), ' ', lines))
}

/// Whether the line below is the day of publication and nothing else: a short one with a date.
pub(super) fn is_before_day(view: &View<'_>, line: Span) -> bool {
    let rest = view.folded(Span::new(line.end, view.folded.text.len()));
    let next = rest.trim_start().split('\n').next().unwrap_or("");
    let words = next.split(' ').count();
    words <= 9 && year(next) && !next.ends_with(['.', '?', '!'])
}

/// Whether a part begins with a number: a date, a time.
pub(super) fn dated(view: &View<'_>, part: Span) -> bool {
    let text = view.folded(part);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.starts_with(|c: char| c.is_ascii_digit()) && digits >= 2 && {
        // A year, a clock, a date with marks: a bare number is a price or a model.
        text.contains(':') || text.contains('.') || year(text)
    }
}

fn year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// `5:09: Uhr Reuters`: a word of time before the organisation, where the line has a clock.
pub(super) fn beside_time(view: &View<'_>, part: Span, rest: Span) -> bool {
    let line = view.folded(view.line(part));
    let clock = line
        .as_bytes()
        .windows(3)
        .any(|three| matches!(three, [a, b':', c] if a.is_ascii_digit() && c.is_ascii_digit()));
    clock && view.folded(rest).split(' ').count() == 1
}

/// Whether a day, and a time of it, is all that stands behind the last name, which ends at `last`.
pub(super) fn is_behind(view: &View<'_>, last: usize, rest: Span) -> bool {
    let behind =
        view.folded(Span::new(last.min(rest.end), rest.end)).trim_start_matches([',', ' ']);
    let number = |c: char| c.is_ascii_digit();
    let words = || behind.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let numbers = words().filter(|word| word.starts_with(number)).count();
    // *Xinhua, January 8, 2016*: the month may stand before its day.
    let month = words().nth(1).is_some_and(|word| word.starts_with(number));
    numbers >= 2 && words().count() <= numbers + 4 && (behind.starts_with(number) || month)
}

/// Whether a stretch names a year of these times.
pub(super) fn has_year(view: &View<'_>, rest: Span) -> bool {
    let text = view.folded(rest);
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
}

/// *dikutip dari Daily Star, Senin (26/12/2022), …*: the name that begins a stretch, with the day in brackets behind it.
pub(super) fn titled(view: &View<'_>, window: Span) -> Option<Span> {
    let window = view.trim(window);
    let run = proper_run(view, window).filter(|run| run.start == window.start)?;
    let after = view.folded(Span::new(run.end, window.end));
    // *dikutip dari X, Selasa, …*: the day of the week between commas.
    let weekday = after.strip_prefix(", ").and_then(|rest| rest.split_once(','));
    if weekday.is_some_and(|(day, _)| view.lexicon.ends_byline(day)) {
        return Some(run);
    }
    let (day, rest) = after.strip_prefix(',').unwrap_or(after).split_once('(')?;
    let date = rest.split(')').next().unwrap_or("");
    let dated = date.len() <= 12
        && date.starts_with(|c: char| c.is_ascii_digit())
        && date.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | '-' | ' '));
    (dated && day.split_whitespace().count() == 1).then_some(run)
}

/// Whether a day follows a part.
pub(super) fn follows(view: &View<'_>, pieces: &[group::Piece<'_>], part: Span) -> bool {
    let next = pieces.iter().skip_while(|piece| piece.span != part).nth(1);
    next.is_some_and(|next| view.folded(next.span).starts_with(|c: char| c.is_ascii_digit()))
}
