//! The organisations that a cue speaks of, several of them before it or behind it, and how they are printed.

use crate::lexicon::matcher::{Hit, LanguageId, printed};
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::lead::skip_small;
use super::organisation::{self, Found};
use super::{Name, Relation, Who, closing, joined, masthead, name, unregistered};

/// The most names that one cue leads to.
const NAMES: usize = 12;

/// *X, Y and Z contributed*: the agencies of a list before the last of it.
pub(super) fn before(view: &View<'_>, before: Span, lines: &mut Lines) -> Vec<Name> {
    let mut names = Vec::new();
    let mut rest = before;
    while names.len() < NAMES {
        let text = view.folded(rest);
        let bare = text.trim_end();
        let end = if let Some(list) = bare.strip_suffix(',') {
            rest.start + list.trim_end().len()
        } else {
            let last = bare.rfind(' ').map_or(rest.start, |at| rest.start + at + 1);
            let word = Span::new(last, rest.start + bare.len());
            if view.lexicon.matcher.joiners(view.folded, view.text, word).is_empty() {
                break;
            }
            let list = Span::new(rest.start, last);
            rest.start + view.folded(list).trim_end_matches([' ', ',']).len()
        };
        rest = Span::new(rest.start, end);
        // *Le Monde et Libération rapportent …*: as the house prints itself.
        let sure = |found: &Found<'_>| {
            !found.ambiguous || closing::sure(view, found) || is_printed(view, found)
        };
        let found = organisation::at_end(view, rest).filter(sure);
        let Some(found) = found.or_else(|| with_ending(view, rest)) else { break };
        names.insert(0, name(view, found.span, found.who(), ',', lines));
        rest = Span::new(rest.start, found.span.start.max(rest.start));
    }
    names
}

/// *Expressenin ja Aftonbladetin mukaan*: a name that means nothing else, with an ending, at the end of a stretch.
fn with_ending<'a>(view: &View<'a>, rest: Span) -> Option<Found<'a>> {
    let found = organisation::last_unambiguous(view, rest)?;
    let ending = view.folded(Span::new(found.span.end, rest.end.max(found.span.end)));
    (ending.is_empty() || organisation::is_ending(ending)).then_some(found)
}

/// Whether a stretch ends with a word of this language that joins: in another one it may be an article.
pub(super) fn joins(view: &View<'_>, before: Span, language: LanguageId) -> bool {
    last_joiners(view, before).iter().any(|hit| hit.word == Word::And && hit.language == language)
}

/// What the last word of a stretch is, where it joins names.
fn last_joiners(view: &View<'_>, before: Span) -> Vec<Hit> {
    let text = view.folded(before).trim_end();
    let last = text.rfind(' ').map_or(before.start, |at| before.start + at + 1);
    let word = Span::new(last, before.start + text.len());
    view.lexicon.matcher.joiners(view.folded, view.text, word)
}

/// Whether a stretch ends with a comma or a word that joins: a list that goes on behind it.
pub(super) fn leads(view: &View<'_>, before: Span) -> bool {
    view.folded(before).trim_end().ends_with(',') || !last_joiners(view, before).is_empty()
}

/// *X, Y and Joan P contributed*: the agencies that follow the first, as far as they are written as codes.
pub(super) fn between(view: &View<'_>, between: Span, lines: &mut Lines) -> Vec<Name> {
    let starts_list = view.folded(between).starts_with([',', '&']);
    let pieces = if starts_list { group::pieces(view, between) } else { Vec::new() };
    let known = pieces.iter().take_while(|piece| matches!(piece.what, What::Organisation(_, None)));
    let found = known.filter_map(|piece| match piece.what {
        What::Organisation(found, None) if closing::sure(view, &found) => Some(found),
        _ => None,
    });
    found.take(NAMES).map(|found| name(view, found.span, found.who(), ',', lines)).collect()
}

/// A name that means something else too, with a capital, where the list of those whose copy is used goes on or ends
/// right behind it: *with material from Reuters, Bloomberg*.
pub(super) fn last<'a>(view: &View<'a>, next: Span) -> Option<Found<'a>> {
    let found = organisation::at_start(view, next)?;
    let after = view.folded(Span::new(found.span.end, next.end)).trim_start_matches(['"', '\'']);
    let ends = after.is_empty() || after.starts_with([',', '.', ')', ';', '\n']);
    (ends && view.original(found.span).starts_with(char::is_uppercase)).then_some(found)
}

/// Whether a name is printed as the house itself does it, with a capital.
pub(super) fn is_printed(view: &View<'_>, found: &Found<'_>) -> bool {
    let printed = printed(view.original(found.span));
    printed.starts_with(char::is_uppercase)
        && found.organisation.credits.iter().any(|credit| credit.text == printed)
}

