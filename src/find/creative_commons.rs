//! Names of Creative Commons licences in prose: codes (`CC BY-NC-SA 4.0`) and the names of the elements in
//! the languages of the ports. What a sentence says of a licence is taken together: an element that was
//! understood is never lost, one that was not understood yields no licence.

use crate::lexicon::licence::{CreativeCommons, LicenceElement, Licences, letters};
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::{Pairs, Span, fold, is_alphanumeric, is_unspaced, places};

use super::view::View;

/// How far the elements may stand behind the name, in bytes of the folded text.
const REACH: usize = 200;

/// How far before it: *a non-commercial Creative Commons licence*.
const BEFORE: usize = 64;

/// How far behind the name attribution may stand; farther off it is a word like any other.
const NEAR: usize = 64;

/// How far a word that takes back may stand from what it takes back: *not for commercial use*.
const TAKEN_BACK: usize = 40;

/// What a sentence says of a Creative Commons licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Nothing, or not which one.
    Nothing,
    /// A licence that was not read whole: it casts doubt on what else the sentence names.
    Doubt,
    /// This one, here in the folded view.
    Licence(String, Span),
}

/// The licence that a sentence names. `addresses` are the addresses in it, which are read by themselves;
/// `hits` are its words, in the languages that it may be in.
pub fn named(view: &View<'_>, sentence: Span, addresses: &[Span], hits: &[Hit]) -> Named {
    let licences = &view.lexicon.licences;
    let commons = licences.creative_commons();
    let window = Span::new(sentence.start, run_on(view, sentence, commons));
    let text = without(view.folded(window), window.start, addresses);
    let text = commons.hosts.iter().fold(text, |text, host| homepage(&text, host));
    let text = text.as_str();
    let pairs = Pairs::of(text);
    let Some((mut start, after)) = introduction(text, &pairs, commons) else {
        return Named::Nothing;
    };
    // `creativecommons.org…` of an address that is none of a licence.
    if text.get(after..).is_some_and(|rest| {
        rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    }) {
        return Named::Doubt;
    }
    let end = floor(text, after + REACH);
    let from = floor(text, start.saturating_sub(BEFORE));
    let title = start;
    let mut elements = Elements::default();
    let mut last = after;
    let mut known = Vec::new();
    for element in &commons.elements {
        for name in element.names.iter().filter(|name| pairs.may_hold(name)) {
            let reach = if element.id == "by" { floor(text, after + NEAR) } else { end };
            let begin = if element.id == "by" { after } else { from };
            let behind = text.get(begin..end).unwrap_or("");
            for at in words(behind, name).map(|at| begin + at).take_while(|at| *at < reach) {
                elements.set(&element.id);
                last = last.max(at + name.len());
                start = start.min(at);
                known.push(Span::new(at, at + name.len()));
            }
        }
    }
    let code_only = !elements.by;
    elements.codes(text.get(after..end).unwrap_or(""), after, &mut last);
    let original = view.original(Span::new(window.start + after, window.start + end));
    let clear = joined(original, &commons.elements, &mut elements);
    if !clear || taken_back(text, title..end, window.start, commons, &elements, &known, hits) {
        return Named::Doubt;
    }
    // A share-alike or a bar on derivatives without attribution is only a part of a name; and there is no
    // licence with both.
    let Some(family) = elements.by.then(|| elements.family()).flatten() else {
        return if elements.any() { Named::Doubt } else { Named::Nothing };
    };
    let version = version(text.get(after..end).unwrap_or(""));
    let one = elements.nc || elements.nd || elements.sa || version.is_some();
    if code_only && !one && !stands_alone(view, window, (start, last), text, hits) {
        return Named::Nothing;
    }
    match identified(licences, &family, version.as_deref(), original) {
        Some(id) => Named::Licence(id, Span::new(window.start + start, window.start + last)),
        None => Named::Doubt,
    }
}

/// The id of a family with the version and the port that stand behind its name.
fn identified(
    licences: &Licences,
    family: &str,
    version: Option<&str>,
    original: &str,
) -> Option<String> {
    let rule = licences.get(family)?;
    Some(match version {
        Some(version) if rule.versions.iter().any(|known| known == version) => {
            match port(original, version, licences.creative_commons()) {
                Some(port) => rule.ported(version, &port),
                None => rule.versioned(version, false),
            }
        }
        Some(_) | None => family.to_owned(),
    })
}

