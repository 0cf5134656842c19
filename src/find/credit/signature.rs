//! Who signed a text, at its end: right before the agency of the country that closes it, behind the last sentence.
//! *… vào sáng mai. Trần Lan (TTXVN)*; or before the words that lead to whose copy it holds.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::{Span, ends_sentence, is_han};

use super::super::view::{Lines, View};
use super::byline;
use super::group::{self, What};
use super::organisation::{self, Found};
use super::run::{self, full};
use super::{
    Credit, Name, Relation, Slot, Who, closing as mark, day, listed, marks, name, unnamed,
};

/// The most words of such a name.
const WORDS: usize = 4;

/// The person between the last sentence of a stretch and its end, before an agency in brackets.
pub(super) fn before(
    view: &View<'_>,
    before: Span,
    agency: &Found<'_>,
    lines: &mut Lines,
) -> Option<Name> {
    let behind = view.folded(Span::new(agency.span.end, view.folded.text.len()));
    let last = behind.trim_matches([')', '.', ' ', '\n']);
    // `(PAP) bml/ ap/`: or who was at the desk.
    let rest = Span::new(
        view.folded.text.len() - behind.trim_start_matches([')', ' ']).len(),
        view.folded.text.len(),
    );
    let last =
        last.is_empty() || last.len() <= marks::MOST && marks::are_initials(view, view.trim(rest));
    let home = agency.organisation.kind == OrganisationKind::Agency
        && agency.organisation.is_of(view.countries);
    if !last || !home {
        return None;
    }
    let writer = behind_sentence(view, before)?;
    Some(name(view, writer, Who::Person(Role::Reporter), ' ', lines))
}

/// The person that is all of what stands between the last sentence of a stretch and its end.
pub(super) fn behind_sentence(view: &View<'_>, before: Span) -> Option<Span> {
    let text = view.folded(before).trim_end();
    let sentence = text.rmatch_indices(". ").map(|(at, mark)| at + mark.len()).next()?;
    let span = view.trim(Span::new(before.start + sentence, before.start + text.len()));
    // *… portal. Z Berlina Anna K (PAP)*: behind a small word and a place.
    let placed = || {
        let text = view.folded(span);
        let (small, rest) = text.split_once(' ')?;
        let (_, name) = rest.split_once(' ').filter(|(_, name)| name.contains(' '))?;
        let own = Span::new(span.end - name.len(), span.end);
        (small.chars().count() <= 2 && run::here(view, small) && is_person(view, own))
            .then_some(own)
    };
    placed().or_else(|| is_person(view, span).then_some(span))
}

fn is_person(view: &View<'_>, span: Span) -> bool {
    let first = view.folded(span).split(' ').next().unwrap_or("");
    if view.lexicon.is_article(first) && run::here(view, first) {
        return false;
    }
    // *ByANN LEE*: read by the word that is glued to it.
    if byline::within(view, Span::new(span.start, span.start + first.len())).is_some() {
        return false;
    }
    // *Harbour Post, with files from X*: a paper.
    if view.folded(span).rsplit(' ').next().is_some_and(|last| view.lexicon.mastheads.ends(last)) {
        return false;
    }
    let words = view.folded(span).split(' ').count();
    (2..=WORDS).contains(&words) && full(view, span) == Some(span)
}

/// How far before the end of a line a signature may begin, in bytes.
const REACH: usize = 140;
/// The most parts of a signature.
const PARTS: usize = 6;

