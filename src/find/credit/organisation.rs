//! Names of known organisations in a short stretch of text.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::{Marks, Organisation, OrganisationKind};
use crate::text::{Span, fold, is_alphanumeric, is_hiragana, is_unspaced};

use super::super::view::View;
use super::Who;
use super::group::HYPHENS;
use super::hyphen;

/// A known organisation, named in a text.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// Where, in the folded text.
    pub span: Span,
    /// Which.
    pub organisation: &'a Organisation,
    /// Whether the name means something else too.
    pub ambiguous: bool,
    /// Whether it is that one and no other of the same name.
    pub certain: bool,
}

impl Found<'_> {
    /// Who that is, in a credit.
    pub fn who(&self) -> Who {
        if self.certain {
            Who::Organisation(self.organisation.id.clone())
        } else {
            Who::Ambiguous(self.organisation.id.clone())
        }
    }
}

/// Whether a name may begin where a span does: no more than the one pass over the text found, but where the span ends
/// within a word, for there the pass looked at all of it.
fn may_begin(view: &View<'_>, span: Span) -> bool {
    view.names.is_none_or(|names| {
        names.binary_search(&span.start).is_ok() || torn(view, span.start) || torn(view, span.end)
    })
}

/// Whether a byte of the folded text is within a word.
fn torn(view: &View<'_>, at: usize) -> bool {
    view.folded.letters.before(at) && view.folded.letters.at(at)
}

/// The organisation that a span names, all of it.
pub fn whole<'a>(view: &View<'a>, span: Span) -> Option<Found<'a>> {
    let span = bare(view, span);
    if !may_begin(view, span) || !view.lexicon.organisations.may_begin(view.folded(span)) {
        return None;
    }
    let (folded, printed) = (view.folded(span), view.original(span));
    let named = view.lexicon.organisations.credited(folded, printed, view.countries)?;
    let (ambiguous, certain) = (named.ambiguous, named.certain);
    if ambiguous && is_other(view, span, named.organisation) {
        return None;
    }
    Some(Found { span, organisation: named.organisation, ambiguous, certain })
}

/// A span without the quotation marks and white space around it.
pub fn bare(view: &View<'_>, span: Span) -> Span {
    let text = view.folded(span);
    let start = text.len() - text.trim_start_matches(MARKS).len();
    let end = text.trim_end_matches(MARKS).len();
    Span::new(span.start + start, span.start + end.max(start))
}

const MARKS: [char; 8] = [' ', '"', '\'', '«', '»', '“', '”', '\n'];

/// Whether a code in small letters is that of an agency of the country, as it writes itself: *dpa*.
pub fn is_own(view: &View<'_>, found: &Found<'_>) -> bool {
    let own = printed(view.original(found.span));
    let agency = matches!(
        found.organisation.kind,
        OrganisationKind::Agency | OrganisationKind::PressReleaseWire
    );
    (view.countries.is_empty() || found.organisation.is_of(view.countries))
        && agency
        && own.chars().count() >= 3
        && own.is_ascii()
        && found.organisation.credits.iter().any(|credit| credit.text == own)
}

/// The longest known name that begins exactly where `within` does.
pub fn at_start<'a>(view: &View<'a>, within: Span) -> Option<Found<'a>> {
    if !may_begin(view, within) {
        return None;
    }
    let mut longest = None;
    view.lexicon.organisations.each_beginning(view.folded(within), &mut |ended| {
        if ended.name == ended.word {
            let span = Span::new(within.start, within.start + ended.name);
            longest = proper(view, span).or(longest);
        }
        false
    });
    longest
}

/// The longest known name that ends exactly where `within` does.
pub fn at_end<'a>(view: &View<'a>, within: Span) -> Option<Found<'a>> {
    if let Some(mut starts) = named_starts(view, within) {
        return starts.find_map(|start| proper(view, Span::new(start, within.end)));
    }
    let named = |start: &usize| may_begin(view, Span::new(*start, within.end));
    let mut starts = starts(view, within).into_iter().filter(named);
    starts.find_map(|start| proper(view, Span::new(start, within.end)))
}

