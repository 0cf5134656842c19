//! The last word of a line that lost its full stop: an agency and the initials of the desk, or a house and the agency whose
//! copy it used, with slashes between.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::marks::LETTERS;
use super::{Credit, Relation, Slot, Who, closing, listed, name, release, run};

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
