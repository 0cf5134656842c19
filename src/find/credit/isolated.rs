//! An agency that stands for itself within a line, set apart on both sides: `London, United Kingdom | AFP | A man …`,
//! *… avec AFP, modifié à …*, *Updated By Reuters Strong demand …*, `… (Reuters). Another sentence`. Extractors glue the
//! lines of a head together; what sets an agency apart from running text stays.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, is_alphanumeric};

use super::super::view::{Lines, View};
use super::bracket;
use super::closing;
use super::group;
use super::organisation::{self, Found};
use super::{Credit, Name, Relation, Slot, Who, name, run};

/// How much of a line is looked at from its beginning, and before its end, in bytes.
const HEAD: usize = 320;
const TAIL: usize = 160;
/// The most agencies that are set apart in one line: more are a menu.
const MOST: usize = 2;
/// The most names that are looked at.
const NAMES: usize = 12;
/// How far before a name the line of its author may begin, in bytes, and the most characters of a place in corners.
const BYLINE: usize = 100;
const CORNERS: usize = 10;
/// How many words a code may be short for.
const WORDS: usize = 5;
/// How far before a name a cue may begin, in bytes.
const CUE: usize = 48;
/// The least words of running text between bars, and the least digits of a day.
const RUNNING: usize = 6;
const DATED: usize = 5;
/// How many characters a day takes.
const DAY: usize = 20;
/// The most words of a place before the agency of a dateline.
const PLACE: usize = 4;

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
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
    /// Words.
    Words,
}

/// What stands behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Behind {
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
    /// A word with a capital.
    Capital,
    /// A word in small letters, or anything else.
    Other,
}

/// The agencies of a line that are set apart, but for those credited there already (`known`, by their ids and as
/// they are printed).
pub(super) fn read(
    view: &View<'_>,
    line: Span,
    known: &dyn Fn(&str, &str) -> bool,
    lines: &mut Lines,
) -> Option<Credit> {
    let line = view.trim(line);
    let head = view.floor((line.start + HEAD).min(line.end));
    let tail = view.ceil(line.end.saturating_sub(TAIL).max(line.start));
    let menu = is_menu(view, line);
    let mut from = line.start;
    let mut names: Vec<Name> = Vec::new();
    let mut relation = Relation::Sent;
    let mut agencies = 0;
    for _ in 0..NAMES {
        let rest = Span::new(from, line.end);
        let Some(at) = view.first_name(rest) else { break };
        let start = from + at;
        from = view.ceil(start + 1);
        if start > head && start < tail {
            continue;
        }
        let Some(found) = organisation::at_start(view, Span::new(start, line.end)) else {
            continue;
        };
        from = found.span.end.max(from);
        let katakana = in_corners(view, line, &found);
        if found.organisation.kind != OrganisationKind::Agency
            || !(closing::sure(view, &found) || is_own(view, &found) || katakana)
        {
            continue;
        }
        let ahead = Span::new(line.start, found.span.start.saturating_sub(1).max(line.start));
        if bracket::is_abbreviation(view, found.span, ahead) {
            continue;
        }
        let (before, behind) = (before(view, line, &found), behind(view, line, &found));
        if before == Before::With && is_cued(view, line, &found) {
            continue;
        }
        let bar = before == Before::Bar || behind == Behind::Bar;
        let writers = writers(view, line, &found, lines);
        let apart = katakana || is_apart(view, &found, before, behind) && !(bar && menu);
        if !apart && writers.is_empty() {
            continue;
        }
        if known(&found.organisation.id, view.original(found.span)) {
            return None;
        }
        if before == Before::With {
            relation = Relation::Material;
        }
        names.extend(writers);
        names.push(name(view, found.span, found.who(), ',', lines));
        agencies += 1;
    }
    if agencies == 0 || agencies > MOST {
        return None;
    }
    Some(Credit { slot: Slot::Byline, relation, names, desk: None, edge: true })
}

