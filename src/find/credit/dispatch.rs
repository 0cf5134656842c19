//! Datelines of East Asia, where nothing sets words apart: `新华社北京8月12日电（记者…）`,
//! `（中央社記者…台北10日電）`, `(서울=연합뉴스) … 기자 =`.

use crate::lexicon::language::Label;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, is_han, is_hiragana, is_katakana, is_unspaced};

use super::super::view::{Lines, View};
use super::group;
use super::organisation;
use super::{Credit, Name, Relation, Slot, Who, name, staff};

/// `이도흔 기자 =`: names before a word for reporters, between the bracket and `=`.
pub(super) fn reporters(view: &View<'_>, after: Span, lines: &mut Lines) -> Vec<Name> {
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
        // `임미나 김선호 성서호 기자 =`: several, each one word.
        let mut at = part.start;
        for word in view.folded(part).split(' ') {
            let one = Span::new(at, at + word.len());
            at = one.end + 1;
            if word.chars().count() > 1 && group::is_person(view, one) {
                names.push(name(view, one, Who::Person(Role::Reporter), ' ', lines));
            }
        }
        from = hit.span.end;
    }
    names
}

/// `新华社莫斯科3月18日电(记者赵冰 黄河)`, `（中央社記者王揚宇台北10日電）`: the agency first, a word for a
/// dispatch at the end.
pub(super) fn read(view: &View<'_>, head: Span, lines: &mut Lines) -> Option<Vec<Credit>> {
    let text = view.folded(head);
    let lead = text.len() - text.trim_start_matches(['(', '【', '[', '〔', ' ', '"']).len();
    let start = head.start + lead;
    if !text.get(lead..)?.starts_with(is_unspaced) {
        return None;
    }
    let found = organisation::at_start(view, Span::new(start, head.end))?;
    let window = Span::new(found.span.end, head.end);
    let hits = view.lexicon.matcher.words(view.folded, view.text, window);
    let sent = hits.iter().find(|hit| hit.word == Word::Label(Label::Dispatch));
    // `新华社北京12月16日（韩洁、王优玲）`: a bracket right behind the day, without the word.
    let bracket = view.folded(window).find('(').map(|at| window.start + at).filter(|at| {
        // The number of the day, and its word.
        let mut day = view.folded(Span::new(window.start, *at)).chars().rev();
        day.next().is_some_and(is_unspaced) && day.next().is_some_and(|c| c.is_ascii_digit())
    });
    let sent = match (sent, bracket) {
        (Some(sent), at) if at.is_none_or(|at| sent.span.start < at) => sent.span,
        (_, at) => Span::new(at?, at?),
    };
    let between = Span::new(found.span.end, sent.start);
    if view.folded(between).chars().count() > 40 || view.folded(between).contains(['。', ',', '，'])
    {
        return None;
    }
    let who = found.who();
    let mut names = vec![name(view, found.span, who, ' ', lines)];
    // `中央社巴黎12日法新社電`: whose dispatch it is stands right before that word.
    let other = organisation::at_end(view, between)
        .filter(|other| other.organisation.id != found.organisation.id && !other.ambiguous);
    if let Some(other) = other {
        let own = name(view, found.span, found.who(), '=', lines);
        names = vec![name(view, other.span, other.who(), ' ', lines), own];
    }
    let reporter = hits
        .iter()
        .find(|hit| hit.word == Word::Label(Label::Reporter) && hit.span.start == between.start);
    if let Some(reporter) = reporter {
        names.extend(joined_names(view, Span::new(reporter.span.end, between.end), lines));
    }
    // `中新社上海5月7日电 （李海明）`: who wrote it, in brackets.
    let behind = view.folded(Span::new(sent.end, head.end)).trim_start();
    let bracketed = behind.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    if let Some((writer, rest)) = bracketed {
        let end = head.end - rest.len() - 1;
        let span = Span::new(end - writer.len(), end);
        // *(记者王芳)*: what a label leads to is read by it.
        let led = hits.iter().any(|hit| {
            matches!(hit.word, Word::Label(_))
                && hit.span.start <= span.start
                && hit.span.end > span.start
        });
        // `新華網北京11月14日電(記者 王靜 李明)…`: the word may be another language's too.
        let label = hits.iter().rfind(|hit| {
            hit.word == Word::Label(Label::Reporter)
                && hit.span.start == span.start
                && view.folded(Span::new(hit.span.end, span.end)).starts_with(' ')
        });
        let named = label.map(|hit| view.trim(Span::new(hit.span.end, span.end)));
        for writer in named.iter().flat_map(|named| apart(view, *named)) {
            names.push(name(view, writer, Who::Person(Role::Reporter), ' ', lines));
        }
        let mut at = span.start;
        let own = |name: &str| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
        for writer in writer.split('、').take_while(|writer| own(writer) && !led) {
            let span = Span::new(at, at + writer.len());
            names.push(name(view, span, Who::Person(Role::Reporter), ' ', lines));
            at = span.end + '、'.len_utf8();
        }
    }
    Some(vec![Credit {
        slot: Slot::Dateline,
        relation: Relation::Sent,
        names,
        desk: None,
        edge: true,
    }])
}

