//! Whose release a wire sent out: the company or the body that the first sentence behind the wire's dateline begins
//! with, or that stands before it.

use crate::lexicon::language::Label;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::text::{Span, is_hiragana, is_unspaced};

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::joined::joined;
use super::organisation;
use super::proper::proper_run;
use super::{Credit, Name, Relation, Slot, Who, name, run};

/// How far behind the dateline another wire or a day may reach, in bytes.
const LEAD: usize = 28;
/// How far the phrase before the company may reach, in bytes.
const PHRASE: usize = 64;
/// The most letters of what a wire calls its kinds of releases.
const RUBRIC: usize = 12;

/// The company whose press release it is: the proper name that begins the text.
pub(super) fn company(view: &View<'_>, after: Span, lines: &mut Lines) -> Option<Credit> {
    let after = past_lead(view, after);
    let span = native(view, after)
        .or_else(|| begins(view, after))
        .or_else(|| behind_phrase(view, after))?;
    let mut names = vec![name(view, span, Who::Unknown, ' ', lines)];
    names.extend(partner(view, Span::new(span.end, after.end), lines));
    Some(credit(names))
}

fn credit(names: Vec<Name>) -> Credit {
    let (slot, relation, desk) = (Slot::Dateline, Relation::Behalf, None);
    Credit { slot, relation, names, desk, edge: true }
}

/// `-- via OTHERWIRE -- Company`, `/ WIRE / June 2, 2023 / Company`: past what else stands in the dateline.
fn past_lead(view: &View<'_>, after: Span) -> Span {
    let text = view.folded(after);
    let lead = text.trim_start_matches(['-', ' ', ':', '=']);
    let start = after.end - lead.len();
    let near = Span::new(start, view.floor((start + LEAD).min(after.end)));
    let head = view.folded(near);
    let dated = head.starts_with(|c: char| c.is_ascii_digit())
        || head
            .get(..PLACE.min(head.len()))
            .is_some_and(|h| h.contains(|c: char| c.is_ascii_digit()));
    let mark = [" / ", " - ", " -- "].into_iter().find_map(|mark| {
        let at = head.find(mark)?;
        let before = head.get(..at)?;
        let wire = before
            .split_once(' ')
            .is_some_and(|(small, rest)| small.len() <= 4 && !rest.contains(' ') && mark == " -- ");
        let day = dated && before.contains(|c: char| c.is_ascii_digit());
        // `(WIRE, January 16, 2026) Larkhaven, AK -- Company`.
        let place =
            mark == " -- " && before.contains(", ") && before.split(' ').count() <= PLACE_WORDS;
        // *-- Harbour Fair -- Company (CODE: X), …*: where it was told.
        let behind = near.start + at + mark.len();
        let event = mark == " -- "
            && before.split(' ').count() <= 2
            && view
                .original(Span::new(behind.min(after.end), after.end))
                .starts_with(char::is_uppercase);
        (day || wire || place || event).then_some(at + mark.len())
    });
    mark.map_or(after, |at| Span::new(start + at, after.end))
}

/// The most words of the place before the dash of a dateline.
const PLACE_WORDS: usize = 4;
/// How far into a day its first number stands, in bytes.
const PLACE: usize = 14;

/// `/美通社/ -- 长山汽车今日宣布`, `（ビジネスワイヤ） -- 山川自動車は本日`: in a script that sets no words apart, up to a word that ends
/// names, or to the first small word of Japanese.
fn native(view: &View<'_>, after: Span) -> Option<Span> {
    let text = view.folded(after);
    let rest = text.trim_start_matches(['-', ' ', '"', ':']);
    let start = after.end - rest.len();
    if !rest.starts_with(is_unspaced) {
        return None;
    }
    let ends = |at: usize| {
        let rest = rest.get(at..).unwrap_or("");
        let word = |count: usize| {
            let end = rest.char_indices().nth(count).map_or(rest.len(), |(end, _)| end);
            rest.get(..end).is_some_and(|word| view.lexicon.ends_byline(word))
        };
        rest.starts_with(|c| is_hiragana(c) || !is_unspaced(c)) || word(2)
    };
    let (count, end) =
        rest.char_indices().map(|(at, _)| at).enumerate().take(NATIVE).find(|(_, at)| ends(*at))?;
    (count >= 2).then_some(Span::new(start, start + end))
}

/// The most characters of a company in a script that sets no words apart.
const NATIVE: usize = 16;

