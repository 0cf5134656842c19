//! Labelled credits: *Source: …*, *Editor: …*, *By A. Name, CODE*, 记者…, *Foto: A. Name/CODE*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, ends_sentence, is_unspaced};

use super::super::view::{Lines, View};
use super::group::{self, What};
use super::organisation;
use super::person::persons;
use super::staff::apart;
use super::{
    Credit, Name, Relation, Slot, Who, is_caption, is_edge, name, release, run, signature, slot,
    source, title, translation,
};

/// The most bytes of a value that is read.
const VALUE: usize = 640;
/// The least offices of editors that are an imprint.
const IMPRINT: usize = 3;
/// The most letters of initials without full stops.
const SIGNED: usize = 4;
/// The most words of those who wrote a text, before the colon that leads to it.
const WRITERS: usize = 8;
/// The most names of one value.
const NAMES: usize = 32;

/// A label in its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labelled {
    pub(super) label: Label,
    pub(super) span: Span,
    /// The byte after its colon; `None` without one.
    colon: Option<usize>,
    /// Whether its names stand before it.
    behind: bool,
    /// Whether names of its language are set apart by a space: each is one word.
    spaced: bool,
}

/// Reads the labelled credits of a line. `hits` are its longest words in all languages.
pub fn read(view: &View<'_>, line: Span, hits: &[Hit], lines: &mut Lines) -> Vec<Credit> {
    let labels = labels(view, line, hits);
    let mut all = Vec::new();
    // *Chefredaktör: A, Kulturchef: B, …*: three offices of editors and more are those of the house.
    let editors = labels.iter().filter(|of| of.label == Label::Editor && of.colon.is_some());
    let imprint = editors.count() >= IMPRINT;
    let opened = opened(view, &labels, line);
    let opens = |index: usize| opened.get(index).copied().unwrap_or(false);
    let translated = labels.iter().any(|labelled| labelled.label == Label::Translator);
    for (index, labelled) in labels.iter().enumerate() {
        // What introduces a value ends at the next label that does.
        let next = labels.iter().enumerate().skip(index + 1).find(|(at, next)| {
            next.span.start >= labelled.span.end && (next.colon.is_some() || opens(*at))
        });
        let end = next.map_or(line.end, |(_, next)| next.span.start);
        // *…, übermittelt durch X*: who passed it on is told by a cue of its own.
        let cue = hits.iter().find(|hit| {
            let several = view.folded(hit.span).split(' ').count() > 2;
            (matches!(hit.word, Word::Label(Label::Provided | Label::Behalf))
                // *By Ann Lee, Harbour Post This story was originally published by …*
                || several && matches!(hit.word, Word::Label(Label::Original | Label::Material)))
                && hit.span.start > labelled.span.end
        });
        let end = cue.map_or(end, |cue| cue.span.start.min(end));
        let value = match (labelled.colon, labelled.behind) {
            (_, true) => slot::before(view, labelled.span, line),
            // *Source:*, and its value below.
            (Some(from), _) if view.folded(Span::new(from, line.end)).trim().is_empty() => {
                slot::below(view, line)
            }
            (Some(from), _) => Some(Span::new(from, end.max(from))),
            (None, _) if let Some(staff) = slot::staff(view, labelled, line) => Some(staff),
            (None, _) if opens(index) => {
                let from = labelled.span.end;
                let reach = view.floor((from + VALUE).min(end).max(from));
                Some(Span::new(from, reach))
            }
            (None, _) if labelled.label == Label::Source => slot::sourced(view, labelled, line),
            _ => None,
        };
        let Some(value) = value.map(|value| slot::enclosed(view, line, labelled.span, value))
        else {
            continue;
        };
        if imprint && labelled.label == Label::Editor {
            continue;
        }
        let mut credit = credit(view, labelled, value, translated, lines);
        // *《国际先驱导报》记者杨梅菊发自北京*: whose reporter it is.
        let title = Span::new(line.start, labelled.span.start.max(line.start));
        if let Some(credit) = &mut credit
            && labelled.label == Label::Reporter
            && view.folded(title).ends_with('》')
            && let Some(title) = title::bracketed(view, title)
        {
            credit.names.insert(0, name(view, title, Who::Unknown, ' ', lines));
        }
        // *【台灣新生報／記者蘇湘雲／台北報導】*: the same before a slash.
        if let Some(credit) = &mut credit
            && labelled.label == Label::Reporter
            && let Some(house) = slot::house_before(view, title)
        {
            let who = organisation::whole(view, house).map_or(Who::Unknown, |found| found.who());
            credit.names.insert(0, name(view, house, who, ' ', lines));
        }
        // Below a label may stand what is no value: only what is known counts.
        if value.start > line.end {
            let known = |who: &Who| match who {
                Who::Organisation(_) => true,
                Who::Person(_) => view.plain,
                _ => false,
            };
            credit = credit.and_then(|mut credit| {
                credit.names.retain(|name| known(&name.who));
                (!credit.names.is_empty()).then_some(credit)
            });
        }
        all.extend(credit);
    }
    all
}

