//! Agencies that are credited without their names: *with inputs from agencies*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::{Credit, Relation, Slot, Who, group, name};

/// How far into a stretch the word for them begins, in bytes.
const LEAD: usize = 24;

/// The word for agencies at the head of a stretch, where it is no part of a name.
pub(super) fn read(view: &View<'_>, window: Span, hits: &[Hit]) -> Option<Span> {
    let unnamed = hits.iter().find(|hit| {
        hit.word == Word::Label(Label::Unnamed) && hit.span.start <= window.start + LEAD
    })?;
    let rest = view.original(Span::new(unnamed.span.start, window.end));
    if !rest.starts_with(char::is_uppercase) {
        return Some(unnamed.span);
    }
    // *by Agência Mural*: with a capital behind it, it begins a name.
    let next = rest.split_whitespace().nth(view.folded(unnamed.span).split(' ').count());
    // *by the Penwick Ground News Service*: with a capital before it, it ends one.
    let before = view.original(Span::new(window.start, unnamed.span.start));
    let last = before.split_whitespace().next_back();
    let capital =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    (!capital(next) && !capital(last)).then_some(unnamed.span)
}

/// *… no bairro Jardim Com agências*: the last words of a text that lost its full stop: the word that leads to them with a
/// capital, and the word for them.
pub(super) fn closing(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    if !ends_text(view, line.end) {
        return None;
    }
    let line = view.trim(line);
    let text = view.folded(line).trim_end_matches(['.', ' ']);
    let (rest, last) = text.rsplit_once(' ')?;
    let lead = rest.rsplit(' ').next().unwrap_or("");
    let start = line.start + rest.len() - lead.len();
    let printed = view.original(Span::new(start, start + lead.len()));
    let own = view.lexicon.label(last) == Some(Label::Unnamed)
        && view.lexicon.label(lead) == Some(Label::With)
        && printed.starts_with(char::is_uppercase);
    let agencies = Span::new(start + lead.len() + 1, start + lead.len() + 1 + last.len());
    let names = || vec![name(view, agencies, Who::Unnamed, ' ', lines)];
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    own.then(names).map(|names| Credit { slot, relation, names, desk, edge: true })
}

/// Whether nothing but white space and a full stop stands behind a place of the folded text.
pub(super) fn ends_text(view: &View<'_>, end: usize) -> bool {
    let text = view.folded.text.as_str();
    text.len() <= end + BLANK
        && text.get(end..).unwrap_or("").trim_matches(['.', ' ', '\n']).is_empty()
}

/// The most bytes of white space at the end of a text.
const BLANK: usize = 16;

/// How far into a text its dateline reaches, in bytes, and the most words of a place.
const HEAD: usize = 48;
const PLACE: usize = 3;

/// *New Delhi, June 24 (Agencies): The minister …*, `नई दिल्ली (एजेंसी)। …`: agencies without a name in the brackets of a
/// dateline.
fn bracketed(view: &View<'_>, head: Span) -> Option<Span> {
    let text = view.folded(head);
    let open = text.find('(')?;
    let close = open + text.get(open..)?.find(')')?;
    let inner = Span::new(head.start + open + 1, head.start + close);
    let before = view.trim(Span::new(head.start, head.start + open));
    let behind = view.original(Span::new(inner.end + 1, head.end)).trim_start();
    let begins = behind.starts_with([':', '-', '–', '—', '.', '।', '=', '،'])
        || behind.starts_with(|c: char| !c.is_lowercase() && c.is_alphabetic());
    let hits = view.lexicon.matcher.words(view.folded, view.text, inner);
    let unnamed = hits.iter().any(|hit| {
        hit.word == Word::Label(Label::Unnamed) && hit.span.len() + ARTICLE >= inner.len()
    });
    let place = (before.is_empty() && head.start == 0 || group::is_nominal(view, before))
        && !view.original(before).starts_with(char::is_lowercase)
        && !view.folded(before).contains(['"', ':']);
    (begins && unnamed && place).then_some(inner)
}

/// The most bytes of what stands beside the word for agencies.
const ARTICLE: usize = 4;

/// *Madrid, Agencias La policía …*: agencies without a name where a dateline names one, at the head of a text.
pub(super) fn dateline(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    if line.start != 0 {
        return None;
    }
    let head = Span::new(line.start, view.floor((line.start + HEAD).min(line.end)));
    let wide = Span::new(line.start, view.floor((line.start + 2 * HEAD).min(line.end)));
    if let Some(agencies) = bracketed(view, wide) {
        let names = vec![name(view, agencies, Who::Unnamed, ' ', lines)];
        let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    let (place, rest) = view.folded(head).split_once(", ")?;
    let mut credit = |agencies: Span| {
        let names = vec![name(view, agencies, Who::Unnamed, ' ', lines)];
        let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
        Credit { slot, relation, names, desk, edge: true }
    };
    // *Agencies : London, Mon Jan 16 2012, …*: the word, the place and the day.
    if let Some((word, town)) = place.split_once(" : ")
        && view.lexicon.label(word) == Some(Label::Unnamed)
        && town.split(' ').count() <= PLACE
        && rest.contains(|c: char| c.is_ascii_digit())
    {
        return Some(credit(Span::new(line.start, line.start + word.len())));
    }
    let span = Span::new(line.start, line.start + place.len());
    let town = view.original(span);
    let placed = town.split(' ').count() <= PLACE
        && town.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let word = rest.split([' ', '.']).next().filter(|_| placed)?;
    let start = span.end + 2;
    let agencies = Span::new(start, start + word.len());
    let behind = view.original(Span::new(agencies.end, head.end));
    let new = behind.starts_with([' ', '.'])
        && behind.trim_start_matches([' ', '.', '-']).starts_with(char::is_uppercase);
    let named = view.lexicon.label(word) == Some(Label::Unnamed)
        && view.original(agencies).starts_with(char::is_uppercase);
    (new && named).then(|| credit(agencies))
}
