//! Datelines: what stands before the first sentence of a paragraph and says where and by whom it was sent.
//!
//! `PLACE (CODE/desk) -`, `(CODE) - PLACE`, `PLACE, DATE (CODE) --`, `PLACE, DATE, CODE.`,
//! `МЕСТО, дата. /ТАСС/.`, `新华社北京8月12日电（记者…）`, `【モスクワ共同】`, `(서울=연합뉴스) … 기자 =`,
//! `PLACE, DATE /WIRE/ -- Company`.

use crate::lexicon::language::Label;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, is_unspaced};

use super::super::view::{Lines, View};
use super::group::{self, Piece, What};
use super::organisation::{self, Found};
use super::{Credit, Name, Relation, Slot, Who, name};

/// How far into a line a dateline may reach, in bytes.
const REACH: usize = 160;
/// The most parts before the organisation.
const PARTS: usize = 7;

/// The credits of the dateline of a line, if it has one.
pub fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Vec<Credit> {
    let head = Span::new(line.start, view.floor((line.start + REACH).min(line.end)));
    if let Some(found) = bracketed(view, head, line, lines) {
        return found;
    }
    if let Some(found) = dispatch(view, head, line, lines) {
        return found;
    }
    bare(view, head, line, lines).into_iter().collect()
}

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

fn bracketed(view: &View<'_>, head: Span, line: Span, lines: &mut Lines) -> Option<Vec<Credit>> {
    for bracket in brackets(view, head) {
        if !view.lexicon.organisations.may_hold(view.folded(bracket.inner)) {
            continue;
        }
        let before = Span::new(head.start, bracket.outer.start);
        let mark = view.folded(bracket.outer).chars().next()?;
        let after = view.folded(Span::new(bracket.outer.end, line.end)).trim_start();
        let ends =
            after.starts_with(['-', '.', '=', ':']) && !(mark == '(' && after.starts_with(':'));
        let first = view.folded(before).trim().is_empty();
        let square = matches!(mark, '【' | '[' | '〈');
        if !nominal(view, before) {
            return None;
        }
        // `(코드) 기자 =`: the mark stands behind the reporter's name.
        let later =
            first && after.get(..view_floor(after, 60)).is_some_and(|next| next.contains('='));
        // `…, 5 जनवरी (भाषा) …`, `… /كونا/ …`: nothing but the code in the brackets, behind a date.
        let dated = view.folded(before).contains(|c: char| c.is_ascii_digit());
        let short = view.folded(before).split(' ').count() <= 6;
        let code = (mark == '/' || dated && short)
            && organisation::whole(view, bracket.inner)
                .is_some_and(|found| !first || !found.ambiguous);
        // `STOCKHOLM (TT) Regeringen …`: one word for the place, and a new sentence.
        let place = organisation::whole(view, bracket.inner).is_some()
            && !first
            && !view.folded(before).trim().contains(' ')
            && view
                .original(Span::new(bracket.outer.end, line.end))
                .trim_start_matches([' ', ':'])
                .starts_with(char::is_uppercase);
        // `(도쿄 교도=연합뉴스)`, `(MENAFN- Colombo Gazette)`: by its inside it is nothing else.
        let house = |found: Found<'_>| {
            matches!(
                found.organisation.kind,
                OrganisationKind::PressReleaseWire | OrganisationKind::NewspaperSyndicate
            )
        };
        let inside = first
            && (view.folded(bracket.inner).contains('=')
                || organisation::at_start(view, bracket.inner).is_some_and(house));
        if !(ends || later || code || place || inside || (square && first)) {
            continue;
        }
        let Some((mut credit, press)) = credit_of(view, bracket.inner, lines) else { continue };
        if first && view.folded(bracket.inner).contains(is_unspaced) {
            credit.names.extend(reporters(view, Span::new(bracket.outer.end, line.end), lines));
        }
        let mut all = vec![credit];
        if press {
            all.extend(company(view, Span::new(bracket.outer.end, line.end), lines));
        }
        return Some(all);
    }
    None
}

