//! What stands between a cue and the name that it leads to: articles, adjectives, the ending of a name before.

use crate::lexicon::matcher::printed;
use crate::text::Span;

use super::super::view::View;

/// A window up to where its clause ends.
pub(super) fn clause(view: &View<'_>, window: Span) -> Span {
    let text = view.folded(window);
    let lead = text.len() - text.trim_start_matches([' ', '"', ':', '(', '«']).len();
    let mut end = text.len();
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < lead) {
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let stop = match c {
            '\n' | '|' | '。' | '！' | '？' | ';' => true,
            '.' => next.is_none_or(|next| next == ' '),
            _ => false,
        };
        if stop {
            end = at;
            break;
        }
    }
    Span::new(window.start + lead.min(end), window.start + end)
}

/// Past an article that is written together with the name: *l'AFP*, *dell'ANSA*.
pub(super) fn past_article(view: &View<'_>, window: Span) -> Span {
    let printed = view.original(window);
    let word = printed.split(' ').next().unwrap_or("");
    let Some((article, _)) = word.split_once(['\'', '’']) else { return window };
    let small = article.chars().all(char::is_lowercase) && article.chars().count() <= 5;
    match view.folded(window).find('\'') {
        Some(at) if small && at <= 5 => Span::new(window.start + at + 1, window.end),
        _ => window,
    }
}

/// *CNN's Ann Lee, Ben Cole and …*: past the ending of a name that those behind it belong to.
pub(super) fn past_possessive(view: &View<'_>, between: Span) -> Span {
    let ending = view.folded(between).split(' ').next().filter(|word| word.starts_with('\''));
    match ending.filter(|word| word.len() == 2 && word.len() < between.len()) {
        Some(word) => Span::new(between.start + word.len() + 1, between.end),
        None => between,
    }
}

/// Past one long small word: an adjective.
pub(super) fn past_small_word(view: &View<'_>, after: Span) -> Option<Span> {
    let folded = view.folded(after).split(' ').next()?;
    let word = printed(view.original(Span::new(after.start, after.start + folded.len())));
    let small = word.chars().count() > 3
        && word.starts_with(char::is_lowercase)
        && word.chars().all(char::is_alphabetic);
    let space = view.folded(after).find(' ').filter(|_| small)?;
    Some(Span::new(after.start + space + 1, after.end))
}

/// Past up to two short small words before a name: *the*, *der*.
pub(super) fn skip_small(view: &View<'_>, window: Span) -> Span {
    let mut from = window.start;
    for _ in 0..2 {
        let rest = Span::new(from, window.end);
        let printed = view.original(rest);
        let word = printed.split(' ').next().unwrap_or("");
        let small = word.starts_with(char::is_lowercase) && word.chars().count() <= 4;
        if !small {
            break;
        }
        let text = view.folded(rest);
        let Some(space) = text.find(' ') else { break };
        from = rest.start + space + 1;
    }
    Span::new(from, window.end)
}
