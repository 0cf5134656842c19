//! Stretches in brackets, of all scripts: where datelines and closing marks put who sent a text.

use crate::text::Span;

use super::super::view::View;
use super::{group, organisation};

/// A bracketed stretch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bracket {
    /// What is inside.
    pub inner: Span,
    /// With the brackets.
    pub outer: Span,
}

/// The bracketed stretches of a span, in the order of where they begin.
pub(super) fn brackets(view: &View<'_>, span: Span) -> Vec<Bracket> {
    let text = view.folded(span);
    let mut all = Vec::new();
    // What opens one is a byte of ASCII, or begins with this one.
    let opens = |byte: u8| matches!(byte, b'(' | b'[' | b'<' | b'/' | 0xE3);
    if !text.bytes().fold(false, |any, byte| any | opens(byte)) {
        return all;
    }
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        match (c, open.last().copied()) {
            ('(' | '【' | '[' | '<' | '〈' | '〔', _) | ('/', None) if open.len() < 4 => {
                open.push((c, at));
            }
            (')', Some(('(', from)))
            | ('】', Some(('【', from)))
            | (']', Some(('[', from)))
            | ('>', Some(('<', from)))
            | ('〉', Some(('〈', from)))
            | ('〕', Some(('〔', from)))
            | ('/', Some(('/', from))) => {
                let lead =
                    text.get(from..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                let inner = Span::new(span.start + from + lead, span.start + at);
                let outer = Span::new(span.start + from, span.start + at + c.len_utf8());
                if inner.len() <= 120 {
                    all.push(Bracket { inner, outer });
                }
                open.pop();
            }
            // A slash that opened nothing: `A/B (CODE)`.
            (')', Some(('/', _))) => {
                open.pop();
            }
            _ => {}
        }
    }
    all.sort_by_key(|bracket| bracket.outer.start);
    all
}

/// *Saint Kitts (KNA), Dominica (DMA)*: whether the first name of a line, at `first`, stands in brackets that are one of a list.
pub(super) fn is_listed(view: &View<'_>, line: Span, first: usize) -> bool {
    if !view.folded(Span::new(line.start, first)).ends_with('(') {
        return false;
    }
    let window = Span::new(first, view.floor((first + LISTED).min(line.end)));
    let Some((_, behind)) = view.folded(window).split_once("), ") else { return false };
    let next = behind.split_once(" (").map(|(ahead, _)| ahead);
    next.is_some_and(|ahead| {
        !ahead.contains([',', '.', ':', '-']) && ahead.split(' ').count() <= SMALL
    })
}

/// How far the next of a list may stand, in bytes.
const LISTED: usize = 64;

/// Whether the first name of a line, at `first`, is a code in brackets that is short for what stands before it, and no name
/// stands behind it.
pub(super) fn is_only_abbreviation(view: &View<'_>, line: Span, first: usize) -> bool {
    let before = view.folded(Span::new(line.start, first));
    let Some(ahead) = before.strip_suffix('(') else { return false };
    let Some(close) = view.folded(Span::new(first, line.end)).find(')') else { return false };
    let inner = Span::new(first, first + close);
    let behind = Span::new(inner.end + 1, line.end);
    // `ANKARA (AA) -`: behind a dash the text of a dateline begins.
    let dashed = view.folded(behind).trim_start().starts_with(['-', ':', '.', '=']);
    let ahead = Span::new(line.start, line.start + ahead.len());
    let text = !dashed || view.original(ahead).contains(|c: char| c.is_lowercase());
    text && is_abbreviation(view, inner, ahead) && view.first_name(behind).is_none()
}

/// *… que traverse l'Agence télégraphique suisse (ats).*: whether the code in brackets is that of the house whose name stands
/// before it in running words, so that it is spoken of.
pub(super) fn is_spoken_of(view: &View<'_>, inner: Span, before: Span) -> bool {
    let Some(spoken) = organisation::at_end(view, view.trim(before)) else { return false };
    let code = organisation::whole(view, inner);
    let ahead = Span::new(before.start, spoken.span.start.max(before.start));
    code.is_some_and(|code| code.organisation.id == spoken.organisation.id)
        && group::runs(view.original(ahead))
}

/// *African News Agency (ANA)*, *Data Processing Agreement (DPA)*: the code in brackets is short for what stands
/// before it, and credits nobody else.
pub(super) fn is_abbreviation(view: &View<'_>, inner: Span, before: Span) -> bool {
    let code = view.original(inner);
    let count = code.chars().count();
    if !(2..=6).contains(&count) || !code.chars().all(char::is_uppercase) {
        return false;
    }
    let printed = view.original(before);
    // *l'allocation personnalisée d'autonomie (APA)*: an article that has lost its vowel has no part in it.
    let bare = |word: &'_ str| word.find(['\'', '’']).filter(|at| *at <= 2);
    let parts = printed.split(|c: char| c.is_whitespace() || c == '/');
    let words: Vec<&str> = parts
        .map(|word| bare(word).map_or(word, |at| word.get(at..).unwrap_or("")))
        .map(|word| word.trim_start_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
        .collect();
    let first = words.len().saturating_sub(count);
    let initials: String =
        words.iter().skip(first).filter_map(|word| word.chars().next()).collect();
    // *Estado de Flujos de Efectivo (EFE)*: small words have no part in it.
    let heads = words.iter().rev().filter_map(|word| word.chars().next());
    let large = heads.filter(|head| head.is_uppercase()).take(count);
    // *an access point (AP)*: in small letters, of words that are no small ones.
    let long = words.iter().skip(first).all(|word| word.chars().count() > SMALL);
    initials == code
        || count > 2 && large.eq(code.chars().rev())
        || long && initials.chars().flat_map(char::to_uppercase).eq(code.chars())
        || is_contraction(&words, code)
}

/// The most letters of a small word, and the letters of a word that are looked at.
const SMALL: usize = 3;
const LETTERS: usize = 24;

/// *Docosahexaenoic acid (DHA)*, *Parent-Teacher Interaction (PTI)*: a code of letters of the last words in their order, the
/// first of each of them among it; two words and more, of which a later one is no name of a place.
fn is_contraction(words: &[&str], code: &str) -> bool {
    let letters: Vec<char> = code.chars().collect();
    (2..letters.len()).any(|count| {
        let Some(first) = words.len().checked_sub(count) else { return false };
        let own = words.get(first..).unwrap_or(&[]);
        let common = own.iter().skip(1).any(|word| word.starts_with(char::is_lowercase));
        let hyphen = own.iter().any(|word| word.contains('-'));
        (common || hyphen) && is_spelt(own, &letters)
    })
}

/// Whether letters stand in words in their order, the first letter of each word among them.
fn is_spelt(words: &[&str], letters: &[char]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    let mut left = letters;
    for (at, c) in word.chars().take(LETTERS).enumerate() {
        let large = c.to_uppercase().next();
        match left.split_first() {
            Some((head, tail)) if large == Some(*head) => left = tail,
            _ if at == 0 => return false,
            _ => {}
        }
        if is_spelt(rest, left) {
            return true;
        }
    }
    false
}
