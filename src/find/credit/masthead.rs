//! Papers and broadcasters that the registry does not know, by a word of their titles: *told the Penwick Gazette that*,
//! *laut Tannbrücker Zeitung*, *dijo a Diario del Puerto*.

use crate::text::{Span, fold, is_han, is_hangul, is_hiragana, is_katakana, is_unspaced};

use super::super::view::View;
use super::group::{Piece, What};
use super::proper::proper_run;
use super::{release, run};

/// The most words of a title.
const WORDS: usize = 5;

/// The title that begins a stretch, up to the last word that ends titles; or all of the name, where its first word
/// begins them.
pub(super) fn read(view: &View<'_>, within: Span) -> Option<Span> {
    let span = proper_run(view, within)?;
    let mastheads = &view.lexicon.mastheads;
    let folded = view.folded(span);
    let (mut end, mut at, mut count) = (None, span.start, 0);
    // *Bericht der Zeitung*: a noun behind its article names nothing, where every noun has a capital.
    let (mut article, nouns) = (false, release::has_capital_nouns(view));
    for word in folded.split(' ') {
        let here = Span::new(at, at + word.len());
        at = here.end + 1;
        count += 1;
        let capital = view.original(here).starts_with(char::is_uppercase);
        let small = count > 1 && mastheads.ends_small(word);
        let ends = count > 1 && !(article && nouns) && mastheads.ends(word);
        if small || capital && (ends || mastheads.is_whole(word)) {
            end = Some((here.end, count));
        }
        article = !capital;
    }
    if let Some((end, count)) = end {
        let title = Span::new(span.start, end);
        return (count <= WORDS).then_some(title);
    }
    let mut words = folded.split(' ');
    let first = words.next().filter(|word| !run::here(view, word)).or_else(|| words.next())?;
    (mastheads.begins(first) && words.next().is_some() && count <= WORDS).then_some(span)
}

/// Whether a part is a title and nothing else: two to five words with capitals, the last of which ends titles.
pub(super) fn is_title(view: &View<'_>, part: Span) -> bool {
    let words = view.folded(part).split(' ').count();
    let last = view.folded(part).rsplit(' ').next().unwrap_or("");
    let printed = view.original(part);
    let cased = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let particle = |word: &str| view.lexicon.is_particle(&fold(word));
    let small = |word: &str| view.lexicon.mastheads.ends_small(&fold(word));
    let own = |word: &str| cased(word) || particle(word) || small(word);
    let capitals = printed.split_whitespace().all(own);
    (2..=WORDS).contains(&words)
        && view.lexicon.mastheads.ends(last)
        && capitals
        && printed.starts_with(char::is_uppercase)
        && !printed.contains(['.', ':', '?', '!'])
}

/// Whether a part begins with an article that begins nobody's name, and an agency follows.
pub(super) fn is_titled(view: &View<'_>, pieces: &[Piece<'_>], index: usize) -> bool {
    let Some(piece) = pieces.get(index) else { return false };
    let text = view.folded(piece.span);
    let first = text.split(' ').next().unwrap_or("");
    let article = !view.lexicon.frequent(first).is_empty() && !view.lexicon.is_particle(first);
    let next = pieces.get(index + 1).is_some_and(|next| {
        next.joined == ','
            && matches!(next.what, What::Organisation(_, rest) if rest.is_none_or(Span::is_empty))
    });
    let own = view
        .original(piece.span)
        .split_whitespace()
        .all(|word| !word.starts_with(char::is_lowercase));
    piece.joined == ',' && article && next && own && (2..=5).contains(&text.split(' ').count())
}

/// Whether a part begins like the titles of papers do.
pub(super) fn is_paper(view: &View<'_>, part: Span) -> bool {
    let mut words = view.folded(part).split(' ');
    words.next().is_some_and(|word| view.lexicon.mastheads.begins(word)) && words.next().is_some()
}

/// Whether a stretch is a title and nothing else, by its first word or its last.
pub(super) fn is_whole(view: &View<'_>, within: Span) -> bool {
    read(view, within) == Some(within)
}

/// The title that a list begins with, up to what ends its first name: *Larkhaven Radio and the Gulf Post*, *`HarbourNews`*.
pub(super) fn first(view: &View<'_>, within: Span) -> Option<Span> {
    let joiners = view.lexicon.matcher.joiners(view.folded, view.text, within);
    let text = view.folded(within);
    let marks = text.find([',', ';', '.', ')', '\n']).map(|at| within.start + at);
    let end = joiners.iter().map(|hit| hit.span.start).chain(marks).min().unwrap_or(within.end);
    let part = view.trim(Span::new(within.start, end.max(within.start)));
    let one = !view.folded(part).contains(' ')
        && view.original(part).starts_with(char::is_uppercase)
        && view.lexicon.mastheads.is_whole(view.folded(part));
    (one || is_title(view, part)).then_some(part)
}

/// The most words of a day behind a title.
const DAY: usize = 3;

