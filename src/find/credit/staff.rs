//! Those who wrote a text, in scripts that set no words apart: several behind one word for reporters, a name and a place
//! with nothing between, names in the brackets that close a text; and whether words say what somebody is at a house.

use crate::lexicon::language::Label;
use crate::record::Role;
use crate::text::{Span, is_han, is_hiragana, is_katakana, is_unspaced};

use super::super::view::{Lines, View};
use super::group::{Piece, What};
use super::organisation;
use super::{Credit, Name, Relation, Slot, Who, name};

/// Names that are set apart by spaces: 赵冰 黄河; a word for what they are may be glued to one: 李明 通讯员王芳.
pub(super) fn apart<'a>(view: &View<'a>, pieces: &[Piece<'a>]) -> Vec<Piece<'a>> {
    let mut all = Vec::new();
    for piece in pieces {
        let text = view.folded(piece.span);
        // 王小明攝: who took the picture.
        let last = text.char_indices().next_back().and_then(|(at, _)| text.get(at..));
        if text.chars().count() > 2
            && last.and_then(|last| view.lexicon.label(last)) == Some(Label::Photo)
        {
            continue;
        }
        let own = |word: &str| word.len() - without_label(view, word).len();
        if matches!(piece.what, What::Words) && !text.contains(' ') {
            let run = Span::new(piece.span.start + own(text), piece.span.end);
            let several = glued(view, run);
            if several.len() > 1 {
                all.extend(several.into_iter().map(|span| Piece {
                    span,
                    what: What::Words,
                    joined: if span.start == run.start { piece.joined } else { ',' },
                }));
                continue;
            }
        }
        let names = text.split(' ').all(|word| {
            let name = word.get(own(word)..).unwrap_or("");
            (2..=4).contains(&name.chars().count()) && name.chars().all(is_unspaced)
        });
        if !(matches!(piece.what, What::Words) && names) {
            all.push(*piece);
            continue;
        }
        let mut start = piece.span.start;
        for (index, word) in text.split(' ').enumerate() {
            let span = Span::new(start + own(word), start + word.len());
            let joined = if index == 0 { piece.joined } else { ',' };
            all.push(Piece { span, what: What::Words, joined });
            start = span.end + 1;
        }
    }
    all
}

/// A word without the one for a reporter that it begins with.
fn without_label<'a>(view: &View<'_>, word: &'a str) -> &'a str {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).take(LABEL);
    let label = ends.filter(|end| {
        word.get(..*end).is_some_and(|head| view.lexicon.label(head) == Some(Label::Reporter))
    });
    label.last().and_then(|end| word.get(end..)).filter(|rest| !rest.is_empty()).unwrap_or(word)
}

/// The most characters of a word for a reporter that is glued to a name.
const LABEL: usize = 6;

/// The names of a stretch with nothing between them: 王若兰陈宇. Each is a family name with one or two characters, and
/// nothing is left over.
fn glued(view: &View<'_>, run: Span) -> Vec<Span> {
    let mut names = Vec::new();
    let text = view.folded(run);
    if (4..=GLUED).contains(&text.chars().count()) && text.chars().all(is_han) {
        split(view, run, &mut names);
    }
    names
}

/// The most characters of names that are glued.
const GLUED: usize = 9;

fn split(view: &View<'_>, run: Span, names: &mut Vec<Span>) -> bool {
    if run.is_empty() {
        return true;
    }
    let Some(family) = family(view, run) else { return false };
    [2, 1].into_iter().any(|given| {
        let Some(end) = characters(view, Span::new(family, run.end), given) else { return false };
        names.push(Span::new(run.start, end));
        let whole = split(view, Span::new(end, run.end), names);
        if !whole {
            names.pop();
        }
        whole
    })
}

