//! Closing marks in small letters: `(apa)`, `sda/brus`, `hkr avec ats`, and the initials of the desk behind the last
//! sentence of a dispatch: `… . jf/mks`.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::{Span, ends_sentence};

use super::super::view::{Lines, View};
use super::group;
use super::organisation::{self, Found};
use super::{Credit, Name, Relation, Slot, Who, lettered, name, run};

/// The most bytes of such a mark.
pub(super) const MOST: usize = 28;
/// The most letters of initials, and behind a bracket that says who sent the text.
pub(super) const LETTERS: usize = 5;
const SIGNED: usize = 8;

/// The names of a stretch that is nothing but small codes and initials, the organisations first; `None` where none of
/// them is a code. `bracketed`: whether brackets around it say that it is a mark.
pub(super) fn small(
    view: &View<'_>,
    span: Span,
    bracketed: bool,
    lines: &mut Lines,
) -> Option<Vec<Name>> {
    let words = words(view, span)?;
    let with = |word: &Span| view.lexicon.label(view.folded(*word)) == Some(Label::With);
    let parts: Vec<Span> = words.iter().filter(|word| !with(word)).copied().collect();
    // One code alone is a word of the language, but for brackets.
    if parts.is_empty() || (parts.len() == 1 && !bracketed) {
        return None;
    }
    let found: Vec<Found<'_>> =
        parts.iter().filter_map(|part| code(view, *part, bracketed || parts.len() > 1)).collect();
    let first = found.first()?;
    // *sagte er der dpa*: two small words of the language are a sentence.
    let spoken = |part: &&Span| run::here(view, view.folded(**part));
    if !bracketed && !view.folded(span).contains('/') && parts.iter().filter(spoken).count() > 1 {
        return None;
    }
    let mut names = Vec::new();
    for found in &found {
        names.push(name(view, found.span, found.who(), '/', lines));
    }
    for part in parts {
        let desk = first.organisation.desks.iter().any(|desk| desk == view.original(part));
        let label = view.lexicon.label(view.folded(part)).is_some();
        if !desk && !label && !found.iter().any(|found| found.span == part) {
            names.push(name(view, part, Who::Person(Role::Editor), '/', lines));
        }
    }
    Some(names)
}

/// The parts of such a stretch, set apart by slashes and spaces.
fn words(view: &View<'_>, span: Span) -> Option<Vec<Span>> {
    let text = view.folded(span);
    // Folding makes a space of a hyphen: `mg/dpa-afx` are two.
    if text.is_empty() || text.len() > MOST || view.original(span).contains(group::HYPHENS) {
        return None;
    }
    // Folding makes small letters of all: how it is printed tells.
    let small = |part: Span| {
        view.folded(part).bytes().all(|byte| byte.is_ascii_lowercase())
            && !view.original(part).chars().any(char::is_uppercase)
    };
    let mut at = span.start;
    let mut all = Vec::new();
    for word in text.split(['/', ' ']) {
        let part = Span::new(at, at + word.len());
        at = part.end + 1;
        if word.is_empty() {
            continue;
        }
        if !small(part) || word.len() < 2 {
            return None;
        }
        let fits = word.len() <= LETTERS || code(view, part, true).is_some();
        if !fits && view.lexicon.label(view.folded(part)) != Some(Label::With) {
            return None;
        }
        all.push(part);
    }
    (all.len() <= 4).then_some(all)
}

/// The agency whose code these small letters are: one of the country, or in brackets or beside others one of the world.
pub(super) fn code<'a>(view: &View<'a>, span: Span, marked: bool) -> Option<Found<'a>> {
    let printed = view.folded(span);
    if printed.len() < if marked { 2 } else { 3 } {
        return None;
    }
    let registry = &view.lexicon.organisations;
    let named = registry.credited(printed, &printed.to_uppercase(), view.countries)?;
    let organisation = named.organisation;
    let home = organisation.is_of(view.countries);
    let known = home || marked && (organisation.international || view.countries.is_empty());
    let certain = home || named.certain;
    let sends =
        matches!(organisation.kind, OrganisationKind::Agency | OrganisationKind::PressReleaseWire);
    (known && certain && sends).then_some(Found {
        span,
        organisation,
        ambiguous: false,
        certain: true,
    })
}

