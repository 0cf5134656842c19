//! Which of the organisations of one sentence had it from the other: *X reports, citing Y*, *Y, cited by X*,
//! *Y said, according to X*. The words between them say it; only where they do not does the order of the text.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::cue::Cued;
use super::organisation::{self, Found};
use super::{Credit, Name, Relation, Slot, Who, given, is_edge, is_lead, name, paper};

/// How far behind a name the next cue may begin that is of the same telling, in bytes.
const TIGHT: usize = 16;
/// The most words behind a cue that is the last clause of its sentence.
const CLAUSE: usize = 4;

/// Gives the credits of a line their direction, and adds the one that is named beside a cue without one of
/// its own.
pub(super) fn direct(view: &View<'_>, all: &mut Vec<Cued>, hits: &[Hit], lines: &mut Lines) {
    let mut added = Vec::new();
    for at in 0..all.len() {
        let Some(one) = all.get(at) else { continue };
        let (label, cue) = (one.label, one.at);
        if !matches!(label, Label::Citing | Label::CitedBy) || one.own {
            continue;
        }
        let sentence = view.sentence(cue);
        if let Some(other) = nearest(all, at, sentence) {
            carries(all, if label == Label::CitedBy { at } else { other }, sentence);
            continue;
        }
        let Some(found) = beside(view, sentence, cue, one) else {
            // One that the registry does not know.
            let title = (label == Label::Citing && is_edge(view, cue))
                .then(|| paper::reporting(view, sentence, cue, hits))
                .flatten();
            if let Some(title) = title {
                let names = vec![name(view, title, Who::Unknown, ' ', lines)];
                let (slot, relation, desk) = (Slot::Cue, Relation::Relayed, None);
                let edge = is_lead(view, cue);
                let credit = Credit { slot, relation, names, desk, edge };
                added.push(Cued { credit, label, at: cue, own: false });
            }
            continue;
        };
        let relation = if label == Label::CitedBy {
            carries(all, at, sentence);
            Relation::Quoted
        } else {
            Relation::Relayed
        };
        let names = vec![name(view, found.span, found.who(), ' ', lines)];
        let edge = is_edge(view, cue);
        let credit = Credit { slot: Slot::Cue, relation, names, desk: None, edge };
        added.push(Cued { credit, label, at: cue, own: false });
    }
    all.extend(added);
    framed(view, all);
    heard(view, all, lines);
}

/// *…, he told X, Y reports*: in one sentence the one that a statement was given to comes before the one that tells on
/// it, where that one is named behind.
fn heard(view: &View<'_>, all: &mut [Cued], lines: &mut Lines) {
    let place = |cued: &Cued| cued.credit.names.first().map(|name| name.evidence.start);
    let quoted =
        |cued: &Cued| cued.credit.relation == Relation::Quoted && cued.label != Label::Citing;
    let Some(last) = all.iter().filter(|cued| quoted(cued)).map(|cued| cued.at).next_back() else {
        return;
    };
    let line = view.line(last);
    let given = given::read(view, line, lines);
    let given = given.into_iter().filter(|credit| credit.relation == Relation::Told);
    let mut told: Vec<Name> = given.flat_map(|credit| credit.names).collect();
    let spoken = all.iter().filter(|cued| cued.credit.relation == Relation::Told);
    told.extend(spoken.flat_map(|cued| cued.credit.names.iter().cloned()));
    for at in 0..all.len() {
        let Some(cued) = all.get(at).filter(|cued| quoted(cued)) else { continue };
        let (Some(start), Some(name)) = (place(cued), cued.credit.names.first()) else { continue };
        let sentence = view.sentence(cued.at);
        let begins = view.passage.to_source(view.folded.to_text(sentence)).start;
        let before = told
            .iter()
            .any(|told| (begins..start).contains(&told.evidence.start) && !is_same(told, name));
        if before {
            carries(all, at, sentence);
        }
    }
}

/// Makes the one that a credit names the one that told on the report: wherever the sentence says it (*quoted by
/// the news agency X* says it twice).
fn carries(all: &mut [Cued], at: usize, sentence: Span) {
    let Some(first) = all.get(at).and_then(|cued| cued.credit.names.first()).cloned() else {
        return;
    };
    let same = all.iter_mut().filter(|cued| {
        cued.credit.relation == Relation::Quoted
            && sentence.contains(cued.at)
            && cued.credit.names.first().is_some_and(|name| is_same(name, &first))
    });
    same.for_each(|cued| cued.credit.relation = Relation::Relayed);
}

/// Whether two names are of one house: one that the registry does not know is told by how it is printed.
fn is_same(one: &Name, other: &Name) -> bool {
    one.who == other.who && (one.who != Who::Unknown || one.printed == other.printed)
}

