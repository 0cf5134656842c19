//! What stands before and behind the mark of a notice: years, holder, formula, in any order.

use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::record::Years;
use crate::text::{Span, is_unspaced};

use super::name::{self, Start};
use super::notice::Group;
use super::view::View;
use super::year::{noted, year};

/// What stands on one side of a mark.
#[derive(Debug, Default)]
pub struct Bag {
    /// The holder.
    pub holder: Option<Span>,
    /// The years.
    pub years: Vec<Years>,
    /// Whether a formula stands there.
    pub formula: bool,
    /// How far it reaches, away from the mark.
    pub end: usize,
    /// Whether the holder stands behind a separator (`|`, `•`), so that one before the mark is likelier.
    pub separated: bool,
}

/// What may stand between the parts of a notice: punctuation, separators, marks of trade, the Arabic comma.
const BETWEEN: [char; 19] = [
    ' ', ',', ':', '-', '.', '(', ')', '[', ']', '|', '•', '·', '®', '™', '"', '@', '、', '，',
    '\u{60C}',
];

/// *Copyright ? 2013 X*: the sign that a wrong charset has broken, between the word and the year.
fn broken_sign(text: &str) -> usize {
    let rest = text.trim_start_matches(' ');
    let behind = rest.strip_prefix(['?', '\u{FFFD}']).map(|rest| rest.trim_start_matches(' '));
    match behind.filter(|behind| behind.starts_with(|c: char| c.is_ascii_digit())) {
        Some(behind) => text.len() - behind.len(),
        None => 0,
    }
}

/// Reads on from the end of a group: years, formula, holder, in any order.
pub fn forward(view: &View<'_>, group: &Group, to: usize, hits: &[Hit]) -> Bag {
    let mut bag = Bag { end: group.span.end, ..Bag::default() };
    let mut at = group.span.end;
    let mut led_to = group.owned;
    // Behind the sign a name may begin as it will; a word of copyright begins sentences too.
    let mut start = if group.sign { Start::Any } else { Start::Capital };
    if group.owned {
        // The name stands in the slot of the phrase; what follows it may be years or a formula.
        let Some(slot) = group.slot else { return bag };
        at = slot.start;
        start = Start::Any;
    } else if !(group.sign || group.word || group.formula) {
        return bag;
    }
    at += broken_sign(view.folded(Span::new(at, to.max(at))));
    while at < to {
        let rest = view.folded(Span::new(at, to));
        let skipped = rest.len() - rest.trim_start_matches(BETWEEN).len();
        let gap = rest.get(..skipped).unwrap_or("");
        let separated = gap.contains(['|', '•', '·']) || gap.contains(". ");
        at += skipped;
        if at >= to {
            break;
        }
        // `(주)`, `(株)` and a quoted name belong to what follows.
        let opened = rest.get(skipped..).and_then(|rest| rest.chars().nth(1)) == Some(')');
        if (gap.ends_with('(') && opened) || gap.ends_with('"') {
            at -= 1;
        }
        let here = Span::new(at, to);
        if let Some((found, length)) = noted(view.folded(here)) {
            bag.years.push(found);
            at += length;
            bag.end = at;
            at += year_suffix(view.folded(Span::new(at, to)));
            continue;
        }
        if let Some(hit) = hits.iter().find(|hit| {
            hit.span.start == at
                && matches!(hit.word, Word::RightsReserved | Word::Mark | Word::Copyright)
        }) {
            if hit.word == Word::RightsReserved {
                bag.formula = true;
                start = Start::Capital;
            }
            // A sign behind a word is what counts.
            if hit.word == Word::Mark && !bag.formula {
                start = Start::Any;
            }
            at = hit.span.end;
            bag.end = at;
            continue;
        }
        let led = hits.iter().find(|hit| hit.span.start == at && hit.word == Word::Grantor);
        if bag.holder.is_some() {
            // *X of 2024*, *X พ.ศ. ๒๕๖๙*: what leads to the year.
            match led.filter(|led| year_follows(view, Span::new(led.span.end, to))) {
                Some(led) => at = led.span.end,
                None => break,
            }
            continue;
        }
        // *Copyright by X*, *derechos reservados para X*; but *© Al Jazeera*.
        let own = |hit: &&Hit| {
            (group.sign || start == Start::Any) && name::begins(view, hit.span, to, group.span)
        };
        if let Some(hit) = led.filter(|hit| !own(hit)) {
            at = hit.span.end;
            start = Start::Capital;
            led_to = true;
            continue;
        }
        // A line of links or prose behind a separator is no holder, unless nothing stood before it.
        if separated && bag.formula {
            let before = at - gap.len();
            if let Some(name) = company(view, Span::new(before, to), hits) {
                (bag.holder, bag.end) = (Some(name), name.end);
            }
            break;
        }
        let to = match group.slot {
            Some(slot) if group.owned => to.min(slot.end),
            _ => to,
        };
        // *© of the texts: X*, *copyright lies with the publisher: X*.
        if let Some(behind) = introduced(view, hits, Span::new(at, to)) {
            at = behind;
            start = Start::Capital;
            continue;
        }
        let stop = holder_stop(view, hits, at, to);
        // *Copyright of the society X*: small words before the name.
        if led_to {
            at = small_words(view, Span::new(at, stop));
        }
        let Some(name) = name::run(view, Span::new(at, stop), start) else { break };
        if name.start > at + 3 {
            break;
        }
        // The first words of the next sentence, up to what it says, are no name.
        let cut = stop < to && name.end + 1 >= stop && is_sentence_word(hits, stop);
        if separated && cut {
            break;
        }
        // *X © 2024 – Website: Y*: a label, no name.
        if separated_or_dashed(gap) && view.folded(Span::new(name.end, to)).starts_with(':') {
            break;
        }
        bag.holder = Some(name);
        bag.separated = separated;
        at = name.end;
        bag.end = at;
    }
    bag
}