/// The jurisdiction that stands behind a version: `3.0 DE`, `3.0 Deutschland`.
fn port(original: &str, version: &str, commons: &CreativeCommons) -> Option<String> {
    if commons.unported.iter().any(|known| known == version) {
        return None;
    }
    let (_, behind) = original.split_once(version)?;
    let behind = behind.trim_start_matches([' ', '-', '–', '/', ',', '(']);
    let end = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
    let code = behind.get(..end)?;
    let folded = fold(behind);
    let found = commons.jurisdictions.iter().find(|(known, names)| {
        code == known.to_ascii_uppercase()
            || names
                .iter()
                .any(|name| folded.starts_with(name.as_str()) && word(&folded, name) == Some(0))
    });
    found.map(|(known, _)| known.to_ascii_uppercase())
}

/// Where the name of a licence that begins in a sentence ends at the latest: what looks like the end of
/// the sentence may stand between its elements (*Nevezd meg! - Ne add el!*, *BY | NC*).
fn run_on(view: &View<'_>, sentence: Span, commons: &CreativeCommons) -> usize {
    let line = view.line(sentence);
    let end = view.ceil((sentence.end + REACH).min(line.end)).max(sentence.end);
    let rest = view.folded(Span::new(sentence.end, end));
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let token = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let mut names = commons.elements.iter().flat_map(|element| &element.names);
    let begins = |name: &String| rest.starts_with(name.as_str()) && word(rest, name) == Some(0);
    let more = is_code(token) || names.any(begins);
    if more { end } else { sentence.end }
}

/// A folded text with blanks for what stands in these spans of the view.
fn without(text: &str, base: usize, spans: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let inside =
        |at: usize| spans.iter().any(|span| span.start <= base + at && base + at < span.end);
    for (at, c) in text.char_indices() {
        if inside(at) {
            (0..c.len_utf8()).for_each(|_| out.push(' '));
        } else {
            out.push(c);
        }
    }
    out
}

/// A folded text with blanks for a host that is named without a page of it: it says nothing.
fn homepage(text: &str, host: &str) -> String {
    let mut out = text.to_owned();
    for (at, _) in text.match_indices(host) {
        let rest = text.get(at + host.len()..).unwrap_or("").trim_start_matches(['/', '.']);
        if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            out.replace_range(at..at + host.len(), &" ".repeat(host.len()));
        }
    }
    out
}

/// Whether a bare `CC BY` is the code, and not a carbon copy *by Friday*: joined by a hyphen, or in
/// capitals with no name behind it; and in a sentence that puts something under it where it is not alone.
fn stands_alone(
    view: &View<'_>,
    window: Span,
    (start, last): (usize, usize),
    text: &str,
    hits: &[Hit],
) -> bool {
    let code = view.original(Span::new(window.start + start, window.start + last));
    let licensed = hits.iter().any(|hit| hit.word == Word::Licensed);
    let behind = text.get(last..).unwrap_or("").trim_start();
    let shouted = code.chars().any(char::is_uppercase) && !code.chars().any(char::is_lowercase);
    let joined = code.contains(['-', '/', '_']);
    (shouted || joined) && (licensed || !behind.starts_with(char::is_alphanumeric))
}

/// Reads the elements that hyphens join, also glued ones (*`DelPåSammeVilkår`*), and says whether each part
/// was understood: the one that was not may be the one that takes a freedom away.
fn joined(original: &str, list: &[LicenceElement], elements: &mut Elements) -> bool {
    let name = original
        .split(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | ',' | ';' | '(' | ')' | '\n' | '"' | '”' | '»')
        })
        .find(|part| part.chars().any(char::is_alphabetic));
    let Some(name) = name else { return true };
    let parts: Vec<String> =
        name.split(['-', '–', '—', '/', '‑', '−', '+', '|']).map(fold).collect();
    let whole = parts.join(" ");
    let names = || list.iter().flat_map(|element| &element.names);
    let covers = |span: Span| {
        names()
            .any(|name| words(&whole, name).any(|at| Span::new(at, at + name.len()).overlaps(span)))
    };
    let mut clear = true;
    let mut start = 0;
    for (index, part) in parts.iter().enumerate() {
        let span = Span::new(start, start + part.len());
        start += part.len() + 1;
        let letters = letters(part);
        let glued =
            list.iter().find(|element| !letters.is_empty() && element.letters.contains(&letters));
        if let Some(element) = glued {
            elements.set(&element.id);
        }
        let code =
            || part.split(|c: char| !c.is_alphanumeric()).any(|word| word == "cc" || is_code(word));
        clear &= index == 0 || letters.is_empty() || glued.is_some() || code() || covers(span);
    }
    clear
}

