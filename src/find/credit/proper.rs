//! Proper names in running text: a company at the head of its release, a paper that the registry does not
//! know.

use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::person::joined;
use super::{Credit, Name, Relation, Slot, Who, name, run};

/// The company whose press release it is: the proper name that begins the text.
pub(super) fn company(view: &View<'_>, after: Span, lines: &mut Lines) -> Option<Credit> {
    let mut span = proper_run(view, after)?;
    // *Regulatory News: Company*: a rubric before the name.
    let rest = Span::new(span.end, after.end);
    if view.folded(rest).starts_with(':') {
        span = proper_run(view, Span::new(rest.start + 1, after.end))?;
    }
    // *Am Montagabend haben …*: a sentence that begins with one of its small words.
    let first = view.folded(span).split(' ').next().unwrap_or("");
    let behind = view.original(Span::new(span.end, after.end)).trim_start();
    if !view.lexicon.frequent(first).is_empty() && behind.starts_with(char::is_lowercase) {
        return None;
    }
    // *Die APA – Austria …*: an article and one word.
    if run::is_article(view, span) {
        return None;
    }
    // *Der Präsident des Verbandes, A. Name, sagte …*: an office, and who holds it.
    let words = || view.folded(span).split(' ');
    let small = |word: &str| run::here(view, word) && !view.lexicon.is_particle(word);
    let office = words().next().is_some_and(small) && words().skip(1).any(small);
    let holder = view.original(Span::new(span.end, after.end));
    if office && holder.strip_prefix(", ").is_some_and(|rest| rest.starts_with(char::is_uppercase))
    {
        return None;
    }
    // *Jeder dritte Haushalt …*: one word before a small one begins a sentence.
    let printed = view.original(Span::new(span.end, after.end));
    let small = printed.trim_start().starts_with(char::is_lowercase) && printed.starts_with(' ');
    if !view.folded(span).contains(' ') && small && !view.original(span).contains('.') {
        return None;
    }
    // *Unbekannte Täter sind …*: where every noun has a capital, only a legal form tells a company from a sentence.
    let tongues = &view.lexicon.tongues;
    let nouns = tongues.iter().any(|of| of.capital_nouns && of.countries == view.countries);
    let legal = || {
        let hits = view.lexicon.matcher.words(view.folded, view.text, span);
        hits.iter().any(|hit| hit.word == Word::Legal)
    };
    if nouns && small && !legal() {
        return None;
    }
    let mut names = vec![name(view, span, Who::Unknown, ' ', lines)];
    names.extend(partner(view, Span::new(span.end, after.end), lines));
    Some(Credit { slot: Slot::Dateline, relation: Relation::Behalf, names, desk: None, edge: true })
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

/// The proper name that begins a span: words that begin with capitals or digits, with a legal form. Small
/// words between two such are part of it where they are short.
pub(super) fn proper_run(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let lead =
        text.len() - text.trim_start_matches(['-', ' ', '"', '\'', ':', '.', '«', '(']).len();
    let from = within.start + lead;
    let window = Span::new(from, view.floor((from + 100).min(within.end)));
    let legal: Vec<Span> = view
        .lexicon
        .matcher
        .words(view.folded, view.text, window)
        .iter()
        .filter(|hit| hit.word == Word::Legal)
        .map(|hit| hit.span)
        .collect();
    let folded = view.folded(window);
    let mut end = None;
    let mut small = 0;
    let mut start = 0;
    for word in folded.split_inclusive(' ') {
        let span = Span::new(window.start + start, window.start + start + word.trim_end().len());
        start += word.len();
        if span.is_empty() {
            continue;
        }
        let printed = view.original(span);
        let bare = printed.trim_matches(|c: char| !c.is_alphanumeric());
        let is_legal =
            legal.iter().any(|legal| legal.start <= span.start && span.start < legal.end);
        if printed.starts_with(['(', '[', '-', '|', '©', '"', '«']) && end.is_some() {
            break;
        }
        if bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || is_legal {
            end = Some(span.end);
            small = 0;
        } else if end.is_some()
            && small < 2
            && bare.chars().count() <= 3
            && bare.chars().all(char::is_lowercase)
            && !is_joiner(view, span)
        {
            small += 1;
        } else {
            break;
        }
        let closes = printed.ends_with(['.', ',', ';', ':', ')', '!', '?', '"', '»']);
        let initial = printed.ends_with('.') && (bare.chars().count() <= 3 || is_legal);
        // *Penwick Network, Inc.*: a comma before a legal form ends no name.
        let formed =
            printed.ends_with(',') && legal.iter().any(|legal| legal.start == span.end + 1);
        if closes && !initial && !formed {
            break;
        }
    }
    let mut span = Span::new(from, end?);
    let kept =
        view.folded(span).trim_end_matches(['.', ',', ';', ':', ')', '"', '\'', '!', '?', ' ']);
    span.end = span.start + kept.len();
    let printed = view.original(span);
    let named = printed.chars().any(char::is_alphabetic) && printed.starts_with(char::is_uppercase);
    let dated = printed.split_whitespace().any(|word| word.chars().all(char::is_numeric))
        || view
            .folded(Span::new(span.end, within.end))
            .trim_start_matches(['.', ',', ' '])
            .starts_with(|c: char| c.is_ascii_digit());
    // *Harrow Foods Ltd Mar 11, 2025*: the name ends with its legal form.
    if dated
        && let Some(last) =
            legal.iter().rfind(|legal| legal.start > span.start && legal.end <= span.end)
        && view.folded(Span::new(span.start, last.start)).contains(' ')
    {
        return named.then_some(Span::new(span.start, last.end));
    }
    (named && !dated && span.len() <= 90).then_some(span)
}

fn is_joiner(view: &View<'_>, span: Span) -> bool {
    !view.lexicon.matcher.joiners(view.folded, view.text, span).is_empty()
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
    let text = view.folded(before);
    let clock = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(':');
    if !(clock && inner.len() == 1 && inner.iter().all(wire)) {
        return None;
    }
    let parts = group::pieces(view, before);
    let house = parts.iter().find(|part| {
        let printed = view.original(part.span);
        matches!(part.what, What::Words) && printed.starts_with(char::is_uppercase)
    })?;
    Some(name(view, house.span, Who::Unknown, ' ', lines))
}
