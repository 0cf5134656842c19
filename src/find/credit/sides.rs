//! What stands on both sides of a name within its line: a bar, a bracket, the end of a sentence, a day.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::text::{Span, ends_sentence, is_alphanumeric, is_hiragana};

use super::super::view::View;
use super::organisation::Found;
use super::{group, run};

/// How many characters a day takes.
const DAY: usize = 20;
/// How far behind an agency a place and a day may reach, in bytes.
pub(super) const PLACED: usize = 48;
/// The most words of a place before the agency of a dateline.
const PLACE: usize = 4;
/// The least words of running text.
pub(super) const RUNNING: usize = 6;

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing.
    Start,
    /// A bar, or the dot that sets the parts of a line apart.
    Bar,
    /// The end of a sentence or of brackets.
    Sentence,
    /// A mark of copyright.
    Mark,
    /// A mark of copyright behind a sentence, in a script that sets nothing apart.
    MarkBehindSentence,
    /// A word that leads to an agency: *with*.
    With,
    /// The same with a capital, at the head of the line.
    WithHead,
    /// A word that leads to who wrote the text, with a capital: *By*.
    By,
    /// The place of a dateline in capitals, and nothing else.
    Place,
    /// A bracket that opens.
    Bracket,
    /// The same behind the end of a sentence.
    BracketBehindSentence,
    /// A quotation mark behind a sentence.
    Quote,
    /// A day with its hour.
    Clock,
    /// Words.
    Words,
}

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// Nothing, but for a full stop.
    End,
    /// A bar.
    Bar,
    /// A full stop or a comma, and something new.
    Stop,
    /// A dash.
    Dash,
    /// A day or an hour.
    Day,
    /// A day of a year and an hour, and nothing else: when it came out.
    Stamp,
    /// A bracket that closes, and a dash, a place in capitals or a day.
    Bracket,
    /// The same, and a full stop before a new sentence.
    BracketStop,
    /// The same, and a word with a capital.
    BracketNew,
    /// A quotation mark that ends the line.
    Quote,
    /// A word that introduces something else: *Source:*.
    Label,
    /// The number that an agency gives its dispatch: `dpa:201227-99-820474/3`.
    Number,
    /// A word with a capital, and a day soon behind it, or one of the small words of the language.
    Begins,
    /// A slash, the initials of the desk, and a word with a capital: `AFP/mrs Dieser Artikel …`.
    Desk,
    /// A slash, and a person that ends the line.
    Person,
    /// A word with a capital.
    Capital,
    /// A word in small letters, or anything else.
    Other,
}

/// What a bracket stands behind that ends a stretch.
fn opened(text: &str) -> Before {
    let before = text.trim_end_matches('(').trim_end();
    if before.ends_with(|c| ends_sentence(c) || matches!(c, '"' | '»')) {
        Before::BracketBehindSentence
    } else {
        Before::Bracket
    }
}