/// The proper name that a text begins with.
fn begins(view: &View<'_>, after: Span) -> Option<Span> {
    let mut span = proper_run(view, after)?;
    // *Regulatory News: Company*: a rubric before the name.
    let rest = Span::new(span.end, after.end);
    if view.folded(rest).starts_with(':') {
        span = proper_run(view, Span::new(rest.start + 1, after.end))?;
    }
    let behind = view.original(Span::new(span.end, after.end));
    let small = behind.trim_start().starts_with(char::is_lowercase);
    let first = view.folded(span).split(' ').next().unwrap_or("");
    if small && view.lexicon.is_article(first) && run::here(view, first) {
        return behind_article(view, span);
    }
    // *Am Montagabend haben …*: a sentence that begins with one of its small words.
    let alone = !view.folded(span).contains(' ');
    // *Today at the Harbour Fair, …*.
    if view.lexicon.ends_byline(first) && !is_formed(view, span) {
        return None;
    }
    if !view.lexicon.frequent(first).is_empty() && (small || alone) {
        return None;
    }
    // *Für Rudy Lindgreen, Berater von …*: a small word that is no article begins a sentence.
    let little = run::here(view, first) && !view.lexicon.is_particle(first);
    if has_capital_nouns(view)
        && little
        && !view.lexicon.is_article(first)
        && !is_formed(view, span)
    {
        return None;
    }
    // *Die APA – Austria …*: an article and one word.
    if run::is_article(view, span) {
        return None;
    }
    // *Der Präsident des Verbandes, A. Name, sagte …*: an office, and who holds it.
    let words = || view.folded(span).split(' ');
    let little = |word: &str| run::here(view, word) && !view.lexicon.is_particle(word);
    let office = words().next().is_some_and(little) && words().skip(1).any(little);
    if office && behind.strip_prefix(", ").is_some_and(|rest| rest.starts_with(char::is_uppercase))
    {
        return None;
    }
    // *Abt Karl Moser ist am Samstag, …*: a small word of the language that is of no name, within.
    let verb = |word: &str| little(word) && !view.lexicon.is_article(word);
    let printed = view.original(span).split_whitespace();
    let inner =
        printed.zip(words()).any(|(own, word)| own.starts_with(char::is_lowercase) && verb(word));
    if inner && !is_formed(view, span) {
        return None;
    }
    // *Jeder dritte Haushalt …*: one word before a small one begins a sentence.
    let small = small && behind.starts_with(' ');
    if alone && small && !view.original(span).contains('.') && !is_coined(view.original(span)) {
        return None;
    }
    // *Kranich Delivers Another Strong Quarter*: nothing but capitals is a headline.
    if behind.trim().is_empty() && !is_formed(view, span) {
        return None;
    }
    // *Innenminister Karl Moser (CDU) rechnet …*: where titles are nouns, a party says that it is somebody.
    let bracket = view.folded(Span::new(span.end, after.end));
    let party = bracket.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
    if party.is_some_and(|(party, _)| party.len() <= PARTY && !party.contains(':'))
        && has_capital_nouns(view)
        && !is_formed(view, span)
    {
        return None;
    }
    // *Unbekannte Täter sind …*: where every noun has a capital, only a legal form or a word for a body tells a
    // company from a sentence.
    (!(has_capital_nouns(view) && small) || is_formed(view, span)).then_some(span)
}

/// *The Harbour Foundation of …*, *Die Kranich AG hat …*: what stands behind the article, and says what it is.
fn behind_article(view: &View<'_>, span: Span) -> Option<Span> {
    let space = view.folded(span).find(' ')?;
    let rest = Span::new(span.start + space + 1, span.end);
    let formed = is_formed(view, rest);
    let proper = view.original(rest).starts_with(char::is_uppercase);
    let several = view.folded(rest).contains(' ');
    let known = several && proper && !is_office(view, rest);
    if has_capital_nouns(view) {
        return (known && formed).then_some(rest);
    }
    known.then_some(span)
}

