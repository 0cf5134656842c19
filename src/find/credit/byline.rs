//! Who wrote a text, where extractors have glued the line of its author to what stood around it: *… at the fair By Ann
//! Lee Published Jun 5, 2025 …*, *… of the year. By Ann Lee and Ben Cole*, *(Ann Lee, Ben Cole, 26.4.2016)*.

use crate::lexicon::language::Label;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, ends_sentence};

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::joined::joined;
use super::organisation::Found;
use super::{
    Credit, Name, Relation, Slot, Who, closing, day as date, name, organisation, run, stamped,
    title,
};

/// How much of a line is looked at from its beginning, and before its end, in bytes.
const HEAD: usize = 400;
const TAIL: usize = 200;
/// The most names of one byline, and how far one may reach, in bytes.
const NAMES: usize = 64;
const NAME: usize = 80;
/// The most bytes of a bracket that signs a text.
const BRACKET: usize = 110;
/// The most letters of a small word before a day.
const ARTICLE: usize = 3;
/// The most words of a rubric.
const RUBRIC: usize = 2;
/// How far a day reaches, in bytes.
const DAY: usize = 24;

/// Those who wrote a text, by a word that leads to them, or in brackets that close it.
pub(super) fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let line = view.trim(line);
    let persons =
        led(view, line).or_else(|| in_brackets(view, line)).or_else(|| headed(view, line))?;
    // *… | Reuters By A. Name*: whom they write for, before the word that leads to them.
    let first = persons.first().map_or(line.start, |(first, _)| first.start);
    let ahead = view.folded(Span::new(line.start, first)).trim_end();
    let ahead = Span::new(line.start, line.start + ahead.rfind(' ').unwrap_or(0));
    let before = before_bar(view, ahead);
    // *By A. Name Harbour Press. …*: or behind them.
    let last = persons.last().map_or(line.end, |(last, _)| last.end);
    let behind = view.folded(Span::new(last, line.end));
    let rest = Span::new(line.end - behind.trim_start_matches([' ', ',', '/']).len(), line.end);
    let house = organisation::at_start(view, rest)
        .filter(|found| behind.starts_with([' ', ',', '/']) && closing::sure(view, found));
    let person = |(span, joined): (Span, char)| {
        // Whoever was at the desk signs in small letters.
        let desk = view.original(span).chars().all(char::is_lowercase);
        let role = if desk { Role::Editor } else { Role::Reporter };
        name(view, span, Who::Person(role), joined, lines)
    };
    let mut names: Vec<Name> = persons.into_iter().map(person).collect();
    names.extend(house.or(before).map(|found| name(view, found.span, found.who(), ',', lines)));
    let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// The persons behind the first word of the line that leads to any.
fn led(view: &View<'_>, line: Span) -> Option<Vec<(Span, char)>> {
    let head = view.floor((line.start + HEAD).min(line.end));
    let tail = view.ceil(line.end.saturating_sub(TAIL).max(head));
    [Span::new(line.start, head), Span::new(tail, line.end)].into_iter().find_map(|window| {
        let text = view.folded.text.as_bytes();
        view.folded.letters.words(window).find_map(|word| {
            let first = text.get(word.start).copied()?;
            if !view.lexicon.may_lead_to_writer(first) {
                return None;
            }
            if view.lexicon.leads_to_writer(view.folded(word)) {
                return behind(view, line, word);
            }
            // Behind the end of a sentence, or at the head.
            let end = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'"');
            let apart = match text.get(line.start..word.start).unwrap_or(&[]) {
                [] | [b' '] => true,
                [.., last, b' '] | [.., last] => end(last),
            };
            apart.then(|| glued(view, line, word)).flatten()
        })
    })
}

/// Where the name begins that is glued to a word which leads to who wrote a text, each with its capital.
pub(super) fn within(view: &View<'_>, word: Span) -> Option<usize> {
    let length = view.lexicon.writer_within(view.folded(word))?;
    let capital =
        |at: usize| view.original(Span::new(at, view.ceil(at + 1))).starts_with(char::is_uppercase);
    let name = word.start + length;
    // In capitals it is one word.
    let own = view.original(Span::new(word.start, name));
    let small = own.chars().skip(1).all(char::is_lowercase);
    (small && capital(name) && capital(word.start)).then_some(name)
}