/// The first known name that means nothing else, beginning at a word no more than `words` words in.
pub fn first_unambiguous<'a>(view: &View<'a>, within: Span, words: usize) -> Option<Found<'a>> {
    let mut seen = 0;
    for start in starts(view, within) {
        let rest = Span::new(start, within.end);
        if let Some(found) = inflected(view, rest).filter(|found| !found.ambiguous) {
            return Some(found);
        }
        seen += 1;
        if seen > words {
            break;
        }
    }
    None
}

/// The name that begins exactly where `within` does, also with an ending; one that means something else too
/// only where it is written as the code it is.
pub fn named_at<'a>(view: &View<'a>, within: Span) -> Option<Found<'a>> {
    inflected(view, within).filter(|found| {
        let printed = view.original(found.span);
        let code = printed.chars().count() >= 2
            && printed.chars().any(char::is_uppercase)
            && !printed.chars().any(char::is_lowercase);
        !found.ambiguous || code
    })
}

/// Whether a code of capitals begins exactly where `within` does, or a name of several words that means nothing else:
/// either may stand right behind the name of a person.
pub fn code_at(view: &View<'_>, within: Span) -> bool {
    at_start(view, within).is_some_and(|found| {
        let printed = view.original(found.span);
        let code = printed.len() >= 2 && printed.bytes().all(|byte| byte.is_ascii_uppercase());
        code && found.organisation.kind == OrganisationKind::Agency
            || !found.ambiguous && printed.contains(' ')
    })
}

/// The name that begins exactly where `within` does, where it is written as a name: one that means something
/// else too counts, so what stands around it must leave no doubt.
pub fn proper_at<'a>(view: &View<'a>, within: Span) -> Option<Found<'a>> {
    let capital = |found: &Found<'_>| !view.original(found.span).starts_with(char::is_lowercase);
    at_start(view, within).filter(capital).or_else(|| inflected(view, within))
}

/// How far before the end of a span its last name may begin, in words, and in characters where words are not
/// set apart.
const BACK: (usize, usize) = (10, 24);

/// The last name near the end of a span that is one of these, written so that it means nothing else.
pub fn last_named<'a>(
    view: &View<'a>,
    within: Span,
    wanted: &dyn Fn(&Found<'a>) -> bool,
) -> Option<Found<'a>> {
    let mut last: Option<Found<'a>> = None;
    for start in starts(view, within) {
        let rest = Span::new(start, within.end);
        let text = view.folded(rest);
        let near = if text.starts_with(is_unspaced) {
            text.chars().count() <= BACK.1
        } else {
            text.split(' ').count() <= BACK.0
        };
        let inside = last.is_some_and(|last| start < last.span.end);
        if !near || inside {
            continue;
        }
        let found = named_at(view, rest).or_else(|| titled(view, rest));
        last = found.filter(wanted).or(last);
    }
    last
}

/// A code as some print it (*Irna*), where nothing but the place tells that it is one.
pub fn titled<'a>(view: &View<'a>, within: Span) -> Option<Found<'a>> {
    let text = view.folded(within);
    let end = text.find(|c: char| !is_alphanumeric(c)).unwrap_or(text.len());
    let span = Span::new(within.start, within.start + end);
    let organisation = view.lexicon.organisations.titled(view.original(span), view.countries)?;
    Some(Found { span, organisation, ambiguous: false, certain: true })
}

/// The last known name in a span that means nothing else.
pub fn last_unambiguous<'a>(view: &View<'a>, within: Span) -> Option<Found<'a>> {
    starts(view, within).into_iter().rev().find_map(|start| {
        let found = inflected(view, Span::new(start, within.end))?;
        // A shorter name may end a longer one (*Press* of *Associated Press*).
        let longer = starts(view, within).into_iter().filter(|other| *other < start).rev().take(4);
        let whole = longer
            .filter_map(|other| inflected(view, Span::new(other, within.end)))
            .find(|other| other.span.end >= found.span.end && !other.ambiguous);
        Some(whole.unwrap_or(found)).filter(|found| !found.ambiguous)
    })
}

