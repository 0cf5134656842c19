//! An agency that stands for itself within a line, set apart on both sides: `London, United Kingdom | AFP | A man …`,
//! *… avec AFP, modifié à …*, *Updated By Reuters Strong demand …*, `… (Reuters). Another sentence`. Extractors glue the
//! lines of a head together; what sets an agency apart from running text stays.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::{Hit, printed};
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::bracket;
use super::closing;
use super::dispatch;
use super::group;
use super::organisation::{self, Found};
use super::sides::{Before, Behind, PLACED, RUNNING, before, behind};
use super::{Credit, Name, Relation, Slot, Who, name, run, signature};

/// How much of a line is looked at from its beginning, and before its end, in bytes.
const HEAD: usize = 320;
const TAIL: usize = 160;
/// The most agencies that are set apart in one line: more are a menu.
const MOST: usize = 2;
/// The most names that are looked at.
const NAMES: usize = 12;
/// How far before a name the line of its author may begin, in bytes, and the most characters of a place in corners.
const BYLINE: usize = 100;
const CORNERS: usize = 16;
/// How many words a code may be short for.
const WORDS: usize = 5;
/// How far before a name a cue may begin, in bytes.
const CUE: usize = 48;
/// The least digits of a day.
const DATED: usize = 5;

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
        let cornered = in_corners(view, line, &found);
        let wire = found.organisation.kind == OrganisationKind::PressReleaseWire;
        let syndicate = found.organisation.kind == OrganisationKind::NewspaperSyndicate
            && !found.ambiguous
            && behind(view, line, &found) == Behind::Stamp;
        if !(wire || syndicate || found.organisation.kind == OrganisationKind::Agency)
            || !(closing::sure(view, &found) || organisation::is_own(view, &found) || cornered)
        {
            continue;
        }
        // *Antara 800 SM dan 600 SM*: a small word of the language, at the head of its sentence.
        let loud = view.original(found.span).chars().all(char::is_uppercase);
        if found.ambiguous && !loud && run::here(view, view.folded(found.span)) {
            continue;
        }
        let ahead = Span::new(line.start, found.span.start.saturating_sub(1).max(line.start));
        if bracket::is_abbreviation(view, found.span, ahead)
            || bracket::is_spoken_of(view, found.span, ahead)
        {
            continue;
        }
        let (before, behind) = (before(view, line, &found), behind(view, line, &found));
        if before == Before::With && is_cued(view, line, &found) {
            continue;
        }
        let bar = before == Before::Bar || behind == Behind::Bar;
        let writers = writers(view, line, &found, lines);
        let released = wire
            && before == Before::Bracket
            && matches!(behind, Behind::Bracket | Behind::BracketNew);
        let apart = cornered
            || released
            || !wire && is_apart(view, &found, before, behind) && !(bar && is_menu(view, line));
        if !apart && writers.is_empty() {
            continue;
        }
        if known(&found.organisation.id, view.original(found.span)) {
            return None;
        }
        if before == Before::With {
            relation = Relation::Material;
            let ahead = view.folded(Span::new(line.start, found.span.start)).trim_end();
            let word = ahead.rsplit(' ').next().unwrap_or("");
            let at = line.start + ahead.len() - word.len();
            names.extend(signature::before_cue(view, line, at, lines));
        }
        names.extend(writers);
        // `(… AFP=연합뉴스)`: whose copy it passes on.
        let other = cornered.then(|| passed_on(view, line, &found)).flatten();
        let joined = if other.is_some() { '=' } else { ',' };
        names.extend(other.map(|other| name(view, other.span, other.who(), ' ', lines)));
        names.push(name(view, found.span, found.who(), joined, lines));
        // `… (종합2보) (서울=X) … 기자 =`: who wrote it, behind the dateline.
        if cornered && view.folded(Span::new(found.span.end, line.end)).starts_with(')') {
            let after = Span::new(found.span.end + 1, line.end);
            names.extend(dispatch::reporters(view, after, lines));
        }
        if behind == Behind::Person
            && let Some(person) = run::full(view, Span::new(found.span.end + 1, line.end))
        {
            names.push(name(view, person, Who::Person(Role::Reporter), '/', lines));
        }
        agencies += 1;
    }
    if agencies == 0 || agencies > MOST {
        return None;
    }
    Some(Credit { slot: Slot::Byline, relation, names, desk: None, edge: true })
}