/// `【ロンドン＝山田太郎】`: a place and who sent it from there, of the paper's own staff.
pub(super) fn staff(view: &View<'_>, head: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(head);
    let inner = text.strip_prefix('【')?;
    let (inner, _) = inner.split_once('】')?;
    if inner.contains('、') {
        let start = head.start + '【'.len_utf8();
        let names = staff::names(view, Span::new(start, start + inner.len()), true, lines)?;
        let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    // `【ソウル山本太一】`, `【北京・中村花江】`: the other forms of the same.
    let (place, rest) = inner
        .split_once('=')
        .or_else(|| {
            let (place, rest) = inner.split_once('・')?;
            let short = place.chars().count() == 2 || place.chars().all(is_katakana);
            short.then_some((place, rest))
        })
        .or_else(|| inner.split_at_checked(inner.find(|c| !is_katakana(c))?))?;
    let writer = rest;
    let start = head.start + '【'.len_utf8() + inner.len() - rest.len();
    let span = view.trim(Span::new(start, start + writer.len()));
    let native = |c: char| is_han(c) || is_hiragana(c) || c == ' ';
    let count = writer.chars().filter(|c| *c != ' ').count();
    let fits = (3..=6).contains(&count)
        && writer.chars().all(native)
        && !place.is_empty()
        && place.chars().count() <= 12
        && organisation::at_start(view, span).is_none()
        && organisation::at_end(view, span).is_none()
        && group::is_person(view, span);
    let names = || vec![name(view, span, Who::Person(Role::Reporter), ' ', lines)];
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    fits.then(names).map(|names| Credit { slot, relation, names, desk, edge: true })
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

/// The names of a stretch in Han that spaces and commas set apart; nothing where one part is no name.
fn apart(view: &View<'_>, span: Span) -> Vec<Span> {
    let own = |name: &str| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    let mut at = span.start;
    let mut all = Vec::new();
    for word in view.folded(span).split([' ', '、', ',']) {
        if !own(word) {
            return Vec::new();
        }
        all.push(Span::new(at, at + word.len()));
        at = view.ceil(at + word.len() + 1);
    }
    all
}

/// `【环球时报驻德国特约记者 青木】`: names behind a word for reporters within the brackets.
pub(super) fn within(view: &View<'_>, inner: Span, lines: &mut Lines) -> Vec<Name> {
    let mut names = Vec::new();
    if !view.folded(inner).contains(is_unspaced) {
        return names;
    }
    let hits = view.lexicon.matcher.words(view.folded, view.text, inner);
    let label = hits.iter().rfind(|hit| hit.word == Word::Label(Label::Reporter));
    let Some(label) = label.filter(|label| label.span.end < inner.end) else { return names };
    let mut at = label.span.end;
    for word in view.folded(Span::new(label.span.end, inner.end)).split([' ', '、', ',']) {
        let span = Span::new(at, at + word.len());
        at = view.ceil(span.end + 1);
        if group::is_person(view, span) {
            names.push(name(view, span, Who::Person(Role::Reporter), ',', lines));
        }
    }
    names
}
