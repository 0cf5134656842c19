//! Names beside a cue that the registry does not know: in quotation marks, before a word for what they are, in a
//! script of their own.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::{Hit, printed};
use crate::lexicon::word::Word;
use crate::text::{Span, is_unspaced};

use super::super::view::{Lines, View};
use super::proper::proper_run;
use super::{Name, Who, name, organisation, run};

/// *एजेंसी X ने Y के हवाले से*: in a script without capitals, what stands between the one that reports with its small
/// word and the cue, where the registry does not know it.
pub(super) fn cited_before(view: &View<'_>, hit: &Hit, near: Span) -> Option<Span> {
    let indic = |c: char| matches!(c, '\u{900}'..='\u{D7F}');
    if hit.word != Word::Label(Label::Citing)
        || !view.folded(near).ends_with(indic)
        || organisation::at_end(view, near).is_some()
    {
        return None;
    }
    let reports = organisation::last_unambiguous(view, near)?;
    let between = view.trim(Span::new(reports.span.end, near.end));
    let text = view.folded(between);
    let (first, _) = text.split_once(' ')?;
    let small = view.lexicon.frequent(first).contains(&hit.language);
    // *पुलिस के हवाले से*: no house.
    if between_office(view, text) {
        return None;
    }
    let title = Span::new(between.start + first.len() + 1, between.end);
    let words = view.folded(title).split(' ').count();
    (small && words <= 4 && !text.contains([',', '"'])).then_some(title)
}

/// Whether a word of a text is one for an office.
fn between_office(view: &View<'_>, text: &str) -> bool {
    text.split(' ').any(|word| view.lexicon.label(word) == Some(Label::Office))
}

/// Whether a noun follows the one word of a name: *a Pentagon memo seen by …*. It is not who wrote.
pub(super) fn is_attribute(view: &View<'_>, run: Span) -> bool {
    let after = view.original(Span::new(run.end, view.folded.text.len()));
    let small = |rest: &str| rest.starts_with(|c: char| c.is_ascii_lowercase());
    let line = view.line(run);
    let before = view.folded(Span::new(line.start, run.start));
    let article = before.trim_end().rsplit(' ').next().is_some_and(|word| word.len() <= 2);
    !view.folded(run).contains(' ') && article && after.strip_prefix(' ').is_some_and(small)
}

/// *Service For Larkhaven Amid Internet And Phone Blackouts*: whether a run of words with capitals holds small words of the
/// language among them, as a headline does.
pub(super) fn is_headline(view: &View<'_>, run: Span) -> bool {
    let mut at = run.start;
    let mut small = 0;
    for word in view.folded(run).split(' ') {
        let here = Span::new(at, at + word.len());
        at = here.end + 1;
        let capital = view.original(here).starts_with(char::is_uppercase);
        small += usize::from(capital && here.start > run.start && run::here(view, word));
    }
    small >= 2
}