/// A name at the start of a span, also with an ending (*Reutersu*) or with a letter before it that
/// its script writes together (Arabic and Hebrew prepositions).
fn inflected<'a>(view: &View<'a>, within: Span) -> Option<Found<'a>> {
    if let Some(found) = at_start(view, within) {
        return Some(found);
    }
    let text = view.folded(within);
    let first = text.chars().next()?;
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    if matches!(first, '\u{590}'..='\u{6FF}') && word.chars().count() >= 4 {
        let shorter = Span::new(within.start + first.len_utf8(), within.end);
        if let Some(found) = at_start(view, shorter) {
            return Some(found);
        }
    }
    if is_unspaced(first) {
        return None;
    }
    if !may_begin(view, within) {
        return None;
    }
    // The last word of the name may be declined.
    let mut declined = None;
    view.lexicon.organisations.each_beginning(text, &mut |ended| {
        if ended.name < ended.word {
            let span = Span::new(within.start, within.start + ended.name);
            declined = proper(view, span).filter(|found| !found.ambiguous);
        }
        declined.is_some()
    });
    declined
}

/// What a span names, where it is written as a proper name.
fn proper<'a>(view: &View<'a>, span: Span) -> Option<Found<'a>> {
    let (folded, printed) = (view.folded(span), view.original(span));
    let named = view.lexicon.organisations.credited(folded, printed, view.countries)?;
    // A name of small letters is a word of the language, unless it is registered so.
    let proper =
        printed.chars().any(char::is_uppercase) || !printed.chars().any(char::is_lowercase) || {
            let own = self::printed(printed);
            named.organisation.credits.iter().any(|credit| credit.text == own)
        };
    let (ambiguous, certain) = (named.ambiguous, named.certain);
    // Where words are not set apart, a name that means something else is one only where it ends: 共同 in
    // 共同記者会見 is another word's beginning.
    let rest = view.folded(Span::new(span.end, view.folded.text.len()));
    let runs_on = folded.ends_with(is_unspaced) && rest.starts_with(is_unspaced);
    if ambiguous && runs_on {
        return None;
    }
    let other = || is_other(view, span, named.organisation);
    if ambiguous && (goes_on(view, span, named.organisation) || other()) {
        return None;
    }
    proper.then_some(Found { span, organisation: named.organisation, ambiguous, certain })
}

/// *Fondos de Pensiones (AFP)*: the word right before a code says that it means something else.
fn is_other(view: &View<'_>, span: Span, organisation: &Organisation) -> bool {
    let told = |credit: &&crate::lexicon::organisation::Credit| {
        credit.only_in.is_some() || !(credit.not_behind.is_empty() && credit.not_before.is_empty())
    };
    let mut credits = organisation.credits.iter().filter(told);
    credits.any(|credit| {
        let own = credit.text == printed(view.original(span));
        let from = view.ceil(span.start.saturating_sub(TITLE));
        let before = view.folded(Span::new(from, span.start)).trim_end_matches(['(', ' ']);
        let end = view.floor((span.end + TITLE).min(view.folded.text.len()));
        let after = view.folded(Span::new(span.end, end));
        let ahead = view.folded(Span::new(from, span.start));
        let marked = match credit.only_in {
            None => true,
            Some(Marks::QuotationMarks) => ahead.ends_with('"') && after.starts_with('"'),
            Some(Marks::Brackets) => {
                ahead.trim_end().ends_with(['(', '/', ':']) || after.starts_with('/')
            }
        };
        let after = after.trim_start();
        own && (!marked
            || credit.not_behind.iter().any(|word| before.ends_with(fold(word).as_str()))
            || credit.not_before.iter().any(|word| after.starts_with(fold(word).as_str())))
    })
}

