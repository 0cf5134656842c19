//! Names of Creative Commons licences in prose: codes (`CC BY-NC-SA 4.0`) and the names of the elements in
//! the languages of the ports. An element that was not understood yields no licence.

use crate::text::{Span, fold};

use super::view::View;

/// How far the elements may stand behind the name, in bytes of the folded text.
const REACH: usize = 160;

/// The licence that a sentence names, and where in its folded text.
pub fn named(view: &View<'_>, sentence: Span) -> Option<(String, Span)> {
    let lexicon = view.lexicon;
    let text = view.folded(sentence);
    let (start, after) = introduction(text)?;
    let mut end = text.len().min(after + REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = text.get(after..end)?;
    let mut elements = Elements::default();
    let mut last = after;
    for element in lexicon.licences.elements() {
        for name in &element.names {
            if let Some(at) = word(window, name) {
                elements.set(&element.id);
                last = last.max(after + at + name.len());
            }
        }
    }
    elements.codes(window, after, &mut last);
    let version = version(window);
    // A share-alike or a bar on derivatives without attribution is only a part of a name.
    if !elements.by || doubtful(view, Span::new(sentence.start + after, sentence.start + end)) {
        return None;
    }
    let family = elements.family()?;
    let rule = lexicon.licences.get(&family)?;
    let id = match version {
        Some(version) if rule.versions.contains(&version) => format!("{family}-{version}"),
        Some(_) | None => family,
    };
    Some((id, Span::new(start, last)))
}

/// Whether the name has a part, joined by a hyphen, that is no known element: it may be the one that
/// takes a freedom away.
fn doubtful(view: &View<'_>, window: Span) -> bool {
    let original = view.original(window);
    let name = original
        .split(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | ',' | ';' | '(' | ')' | '\n' | '"' | '”' | '»')
        })
        .find(|part| part.chars().any(char::is_alphabetic));
    let Some(name) = name else { return false };
    let known = |part: &str| {
        let part = fold(part);
        let code = part.split(' ').any(|word| matches!(word, "by" | "nc" | "nd" | "sa" | "cc"));
        code || view
            .lexicon
            .licences
            .elements()
            .iter()
            .any(|element| element.names.iter().any(|name| word(&part, name).is_some()))
    };
    // Only the word or words around a hyphen, not what a later sentence joins.
    name.split(['-', '–', '—', '/', '‑'])
        .skip(1)
        .any(|part| part.chars().any(char::is_alphabetic) && !known(part))
}

/// Where a sentence begins to name a Creative Commons licence: start, and the byte after.
fn introduction(text: &str) -> Option<(usize, usize)> {
    if let Some(at) = text.find("creative commons") {
        return Some((at, at + "creative commons".len()));
    }
    ["cc by", "cc-by", "cc: by"].iter().find_map(|lead| word(text, lead).map(|at| (at, at + 2)))
}

#[derive(Debug, Default)]
struct Elements {
    by: bool,
    nc: bool,
    nd: bool,
    sa: bool,
}

impl Elements {
    fn set(&mut self, id: &str) {
        match id {
            "by" => self.by = true,
            "nc" => self.nc = true,
            "nd" => self.nd = true,
            "sa" => self.sa = true,
            _ => {}
        }
    }

    /// The codes of the deeds: `by-nc-nd`, also with spaces, in any order.
    fn codes(&mut self, window: &str, base: usize, last: &mut usize) {
        let mut at = 0;
        for token in window.split([' ', '-', '/', '"', '(', ')', ',', '_', ':', '.', '\'']) {
            let known = matches!(token, "by" | "nc" | "nd" | "sa");
            // English `by` is also a word: it is a code only where a code or a version stands beside it.
            let rest = window.get(at + token.len()..).unwrap_or("");
            let beside = rest.starts_with(['-', '.', '"', ')', '/', ','])
                || rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
                || rest
                    .trim_start()
                    .get(..2)
                    .is_some_and(|next| matches!(next, "nc" | "nd" | "sa"))
                || rest.trim().is_empty()
                || at <= 2;
            if known && (token != "by" || beside) {
                self.set(token);
                *last = (*last).max(base + at + token.len());
            }
            at += token.len() + 1;
        }
    }

    fn family(&self) -> Option<String> {
        if self.nd && self.sa {
            return None; // there is no such licence: something was not read right
        }
        let mut family = "CC-BY".to_owned();
        for (is, code) in [(self.nc, "-NC"), (self.nd, "-ND"), (self.sa, "-SA")] {
            if is {
                family.push_str(code);
            }
        }
        Some(family)
    }
}

/// The version named in the window: `4.0`.
fn version(window: &str) -> Option<String> {
    let bytes = window.as_bytes();
    bytes.windows(3).enumerate().find_map(|(at, three)| {
        let [a, b'.', c] = three else { return None };
        let alone =
            !at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit)
                && !bytes.get(at + 3).is_some_and(u8::is_ascii_digit);
        (a.is_ascii_digit() && c.is_ascii_digit() && alone)
            .then(|| format!("{}.{}", char::from(*a), char::from(*c)))
    })
}

/// Where a folded word or phrase stands in a folded text, not within a longer word.
pub fn word(text: &str, wanted: &str) -> Option<usize> {
    let letter = |c: char| c.is_alphanumeric() && !crate::text::is_unspaced(c);
    text.match_indices(wanted).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + wanted.len()..).and_then(|after| after.chars().next());
        let first = wanted.chars().next().is_some_and(letter);
        let last = wanted.chars().next_back().is_some_and(letter);
        !(first && before.is_some_and(letter) || last && after.is_some_and(letter))
    })
}