/// *On November 4, Longshan Motors unveiled …*: the name behind a phrase that begins with a small word.
fn behind_phrase(view: &View<'_>, after: Span) -> Option<Span> {
    let text = view.folded(after);
    let lead = text.len() - text.trim_start_matches(['-', ' ', '"', ':', '.']).len();
    let start = after.start + lead;
    let near = Span::new(start, view.floor((start + PHRASE).min(after.end)));
    let phrase = view.folded(near);
    let first = phrase.split(' ').next()?;
    let small = !view.lexicon.frequent(first).is_empty() || view.lexicon.ends_byline(first);
    let comma = phrase.find(", ").filter(|_| small)?;
    if phrase.get(..comma)?.contains(['.', '"', '(', ':']) {
        return None;
    }
    let rest = Span::new(start + comma + 2, after.end);
    let span = proper_run(view, rest).filter(|span| span.start == rest.start)?;
    let first = view.folded(span).split(' ').next()?;
    let span = if view.lexicon.is_article(first) {
        view.trim(Span::new(span.start + first.len(), span.end))
    } else {
        span
    };
    let behind = view.original(Span::new(span.end, after.end));
    let goes_on = behind.starts_with(" (") || behind.trim_start().starts_with(char::is_lowercase);
    let formed = is_formed(view, span);
    let several = view.folded(span).contains(' ');
    let first = view.folded(span).split(' ').next()?;
    let small = !view.lexicon.frequent(first).is_empty();
    let fits = goes_on && !small && several && !is_office(view, span);
    (fits && (formed || !has_capital_nouns(view))).then_some(span)
}

/// The most bytes of the short form of a party.
const PARTY: usize = 8;

/// `TannSport™`, `NORDWALL`: a word that is printed like no other begins a sentence only as a name.
fn is_coined(printed: &str) -> bool {
    let inner = printed.chars().skip(1);
    printed.contains(['®', '™']) || inner.clone().any(char::is_uppercase) && inner.count() > 2
}

/// Whether every noun of the language of the text begins with a capital.
pub(super) fn has_capital_nouns(view: &View<'_>) -> bool {
    let tongues = &view.lexicon.tongues;
    tongues.iter().any(|of| of.capital_nouns && of.countries == view.countries)
}

/// Whether a name holds a legal form, or a word for a body.
fn is_formed(view: &View<'_>, span: Span) -> bool {
    let hits = view.lexicon.matcher.words(view.folded, view.text, span);
    hits.iter().any(|hit| hit.word == Word::Legal) || is_body(view, span)
}

/// Whether a name of several words holds one for a body: *Stiftung Klarwasser*, *Imkerverband Nord*.
pub(super) fn is_body(view: &View<'_>, span: Span) -> bool {
    let bodies = &view.lexicon.bodies;
    let words: Vec<&str> = view.folded(span).split(' ').collect();
    let first = words.first().is_some_and(|word| bodies.begins(word));
    words.len() > 1 && (first || words.iter().any(|word| bodies.ends(word)))
}

/// Whether a name holds the word for an office: *President Ann Lee*.
fn is_office(view: &View<'_>, span: Span) -> bool {
    view.folded(span)
        .split(' ')
        .any(|word| matches!(view.lexicon.label(word), Some(Label::Office | Label::Reporter)))
}

/// *Penwick Inc. (NYSE: PWK) and Harrow SE (Nasdaq: HRW) today …*: the other company of a release, by its own
/// bracket.
fn partner(view: &View<'_>, rest: Span, lines: &mut Lines) -> Option<Name> {
    let text = view.folded(rest).trim_start_matches(['.', ' ']);
    let close = text.strip_prefix('(').and_then(|inner| inner.find(')'))?;
    let behind = Span::new(rest.end - text.len() + close + 2, rest.end);
    let next = joined(view, behind)?;
    let run = proper_run(view, next).filter(|run| run.start == next.start)?;
    let bracket = view.folded(Span::new(run.end, rest.end));
    bracket
        .trim_start_matches(['.', ' '])
        .starts_with('(')
        .then(|| name(view, run, Who::Unknown, ',', lines))
}

