//! Names of Creative Commons licences in prose: codes (`CC BY-NC-SA 4.0`) and the names of the elements in
//! the languages of the ports. An element that was not understood yields no licence.

use crate::lexicon::licence::{CreativeCommons, LicenceElement};
use crate::text::{Span, fold};

use super::view::View;

/// How far the elements may stand behind the name, in bytes of the folded text.
const REACH: usize = 160;

/// The licence that a sentence names, and where in its folded text.
pub fn named(view: &View<'_>, sentence: Span) -> Option<(String, Span)> {
    let licences = &view.lexicon.licences;
    let text = view.folded(sentence);
    let (start, after) = introduction(text, licences.creative_commons())?;
    let mut end = text.len().min(after + REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let window = text.get(after..end)?;
    let mut elements = Elements::default();
    let mut last = after;
    for element in &licences.creative_commons().elements {
        for name in &element.names {
            if let Some(at) = word(window, name) {
                elements.set(&element.id);
                last = last.max(after + at + name.len());
            }
        }
    }
    elements.codes(window, after, &mut last);
    let original = view.original(Span::new(sentence.start + after, sentence.start + end));
    // What a hyphen joins may be glued or run together: *DelPåSammeVilkår*.
    for part in parts(original).into_iter().flatten() {
        if let Some(id) = element(&licences.creative_commons().elements, part) {
            elements.set(id);
        }
    }
    // A share-alike or a bar on derivatives without attribution is only a part of a name.
    if !elements.by || doubtful(view, original) {
        return None;
    }
    let family = elements.family()?;
    let rule = licences.get(&family)?;
    let id = match version(window) {
        Some(version) if rule.versions.contains(&version) => port(original, &version)
            .filter(|port| rule.ports.contains(&format!("{version}-{port}")))
            .map_or_else(
                || format!("{family}-{version}"),
                |port| format!("{family}-{version}-{port}"),
            ),
        Some(_) | None => family,
    };
    Some((id, Span::new(start, last)))
}

/// The port that stands behind a version: `3.0 DE`.
fn port<'a>(original: &'a str, version: &str) -> Option<&'a str> {
    let (_, behind) = original.split_once(version)?;
    let behind = behind.strip_prefix([' ', '-', '/'])?;
    let end = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
    let port = behind.get(..end)?;
    ((2..=3).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_uppercase()))
        .then_some(port)
}

/// The parts of the name that stands first in a text, at its hyphens; `None` if there is no name.
fn parts(original: &str) -> Option<impl Iterator<Item = &str>> {
    let name = original
        .split(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | ',' | ';' | '(' | ')' | '\n' | '"' | '”' | '»')
        })
        .find(|part| part.chars().any(char::is_alphabetic))?;
    Some(name.split(['-', '–', '—', '/', '‑', '−']))
}

/// The element whose name a part is, however it is set apart.
fn element<'a>(elements: &'a [LicenceElement], part: &str) -> Option<&'a str> {
    let part = squeezed(&fold(part));
    let same = |name: &String| squeezed(name) == part;
    let found = elements.iter().find(|element| element.names.iter().any(same));
    found.map(|element| element.id.as_str()).filter(|_| !part.is_empty())
}

/// The letters alone.
fn squeezed(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Whether the name has a part, joined by a hyphen, that is no known element: it may be the one that
/// takes a freedom away.
fn doubtful(view: &View<'_>, original: &str) -> bool {
    let Some(parts) = parts(original) else { return false };
    let elements = &view.lexicon.licences.creative_commons().elements;
    let known = |part: &str| {
        let folded = fold(part);
        let code = folded.split(' ').any(|word| matches!(word, "by" | "nc" | "nd" | "sa" | "cc"));
        let names = || elements.iter().flat_map(|element| &element.names);
        code || names().any(|name| word(&folded, name).is_some())
            || element(elements, part).is_some()
    };
    // Only the word or words around a hyphen, not what a later sentence joins.
    parts.skip(1).any(|part| part.chars().any(char::is_alphabetic) && !known(part))
}

/// Where a sentence begins to name a Creative Commons licence: start, and the byte after.
fn introduction(text: &str, commons: &CreativeCommons) -> Option<(usize, usize)> {
    let named = commons.introductions.iter().filter_map(|name| {
        let at = text.find(name.as_str())?;
        Some((at, at + name.len()))
    });
    let code = || commons.codes.iter().filter_map(|code| word(text, code).map(|at| (at, at + 2)));
    named.min().or_else(|| code().min())
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
