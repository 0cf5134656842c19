//! The author slot of a site, on a line of its own: who wrote a text, and when it came out or what they are there.
//! *Ann Lee, 26.04.2024 10:00*, *Anna Rossi 4 Febbraio 2025 - 14:41*, *Ana Pérez Corresponsal en Atenas*.

use crate::lexicon::language::Label;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, fold, is_han};

use super::super::view::{Lines, View};
use super::{
    Credit, Name, Relation, Slot, Who, byline, group, masthead, name, organisation, run, title,
};

/// The most bytes of such a line, and the most words behind the names.
const MOST: usize = 110;
const WORDS: usize = 12;
/// The most letters of a small word of a day, and of a word in capitals for the hour or its zone.
const SMALL: usize = 3;
const ZONE: usize = 4;
/// The most letters of a word in small letters that says when, and the most words of where it was written.
const SHORT: usize = 5;
const PLACE: usize = 2;
/// How many words behind a name may tell what somebody is.
const OFFICE: usize = 3;

/// Those who wrote a text.
pub(super) fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    if line.len() > MOST {
        return None;
    }
    let text = view.folded(line);
    // Nearly all lines have neither a day nor a word for a reporter with a capital, or go on in small letters.
    let dated = text.contains(|c: char| c.is_ascii_digit());
    let reporter = || {
        view.folded.letters.words(line).any(|word| {
            matches!(
                view.lexicon.label(view.folded(word)),
                Some(Label::Reporter | Label::Editor | Label::Office)
            ) && view.original(word).starts_with(char::is_uppercase)
        })
    };
    if !dated && (group::runs(view.original(line)) || !reporter()) {
        return None;
    }
    let persons = if text.starts_with(|c: char| c.is_ascii_digit()) {
        vec![(behind_stamp(view, line)?, ' ')]
    } else {
        let first = text.split(' ').next().unwrap_or("");
        if text.starts_with('(') || view.lexicon.label(first).is_some() {
            return None;
        }
        let (persons, end) = byline::list(view, line)?;
        let rest = Span::new(end, line.end);
        if let Some(house) = housed(view, rest) {
            let who = organisation::whole(view, house).map_or(Who::Unknown, |found| found.who());
            let names = names(view, persons, lines)?;
            let house = name(view, house, who, ',', lines);
            let names = names.into_iter().chain([house]).collect();
            let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
            return Some(Credit { slot, relation, names, desk, edge: true });
        }
        if !(is_stamp(view, rest) || is_office(view, rest)) {
            return None;
        }
        persons
    };
    let names = names(view, persons, lines)?;
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

fn names(view: &View<'_>, persons: Vec<(Span, char)>, lines: &mut Lines) -> Option<Vec<Name>> {
    let own = persons.iter().all(|(person, _)| is_name(view, *person));
    let writer = |(span, joined)| name(view, span, Who::Person(Role::Reporter), joined, lines);
    own.then(|| persons.into_iter().map(writer).collect())
}

/// *, reason.example, 22 novembre 2016*, *, Corriere della Sera 20/7/2013*: the house that a stretch names behind a comma, and
/// nothing but the day behind it.
fn housed(view: &View<'_>, rest: Span) -> Option<Span> {
    let behind = view.folded(rest).strip_prefix(", ")?;
    let rest = Span::new(rest.end - behind.len(), rest.end);
    let found = organisation::at_start(view, rest).map(|found| found.span);
    let house = found.or_else(|| title::host(view, rest)).or_else(|| masthead::read(view, rest))?;
    let day = Span::new(house.end, rest.end);
    let mut parts = view.folded(day).split(MARKS).filter(|part| !part.is_empty()).peekable();
    let whole = house.start == rest.start && parts.peek().is_some();
    let days = view.folded(day).split(MARKS).filter(|part| is_day(part)).count();
    let number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    (whole && days == 1 && parts.all(|part| number(part) || is_of_day(view, day, part)))
        .then_some(house)
}

/// Whether a name of two to four words is somebody's by each of them: no house, no word for one, no small word.
fn is_name(view: &View<'_>, person: Span) -> bool {
    let text = view.folded(person);
    let loud = !view.original(person).chars().any(char::is_lowercase);
    let uncased = !view.original(person).chars().any(char::is_uppercase);
    // *Marco Rossi*, *April Lee*: a forename that is a month, too.
    let first = text.split(' ').count() == 2;
    let hits = view.lexicon.matcher.words(view.folded, view.text, person);
    let labelled = hits.iter().any(|hit| matches!(hit.word, Word::Label(_)));
    let own = |word: &str| {
        view.lexicon.label(word).is_none()
            && (first && text.starts_with(word) || !view.lexicon.ends_byline(word))
            && !view.lexicon.mastheads.ends(word)
            && (view.lexicon.is_particle(word) || !run::here(view, word))
    };
    (uncased || !loud)
        && !labelled
        && text.split(' ').count() <= 4
        && text.split(' ').all(own)
        && organisation::first_unambiguous(view, person, 4).is_none()
        && organisation::at_end(view, person).is_none()
}

