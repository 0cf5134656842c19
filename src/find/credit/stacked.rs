//! Credits whose parts stand on lines of their own, one below the other, and lines of a form that nothing else has: who
//! wrote a text above their house, a code above the day, the title of a paper before its issue.

use crate::lexicon::language::Label;
use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::{Span, is_unspaced};

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::organisation;
use super::{Credit, Relation, Slot, Who, day, masthead, name, run};

/// The most bytes of such a line, and the most persons.
const MOST: usize = 90;
const PERSONS: usize = 4;

/// The credit of a line, by what stands on it alone or below it.
pub(super) fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    if let Some(credit) = headed(view, line, lines) {
        return Some(credit);
    }
    if let Some(credit) = dated(view, line, lines) {
        return Some(credit);
    }
    if line.len() > MOST {
        return None;
    }
    code(view, line, lines)
        .or_else(|| titled(view, line, lines))
        .or_else(|| writers(view, line, lines))
        .or_else(|| below_writer(view, line, lines))
        .or_else(|| issue(view, line, lines))
        .or_else(|| unnamed(view, line, lines))
}

/// `sda`, and the day and hour below.
fn code(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let found = organisation::whole(view, line)?;
    if !(view.plain && organisation::is_own(view, &found) && day::is_before_day(view, line)) {
        return None;
    }
    let names = vec![name(view, found.span, found.who(), ' ', lines)];
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// *Ann Lee, Staff Writer*, *Ann Lee | Reporter*: a person and what they are at the paper, alone on a line.
fn titled(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(line);
    let (person, office) = text.split_once([',', '|'])?;
    let span = view.trim(Span::new(line.start, line.start + person.len()));
    let own = |word: &str| view.lexicon.ends_byline(word);
    let title = |word: &str| view.lexicon.label(word).is_some();
    let office = office.trim();
    let fits = office.split(' ').count() <= TITLE
        && office.split(' ').all(own)
        && office.split(' ').any(title)
        && run::full(view, span) == Some(span);
    let names = || vec![name(view, span, Who::Person(Role::Reporter), ' ', lines)];
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    fits.then(names).map(|names| Credit { slot, relation, names, desk, edge: true })
}

/// The most words of what somebody is at a paper.
const TITLE: usize = 3;

/// *WILLIAM L and JEREMY G*, and their house below.
fn writers(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let rest = Span::new(line.end, view.folded.text.len());
    let below = view.folded(rest).strip_prefix('\n')?;
    let below = below.split('\n').next().unwrap_or("");
    let below = view.trim(Span::new(line.end + 1, line.end + 1 + below.len()));
    if !view.plain || below.is_empty() || below.len() > MOST {
        return None;
    }
    organisation::whole(view, below).filter(|found| !found.ambiguous)?;
    let pieces = group::pieces(view, line);
    let person = |piece: &group::Piece<'_>| {
        matches!(piece.what, What::Words) && group::is_person(view, piece.span)
    };
    if pieces.is_empty() || pieces.len() > PERSONS || !pieces.iter().all(person) {
        return None;
    }
    let names = pieces
        .iter()
        .map(|piece| name(view, piece.span, Who::Person(Role::Reporter), piece.joined, lines));
    let names = names.collect();
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// *Larkhaven News Tribune*, below *By Ann Lee*: whom it was written for.
fn below_writer(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    if !is_below_writer(view, line) || !masthead::is_title(view, line) {
        return None;
    }
    let names = vec![name(view, line, Who::Unknown, ' ', lines)];
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// Whether the line above is a small word that leads to who wrote a text, and persons.
pub(super) fn is_below_writer(view: &View<'_>, line: Span) -> bool {
    let above = view.folded(Span::new(0, line.start)).trim_end();
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let Some((word, writer)) = above.get(start..).and_then(|above| above.split_once(' ')) else {
        return false;
    };
    if !view.lexicon.leads_to_writer(word) || writer.len() > MOST {
        return false;
    }
    let start = start + word.len() + 1;
    let person = |piece: &group::Piece<'_>| {
        matches!(piece.what, What::Words) && group::is_person(view, piece.span)
    };
    group::pieces(view, Span::new(start, start + writer.len())).iter().all(person)
}

/// `《人民日报》（2013年11月16日 07版）`: the title of a paper, and its issue in brackets.
fn issue(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(line);
    let (title, issue) = text.strip_prefix('《')?.split_once('》')?;
    let dated = issue.trim_start().strip_prefix('(')?.trim_start();
    if !dated.starts_with(|c: char| c.is_ascii_digit()) || title.is_empty() {
        return None;
    }
    let start = line.start + '《'.len_utf8();
    let title = view.trim(Span::new(start, start + title.len()));
    let who = organisation::whole(view, title).map_or(Who::Unknown, |found| found.who());
    let names = vec![name(view, title, who, ' ', lines)];
    let (slot, relation, desk) = (Slot::SourceLine, Relation::Source, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// `… 「人民網日本語版」2016年1月14日`: the title of a paper and its day at the end of a line.
fn dated(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let near = Span::new(view.ceil(line.end.saturating_sub(MOST).max(line.start)), line.end);
    let text = view.folded(near);
    // A day ends with a digit, or in Han with the word for it.
    if !text.ends_with(|c: char| c.is_ascii_digit() || is_unspaced(c)) {
        return None;
    }
    let (ahead, day) = text.rsplit_once('"')?;
    let (_, title) = ahead.rsplit_once('"')?;
    let digits = day.chars().filter(char::is_ascii_digit).count();
    let whole = (6..=8).contains(&digits) && day.chars().count() <= digits + 3;
    let start = near.start + ahead.len() - title.len();
    let native = title.starts_with(is_unspaced);
    let title = Span::new(start, start + title.len());
    let who = organisation::whole(view, title).map_or(Who::Unknown, |found| found.who());
    let names = || vec![name(view, title, who, ' ', lines)];
    let (slot, relation, desk) = (Slot::SourceLine, Relation::Source, None);
    (whole && native && title.len() <= MOST).then(names).map(|names| Credit {
        slot,
        relation,
        names,
        desk,
        edge: true,
    })
}

/// *Harbour Wire: Минпорт закроет …*: a house by its Latin name before the colon of a Cyrillic headline.
fn told(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    if line.start > 0 || line.len() <= MOST {
        return None;
    }
    let found = organisation::at_start(view, line)?;
    let behind = view.folded(Span::new(found.span.end, line.end)).strip_prefix(": ")?;
    let fits = view.folded(found.span).is_ascii()
        && behind.starts_with(|c: char| matches!(c, '\u{400}'..='\u{4FF}'));
    let (slot, relation, desk) = (Slot::Cue, Relation::Quoted, None);
    let names = || vec![name(view, found.span, found.who(), ' ', lines)];
    fits.then(names).map(|names| Credit { slot, relation, names, desk, edge: true })
}

/// *«Tannblatt»: Minister plant … Berlin (dpa) -*: the house whose report is told on, in quotation marks before the colon
/// of a headline.
pub(super) fn quoted(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let Some(inner) = view.folded(line).strip_prefix('"') else {
        return told(view, line, lines);
    };
    let close = inner.find('"').filter(|close| *close <= MOST)?;
    let title = Span::new(line.start + 1, line.start + 1 + close);
    let colon = inner.get(close + 1..)?.starts_with(':');
    let found = organisation::whole(view, title).filter(|_| colon)?;
    let house = matches!(
        found.organisation.kind,
        OrganisationKind::Publisher | OrganisationKind::Broadcaster
    );
    let (slot, relation, desk) = (Slot::Cue, Relation::Quoted, None);
    let names = || vec![name(view, found.span, found.who(), ' ', lines)];
    house.then(names).map(|names| Credit { slot, relation, names, desk, edge: true })
}

/// `سبق - وكالات: …`: agencies without a name between a dash and the colon before the text.
fn headed(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let near = Span::new(line.start, view.floor((line.start + MOST).min(line.end)));
    let head = view.folded(near).split_once(':').map(|(head, _)| head)?;
    let dash = head.rfind('-')?;
    let last = view.trim(Span::new(line.start + dash + 1, line.start + head.len()));
    let own = dash > 0 && view.lexicon.label(view.folded(last)) == Some(Label::Unnamed);
    let names = || vec![name(view, last, Who::Unnamed, '-', lines)];
    let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
    own.then(names).map(|names| Credit { slot, relation, names, desk, edge: true })
}

/// `16 April, 2024 08:05 AM IST | Mumbai | Agencies`: agencies without a name behind the last bar of a line with a day.
fn unnamed(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(line);
    let bar = text.rfind('|')?;
    let last = view.trim(Span::new(line.start + bar + 1, line.end));
    let dated = text.chars().filter(char::is_ascii_digit).count() >= 5;
    (dated && view.lexicon.label(view.folded(last)) == Some(Label::Unnamed)).then(|| Credit {
        slot: Slot::Byline,
        relation: Relation::Sent,
        names: vec![name(view, last, Who::Unnamed, '|', lines)],
        desk: None,
        edge: true,
    })
}