/// The name with its legal form behind a separator: *© 2025 All rights reserved. X Ltd.*, *… | X Ltd. | …*
pub fn company(view: &View<'_>, rest: Span, hits: &[Hit]) -> Option<Span> {
    let text = view.folded(rest);
    let lead = text.len() - text.trim_start_matches(BETWEEN).len();
    let apart = text.get(..lead)?.contains(['|', '•', '·', '.', '-']);
    let name = name::run(view, Span::new(rest.start + lead, rest.end), Start::Capital)?;
    let form = |hit: &Hit| hit.word == Word::Legal && hit.span.end + 1 >= name.end;
    let behind = view.folded(Span::new(name.end, rest.end)).trim_start_matches([' ', '.']);
    let whole = behind.is_empty() || behind.starts_with(['|', '•', '·', '-', ',', '\n']);
    (apart && whole && hits.iter().any(|hit| form(hit) && name.start < hit.span.start))
        .then_some(name)
}

/// Whether a separator or a dash stands in the gap between two parts of a notice.
fn separated_or_dashed(gap: &str) -> bool {
    gap.contains(['|', '•', '·', '-']) || gap.contains(". ")
}

/// Where the name begins that a few words and a colon introduce: words for texts, or words in small
/// letters, with a capital behind the colon.
fn introduced(view: &View<'_>, hits: &[Hit], rest: Span) -> Option<usize> {
    let text = view.folded(rest);
    let lead = text.get(..text.find(':')?)?;
    let before = Span::new(rest.start, rest.start + lead.len());
    let within = |hit: &Hit| before.contains(hit.span);
    let texts = hits.iter().any(|hit| within(hit) && hit.word == Word::Content);
    let small = view.original(before).trim_start().starts_with(char::is_lowercase);
    let label =
        hits.iter().any(|hit| within(hit) && matches!(hit.word, Word::Label(_) | Word::Aside));
    let behind = Span::new(before.end + 1, rest.end);
    let capital = view.original(behind).trim_start().starts_with(char::is_uppercase);
    let short = lead.len() <= 40 && lead.split_whitespace().count() <= 5;
    let plain = lead.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-'));
    (short && plain && (texts || small) && !label && capital).then_some(behind.start)
}

/// Behind up to two small words at the start of a span, where a capital follows them.
fn small_words(view: &View<'_>, within: Span) -> usize {
    let text = view.folded(within);
    let mut offset = 0;
    for _ in 0..=2 {
        let rest = text.get(offset..).unwrap_or("");
        let skipped = rest.len() - rest.trim_start_matches([' ', '\'']).len();
        let start = within.start + offset + skipped;
        let original = view.original(Span::new(start, within.end));
        if original.starts_with(|c: char| !c.is_lowercase()) {
            return start;
        }
        let word = rest.get(skipped..).unwrap_or("");
        let Some(length) = word.find([' ', '\'']) else { break };
        offset += skipped + length;
    }
    within.start
}