/// Whether a small word in small letters stands right before a name.
fn is_led(view: &View<'_>, found: &Found<'_>) -> bool {
    let line = view.line(found.span);
    let before = Span::new(line.start, found.span.start.max(line.start));
    let last = view.folded(before).trim_end().rsplit(' ').next().unwrap_or("");
    let printed = view.original(before).trim_end().rsplit(' ').next().unwrap_or("");
    printed.starts_with(char::is_lowercase) && !view.lexicon.frequent(last).is_empty()
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
    let after = view.folded(Span::new(found.span.end, line.end));
    let framed = |open: char, close: char| {
        let place = before.rsplit(open).next().unwrap_or("");
        after.starts_with(close)
            && place.len() < before.len()
            && place.chars().count() <= CORNERS
            && !place.contains(close)
    };
    // `[강원랜드 제공] (정선=연합뉴스) 강태현 기자 =`: the same in Korean.
    framed('【', '】') || before.ends_with('=') && framed('(', ')')
}

/// The agency before the `=` in the brackets of a Korean dateline.
fn passed_on<'a>(view: &View<'a>, line: Span, found: &Found<'_>) -> Option<Found<'a>> {
    let ahead = view.folded(Span::new(line.start, found.span.start)).strip_suffix('=')?;
    let from = line.start + ahead.rfind('(').map(|open| open + 1)?;
    organisation::at_end(view, Span::new(from, line.start + ahead.len()))
}

/// *… Earthquake By Jared K, Associated Press Writer Monday …*, *… 17:12 Por Mariana T - Repórter da Agência Brasil*:
/// who wrote it, between a word that leads to them, with its capital, and the agency.
fn writers(view: &View<'_>, line: Span, found: &Found<'_>, lines: &mut Lines) -> Vec<Name> {
    let from = view.ceil(found.span.start.saturating_sub(BYLINE).max(line.start));
    let window = Span::new(from, found.span.start);
    let hits = view.lexicon.matcher.words(view.folded, view.text, window);
    let by = |hit: &&Hit| {
        hit.word == Word::Label(Label::Reporter)
            && hit.slot.is_none()
            && !hit.behind
            && view.original(hit.span).starts_with(char::is_uppercase)
            && !view.folded(hit.span).contains(' ')
            && view.folded(Span::new(hit.span.end, window.end)).starts_with(' ')
    };
    // *Por Mariana T - Repórter da …*: what they are there is such a word too.
    let mut starts: Vec<usize> = hits.iter().filter(by).map(|hit| hit.span.end).rev().collect();
    // *Colleen B, The Associated Press Saturday May 16, …*: at the head of the line.
    let signed = starts.is_empty() && from == line.start && is_signed(view, line, found);
    if signed {
        starts.push(line.start);
    }
    let mut led = starts.into_iter().map(|start| persons(view, Span::new(start, window.end)).0);
    // *André R - Repórter da Agência Brasil -*: what they are there leads to it.
    let own = || {
        let text = view.folded(window);
        let sentence =
            [". ", "\" "].into_iter().filter_map(|mark| Some(text.rfind(mark)? + mark.len()));
        let start = sentence.max().map(|at| from + at);
        let start = start.or_else(|| (from == line.start).then_some(from))?;
        let (persons, office) = persons(view, Span::new(start, window.end));
        office.then_some(persons)
    };
    let persons = led.find(|persons| !persons.is_empty()).or_else(own).unwrap_or_default();
    let person = |(span, joined): &(Span, char)| {
        name(view, *span, Who::Person(Role::Reporter), *joined, lines)
    };
    persons.iter().map(person).collect()
}

