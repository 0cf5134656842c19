//! Statements given to an agency or a paper, whatever the verb: a name that the language marks as the one
//! spoken to, beside what was said. *“…”, subrayó la jueza a X*, *« … », a-t-il lancé à l'X*, *X-nek …*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::LanguageId;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::text::{Span, is_alphanumeric, is_unspaced};

use super::super::view::{Lines, View};
use super::organisation::{self, Found};
use super::{Credit, Relation, Slot, name, subject};

/// How much of a paragraph is looked at, in bytes.
const REACH: usize = 900;
/// How far behind what was said the name may stand, in bytes.
const NEAR: usize = 220;
/// How far before the name the word of saying may stand, in words.
const WORDS: usize = 8;
/// How far before a name the word for an office may stand, in words.
const OFFICE: usize = 6;
/// How far from a name the word for a condition may end, in bytes.
const CONDITION: usize = 48;
/// The most names of one paragraph that are looked at.
const NAMES: usize = 12;

/// The credits of a paragraph.
pub fn read(view: &View<'_>, paragraph: Span, lines: &mut Lines) -> Vec<Credit> {
    let end = view.floor((paragraph.start + REACH).min(paragraph.end));
    let window = Span::new(paragraph.start, end);
    let mut all = Vec::new();
    let mut from = window.start;
    for _ in 0..NAMES {
        let rest = Span::new(from, window.end);
        let Some(at) = view.first_name(rest) else { break };
        let start = rest.start + at;
        from = view.ceil(start + 1);
        let Some(found) = organisation::proper_at(view, Span::new(start, window.end)) else {
            continue;
        };
        from = view.ceil(found.span.end.max(from));
        let start = glued(view, window, start.min(found.span.start));
        let speaks = matches!(
            found.organisation.kind,
            OrganisationKind::Agency | OrganisationKind::Broadcaster | OrganisationKind::Publisher
        );
        if speaks && closes(view, window, start, &found) {
            let names = vec![name(view, found.span, found.who(), ' ', lines)];
            let (slot, relation, desk) = (Slot::Cue, Relation::Quoted, None);
            all.push(Credit { slot, relation, names, desk, edge: true });
        } else if speaks && is_told(view, window, start, &found) {
            let names = vec![name(view, found.span, found.who(), ' ', lines)];
            let (slot, relation, desk) = (Slot::Cue, Relation::Told, None);
            all.push(Credit { slot, relation, names, desk, edge: true });
        } else if speaks && let Some(credit) = subject::read(view, window, &found, lines) {
            all.push(credit);
        }
    }
    all
}

