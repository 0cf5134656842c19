//! Names in a text: where the name of a holder, a grantor, a person or an organisation ends.

use crate::lexicon::word::Word;
use crate::text::{Span, is_unspaced};

use super::view::View;

/// How a name must begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// As it will (*the publisher*).
    Any,
    /// Not with a small letter, unless its script has no capitals.
    Capital,
}

/// The most words of a name.
const WORDS: usize = 12;

/// The name at the start of `within` (folded): up to a separator, a full stop, or what else cannot be
/// part of one. `None` where nothing is left, or it begins otherwise than it must.
pub fn run(view: &View<'_>, within: Span, start: Start) -> Option<Span> {
    let text = view.folded(within);
    let lead = text.len()
        - text
            .trim_start_matches([' ', ':', '-', ',', '.', '"', '\'', '(', '\n', '、', '，', '《'])
            .len();
    // *《江城日报》*, *《江城日报》编辑部*: what stands behind the title is part of the name.
    let title = text.get(..lead).filter(|lead| lead.ends_with('《')).and_then(|_| {
        let close = lead + text.get(lead..)?.find('》').filter(|length| *length <= 80)?;
        let more = text.get(close..)?.chars().nth(1).is_some_and(is_unspaced);
        Some((close, more))
    });
    if let Some((close, false)) = title {
        return Some(Span::new(within.start + lead, within.start + close))
            .filter(|n| !n.is_empty());
    }
    // `(주)`, `(株)`: a legal form in brackets before the name is part of it.
    let bracketed = text.get(..lead).is_some_and(|lead| lead.ends_with('('))
        && text.get(lead..).and_then(|rest| rest.chars().nth(1)) == Some(')');
    // *„Holder“ GmbH*: a quoted name with its legal form.
    let quoted = text.get(..lead).is_some_and(|lead| lead.ends_with('"'))
        && text.get(lead..).and_then(|rest| rest.find('"')).is_some_and(|close| {
            let after = within.start + lead + close + 1;
            close <= 80 && is_legal(view, Span::new(after.min(within.end), within.end))
        });
    let opened = if title.is_some() { '《'.len_utf8() } else { usize::from(bracketed || quoted) };
    let from = within.start + lead - opened;
    let rest = Span::new(from, within.end);
    let first = view.folded(rest).chars().next()?;
    let small = view.original(rest).starts_with(char::is_lowercase);
    // *eBay*, *ePaper*: a small letter before a capital begins a name too.
    let word = view.original(rest).split_whitespace().next().unwrap_or("");
    let small = small && !word.chars().any(char::is_uppercase);
    if !(first.is_alphanumeric() || opened > 0) || (start == Start::Capital && small) {
        return None;
    }
    let end = from + length(view, rest);
    let span = trim(view, Span::new(from, end));
    let name = view.folded(span);
    // *ל"Holder"*: the letter before the mark is a preposition.
    let span = match name.char_indices().nth(1) {
        Some((at, '"')) if name.len() > 12 && name.ends_with('"') => {
            trim(view, Span::new(span.start + at + 1, span.end - 1))
        }
        Some((at, '"'))
            if name.len() > 12 && name.get(at + 1..).is_some_and(|n| n.contains(' ')) =>
        {
            Span::new(span.start + at + 1, span.end)
        }
        _ => span,
    };
    let name = view.folded(span);
    let fits = !span.is_empty()
        && name.split(' ').count() <= WORDS
        && name.chars().count() <= view.limits.name_characters
        && name.chars().any(char::is_alphabetic);
    fits.then_some(span)
}

/// How many bytes of `rest` belong to the name that begins it.
fn length(view: &View<'_>, rest: Span) -> usize {
    let text = view.folded(rest);
    let mut previous = ' ';
    let mut depth = 0usize;
    let mut quoted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let after = Span::new(rest.start + at + c.len_utf8(), rest.end);
        let stop = match c {
            // *ООО «…»*: a quoted part that closes soon belongs to a name.
            // Hebrew writes short forms with a mark before the last letter.
            '"' if previous.is_alphanumeric()
                && next.is_some_and(char::is_alphanumeric)
                && !quoted =>
            {
                false
            }
            '"' if quoted => {
                quoted = false;
                false
            }
            '"' => {
                quoted = previous == ' '
                    && text
                        .get(at + 1..)
                        .and_then(|tail| tail.find('"'))
                        .is_some_and(|close| close <= 80);
                !quoted
            }
            '\n' | '|' | '•' | '·' | '●' | '©' | '®' | '>' | '<' | '*' | '→' | '=' | '。'
            | '！' | '？' | '、' | '，' | '；' | ';' | '!' | '?' | '{' | '}' | '[' | ']' | '।'
            | '؛' | '،' | ':' => true,
            ',' => {
                !(is_legal(view, after)
                    || leads_to_partner(view, after)
                    || next.is_some_and(|c| {
                        !c.is_whitespace()
                            && !is_unspaced(c)
                            && !c.is_ascii_digit()
                            && previous.is_ascii_digit()
                    }))
            }
            '-' => previous == ' ' || next == Some(' ') || next == Some('-'),
            '@' => previous == ' ',
            // *Holder // made by …*
            '/' => previous == ' ' && next == Some('/'),
            '.' => next.is_none_or(char::is_whitespace) && ends_sentence(view, rest, at, after),
            '(' => {
                depth += 1;
                // A short bracket may be part of a name (*Agence France-Presse (AFP)*).
                text.get(at..).and_then(|tail| tail.find(')')).is_none_or(|close| close > 40)
            }
            ')' => depth.checked_sub(1).is_none_or(|left| {
                depth = left;
                false
            }),
            _ => false,
        };
        if stop {
            // The full stop of a short form (*Ltd.*) is part of the name.
            let word = text.get(..at).and_then(|name| name.rsplit(' ').next()).unwrap_or("");
            return if c == '.' && view.lexicon.abbreviates(word) { at + 1 } else { at };
        }
        previous = c;
    }
    text.len()
}

