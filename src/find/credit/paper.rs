//! Papers that the registry does not know, by the sentence that tells on their report: *the Globe Ledger
//! reported, citing X*, *informó El Faro del Sur citando a X*, *сообщает «Вечерний Городок» со ссылкой на X*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::{Span, fold, is_unspaced};

use super::super::view::View;
use super::group;
use super::organisation;
use super::proper::proper_run;
use super::release;

/// How many words may stand between the word for reporting and the one for citing.
const BETWEEN: usize = 6;
/// The most words of a title.
const WORDS: usize = 5;
/// The most words before the one for reporting in a sentence that says nothing else.
const LEAD: usize = 3;
/// The most letters of an article: *The*, *El*, *die*.
const ARTICLE: usize = 3;

/// Who reports, where the words at `cue` lead to whom it cites.
pub(super) fn reporting(view: &View<'_>, sentence: Span, cue: Span, hits: &[Hit]) -> Option<Span> {
    let spoken = hits.iter().find(|hit| hit.span == cue)?.language;
    let verb = hits.iter().rev().find(|hit| {
        let says =
            matches!(hit.word, Word::Reporting | Word::Label(Label::TakenFrom | Label::Agency));
        says && hit.language == spoken
            && hit.span.end <= cue.start
            && hit.span.start >= sentence.start
            && view.folded(Span::new(hit.span.end, cue.start)).split_whitespace().count() <= BETWEEN
    })?;
    let house = verb.word == Word::Label(Label::Agency);
    // *로이터통신은 소식통을 인용해*: the agency has its name before the word for what it is.
    if house
        && organisation::at_end(view, view.trim(Span::new(sentence.start, verb.span.start)))
            .is_some()
    {
        return None;
    }
    let mut behind = bare(view, Span::new(verb.span.end, cue.start));
    // *berichtet die „Bild am Sonntag“ unter Berufung auf …*
    let past = past_small(view, behind);
    if view.folded(past).starts_with('"') {
        behind = past;
    }
    // *reported on Thursday, citing …*: the day it did.
    let printed = view.original(behind);
    let day = printed.starts_with(char::is_lowercase)
        && printed.split_whitespace().count() <= 3
        && view.original(Span::new(behind.end, cue.start)).contains(',');
    if day {
        behind.start = behind.end;
    }
    if !behind.is_empty() && !view.folded(behind).contains(',') {
        return quoted(view, behind)
            .or_else(|| proper_run(view, behind).filter(|run| *run == behind))
            .or_else(|| (house && is_uncased(view, behind)).then_some(behind))
            .filter(|run| house || is_title(view, *run, verb));
    }
    if house || !behind.is_empty() || verb.word == Word::Reporting {
        return None;
    }
    let before = Span::new(sentence.start, verb.span.start);
    titled(view, before)
}

/// Who is named by a sentence that says nothing else: *Det skriver X.*, *Lo scrive X*, *Об этом пишет X*.
pub(super) fn told_by(view: &View<'_>, sentence: Span, cue: &Hit, window: Span) -> Option<Span> {
    let before = view.folded(Span::new(sentence.start.min(cue.span.start), cue.span.start));
    let words = before.split_whitespace().count();
    let led = words > 0 || view.folded(cue.span).contains(' ');
    if !led || words > LEAD || before.contains([',', '"', ':']) {
        return None;
    }
    let end = sentence.end.min(window.end).max(window.start);
    let from = view.trim(past_small(view, Span::new(window.start, end)));
    let run = proper_run(view, from)?;
    let rest = view.original(Span::new(run.end, end.max(run.end))).trim_matches([' ', '.']);
    // *tirsdag*, *am Montag*: the day it did.
    let day = rest.split_whitespace().count() <= 2 && !rest.contains([',', ':', '"']);
    // *Det skriver Maria B på Facebook*: somebody posted it.
    let mut named = view.original(run).split_whitespace();
    let person = named.by_ref().take_while(|word| word.starts_with(char::is_uppercase)).count()
        == 2
        && named.next().is_some();
    // *Det skriver X ifølge Y*: another cue.
    let word = fold(rest.split(' ').next().unwrap_or(""));
    let cue = matches!(view.lexicon.label(word.trim()), Some(Label::TakenFrom | Label::Citing));
    let posted =
        person || !cue && rest.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
    (run.start == from.start && day && !posted).then_some(run)
}

/// Who is named by the last clause of a sentence: *…, schreibt die Neue Tannbrücker Post.*
pub(super) fn closing(view: &View<'_>, sentence: Span, cue: &Hit, window: Span) -> Option<Span> {
    let before = view.folded(Span::new(sentence.start.min(cue.span.start), cue.span.start));
    let end = sentence.end.min(window.end).max(window.start);
    let from = view.trim(past_small(view, Span::new(window.start, end)));
    let run = proper_run(view, from).filter(|run| run.start == from.start)?;
    let rest = view.folded(Span::new(run.end, end.max(run.end))).trim_matches([' ', '.']);
    // *…, schrieb Weber*: one word is somebody, unless it is a code.
    let printed = view.original(run);
    let code = printed.chars().count() > 1 && !printed.chars().any(char::is_lowercase);
    // *…, rapporterar Tannposten*: nobody ends so.
    let masthead = view.lexicon.mastheads.is_whole(view.folded(run));
    let title = masthead || is_title(view, run, cue) && (code || printed.contains(' '));
    let quoted = rest.starts_with('"') && rest.len() == 1;
    // *…, skriver X ifølge Y*: another cue behind it.
    let next = rest.trim_start().split(' ').next().unwrap_or("");
    let cited = matches!(view.lexicon.label(next), Some(Label::TakenFrom | Label::Citing))
        && !group::is_person(view, run);
    // *…, so die Behörden laut X*: a noun, where every noun has a capital.
    let noun = release::has_capital_nouns(view) && !printed.contains(' ') && !code && !masthead;
    if cited && !noun && before.trim_end().ends_with([',', '-', '"']) {
        return Some(run);
    }
    let clause = before.trim_end().ends_with([',', '-', '"']);
    (clause && (rest.is_empty() || quoted) && title).then_some(run)
}