/// A title in quotation marks right behind a cue, or behind one word for what it is: *в интервью газете
/// «Известия»*. A quotation is no title: it has small words, or many.
/// `kind`: whether the cue says what kind of house it is, so that it is one however its title is written.
pub(super) fn quoted(view: &View<'_>, window: Span, kind: bool) -> Option<Span> {
    // The mark that opens the title may be cut off.
    let ahead = view.folded(Span::new(view.line(window).start.min(window.start), window.start));
    let opened = usize::from(ahead.ends_with('"'));
    let window = Span::new(window.start - opened, window.end);
    let text = view.folded(window);
    // *según informa el diario 'El Faro'*: between single ones too, where they stand apart.
    let (mark, open) = match text.find('"') {
        Some(open) => ('"', open),
        None => ('\'', text.find(" '").filter(|_| kind)? + 1),
    };
    if text.get(..open).is_none_or(|before| before.split_whitespace().count() > 1) {
        return None;
    }
    let inner = text.get(open + 1..)?;
    let most = if inner.starts_with(is_unspaced) { NATIVE } else { LETTERS };
    let short = |close: &usize| {
        let letters = inner.get(..*close).unwrap_or("").chars().count();
        (2..=most).contains(&letters)
    };
    let close = inner.find(mark).filter(short)?;
    let span = Span::new(window.start + open + 1, window.start + open + 1 + close);
    let printed = view.original(span);
    let words = printed.split_whitespace().count();
    // *Bild am Sonntag*: small words within.
    let own = |(at, word): (usize, &str)| {
        !word.starts_with(char::is_lowercase)
            || at > 0 && at + 1 < words && word.chars().count() <= 3
    };
    let last = view.folded(span).rsplit(' ').next().unwrap_or("");
    // *сообщает «Русская служба новостей»*: in Cyrillic words said stand behind a colon.
    let cyrillic = printed.starts_with(|c: char| matches!(c, '\u{400}'..='\u{4FF}'));
    let small = kind || cyrillic || view.lexicon.mastheads.ends_small(last);
    let capitals = printed.split_whitespace().enumerate().all(own) || small;
    // A script without capitals tells nothing, but for a word for what it is.
    let uncased = printed.chars().all(|c| !c.is_uppercase() && !c.is_lowercase());
    let cased = printed.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        || kind && (uncased || printed.contains(char::is_uppercase));
    let marks = printed.contains(['.', ',', '!', '?', '…']);
    (words <= 4 && capitals && cased && !marks).then_some(span)
}

/// The most characters of such a title, and of one in a script that sets no words apart.
const LETTERS: usize = 40;
const NATIVE: usize = 13;

/// *向“港口日誌”網站(Harbour Log)表示*: a title between quotation marks before a word for what it is, in a script without
/// capitals; by the name in brackets behind it, where there is one.
pub(super) fn quoted_before(view: &View<'_>, hit: &Hit) -> Option<Span> {
    let line = view.line(hit.span);
    let before = view.folded(Span::new(line.start, hit.span.start)).trim_end();
    let before = before.strip_suffix(['"', '\''])?;
    let open = before.rfind(['"', '\''])?;
    let title = before.get(open + 1..)?;
    // *‘X’ अखबार के अनुसार*.
    let indic = |c: char| matches!(c, '\u{900}'..='\u{DFF}' | ' ');
    let native = (2..=TITLE).contains(&title.chars().count())
        && (title.chars().all(is_unspaced) || title.chars().all(indic));
    if !native {
        return None;
    }
    let behind = view.folded(Span::new(hit.span.end, line.end));
    let own = behind.strip_prefix('(').and_then(|rest| rest.find(')'));
    Some(match own.filter(|close| *close <= BRACKET) {
        Some(length) => Span::new(hit.span.end + 1, hit.span.end + 1 + length),
        None => Span::new(line.start + open + 1, line.start + before.len()),
    })
}

/// The most characters of a title in quotation marks, and the most bytes of its other name in brackets.
const TITLE: usize = 10;
const BRACKET: usize = 32;

/// A proper name right before a word for what it is: *the Rossiya-24 television channel*.
pub(super) fn named_before(view: &View<'_>, hit: &Hit) -> Option<Span> {
    let line = view.line(hit.span);
    let text = view.folded(Span::new(line.start, hit.span.start));
    let mut span = Span::new(hit.span.start, hit.span.start);
    let end = line.start + text.trim_end().len();
    for word in text.trim_end().rsplit(' ').take(3) {
        let start = if span.is_empty() { end } else { span.start - 1 };
        let here = Span::new(start.checked_sub(word.len())?, start);
        let printed = view.original(here);
        let proper = printed.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        // *Harbourtown's Daily Post newspaper*: the name begins behind whose it is.
        let ending = view.folded(here).rsplit_once('\'').map(|(_, ending)| ending.len());
        let whose = ending.is_some_and(|letters| letters <= 1);
        if !proper || whose || printed.ends_with([',', '.', ':', ';']) {
            break;
        }
        span = Span::new(here.start, end);
        // *By Ann Lee The Harbour News Agency reports*: no name goes on before its article.
        if view.lexicon.is_article(view.folded(here)) {
            break;
        }
    }
    let lower = view.original(span);
    let article = view.lexicon.is_article(view.folded(span));
    (!span.is_empty()
        && !article
        && span.start > line.start
        && lower.starts_with(char::is_uppercase))
    .then_some(span)
}