fn view_floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The credit of the inside of a dateline's brackets, and whether it is of a press release.
fn credit_of(view: &View<'_>, inner: Span, lines: &mut Lines) -> Option<(Credit, bool)> {
    let pieces = group::pieces(view, inner);
    if pieces.len() > PARTS {
        return None;
    }
    let mut names = Vec::new();
    let mut desk = None;
    let (mut press, mut passes) = (false, false);
    for piece in &pieces {
        match piece.what {
            What::Organisation(found, rest) if group::is_clear(view, &found, rest) => {
                press |= found.organisation.kind == OrganisationKind::PressReleaseWire;
                passes = press || found.organisation.kind == OrganisationKind::NewspaperSyndicate;
                let who = found.who();
                names.push(name(view, found.span, who, piece.joined, lines));
            }
            // `MENAFN- Colombo Gazette`: whose copy a house passes on that makes none.
            What::Words
                if passes
                    && piece.joined == '-'
                    && group::is_nominal(view, piece.span)
                    && !view.folded(piece.span).contains(|c: char| c.is_ascii_digit())
                    && view.original(piece.span).starts_with(char::is_uppercase) =>
            {
                names.push(name(view, piece.span, Who::Unknown, piece.joined, lines));
            }
            What::Initials if !names.is_empty() && piece.joined == '/' => {
                desk = Some(view.original(piece.span).to_owned());
            }
            _ => {}
        }
    }
    if names.is_empty() {
        return None;
    }
    let credit = Credit { slot: Slot::Dateline, relation: Relation::Sent, names, desk, edge: true };
    Some((credit, press))
}

/// `이도흔 기자 =`: names before a word for reporters, between the bracket and `=`.
fn reporters(view: &View<'_>, after: Span, lines: &mut Lines) -> Vec<Name> {
    let window = Span::new(after.start, view.floor((after.start + 90).min(after.end)));
    let Some(end) = view.folded(window).find('=') else { return Vec::new() };
    let window = Span::new(window.start, window.start + end);
    let mut names = Vec::new();
    let mut from = window.start;
    for hit in view.lexicon.matcher.words(view.folded, view.text, window) {
        if hit.word != Word::Label(Label::Reporter) || hit.span.start < from {
            continue;
        }
        let part = view.trim(Span::new(from, hit.span.start));
        if group::is_person(view, part) {
            names.push(name(view, part, Who::Person(Role::Reporter), ' ', lines));
        }
        from = hit.span.end;
    }
    names
}

/// Whether everything before the organisation is places and dates.
fn nominal(view: &View<'_>, before: Span) -> bool {
    let pieces = group::pieces(view, before);
    let dated = view.folded(before).contains(|c: char| c.is_ascii_digit());
    // A day of the week is a small word in many languages.
    let day = |piece: &Piece<'_>| dated && !view.folded(piece.span).contains(' ');
    pieces.len() <= PARTS
        && pieces.iter().all(|piece| group::is_nominal(view, piece.span) || day(piece))
}

