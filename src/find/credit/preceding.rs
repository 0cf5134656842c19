//! Whom a cue speaks of, where its names stand before it: *X reports that*, *Ann Lee and X contributed to this report*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::lead::{clause, past_article, past_possessive, past_small_word};
use super::organisation::{self, Found};
use super::referent::{NAMES, REACH, known};
use super::writers::writers;
use super::{
    Name, Relation, Who, between, closing, cue::statement, forename, given, is_edge, listed,
    masthead, name, nearby, unregistered,
};

/// The names that a cue leads to, before it, within `window`, which ends with the cue.
pub(super) fn names(
    view: &View<'_>,
    line: Span,
    hit: &Hit,
    relation: Relation,
    window: Span,
    lines: &mut Lines,
) -> Vec<Name> {
    let sentence = view.sentence(hit.span);
    let text = view.folded(window).trim_end();
    let near = Span::new(window.start, window.start + text.len());
    let near = unregistered::without_short_form(view, near);
    if let Some(cited) = unregistered::cited_before(view, hit, near) {
        return vec![name(view, cited, Who::Unknown, ' ', lines)];
    }
    // *…, berichtet X.*: behind a comma the verb turns to the name behind it.
    let after_comma = view.folded(near).ends_with(',') && statement(relation);
    // *meldet dpa*: a verb of telling has its house behind it where the sentence turns round.
    let turned = || {
        let high = view.floor((hit.span.end + REACH).min(line.end)).max(hit.span.end);
        let behind = past_article(view, clause(view, Span::new(hit.span.end, high)));
        // *rapporterar både A och B*: a word that says there are two.
        let both = || organisation::at_start(view, past_small_word(view, behind)?);
        // *meldete die dpa*: an article.
        let article = || {
            let rest = view.trim(behind);
            let (word, name) = view.folded(rest).split_once(' ')?;
            let name = Span::new(rest.end - name.len(), rest.end);
            let small = view.original(rest).starts_with(char::is_lowercase);
            (small && view.lexicon.is_article(word))
                .then(|| organisation::at_start(view, name))
                .flatten()
        };
        let found = organisation::at_start(view, behind).or_else(article).or_else(both)?;
        let ends = view.folded(Span::new(found.span.end, high)).trim_start();
        let whole = ends.is_empty() || ends.starts_with(['.', ',', ')', ':', ';', '"']);
        let country = found.organisation.country.as_ref();
        let home = country.is_some_and(|country| view.countries.contains(country));
        let own = organisation::is_own(view, &found);
        let sure = closing::sure(view, &found) || own || (home && whole);
        let turns = after_comma && listed::is_printed(view, &found);
        (turns || sure && (whole || own || !found.ambiguous)).then_some(found)
    };
    // *CNN's A, B, C and D contributed*: whose they are, at the head of the sentence, however many.
    let theirs = || {
        let own = view.trim(Span::new(sentence.start.min(near.start), near.end));
        organisation::at_start(view, own).filter(|found| {
            // *AP writers A in B, C in D contributed*: or a word for what they are there.
            let behind = view.folded(Span::new(found.span.end, near.end.max(found.span.end)));
            let word = behind.trim_start().split(' ').next().unwrap_or("");
            behind.starts_with('\'')
                || matches!(view.lexicon.label(word), Some(Label::Office | Label::Reporter))
        })
    };
    let theirs = (relation == Relation::Material).then(theirs).flatten();
    let found = theirs
        .or_else(|| after_comma.then(turned).flatten())
        .or_else(|| organisation::at_end(view, near))
        .or_else(|| nearby::ended_by(view, near, hit))
        .or_else(|| organisation::before_kind(view, near))
        .or_else(|| organisation::before_ending(view, near))
        .or_else(|| {
            // *ТАСС … в порту, сообщила газета*: behind one comma the verb has another subject.
            let own = |found: &Found<'_>| {
                let between = Span::new(found.span.end, near.end.max(found.span.end));
                !statement(relation) || view.folded(between).matches(", ").count() != 1
            };
            organisation::last_unambiguous(view, window).filter(own)
        })
        // *NPR's Ann Lee contributed*: a code.
        .or_else(|| {
            let sure = |found: &Found<'_>| closing::sure(view, found);
            let last = || organisation::last_named(view, window, &sure);
            (relation == Relation::Material).then(last).flatten()
        })
        .filter(|found| !forename::begins(view, found, near.end))
        // `(WIRE) -- Company reported …`: who sends the releases of others reports nothing.
        .filter(|found| {
            !statement(relation) || found.organisation.kind != OrganisationKind::PressReleaseWire
        })
        // Before the dash of a dateline stands who sent the text, whoever reports.
        .filter(|found| !statement(relation) || !between::dashed(view, found.span.end, near.end))
        // *The director of X resigned, the ministry said*: it is spoken of.
        .filter(|found| {
            let before = Span::new(sentence.start.min(found.span.start), found.span.start);
            !statement(relation) || !given::is_office(view, before, 3)
        });
    let found = found.or_else(|| turned().filter(|_| statement(relation)));
    if relation == Relation::Quoted
        && let Some(both) = nearby::staff_of(view, near, lines)
    {
        return both;
    }
    if found.is_none()
        && relation == Relation::Quoted
        && let Some(title) = masthead::subject(view, window)
            .or_else(|| {
                // *the Associated Press reported*: one that the registry knows is read as such.
                let unknown = |title: &Span| organisation::whole(view, *title).is_none();
                masthead::before(view, near).filter(unknown)
            })
            .or_else(|| masthead::hangul(view, near))
    {
        return vec![name(view, title, Who::Unknown, ' ', lines)];
    }
    // *X's A and The Y contributed*: the agency right before the cue, too.
    let last = organisation::at_end(view, near).filter(|last| {
        relation == Relation::Material
            && found.is_some_and(|found| found.span.end < last.span.start)
            && !listed::follows_name(view, near, last.span)
    });
    let mut names: Vec<Name> =
        found.iter().chain(&last).map(|found| known(view, *found, ' ', lines)).collect();
    // *—Ann Lee and Ben Cole contributed to this article.*: nobody else in the sentence.
    if found.is_none() && relation == Relation::Material && is_edge(view, hit.span) {
        let own = view.trim(Span::new(sentence.start.min(near.start), near.end));
        let pieces = group::pieces(view, own);
        let persons = pieces.iter().all(|piece| {
            let last = view.folded(piece.span).rsplit(' ').next().unwrap_or("");
            matches!(piece.what, What::Words)
                && group::is_person(view, piece.span)
                && view.lexicon.label(last).is_none()
        });
        names.extend(
            pieces.iter().filter(|_| persons && pieces.len() <= 2 * NAMES).map(|piece| {
                name(view, piece.span, Who::Person(Role::Reporter), piece.joined, lines)
            }),
        );
    }
    // *Aftonbladet og Expressen skriver at …*.
    if let Some(found) = found.filter(|found| statement(relation) && found.span.end <= near.end) {
        let earlier = Span::new(near.start, found.span.start.max(near.start));
        if listed::joins(view, earlier, hit.language) {
            names.splice(0..0, listed::before(view, earlier, lines));
        }
    }
    if let Some(found) = found.filter(|_| relation == Relation::Material) {
        let earlier = Span::new(window.start, found.span.start.max(window.start));
        let before = listed::before(view, earlier, lines);
        // *Ann Lee and Reuters contributed*: who wrote it, before the agency.
        if before.is_empty() && listed::leads(view, earlier) {
            names.splice(0..0, writers(view, earlier, lines));
        }
        names.splice(0..0, before);
        let between = view.trim(Span::new(found.span.end, near.end.max(found.span.end)));
        let between = past_possessive(view, between);
        names.extend(listed::between(view, between, lines));
        names.extend(writers(view, between, lines));
    }
    names
}