/// Whether something of a sentence may take back what attribution alone would allow: a word of commerce
/// or change (`stems`) that belongs to no element that was read, joined to the name, or close to a word that
/// forbids or denies.
fn taken_back(
    text: &str,
    name: std::ops::Range<usize>,
    base: usize,
    commons: &CreativeCommons,
    elements: &Elements,
    known: &[Span],
    hits: &[Hit],
) -> bool {
    let denies = |hit: &&Hit| {
        matches!(
            hit.word,
            Word::Negate | Word::Prohibit | Word::Without | Word::Only | Word::Unauthorised
        )
    };
    let denials: Vec<usize> = hits.iter().filter(denies).map(|hit| hit.span.start).collect();
    let behind = text.get(name.start..name.end).unwrap_or("");
    let digit = behind.find(|c: char| matches!(c, '0'..='9' | ',' | ';' | '('));
    let title = name.start..name.start + digit.unwrap_or(behind.len());
    commons.elements.iter().filter(|element| !elements.has(&element.id)).any(|element| {
        element.stems.iter().any(|stem| {
            places(text, stem).any(|at| {
                let begins = is_unspaced(stem.chars().next().unwrap_or(' '))
                    || !text.get(..at).unwrap_or("").ends_with(char::is_alphabetic)
                    || title.contains(&at);
                let read = known.iter().any(|span| span.start <= at && at < span.end);
                let close =
                    || denials.iter().any(|denial| denial.abs_diff(base + at) <= TAKEN_BACK);
                begins && !read && (title.contains(&at) || close())
            })
        })
    })
}

fn is_code(token: &str) -> bool {
    matches!(token, "by" | "nc" | "nd" | "sa")
}

/// Where a sentence begins to name a Creative Commons licence: start, and the byte after.
fn introduction(text: &str, pairs: &Pairs, commons: &CreativeCommons) -> Option<(usize, usize)> {
    let named = commons.introductions.iter().filter(|name| pairs.may_hold(name));
    let named = named.filter_map(|name| {
        let at = places(text, name).next()?;
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

    fn has(&self, id: &str) -> bool {
        match id {
            "by" => self.by,
            "nc" => self.nc,
            "nd" => self.nd,
            "sa" => self.sa,
            _ => false,
        }
    }

    const fn any(&self) -> bool {
        self.by || self.nc || self.nd || self.sa
    }

    /// The codes of the deeds: `by-nc-nd`, however they are set apart, in any order.
    fn codes(&mut self, window: &str, base: usize, last: &mut usize) {
        let mut at = 0;
        for token in window.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let bare = token.trim_end_matches(|c: char| !c.is_alphanumeric());
            // English `by` is also a word: it is a code only where a code or a version stands beside it.
            let rest = window.get(at + bare.len()..).unwrap_or("");
            let next = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
            let beside = rest.starts_with(['-', '.', '"', ')', '/', ',', '+', '&', '_', '|'])
                || next.starts_with(|c: char| c.is_ascii_digit())
                || is_code(next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(""))
                || next.is_empty()
                || at <= 2;
            if is_code(bare) && (bare != "by" || beside) {
                self.set(bare);
                *last = (*last).max(base + at + bare.len());
            }
            at += token.len();
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

/// The next character boundary at or below a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where a folded word or phrase stands in a folded text, not within a longer word.
pub fn word(text: &str, wanted: &str) -> Option<usize> {
    words(text, wanted).next()
}

/// All places where a folded word or phrase stands in a folded text, not within a longer word.
fn words<'a>(text: &'a str, wanted: &'a str) -> impl Iterator<Item = usize> + 'a {
    let letter = |c: char| is_alphanumeric(c) && !is_unspaced(c);
    places(text, wanted).filter(move |at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + wanted.len()..).and_then(|after| after.chars().next());
        let first = wanted.chars().next().is_some_and(letter);
        let last = wanted.chars().next_back().is_some_and(letter);
        !(first && before.is_some_and(letter) || last && after.is_some_and(letter))
    })
}