/// Which labels without a colon introduce names where they stand; a phrase of several words also behind the names of
/// the one before it: *Reporting by A. Name, writing by B. Name*.
fn opened(view: &View<'_>, labels: &[Labelled], line: Span) -> Vec<bool> {
    let mut all: Vec<bool> = Vec::with_capacity(labels.len());
    for (index, labelled) in labels.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| labels.get(at).zip(all.get(at)));
        let follows = before.is_some_and(|(before, open)| {
            let names = Span::new(before.span.end.min(labelled.span.start), labelled.span.start);
            *open
                && view.folded(labelled.span).contains(' ')
                && view.folded(names).trim_end().ends_with(',')
                && !group::runs(view.original(names))
                && slot::is_before_name(view, labelled.span, line)
        });
        all.push(follows || slot::opens(view, labelled, line));
    }
    all
}

fn labels(view: &View<'_>, line: Span, hits: &[Hit]) -> Vec<Labelled> {
    let mut all: Vec<Labelled> = hits
        .iter()
        .filter(|hit| !slot::denied(view, hit, hits) && !slot::is_said(view, hit, line))
        .filter(|hit| !slot::begins_title(view, hit.span, line))
        .filter_map(|hit| match hit.word {
            Word::Label(
                label @ (Label::Source
                | Label::Provided
                | Label::Translator
                | Label::Editor
                | Label::Reporter
                | Label::Photo
                | Label::Original),
            ) => {
                let (span, whole) = translation::whole(view, (label, hit.span));
                Some(Labelled {
                    label,
                    span,
                    colon: colon(view, whole, line).filter(|colon| !is_ending(view, label, *colon)),
                    behind: hit.behind,
                    spaced: view
                        .lexicon
                        .language(hit.language)
                        .is_some_and(|language| language.language.starts_with("zh")),
                })
            }
            _ => None,
        })
        .collect();
    // In another language that writes it alike the names stand before it: *記者*.
    all.retain(|labelled| !labelled.behind || slot::before(view, labelled.span, line).is_some());
    all.extend(glued(view, line));
    all.sort_by_key(|labelled| labelled.span.start);
    // Of labels at one place (*Text und Foto:*) the first kind speaks.
    all.dedup_by(|next, kept| next.span.overlaps(kept.span) && next.colon == kept.colon);
    all
}

/// Labels that an extractor has glued to the name before them: *`SavitriEditor`: Agus*.
fn glued(view: &View<'_>, line: Span) -> Vec<Labelled> {
    let text = view.folded(line);
    let mut all = Vec::new();
    for (colon, _) in text.match_indices(':').take(NAMES) {
        let before = text.get(..colon).unwrap_or("").trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let span = Span::new(line.start + before.len() - word.len(), line.start + before.len());
        // A capital behind a small letter, as it is printed.
        let mut previous: Option<char> = None;
        for (at, _) in word.char_indices() {
            let mut rest = view.original(Span::new(span.start + at, span.end)).chars();
            let Some(here) = rest.next() else { break };
            // *`SavitriEditor`*, *`ČTKAutor`*: behind a small letter, or behind a code.
            let code = previous.is_some_and(char::is_uppercase)
                && rest.next().is_some_and(char::is_lowercase);
            let turn = (code || previous.is_some_and(char::is_lowercase)) && here.is_uppercase();
            if turn && let Some(label) = view.lexicon.label(word.get(at..).unwrap_or("")) {
                all.push(Labelled {
                    label,
                    span: Span::new(span.start + at, span.end),
                    colon: Some(line.start + colon + 1),
                    behind: false,
                    spaced: false,
                });
            }
            previous = Some(here);
        }
    }
    all
}

/// *Journalist:innen*: between a word for persons and small letters a colon is part of the word.
fn is_ending(view: &View<'_>, label: Label, colon: usize) -> bool {
    matches!(label, Label::Reporter | Label::Editor | Label::Translator)
        && view
            .original(Span::new(colon, view.line(Span::new(colon, colon)).end))
            .starts_with(char::is_lowercase)
}