/// The credit of the same sentence whose cue stands nearest and which names somebody else.
fn nearest(all: &[Cued], at: usize, sentence: Span) -> Option<usize> {
    let one = all.get(at)?;
    let first = one.credit.names.first()?;
    all.iter()
        .enumerate()
        .filter(|(index, other)| {
            let statement = matches!(other.credit.relation, Relation::Quoted | Relation::Told);
            let names = other.credit.names.first();
            *index != at
                && statement
                && sentence.contains(other.at)
                && names.is_some_and(|name| !is_same(name, first))
        })
        .min_by_key(|(_, other)| other.at.start.abs_diff(one.at.start))
        .map(|(index, _)| index)
}

/// The organisation before a cue, in its sentence, that no cue leads to: *Reuters, citing …*.
fn beside<'a>(view: &View<'a>, sentence: Span, cue: Span, one: &Cued) -> Option<Found<'a>> {
    let before = Span::new(sentence.start.min(cue.start), cue.start);
    let own = one.credit.names.first()?;
    organisation::last_named(view, before, &|found| {
        let place = view.passage.to_source(view.folded.to_text(found.span));
        found.who() != own.who && !place.overlaps(Span::new(own.evidence.start, own.evidence.end))
    })
}

/// *The agency X said …, according to Y*, *said to X, writes Y*: who speaks within another's report is where it is
/// from. Otherwise of two that are told on in one sentence the later made it, the earlier sent it on.
fn framed(view: &View<'_>, all: &mut [Cued]) {
    for at in 1..all.len() {
        let (Some(one), Some(other)) = (all.get(at - 1), all.get(at)) else { continue };
        let quoted = |cued: &Cued| {
            cued.credit.relation == Relation::Quoted
                && matches!(cued.label, Label::TakenFrom | Label::Agency)
        };
        let (Some(first), Some(second)) = (one.credit.names.first(), other.credit.names.first())
        else {
            continue;
        };
        let sentence = view.sentence(other.at);
        let start = view.passage.to_source(view.folded.to_text(sentence)).start;
        let (early, late) = (first.evidence.start, second.evidence.start);
        let told = one.credit.relation == Relation::Told;
        let closes = other.label == Label::TakenFrom && closes(view, other, sentence);
        let cites = one.credit.relation == Relation::Quoted && one.label == Label::Citing;
        if !(quoted(one) || (told || cites) && closes)
            || !quoted(other)
            || early < start
            || early >= late
            || is_same(first, second)
        {
            continue;
        }
        let bare = one.credit.relation == Relation::Quoted
            && other.label == Label::TakenFrom
            && ends_with(view, first, other, sentence);
        // *Як повідомляє X, про це повідомляє Y*: nothing but who tells, twice: the first had it from the second.
        let twice = one.label == Label::TakenFrom
            && other.label == Label::TakenFrom
            && view
                .folded(Span::new(sentence.start.min(one.at.start), one.at.start))
                .split_whitespace()
                .count()
                <= 1
            && is_tight(view, first, other);
        let agency = one.label == Label::Agency && other.label == Label::TakenFrom;
        let frame = !twice && (closes || bare || agency);
        carries(all, if frame { at } else { at - 1 }, sentence);
    }
}

/// Whether a cue stands right behind the comma behind a name.
fn is_tight(view: &View<'_>, first: &Name, cued: &Cued) -> bool {
    let cue = view.passage.to_source(view.folded.to_text(cued.at)).start;
    let line = view.line(cued.at);
    let before = view.folded(Span::new(line.start, cued.at.start));
    let comma = before.rfind(',').is_some_and(|at| before.len() - at <= TIGHT);
    comma && cue.saturating_sub(first.evidence.end) <= TIGHT
}

/// *Det oplyser X ifølge Y*: whether a cue stands right behind the name before it, and its own name with no comma between.
fn ends_with(view: &View<'_>, first: &Name, cued: &Cued, sentence: Span) -> bool {
    let source = |span: Span| view.passage.to_source(view.folded.to_text(span));
    let gap = source(cued.at).start.saturating_sub(first.evidence.end);
    let after = view.folded(Span::new(cued.at.end, sentence.end.max(cued.at.end)));
    let near = after.split_whitespace().take(3).any(|word| word.contains(','));
    gap <= 2 && !near
}

/// Whether a cue and its name are the last clause of a sentence: *…, writes X.*
fn closes(view: &View<'_>, cued: &Cued, sentence: Span) -> bool {
    let before = view.folded(Span::new(sentence.start.min(cued.at.start), cued.at.start));
    let after = view.folded(Span::new(cued.at.end, sentence.end.max(cued.at.end)));
    before.trim_end().ends_with(',')
        && after.split_whitespace().count() <= CLAUSE
        && !after.contains(',')
}