/// *El Faro del Sur*, *The Times-Clarion*: the name of a paper that is a word of its language too, as the first words of
/// another's title.
fn goes_on(view: &View<'_>, span: Span, organisation: &Organisation) -> bool {
    let publishes =
        matches!(organisation.kind, OrganisationKind::Publisher | OrganisationKind::Broadcaster);
    let rest = view
        .original(Span::new(span.end, view.floor((span.end + TITLE).min(view.folded.text.len()))));
    let several = view.folded(span).contains(' ');
    if publishes && several && rest.strip_prefix(HYPHENS).is_some_and(hyphen::is_word) {
        return true;
    }
    let mut words = rest.strip_prefix(' ').unwrap_or("").split(' ');
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let capitals = view.original(span).chars().any(char::is_lowercase);
    let small = first.chars().count() <= 3 && first.starts_with(char::is_lowercase);
    publishes
        && capitals
        && small
        && second.starts_with(char::is_uppercase)
        && view.lexicon.is_particle(&fold(first))
}

/// How far behind a name the title may go on that it begins, in bytes.
const TITLE: usize = 24;

/// Where words begin in a span that may begin a name, where that is no more than the one pass over the text found.
fn named_starts<'a>(view: &View<'a>, within: Span) -> Option<impl Iterator<Item = usize> + 'a> {
    let names = view.names?;
    // Of Latin, Greek and Cyrillic text nothing is a letter that does not belong to a word.
    let simple = |byte: u8| byte < 0xCC || matches!(byte, 0xCE..=0xD1);
    let plain = view.folded(within).bytes().fold(true, |all, byte| all & simple(byte));
    if !plain || torn(view, within.start) || torn(view, within.end) {
        return None;
    }
    let text = view.folded.text.as_str();
    let begins = move |at: &usize| {
        let (before, after) = text.split_at_checked(*at).unwrap_or(("", ""));
        let previous = before.chars().next_back().unwrap_or(' ');
        after.chars().next().is_some_and(|c| begins(previous, c))
    };
    let from = names.partition_point(|name| *name < within.start);
    let rest = names.get(from..).unwrap_or(&[]).iter().copied();
    Some(rest.take_while(move |at| *at < within.end).filter(begins))
}

/// Whether a word begins at a character.
fn begins(previous: char, c: char) -> bool {
    is_alphanumeric(c) && (!is_alphanumeric(previous) || is_unspaced(c) || is_unspaced(previous))
}

/// Where words begin in a span.
fn starts(view: &View<'_>, within: Span) -> Vec<usize> {
    let text = view.folded(within);
    let mut previous = view
        .folded
        .text
        .get(..within.start)
        .and_then(|before| before.chars().next_back())
        .unwrap_or(' ');
    let mut starts = Vec::new();
    for (at, c) in text.char_indices() {
        if begins(previous, c) {
            starts.push(within.start + at);
        }
        previous = c;
    }
    starts
}

/// *CTK통신을 인용해*: a name before the word for what it is, in a script that glues it to the name.
pub fn before_kind<'a>(view: &View<'a>, near: Span) -> Option<Found<'a>> {
    let text = view.folded(near);
    if !text.ends_with(is_unspaced) {
        return None;
    }
    let kind = text.char_indices().rev().take(KIND).map(|(at, _)| at).find(|at| {
        text.get(*at..).is_some_and(|word| view.lexicon.label(word) == Some(Label::Agency))
    })?;
    at_end(view, Span::new(near.start, near.start + kind))
}

/// The most characters of a word for what a house is.
const KIND: usize = 4;

/// *聯合ニュースは、…*, *（時事通信社）がある*: whether a small word of Japanese behind a name makes it a part of a sentence.
pub fn is_subject(view: &View<'_>, found: &Found<'_>) -> bool {
    let behind = view.folded(Span::new(found.span.end, view.folded.text.len()));
    behind.trim_start_matches(')').starts_with(is_hiragana)
}

/// *Reuters'a göre*: a name with an ending behind an apostrophe.
pub fn before_ending<'a>(view: &View<'a>, near: Span) -> Option<Found<'a>> {
    let (name, ending) = view.folded(near).rsplit_once('\'')?;
    let name = Span::new(near.start, near.start + name.len());
    is_ending(ending).then(|| at_end(view, name)).flatten()
}

/// Whether letters may be the ending of a name, behind an apostrophe or right behind it.
pub fn is_ending(text: &str) -> bool {
    (1..=ENDING).contains(&text.chars().count()) && text.chars().all(char::is_alphabetic)
}

/// The most letters of an ending.
const ENDING: usize = 4;