/// *… of the week. Ann Lee and Ben Cole, CODE*, *… do prédio. Marina T Agência X*: persons and their agency behind the
/// last sentence of a line, and nothing else.
pub(super) fn closing(view: &View<'_>, rest: Span, lines: &mut Lines) -> Option<Credit> {
    view.first_name(rest)?;
    let pieces = group::pieces(view, rest);
    let (last, persons) = pieces.split_last().filter(|_| pieces.len() <= PARTS)?;
    let What::Organisation(found, beside) = last.what else { return None };
    let home = found.organisation.is_of(view.countries);
    let agency =
        found.organisation.kind == OrganisationKind::Agency && (home || mark::sure(view, &found));
    // *A. Name, The Harbour Agency*: an article is no name.
    let article = |beside: &Span| view.lexicon.is_article(view.folded(*beside));
    let beside = beside.filter(|beside| !beside.is_empty() && !article(beside));
    let own = |piece: &group::Piece<'_>| {
        is_person(view, piece.span) && matches!(piece.joined, ' ' | ',' | '&' | '-')
    };
    // *A. NAME - İSTANBUL CODE*: where it was written, in capitals.
    let place = beside.filter(|beside| {
        last.joined == '-'
            && beside.start < found.span.start
            && run::capitals(view.original(*beside))
    });
    let beside = beside.filter(|_| place.is_none());
    let glued = beside.is_none_or(|beside| {
        (home || !found.ambiguous)
            && beside.start < found.span.start
            && view.folded(found.span).contains(' ')
            && is_person(view, beside)
    });
    // *DANA WHITLOW / AP*: with a slash it is a picture's.
    let picture = last.joined == '/';
    if !agency
        || picture
        || !glued
        || (persons.is_empty() && beside.is_none())
        || !persons.iter().all(own)
    {
        return None;
    }
    let mut names: Vec<Name> =
        persons.iter().map(|piece| person(view, piece.span, lines)).collect();
    names.extend(beside.map(|beside| person(view, beside, lines)));
    names.push(name(view, found.span, found.who(), ',', lines));
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// *… de nuevo. Elena T Corresponsal en Puerto 09/05/2018*: a person, what they are, and where and when, behind the
/// last sentence of a line.
pub(super) fn stationed(view: &View<'_>, rest: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(rest);
    let ends = text.ends_with(|c: char| c.is_ascii_digit());
    let writer = ends.then(|| full(view, rest)).flatten();
    let writer = writer.filter(|writer| writer.start == rest.start)?;
    let behind = view.folded(Span::new(writer.end, rest.end)).strip_prefix(' ')?;
    let word = behind.split(' ').next().unwrap_or("");
    let office = matches!(view.lexicon.label(word), Some(Label::Office | Label::Reporter));
    if !office || behind.split(' ').count() > STATION {
        return None;
    }
    let names = vec![person(view, writer, lines)];
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// *… of our system. Ann Lee 22 Jun 2026*: a person and the day, behind the last sentence of a line.
pub(super) fn dated(view: &View<'_>, rest: Span, lines: &mut Lines) -> Option<Credit> {
    let writer = full(view, rest).filter(|writer| writer.start == rest.start)?;
    let behind = view.folded(Span::new(writer.end, rest.end));
    // *Mon 22 Jun 2026*: the day of the week before it.
    let day = match behind.trim_start().split_once(' ') {
        Some((word, day)) if word.chars().all(char::is_alphabetic) => day,
        _ => behind.trim_start(),
    };
    let day = Span::new(rest.end - day.len(), rest.end);
    let fits = is_person(view, writer)
        && day::dated(view, day)
        && view.folded(day).split(' ').count() <= DAY;
    let names = || vec![person(view, writer, lines)];
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    fits.then(names).map(|names| Credit { slot, relation, names, desk, edge: true })
}

/// The most words of a day.
const DAY: usize = 4;

/// The most words of an office, its place and a day.
const STATION: usize = 7;

/// *Ann Lee, with material from X*, *A. D. avec X*: who wrote the text, right before the words that lead to whose
/// copy it holds. `at` is where these begin.
pub(super) fn before_cue(
    view: &View<'_>,
    line: Span,
    at: usize,
    lines: &mut Lines,
) -> Option<Name> {
    let text = view.folded(Span::new(line.start, at.max(line.start))).trim_end();
    let bare = text.trim_end_matches(',');
    let comma = bare.len() < text.len();
    let end = line.start + bare.len();
    let mut start = end;
    for (count, word) in bare.rsplit(' ').take(WORDS).enumerate() {
        start = (start - word.len()).saturating_sub(usize::from(count > 0));
        let span = Span::new(start, end);
        let ahead = view.folded(Span::new(line.start, start)).trim_end();
        let apart = ahead.is_empty()
            || ahead.ends_with(|c| ends_sentence(c) || matches!(c, '"' | '»' | '|'));
        let initials = apart && is_dotted(view.original(span), count);
        let small = !apart && {
            let word = ahead.rsplit(' ').next().unwrap_or("");
            let from = line.start + ahead.len() - word.len();
            view.original(Span::new(from, from + word.len())).starts_with(char::is_lowercase)
        };
        // *Neue Post A. Name, mit Material von X*: behind the paper that prints it.
        let house = || {
            let ahead = Span::new(line.start, line.start + ahead.len());
            comma
                && organisation::at_end(view, ahead)
                    .is_some_and(|found| found.span.start == line.start)
        };
        let fits = || apart || comma && small || house();
        if initials || count > 0 && fits() && is_person(view, span) {
            return Some(person(view, span, lines));
        }
    }
    None
}

/// Whether a stretch with so many spaces is initials: two single letters, each with its full stop, or without a space
/// between two and three of at most two letters: *A. D.*, *K.Br.*
fn is_dotted(printed: &str, spaces: usize) -> bool {
    let initial = |part: &str, most: usize| {
        part.starts_with(char::is_uppercase) && part.chars().count() <= most
    };
    match spaces {
        0 => printed.strip_suffix('.').is_some_and(|printed| {
            (2..=3).contains(&printed.split('.').count())
                && printed.split('.').all(|part| initial(part, 2))
        }),
        1 => printed
            .split(' ')
            .all(|word| word.strip_suffix('.').is_some_and(|part| initial(part, 1))),
        _ => false,
    }
}

/// *… desconcertado. AFP Alfons LUNA*, *… 보도했다. 연합*: an agency behind the last sentence of a text, and who wrote it there.
pub(super) fn agency(view: &View<'_>, clause: Span, lines: &mut Lines) -> Option<Credit> {
    if !unnamed::ends_text(view, clause.end) {
        return None;
    }
    let text = view.folded(clause).trim_end_matches(['.', ' ']);
    let clause = Span::new(clause.start, clause.start + text.len());
    let found = organisation::at_start(view, clause)
        .filter(|found| found.organisation.kind == OrganisationKind::Agency)?;
    let rest = view.trim(Span::new(found.span.end, clause.end));
    let home = found.organisation.is_of(view.countries);
    // *PTI NIT KJ*: in capitals they are those at the desk.
    let forename = printed(view.original(rest));
    let forename = forename.split(' ').next().unwrap_or("");
    let named = forename.chars().any(char::is_lowercase) && is_person(view, rest);
    let writer = (found.span.end < rest.start && named).then_some(rest);
    let fits = match writer {
        Some(_) => run::capitals(&printed(view.original(found.span))),
        None => rest.is_empty() && home && listed::is_printed(view, &found),
    };
    let mut names = vec![name(view, found.span, found.who(), ' ', lines)];
    names.extend(writer.map(|writer| person(view, writer, lines)));
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    fits.then_some(Credit { slot, relation, names, desk, edge: true })
}

/// *… proche de l'enquête. Marie-Lou Petit*, *… in May. — Nora Vance*: nothing but the full name of somebody behind the last
/// sentence of a text.
pub(super) fn alone(view: &View<'_>, clause: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(clause);
    let lead = text.len() - text.trim_start_matches(['-', ' ']).len();
    let clause = Span::new(clause.start + lead, clause.end);
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    let names = || vec![person(view, clause, lines)];
    is_alone(view, clause, clause.end, clause).then(names).map(|names| Credit {
        slot,
        relation,
        names,
        desk,
        edge: true,
    })
}

/// Whether a stretch is nothing but the full name of somebody, each word with its capital, and nothing stands behind `end`:
/// no label, no words of rights. In brackets a sentence must end before it, within its line.
pub(super) fn is_alone(view: &View<'_>, clause: Span, end: usize, line: Span) -> bool {
    if !unnamed::ends_text(view, end) {
        return false;
    }
    let before = view.folded(Span::new(line.start, clause.start.max(line.start)));
    let bracketed = before.ends_with('(');
    let sentence = before.trim_end_matches(['(', ' ']);
    let printed = printed(view.original(clause));
    let words = printed.split([' ', '-']).count();
    let loud = printed.split([' ', '-']).all(run::capitals);
    let letters = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some()
            && letters.all(|c| c.is_lowercase() || matches!(c, '\'' | '’'))
    };
    let sentence = !bracketed || sentence.ends_with(|c| ends_sentence(c) || matches!(c, '"' | '»'));
    // `…。（王静）`: in Han, with a frequent family name.
    if bracketed && sentence && printed.chars().all(is_han) {
        let family = |letters: usize| {
            let end = printed.char_indices().nth(letters).map_or(printed.len(), |(at, _)| at);
            view.lexicon.is_family_name(printed.get(..end).unwrap_or(""))
        };
        return (2..=4).contains(&printed.chars().count()) && (family(1) || family(2));
    }
    (2..=3).contains(&words)
        && (printed.split([' ', '-']).all(letters) || bracketed && loud)
        && sentence
        && view.folded(clause).split(' ').all(|word| {
            view.lexicon.label(word).is_none() && !view.lexicon.ends_byline(word)
        })
        && view.folded(clause).split(' ').any(|word| view.lexicon.frequent(word).is_empty())
        && view.first_name(clause).is_none()
        && is_person(view, clause)
        // *All Rights Reserved*.
        && view.lexicon.matcher.words(view.folded, view.text, clause).is_empty()
}