/// What stands behind the last sentence of a line: `… soir. hkr avec ats`.
pub(super) fn behind_sentence(
    view: &View<'_>,
    line: Span,
    dispatch: bool,
    lines: &mut Lines,
) -> Option<Credit> {
    let from = view.ceil(line.end.saturating_sub(MOST + 2).max(line.start));
    let tail = Span::new(from, line.end);
    let text = view.folded(tail).trim_end();
    let at = text.rfind(['.', '!', '?', '"', '»', ';']).map(|at| view.ceil(tail.start + at + 1))?;
    let rest = view.trim(Span::new(at, tail.start + text.len()));
    let names = small(view, rest, false, lines)
        .or_else(|| lone(view, rest, lines))
        .or_else(|| initials(view, rest, lines).filter(|_| dispatch))
        .or_else(|| capitals(view, rest, lines).filter(|_| dispatch))
        .or_else(|| dotted(view, tail, lines).filter(|_| dispatch))
        .or_else(|| {
            // `… auf den Kurs./ajx/jha/`: between slashes, whatever began the text.
            let text = view.folded(rest);
            let framed = text.starts_with('/') && text.ends_with('/');
            initials(view, rest, lines).filter(|_| framed)
        })
        .or_else(|| {
            // `… Prozent./kol`: right behind the full stop.
            let part = Span::new((rest.start + 1).min(rest.end), rest.end);
            let tight = rest.start == at && view.folded(rest).starts_with('/');
            let word = view.folded(part);
            let meant = view.lexicon.label(word).is_some();
            (tight && is_desk(view, part) && part.len() <= 3 && !meant)
                .then(|| vec![name(view, part, Who::Person(Role::Editor), '/', lines)])
        })?;
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// *… unter Verschluss. afp*: the code of an agency of the country or of the world, three letters and more, that is no
/// word of any language.
fn lone(view: &View<'_>, span: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let word = view.folded(span);
    let own = printed(view.original(span));
    let small = own == word && own.bytes().all(|byte| byte.is_ascii_lowercase());
    if !small || !(3..=LETTERS).contains(&word.len()) || view.countries.is_empty() {
        return None;
    }
    let meant = view.lexicon.label(word).is_some() || !view.lexicon.frequent(word).is_empty();
    let found = code(view, span, true).filter(|_| !meant)?;
    Some(vec![name(view, found.span, found.who(), ' ', lines)])
}

/// *… south of Nablus. M.N*: two capitals with a full stop between, behind the last sentence of a dispatch.
fn dotted(view: &View<'_>, tail: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let text = view.folded(tail).trim_end();
    let at = text.rfind(' ')?;
    let span = Span::new(tail.start + at + 1, tail.start + text.len());
    let own = printed(view.original(span));
    let mut letters = own.trim_end_matches('.').split('.');
    let capital = |letter: Option<&str>| {
        letter.is_some_and(|letter| {
            letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_uppercase())
        })
    };
    let two = capital(letters.next()) && capital(letters.next()) && letters.next().is_none();
    let ends = text.get(..at)?.trim_end().ends_with(|c| ends_sentence(c) || c == '"');
    (two && ends).then(|| vec![name(view, span, Who::Person(Role::Editor), ' ', lines)])
}

/// The initials of the desk that stand behind the last sentence of a stretch.
pub(super) fn desk(view: &View<'_>, before: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let before = view.trim(before);
    if let Some(names) = lettered::read(view, before, lines) {
        return Some(names);
    }
    let from = view.ceil(before.end.saturating_sub(MOST).max(before.start));
    let text = view.folded(Span::new(from, before.end));
    // At the head of a line of its own nothing stands before them.
    let at = match text.rfind(['.', '!', '?', '"', '»']) {
        Some(at) => view.ceil(from + at + 1),
        None if from == before.start => from,
        None => return None,
    };
    initials(view, view.trim(Span::new(at, before.end)), lines)
}

