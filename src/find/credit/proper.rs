//! Proper names in running text: a company at the head of its release, a paper that the registry does not
//! know.

use crate::lexicon::word::Word;
use crate::text::{Span, fold};

use super::super::view::View;

/// The proper name that begins a span: words that begin with capitals or digits, with a legal form. Small
/// words between two such are part of it where they are short.
pub(super) fn proper_run(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let lead =
        text.len() - text.trim_start_matches(['-', ' ', '"', '\'', ':', '.', '«', '(']).len();
    let from = within.start + lead;
    let window = Span::new(from, view.floor((from + 100).min(within.end)));
    let legal: Vec<Span> = view
        .lexicon
        .matcher
        .words(view.folded, view.text, window)
        .iter()
        .filter(|hit| hit.word == Word::Legal)
        .map(|hit| hit.span)
        .collect();
    let folded = view.folded(window);
    let mut end = None;
    let mut small = 0;
    let mut start = 0;
    for word in folded.split_inclusive(' ') {
        let span = Span::new(window.start + start, window.start + start + word.trim_end().len());
        start += word.len();
        if span.is_empty() {
            continue;
        }
        let printed = view.original(span);
        let bare = printed.trim_matches(|c: char| !c.is_alphanumeric());
        let is_legal =
            legal.iter().any(|legal| legal.start <= span.start && span.start < legal.end);
        if printed.starts_with(['(', '[', '-', '|', '©', '"', '«']) && end.is_some() {
            break;
        }
        if bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || is_legal {
            end = Some(span.end);
            small = 0;
        } else if end.is_some() && view.lexicon.mastheads.ends_small(&fold(bare)) {
            // *Přístavní noviny*: the last word of a title, in small letters.
            end = Some(span.end);
            break;
        } else if end.is_some()
            && small < 2
            && bare.chars().count() <= 3
            && bare.chars().all(char::is_lowercase)
            && !is_joiner(view, span)
        {
            small += 1;
        } else {
            break;
        }
        let closes = printed.ends_with(['.', ',', ';', ':', ')', '!', '?', '"', '»']);
        // *Source: Penwick Dale LLP LARKHAVEN, …*: behind a legal form the place of a dateline in capitals.
        if is_legal && is_loud_behind(view, span, window) {
            break;
        }
        let initial = printed.ends_with('.') && (bare.chars().count() <= 3 || is_legal);
        // *Penwick Network, Inc.*: a comma before a legal form ends no name.
        let formed =
            printed.ends_with(',') && legal.iter().any(|legal| legal.start == span.end + 1);
        if closes && !initial && !formed {
            break;
        }
    }
    let mut span = Span::new(from, end?);
    let kept =
        view.folded(span).trim_end_matches(['.', ',', ';', ':', ')', '"', '\'', '!', '?', ' ']);
    span.end = span.start + kept.len();
    // *TannSport™*: folding writes the mark in two letters.
    if view.original(span).ends_with('™') && view.folded(span).is_ascii() {
        span.end -= '™'.len_utf8() - 1;
    }
    let printed = view.original(span);
    let named = printed.chars().any(char::is_alphabetic) && printed.starts_with(char::is_uppercase);
    // *Radio 10*, *Canal 13*: a small number behind a word of titles.
    let first = view.folded(span).split(' ').next().unwrap_or("");
    let numbered = printed.split_whitespace().count() == 2
        && view.lexicon.mastheads.begins(first)
        && printed.rsplit(' ').next().is_some_and(|number| number.len() <= 3);
    let number = |word: &str| word.chars().all(char::is_numeric);
    let dated = !numbered && printed.split_whitespace().any(number)
        || view
            .folded(Span::new(span.end, within.end))
            .trim_start_matches(['.', ',', ' '])
            .starts_with(|c: char| c.is_ascii_digit());
    // *Harrow Foods Ltd Mar 11, 2025*: the name ends with its legal form.
    if dated
        && let Some(last) =
            legal.iter().rfind(|legal| legal.start > span.start && legal.end <= span.end)
        && view.folded(Span::new(span.start, last.start)).contains(' ')
    {
        return named.then_some(Span::new(span.start, last.end));
    }
    (named && !dated && span.len() <= 90).then_some(span)
}

/// Whether two words in capitals stand behind a word, and small letters before it.
fn is_loud_behind(view: &View<'_>, word: Span, window: Span) -> bool {
    let loud = |word: Option<&str>| {
        word.is_some_and(|word| {
            word.chars().filter(|c| c.is_alphabetic()).count() > 2
                && !word.chars().any(char::is_lowercase)
        })
    };
    let before = view.original(Span::new(window.start, word.start));
    let mut behind = view.original(Span::new(word.end, window.end)).split_whitespace();
    before.chars().any(char::is_lowercase) && loud(behind.next()) && loud(behind.next())
}

fn is_joiner(view: &View<'_>, span: Span) -> bool {
    !view.lexicon.matcher.joiners(view.folded, view.text, span).is_empty()
}