/// *Nachrichtenagenturen AFP, AP, dpa und Reuters*: those behind the first name of a word for agencies.
pub(super) fn following(view: &View<'_>, hit: &Hit, lines: &mut Lines) -> Vec<Name> {
    let sentence = view.sentence(hit.span);
    let mut names = Vec::new();
    let after = view.trim(Span::new(hit.span.end, sentence.end.max(hit.span.end)));
    let Some(first) = organisation::at_start(view, after) else { return names };
    let mut from = first.span.end;
    while names.len() < LISTED {
        let rest = Span::new(from, after.end.max(from));
        let Some(next) = joined::joined(view, rest) else { break };
        let found = organisation::named_at(view, next).or_else(|| {
            organisation::at_start(view, next).filter(|found| organisation::is_own(view, found))
        });
        // One that the registry does not know ends nothing: *…, edp, KNA und Reuters*.
        let Some(found) = found else {
            let word = view.folded(next).split([' ', ',']).next().unwrap_or("");
            if word.is_empty() || word.len() > CODE {
                break;
            }
            from = next.start + word.len();
            continue;
        };
        names.push(name(view, found.span, found.who(), ',', lines));
        from = found.span.end;
    }
    names
}

/// The most names of a list of agencies, and the most bytes of a code.
const LISTED: usize = 8;
const CODE: usize = 5;

/// The title of a paper that the registry does not know, in a list with one that it knows.
pub(super) fn title(view: &View<'_>, next: Span) -> Option<Span> {
    let quoted =
        unregistered::quoted(view, next, false).filter(|span| span.start <= next.start + 1);
    let title = quoted.or_else(|| masthead::read(view, next))?;
    let read = masthead::read(view, title).is_some();
    (read && title.start <= next.start + 1).then_some(title)
}

/// *den Sendern RTL und ntv.*: one that means something else too, as it prints itself, where its clause ends.
pub(super) fn is_next(view: &View<'_>, found: &Found<'_>) -> bool {
    let line = view.line(found.span);
    let after = view.folded(Span::new(found.span.end, line.end));
    organisation::is_own(view, found)
        && (after.is_empty() || after.starts_with(['.', ',', '"', ')']))
}

/// One that the registry does not know, and the titles that follow it in a list.
pub(super) fn unknown(view: &View<'_>, first: Span, window: Span, lines: &mut Lines) -> Vec<Name> {
    let mut names = vec![name(view, first, Who::Unknown, ' ', lines)];
    let mut from = first.end;
    while names.len() < NAMES {
        let rest = Span::new(from.min(window.end), window.end);
        let Some(next) = joined::joined(view, rest) else { break };
        let Some(title) = title(view, skip_small(view, next)) else { break };
        names.push(name(view, title, Who::Unknown, ',', lines));
        from = title.end;
    }
    names
}

/// *… and Peter Watson*: whether a word with a capital that is no article stands right before a name.
pub(super) fn follows_name(view: &View<'_>, near: Span, name: Span) -> bool {
    let before = Span::new(near.start, name.start.max(near.start));
    let word = view.folded(before).trim_end().rsplit(' ').next().unwrap_or("");
    let printed = view.original(before).trim_end();
    let last = printed.rsplit(' ').next().unwrap_or("");
    last.starts_with(char::is_uppercase) && !last.ends_with(',') && !view.lexicon.is_article(word)
}

/// *with material from AFP and dpa*: a code in small letters that begins a stretch, as its agency writes it.
pub(super) fn small_code<'a>(view: &View<'a>, within: Span) -> Option<Found<'a>> {
    organisation::at_start(view, within).filter(|found| {
        let own = printed(view.original(found.span));
        found.organisation.kind == OrganisationKind::Agency
            && found.organisation.credits.iter().any(|credit| credit.text == own)
    })
}

/// The next title of a list that the registry does not know: in a statement, or between the brackets of titles where the
/// text says whose material it holds.
pub(super) fn titled(view: &View<'_>, past: Span, relation: Relation) -> Option<Span> {
    match relation {
        Relation::Material => super::title::bracketed(view, past),
        Relation::Told | Relation::Quoted => title(view, past),
        _ => None,
    }
}

/// *综合新华社电、《海港报》、《新港周刊》*: the titles of a list that goes on behind the words around its first name.
pub(super) fn behind_slot(view: &View<'_>, hit: &Hit, lines: &mut Lines) -> Vec<Name> {
    let mut names = Vec::new();
    let mut rest = Span::new(hit.span.end, view.line(hit.span).end.max(hit.span.end));
    while names.len() < NAMES
        && let Some(list) = view.folded(rest).strip_prefix('、')
        && let Some(title) =
            super::title::bracketed(view, Span::new(rest.end - list.len(), rest.end))
    {
        let who = organisation::whole(view, title).map_or(Who::Unknown, |found| found.who());
        names.push(name(view, title, who, '、', lines));
        let end = view.ceil(title.end + 1);
        rest = Span::new(end, rest.end.max(end));
    }
    names
}
