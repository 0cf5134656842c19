//! The name right beside a word for agencies: *the news agency X*, *X-Nachrichtenagentur*, known or not.

use crate::lexicon::matcher::{Hit, printed};
use crate::text::Span;

use super::super::view::{Lines, View};
use super::lead::past_small_word;
use super::nearby::overlapping;
use super::organisation::{self, Found};
use super::proper::proper_run;
use super::referent::{WORDS, known};
use super::{Name, Who, closing, listed, name, release, unregistered};

/// How far from a word for agencies the name behind a country may end, in bytes.
const NEAR: usize = 48;
/// The most adjectives between a word for agencies and a name.
const ADJECTIVES: usize = 2;

/// The name right beside a word for agencies: behind it, or before it.
pub(super) fn beside(view: &View<'_>, hit: &Hit, lines: &mut Lines) -> Option<Name> {
    let sentence = view.sentence(hit.span);
    let after = Span::new(hit.span.end, sentence.end.max(hit.span.end));
    let text = view.folded(after);
    let lead = text.len() - text.trim_start_matches([' ', '"', '(', '«', '”', '“']).len();
    let after = Span::new(after.start + lead, after.end);
    let capital = |found: &Found<'_>| {
        let printed = view.original(found.span);
        let registered = || found.organisation.credits.iter().any(|credit| credit.text == printed);
        !found.ambiguous || !printed.starts_with(char::is_lowercase) || registered()
    };
    let behind = organisation::at_start(view, after).filter(capital);
    let before = || {
        let before = Span::new(sentence.start.min(hit.span.start), hit.span.start);
        let text = view.folded(before).trim_end_matches([' ', '"', ')', '»', '”', '“', '\'']);
        let before = Span::new(before.start, before.start + text.len());
        organisation::at_end(view, before).filter(capital)
    };
    // *وكالة الأنباء القطرية*: the longer name first, of which the cue is a part.
    if let Some(found) = overlapping(view, hit, after).or(behind).or_else(before) {
        return Some(known(view, found, ' ', lines));
    }
    if let Some(found) = organisation::titled(view, after) {
        return Some(known(view, found, ' ', lines));
    }
    // *l'agenzia di stampa tedesca Dpa*: a small word of a country between.
    let mut rest = after;
    for _ in 0..ADJECTIVES {
        let Some(next) = past_small_word(view, rest) else { break };
        let text = view.folded(next);
        let quote = text.len() - text.trim_start_matches('"').len();
        rest = Span::new(next.start + quote, next.end);
        // *agencia oficial rusa Sputnik*: as the house prints itself.
        let own = |found: &Found<'_>| closing::sure(view, found) || listed::is_printed(view, found);
        let sure = organisation::at_start(view, rest).filter(own);
        if let Some(found) = sure.or_else(|| organisation::titled(view, rest)) {
            return Some(known(view, found, ' ', lines));
        }
    }
    // *خبرگزاری روسی تاس*: the same in a script without capitals.
    if let Some((word, _)) = view.folded(after).split_once(' ')
        && word.chars().all(|c| matches!(c, '\u{590}'..='\u{DFF}'))
        && let Some(found) =
            organisation::at_start(view, Span::new(after.start + word.len() + 1, after.end))
        && !found.ambiguous
    {
        return Some(known(view, found, ' ', lines));
    }
    // *Kantor Berita Turki, Anadolu …*: the same in one word, and the name as the house prints it.
    if let Some((country, _)) =
        view.folded(after).split_once(", ").filter(|(c, _)| !c.contains(' '))
        && let Some(found) =
            organisation::at_start(view, Span::new(after.start + country.len() + 2, after.end))
        && listed::is_printed(view, &found)
    {
        return Some(known(view, found, ' ', lines));
    }
    // *Kantor berita Amerika Serikat (AS), Reuters …*: the country before its name.
    let near = Span::new(after.start, view.floor((after.start + NEAR).min(after.end)));
    if let Some(found) = organisation::first_unambiguous(view, near, WORDS)
        && view.folded(Span::new(near.start, found.span.start)).ends_with("), ")
    {
        return Some(known(view, found, ' ', lines));
    }
    // *der Neuen Osnabrücker Zeitung (Freitagausgabe)*: the word is part of the name of a house.
    let house = Span::new(sentence.start.min(hit.span.start), hit.span.end);
    if organisation::at_end(view, house).is_some() {
        return None;
    }
    // *in an interview with the newspaper «Известия»*: one that the registry does not know.
    if view.folded(view.line(hit.span)).contains(['|', '•', '·']) {
        return None; // a menu
    }
    let quote = Span::new(hit.span.end, sentence.end.max(hit.span.end));
    let native = unregistered::quoted_before(view, hit);
    if let Some(title) = native.or_else(|| unregistered::katakana(view, quote)) {
        return Some(name(view, title, Who::Unknown, ' ', lines));
    }
    let behind = |after: Span| {
        let printed = view.original(after);
        proper_run(view, after)
            .filter(|span| printed.starts_with(char::is_uppercase) && span.start == after.start)
            .filter(|span| !unregistered::is_headline(view, *span))
    };
    // *«Bild»-Zeitung (Freitagausgabe)*: in brackets stands no name of its own.
    let opened = text.trim_start_matches([' ', '"']).starts_with('(');
    let behind = |after: Span| behind(after).filter(|_| !opened);
    let title = unregistered::quoted(view, quote, true).or_else(|| behind(after)).or_else(|| {
        let before = unregistered::named_before(view, hit)?;
        // *der Verband Österreichischer Zeitungen*: the word is of the name of a body.
        let nouns = release::has_capital_nouns(view);
        if nouns && release::is_body(view, before) {
            return None;
        }
        // *meldt het Brabants Dagblad*, *the Harbour News Service*: the word ends the title.
        let part = before.end + 1 == hit.span.start
            && view.original(hit.span).starts_with(char::is_uppercase)
            && (!nouns || view.lexicon.mastheads.ends(view.folded(hit.span)));
        Some(if part { before.join(hit.span) } else { before })
    });
    title.map(|span| {
        // *dari Kantor Berita Suriah SANA*: the country, and the agency as it prints itself.
        let last = organisation::at_end(view, span).filter(|last| {
            let printed = printed(view.original(last.span));
            last.span.start > span.start
                && listed::is_printed(view, last)
                && printed.chars().count() > 2
                && printed.chars().all(char::is_uppercase)
        });
        match last {
            Some(found) => known(view, found, ' ', lines),
            // *com informações do Jornal Nova Hora*: the word begins the title.
            None if begins_title(view, hit, span) => {
                name(view, hit.span.join(span), Who::Unknown, ' ', lines)
            }
            None => name(view, span, Who::Unknown, ' ', lines),
        }
    })
}

/// Whether a word for a house is the first of its title: it has a capital as those of titles do, and the rest follows.
fn begins_title(view: &View<'_>, hit: &Hit, title: Span) -> bool {
    hit.span.end + 1 == title.start
        && view.original(hit.span).starts_with(char::is_uppercase)
        && view.lexicon.mastheads.begins(view.folded(hit.span))
}
