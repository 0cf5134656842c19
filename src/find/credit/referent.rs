//! Whom a cue speaks of: the names behind it or before it, known or not.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::{Hit, printed};
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, is_unspaced};

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::joined::joined;
use super::lead::{clause, past_article, past_small_word, skip_small};
use super::organisation::{self, Found};
use super::proper::proper_run;
use super::run::full;
use super::writers::{writers, written};
use super::{
    Name, Relation, Who, between, closing, cue::statement, day, is_edge, listed, masthead, name,
    nearby, paper, preceding, release, title, unnamed, unregistered,
};

/// How far from its cue a name may begin, in words.
pub(super) const WORDS: usize = 4;
/// How far from its cue a name may end, in bytes.
pub(super) const REACH: usize = 120;
/// The most names that one cue leads to.
pub(super) const NAMES: usize = 16;

/// The names that a cue leads to: behind it, or before it.
pub(super) fn names(
    view: &View<'_>,
    line: Span,
    hit: &Hit,
    relation: Relation,
    lines: &mut Lines,
) -> Vec<Name> {
    let sentence = view.sentence(hit.span);
    // Han and Hangul take three bytes a character.
    let wide = view.folded(sentence).starts_with(is_unspaced);
    let window = match (hit.slot, hit.behind) {
        (Some(slot), _) => Span::new(slot.start, view.floor(slot.end.min(slot.start + REACH))),
        (None, true) => {
            // *X writers A in B, C in D and E contributed*: a list of persons may be long.
            let reach = if wide || relation == Relation::Material { 2 * REACH } else { REACH };
            let low = view.ceil(hit.span.start.saturating_sub(reach).max(sentence.start));
            Span::new(low.min(hit.span.start), hit.span.start)
        }
        (None, false) => {
            // A list of those whose material it is may be long.
            let reach = if relation == Relation::Material { 4 * REACH } else { REACH };
            let high = view.floor((hit.span.end + reach).min(line.end));
            Span::new(hit.span.end, high.max(hit.span.end))
        }
    };
    if hit.behind {
        return preceding::names(view, line, hit, relation, window, lines);
    }
    let window = past_article(view, clause(view, window));
    let near = if view.folded(window).starts_with(is_unspaced) { 8 } else { WORDS };
    // *laut eines Berichts der „Bild“*: within quotation marks.
    let text = view.folded(window);
    let quotes = text.len() - text.trim_start_matches([' ', '"', '«']).len();
    let bare = Span::new(window.start + quotes, window.end);
    let adjacent = organisation::at_start(view, bare).filter(|found| {
        // Right behind the cue a name counts that means something else too, in its very case.
        let printed = printed(view.original(found.span));
        let code = found.organisation.credits.first().is_some_and(|credit| credit.text == printed);
        !found.ambiguous || code || !printed.starts_with(char::is_lowercase)
    });
    // *Ann Lee, The Washington Post with files from …*: who wrote it, and where, before the cue.
    let mut own = Vec::new();
    if relation == Relation::Material {
        let from = sentence.start.max(line.start).min(hit.span.start);
        let head = view.trim(Span::new(from, hit.span.start));
        let pieces = group::pieces(view, head);
        if let [writer, house] = pieces.as_slice()
            && let What::Organisation(found, rest) = house.what
            && rest.is_none_or(Span::is_empty)
            && house.joined == ','
            && group::is_person(view, writer.span)
            && matches!(writer.what, What::Words)
        {
            own.push(known(view, found, ' ', lines));
            own.push(name(view, writer.span, Who::Person(Role::Reporter), ',', lines));
        }
        // *The Canadian Press, with files from the Larkhaven Free Press*: the agency alone.
        if let [agency] = pieces.as_slice()
            && let What::Organisation(found, rest) = agency.what
            && rest.is_none_or(Span::is_empty)
            && closing::sure(view, &found)
            && is_edge(view, hit.span)
        {
            own.push(known(view, found, ' ', lines));
        }
    }
    // *with files from Ann Lee and Reuters*: who wrote it, before the agency.
    if adjacent.is_none() && relation == Relation::Material {
        // *--With assistance from Ann Lee.*: a sentence of its own.
        let before = view.folded(Span::new(sentence.start.min(hit.span.start), hit.span.start));
        let before = before.trim_end_matches([' ', '-', '(']);
        // *Ann Lee with files from Ben Cole, HarbourNews*: behind who wrote it.
        let head = view.trim(Span::new(sentence.start.min(hit.span.start), hit.span.start));
        // *— By Ann Lee in Halifax, with files from Ben Cole in Larkhaven.*
        let text = view.folded(head).trim_start_matches(['-', ' ']);
        let led = text.split(' ').next().is_some_and(|word| view.lexicon.leads_to_writer(word));
        let writer = led || full(view, head) == Some(head) && !head.is_empty();
        let alone =
            (before.is_empty() || before.ends_with('.') || writer) && is_edge(view, hit.span);
        let names = written(view, window, alone || !own.is_empty(), lines);
        if !names.is_empty() {
            own.extend(names);
            return own;
        }
    }
    let first = nearby::overlapping(view, hit, window)
        .or(adjacent)
        .or_else(|| nearby::codes(view, window))
        .or_else(|| nearby::titled(view, hit, window))
        // *ifølge britiske The Guardian*: as the house prints itself, behind a word for its country.
        .or_else(|| {
            let rest = past_small_word(view, window)?;
            organisation::at_start(view, rest).filter(|found| listed::is_printed(view, found))
        })
        .or_else(|| organisation::first_unambiguous(view, window, near))
        .filter(|found| {
            !statement(relation) || !between::crosses(view, window.start, found.span.start)
        });
    if let Some(first) = first {
        let mut names = own;
        names.push(known(view, first, ' ', lines));
        // *X and Y*, *X, Y*, *X and Marta B*: who stands beside an agency whose copy is used wrote of it too.
        // *Contributing to this report were Associated Press writers A in B, C in D*.
        let behind = Span::new(first.span.end, window.end.max(first.span.end));
        let word = view.folded(behind).trim_start().split(' ').next().unwrap_or("");
        if relation == Relation::Material
            && matches!(view.lexicon.label(word), Some(Label::Office | Label::Reporter))
        {
            names.extend(writers(view, behind, lines));
        }
        let mut from = first.span.end;
        while names.len() < NAMES {
            let rest = unregistered::past_short_form(view, Span::new(from, window.end));
            let Some(next) = joined(view, rest) else { break };
            // *e do X*, *et de l'X*: an article before it.
            let past = past_article(view, skip_small(view, next));
            let found = organisation::named_at(view, next);
            let led = || !between::crosses(view, next.start, past.start);
            let found = found.or_else(|| organisation::named_at(view, past).filter(|_| led()));
            let found = found
                .or_else(|| listed::last(view, past).filter(|_| relation == Relation::Material))
                .or_else(|| {
                    listed::small_code(view, past).filter(|_| relation == Relation::Material)
                })
                .or_else(|| {
                    organisation::at_start(view, past).filter(|found| listed::is_next(view, found))
                });
            if let Some(found) = found {
                // *told the BBC, Reuters reported*: a verb of its own.
                if relation == Relation::Told && between::reports_next(view, found.span.end) {
                    break;
                }
                names.push(known(view, found, ',', lines));
                from = found.span.end;
            } else if let Some(person) = full(view, next)
                .or_else(|| full(view, skip_small(view, next)))
                .filter(|_| relation == Relation::Material)
            {
                names.push(name(view, person, Who::Person(Role::Reporter), ',', lines));
                from = person.end;
            } else if let Some(title) = listed::titled(view, past, relation) {
                // *der „Tannbrücker Post“ und der „Bergwalder Zeitung“*: one that the registry does not know.
                names.push(name(view, title, Who::Unknown, ',', lines));
                from = title.end;
            } else {
                break;
            }
        }
        return names;
    }
    if relation == Relation::Material {
        let hits = view.lexicon.matcher.words(view.folded, view.text, window);
        let unnamed = unnamed::read(view, window, &hits);
        own.extend(unnamed.map(|span| name(view, span, Who::Unnamed, ' ', lines)));
        return own;
    }
    if matches!(relation, Relation::Told | Relation::Quoted) {
        // Who tells on another is a paper, known or not; who is told on may be anybody.
        let paper = || {
            let before = Span::new(sentence.start.min(hit.span.start), hit.span.start);
            let cites = hit.word == Word::Label(Label::CitedBy)
                && organisation::last_named(view, before, &|_| true).is_some();
            // *informoval server X*: the cue says what kind of house it is.
            let house = nearby::is_kind(view, hit);
            if !cites && !house {
                return None;
            }
            let hits = view.lexicon.matcher.words(view.folded, view.text, window);
            let from =
                nearby::kind(view, window, &hits).unwrap_or_else(|| skip_small(view, window));
            proper_run(view, from)
                .filter(|run| house || !unregistered::is_attribute(view, *run))
                .filter(|run| !between::is_cut(view, *run))
        };
        let whole = || {
            let told = paper::told_by(view, sentence, hit, window);
            told.or_else(|| paper::closing(view, sentence, hit, window))
                .filter(|_| nearby::taken(hit))
        };
        let titles = masthead::list(view, window);
        if !titles.is_empty() {
            let mut name = |span: &Span| name(view, *span, Who::Unknown, ',', lines);
            return titles.iter().map(&mut name).collect();
        }
        return unregistered::foreign_code(view, window)
            .or_else(|| unregistered::quoted(view, window, nearby::is_kind(view, hit)))
            .or_else(|| title::bracketed(view, window))
            .or_else(|| title::bracketed_near(view, window))
            .or_else(|| title::host_near(view, window))
            .or_else(|| {
                day::titled(view, window).filter(|_| nearby::taken(hit) || nearby::cited_by(hit))
            })
            .or_else(|| masthead::read(view, skip_small(view, window)))
            .or_else(paper)
            .or_else(whole)
            .filter(|span| !nearby::of_house(view, *span) && !release::is_body(view, *span))
            .map(|span| listed::unknown(view, span, window, lines))
            .unwrap_or_default();
    }
    let hits = view.lexicon.matcher.words(view.folded, view.text, window);
    if let Some(unnamed) = unnamed::read(view, window, &hits) {
        return vec![name(view, unnamed, Who::Unnamed, ' ', lines)];
    }
    // The name of one that the registry does not know, as it is printed. Whose material it is may be a
    // thing as well (*with material from the archive*): only the registry tells.
    if relation == Relation::Material {
        return Vec::new();
    }
    if let Some(title) = masthead::list(view, window).into_iter().next() {
        return vec![name(view, title, Who::Unknown, ' ', lines)];
    }
    let from = nearby::kind(view, window, &hits).unwrap_or_else(|| skip_small(view, window));
    title::host_near(view, from)
        .or_else(|| title::bracketed(view, window))
        .or_else(|| {
            let run = proper_run(view, from).filter(|run| {
                run.start <= window.start + 1 || !unregistered::is_attribute(view, *run)
            })?;
            // *on behalf of Harbour Union (HU)*: as it prints itself.
            if relation == Relation::Behalf {
                return Some(unregistered::with_short_form(view, run, window));
            }
            Some(title::without_issue(view, run))
        })
        .map(|span| name(view, span, Who::Unknown, ' ', lines))
        .into_iter()
        .collect()
}

pub(super) fn known(view: &View<'_>, found: Found<'_>, joined: char, lines: &mut Lines) -> Name {
    let who = found.who();
    name(view, found.span, who, joined, lines)
}