/// *`ByAnn` Lee Reporting from …*: the word glued to the name, each with its capital.
fn glued(view: &View<'_>, line: Span, word: Span) -> Option<Vec<(Span, char)>> {
    let name = within(view, word)?;
    let (persons, end) = list(view, Span::new(name, line.end))?;
    let rest = view.folded(Span::new(end, line.end)).trim_start_matches([' ', ',']);
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let behind = Span::new(line.end - rest.len(), line.end);
    let fits = rest.trim_matches(['.', ' ']).is_empty()
        || rest.starts_with(|c: char| c.is_ascii_digit())
        || view.lexicon.ends_byline(next)
        || organisation::at_start(view, behind).is_some_and(|found| closing::sure(view, &found));
    fits.then_some(persons)
}

/// *Ann Lee and Ben Cole Published Thursday 9 May 2018*: nothing but a list of persons before the word and the day of
/// publication, at the head of the text; or one person, and what they are there in brackets.
fn headed(view: &View<'_>, line: Span) -> Option<Vec<(Span, char)>> {
    if line.start > 0 && view.plain {
        return None;
    }
    // Nearly always neither a bracket nor such a word stands near the head.
    let near = Span::new(line.start, view.floor((line.start + 2 * NAME).min(line.end)));
    if let Some(first) = view.first_name(near)
        && let Some(persons) = before_agency(view, line, first)
    {
        return Some(persons);
    }
    let mut words = view.folded.letters.words(near);
    let bracket = view.folded(near).contains(" (");
    if !bracket && !words.any(|word| view.lexicon.ends_byline(view.folded(word))) {
        return None;
    }
    let (persons, end) = list(view, line)?;
    let rest = view.folded(Span::new(end, line.end)).strip_prefix(' ')?;
    // *Анна Светлова (Редактор отдела «Мир») …*: what they are there, in brackets.
    let office = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    if let Some((office, _)) = office {
        let word = office.split(' ').next().unwrap_or("");
        let hits = || view.lexicon.matcher.words(view.folded, view.text, view.trim(near));
        let staff = matches!(view.lexicon.label(word), Some(Label::Reporter | Label::Editor))
            // *(Enviado especial)*: of several words.
            || hits().iter().any(|hit| {
                hit.word == Word::Label(Label::Reporter) && view.folded(hit.span) == office
            });
        return (staff && office.len() <= BRACKET).then_some(persons);
    }
    let (word, rest) = rest.split_once([' ', ':'])?;
    let word = word.trim_end_matches([':', ',']);
    let day: String = rest.chars().take(DAY).collect();
    let published = view.lexicon.ends_byline(word) && view.lexicon.label(word).is_none();
    // *Spring Fair Published …*: two words may be a title, of which a list has none.
    let known = organisation::first_unambiguous(view, Span::new(line.start, end), OFFICE).is_some();
    (published && persons.len() > 1 && day.contains(|c: char| c.is_ascii_digit()) && !known)
        .then_some(persons)
}

