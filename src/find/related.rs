//! Lines that lead to other articles: *Read more: Storm hits the coast (AFP)*. Whom they name has sent that one, and
//! nothing of this text. Asked only of lines in which a credit was read.

use crate::lexicon::language::Label;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::credit::{Credit, Slot};
use super::view::View;

/// How far into a line its words are looked for, in bytes, and how far behind them their colon stands, with how many
/// words between.
const HEAD: usize = 120;
const COLON: usize = 48;
const BETWEEN: usize = 3;
/// The most bytes of such a line: behind them the text itself may go on, glued to it.
const LONG: usize = 480;
/// How far above a line the one stands that leads to it, in bytes.
const ABOVE: usize = 160;

/// Drops from the credits behind the first `from` those that stand in such a line, or below one that is nothing else.
pub(super) fn without(view: &View<'_>, credits: &mut Vec<Credit>, from: usize) {
    if credits.len() <= from {
        return;
    }
    let mut asked: Option<(Span, Led)> = None;
    let mut behind = credits.split_off(from);
    behind.retain_mut(|credit| {
        let labelled = matches!(credit.slot, Slot::SourceLine | Slot::Byline);
        credit.names.retain(|name| {
            let source = Span::new(name.evidence.start, name.evidence.end);
            let read = match &view.passage.reading {
                Some(reading) => reading.map.derived(source),
                None => source,
            };
            let at = view.folded.map.derived(read);
            let known = asked.filter(|(line, _)| line.contains(at));
            let (line, led) = known.unwrap_or_else(|| {
                let line = view.line(at);
                (line, led(view, line))
            });
            asked = Some((line, led));
            match led {
                Led::Itself => at.start > line.start + LONG,
                // What the line below begins with, and what its own label leads to, is no title.
                Led::Above => labelled || at.start <= line.start + 2,
                Led::No => true,
            }
        });
        !credit.names.is_empty()
    });
    credits.append(&mut behind);
}

/// Whether a line leads to another article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Led {
    /// By its own words.
    Itself,
    /// By those of the line above.
    Above,
    /// It does not.
    No,
}

fn led(view: &View<'_>, line: Span) -> Led {
    if leads(view, line).is_some() {
        return Led::Itself;
    }
    let low = view.ceil(line.start.saturating_sub(ABOVE));
    let above = view.folded(Span::new(low, line.start)).trim_end();
    if above.is_empty() {
        return Led::No;
    }
    let start = above.rfind('\n').map_or(low, |at| low + at + 1);
    let above = Span::new(start, low + above.len());
    // One that is longer is no heading.
    let whole = start > low || low == 0;
    match leads(view, above) {
        Some(end) if whole && view.folded(Span::new(end, above.end)).trim().is_empty() => {
            Led::Above
        }
        _ => Led::No,
    }
}

/// Where what leads to another article ends, at the head of a line: the words, and a colon or a link behind them.
fn leads(view: &View<'_>, line: Span) -> Option<usize> {
    let line = view.trim(line);
    let text = view.folded(line);
    let bullet = text.find(|c: char| c.is_alphanumeric())?;
    let start = line.start + bullet;
    let head = Span::new(start, view.floor((start + HEAD).min(line.end)));
    let words = view.lexicon.matcher.words(view.folded, view.text, head);
    let phrases = words.iter().filter(|hit| hit.word == Word::Label(Label::Related));
    let end = phrases.filter(|hit| hit.span.start == start).map(|hit| hit.span.end).max()?;
    if view.folded(Span::new(start, end)).ends_with(':') {
        return Some(end);
    }
    let behind = view.folded(Span::new(end, view.floor((end + COLON).min(line.end))));
    let colon = behind.find([':', '>', '|', '→', '.', '!', '?', '。']).filter(|at| {
        let (before, mark) = behind.split_at_checked(*at).unwrap_or(("", behind));
        let hour = mark.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
        let words = before.split_whitespace().take(BETWEEN + 1).count();
        !mark.starts_with(['.', '!', '?', '。']) && !hour && words <= BETWEEN
    });
    if let Some(colon) = colon {
        let mark =
            behind.get(colon..).and_then(|mark| mark.chars().next()).map_or(1, char::len_utf8);
        return Some(end + colon + mark);
    }
    let near = end + (behind.len() - behind.trim_start().len());
    let link = view.passage.links.iter().any(|link| {
        view.from_text(link.span).is_some_and(|link| link.start == near && !link.is_empty())
    });
    link.then_some(end)
}