/// What stands behind the last sentence of a line.
pub(super) fn last_clause(view: &View<'_>, line: Span) -> Option<Span> {
    let line = view.trim(line);
    let from = view.ceil(line.end.saturating_sub(REACH).max(line.start));
    let text = view.folded(Span::new(from, line.end));
    let mut next = ' ';
    for (at, c) in text.char_indices().rev() {
        let ends = match c {
            '.' | '!' | '?' | '"' | '»' => next == ' ',
            // *… (TSX: ABC)Ann Lee, The …*: glued to a bracket.
            ')' => next.is_alphabetic() || next == ' ' && text.get(..at)?.ends_with('.'),
            _ => false,
        };
        let rest = at + c.len_utf8();
        if ends && rest < text.len() {
            return Some(view.trim(Span::new(from + rest, line.end)));
        }
        next = c;
    }
    None
}

fn person(view: &View<'_>, span: Span, lines: &mut Lines) -> Name {
    name(view, span, Who::Person(Role::Reporter), ',', lines)
}

/// `akw/ joz/`, `jml/rrt/fpa`: the initials of the desk on a line of their own, two and more, or one with its slash.
pub(super) fn initials(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.original(line);
    let parts: Vec<&str> = text.split(['/', ' ']).filter(|part| !part.is_empty()).collect();
    let own = |part: &&str| {
        (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    if !text.contains('/') || !parts.iter().all(own) || parts.is_empty() {
        return None;
    }
    let pieces = group::pieces(view, line);
    if !pieces.iter().all(|piece| matches!(piece.what, What::Initials)) {
        return None;
    }
    let mut person = |piece: &group::Piece<'_>| {
        name(view, piece.span, Who::Person(Role::Editor), piece.joined, lines)
    };
    let names = pieces.iter().map(&mut person).collect();
    let (slot, relation) = (Slot::Byline, Relation::Sent);
    Some(Credit { slot, relation, names, desk: None, edge: true })
}