/// The name with a legal form that opens a line whose notice names nobody: *X Ltd. – VAT no. … – Copyright
/// 2024*.
pub fn opening(view: &View<'_>, line: Span, before: usize, hits: &[Hit]) -> Option<Span> {
    let line = view.trim(Span::new(line.start, before.max(line.start)));
    let name = name::run(view, line, Start::Capital)?;
    let form = hits.iter().any(|hit| {
        hit.word == Word::Legal
            && hit.span.end + 1 >= name.end
            && hit.span.start > name.start
            && name.contains(hit.span)
    });
    let stated = hits.iter().any(|hit| {
        name.overlaps(hit.span)
            && matches!(hit.word, Word::Prohibit | Word::Action(_) | Word::Permit | Word::Aside)
    });
    let rest = view.folded(Span::new(name.end, line.end)).trim_start();
    let apart = rest.is_empty() || rest.starts_with(['-', '|', '•', '·', ',']);
    let words = view.folded(name).split_whitespace().count();
    (form && apart && !stated && words <= 8 && name.start == line.start).then_some(name)
}

/// Whether a year comes next.
fn year_follows(view: &View<'_>, rest: Span) -> bool {
    year(view.folded(rest).trim_start()).is_some()
}

/// Whether a word of a statement begins at `at`.
fn is_sentence_word(hits: &[Hit], at: usize) -> bool {
    hits.iter().any(|hit| {
        hit.span.start == at
            && matches!(
                hit.word,
                Word::Action(_)
                    | Word::Weak(_)
                    | Word::Permit
                    | Word::Reserve
                    | Word::Prohibit
                    | Word::Ours
                    | Word::Negate
            )
    })
}

/// The letter that stands behind a year in scripts without spaces, by itself.
fn year_suffix(text: &str) -> usize {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| is_unspaced(*c));
    let alone = !chars.next().is_some_and(is_unspaced);
    first.filter(|_| alone).map_or(0, char::len_utf8)
}

/// Whether a word with a capital behind another word closes a name: a comma, a year or nothing follows it.
fn ends_name(view: &View<'_>, word: Span, (at, to): (usize, usize)) -> bool {
    let behind = view.folded(Span::new(word.end, to.max(word.end)));
    let closes = behind.is_empty() || behind.starts_with([',', '|', '.', '\n']);
    let number = behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let before = view.original(Span::new(at.min(word.start), word.start));
    word.start > at
        && (closes || number)
        && before.ends_with(' ')
        && before.starts_with(char::is_uppercase)
        && view.original(word).starts_with(char::is_uppercase)
}

/// Where a holder that begins at `at` must have ended: at a word of prohibition, permission, formula,
/// licence, at what is no part of a name.
fn holder_stop(view: &View<'_>, hits: &[Hit], at: usize, to: usize) -> usize {
    let stop = hits
        .iter()
        .filter(|hit| hit.span.start >= at)
        .filter(|hit| match hit.word {
            Word::Prohibit
            | Word::Unauthorised
            | Word::RightsReserved
            | Word::Mark
            | Word::Copyright
            | Word::Licensed
            | Word::Aside
            | Word::Protected
            | Word::Without
            | Word::Unless(_) => true,
            // *© Project Syndicate, 2026*: with a capital, before the end of the name, it is part of it.
            Word::Action(_) => !ends_name(view, hit.span, (at, to)),
            Word::Permit | Word::Reserve | Word::Ours | Word::Negate | Word::Require => {
                hit.span.start > at
            }
            Word::Grantor => hit.span.start > at && year_follows(view, Span::new(hit.span.end, to)),
            Word::Label(_) => {
                view.folded(Span::new(hit.span.end, to)).trim_start().starts_with(':')
            }
            _ => false,
        })
        .map(|hit| hit.span.start)
        .min()
        .map_or(to, |stop| stop.min(to));
    // A year ends a name: *© NPG Digital GmbH 2026*.
    let text = view.folded(Span::new(at, stop));
    let mut previous = ' ';
    for (offset, c) in text.char_indices() {
        if c.is_ascii_digit()
            && matches!(previous, ' ' | ',' | '(')
            && offset > 0
            && year(text.get(offset..).unwrap_or("")).is_some()
        {
            return at + offset;
        }
        previous = c;
    }
    // A line break of the source, though the sentence runs on, ends a name.
    let original = view.original(Span::new(at, stop));
    original.find('\n').map_or(stop, |_| {
        let mut end = at;
        for (offset, c) in text.char_indices() {
            if c == ' ' && view.original(Span::new(at + offset, at + offset + 1)).contains('\n') {
                end = at + offset;
                break;
            }
            end = at + offset + c.len_utf8();
        }
        end
    })
}

