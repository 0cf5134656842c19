//! Character references (`&copy;`, `&#169;`), and what else a tokenizer makes of the text of a page: line breaks as
//! one, no NUL. Text in which nothing of it stands is given as it is.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};
use memchr::{memchr3, memchr3_iter};

use super::token::Content;
use crate::text::Span;

/// Gives a text piece by piece with the source of each; all of it at once where it stands for itself.
pub(super) fn pieces(raw: &str, content: Content, base: usize, give: &mut dyn FnMut(&str, Span)) {
    let Some(_) =
        memchr3_iter(b'&', b'\r', 0, raw.as_bytes()).find(|at| changes(raw, *at, content))
    else {
        return give(raw, Span::new(base, base + raw.len()));
    };
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let special = memchr3(b'&', b'\r', 0, rest.as_bytes());
        let (length, text) = match special {
            Some(0) => special_at(rest, content),
            end => {
                let length = end.unwrap_or(rest.len());
                (length, Cow::Borrowed(rest.get(..length).unwrap_or("")))
            }
        };
        give(&text, Span::new(base + at, base + at + length));
        at += length;
    }
}

fn changes(raw: &str, at: usize, content: Content) -> bool {
    let rest = raw.get(at..).unwrap_or("");
    let (length, text) = special_at(rest, content);
    rest.get(..length) != Some(&*text)
}

/// What a text that begins with `&`, a carriage return or a NUL begins with, and how long that is written.
fn special_at(raw: &str, content: Content) -> (usize, Cow<'_, str>) {
    match raw.as_bytes() {
        [b'\r', b'\n', ..] => (2, Cow::Borrowed("\n")),
        [b'\r', ..] => (1, Cow::Borrowed("\n")),
        [0, ..] if content != Content::Data => (1, Cow::Borrowed("\u{FFFD}")),
        [b'&', ..] if matches!(content, Content::Data | Content::Plain) => {
            let reference = reference(raw);
            (reference.len(), resolved(reference))
        }
        _ => (1, Cow::Borrowed(raw.get(..1).unwrap_or(""))),
    }
}

/// `&`, what follows it of a name or number, and `;` if there is one.
fn reference(raw: &str) -> &str {
    let name = |c: &u8| c.is_ascii_alphanumeric() || *c == b'#';
    let rest = raw.as_bytes().get(1..).unwrap_or(&[]);
    let end = 1 + rest.iter().take_while(|c| name(c)).count();
    let end = end + usize::from(raw.as_bytes().get(end) == Some(&b';'));
    raw.get(..end).unwrap_or(raw)
}

/// What the most common references stand for.
fn common(reference: &str) -> Option<&'static str> {
    Some(match reference {
        "&" | "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" => "\u{A0}",
        "&copy;" => "©",
        _ => return None,
    })
}

/// What a character reference stands for; itself, if for nothing.
fn resolved(reference: &str) -> Cow<'_, str> {
    if let Some(common) = common(reference) {
        return Cow::Borrowed(common);
    }
    let mut text = String::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Token::String(piece) = token {
            text.push_str(&String::from_utf8_lossy(&piece));
        }
    }
    if text == reference { Cow::Borrowed(reference) } else { Cow::Owned(text) }
}

/// The value of an attribute as it is written.
pub(super) fn unescaped(raw: &str) -> Cow<'_, str> {
    if memchr3(b'&', b'\r', 0, raw.as_bytes()).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr3(b'&', b'\r', 0, rest.as_bytes()) {
        let (before, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        value.push_str(before);
        let length = if special.starts_with('&') {
            let reference = reference(special);
            let next = special.as_bytes().get(reference.len()).copied();
            value.push_str(&in_attribute(reference, next == Some(b'=')));
            reference.len()
        } else {
            let (length, text) = special_at(special, Content::Raw);
            value.push_str(&text);
            length
        };
        rest = special.get(length..).unwrap_or("");
    }
    value.push_str(rest);
    Cow::Owned(value)
}

/// What a reference stands for in an attribute, where one without `;` before a letter or `=` is none.
fn in_attribute(reference: &str, assigned: bool) -> Cow<'_, str> {
    if let Some(common) = common(reference) {
        return Cow::Borrowed(common);
    }
    let sign = if assigned { "=" } else { "" };
    let tag = format!("<a a=\"{reference}{sign}\">");
    let mut value = String::new();
    for token in Tokenizer::new(tag.as_str()) {
        let Ok(token) = token;
        if let Token::StartTag(tag) = token
            && let Some(own) = tag.attributes.get(&b"a"[..])
        {
            value.push_str(&String::from_utf8_lossy(own));
        }
    }
    if assigned {
        value.pop();
    }
    Cow::Owned(value)
}