/// What stands before a name.
pub(super) fn before(view: &View<'_>, line: Span, found: &Found<'_>) -> Before {
    let span = Span::new(line.start, found.span.start);
    let text = view.folded(span);
    let tight = text.len() == text.trim_end().len();
    let bare = text.trim_end();
    let Some(last) = bare.chars().next_back() else { return Before::Start };
    match last {
        '(' if tight => return opened(bare),
        // `(©NTB)`.
        '©' if tight && bare.ends_with("(©") => return opened(bare.trim_end_matches('©')),
        '"' if tight => {
            let sentence = bare.trim_end_matches(['"', ' ']).ends_with(ends_sentence);
            return if sentence { Before::Quote } else { Before::Words };
        }
        // `(rs/apa) Das …`: behind the initials of the desk.
        '/' if tight => {
            let desk = bare.trim_end_matches('/').rsplit('(').next().unwrap_or("");
            let own = (2..=5).contains(&desk.len()) && desk.bytes().all(|b| b.is_ascii_lowercase());
            let open = bare.len().saturating_sub(desk.len() + 1);
            if own && bare.get(..open).is_some_and(|head| head.ends_with('(')) {
                return opened(bare.get(..open).unwrap_or(""));
            }
        }
        // *… tentera. - AFP source: …*.
        '-' if bare.trim_end_matches(['-', ' ']).ends_with(|c| ends_sentence(c) || c == '"') => {
            return Before::Sentence;
        }
        '|' | '•' | '·' => return Before::Bar,
        '©' => return Before::Mark,
        ')' if bare.ends_with("。(c)") => return Before::MarkBehindSentence,
        '.' | '!' | '?' | ')' | '"' | '…' | '»' => return Before::Sentence,
        _ => {}
    }
    let word = bare.rsplit(|c: char| !is_alphanumeric(c)).next().unwrap_or("");
    let at = Span::new(span.start + bare.len() - word.len(), span.start + bare.len());
    let capital = view.original(at).starts_with(char::is_uppercase);
    match view.lexicon.label(word) {
        Some(Label::With) if !capital && run::here(view, word) => {
            // *The Guidelines are part of your Agreement with X*: of a sentence, to its end.
            let head = view.original(Span::new(span.start, at.start));
            let ends = view.folded(Span::new(found.span.end, line.end)).trim().is_empty();
            return if ends && group::runs(head) && !head.contains(ends_sentence) {
                Before::Words
            } else {
                Before::With
            };
        }
        Some(Label::With) if at.start == line.start => return Before::WithHead,
        Some(Label::Reporter) if capital => return Before::By,
        // *von dpa 09. August 2018*.
        Some(Label::Reporter) if at.start == line.start => return Before::Start,
        // *11 janvier 2021 à 19h19 par AFP Le …*: behind the hour.
        Some(Label::Reporter)
            if view
                .folded(Span::new(span.start, at.start))
                .trim_end()
                .ends_with(|c: char| c.is_ascii_digit()) =>
        {
            return Before::By;
        }
        _ => {}
    }
    // *2026-04-02, 10:59 Polska Agencja Prasowa …*.
    let clock = word.len() == 2
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && bare.ends_with(&format!(":{word}"))
        && is_day(bare);
    if clock {
        return Before::Clock;
    }
    let place = view.original(span).trim();
    let capitals = place.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    let words = place.split_whitespace().count();
    let own = bare.chars().all(|c| is_alphanumeric(c) || matches!(c, ' ' | ',' | '.' | '\''));
    if capitals && own && words <= PLACE && place.chars().filter(|c| c.is_alphabetic()).count() > 3
    {
        return Before::Place;
    }
    Before::Words
}

/// Whether a text that ends a line begins with initials, and a word with a capital behind them.
fn is_desk(view: &View<'_>, line: Span, text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or("");
    let at = line.end - text.len();
    let own = printed(view.original(Span::new(at, at + word.len())));
    let next = printed(view.original(Span::new(at + word.len(), line.end)));
    let next = next.trim_start();
    (2..=5).contains(&own.len())
        && own.bytes().all(|byte| byte.is_ascii_lowercase())
        && next.starts_with(char::is_uppercase)
}