/// Where the word begins that a name stands in: in Arabic and Hebrew small words are glued to it, *لرويترز*.
fn glued(view: &View<'_>, window: Span, start: usize) -> usize {
    let before = view.folded(Span::new(window.start, start.max(window.start)));
    let letters = before.chars().rev().take_while(|c| matches!(c, '\u{590}'..='\u{6FF}'));
    let letters: usize = letters.filter(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    if letters <= GLUED { start - letters } else { start }
}

/// The most bytes of small words that are glued to a name.
const GLUED: usize = 6;

/// *…, the Harbour Press said.*: whether a name and a word of saying are the last clause of a sentence.
fn closes(view: &View<'_>, paragraph: Span, start: usize, found: &Found<'_>) -> bool {
    let before = view.folded(Span::new(paragraph.start, start.min(found.span.start))).trim_end();
    let (rest, last) = before.rsplit_once(' ').unwrap_or(("", before));
    let before = if view.lexicon.is_article(last) { rest.trim_end() } else { before };
    let after = view.folded(Span::new(found.span.end, paragraph.end.max(found.span.end)));
    let clause = after.trim_start_matches(['"', ' ']);
    let clause = clause.split(['.', '\n']).next().unwrap_or("").trim();
    let languages = (0..).zip(&view.lexicon.tongues);
    let mut own = languages.filter(|(_, tongue)| tongue.countries == view.countries);
    before.ends_with(',')
        && !found.ambiguous
        && !clause.is_empty()
        && !clause.contains(' ')
        && own.any(|(id, _)| view.lexicon.datives.says(clause, id))
}

/// Whether a name is that of the one spoken to. `start` is where the word begins that the name stands in.
fn is_told(view: &View<'_>, paragraph: Span, start: usize, found: &Found<'_>) -> bool {
    let (marked, house) = marked(view, paragraph, start, found);
    if marked.is_empty() {
        return false;
    }
    let after = view.folded(Span::new(found.span.end, paragraph.end));
    let word = after.trim_start_matches([',', ' ']);
    let word = word.split(|c: char| !is_alphanumeric(c)).next().unwrap_or("");
    let that = view.lexicon.datives.that(word);
    let leads = |language: &LanguageId| that.contains(language);
    let sentence = view.sentence(found.span);
    // *Para que serve a agência X?*: nobody says so.
    let behind = after.split(['\n', '.', '!']).next().unwrap_or("").trim_end();
    let quotes = view.folded(Span::new(sentence.start.min(start), start)).contains(['"', ':']);
    if behind.ends_with('?') && !behind.contains('"') && !quotes {
        return false;
    }
    let says = |language: &LanguageId| says(view, *language, sentence, found.span);
    // *При цитировании гиперссылка на X обязательна*: a condition of use.
    let hits = view.lexicon.matcher.words(view.folded, view.text, sentence);
    if hits.iter().any(|hit| {
        matches!(hit.word, Word::Unless(_)) && found.span.end.abs_diff(hit.span.end) <= CONDITION
    }) {
        return false;
    }
    // *according to X*: the small word is one of another cue.
    if is_cue(view, Span::new(sentence.start.min(start), start)) {
        return false;
    }
    // *lavorava all'agenzia X*: nobody says anything to it.
    if is_office(view, Span::new(sentence.start.min(start), start), OFFICE)
        && !marked.iter().any(says)
    {
        return false;
    }
    // *all'agenzia X*: what is said to a house by its kind is said to a house; but for one that opens its sentence.
    let before = view.folded(Span::new(sentence.start.min(start), start));
    let opens = before.split_whitespace().count() < 3;
    if (!house || opens)
        && !said(view, paragraph, start, after)
        && !marked.iter().any(leads)
        && !marked.iter().any(says)
    {
        return false;
    }
    // A small word of one language is another of the next: the sentence must be in it.
    let (spoken, _) = spoken(view, sentence, found.span);
    spoken.is_empty() || marked.iter().any(|language| spoken.contains(language))
}

/// Whether the words right before a name are a cue of several words that leads to whose report is told on.
fn is_cue(view: &View<'_>, before: Span) -> bool {
    let text = view.folded(before).trim_end_matches([' ', '"']);
    let from = text.rmatch_indices(' ').nth(OFFICE).map_or(0, |(at, _)| at);
    let near = Span::new(before.start + from, before.start + text.len());
    let hits = view.lexicon.matcher.words(view.folded, view.text, near);
    hits.iter().any(|hit| {
        matches!(hit.word, Word::Label(Label::TakenFrom | Label::Citing | Label::CitedBy))
            && hit.slot.is_none()
            && hit.span.end == near.end
            && view.folded(hit.span).contains(' ')
    })
}

/// Whether the last words before a name are of somebody's office or work: *fue corresponsal de X*.
pub(super) fn is_office(view: &View<'_>, before: Span, words: usize) -> bool {
    let text = view.folded(before);
    let from = text.rmatch_indices(' ').nth(words).map_or(0, |(at, _)| at);
    let near = Span::new(before.start + from, before.end);
    let hits = view.lexicon.matcher.words(view.folded, view.text, near);
    let said = text.ends_with('"') || text.contains('"') && !view.folded(near).contains('"');
    !said && hits.iter().any(|hit| hit.word == Word::Label(Label::Office))
}

/// The languages that mark a name as the one spoken to, and whether a word for agencies stands before it.
fn marked(
    view: &View<'_>,
    paragraph: Span,
    start: usize,
    found: &Found<'_>,
) -> (Vec<LanguageId>, bool) {
    let datives = &view.lexicon.datives;
    let mut languages = Vec::new();
    let before = view.folded(Span::new(paragraph.start, start));
    // *aan persbureau X*: a word for what it is stands between.
    let kind = |text: &str| {
        let last = text.rsplit([' ', '\'']).next().unwrap_or("");
        (view.lexicon.label(last) == Some(Label::Agency)).then_some(text.len() - last.len())
    };
    let mut text = before.trim_end_matches([' ', '"']);
    let mut house = kind(text);
    // *alla televisione turca X*: a word in small letters between.
    if house.is_none()
        && let Some((rest, word)) = text.rsplit_once(' ')
        && word.chars().all(char::is_alphabetic)
        && word.chars().count() > 3
        && kind(rest).is_some()
    {
        text = rest;
        house = kind(text);
    }
    if let Some(cut) = house {
        text = text.get(..cut).unwrap_or("").trim_end();
    }
    let mut cut = text.len();
    for _ in 0..3 {
        let head = text.get(..cut).unwrap_or("").trim_end();
        cut = head.rfind(' ').map_or(0, |at| at + 1);
        languages.extend_from_slice(datives.word(text.get(cut..).unwrap_or("")));
        if cut == 0 {
            break;
        }
    }
    // A name that begins within its word has its mark before it.
    languages.extend(
        datives.prefix(view.folded(Span::new(start.min(found.span.start), found.span.start))),
    );
    // *لـ«الشرق الأوسط»*: the mark before the quotation marks of the name.
    let bare = before.trim_end_matches('"');
    if bare.len() < before.len() {
        languages.extend(datives.prefix(bare.rsplit(' ').next().unwrap_or("")));
    }
    let after = view.folded(Span::new(found.span.end, paragraph.end));
    let ending = after.trim_start_matches(['-', ':', '\'', '’', ' ']);
    let apart = after.len() - ending.len();
    let ends = |rest: &str| !rest.starts_with(is_alphanumeric) || rest.starts_with(is_unspaced);
    // Without a mark between them an ending is the next word, or the name runs on; scripts without spaces
    // have none.
    if apart == 1 || (apart == 0 && !after.starts_with(|c: char| c.is_ascii_alphabetic())) {
        languages.extend(datives.suffix(ending, ends));
    }
    // *all'agenzia X*, where that is the name.
    let own = view.folded(found.span).split(' ').next().unwrap_or("");
    let named = view.lexicon.label(own) == Some(Label::Agency);
    // *لوكالة X*: the mark is part of the word for what it is, which is written so of other things as well.
    let word = before.trim_end_matches([' ', '"']).rsplit(' ').next().unwrap_or("");
    let marked = !datives.word(word).is_empty();
    (languages, named || house.is_some() && !marked)
}

/// Whether somebody's words stand right before a name, or right behind it after a colon.
fn said(view: &View<'_>, paragraph: Span, start: usize, after: &str) -> bool {
    let before = view.folded(Span::new(paragraph.start, start));
    // A line of dialogue.
    if before.starts_with(['-', '–', '—']) {
        return true;
    }
    let quotes = before.matches('"').count();
    let near = before.rfind('"').is_some_and(|at| before.len() - at <= NEAR);
    let corners = before.matches('」').count();
    let closed = quotes >= 2 && quotes.is_multiple_of(2) && near
        || (corners > 0 && corners == before.matches('「').count());
    let opens = after.split('.').next().is_some_and(|clause| {
        clause.find(':').is_some_and(|at| {
            clause
                .get(at + 1..)
                .is_some_and(|rest| rest.trim_start().starts_with(['"', '「', '-', '\'']))
        })
    });
    closed || opens
}

/// Whether a word of saying of a language stands in the sentence of a name, with nothing between that leads to
/// what was said.
fn says(view: &View<'_>, language: LanguageId, sentence: Span, at: Span) -> bool {
    let datives = &view.lexicon.datives;
    let words = |text: &'_ str| -> Vec<String> {
        text.split(|c: char| !is_alphanumeric(c))
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let before = words(view.folded(Span::new(sentence.start.min(at.start), at.start)));
    let after = words(view.folded(Span::new(at.end, sentence.end.max(at.end))));
    let that = |word: &String| datives.that(word).contains(&language);
    let said = |word: &&String| datives.says(word, language);
    let near = before.iter().rev().take(WORDS).take_while(|word| !that(word)).any(|w| said(&w));
    near || after.iter().take(3).any(|w| said(&w))
}

/// The languages that most of the small words of a sentence are of, but for those within its names, and whether they are
/// more than one word.
pub(super) fn spoken(view: &View<'_>, sentence: Span, names: Span) -> (Vec<LanguageId>, bool) {
    let mut counts: Vec<(LanguageId, usize)> = Vec::new();
    let before = view.folded(Span::new(sentence.start.min(names.start), names.start));
    let after = view.folded(Span::new(names.end, sentence.end.max(names.end)));
    let words = before.split(|c: char| !is_alphanumeric(c));
    for word in words.chain(after.split(|c: char| !is_alphanumeric(c))) {
        for language in view.lexicon.frequent(word) {
            match counts.iter_mut().find(|(known, _)| known == language) {
                Some((_, count)) => *count += 1,
                None => counts.push((*language, 1)),
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    // One small word more or less tells nothing in a short sentence.
    counts.retain(|(_, count)| *count + 1 >= most);
    (counts.into_iter().map(|(language, _)| language).collect(), most > 1)
}
