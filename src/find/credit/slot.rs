//! Whether a word of credits has a value in its line, and where it stands: behind it, before it, or not at
//! all where the credit is denied.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::{Hit, printed};
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::text::{Span, ends_sentence, fold, is_han, is_hangul, is_unspaced};

use super::super::view::View;
use super::label::Labelled;
use super::organisation::{self, Found};
use super::staff;
use super::{closing, group};

/// The most bytes of a line in which a byline may stand without a colon.
const BYLINE: usize = 240;
/// The most bytes of a line in Han that names those who made a text.
const STAFFED: usize = 300;
/// How far behind a noun the sentence may go on that it is a part of, in bytes.
const NEAR: usize = 60;
/// The most bytes of a line of many names.
const MANY: usize = 600;

/// Whether what a label says is said not to be: *this story has not been edited by our staff*.
pub(super) fn denied(view: &View<'_>, label: &Hit, hits: &[Hit]) -> bool {
    hits.iter().any(|no| {
        no.word == Word::Negate
            && no.language == label.language
            && no.span.end <= label.span.start
            && label.span.start - no.span.end <= 16
            && !view
                .folded(Span::new(no.span.end, label.span.start))
                .contains(['.', ':', ';', '\n'])
    })
}

/// *… three sources: the Xinhua News Service, …*: a word for sources in small letters within a sentence, whatever
/// colon follows.
pub(super) fn is_said(view: &View<'_>, label: &Hit, line: Span) -> bool {
    if label.word != Word::Label(Label::Source) {
        return false;
    }
    let before = view.original(Span::new(line.start, label.span.start.max(line.start)));
    let Some(before) = before.strip_suffix(' ') else { return false };
    let word = printed(before.rsplit(' ').next().unwrap_or(""));
    // *Freeing the Source: The Story of …*.
    if before.contains(' ') && view.lexicon.is_article(&fold(&word)) {
        return true;
    }
    before.len() > word.len()
        && word.chars().count() > 2
        && word.chars().all(|c| c.is_lowercase() && c.is_alphabetic())
        && printed(view.original(label.span)).chars().all(char::is_lowercase)
}

/// Whether a label without a colon introduces a name: at the head of a line or a sentence, in brackets, or
/// a phrase of several words (*edited by*) on a short line; a proper name must follow.
pub(super) fn opens(view: &View<'_>, labelled: &Labelled, line: Span) -> bool {
    // `10:15配信 神戸新聞NEXT`: behind the time stands when it was sent, and by whom.
    if labelled.label == Label::Source && view.folded(labelled.span).ends_with(is_unspaced) {
        let before = view.folded(Span::new(line.start, labelled.span.start));
        let after = view.folded(Span::new(labelled.span.end, line.end));
        return before.ends_with(|c: char| c.is_ascii_digit())
            && before.contains(':')
            && after.starts_with(' ');
    }
    let before = view.folded(Span::new(line.start, labelled.span.start)).trim_end();
    let text = view.folded(labelled.span);
    if labelled.label == Label::Reporter
        && text.ends_with(is_unspaced)
        && is_of_agency(view, labelled, line)
    {
        return true;
    }
    // *… in early trade. Reporting by A. Name; Editing by B. Name*: the last words of a long line.
    let closes = text.contains(' ')
        && line.end - labelled.span.start <= BYLINE
        && before.ends_with(|c| {
            ends_sentence(c)
                || c.is_ascii_digit()
                || matches!(c, ')' | '"' | '=' | ';' | '-' | '|' | '(' | '*')
        });
    // *Penulis A. Name | Editor B. Name TOWN, …*, *… | Written by A. Name. The …*: at the head, or behind a bar.
    let barred = before.ends_with(['|', '•', '·'])
        || before.is_empty() && view.folded(Span::new(labelled.span.end, line.end)).contains(" | ");
    let barred = barred && labelled.span.start - line.start <= BYLINE;
    // *Reporting by A. Name and B. Name in Town, …*: many names on a line of their own.
    let many = text.contains(' ') && before.is_empty() && line.len() <= MANY;
    // *Photo by A. Name/CODE*: a phrase; one word alone may be of a sentence.
    let phrase = labelled.label == Label::Photo && text.contains(' ');
    let made = matches!(labelled.label, Label::Reporter | Label::Translator | Label::Editor);
    if !(made || phrase) || !(line.len() <= BYLINE || closes || many || barred) {
        return false;
    }
    let open = ['(', '【', '['];
    // *PAP, oprac. Tomasz W*: a short form with its full stop begins a credit of its own.
    let short = text.ends_with('.') && before.ends_with(',');
    let bracket = before.ends_with(open) || text.starts_with(open) || short;
    if text.ends_with(is_unspaced) {
        // Where words are not set apart a label may be any part of a word: in brackets, or set apart here.
        let apart = |at: usize| view.folded(Span::new(at, view.ceil(at + 1))).starts_with(' ');
        let head = labelled.span.start == line.start && line.len() <= STAFF;
        let set_apart = (head
            || labelled.span.start > line.start && apart(labelled.span.start - 1))
            && apart(labelled.span.end);
        // *海港新闻记者 王静 李明 编辑 张华*: behind the house, before the names.
        let house = || {
            let before = Span::new(line.start, labelled.span.start.max(line.start));
            apart(labelled.span.end) && organisation::at_end(view, before).is_some()
        };
        return bracket || before.ends_with(':') || line.len() <= STAFFED && (set_apart || house());
    }
    let head =
        before.is_empty() || before.ends_with(['.', '|', '•', '·', ';', '/', '-', '*']) || bracket;
    // *Text and photo by A. Name*: behind other words it is a picture's, and theirs.
    if !(head || closes || text.contains(' ') && !phrase) {
        return false;
    }
    // *Author A. Name, from Town, said …*: a noun before a name, and the sentence goes on.
    let noun = !text.contains(' ') && !bracket && !view.lexicon.leads_to_writer(text);
    let rest = view.original(Span::new(labelled.span.end, line.end));
    let near = rest.split(['|', '•', ';']).next().unwrap_or("");
    let near = near.split(" - ").next().unwrap_or("");
    let near = near.get(..near.floor_char_boundary(NEAR)).unwrap_or("");
    if noun && group::runs(near) {
        return false;
    }
    is_before_name(view, labelled.span, line)
}