/// The persons behind a word that leads to who wrote a text, where that is all that it can mean here.
fn behind(view: &View<'_>, line: Span, word: Span) -> Option<Vec<(Span, char)>> {
    // Nearly always the text goes on in small letters.
    let next = word.end + 1;
    if next >= line.end
        || !view.original(Span::new(next, view.ceil(next + 1))).starts_with(char::is_uppercase)
    {
        return None;
    }
    let text = view.folded(word);
    if !(view.countries.is_empty() || run::here(view, text)) {
        return None;
    }
    let before = Span::new(line.start, word.start);
    // In a line of capitals every word has one.
    let loud = |span: Span| !view.original(span).chars().any(char::is_lowercase);
    let capital = view.original(word).starts_with(char::is_uppercase)
        && (before.is_empty() || !loud(word) || !loud(before));
    let housed = capital && before_bar(view, before).is_some();
    // *02.02.2022, 11:30 Uhr von A. Name*: behind the day, and nothing else.
    let stamped = !before.is_empty() && stamped::is_when(view, before);
    let before = view.folded(before).trim_end();
    let sentence = stamped
        || before.ends_with(|c| ends_sentence(c) || matches!(c, '"' | '»' | '…' | '|'))
        || housed
        || capital && before.ends_with(')');
    if !(capital || before.is_empty() || sentence || is_dated(view, line, word)) {
        return None;
    }
    let (persons, end) = list(view, Span::new(word.end, line.end))?;
    // *Par A. Nom (avec B. Nom et C. Nom)*.
    let with = beside(view, Span::new(end, line.end));
    let (persons, end) = match with {
        Some((more, end)) => (persons.into_iter().chain(more).collect(), end),
        None => (persons, end),
    };
    let rest = view.folded(Span::new(end, line.end));
    let comma = rest.starts_with(',');
    let rest = rest.trim_start_matches([' ', ',']);
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let ends = rest.trim_matches(['.', ' ']).is_empty();
    let behind = Span::new(line.end - rest.len(), line.end);
    // *Par A. Nom le 09.05.2018*: a small word before the day.
    let small = rest.split_once(' ').filter(|(word, _)| word.chars().count() <= ARTICLE);
    let marked = rest.starts_with(|c: char| c.is_ascii_digit()) && (!comma || day(rest))
        || small.is_some_and(|(_, rest)| day(rest))
        || rest.starts_with(['|', '•', '·', '('])
        || view.lexicon.ends_byline(next)
        // *Par A. Nom – Le phare est …*: at the head, before a dash.
        || before.is_empty() && rest.starts_with("- ")
        || comma && (is_place(view, behind) || is_office(view, rest))
        || organisation::at_start(view, behind).is_some_and(|found| closing::sure(view, &found));
    let printed = view.original(behind);
    let capitals = printed.starts_with(char::is_uppercase);
    let new = capitals || rest.starts_with(". ");
    // *… Por A. Nome A não inclusão …*: a small word of the language with a capital begins a sentence.
    let unknown = view.countries.is_empty() && !view.lexicon.frequent(next).is_empty();
    let begins = capitals && !comma && (unknown || run::here(view, next));
    // *FEATURED By A. Name, Harbour Post This …*: nothing but a word or two before it.
    let rubric = sentence || before.split_whitespace().count() <= RUBRIC;
    let fits = if capital {
        ends || marked || begins || rubric && new
    } else {
        sentence && ends || day(rest)
    };
    fits.then_some(persons)
}

/// *… | Reuters By A. Name and B. Name*: the house whose report it is, behind the last bar of a stretch.
fn before_bar<'a>(view: &View<'a>, before: Span) -> Option<Found<'a>> {
    let bar = view.folded(before).rfind('|')?;
    let part = view.trim(Span::new(before.start + bar + 1, before.end));
    organisation::whole(view, part).filter(|found| !found.ambiguous)
}

/// The persons in the bracket right behind a byline, behind a word that leads to with whom it was written.
fn beside(view: &View<'_>, rest: Span) -> Option<(Vec<(Span, char)>, usize)> {
    let inner = view.folded(rest).strip_prefix(" (")?;
    let close = inner.find(')').filter(|close| *close <= BRACKET)?;
    let (word, _) = inner.split_once(' ')?;
    if view.lexicon.label(word) != Some(Label::With) {
        return None;
    }
    let start = rest.start + 2 + word.len();
    let (persons, end) = list(view, Span::new(start, rest.start + 2 + close))?;
    (end == rest.start + 2 + close).then_some((persons, end + 1))
}

/// *Von A. Name, Zürich 17.04.2024*, *By A. Name, Harbourtown*: one word or two of where it was written, and a day or
/// the end.
fn is_place(view: &View<'_>, rest: Span) -> bool {
    let text = view.folded(rest);
    let end = text.find(|c: char| c.is_ascii_digit() || c == '|').unwrap_or(text.len());
    let place = view.original(Span::new(rest.start, rest.start + end)).trim();
    let words = place.split(' ').count();
    (1..=2).contains(&words)
        && place.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && (end == text.len() || day(text.get(end..).unwrap_or("")))
}

/// *By A. NAME, TIMES STAFF WRITER*: what they are there, within the next few words.
fn is_office(view: &View<'_>, rest: &str) -> bool {
    let word = |word: &str| {
        let word = word.trim_end_matches([',', '.']);
        view.lexicon.ends_byline(word) && view.lexicon.label(word).is_some()
    };
    rest.split(' ').take(OFFICE).any(word)
}

/// How many words behind a name may tell what somebody is.
const OFFICE: usize = 4;

/// Whether a day stands soon behind a word.
fn is_dated(view: &View<'_>, line: Span, word: Span) -> bool {
    let near = Span::new(word.end, view.floor((word.end + NAME).min(line.end)));
    view.folded(near).contains(|c: char| c.is_ascii_digit())
}

/// Whether a text begins with a day and its year.
fn day(text: &str) -> bool {
    let near: String = text.chars().take(DAY).collect();
    let mut numbers = near.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty());
    near.starts_with(|c: char| c.is_ascii_digit()) && numbers.any(|number| number.len() == 4)
}