/// `(kna 13.04.2010 evo)`: a small code, the day, and who was at the desk.
pub(super) fn dated(view: &View<'_>, inner: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let text = view.folded(inner);
    let mut at = inner.start;
    let mut names = Vec::new();
    let mut day = false;
    for word in text.split(' ').take(5) {
        let part = Span::new(at, at + word.len());
        at = part.end + 1;
        if names.is_empty() {
            let found = code(view, part, true).filter(|_| is_desk(view, part))?;
            names.push(name(view, found.span, found.who(), ' ', lines));
        } else if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            day = true;
        } else if is_desk(view, part) {
            names.push(name(view, part, Who::Person(Role::Editor), ' ', lines));
        } else {
            return None;
        }
    }
    (day && at > inner.end).then_some(names)
}

/// The agency of a label whose value is its code in small letters: *Quelle: apa*.
pub(super) fn labelled<'a>(view: &View<'a>, value: Span) -> Option<Found<'a>> {
    let small = printed(view.original(value)).bytes().all(|byte| byte.is_ascii_lowercase());
    // *Kaynak: aa*: an agency of the country may have two letters.
    let home = |found: &Found<'_>| value.len() > 2 || found.organisation.is_of(view.countries);
    small.then(|| code(view, value, true)).flatten().filter(home)
}

