//! What language a text was translated from: *aus dem Englischen von*, *traduit du coréen par*, 英語から翻訳. Looked for
//! nowhere but beside a word for translators.

use crate::lexicon::language::Label;
use crate::record::Role;
use crate::text::{Span, is_unspaced};

use super::super::view::View;
use super::{Name, Who};

/// How far from a word for translators the name of a language may begin or end, in bytes.
const NEAR: usize = 64;
/// The most bytes of such a word with what stands in its gap, and of the names that a language may stand behind.
const LABEL: usize = 160;
/// The most bytes of the name of a language with the words that lead to it.
const NAME: usize = 64;

/// A language that is named as the source.
pub(super) struct Source {
    /// Its BCP 47 tag.
    tag: String,
    /// Where its name begins.
    start: usize,
    /// Where its name ends.
    end: usize,
}

/// The language that is named within a word for translators, or right beside it.
pub(super) fn source(view: &View<'_>, (label, span): (Label, Span)) -> Option<Source> {
    if label != Label::Translator || span.len() > LABEL {
        return None;
    }
    let line = view.line(span);
    let from = view.ceil(span.start.saturating_sub(NEAR).max(line.start)).min(span.start);
    let to = view.floor((span.end + NEAR).min(line.end)).max(span.end);
    first(view, Span::new(from, to), &|source| beside(view, span, source))
}

/// The language that stands behind the names of a value, behind a bracket or a comma: *Greta L (aus dem Englischen)*.
pub(super) fn trailing(view: &View<'_>, label: Label, value: Span) -> Option<Source> {
    if label != Label::Translator {
        return None;
    }
    let end = view.floor((value.start + LABEL).min(value.end)).max(value.start);
    let near = Span::new(value.start, end);
    if !view.folded(near).contains(['(', ',']) {
        return None;
    }
    first(view, near, &|source| {
        view.folded(Span::new(value.start, source.start.max(value.start)))
            .trim_end()
            .ends_with(['(', ','])
    })
}

/// The first name of a language that stands where it must.
fn first(view: &View<'_>, within: Span, fits: &dyn Fn(&Source) -> bool) -> Option<Source> {
    let text = view.folded(within);
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let begins = c.is_alphanumeric() && is_apart(previous, c);
        previous = c;
        if !begins {
            continue;
        }
        let rest = text.get(at..).unwrap_or("");
        let rest = rest.get(..rest.floor_char_boundary(NAME)).unwrap_or("");
        let mut last = ' ';
        let mut found: Option<Source> = None;
        for (length, next) in rest.char_indices().chain([(rest.len(), ' ')]) {
            if last.is_alphanumeric()
                && is_apart(last, next)
                && let Some(tag) =
                    rest.get(..length).and_then(|name| view.lexicon.source_languages.tag(name))
            {
                let (start, end) = (within.start + at, within.start + at + length);
                found = Some(Source { tag: tag.to_owned(), start, end });
            }
            last = next;
        }
        if let Some(found) = found.filter(fits) {
            return Some(found);
        }
    }
    None
}

/// A label with the language that stands before it, and where the language ends that stands behind it: *z węgierskiego
/// przełożyła*, *Übersetzung aus dem Ungarischen:*.
pub(super) fn whole(view: &View<'_>, (label, span): (Label, Span)) -> (Span, Span) {
    let Some(source) = source(view, (label, span)) else { return (span, span) };
    let gap = view.folded(Span::new(source.end.min(span.start), span.start));
    let from = if matches!(gap, "" | " ") { source.start.min(span.start) } else { span.start };
    (Span::new(from, span.end), Span::new(from, span.end.max(source.end)))
}

/// Whether a word may end between two letters.
fn is_apart(before: char, behind: char) -> bool {
    !before.is_alphanumeric()
        || !behind.is_alphanumeric()
        || is_unspaced(before)
        || is_unspaced(behind)
}

/// Whether a name stands within a label or next to it, in its sentence.
fn beside(view: &View<'_>, label: Span, source: &Source) -> bool {
    let (low, high) = (source.end.min(label.start), source.start.max(label.end));
    let between = |gap: Span| {
        view.folded(gap)
            .chars()
            .all(|c| !c.is_alphanumeric() && !matches!(c, '.' | '。' | '!' | '?' | ';' | '|'))
    };
    between(Span::new(low, label.start)) && between(Span::new(label.end, high))
}

/// A value without the language that it begins with and the small word behind that, or that stands behind its names:
/// *Dutch by A. Name*.
pub(super) fn without(view: &View<'_>, value: Span, source: &Source) -> Span {
    if source.end <= value.start || source.end > value.end {
        return value;
    }
    let names = view.folded(Span::new(value.start, source.start.max(value.start)));
    if names.contains(char::is_alphanumeric) {
        let names = names.trim_end_matches([' ', '(', ',']);
        return Span::new(value.start, value.start + names.len());
    }
    let rest = view.folded(Span::new(source.end, value.end));
    let lead = rest.len() - rest.trim_start_matches([' ', ')', ']', ':', ',', '-']).len();
    let start = source.end + lead;
    let word = rest.get(lead..).unwrap_or("").split(' ').next().unwrap_or("");
    let next = view.original(Span::new((start + word.len()).min(value.end), value.end));
    let leads = !view.lexicon.frequent(word).is_empty()
        && view.original(Span::new(start, value.end)).starts_with(char::is_lowercase)
        && next.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    Span::new(if leads { start + word.len() } else { start }, value.end)
}

/// Says of the translators among names what they translated from.
pub(super) fn note(names: &mut [Name], source: Option<Source>) {
    let Some(source) = source else { return };
    let translators = names.iter_mut().filter(|name| name.who == Who::Person(Role::Translator));
    translators.for_each(|name| name.source_language = Some(source.tag.clone()));
}