/// *Źródło PAP*, `SOURCE Harbour Foods Inc.`: behind a word for sources without a colon, at the head of a line or a
/// sentence, an agency that is all of the rest; or a name, where the word is in capitals as releases close.
pub(super) fn sourced(view: &View<'_>, labelled: &Labelled, line: Span) -> Option<Span> {
    let before = view.folded(Span::new(line.start, labelled.span.start)).trim_end();
    let head = before.is_empty() || before.ends_with(|c| ends_sentence(c) || c == ')' || c == '"');
    let rest = view.trim(Span::new(labelled.span.end, line.end));
    let own = printed(view.original(labelled.span));
    let loud = own.len() > 3 && own.bytes().all(|byte| byte.is_ascii_uppercase());
    if !(head || loud) || rest.is_empty() || rest.len() > SOURCED || rest.start == labelled.span.end
    {
        return None;
    }
    let text = view.folded(rest).trim_end_matches(['.', ' ']);
    let value = Span::new(rest.start, rest.start + text.len());
    let sends = |found: &Found<'_>| {
        matches!(
            found.organisation.kind,
            OrganisationKind::Agency | OrganisationKind::PressReleaseWire
        )
    };
    let known =
        organisation::whole(view, value).filter(|found| closing::sure(view, found) && sends(found));
    // *Source Rfi.*: as some print it.
    let known = known.or_else(|| organisation::titled(view, value).filter(|f| f.span == value));
    let named = || {
        let own = printed(view.original(value));
        own.chars().any(char::is_lowercase)
            && !group::runs(&own)
            && own.split_whitespace().count() <= SOURCED_WORDS
            && own.starts_with(char::is_uppercase)
    };
    (known.is_some() || loud && named()).then_some(rest)
}

/// The most bytes and words of such a name.
const SOURCED: usize = 64;
const SOURCED_WORDS: usize = 6;

/// Whether a label of several words ends with a small word of one or two letters.
pub(super) fn leads_to_place(view: &View<'_>, label: Span) -> bool {
    let text = view.folded(label);
    text.split(' ').count() > 2
        && text.rsplit(' ').next().is_some_and(|word| word.chars().count() <= 2)
        && view.folded(Span::new(label.end, view.line(label).end)).starts_with(' ')
        && !text.starts_with('(')
}

/// Whether a proper name, or a word for agencies without one, stands behind a label.
pub(super) fn is_before_name(view: &View<'_>, label: Span, line: Span) -> bool {
    let rest = Span::new(label.end, line.end);
    let printed = view.original(rest).trim_start();
    let spaced = view.original(rest).len() > printed.len();
    // *Additional reporting by agencies*.
    let word = view.folded(rest).trim_start();
    let word = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let unnamed = view.lexicon.label(word) == Some(Label::Unnamed);
    spaced && (unnamed || printed.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()))
}