/// Past one short small word: an article.
fn past_small(view: &View<'_>, span: Span) -> Span {
    let span = view.trim(span);
    let text = view.folded(span);
    match text.find(' ') {
        Some(space) if view.original(span).starts_with(char::is_lowercase) && space <= ARTICLE => {
            Span::new(span.start + space + 1, span.end)
        }
        _ => span,
    }
}

/// A stretch without the marks and spaces around it, but for quotation marks.
fn bare(view: &View<'_>, span: Span) -> Span {
    let text = view.folded(span);
    let lead = text.len() - text.trim_start_matches([' ', ',', '،']).len();
    let kept = text.trim_end_matches([' ', ',', '،']).len().max(lead);
    Span::new(span.start + lead, span.start + kept)
}

/// A title in quotation marks that is all of a stretch.
fn quoted(view: &View<'_>, span: Span) -> Option<Span> {
    let text = view.folded(span);
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let short = inner.split(' ').count() <= WORDS && !inner.contains('"');
    let title = Span::new(span.start + 1, span.end - 1);
    (short && view.original(title).starts_with(char::is_uppercase)).then_some(title)
}

/// One to three words of a script without capitals, behind a word for what they name.
fn is_uncased(view: &View<'_>, span: Span) -> bool {
    let printed = view.original(span);
    let uncased = |c: char| !c.is_uppercase() && !c.is_lowercase() && !c.is_numeric();
    printed.chars().all(uncased)
        && printed.split_whitespace().count() <= 3
        && printed.chars().filter(|c| is_unspaced(*c)).count() <= 10
}

/// Whether a proper name is the title of a paper rather than somebody: with an article before it or as its first
/// word, in quotation marks, or behind a word that is said of papers and reads like nobody's name.
fn is_title(view: &View<'_>, run: Span, verb: &Hit) -> bool {
    let printed = view.original(run);
    let several = printed.contains(' ');
    let first = printed.split(' ').next().unwrap_or("");
    // *El Faro del Sur*; two words might be somebody's: *Ana Pérez*.
    let article = first.chars().count() <= ARTICLE
        && first.chars().all(char::is_alphabetic)
        && (view.folded(run).split(' ').count() > 2 || view.lexicon.is_particle(&fold(first)));
    let quoted = view.folded(Span::new(run.end, view.ceil(run.end + 1))).starts_with('"');
    let said = verb.word == Word::Label(Label::TakenFrom);
    quoted || article || said && !(several && group::is_person(view, run))
}

/// The words with capitals that end a stretch, two and more, not all of it.
fn last_words(view: &View<'_>, before: Span) -> Option<Span> {
    let mut start = before.end;
    for (words, word) in view.folded(before).rsplit(' ').enumerate() {
        let from = start.checked_sub(word.len() + usize::from(words > 0))?;
        let printed = view.original(Span::new(from, from + word.len()));
        let proper = printed.starts_with(char::is_uppercase) && !printed.ends_with([',', ';', ':']);
        if !proper {
            return (2..=WORDS).contains(&words).then_some(Span::new(start, before.end));
        }
        start = from;
    }
    None
}

/// The title right before a word for reporting: several words with capitals behind an article, or one in quotation
/// marks.
fn titled(view: &View<'_>, before: Span) -> Option<Span> {
    let before = bare(view, before);
    // *Al Marsad television*: a word for what it is behind the title.
    let text = view.folded(before);
    let kind = text.rsplit(' ').next().unwrap_or("");
    if view.lexicon.label(kind) == Some(Label::Agency) {
        let title = bare(view, Span::new(before.start, before.end - kind.len()));
        return last_words(view, title);
    }
    if view.folded(before).ends_with('"') {
        let open = view.folded(Span::new(before.start, before.end - 1)).rfind('"')?;
        return quoted(view, Span::new(before.start + open, before.end));
    }
    let mut start = before.end;
    for (words, word) in view.folded(before).rsplit(' ').enumerate() {
        let from = start.checked_sub(word.len() + usize::from(words > 0))?;
        let here = Span::new(from, from + word.len());
        let printed = view.original(here);
        let proper = printed.starts_with(char::is_uppercase)
            && !printed.ends_with([',', ';', ':', '"'])
            && words < WORDS;
        if !proper {
            let article =
                printed.chars().all(char::is_lowercase) && printed.chars().count() <= ARTICLE;
            let title = Span::new(start, before.end);
            return (article && words >= 2).then_some(title);
        }
        start = from;
    }
    // All of the sentence so far: *The Sarvian Daily*.
    let first = view.original(before).split(' ').next().unwrap_or("");
    let rest = Span::new(before.start + view.folded(before).find(' ')? + 1, before.end);
    (first.chars().count() <= ARTICLE && view.folded(rest).contains(' ')).then_some(rest)
}