/// The persons that a stretch before an agency names, and nothing else but what they are there; whether that is said.
fn persons(view: &View<'_>, between: Span) -> (Vec<(Span, char)>, bool) {
    let between = without_article(view, view.trim(between));
    let mut persons = Vec::new();
    for piece in group::pieces(view, between) {
        // *– Repórter da …*: what they are there.
        let first = view.folded(piece.span).split(' ').next().unwrap_or("");
        // *A. Name, director of the Harbour Institute*: behind a comma somebody is spoken of.
        let office = match view.lexicon.label(first) {
            Some(Label::Reporter) => true,
            Some(Label::Office) => piece.joined == '-',
            _ => false,
        };
        // *Von DPA Foto: …*: an agency is nobody.
        let house = organisation::at_start(view, piece.span)
            .is_some_and(|found| closing::sure(view, &found));
        let person = run::full(view, piece.span).filter(|person| *person == piece.span && !house);
        match person {
            Some(person) if !office => persons.push((person, piece.joined)),
            _ if office && !persons.is_empty() => return (persons, true),
            _ => return (Vec::new(), false),
        }
    }
    (persons, false)
}

/// Whether a line begins with a person, a comma and an agency by its full name, and a day, or a place in capitals.
fn is_signed(view: &View<'_>, line: Span, found: &Found<'_>) -> bool {
    let before = without_article(view, Span::new(line.start, found.span.start));
    let text = view.folded(before);
    let after = view.folded(Span::new(found.span.end, line.end));
    let near: String = after.chars().take(PLACED).collect();
    // `ANN LEE, Reuters May 9, 2018`: in capitals, at the head of all.
    let loud = line.start == 0 && run::capitals(view.original(before).trim_end_matches(','));
    !found.ambiguous
        && (loud || view.folded(found.span).contains(' '))
        && text.strip_suffix(',').is_some_and(|name| {
            let name = Span::new(before.start, before.start + name.len());
            run::full(view, name) == Some(name)
        })
        && near.contains(|c: char| c.is_ascii_digit())
}

/// A stretch without the article of the name behind it, and without white space at its ends.
fn without_article(view: &View<'_>, before: Span) -> Span {
    let before = view.trim(before);
    let text = view.folded(before);
    let (rest, last) = text.rsplit_once(' ').unwrap_or((text, ""));
    if run::here(view, last) && rest.ends_with(',') {
        Span::new(before.start, before.start + rest.len())
    } else {
        before
    }
}

/// *Province des Îles (DPA) - ports*: in brackets a code that means other things too must be as the agency writes it,
/// or be of the country.
fn is_at_home(view: &View<'_>, found: &Found<'_>) -> bool {
    let own = printed(view.original(found.span));
    let first = || found.organisation.credits.first().is_some_and(|credit| credit.text == own);
    !found.ambiguous || found.organisation.is_of(view.countries) || first()
}

/// Whether the bracket around an agency of the country stands behind one or two words in capitals and a dash.
fn is_sent_from(view: &View<'_>, found: &Found<'_>) -> bool {
    let line = view.line(found.span);
    let before = printed(view.original(Span::new(line.start, found.span.start)));
    let before = before.trim_end_matches(['(', ' ']);
    let place = before.rsplit_once(['-', '–', '—']).map_or("", |(_, place)| place);
    let letters = place.chars().filter(|c| c.is_alphabetic()).count();
    place.starts_with(' ')
        && letters > 3
        && place.split_whitespace().count() <= 2
        && place.chars().all(|c| c == ' ' || c.is_uppercase())
        && (organisation::is_own(view, found) || closing::sure(view, found))
}

/// Whether the bracket around an agency of the world or the country stands behind one word with a capital, and that
/// behind a small word, at the head of a text: a title, the place, the agency.
fn is_behind_title(view: &View<'_>, found: &Found<'_>) -> bool {
    let own = printed(view.original(found.span));
    let first = found.organisation.credits.first().is_some_and(|credit| credit.text == own);
    let known = found.organisation.international || found.organisation.is_of(view.countries);
    let before = printed(view.original(Span::new(view.line(found.span).start, found.span.start)));
    let mut words = before.trim_end_matches(['(', ' ']).split_whitespace().rev();
    let place = words.next().is_some_and(|word| {
        word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
    });
    let title = words.next().is_some_and(|word| word.starts_with(char::is_lowercase));
    let upper = own.chars().count() >= 3 && own.chars().all(char::is_uppercase);
    first && known && upper && place && title && found.span.start < GLUED && !is_short(view, found)
}