/// Whether the words right before a name are a cue of several words: *im Gespräch mit X* is told by it.
fn is_cued(view: &View<'_>, line: Span, found: &Found<'_>) -> bool {
    let from = view.ceil(found.span.start.saturating_sub(CUE).max(line.start));
    let near = view.trim(Span::new(from, found.span.start));
    let hits = view.lexicon.matcher.words(view.folded, view.text, near);
    hits.iter().any(|hit| {
        matches!(hit.word, Word::Label(label) if label != Label::With)
            && hit.span.end == near.end
            && view.folded(hit.span).contains(' ')
    })
}

/// Whether a code in small letters is that of an agency of the country, as it writes itself: *dpa*.
fn is_own(view: &View<'_>, found: &Found<'_>) -> bool {
    let own = printed(view.original(found.span));
    (view.countries.is_empty() || found.organisation.is_of(view.countries))
        && own.chars().count() >= 3
        && own.is_ascii()
        && found.organisation.credits.iter().any(|credit| credit.text == own)
}

/// *das elektronische Patientendossier (EPD)*: the letters of a code stand in this order in the few words before it,
/// the first at the head of one.
fn is_short(view: &View<'_>, found: &Found<'_>) -> bool {
    let from = view.ceil(found.span.start.saturating_sub(CUE));
    let before = view.folded(Span::new(from, found.span.start));
    let code = view.folded(found.span);
    let Some(first) = code.chars().next() else { return false };
    let words: Vec<&str> = before.split(' ').filter(|word| !word.is_empty()).collect();
    (1..=WORDS.min(words.len())).any(|count| {
        let last = words.get(words.len() - count..).unwrap_or(&[]);
        let mut letters = last.iter().flat_map(|word| word.chars());
        last.first().is_some_and(|word| word.starts_with(first))
            && code.chars().all(|letter| letters.any(|c| c == letter))
    })
}

/// `… （ゲッティ＝共同） 【ロンドン共同】英国の…`: the dateline of Japanese agencies behind a glued caption.
fn in_corners(view: &View<'_>, line: Span, found: &Found<'_>) -> bool {
    let before = view.folded(Span::new(line.start, found.span.start));
    let place = before.rsplit('【').next().unwrap_or("");
    view.folded(Span::new(found.span.end, line.end)).starts_with('】')
        && place.len() < before.len()
        && place.chars().count() <= CORNERS
        && !place.contains('】')
}

/// *… Earthquake By Jared K, Associated Press Writer Monday …*, *… 17:12 Por Mariana T - Repórter da Agência Brasil*:
/// who wrote it, between a word that leads to them, with its capital, and the agency.
fn writers(view: &View<'_>, line: Span, found: &Found<'_>, lines: &mut Lines) -> Vec<Name> {
    let from = view.ceil(found.span.start.saturating_sub(BYLINE).max(line.start));
    let window = Span::new(from, found.span.start);
    let hits = view.lexicon.matcher.words(view.folded, view.text, window);
    let by = hits.iter().rfind(|hit| {
        hit.word == Word::Label(Label::Reporter)
            && hit.slot.is_none()
            && !hit.behind
            && view.original(hit.span).starts_with(char::is_uppercase)
            && !view.folded(hit.span).contains(' ')
            && view.folded(Span::new(hit.span.end, window.end)).starts_with(' ')
    });
    let Some(by) = by else { return Vec::new() };
    let between = view.trim(Span::new(by.span.end, window.end));
    let mut persons = Vec::new();
    for piece in group::pieces(view, between) {
        // *– Repórter da …*: what they are there.
        let first = view.folded(piece.span).split(' ').next().unwrap_or("");
        let office = matches!(view.lexicon.label(first), Some(Label::Reporter | Label::Office));
        let person = run::full(view, piece.span).filter(|person| *person == piece.span);
        match person {
            Some(person) if !office => persons.push((person, piece.joined)),
            _ if office && !persons.is_empty() => break,
            _ => return Vec::new(),
        }
    }
    let person = |(span, joined): &(Span, char)| {
        name(view, *span, Who::Person(Role::Reporter), *joined, lines)
    };
    persons.iter().map(person).collect()
}