/// `… de junho. HPG // ACG Lusa/Fim`: who wrote and who edited, in capitals before the agency that ends the line.
pub(super) fn before_agency(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let from = view.ceil(line.end.saturating_sub(2 * MOST).max(line.start));
    let tail = Span::new(from, line.end);
    let text = view.folded(tail);
    let slashes = from + text.rfind("//")?;
    let before = view.trim(Span::new(from, slashes));
    let after = view.trim(Span::new(slashes + 2, line.end));
    let last = view.folded(before).rfind(' ').map_or(before.start, |at| before.start + at + 1);
    let writer = Span::new(last, before.end);
    let end = view.folded(after).find(' ')?;
    let editor = Span::new(after.start, after.start + end);
    let capitals = |span: Span| {
        let printed = view.original(span);
        (2..=LETTERS).contains(&printed.len()) && printed.bytes().all(|b| b.is_ascii_uppercase())
    };
    let rest = view.trim(Span::new(editor.end, line.end));
    let found = organisation::at_start(view, rest)?;
    let ends = view.folded(Span::new(found.span.end, line.end));
    let ends = ends.is_empty() || ends.starts_with('/') && !ends.contains(' ');
    if !capitals(writer) || !capitals(editor) || !ends {
        return None;
    }
    let names = vec![
        name(view, found.span, found.who(), ' ', lines),
        name(view, writer, Who::Person(Role::Reporter), '/', lines),
        name(view, editor, Who::Person(Role::Editor), '/', lines),
    ];
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// Whether a stretch is initials with a slash behind each, or between them: `mar/ jann/`.
pub(super) fn are_initials(view: &View<'_>, span: Span) -> bool {
    let text = view.folded(span);
    text.contains('/') && signers(view, span).is_some_and(|words| words.len() <= 3)
}

/// The parts of such a stretch; right behind the bracket, `/mbaciu/asalar`, they may be longer.
fn signers(view: &View<'_>, span: Span) -> Option<Vec<Span>> {
    let text = view.folded(span);
    let parts = words(view, span);
    if parts.is_some() || !text.contains('/') || text.contains(' ') || text.len() > MOST {
        return parts;
    }
    let mut at = span.start;
    let mut all = Vec::new();
    for word in view.folded(span).split('/') {
        let part = Span::new(at, at + word.len());
        at = part.end + 1;
        let own = printed(view.original(part));
        let small = text.starts_with('/') && own.bytes().all(|byte| byte.is_ascii_lowercase());
        // `(AGI) Rap/Mld`: with a capital, in the form of a short name.
        let titled = (2..=4).contains(&own.len())
            && own.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
            && own.starts_with(|c: char| c.is_ascii_uppercase());
        if !(small || titled || word.is_empty()) || word.len() > SIGNED {
            return None;
        }
        if !word.is_empty() {
            all.push(part);
        }
    }
    Some(all)
}

/// Whether a stretch is the initials of one at the desk: two to five small letters.
pub(super) fn is_desk(view: &View<'_>, span: Span) -> bool {
    let printed = printed(view.original(span));
    (2..=LETTERS).contains(&printed.len()) && printed.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The persons of such a stretch; nobody of another.
pub(super) fn signed(view: &View<'_>, after: Span, lines: &mut Lines) -> Vec<Name> {
    let span = view.trim(after);
    let parts = signers(view, span).filter(|_| are_initials(view, span)).unwrap_or_default();
    let person = |part: Span| name(view, part, Who::Person(Role::Editor), '/', lines);
    parts.into_iter().map(person).collect()
}

/// Two or three initials with slashes between them, and nothing else.
fn initials(view: &View<'_>, span: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let text = view.folded(span);
    let parts = words(view, span)?;
    let several = (2..=3).contains(&parts.len()) && !text.contains(' ');
    let short = parts.iter().all(|part| part.len() <= 4);
    let person = |part: &Span| name(view, *part, Who::Person(Role::Editor), '/', lines);
    (several && short).then(|| parts.iter().map(person).collect())
}

/// `… ist frei. (kas)`: the initials of who wrote it, in brackets that close the text.
pub(super) fn alone(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(line);
    let open = text.strip_suffix(')')?.rfind('(')?;
    let inner = Span::new(line.start + open + 1, line.end - 1);
    let own = printed(view.original(inner));
    let small = (2..=LETTERS).contains(&own.len()) && own.bytes().all(|b| b.is_ascii_lowercase());
    let last = view.folded(Span::new(line.end, view.folded.text.len())).trim().is_empty();
    let sentence = text.get(..open)?.trim_end().ends_with(|c| ends_sentence(c) || c == '"');
    let word = view.folded(inner);
    let meant = view.lexicon.label(word).is_some() || !view.lexicon.frequent(word).is_empty();
    let house = organisation::whole(view, inner).is_some() || code(view, inner, true).is_some();
    if !(small && last && sentence) || meant || house || view.countries.is_empty() {
        return None;
    }
    let names = vec![name(view, inner, Who::Person(Role::Editor), ' ', lines)];
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    Some(Credit { slot, relation, names, desk, edge: true })
}

/// `… de brousse". ESF/MTN`: two or three initials in capitals with slashes between them, and nothing else.
fn capitals(view: &View<'_>, span: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let own = printed(view.original(span));
    let initials = |part: &str| {
        (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    if !(2..=3).contains(&own.split('/').count()) || !own.split('/').all(initials) {
        return None;
    }
    let mut at = span.start;
    let mut names = Vec::new();
    for part in view.folded(span).split('/') {
        let part = Span::new(at, at + part.len());
        at = part.end + 1;
        names.push(name(view, part, Who::Person(Role::Editor), '/', lines));
    }
    Some(names)
}

/// `PTI NIT KJ`, *भाषा रवि मनीषा*: those at the desk, one to three words behind the agency: initials in capitals, or
/// forenames in a script without capitals.
pub(super) fn desks(view: &View<'_>, found: &Found<'_>, other: Span) -> Vec<Span> {
    let mut all = Vec::new();
    let code = printed(view.original(found.span));
    let capitals = code.chars().all(char::is_uppercase);
    let indic = |text: &str| text.chars().all(|c| matches!(c, '\u{900}'..='\u{D7F}'));
    let native = indic(view.folded(found.span));
    let mut at = other.start;
    for word in view.folded(other).split(' ') {
        let span = Span::new(at, at + word.len());
        at = span.end + 1;
        let printed = printed(view.original(span));
        let initials = (2..=4).contains(&printed.len())
            && printed.bytes().all(|byte| byte.is_ascii_uppercase());
        let forename = native && indic(word) && word.chars().count() <= 10;
        // `ANTARA FOTO`: a label is nobody.
        let label = view.lexicon.label(word).is_some();
        if !(capitals && initials && !label || forename) {
            return Vec::new();
        }
        all.push(span);
    }
    let agency = found.organisation.kind == OrganisationKind::Agency;
    let behind = other.start > found.span.end;
    if agency && behind && (1..=3).contains(&all.len()) { all } else { Vec::new() }
}