/// How far into a text a title and its place reach, in bytes.
const GLUED: usize = 160;

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
#[expect(clippy::match_same_arms, reason = "each row is a form of its own")]
fn is_apart(view: &View<'_>, found: &Found<'_>, before: Before, behind: Behind) -> bool {
    let own = printed(view.original(found.span));
    let code = own.chars().count() >= 3 && own.chars().all(char::is_uppercase);
    match (before, behind) {
        (Before::Bracket, Behind::Bracket) => is_at_home(view, found),
        // `… - MAGAZIN - LARKHAVEN (dpa) Ein Kran …`: behind a place in capitals, set apart by a dash.
        // `… vom Lesen ab Berlin (AFP) Computerspiele …`: or a title that was glued before it.
        (Before::Bracket, Behind::BracketNew) => {
            is_sent_from(view, found) || is_behind_title(view, found)
        }
        (Before::Quote, Behind::Quote) => true,
        // A word before brackets that end its sentence: only a name that means nothing else.
        (Before::Bracket, Behind::BracketStop) => {
            // *Vertrag über Auftragsverarbeitung (DPA).*: an agency that prints itself in small letters first.
            let of =
                |text: &str| found.organisation.credits.iter().position(|one| one.text == text);
            let printed = of(&own.to_lowercase()).is_none_or(|small| Some(small) >= of(&own));
            !found.ambiguous
                || printed && organisation::is_own(view, found) && !is_short(view, found)
        }
        (
            Before::BracketBehindSentence,
            Behind::Bracket | Behind::BracketStop | Behind::BracketNew,
        ) => true,
        (Before::Bracket | Before::BracketBehindSentence | Before::Quote, _)
        | (_, Behind::Bracket | Behind::BracketStop | Behind::BracketNew | Behind::Quote) => false,
        (Before::With, Behind::Other) => false,
        // *Avec Belga – Photo: …*.
        (
            Before::WithHead,
            Behind::End | Behind::Bar | Behind::Stop | Behind::Dash | Behind::Day | Behind::Label,
        ) => true,
        (Before::With | Before::By, _) => true,
        (Before::Place, Behind::Dash) => true,
        (Before::Mark, Behind::Bar) => true,
        // `…たという。(c)AFP`: as one agency closes its translations.
        (Before::MarkBehindSentence, Behind::End | Behind::Person) => true,
        (_, Behind::Number) => true,
        (Before::Start, Behind::Begins) => code || organisation::is_own(view, found),
        (Before::Start | Before::Sentence, Behind::Begins | Behind::Desk) => code,
        (
            Before::Start | Before::Bar | Before::Sentence,
            Behind::Bar | Behind::Day | Behind::Label | Behind::Stamp,
        ) => true,
        // *… إطلاق نار رويترز الأربعاء، 18 أبريل 2018 10:10 ص*: a title, its agency, and when it came out.
        (Before::Words, Behind::Stamp) => true,
        // *2026-04-02, 10:59 Polska Agencja Prasowa …*: behind the hour, by its full name.
        (Before::Clock, Behind::Capital | Behind::Begins | Behind::End | Behind::Stop) => {
            !found.ambiguous || own.contains('-')
        }
        (Before::Bar, Behind::Stop | Behind::End) => true,
        // *Enseignant en APA • Ergothérapeute*: behind a small word it is an object.
        (Before::Words, Behind::Bar) => code && !is_led(view, found),
        // *… Fähre verkauft SDA 9.5.2018 - 08:10*: a title, its agency, and nothing but the day.
        (Before::Words, Behind::Day) => {
            let line = view.line(found.span);
            let day = view.folded(Span::new(found.span.end, line.end));
            let home = view.countries.is_empty() || found.organisation.is_of(view.countries);
            code && home && day.chars().all(|c| !c.is_alphabetic())
        }
        _ => false,
    }
}