/// *米紙ワシントン・ポスト(電子版)が…*: the name in Katakana right behind a word for what it is.
pub(super) fn katakana(view: &View<'_>, after: Span) -> Option<Span> {
    let text = view.folded(after);
    let part = |c: char| {
        matches!(c, '\u{30A1}'..='\u{30FA}' | '・' | 'ー' | '=' | '＝') || c.is_ascii_alphanumeric()
    };
    let end = text.find(|c| !part(c)).unwrap_or(text.len());
    let name = text.get(..end).unwrap_or("");
    let native = name.chars().filter(|c| matches!(c, '\u{30A1}'..='\u{30FA}')).count();
    (native >= 3).then(|| Span::new(after.start, after.start + end))
}

/// *워싱턴포스트(WP)에 따르면*: a stretch without the bracket at its end that holds a short form of what stands before it.
pub(super) fn without_short_form(view: &View<'_>, near: Span) -> Span {
    let text = view.folded(near);
    let Some(open) = text.strip_suffix(')').and_then(|rest| rest.rfind('(')) else { return near };
    let inner = text.get(open + 1..text.len() - 1).unwrap_or("");
    let before = text.get(..open).unwrap_or("").trim_end();
    let short = (1..=SHORT_FORM).contains(&inner.chars().count()) && !inner.contains(',');
    if short && !before.is_empty() {
        Span::new(near.start, near.start + before.len())
    } else {
        near
    }
}

/// *со ссылкой на ICTV.*: a code in Latin capitals in a text of another script, the last of its clause.
pub(super) fn foreign_code(view: &View<'_>, window: Span) -> Option<Span> {
    let text = view.folded(window);
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let code = Span::new(window.start, window.start + end);
    let printed = printed(view.original(code));
    let capitals = (3..=8).contains(&printed.len())
        && printed.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let after = view.folded(Span::new(code.end, window.end)).trim_start();
    let ends = after.is_empty() || after.starts_with(['.', ',']);
    let line = view.folded(view.line(window));
    let foreign = line.chars().filter(|c| matches!(c, '\u{0370}'..='\u{06FF}')).count();
    (capitals && ends && foreign > printed.len()).then_some(code)
}

/// The most characters of a short form.
const SHORT_FORM: usize = 8;

/// *Associated Press (AP) and …*: past the short form of a name in brackets.
pub(super) fn past_short_form(view: &View<'_>, rest: Span) -> Span {
    let text = view.folded(rest);
    let short = text.strip_prefix(" (").and_then(|inner| inner.find(')'));
    match short.filter(|at| *at <= SHORT_FORM) {
        Some(at) => Span::new(rest.start + at + 3, rest.end),
        None => rest,
    }
}

/// *Harbour Union (HU)*: a name with its short form in brackets right behind it, in capitals.
pub(super) fn with_short_form(view: &View<'_>, run: Span, window: Span) -> Span {
    let behind = Span::new(run.end, window.end.max(run.end));
    let short = view.folded(behind).strip_prefix(" (").and_then(|inner| inner.find(')'));
    match short.filter(|at| (2..=SHORT_FORM).contains(at)) {
        Some(at) => {
            let code = Span::new(run.end + 2, run.end + 2 + at);
            let capitals = view.original(code).chars().all(char::is_uppercase);
            Span::new(run.start, if capitals { code.end + 1 } else { run.end })
        }
        None => run,
    }
}

/// The house that a stretch is, all of it: one that the registry knows, or words with capitals.
pub(super) fn house(view: &View<'_>, span: Span, joined: char, lines: &mut Lines) -> Option<Name> {
    let known = organisation::whole(view, span).or_else(|| organisation::at_end(view, span));
    if let Some(found) = known {
        return Some(name(view, found.span, found.who(), joined, lines));
    }
    let title = proper_run(view, span).filter(|run| *run == span)?;
    Some(name(view, title, Who::Unknown, joined, lines))
}