/// Whether a legal form (*Inc.*, *`GmbH`*) follows.
fn is_legal(view: &View<'_>, after: Span) -> bool {
    let text = view.folded(after);
    let lead = text.len() - text.trim_start().len();
    let window = Span::new(after.start, view.ceil((after.start + 40).min(after.end)));
    view.lexicon
        .matcher
        .words(view.folded, view.text, window)
        .iter()
        .any(|hit| hit.word == Word::Legal && hit.span.start == after.start + lead)
}

/// How far behind a comma the `&` before a legal form may stand, in bytes.
const PARTNERS: usize = 48;

/// *Lindgreen, Marlow & Co. Ltd.*: whether partners stand behind a comma, and `&` with a legal form behind them.
fn leads_to_partner(view: &View<'_>, after: Span) -> bool {
    let window = Span::new(after.start, view.floor((after.start + PARTNERS).min(after.end)));
    let Some(sign) = view.folded(window).find('&') else { return false };
    let names = Span::new(after.start, after.start + sign);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '\'');
    let printed = view.original(names);
    printed.starts_with(' ')
        && view.folded(names).chars().all(plain)
        && printed.split([' ', ',']).filter(|word| !word.is_empty()).count() <= 4
        && printed
            .split([' ', ','])
            .all(|word| word.is_empty() || word.starts_with(char::is_uppercase))
        && is_legal(view, Span::new(names.end + 1, after.end))
}

/// Whether what would lead to a name begins it: *Al Jazeera* as the registry has it, *DER TANNBOTE* behind a sign that
/// is no word in capitals itself. It has a capital, and so has what follows it.
pub fn begins(view: &View<'_>, lead: Span, to: usize, mark: Span) -> bool {
    let whole = Span::new(lead.start, to.max(lead.end));
    let rest = view.original(Span::new(lead.end, whole.end));
    let capital = |text: &str| {
        text.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    };
    if !capital(view.original(lead)) || !capital(rest) || !rest.starts_with(' ') {
        return false;
    }
    let organisations = &view.lexicon.organisations;
    let mut known = false;
    organisations.each_beginning(view.folded(whole), &mut |ended| {
        let name = Span::new(lead.start, lead.start + ended.name);
        known = name.end > lead.end
            && organisations
                .credited(view.folded(name), view.original(name), view.countries)
                .is_some();
        known
    });
    let small = |word: &str| {
        view.lexicon.is_article(word)
            || view.lexicon.is_particle(word) && !view.lexicon.leads_to_writer(word)
    };
    let mark = view.original(mark);
    let loud = mark.contains(char::is_alphabetic) && !mark.contains(char::is_lowercase);
    known || !loud && view.folded(lead).split(' ').all(small)
}

/// Whether the full stop at `at` ends the name: not after an initial or a short form before a capital.
fn ends_sentence(view: &View<'_>, rest: Span, at: usize, after: Span) -> bool {
    let before = Span::new(rest.start, rest.start + at);
    let word = view.folded(before).rsplit([' ', '(', '/']).next().unwrap_or("");
    if word.chars().count() == 1 || (word.contains('.') && word.len() <= 6) {
        // *S.A. de C.V.*, *J. Smith*: the name goes on where another such or a small word follows.
        let next = view.folded(after).trim_start();
        return next.is_empty()
            || !(next.len() < 40
                || view.original(after).trim_start().starts_with(char::is_lowercase));
    }
    !is_legal(view, after)
}

/// Without what cannot end a name.
fn trim(view: &View<'_>, span: Span) -> Span {
    let text = view.folded(span);
    let kept = text.trim_end_matches([' ', ',', ':', ';', '-', '/', '\'', '&', '\n']);
    let mut end = span.start + kept.len();
    // A full stop belongs to a name that ends with a legal or other short form.
    if let Some(bare) = kept.strip_suffix('.') {
        let word = bare.rsplit(' ').next().unwrap_or("");
        if !(view.lexicon.abbreviates(word) || word.contains('.') || word.chars().count() == 1) {
            end -= 1;
        }
    }
    if kept.ends_with(')') && !kept.contains('(') {
        end -= 1;
    }
    // *The Harbour Journal (Harbour, Ga.)*: what is cut off within brackets has no part in it.
    if let Some(open) = kept.rfind(" (").filter(|open| *open > 0)
        && !kept.get(open..).is_some_and(|inner| inner.contains(')'))
    {
        end = span.start + open;
    }
    Span::new(span.start, end)
}