/// The byte after the colon that follows a label, or after the slash of `（编译/…）`.
fn colon(view: &View<'_>, label: Span, line: Span) -> Option<usize> {
    if view.folded(label).ends_with([':', '/', '=']) {
        return Some(label.end);
    }
    let rest = view.folded(Span::new(label.end, line.end));
    let lead = rest.len() - rest.trim_start_matches([' ', ')']).len();
    if lead <= 2 && rest.get(lead..)?.starts_with(':') {
        return Some(label.end + lead + 1);
    }
    // *Additional reporting – X*: at the head of its line or sentence, a phrase of several words.
    let before = view.folded(Span::new(line.start, label.start)).trim_end();
    let head = before.is_empty() || before.ends_with(ends_sentence);
    if head && view.folded(label).contains(' ') && rest.starts_with(" - ") {
        return Some(label.end + 3);
    }
    // `取材・文＝山田太郎`, `文|李明`, `構成・山田太郎`: in scripts without spaces, at the head of the line.
    let mark = rest.chars().next().filter(|mark| matches!(mark, '=' | '|' | '・'));
    if let Some(mark) = mark.filter(|_| before.is_empty())
        && view.folded(label).ends_with(is_unspaced)
    {
        return Some(label.end + mark.len_utf8());
    }
    // *كتب - سامي طه:*: in Arabic a dash is such a colon, before a name that a colon or the line ends.
    let arabic = view.folded(label).ends_with(|c: char| matches!(c, '\u{600}'..='\u{6FF}'));
    let dash = rest.trim_start().starts_with('-') && rest.starts_with([' ', '-']);
    if arabic && dash {
        let lead = rest.len() - rest.trim_start_matches([' ', '-']).len();
        let name = rest.get(lead..).unwrap_or("").split(':').next().unwrap_or("");
        return (name.split(' ').count() <= WRITERS).then_some(label.end + lead);
    }
    let bracketed =
        view.folded(Span::new(line.start, label.start)).ends_with(['(', '【', '[', '〔']);
    (bracketed && rest.starts_with(['/', '=', '／'])).then_some(label.end + 1)
}

/// What a label's value credits.
fn credit(
    view: &View<'_>,
    labelled: &Labelled,
    value: Span,
    translated: bool,
    lines: &mut Lines,
) -> Option<Credit> {
    let from = translation::source(view, (labelled.label, labelled.span))
        .or_else(|| translation::trailing(view, labelled.label, value));
    let value = from.as_ref().map_or(value, |from| translation::without(view, value, from));
    let whole = value;
    let value = cut(view, value);
    if value.is_empty() {
        return None;
    }
    let mut pieces = group::pieces(view, value);
    if labelled.spaced {
        pieces = apart(view, &pieces);
    }
    // *Avec notre correspondant à Pékin, A. Name*: the label ends with a small word, and a place stands first.
    let place = pieces.len() > 1
        && slot::leads_to_place(view, labelled.span)
        && pieces.first().is_some_and(|first| !view.folded(first.span).contains(' '));
    if place {
        pieces.remove(0);
    }
    // *Quelle: Hannes A./dpa*: with a person beside it by a slash it is a picture's.
    let slashed = pieces.len() > 1
        && pieces.iter().skip(1).all(|piece| piece.joined == '/')
        && pieces.first().is_some_and(|piece| {
            matches!(piece.what, What::Words) && group::is_person(view, piece.span)
        });
    let picture = matches!(labelled.label, Label::Source | Label::Provided)
        && (slashed || is_caption(view, labelled.span));
    let label = if picture { Label::Photo } else { labelled.label };
    let (slot, relation) = match label {
        Label::Source => (Slot::SourceLine, Relation::Source),
        Label::Provided => (Slot::SourceLine, Relation::Provided),
        Label::Original => (Slot::Syndication, Relation::Original),
        Label::Photo => (Slot::SourceLine, Relation::Photo),
        _ => (Slot::Byline, Relation::Sent),
    };
    // *Von Chelseas Sieg gegen …*: where every noun has a capital, two of them before a small word are a sentence.
    let sentence = labelled.colon.is_none()
        && view.lexicon.leads_to_writer(view.folded(labelled.span))
        && release::has_capital_nouns(view)
        && run::full(view, view.trim(value)).is_some_and(|person| {
            let behind = view.original(Span::new(person.end, value.end.max(person.end)));
            let word = behind.trim_start().split(' ').next().unwrap_or("");
            behind.starts_with(' ') && word.chars().count() > 3 && group::runs(word)
        });
    if sentence {
        return None;
    }
    let mut cited = || source::cited(view, view.trim(whole), lines);
    let mut names = match label {
        Label::Source if let Some(cited) = cited() => cited,
        Label::Source | Label::Provided | Label::Original => {
            source::names(view, value, &pieces, translated, lines)
        }
        Label::Photo => persons(view, &pieces, Role::Photographer, lines),
        Label::Translator => persons(view, &pieces, Role::Translator, lines),
        Label::Editor => persons(view, &pieces, Role::Editor, lines),
        _ => persons(view, &pieces, Role::Reporter, lines),
    };
    translation::note(&mut names, from);
    // *By Rosa L | Reuters*: behind the bar stands whom they write for.
    if relation == Relation::Sent && matches!(slot, Slot::Byline) && !names.is_empty() {
        let rest = view.folded(Span::new(value.end, whole.end.max(value.end)));
        let lead = rest.len() - rest.trim_start_matches([' ', '|', '•', '·']).len();
        let bar = rest.get(..lead).is_some_and(|lead| lead.contains(['|', '•', '·']));
        let next = rest.get(lead..).unwrap_or("").split(['|', '•', '·', '\n']).next().unwrap_or("");
        let start = value.end + lead;
        let found = organisation::whole(view, view.trim(Span::new(start, start + next.len())));
        if let Some(found) = found.filter(|_| bar && !next.is_empty()) {
            names.push(name(view, found.span, found.who(), '|', lines));
        }
    }
    // *A. Name, version française B. Name*: who wrote it, before who translated it.
    let line = view.line(labelled.span);
    let before = view.folded(Span::new(line.start, labelled.span.start)).trim_end();
    if labelled.label == Label::Translator && labelled.colon.is_none() && before.ends_with(',') {
        names.extend(signature::before_cue(view, line, labelled.span.start, lines));
    }
    // *Redacción Sur*: without a colon one word more may be anything.
    if labelled.colon.is_none() && relation == Relation::Sent && !labelled.behind {
        names.retain(|name| {
            // *Oprac. JCK*: as the desk signs.
            let desk = name.printed.len() <= SIGNED
                && name.printed.bytes().all(|b| b.is_ascii_uppercase());
            let one = !name.printed.contains(' ') && name.printed.is_ascii() && !desk;
            !(one && matches!(name.who, Who::Person(_)))
        });
    }
    // What stands before a phrase is a name of its own only where the registry knows it.
    if labelled.behind && !matches!(relation, Relation::Sent | Relation::Photo) {
        names.retain(|name| matches!(name.who, Who::Organisation(_)));
    }
    // In the middle of an article a source is that of a figure or a quotation.
    if matches!(label, Label::Source | Label::Provided | Label::Original)
        && !is_edge(view, labelled.span)
    {
        names.retain(|name| !matches!(name.who, Who::Unknown | Who::Unnamed));
    }
    (!names.is_empty()).then_some(Credit { slot, relation, names, desk: None, edge: true })
}