/// A dateline without brackets: parts that are places and dates, one that is an organisation, and a dash
/// or a full stop.
fn bare(view: &View<'_>, head: Span, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(head);
    if !text.contains(['-', '.', '،', ',']) {
        return None;
    }
    let pieces = group::pieces(view, head);
    let mut known: Option<(usize, Found<'_>)> = None;
    for (index, piece) in pieces.iter().take(PARTS).enumerate() {
        match piece.what {
            What::Organisation(found, rest)
                if rest.is_none_or(Span::is_empty) || stops(view, found.span, piece.span) =>
            {
                known = Some((index, found));
                break;
            }
            // A dateline's full stop may be that of the sentence: the last part then is the code.
            _ if !group::is_nominal(view, piece.span) => return None,
            _ => {}
        }
    }
    let (index, found) = known?;
    let after = view.folded(Span::new(found.span.end, line.end));
    let rest = after.trim_start_matches(['"', '\'', ' ', '»']);
    let dash =
        rest.starts_with('-') && after != rest || rest.starts_with("--") || rest.starts_with("- ");
    let stop = index > 0 && rest.starts_with('.') && upper(view, found.span, line);
    // `CODE, PLACE -`: the organisation first, then where it sent it from.
    let first = index == 0 && rest.starts_with([',', '،']) && {
        let mut later = pieces.iter().skip(1).take(3);
        later.any(|piece| piece.joined == '-')
            && pieces.get(1).is_some_and(|piece| {
                group::is_nominal(view, piece.span)
                    && view.original(piece.span).starts_with(char::is_uppercase)
            })
    };
    // `AGI - Una scossa …`: a code of capitals that begins the article.
    let code = dash
        && line.start == 0
        && found.span.len() >= 3
        && view.original(found.span).chars().all(char::is_uppercase);
    if !(dash || stop || first) || (found.ambiguous && index == 0 && !code) {
        return None;
    }
    let who = found.who();
    Some(Credit {
        slot: Slot::Dateline,
        relation: Relation::Sent,
        names: vec![name(view, found.span, who, ' ', lines)],
        desk: None,
        edge: true,
    })
}

/// `…, LETA. Dome …`: a code in capitals, and the text behind its full stop.
fn stops(view: &View<'_>, code: Span, piece: Span) -> bool {
    let printed = view.original(code);
    code.start == piece.start
        && view.folded(Span::new(code.end, piece.end)).starts_with('.')
        && printed.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
}

/// Whether the sentence after a full stop begins anew.
fn upper(view: &View<'_>, code: Span, line: Span) -> bool {
    let next = view.original(Span::new(code.end, line.end));
    let next = next.trim_start_matches(['.', ' ', '"', '«', '\u{A0}']).chars().next();
    next.is_none_or(|c| !c.is_lowercase())
}

/// `新华社莫斯科3月18日电(记者赵冰 黄河)`, `（中央社記者王揚宇台北10日電）`: the agency first, a word for a
/// dispatch at the end.
fn dispatch(view: &View<'_>, head: Span, line: Span, lines: &mut Lines) -> Option<Vec<Credit>> {
    let text = view.folded(head);
    let lead = text.len() - text.trim_start_matches(['(', '【', '[', ' ', '"']).len();
    let start = head.start + lead;
    if !text.get(lead..)?.starts_with(is_unspaced) {
        return None;
    }
    let found = organisation::at_start(view, Span::new(start, head.end))?;
    let window = Span::new(found.span.end, head.end);
    let hits = view.lexicon.matcher.words(view.folded, view.text, window);
    let sent = hits.iter().find(|hit| hit.word == Word::Label(Label::Dispatch))?;
    let between = Span::new(found.span.end, sent.span.start);
    if view.folded(between).chars().count() > 40 || view.folded(between).contains(['。', ',', '，'])
    {
        return None;
    }
    let who = found.who();
    let mut names = vec![name(view, found.span, who, ' ', lines)];
    let reporter = hits
        .iter()
        .find(|hit| hit.word == Word::Label(Label::Reporter) && hit.span.start == between.start);
    if let Some(reporter) = reporter {
        names.extend(joined_names(view, Span::new(reporter.span.end, between.end), lines));
    }
    let _ = line;
    Some(vec![Credit {
        slot: Slot::Dateline,
        relation: Relation::Sent,
        names,
        desk: None,
        edge: true,
    }])
}

/// Names before a place and a date with nothing between: `郭建伸、王揚宇台北10`. Three characters each,
/// where that leaves two or more for the place.
fn joined_names(view: &View<'_>, span: Span, lines: &mut Lines) -> Vec<Name> {
    let text = view.folded(span);
    let text = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    let span = Span::new(span.start, span.start + text.len());
    let mut names = Vec::new();
    let pieces = group::pieces(view, span);
    for (index, piece) in pieces.iter().enumerate() {
        let count = view.folded(piece.span).chars().count();
        let keep = match index + 1 == pieces.len() {
            false => count,
            true if count >= 5 => 3,
            true => 2,
        };
        let bytes: usize = view.folded(piece.span).chars().take(keep).map(char::len_utf8).sum();
        let part = Span::new(piece.span.start, piece.span.start + bytes);
        if group::is_person(view, part) {
            names.push(name(view, part, Who::Person(Role::Reporter), ' ', lines));
        }
    }
    names
}

/// The company whose press release it is: the proper name that begins the text.
fn company(view: &View<'_>, after: Span, lines: &mut Lines) -> Option<Credit> {
    let mut span = proper_run(view, after)?;
    // *Regulatory News: Company*: a rubric before the name.
    let rest = Span::new(span.end, after.end);
    if view.folded(rest).starts_with(':') {
        span = proper_run(view, Span::new(rest.start + 1, after.end))?;
    }
    // *Jeder dritte Haushalt …*: one word before a small one begins a sentence.
    let printed = view.original(Span::new(span.end, after.end));
    let small = printed.trim_start().starts_with(char::is_lowercase) && printed.starts_with(' ');
    if !view.folded(span).contains(' ') && small && !view.original(span).contains('.') {
        return None;
    }
    Some(Credit {
        slot: Slot::Dateline,
        relation: Relation::Behalf,
        names: vec![name(view, span, Who::Unknown, ' ', lines)],
        desk: None,
        edge: true,
    })
}

/// The proper name that begins a span: words that begin with capitals or digits, with a legal form. Small
/// words between two such are part of it where they are short.
pub(super) fn proper_run(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let lead =
        text.len() - text.trim_start_matches(['-', ' ', '"', '\'', ':', '.', '«', '(']).len();
    let from = within.start + lead;
    let window = Span::new(from, view.floor((from + 100).min(within.end)));
    let legal: Vec<Span> = view
        .lexicon
        .matcher
        .words(view.folded, view.text, window)
        .iter()
        .filter(|hit| hit.word == Word::Legal)
        .map(|hit| hit.span)
        .collect();
    let folded = view.folded(window);
    let mut end = None;
    let mut small = 0;
    let mut start = 0;
    for word in folded.split_inclusive(' ') {
        let span = Span::new(window.start + start, window.start + start + word.trim_end().len());
        start += word.len();
        if span.is_empty() {
            continue;
        }
        let printed = view.original(span);
        let bare = printed.trim_matches(|c: char| !c.is_alphanumeric());
        let is_legal =
            legal.iter().any(|legal| legal.start <= span.start && span.start < legal.end);
        if printed.starts_with(['(', '[', '-', '|', '©', '"', '«']) && end.is_some() {
            break;
        }
        if bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || is_legal {
            end = Some(span.end);
            small = 0;
        } else if end.is_some()
            && small < 2
            && bare.chars().count() <= 3
            && bare.chars().all(char::is_lowercase)
            && !is_joiner(view, span)
        {
            small += 1;
        } else {
            break;
        }
        let closes = printed.ends_with(['.', ',', ';', ':', ')', '!', '?', '"', '»']);
        let initial = printed.ends_with('.') && (bare.chars().count() <= 3 || is_legal);
        if closes && !initial {
            break;
        }
    }
    let mut span = Span::new(from, end?);
    let kept =
        view.folded(span).trim_end_matches(['.', ',', ';', ':', ')', '"', '\'', '!', '?', ' ']);
    span.end = span.start + kept.len();
    let printed = view.original(span);
    let named = printed.chars().any(char::is_alphabetic) && printed.starts_with(char::is_uppercase);
    let dated = printed.split_whitespace().any(|word| word.chars().all(char::is_numeric))
        || view
            .folded(Span::new(span.end, within.end))
            .trim_start_matches(['.', ',', ' '])
            .starts_with(|c: char| c.is_ascii_digit());
    (named && !dated && span.len() <= 90).then_some(span)
}

fn is_joiner(view: &View<'_>, span: Span) -> bool {
    !view.lexicon.matcher.joiners(view.folded, view.text, span).is_empty()
}

/// The parts of a bracket or a line that name organisations.
pub(super) fn organisations<'a>(pieces: &[Piece<'a>]) -> Vec<(Found<'a>, Option<Span>, char)> {
    pieces
        .iter()
        .filter_map(|piece| match piece.what {
            What::Organisation(found, rest) => Some((found, rest, piece.joined)),
            _ => None,
        })
        .collect()
}