/// Reads back from the start of a group: the years, the holder before it, or both.
pub fn backward(view: &View<'_>, start: usize, from: usize, hits: &[Hit]) -> Bag {
    let mut bag = Bag { end: start, ..Bag::default() };
    let text = view.folded(Span::new(from.min(start), start));
    let mut kept = text.trim_end_matches([' ', ',', '-', '(', '"']);
    if kept.ends_with(':') {
        return bag; // *Photo: ©* – a label, not a name
    }
    // *1999-2021 ©*, *Holder 2025 ©*
    let tail = view.floor(from + kept.len().saturating_sub(14)).saturating_sub(from);
    let bare = kept.trim_end_matches('.');
    let digits = bare.char_indices().skip_while(|(at, _)| *at < tail).find_map(|(at, c)| {
        let before = bare.get(..at).and_then(|before| before.chars().next_back());
        let alone = c.is_ascii_digit() && !before.is_some_and(char::is_alphanumeric);
        let (years, length) = year(bare.get(at..)?).filter(|_| alone)?;
        (at + length == bare.len()).then_some((at, years))
    });
    if let Some((at, years)) = digits {
        bag.years.push(years);
        bag.end = from + at;
        // `@` and `®` before a year stand for the sign where a formula follows.
        kept = kept.get(..at).unwrap_or("").trim_end_matches([' ', ',', '-', '(', '@', '®']);
    }
    if kept.ends_with(['|', '•', '·']) {
        return bag;
    }
    // The segment before, back to a separator or the end of a sentence.
    let candidate = view.trim(Span::new(from + segment(view, kept), from + kept.len()));
    // *® 2021 Holder.*
    let sign = view.folded(candidate);
    let sign = sign.len() - sign.trim_start_matches(['@', '®', ' ']).len();
    let candidate = Span::new(candidate.start + sign, candidate.end);
    // *«Holder», 2026. All rights …*
    let quoted = usize::from(view.folded(candidate).starts_with('"'));
    let mut candidate = view.trim(Span::new(candidate.start + quoted, candidate.end));
    // *2021 Holder.*
    if bag.years.is_empty()
        && let Some((years, length)) = year(view.folded(candidate))
    {
        bag.years.push(years);
        candidate = view.trim(Span::new(candidate.start + length, candidate.end));
        bag.end = candidate.start;
    }
    let words = view.folded(candidate).split_whitespace().count();
    let form = || {
        let text = candidate;
        hits.iter().any(|hit| hit.word == Word::Legal && text.contains(hit.span))
    };
    // *The agency of X and the university of Y © 2023*: two names are longer than one.
    let joined = || {
        let within = |hit: &Hit| hit.word == Word::And && candidate.contains(hit.span);
        let sign = view.folded(Span::new(start, view.folded.text.len())).starts_with('©');
        sign && candidate.start <= from + 1 && hits.iter().any(within)
    };
    if words == 0 || words > 10 || (words > 6 && !form() && !joined()) {
        return bag;
    }
    // *Reprinting forbidden. All rights …* – a statement is no name.
    if hits.iter().any(|hit| {
        candidate.contains(hit.span) && matches!(hit.word, Word::Prohibit | Word::Action(_))
    }) {
        return bag;
    }
    // *Maria Silva, Jens Holm © 2019*: the first of several names.
    let several = |name: Span| {
        let rest = view.original(Span::new(name.end, candidate.end));
        let named = |part: &str| {
            part.starts_with(char::is_uppercase) && part.split_whitespace().count() <= 4
        };
        view.folded(name).contains(' ')
            && rest.starts_with(',')
            && rest.split(',').skip(1).all(|part| named(part.trim()))
    };
    if let Some(name) = name::run(view, candidate, Start::Capital)
        && (candidate.end - name.end <= 1 + quoted || several(name))
        && name.start == candidate.start
    {
        bag.holder = Some(name);
        bag.end = name.start.min(bag.end);
    }
    bag
}

/// Where the last segment of a text begins: behind the last separator or end of a sentence, but for one
/// at its very end.
fn segment(view: &View<'_>, text: &str) -> usize {
    let inner = text.trim_end_matches(['.', ' ']);
    inner
        .char_indices()
        .rev()
        .find_map(|(at, c)| {
            let after = at + c.len_utf8();
            let ends = match c {
                '|' | '•' | '·' | '!' | '?' | ';' | '。' | '！' | '？' => true,
                '.' => {
                    let word = inner.get(..at)?.rsplit([' ', '(', '"']).next().unwrap_or("");
                    // *… in detail." 2022 Holder*: the mark that ends what was said, too.
                    let rest = inner.get(after..)?;
                    (rest.starts_with(' ') || rest.starts_with("\" "))
                        && !(view.lexicon.abbreviates(word) || word.chars().count() <= 1)
                }
                _ => false,
            };
            ends.then_some(after)
        })
        .unwrap_or(0)
}