/// *Ann Lee and Ben Cole, The Harbour Press Thousands of people …*: several persons and the full name of an agency, and the
/// text glued behind it. `first` is where the first name stands in the line.
fn before_agency(view: &View<'_>, line: Span, first: usize) -> Option<Vec<(Span, char)>> {
    let ahead = view.folded(Span::new(line.start, line.start + first)).trim_end();
    if !(ahead.ends_with(',')
        || ahead.rsplit(", ").next().is_some_and(|the| view.lexicon.is_article(the)))
    {
        return None;
    }
    let (persons, end) = list(view, line)?;
    let rest = view.folded(Span::new(end, line.end)).strip_prefix(", ")?;
    let house = organisation::at_start(view, Span::new(line.end - rest.len(), line.end))?;
    let behind = view.original(Span::new(house.span.end, line.end));
    let begins = behind.strip_prefix(' ').is_some_and(|text| text.starts_with(char::is_uppercase));
    (closing::sure(view, &house) && !house.ambiguous && begins && persons.len() > 1)
        .then_some(persons)
}

/// The full names of a list, each with what joins it to the one before, and where the last one ends.
pub(super) fn list(view: &View<'_>, rest: Span) -> Option<(Vec<(Span, char)>, usize)> {
    let mut persons = Vec::new();
    let mut rest = view.trim(rest);
    let mut end = rest.start;
    while persons.len() < NAMES {
        let near = Span::new(rest.start, view.floor((rest.start + NAME).min(rest.end)));
        let first = view.folded(near).split(' ').next().unwrap_or("");
        if view.lexicon.is_article(first) || organisation::at_start(view, near).is_some() {
            break;
        }
        let Some(person) = run::full(view, near).filter(|person| person.start == rest.start) else {
            break;
        };
        // *Ann Lee LARKHAVEN (CODE) -*: the place of the dateline behind it.
        let placed = view.folded(Span::new(person.end, rest.end)).starts_with([' ', ',']);
        let person = if placed { run::without_place(view, person) } else { person };
        let person = run::before_dash(view, person, rest.end);
        persons.push((person, if persons.is_empty() { ' ' } else { ',' }));
        end = person.end;
        let Some(next) = joined(view, Span::new(person.end, rest.end)) else { break };
        rest = next;
    }
    (!persons.is_empty()).then_some((persons, end))
}

/// `(Ann Lee, Ben Cole, 26.4.2016)`: nothing but persons, and agencies, before the day that closes a text.
fn in_brackets(view: &View<'_>, line: Span) -> Option<Vec<(Span, char)>> {
    let text = view.folded(line);
    let open = text.strip_suffix(')')?.rfind('(')?;
    let inner = Span::new(line.start + open + 1, line.end - 1);
    let before = text.get(..open)?.trim_end();
    let sentence =
        before.is_empty() || before.ends_with(|c| ends_sentence(c) || matches!(c, '"' | '»' | '…'));
    let dated = view.folded(inner).ends_with(|c: char| c.is_ascii_digit());
    if !(sentence && dated && inner.len() <= BRACKET) {
        return None;
    }
    let mut pieces = group::pieces(view, inner);
    let last = pieces.pop().filter(|last| date::dated(view, last.span))?;
    let house = |piece: &group::Piece<'_>| match piece.what {
        What::Organisation(_, rest) => rest.is_none_or(Span::is_empty),
        What::Words => title::host(view, piece.span) == Some(piece.span),
        What::Initials => false,
    };
    let person = |piece: &group::Piece<'_>| {
        matches!(piece.what, What::Initials) || writer(view, piece.span).is_some()
    };
    let only = pieces.iter().all(|piece| house(piece) || person(piece));
    let persons: Vec<(Span, char)> = pieces
        .iter()
        .filter(|piece| !house(piece) && organisation::whole(view, piece.span).is_none())
        .map(|piece| (writer(view, piece.span).unwrap_or(piece.span), piece.joined))
        .collect();
    (only && last.joined == ',' && !persons.is_empty()).then_some(persons)
}

/// The person that a part is, but for where they were: *A. Name aus Garmisch*.
fn writer(view: &View<'_>, part: Span) -> Option<Span> {
    let person = run::full(view, part).filter(|person| person.start == part.start)?;
    let rest = view.original(Span::new(person.end, part.end));
    let placed = rest
        .strip_prefix(' ')
        .is_some_and(|rest| rest.split(' ').count() == 2 && rest.starts_with(char::is_lowercase));
    (rest.is_empty() || placed).then_some(person)
}