/// The names of a text that is nothing but a value: an author slot, a source field.
pub(super) fn value(view: &View<'_>, relation: Relation, lines: &mut Lines) -> Vec<Name> {
    let whole = cut(view, Span::new(0, view.folded.text.len()));
    if whole.is_empty() {
        return Vec::new();
    }
    let pieces = group::pieces(view, whole);
    match relation {
        Relation::Source => source::names(view, whole, &pieces, false, lines),
        _ => persons(view, &pieces, Role::Reporter, lines),
    }
}

/// A value up to where it ends: a bar, a sentence, a mark of copyright, an address.
fn cut(view: &View<'_>, value: Span) -> Span {
    let marked = view
        .lexicon
        .matcher
        .words(view.folded, view.text, value)
        .into_iter()
        .filter(|hit| matches!(hit.word, Word::Copyright | Word::Mark | Word::RightsReserved))
        .map(|hit| hit.span.start)
        .filter(|start| *start > value.start)
        .min();
    let value = Span::new(value.start, marked.unwrap_or(value.end));
    let value = view.trim(Span::new(
        value.start,
        view.floor((value.start + VALUE).min(value.end).max(value.start)),
    ));
    let text = view.folded(value);
    let mut end = text.len();
    // *"نوفوستي" + "بوابة الوسط"*: several titles, each in its marks.
    let listed = text.contains("\" +") || text.contains("+ \"");
    for (at, c) in text.char_indices() {
        let stop = match c {
            '"' if at > 0 => !listed && title::behind_kind(view, value).is_none(),
            ';' if at > 0 => !slot::goes_on(view, value, at),
            '|' | '•' | '©' | 'ⓒ' | '。' | '\n' if at > 0 => true,
            '.' => {
                let word =
                    text.get(..at).unwrap_or("").rsplit([' ', ',', '/']).next().unwrap_or("");
                let next = text.get(at + 1..).unwrap_or("");
                // *Muh. Hasanuddin*: a forename cut short begins the value.
                let forename = word.len() == at && word.chars().count() <= 3;
                let short = forename || word.chars().count() <= 2 || view.lexicon.abbreviates(word);
                next.starts_with(' ') && !short
            }
            _ => false,
        };
        if stop {
            end = at;
            break;
        }
    }
    view.trim(Span::new(value.start, value.start + end))
}