/// `EQS-News: Kranich AG / …`: a wire with what it calls the release, and whose it is behind a colon.
pub(super) fn headed(view: &View<'_>, head: Span, lines: &mut Lines) -> Option<Vec<Credit>> {
    // `14:15 EQS-DD: Kranich AG`.
    let time = |c: char| c.is_ascii_digit() || matches!(c, ':' | ' ' | '-' | '.');
    let lead = view.folded(head).len() - view.folded(head).trim_start_matches(time).len();
    let head = Span::new(head.start + lead, head.end);
    let found = organisation::at_start(view, head)
        .filter(|found| found.organisation.kind == OrganisationKind::PressReleaseWire)?;
    let rest = view.folded(Span::new(found.span.end, head.end));
    let colon = rest.find(':').filter(|colon| *colon <= RUBRIC)?;
    let rubric = rest.get(..colon)?;
    if !rubric.is_empty() && !rubric.starts_with(['-', ' ']) {
        return None;
    }
    let behind = Span::new(found.span.end + colon + 1, head.end);
    let code = |span: Span| {
        let first = view.original(span).split(' ').next().unwrap_or("");
        run::capitals(first).then(|| Span::new(span.start, span.start + first.len()))
    };
    let span = match proper_run(view, behind) {
        Some(span) if is_formed(view, span) => span,
        Some(span) => code(span)?,
        // `eKranich AG (deutsch)`: up to its legal form.
        None => {
            let behind = view.trim(behind);
            let near = Span::new(behind.start, view.floor((behind.start + PHRASE).min(behind.end)));
            let hits = view.lexicon.matcher.words(view.folded, view.text, near);
            let legal = hits.iter().find(|hit| hit.word == Word::Legal)?;
            let span = Span::new(behind.start, legal.span.end);
            (view.folded(span).split(' ').count() <= 3).then_some(span)?
        }
    };
    // `Kranich AG / Schlagwort(e): …`.
    let slash = view.folded(span).find(" /").map_or(span.end, |at| span.start + at);
    let span = Span::new(span.start, slash);
    let wire = vec![name(view, found.span, found.who(), ' ', lines)];
    let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
    let company = vec![name(view, span, Who::Unknown, ' ', lines)];
    Some(vec![Credit { slot, relation, names: wire, desk, edge: true }, credit(company)])
}

/// `04.02.2020 – 14:08, Polizei Düsterhafen, Düsterhafen (ots)`: whose release a wire sent, behind the day and hour.
pub(super) fn released(
    view: &View<'_>,
    inner: &[group::Piece<'_>],
    before: Span,
    lines: &mut Lines,
) -> Option<Name> {
    let wire = |piece: &group::Piece<'_>| match piece.what {
        What::Organisation(found, _) => {
            found.organisation.kind == OrganisationKind::PressReleaseWire
        }
        _ => false,
    };
    if !(inner.len() == 1 && inner.iter().all(wire)) {
        return None;
    }
    let text = view.folded(before);
    let clock = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(':');
    if !clock {
        return body(view, before).map(|span| name(view, span, Who::Unknown, ' ', lines));
    }
    let parts = group::pieces(view, before);
    let house = parts.iter().find(|part| {
        let printed = view.original(part.span);
        matches!(part.what, What::Words) && printed.starts_with(char::is_uppercase)
    })?;
    Some(name(view, house.span, Who::Unknown, ' ', lines))
}

/// Whether a body stands before the bracket of a dateline, and nothing else.
pub(super) fn is_body_before(view: &View<'_>, before: Span) -> bool {
    body(view, before).is_some()
}

/// The body that stands before the bracket of a dateline.
pub(super) fn before(view: &View<'_>, before: Span, lines: &mut Lines) -> Option<Credit> {
    body(view, before).map(|span| credit(vec![name(view, span, Who::Unknown, ' ', lines)]))
}

/// `Polizeipräsidium Tannau Tannau (ots)`: a body that is all of what stands before the wire, and the place.
fn body(view: &View<'_>, before: Span) -> Option<Span> {
    let before = view.trim(before);
    // `27.07.2021 – 18:10 Kranich GmbH Tannau (ots)`: up to its legal form.
    let day = |c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | ' ' | ',' | '|');
    let lead = before.len() - view.folded(before).trim_start_matches(day).len();
    if lead > 0 {
        let window = Span::new(before.start + lead, before.end);
        let run = proper_run(view, window).filter(|run| run.start == window.start)?;
        let hits = view.lexicon.matcher.words(view.folded, view.text, run);
        let legal =
            hits.iter().rfind(|hit| hit.word == Word::Legal && hit.span.start > run.start)?;
        return Some(Span::new(run.start, legal.span.end));
    }
    let run = proper_run(view, before).filter(|run| *run == before && is_body(view, *run))?;
    let text = view.folded(run);
    let (rest, place) = text.rsplit_once(' ')?;
    let again = rest.rsplit(' ').next() == Some(place);
    Some(if again { Span::new(run.start, run.start + rest.len()) } else { run })
}
