//! Titles of papers and sites that the registry does not know, as a text prints them: between the brackets of
//! titles, as a host, with or without the number of an issue.

use crate::lexicon::language::Label;
use crate::text::{Span, is_unspaced};

use super::super::view::View;

/// The most characters of a title in brackets.
const TITLE: usize = 24;

/// The most characters between a cue and the title that it leads to.
const NEAR: usize = 8;

/// The brackets that the scripts of East Asia put around titles.
const BRACKETS: [(char, char); 4] = [('《', '》'), ('〈', '〉'), ('『', '』'), ('「', '」')];

/// The title in brackets at the start of a span: *《环球时报》*.
pub(super) fn bracketed(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let first = text.chars().next()?;
    let (_, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    let start = first.len_utf8();
    let end = text.find(*close)?;
    let title = text.get(start..end)?;
    let short = (2..=TITLE).contains(&title.chars().count());
    // What is said stands in such brackets too, with the marks of a sentence.
    let said = title.contains(['。', '、', '，', ',', '.', '!', '?', '！', '？']);
    (short && !said).then(|| Span::new(within.start + start, within.start + end))
}

/// The title in brackets behind a word or two of a script without spaces: *据德国《明镜》周刊4日报道*.
pub(super) fn bracketed_near(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let at = text.find('《')?;
    let before = text.get(..at).unwrap_or("");
    let near = before.chars().count() <= NEAR && before.chars().all(is_unspaced);
    near.then(|| bracketed(view, Span::new(within.start + at, within.end))).flatten()
}

/// The title in quotation marks behind a few words of which one says what it is: *агентство России "ТАСС"*.
pub(super) fn behind_kind(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let open = text.find('"').filter(|open| *open > 0)?;
    let mut words = text.get(..open)?.split_whitespace();
    let kind = words.clone().count() <= KIND
        && words.any(|word| view.lexicon.label(word) == Some(Label::Agency));
    let rest = Span::new(within.start + open, within.end);
    kind.then(|| enclosed(view, rest)).flatten()
}

/// The most words before a title that say what it is.
const KIND: usize = 4;

/// The title that a span begins with, in quotation marks or in brackets; the closing ones may be cut off.
pub(super) fn enclosed(view: &View<'_>, within: Span) -> Option<Span> {
    if let Some(title) = bracketed(view, within) {
        return Some(title);
    }
    let text = view.folded(within);
    let inner = text.strip_prefix('"')?;
    let inner = inner.split('"').next().unwrap_or(inner).trim();
    let span = Span::new(within.start + 1, within.start + 1 + inner.len());
    let words = inner.split(' ').count();
    let printed = view.original(span);
    let cased = printed.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase());
    (cased && words <= 5 && (2..=40).contains(&inner.chars().count())).then_some(span)
}

/// The host at the start of a span or behind one word for what it is: *portalowi Money.pl*.
pub(super) fn host_near(view: &View<'_>, within: Span) -> Option<Span> {
    host(view, within).or_else(|| {
        let space = view.folded(within).find(' ')?;
        host(view, Span::new(within.start + space + 1, within.end))
    })
}

/// The host that a span begins with: *forskning.no*, which is a name however it is written.
pub(super) fn host(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let word = text.split([' ', ',', ';', ')', '"']).next().unwrap_or("").trim_end_matches('.');
    let (name, end) = word.rsplit_once('.')?;
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let is_host = (2..=6).contains(&end.len())
        && end.bytes().all(|byte| byte.is_ascii_alphabetic())
        && name.len() >= 2
        && name.split('.').all(|part| !part.is_empty() && letters(part));
    is_host.then(|| Span::new(within.start, within.start + word.len()))
}

/// The host of an address that begins a span, without its `www.`.
pub(super) fn of_address(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let (scheme, rest) = text.split_once("://").filter(|(scheme, _)| scheme.starts_with("http"))?;
    let start = within.start + scheme.len() + "://".len();
    let start = start + if rest.starts_with("www.") { "www.".len() } else { 0 };
    let end =
        rest.find(['/', ' ', '?', '#']).map_or(within.end, |end| within.end - rest.len() + end);
    let host = host(view, Span::new(start, end.max(start)))?;
    (!scheme.contains(' ')).then_some(host)
}

/// A title without the number of the issue behind it: *Merkur 5/2021*.
pub(super) fn without_issue(view: &View<'_>, title: Span) -> Span {
    let text = view.folded(title);
    match text.rsplit_once(' ') {
        Some((name, issue))
            if issue.contains('/')
                && issue.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '.' | ',')) =>
        {
            Span::new(title.start, title.start + name.len())
        }
        _ => title,
    }
}