/// `… 新华社记者刘明、王芳`: whether a label stands right behind an agency that is set apart, and nothing but names ends
/// the line.
fn is_of_agency(view: &View<'_>, labelled: &Labelled, line: Span) -> bool {
    let before = Span::new(line.start, labelled.span.start);
    let names = view.folded(Span::new(labelled.span.end, line.end));
    let names = names.trim_end_matches(['。', ')', ' ']);
    let name = |name: &str| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    let apart = |found: &Found<'_>| {
        found.span.start == line.start
            || matches!(view.folded(Span::new(found.span.start - 1, found.span.start)), " " | "(")
    };
    names.split(['、', ' ']).all(name)
        && organisation::at_end(view, before).is_some_and(|f| apart(&f))
}

/// `記者王小明／台北報導`, *记者张金江报道*: the names right behind a word for reporters, in a script that sets nothing
/// apart: up to the slash before the place, or up to a word for reporting.
pub(super) fn staff(view: &View<'_>, labelled: &Labelled, line: Span) -> Option<Span> {
    let writer = matches!(labelled.label, Label::Reporter | Label::Translator);
    if !writer || !view.folded(labelled.span).ends_with(is_unspaced) {
        return None;
    }
    let end = view.floor((labelled.span.end + STAFF).min(line.end)).max(labelled.span.end);
    let window = Span::new(labelled.span.end, end);
    let hits = view.lexicon.matcher.words(view.folded, view.text, window);
    let reports = hits.iter().filter(|hit| {
        hit.word == Word::Label(Label::Dispatch)
            && view.folded(hit.span).chars().count() > 1
            && hit.slot.is_none()
    });
    let slash = view.folded(window).find('/').map(|at| window.start + at);
    // Behind the slash stands a place, and that it is reported from there.
    let slash = slash.filter(|slash| {
        hits.iter().any(|hit| hit.word == Word::Label(Label::Dispatch) && hit.span.start > *slash)
    });
    let stop = slash.into_iter().chain(reports.map(|hit| hit.span.start)).min()?;
    let names = Span::new(window.start, stop);
    let name = |part: &str| (2..=4).contains(&part.chars().count()) && part.chars().all(is_han);
    let text = view.folded(names);
    if text.split(['、', ' ']).all(name) {
        return Some(names);
    }
    // 記者王小明台北報導: the last name and the place that it was sent from.
    let last =
        text.rfind(['、', ' ']).map_or(0, |at| view.ceil(names.start + at + 1) - names.start);
    let own = staff::before_place(view, Span::new(names.start + last, names.end))?;
    let head = text.get(..last)?.trim_end_matches(['、', ' ']);
    (head.is_empty() || head.split(['、', ' ']).all(name))
        .then_some(Span::new(names.start, own.end))
}

/// How far behind a word for reporters their names may reach, in bytes.
const STAFF: usize = 72;

/// The short line below a label that ends its own.
pub(super) fn below(view: &View<'_>, line: Span) -> Option<Span> {
    let rest = Span::new(line.end, view.floor((line.end + 4 * BELOW).min(view.folded.text.len())));
    let text = view.folded(rest);
    let start = text.len() - text.trim_start().len();
    let end = text.get(start..)?.find('\n').map_or(text.len(), |end| start + end);
    let value = view.trim(Span::new(rest.start + start, rest.start + end));
    let own =
        !view.folded(value).ends_with([':', '?', '!', '.']) && !view.folded(value).contains(':');
    (!value.is_empty() && value.len() <= BELOW && own && start <= 4).then_some(value)
}

/// The most bytes of the value below a label.
const BELOW: usize = 60;

/// `김민수·이영희 기자`: the dot between two names in Hangul.
fn is_between_names(text: &str, at: usize) -> bool {
    let hangul = |c: Option<char>| c.is_some_and(is_hangul);
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let behind = text.get(at..).and_then(|behind| behind.chars().nth(1));
    hangul(before) && hangul(behind)
}

