//! Agencies that are credited without their names: *with inputs from agencies*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::super::view::View;

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