/// The title that ends a stretch, behind an article: *…, the Penwick Beacon Journal* (reports).
pub(super) fn before(view: &View<'_>, near: Span) -> Option<Span> {
    let near = view.trim(near);
    let text = view.folded(near);
    // *Wie die „Tannauer Nachrichten“ am Montag* (berichteten): in quotation marks, and the day it did.
    if let Some((before, rest)) = text.rsplit_once('"')
        && let Some((ahead, title)) = before.rsplit_once('"')
        && rest.split_whitespace().count() <= DAY
        && (1..=WORDS).contains(&title.split(' ').count())
        && ahead.trim_end().rsplit(' ').next().is_some_and(|word| view.lexicon.is_article(word))
        && title.split(' ').any(|word| view.lexicon.mastheads.ends(word))
    {
        let start = near.start + ahead.len() + 1;
        return Some(Span::new(start, start + title.len()));
    }
    let last = text.rsplit(' ').next().unwrap_or("");
    if !view.lexicon.mastheads.ends(last) {
        return None;
    }
    let mut title = Span::new(near.end, near.end);
    for (count, word) in text.rsplit(' ').enumerate() {
        let end = if count == 0 { near.end } else { title.start.checked_sub(1)? };
        let here = Span::new(end.checked_sub(word.len())?, end);
        let printed = view.original(here);
        if count > 0 && view.lexicon.is_article(word) {
            return (2..=WORDS).contains(&count).then_some(title);
        }
        let proper = printed.starts_with(char::is_uppercase)
            && !printed.ends_with([',', '.', ';', ':', '"']);
        if !proper {
            return None;
        }
        title = Span::new(here.start, near.end);
    }
    None
}

/// The last title in Hangul that a word of a stretch is, without the small word that is glued to it: *항구일보에 따르면*.
pub(super) fn hangul(view: &View<'_>, window: Span) -> Option<Span> {
    let text = view.folded(window);
    let mut at = text.len();
    text.rsplit(' ').find_map(|word| {
        let start = at - word.len();
        at = start.saturating_sub(1);
        let cuts = word.char_indices().map(|(cut, _)| cut).chain([word.len()]).rev();
        cuts.take(GLUED + 1).find_map(|cut| {
            let title = word.get(..cut)?;
            let whole = title.chars().all(is_hangul) && view.lexicon.mastheads.is_whole(title);
            (whole && title.chars().count() >= 3)
                .then(|| Span::new(window.start + start, window.start + start + cut))
        })
    })
}

/// The most characters of small words that Hangul writes behind a name.
const GLUED: usize = 2;

/// The most characters of a title in a script without spaces, and the most titles of a list.
const CHARACTERS: usize = 8;
const TITLES: usize = 4;

/// The titles of a list in a script without spaces: *…网、…报等台媒*; none where the first part is no title.
pub(super) fn list(view: &View<'_>, within: Span) -> Vec<Span> {
    let text = view.folded(within);
    let mut titles = Vec::new();
    if !text.starts_with(is_unspaced) {
        return titles;
    }
    let mut at = within.start;
    for part in text.split_inclusive(['、', ',', '，']).take(TITLES) {
        let own = part.trim_end_matches(['、', ',', '，']);
        // Up to the last character that ends a title, before what they are together.
        let end = own.char_indices().take(CHARACTERS).filter_map(|(from, c)| {
            let end = from + c.len_utf8();
            own.get(..end).filter(|title| view.lexicon.mastheads.is_whole(title)).map(str::len)
        });
        let Some(end) = end.last() else { break };
        let title = own.get(..end).unwrap_or("");
        if !title.chars().all(is_unspaced) || title.chars().count() < 3 {
            break;
        }
        titles.push(Span::new(at, at + end));
        at += part.len();
        if end < own.len() {
            break;
        }
    }
    titles
}

/// The title that a sentence is about, in a script without spaces, right before the comma or the day behind it:
/// *地元紙、山海新聞は9日、…と伝えた*.
pub(super) fn subject(view: &View<'_>, window: Span) -> Option<Span> {
    let text = view.folded(window);
    // Small words are written in Hiragana.
    let mut marks = text.match_indices(is_hiragana).take(WORDS_BEFORE).map(|(at, _)| at);
    marks.find_map(|at| {
        let before = text.get(..at)?;
        let start = before.rfind(|c: char| !is_title_character(c)).map_or(0, |from| {
            from + before.get(from..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        let title = before.get(start..)?;
        let count = title.chars().count();
        ((3..=CHARACTERS).contains(&count) && view.lexicon.mastheads.is_whole(title))
            .then(|| Span::new(window.start + start, window.start + at))
    })
}

/// How many characters of Hiragana are looked at.
const WORDS_BEFORE: usize = 24;

fn is_title_character(c: char) -> bool {
    is_han(c) || is_katakana(c) && c != '・'
}

/// The title that begins a part, of which the words behind it would be the rest of somebody's name.
pub(super) fn before_more(view: &View<'_>, part: Span) -> Option<Span> {
    let title = read(view, part).filter(|title| title.start == part.start)?;
    let run = run::person(view, part, 0)?;
    // *By Harbour News Desk*: the desk of a house.
    let next = view.folded(Span::new(title.end, part.end)).trim_start().split(' ').next();
    let desk = next.is_some_and(|next| view.lexicon.label(next).is_some());
    (title.end < run.end && !desk && view.folded(title).contains(' ')).then_some(title)
}