/// The names before a label that stands behind them: `이도흔 기자`.
pub(super) fn before(view: &View<'_>, label: Span, line: Span) -> Option<Span> {
    let low = view.ceil(label.start.saturating_sub(60).max(line.start));
    let window = Span::new(low, label.start);
    let text = view.folded(window);
    let start = text
        .rmatch_indices([')', ']', '】', '=', '.', '|', '/', ',', '。', '、', '·', '\n'])
        .find(|(at, mark)| *mark != "·" || !is_between_names(text, *at))
        .map_or(0, |(at, mark)| at + mark.len());
    let mut span = view.trim(Span::new(window.start + start, label.start));
    // Only the last words can be the name; a name in Hangul is one.
    let words = view.folded(span);
    let last = words.rsplit(' ').next().unwrap_or("");
    let hangul = last.chars().all(|c| is_hangul(c) || c == '·');
    let kept = usize::from(!hangul || last.chars().count() < 2);
    if let Some((at, _)) = words.rmatch_indices(' ').nth(kept) {
        span.start += at + 1;
    }
    let tail = view.folded(Span::new(label.end, line.end));
    // *Ann Lee reported from Harbourtown.*: a phrase, whatever place stands behind it.
    if view.folded(label).contains(' ') && !view.folded(label).ends_with(is_unspaced) {
        return (!span.is_empty()).then_some(span);
    }
    // 記者 in 記者会見 is the beginning of another word; an address may stand behind the byline.
    let next = tail.trim_start().chars().next();
    let ends = !tail.starts_with(is_unspaced)
        && next.is_none_or(|c| !c.is_alphabetic() || is_unspaced(c))
        || tail.split_whitespace().next().is_some_and(|word| word.contains('@'));
    (ends && !span.is_empty()).then_some(span)
}

/// *author: Ann Lee; Ben Cole; The Harbour Press*: whether the part behind a semicolon is a name as the part before it is.
pub(super) fn goes_on(view: &View<'_>, value: Span, at: usize) -> bool {
    let text = view.folded(value);
    let before = text.get(..at).unwrap_or("").rsplit(';').next().unwrap_or("").trim();
    let after = text.get(at + 1..).unwrap_or("").split(';').next().unwrap_or("");
    let start = value.start + at + 1;
    let next = view.original(Span::new(start, start + after.len()));
    let name = |words: usize| (2..=5).contains(&words);
    name(before.split(' ').count())
        && name(after.trim().split(' ').count())
        && next.trim_start().starts_with(char::is_uppercase)
        && !after.contains(':')
}

/// *【台灣新生報／記者…*: the house in Han that is all of a line, or of a bracket, before the slash that ends a stretch.
pub(super) fn house_before(view: &View<'_>, before: Span) -> Option<Span> {
    let text = view.folded(before).trim_end();
    let own = text.strip_suffix(['/', '／', '╱'])?;
    let start = own.rfind(['【', '〔', '[', '(']).map_or(0, |at| {
        at + own.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let house = own.get(start..)?;
    let count = house.chars().count();
    let whole = house.chars().all(is_unspaced) && (3..=HOUSE).contains(&count);
    whole.then(|| Span::new(before.start + start, before.start + own.len()))
}

/// The most characters of a house in Han.
const HOUSE: usize = 8;

/// *来源：文汇报*: whether a label of one character is the first of the title that is the value of another.
pub(super) fn begins_title(view: &View<'_>, label: Span, line: Span) -> bool {
    let text = view.folded(label);
    let rest = view.folded(Span::new(label.start, line.end.max(label.start)));
    let title = rest.split([' ', ',', '，', ':']).next().unwrap_or("");
    text.starts_with(is_unspaced)
        && text.chars().count() == 1
        && view.folded(Span::new(line.start, label.start)).ends_with(':')
        && title.chars().count() >= 3
        && view.lexicon.mastheads.is_whole(title)
}

/// `(记者 李华)部长…`: a value whose label stands within brackets ends where they close.
pub(super) fn enclosed(view: &View<'_>, line: Span, label: Span, value: Span) -> Span {
    // The bracket may be part of the label.
    let before = view.folded(Span::new(line.start, label.end.max(line.start)));
    let Some((at, open)) = before.char_indices().rev().find(|(_, c)| OPEN.contains(c)) else {
        return value;
    };
    let close = match open {
        '(' => ')',
        '[' => ']',
        _ => '】',
    };
    let inside = !before.get(at..).unwrap_or("").contains(close);
    let text = view.folded(value);
    match text.find([close, open]).filter(|_| inside && value.start >= label.end) {
        // *【翻訳編集】 X*: the label alone stands within.
        Some(end)
            if text.get(..end).is_some_and(|name| {
                name.trim().is_empty() || view.lexicon.label(name.trim()).is_some()
            }) =>
        {
            value
        }
        Some(end) if text.get(end..).is_some_and(|rest| rest.starts_with(close)) => {
            Span::new(value.start, value.start + end)
        }
        _ => value,
    }
}

/// The brackets that a label may stand in.
const OPEN: [char; 3] = ['(', '[', '【'];
