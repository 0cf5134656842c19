//! Lists under a heading that forbids: *You may not:*, *Prohibited activities*. What the heading says holds
//! for every item, though no item says it.

use memchr::memchr_iter;

use crate::document::Kind;
use crate::lexicon::matcher::{Hit, LanguageId};
use crate::lexicon::word::Word;
use crate::text::Span;

use super::clause;
use super::lines::Opened;
use super::term::{Reading, Sentence, Statement};
use super::view::View;

/// The most bytes of a heading, the most items that are read under it.
const MOST: (usize, usize) = (240, 20);

/// Adds to the lines worth reading (`found`, in order) the headings without a colon that stand over a list:
/// what they forbid is named below them.
pub fn headings(view: &View<'_>, found: &mut Vec<(Span, Opened)>) {
    let text = view.folded.text.as_str();
    let mut more = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()) {
        let line = Span::new(start, end);
        start = end + 1;
        if line.len() <= MOST.0
            && open(view.folded(line))
            && item(view, Span::new(start, start))
            && !item(view, line)
        {
            more.push((line, Opened::Term));
        }
    }
    if more.is_empty() {
        return;
    }
    found.extend(more);
    found.sort_unstable_by_key(|(line, _)| line.start);
    found.dedup_by(|next, kept| {
        let same = next.0.start == kept.0.start;
        kept.1 = if same { kept.1.max(next.1) } else { kept.1 };
        same
    });
}

/// Whether a line leaves a sentence open, as a heading does.
fn open(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.ends_with(['.', '!', '?', ';', ',', '|'])
}

/// Whether an item of a list begins where a span does: by its mark, or in markup by its tag.
fn item(view: &View<'_>, at: Span) -> bool {
    let rest = view.folded(Span::new(at.start, view.folded.text.len()));
    marked(rest) || view.block(at.start).is_some_and(|block| block.kind == Kind::Item)
}

/// Whether a text begins with the mark of an item: `-`, `•`, `1.`, `a)`, `(iv)`.
fn marked(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']);
    let bullet = |c: char| matches!(c, '-' | '*' | '•' | '·' | '●' | '▪' | '◦' | '■');
    if text.starts_with(bullet) {
        return text.chars().nth(1).is_some_and(|c| !c.is_ascii_digit());
    }
    let inner = text.strip_prefix('(').unwrap_or(text);
    // Nearly no line has its mark so near: whether letters stand before it is dearer to tell.
    if !inner.chars().take(5).any(|c| matches!(c, ')' | '.')) {
        return false;
    }
    let count = inner.chars().take(4).take_while(|c| c.is_alphanumeric()).count();
    let digits = inner.starts_with(|c: char| c.is_ascii_digit());
    let end = if count == 0 { None } else { inner.chars().nth(count) };
    let bracket = end == Some(')');
    (bracket && (count <= 3)) || (digits && count <= 2 && end == Some('.'))
}

/// A heading that forbids, with the list under it. `read_to` is moved behind what was taken.
pub fn extend(view: &View<'_>, line: Span, read_to: &mut usize) -> Span {
    let text = view.folded(line).trim_end();
    // An entry of a menu is no heading: *Do not sell my data* stands beside its neighbours, not above them.
    let entry = view.block(line.start).is_some_and(|block| block.kind == Kind::Item);
    if text.len() > MOST.0 || !open(text) || entry {
        return line;
    }
    let mut end = line.end;
    let mut first = line.end;
    for _ in 0..MOST.1 {
        let start = end + 1;
        if start >= view.folded.text.len() || start - line.start > view.limits.sentence_bytes {
            break;
        }
        let next = view.line(Span::new(start, start));
        if view.folded(next).trim().is_empty() || !item(view, next) {
            break;
        }
        if first == line.end {
            first = next.end;
        }
        end = next.end;
    }
    if end == line.end {
        return line;
    }
    // *undertakes: – not to …*: what forbids may end in the first item.
    let hits = view.lexicon.matcher.words(view.folded, view.text, Span::new(line.start, first));
    let heading: Vec<Hit> = hits.iter().filter(|hit| hit.span.start < line.end).copied().collect();
    let forbids = clause::forbids(&heading);
    let acts =
        hits.iter().any(|hit| matches!(hit.word, Word::Action(_)) && hit.span.end <= line.end);
    if !forbids || acts {
        return line;
    }
    *read_to = (*read_to).max(end);
    Span::new(line.start, end)
}

/// Reads a list under its heading as one statement: each item with the words of the heading.
pub fn read(
    view: &View<'_>,
    sentence: &Sentence<'_>,
    hits: &[Hit],
    language: LanguageId,
) -> Option<Reading> {
    let named = hits.iter().any(|hit| matches!(hit.word, Word::Content | Word::Ours));
    let claimed = sentence.claimed || named;
    let text = view.folded(sentence.span);
    let head = sentence.span.start + text.find('\n')?;
    let mut start = head + 1;
    let mut whole: Option<Reading> = None;
    for line in text.get(start - sentence.span.start..)?.split('\n') {
        let item = Span::new(start, start + line.len());
        start = item.end + 1;
        let own = |hit: &&Hit| hit.span.start < head || item.contains(hit.span);
        let inside: Vec<Hit> = hits.iter().filter(own).copied().collect();
        let heard: Vec<Hit> = sentence.heard.iter().filter(own).copied().collect();
        let here = Sentence { span: item, line: item, claimed, told: sentence.told, heard: &heard };
        let Some(statement) = Statement::of(view, view.trim(item), &inside, &here) else {
            continue;
        };
        let mut reading = statement.weigh(view, &here, language);
        reading.span = Span::new(sentence.span.start, item.end);
        reading.focus = reading.span;
        reading.words = hits.len();
        whole = Some(match whole {
            None => reading,
            Some(mut all) => {
                // What is stricter, and what is surer, is said of the whole.
                if reading.modality.restricts() && !all.modality.restricts() {
                    all.modality = reading.modality;
                }
                all.span = reading.span;
                all.actions.extend(reading.actions);
                all.actions.sort_unstable();
                all.actions.dedup();
                all.ai_specific |= reading.ai_specific;
                all.condition = all.condition.or(reading.condition);
                all.grantor = all.grantor.or(reading.grantor);
                if reading.confidence > all.confidence {
                    all.confidence = reading.confidence;
                    all.features = reading.features;
                }
                all
            }
        });
    }
    let heading = |hit: &&Hit| hit.span.start < head;
    whole.map(|mut all| {
        let said = hits.iter().filter(heading).map(|hit| hit.span).reduce(Span::join);
        all.focus = said.unwrap_or(all.span);
        all.span = all.span.join(all.focus);
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_marks_of_items() {
        for text in ["- x", "• x", "a) x", "1. x", "12) x", "(iv) x", "  * x", "(a) x"] {
            assert!(marked(text), "{text}");
        }
        for text in ["x", "Word) x", "2023. x", "-5 degrees", "", "(word in brackets)", "a. x"] {
            assert!(!marked(text), "{text}");
        }
    }
}