/// Whether nothing but short parts stands between the bars of a line: *Home | Politics | AFP | Contact*.
fn is_menu(view: &View<'_>, line: Span) -> bool {
    let text = view.folded(line);
    let long = |part: &str| {
        part.split_whitespace().count() >= RUNNING
            || part.chars().filter(char::is_ascii_digit).count() >= DATED
    };
    !text.split(['|', '•', '·']).any(long)
}

/// Whether what stands around a name leaves no doubt that it is no part of a sentence.
fn is_apart(view: &View<'_>, found: &Found<'_>, before: Before, behind: Behind) -> bool {
    let own = printed(view.original(found.span));
    let code = own.chars().count() >= 3 && own.chars().all(char::is_uppercase);
    match (before, behind) {
        (Before::Bracket, Behind::Bracket) | (Before::Quote, Behind::Quote) => true,
        // A word before brackets that end its sentence: only a name that means nothing else.
        (Before::Bracket, Behind::BracketStop) => {
            !found.ambiguous || is_own(view, found) && !is_short(view, found)
        }
        (
            Before::BracketBehindSentence,
            Behind::Bracket | Behind::BracketStop | Behind::BracketNew,
        ) => true,
        (Before::Bracket | Before::BracketBehindSentence | Before::Quote, _)
        | (_, Behind::Bracket | Behind::BracketStop | Behind::BracketNew | Behind::Quote) => false,
        (Before::With, Behind::Other) => false,
        (Before::With | Before::By, _) => true,
        (Before::Place, Behind::Dash) => true,
        (Before::Mark, Behind::Bar) => true,
        // `…たという。(c)AFP`: as one agency closes its translations.
        (Before::MarkBehindSentence, Behind::End) => true,
        (
            Before::Start | Before::Bar | Before::Sentence,
            Behind::Bar | Behind::Day | Behind::Label,
        ) => true,
        (Before::Bar, Behind::Stop | Behind::End) => true,
        (Before::Words, Behind::Bar) => code,
        _ => false,
    }
}

/// What a bracket stands behind that ends a stretch.
fn opened(text: &str) -> Before {
    let before = text.trim_end_matches('(').trim_end();
    if before.ends_with(['.', '!', '?', '"', '»']) {
        Before::BracketBehindSentence
    } else {
        Before::Bracket
    }
}

fn before(view: &View<'_>, line: Span, found: &Found<'_>) -> Before {
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
            let sentence = bare.trim_end_matches(['"', ' ']).ends_with(['.', '!', '?', '؟']);
            return if sentence { Before::Quote } else { Before::Words };
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
        Some(Label::With) if !capital && at.start > line.start && run::here(view, word) => {
            return Before::With;
        }
        Some(Label::Reporter) if capital => return Before::By,
        _ => {}
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

/// Whether a day or an hour begins a text: two numbers at least, near each other.
fn is_day(text: &str) -> bool {
    let near: String = text.chars().take(DAY).collect();
    near.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count() > 1
}

fn behind(view: &View<'_>, line: Span, found: &Found<'_>) -> Behind {
    let span = Span::new(found.span.end, line.end);
    let text = view.folded(span);
    let bare = text.trim_start();
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
            let dash = rest.strip_prefix("- ").is_some_and(new) || rest.starts_with("--");
            let day = {
                let near: String = rest.chars().take(2 * DAY).collect();
                rest.contains(':') && is_day(near.trim_start_matches(|c: char| !c.is_ascii_digit()))
            };
            match () {
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
            if colon && view.lexicon.label(next).is_some() {
                return Behind::Label;
            }
            let word = view.original(Span::new(line.end - bare.len(), line.end));
            if word.starts_with(char::is_uppercase) { Behind::Capital } else { Behind::Other }
        }
    }
}