/// Whether a text begins with the number of a dispatch: six digits, a hyphen, more digits.
fn is_number(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or("");
    digits == 6
        && rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a day or an hour begins a text: two numbers at least, near each other.
fn is_day(text: &str) -> bool {
    let near: String = text.chars().take(DAY).collect();
    // *800 SM dan 600 SM*: no day, and no year.
    let first = near.chars().skip_while(|c| !c.is_ascii_digit());
    if first.take_while(char::is_ascii_digit).count() == 3 {
        return false;
    }
    near.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count() > 1
}

/// Whether a text holds a year or an hour.
pub(super) fn is_dated(text: &str) -> bool {
    let year = |number: &str| number.len() == 4 && number.starts_with(['1', '2']);
    let clock = |window: &[u8]| matches!(window, [a, b':' | b'.', b] if a.is_ascii_digit() && b.is_ascii_digit());
    text.split(|c: char| !c.is_ascii_digit()).any(year) || text.as_bytes().windows(3).any(clock)
}

/// The most bytes and words of a day with its hour, and the most words before its first number.
const STAMP: usize = 64;
const STAMP_WORDS: usize = 9;
const STAMP_LEAD: usize = 2;

/// Whether a text is a day of a year and an hour, and nothing else: *الأربعاء، 18 أبريل 2018 10:10 ص*, `| 2012-01-17 07:03`.
fn is_stamp(text: &str) -> bool {
    if text.len() > STAMP || !text.starts_with([' ', ',', '|', ':']) {
        return false;
    }
    let own = text.trim_start_matches([' ', ',', '|', ':', '-']);
    let clock = own.as_bytes().windows(4).any(|four| {
        matches!(four, [a, b':', b, c] if [a, b, c].iter().all(|digit| digit.is_ascii_digit()))
    });
    let mut numbers = own.split(|c: char| !c.is_ascii_digit());
    let year = numbers
        .any(|number| number.len() == 4 && (number.starts_with("19") || number.starts_with("20")));
    let words = || own.split_whitespace();
    let lead = words().take_while(|word| !word.contains(|c: char| c.is_ascii_digit())).count();
    let marks = own.contains(['"', '(', '?', '!', '%', '$']);
    // *January 09, 2009*: or a day alone.
    let numbers = words().filter(|word| word.contains(|c: char| c.is_ascii_digit())).count();
    let day = numbers >= 2 && words().count() <= 4;
    (clock || day) && year && !marks && lead <= STAMP_LEAD && words().count() <= STAMP_WORDS
}

/// What stands behind a name.
pub(super) fn behind(view: &View<'_>, line: Span, found: &Found<'_>) -> Behind {
    let span = Span::new(found.span.end, line.end);
    let text = view.folded(span);
    let bare = text.trim_start();
    if is_stamp(text) {
        return Behind::Stamp;
    }
    let tight = bare.len() == text.len();
    let mut characters = bare.chars();
    let Some(first) = characters.next() else { return Behind::End };
    let rest = characters.as_str();
    // How what follows is printed.
    let new = |text: &str| {
        let text = text.trim_start();
        let at = line.end - text.len();
        let next = view.original(Span::new(at, line.end)).chars().next();
        next.is_none_or(|c| !c.is_lowercase())
    };
    match first {
        ':' if tight && is_number(rest) => Behind::Number,
        '/' if tight && is_desk(view, line, rest) => Behind::Desk,
        '/' if tight && run::full(view, Span::new(line.end - rest.len(), line.end)).is_some() => {
            Behind::Person
        }
        '|' | '•' | '·' => Behind::Bar,
        '.' if rest.trim().is_empty() => Behind::End,
        '.' | ',' | ';' if tight && rest.starts_with(' ') && (first != '.' || new(rest)) => {
            Behind::Stop
        }
        '.' | ',' | ';' if rest.starts_with(' ') => Behind::Stop,
        '-' if !tight && rest.starts_with([' ', '-']) => Behind::Dash,
        ')' if tight => {
            let rest = rest.trim_start_matches(' ');
            let stop = rest.strip_prefix('.').is_some_and(new);
            let capitals = {
                let at = line.end - rest.len();
                let word = view.original(Span::new(at, line.end)).split_whitespace().next();
                let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 3;
                word.is_some_and(|word| letters(word) && !word.chars().any(char::is_lowercase))
            };
            // `… Staff 1 Min Read (Reuters) - Four people …`: the dateline behind a glued head.
            let dash = rest.strip_prefix("- ").is_some_and(new)
                // `… búsqueda (AFP).-La irrupción …`.
                || rest.starts_with("--")
                || rest.strip_prefix(".-").is_some_and(new);
            let day = {
                let near: String = rest.chars().take(2 * DAY).collect();
                rest.contains(':') && is_day(near.trim_start_matches(|c: char| !c.is_ascii_digit()))
            };
            match () {
                // *（時事通信社）がある*: a small word of Japanese goes on with the sentence.
                () if rest.starts_with(is_hiragana) => Behind::Other,
                () if capitals || dash || day => Behind::Bracket,
                () if stop => Behind::BracketStop,
                () if new(rest) && rest.starts_with(char::is_alphabetic) => Behind::BracketNew,
                () => Behind::Other,
            }
        }
        '"' if tight && rest.trim_matches(['.', ' ']).is_empty() => Behind::Quote,
        c if c.is_ascii_digit() && is_day(bare) => Behind::Day,
        _ => {
            let next = bare.split(|c: char| !is_alphanumeric(c)).next().unwrap_or("");
            let colon =
                bare.get(next.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'));
            let label = view.lexicon.label(next);
            // *[...] dpa Weiterlesen...*: what leads to the rest of a text.
            if colon && label.is_some() || label == Some(Label::Related) {
                return Behind::Label;
            }
            let at = Span::new(line.end - bare.len(), line.end);
            if !view.original(at).starts_with(char::is_uppercase) {
                return Behind::Other;
            }
            // *PTI Mumbai Last Updated: September 24, 2020, …*, *NTB To personer …*.
            let near =
                view.folded(Span::new(at.start, view.floor((at.start + PLACED).min(at.end))));
            let dated = near.find(|c: char| c.is_ascii_digit());
            // *AP Cuts 71 Jobs, Closes 4 Bureaus*: numbers alone are no day.
            let dated = dated
                .and_then(|digit| near.get(digit..))
                .is_some_and(|day| is_day(day) && is_dated(day));
            let small = run::here(view, next) && bare.split(' ').count() >= RUNNING;
            // *EFE Caracas — Al menos …*: a place, and a dash.
            let placed = near.find(" - ").and_then(|dash| near.get(..dash));
            let placed = placed.is_some_and(|place| {
                place.split(' ').count() <= 2
                    && place.chars().all(|c| c.is_alphabetic() || c == ' ')
            });
            if dated || small || placed { Behind::Begins } else { Behind::Capital }
        }
    }
}
