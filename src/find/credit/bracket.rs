//! Stretches in brackets, of all scripts: where datelines and closing marks put who sent a text.

use crate::text::Span;

use super::super::view::View;

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

/// *African News Agency (ANA)*, *Data Processing Agreement (DPA)*: the code in brackets is short for what stands
/// before it, and credits nobody else.
pub(super) fn is_abbreviation(view: &View<'_>, inner: Span, before: Span) -> bool {
    let code = view.original(inner);
    let count = code.chars().count();
    if !(2..=6).contains(&count) || !code.chars().all(char::is_uppercase) {
        return false;
    }
    let printed = view.original(before);
    let parts = printed.split(|c: char| c.is_whitespace() || c == '/');
    let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
    let first = words.len().saturating_sub(count);
    let initials: String =
        words.iter().skip(first).filter_map(|word| word.chars().next()).collect();
    // *Estado de Flujos de Efectivo (EFE)*: small words have no part in it.
    let heads = words.iter().rev().filter_map(|word| word.chars().next());
    let large = heads.filter(|head| head.is_uppercase()).take(count);
    initials == code || count > 2 && large.eq(code.chars().rev())
}