/// Whether a stretch is a day with its hour, two days, or a day alone behind a bar, and the words of a day.
fn is_stamp(view: &View<'_>, rest: Span) -> bool {
    let text = view.folded(rest);
    let barred = text.trim_start().starts_with(BARS);
    let parts = || text.split(MARKS).filter(|part| !part.is_empty());
    let number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let days = parts().filter(|part| is_day(part)).count();
    let hour = text
        .as_bytes()
        .windows(3)
        .any(|three| matches!(three, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit()));
    let published = parts().next().is_some_and(|first| view.lexicon.ends_byline(first));
    // *Ana Pérez Madrid-29/05/2025 20:00*: where it was written.
    let place = parts().take_while(|part| !number(part) && !view.lexicon.ends_byline(part)).count();
    let place = if hour && days > 0 && place <= PLACE { place } else { 0 };
    let when = hour && (days > 0 || published) || days > 1;
    let alone = || barred && days == 1 && parts().all(number);
    (when || alone())
        && parts().count() <= WORDS
        && parts().skip(place).all(|part| number(part) || is_of_day(view, rest, part))
}

/// Whether a stretch is a day, all of it, also with its hour.
pub(super) fn is_when(view: &View<'_>, span: Span) -> bool {
    let parts = || view.folded(span).split(MARKS).filter(|part| !part.is_empty());
    let number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    parts().any(is_day)
        && parts().count() <= WORDS
        && parts().all(|part| number(part) || is_of_day(view, span, part))
}

/// What sets a day apart from a name, and what sets the parts of a day apart.
const BARS: [char; 3] = ['|', '•', '·'];
const MARKS: [char; 8] = [' ', ',', '|', '•', '·', '(', ')', '-'];

/// Whether a part of a stamp is a year, or a day in numbers with its marks.
fn is_day(part: &str) -> bool {
    let year = part.len() == 4
        && part.starts_with(['1', '2'])
        && part.bytes().all(|byte| byte.is_ascii_digit());
    year || part.matches(['.', '/']).count() >= 2 && part.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word is one of a day: of a month, a small word, the zone of an hour.
fn is_of_day(view: &View<'_>, rest: Span, part: &str) -> bool {
    let word = part.trim_matches([':', '.']);
    let printed = |fits: &dyn Fn(&str) -> bool| {
        view.original(rest).split(MARKS).any(|own| fits(own) && fold(own) == word)
    };
    word.chars().count() <= SMALL
        || view.lexicon.ends_byline(word)
        || word.len() <= ZONE && printed(&run::capitals)
        || word.chars().count() <= SHORT && printed(&|own| own.starts_with(char::is_lowercase))
}

/// *Corresponsal en Atenas*, *, Harbour Staff Writer*: whether a short stretch says what somebody is there.
fn is_office(view: &View<'_>, rest: Span) -> bool {
    let text = view.folded(rest).trim_start_matches([',', ' ', '(']);
    let hits = view.lexicon.matcher.words(view.folded, view.text, rest);
    let ahead =
        |span: Span| view.folded(Span::new(rest.start, span.start)).split_whitespace().count();
    let office = hits.iter().any(|hit| {
        hit.word == Word::Label(Label::Reporter)
            && hit.span.start > rest.start
            && ahead(hit.span) < OFFICE
            && view.folded(hit.span).len() > SMALL
            && view.original(hit.span).starts_with(char::is_uppercase)
    });
    office
        && text.split(' ').count() <= WORDS
        && !group::runs(view.original(rest))
        && !text.contains(": ")
}

/// `2025/1/21 20:50 山田 太郎`: the name in Han behind the day and the hour.
fn behind_stamp(view: &View<'_>, line: Span) -> Option<Span> {
    let text = view.folded(line);
    let at = text.find(is_han)?;
    let stamp = text.get(..at)?;
    let numbers = stamp.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let clock = stamp.contains(':') && numbers.count() >= 5;
    let person = view.trim(Span::new(line.start + at, line.end));
    let own = view.folded(person);
    (clock
        && own.contains(' ')
        && own.chars().all(|c| is_han(c) || c == ' ')
        && group::is_person(view, person))
    .then_some(person)
}