/// The name that begins a stretch whose rest is a place: 王小明台北. Two characters of a given name where that leaves
/// two for the place.
pub(super) fn before_place(view: &View<'_>, run: Span) -> Option<Span> {
    let family = family(view, run)?;
    let rest = view.folded(Span::new(family, run.end)).chars().count();
    let given = if rest >= 4 { 2 } else { 1 };
    let end = characters(view, Span::new(family, run.end), given)?;
    (rest >= 3 && view.folded(run).chars().all(is_han)).then_some(Span::new(run.start, end))
}

/// Where the family name that begins a stretch ends.
fn family(view: &View<'_>, run: Span) -> Option<usize> {
    [3, 2, 1].into_iter().find_map(|count| {
        let end = characters(view, run, count)?;
        let name = view.folded(Span::new(run.start, end));
        view.lexicon.is_family_name(name).then_some(end)
    })
}

/// Where so many characters of a stretch end.
fn characters(view: &View<'_>, run: Span, count: usize) -> Option<usize> {
    let text = view.folded(run);
    let (at, last) = text.char_indices().nth(count.checked_sub(1)?)?;
    Some(run.start + at + last.len_utf8())
}

/// `…という。【山田太郎】`, `…。【ソウル山本太一、ロンドン中村花江】`, `…。（ロンドン＝山田太郎）`: who wrote a text, each behind
/// the place that they sent it from, in the brackets that close it.
pub(super) fn closing(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(line);
    let (open, corner) = match text.chars().next_back()? {
        '】' => ('【', true),
        ')' => ('(', false),
        _ => return None,
    };
    let at = text.rfind(open)?;
    let inner = Span::new(line.start + at + open.len_utf8(), line.end - if corner { 3 } else { 1 });
    if !text.get(..at)?.trim_end().ends_with(['。', '」', '】']) || inner.len() > CLOSING {
        return None;
    }
    let names = names(view, inner, corner, lines)?;
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// The names of a list in brackets, each behind the place that it was sent from. `corner`: whether the brackets are
/// those of a dateline, where a place is enough to tell that a name is one.
pub(super) fn names(
    view: &View<'_>,
    inner: Span,
    corner: bool,
    lines: &mut Lines,
) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    let mut start = inner.start;
    for part in view.folded(inner).split('、') {
        let own = Span::new(start, start + part.len());
        start = own.end + '、'.len_utf8();
        let (span, placed) = behind_place(view, own);
        let sure = (corner && placed) || family(view, span).is_some_and(|end| end < span.end);
        let count = view.folded(span).chars().filter(|c| *c != ' ').count();
        let fits = (3..=6).contains(&count)
            && view.folded(span).chars().all(|c| is_han(c) || is_hiragana(c) || c == ' ')
            && view.folded(span).starts_with(is_han)
            && organisation::at_start(view, span).is_none()
            && organisation::at_end(view, span).is_none();
        if !fits || !sure {
            return None;
        }
        names.push(name(view, span, Who::Person(Role::Reporter), '、', lines));
    }
    Some(names)
}

/// The most bytes of names that close a text.
const CLOSING: usize = 120;

/// A name without the place before it, and whether there is one: `ソウル山本太一`, `北京・中村花江`, `ロンドン＝山田太郎`.
fn behind_place(view: &View<'_>, part: Span) -> (Span, bool) {
    let text = view.folded(part);
    let mark = text.find(['=', '・']).map(|at| view.ceil(part.start + at + 1) - part.start);
    let place = mark.or_else(|| text.find(|c| !is_katakana(c))).unwrap_or(0);
    (view.trim(Span::new(part.start + place, part.end)), place > 0)
}

/// Whether a part says what somebody is at a house: *Writer*, *Business Writer*.
pub(super) fn is_office(view: &View<'_>, part: Span) -> bool {
    let text = view.folded(part);
    let last = text.rsplit(' ').next().unwrap_or("");
    text.split(' ').count() <= OFFICE
        && matches!(view.lexicon.label(last), Some(Label::Office | Label::Reporter | Label::Editor))
}

/// The most words of an office.
const OFFICE: usize = 3;
