//! The last word of a line that lost its full stop: an agency and the initials of the desk, or a house and the agency whose
//! copy it used, with slashes between.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::record::Role;
use crate::text::{Span, ends_sentence};

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::marks::LETTERS;
use super::{Credit, Relation, Slot, Who, closing, listed, name, organisation, release, run};

/// `… in eine Klinik eingeliefert AFP/kpn/fko`, *… 2022 Agenturen/red 6.11.2021*: the last word of a line that lost its
/// full stop, before a day: an agency and the initials of the desk, with slashes between.
pub(super) fn slashed(view: &View<'_>, tail: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(tail).trim_end();
    let text =
        text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | ' ' | '-'));
    let start = text.rfind(' ').map_or(0, |at| at + 1);
    let span = Span::new(tail.start + start, tail.start + text.len());
    if !view.folded(span).contains('/') {
        return None;
    }
    let pieces = group::pieces(view, span);
    let (first, desk) = pieces.split_first()?;
    let initials =
        |piece: &&group::Piece<'_>| piece.joined == '/' && matches!(piece.what, What::Initials);
    // *… sucht neue Boote TMW/Bloomberg*: a house in capitals, and the agency whose copy it used.
    if let ([agency], What::Words) = (desk, first.what)
        && let What::Organisation(found, None) = agency.what
        && agency.joined == '/'
        && (closing::sure(view, &found) || listed::is_printed(view, &found))
        && (2..=LETTERS).contains(&first.span.len())
        && printed(view.original(first.span)).bytes().all(|byte| byte.is_ascii_uppercase())
        && !names_somebody(view, first.span)
    {
        let house = name(view, first.span, Who::Unknown, ' ', lines);
        let names = vec![house, name(view, found.span, found.who(), '/', lines)];
        let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    if desk.is_empty() || !desk.iter().all(|piece| initials(&piece)) {
        return None;
    }
    let who = match first.what {
        What::Organisation(found, None) if closing::sure(view, &found) => found.who(),
        What::Words if view.lexicon.label(view.folded(first.span)) == Some(Label::Unnamed) => {
            Who::Unnamed
        }
        _ => return None,
    };
    let mut names = vec![name(view, first.span, who, ' ', lines)];
    // *red* stands for the desk, not for somebody.
    let own = |piece: &&group::Piece<'_>| view.lexicon.label(view.folded(piece.span)).is_none();
    let person =
        |piece: &group::Piece<'_>| name(view, piece.span, Who::Person(Role::Editor), '/', lines);
    names.extend(desk.iter().filter(own).map(person));
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// *… era Busch. su/roody Źródło: …*, *… una tantum”. Sto/Ral © …*: those at the desk behind the last sentence, at the end or
/// before a label or a mark of copyright.
pub(super) fn desk(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let near = view.ceil(line.end.saturating_sub(REACH).max(line.start));
    if !view.folded(Span::new(near, line.end)).contains('/') {
        return None;
    }
    let text = view.folded(line);
    let (word, at) = text.match_indices(' ').rev().take(DESK).find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let word = text.get(at + 1..)?.split(' ').next()?;
        let ends = before.ends_with(|c| ends_sentence(c) || matches!(c, '"' | ')'));
        (ends && word.contains('/')).then_some((word, at + 1))
    })?;
    let behind = text.get(at + word.len()..)?.trim_start();
    let next = behind.split([' ', ':']).next().unwrap_or("");
    let closes = behind.is_empty()
        || behind.starts_with(['©', 'ⓒ'])
        || behind.starts_with("(c)")
        || view.lexicon.label(next).is_some();
    let mut names = Vec::new();
    let mut from = line.start + at;
    for part in word.split('/') {
        let span = Span::new(from, from + part.len());
        from = span.end + 1;
        let own = printed(view.original(span));
        let mut letters = own.chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && own.len() <= 4;
        let small = letters.all(char::is_lowercase);
        let fits = (2..=6).contains(&own.chars().count())
            && small
            && (capital || own.chars().all(char::is_lowercase))
            && view.lexicon.label(part).is_none()
            && organisation::whole(view, span).is_none();
        if !fits {
            return None;
        }
        names.push(name(view, span, Who::Person(Role::Editor), '/', lines));
    }
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    (closes && names.len() == 2).then_some(Credit { slot, relation, names, desk, edge: true })
}

/// How far before the end of a line they may begin, in bytes.
const REACH: usize = 120;
/// How many words before the end of a line the initials of the desk may stand.
const DESK: usize = 8;

/// `© MARTIN BAZ/AFP`, *John BAZ/AFP*: whether a word before a code says that it is somebody's family name: one in
/// capitals, or with a capital where nouns have none.
fn names_somebody(view: &View<'_>, code: Span) -> bool {
    let line = view.line(code);
    let before = printed(view.original(Span::new(line.start, code.start)));
    let word = before.trim_end().rsplit(' ').next().unwrap_or("");
    run::capitals(word)
        || before.contains(['©', 'ⓒ'])
        || word.starts_with(char::is_uppercase) && !release::has_capital_nouns(view)
}
