//! Credits: labelled lines (*Source: …*, *Editor: …*), datelines, closing marks, and cues within the text
//! (*told X*). What they mean for the chain is not decided here.

use crate::document::{Kind, Place};
use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::record::Evidence;
use crate::text::{Span, is_unspaced};

use super::name::{self, Start};
use super::term::longest;
use super::view::{Lines, View};

/// What kind of credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditKind {
    /// Behind a label or a cue.
    Label(Label),
    /// In the brackets of a dateline.
    Dateline,
    /// In the brackets that close an article.
    Closing,
}

/// Names that are credited, as printed, each with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Credit {
    /// What kind.
    pub kind: CreditKind,
    /// The names, in the order of the text.
    pub names: Vec<(String, Evidence)>,
}

/// The most bytes of a credit's value.
const VALUE: usize = 160;
/// How far into a line a dateline may reach, in bytes.
const DATELINE: usize = 140;

/// Reads the labelled credits and the cues of a line. `hits` are its words in all languages.
pub fn read(view: &View<'_>, line: Span, hits: &[Hit], lines: &mut Lines) -> Vec<Credit> {
    let hits = longest(hits);
    let labels: Vec<(Label, Span, bool)> = hits
        .iter()
        .filter_map(|hit| match hit.word {
            Word::Label(label) => Some((label, hit.span, colon(view, hit.span, line).is_some())),
            _ => None,
        })
        .collect();
    if labels.iter().any(|(label, span, _)| *label == Label::Related && span.start == line.start) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (label, span, labelled) in &labels {
        let credit = match label {
            Label::Related => None,
            Label::Told
            | Label::TakenFrom
            | Label::Original
            | Label::Material
            | Label::Provided => cue(view, *span, line, lines),
            _ if *labelled => {
                let from = colon(view, *span, line).unwrap_or(span.end);
                let to = labels
                    .iter()
                    .filter(|(_, next, with)| *with && next.start >= from)
                    .map(|(_, next, _)| next.start)
                    .min()
                    .unwrap_or(line.end);
                value(view, Span::new(from, to.min(line.end)), *label, &hits, lines)
            }
            // *By A. Name*, *Translated by A. Name* on a line of its own.
            // Where words are not set apart a label without a colon may be any part of a word.
            Label::Reporter | Label::Translator | Label::Editor
                if !view.folded(*span).ends_with(is_unspaced)
                    && span.start == line.start
                    && line.len() <= 100 =>
            {
                let rest = Span::new(span.end, line.end);
                name::run(view, rest, Start::Capital)
                    .filter(|name| name.start <= span.end + 1)
                    .and_then(|_| value(view, rest, *label, &hits, lines))
            }
            _ => None,
        };
        all.extend(credit.map(|names| Credit { kind: CreditKind::Label(*label), names }));
    }
    all
}

/// The byte after the colon that follows a label.
fn colon(view: &View<'_>, label: Span, line: Span) -> Option<usize> {
    let rest = view.folded(Span::new(label.end, line.end));
    let lead = rest.len() - rest.trim_start_matches([' ', ')']).len();
    (lead <= 2 && rest.get(lead..)?.starts_with(':')).then_some(label.end + lead + 1)
}

/// The names of a value: split at commas, slashes and words that join.
fn value(
    view: &View<'_>,
    span: Span,
    label: Label,
    hits: &[Hit],
    lines: &mut Lines,
) -> Option<Vec<(String, Evidence)>> {
    let span = view.trim(span);
    if span.is_empty() || span.len() > VALUE && label == Label::Source {
        return None;
    }
    let text = view.folded(span);
    let stop = text.find(['|', '•', '·', '(', '"', '©', ';', '。']).unwrap_or(text.len());
    let span = view.trim(Span::new(span.start, span.start + stop));
    // A source line is taken apart by the registry, which knows what a hyphen or a slash joins.
    if label == Label::Source {
        let name = view.original(span).trim().trim_end_matches(['.', ',']).to_owned();
        return (!name.is_empty()).then(|| vec![(name, view.evidence(span, span, lines))]);
    }
    let mut cuts: Vec<Span> = hits
        .iter()
        .filter(|hit| hit.word == Word::And && span.contains(hit.span) && apart(view, hit.span))
        .map(|hit| hit.span)
        .collect();
    cuts.extend(
        view.folded(span)
            .match_indices([',', '/', '&', '、'])
            .map(|(at, mark)| Span::new(span.start + at, span.start + at + mark.len())),
    );
    cuts.sort_unstable();
    let mut names = Vec::new();
    let mut start = span.start;
    for cut in cuts.into_iter().chain([Span::new(span.end, span.end)]) {
        if cut.start >= start
            && let Some(name) = name::run(view, Span::new(start, cut.start), Start::Capital)
        {
            names.push((view.original(name).to_owned(), view.evidence(name, name, lines)));
        }
        start = start.max(cut.end);
    }
    (!names.is_empty()).then_some(names)
}

/// Whether a joining word stands between spaces.
fn apart(view: &View<'_>, span: Span) -> bool {
    view.folded(Span::new(span.end, view.ceil(span.end + 1))) == " "
}

/// The organisation that follows a cue (*told X*), if the registry knows it by a name that means nothing
/// else.
fn cue(
    view: &View<'_>,
    span: Span,
    line: Span,
    lines: &mut Lines,
) -> Option<Vec<(String, Evidence)>> {
    let rest = Span::new(span.end, view.ceil((span.end + 80).min(line.end)));
    let text = view.folded(rest);
    let lead = text.len() - text.trim_start_matches([' ', '"', ':']).len();
    if lead > 3 {
        return None;
    }
    let from = rest.start + lead;
    let found = known(view, Span::new(from, rest.end))?;
    Some(vec![(view.original(found).to_owned(), view.evidence(found, found, lines))])
}

/// The longest name of a known organisation that begins `within`, unambiguous.
fn known(view: &View<'_>, within: Span) -> Option<Span> {
    let text = view.folded(within);
    let registry = &view.lexicon.organisations;
    let mut ends: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| !c.is_alphanumeric())
        .map(|(at, _)| at)
        .filter(|at| *at > 0)
        .take(registry.longest_words() + 2)
        .collect();
    ends.push(text.len());
    ends.into_iter().rev().find_map(|end| {
        let span = Span::new(within.start, within.start + end);
        let printed = view.original(span);
        let named = registry.find(printed).filter(|named| !named.ambiguous)?;
        // A name of small letters is a word of the language.
        let proper =
            printed.chars().any(char::is_uppercase) || !printed.chars().any(char::is_lowercase);
        (proper && !named.organisation.id.is_empty()).then_some(span)
    })
}

/// Datelines at the heads of lines and closing marks at their ends.
pub fn bracketed(view: &View<'_>, lines: &mut Lines) -> Vec<Credit> {
    let mut all = Vec::new();
    let text = view.folded.text.as_str();
    if view.plain {
        let mut heads = 0;
        let mut start = 0;
        for line in text.split('\n') {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            if heads < 6 {
                heads += 1;
                all.extend(dateline(view, span, lines));
            } else {
                break;
            }
        }
        let mut end = text.len();
        for line in text.rsplit('\n').take(10) {
            let span = Span::new(end - line.len(), end);
            all.extend(closing(view, span, lines));
            end = end.saturating_sub(line.len() + 1);
        }
    } else {
        let body = view.passage.blocks.iter().filter(|block| {
            block.kind == Kind::Paragraph && matches!(block.place, Place::Body | Place::Header)
        });
        for block in body.take(2_000) {
            let raw = block.span.of(view.text);
            if !raw.contains(['(', '（', '/', '【']) {
                continue;
            }
            let Some(span) = view.from_text(block.span) else { continue };
            all.extend(dateline(view, span, lines));
            all.extend(closing(view, span, lines));
        }
    }
    all
}

/// `PLACE (CODE) -`, `(CODE) - PLACE`, `PLACE, DATE. /CODE/.`: a known organisation in brackets near the head
/// of a line, with a dash or a full stop behind.
fn dateline(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let head = Span::new(line.start, view.floor((line.start + DATELINE).min(line.end)));
    for (inner, outer) in brackets(view, head) {
        let after = view.folded(Span::new(outer.end, line.end)).trim_start();
        let dash = after.starts_with('-') || after.starts_with('.') || after.starts_with('=');
        let square = view.folded(outer).starts_with(['【', '[']);
        if !(dash || square) {
            continue;
        }
        if let Some(names) = codes(view, inner, lines) {
            return Some(Credit { kind: CreditKind::Dateline, names });
        }
    }
    None
}

/// `(CODE)`, `(CODE/initials)`, `/CODE/`, `-- CODE` at the end of a line.
fn closing(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let line = view.trim(line);
    let from = view.ceil(line.end.saturating_sub(80).max(line.start));
    let tail = Span::new(from, line.end);
    let (inner, _) = brackets(view, tail).into_iter().rfind(|(_, outer)| {
        view.folded(Span::new(outer.end, line.end)).chars().all(|c| matches!(c, '.' | ' ' | '"'))
    })?;
    let names = codes(view, inner, lines)?;
    Some(Credit { kind: CreditKind::Closing, names })
}

/// The bracketed stretches of a span: what is inside, and with the brackets.
fn brackets(view: &View<'_>, span: Span) -> Vec<(Span, Span)> {
    let text = view.folded(span);
    let mut all = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('(' | '【' | '[', _) | ('/', None) => open = Some((c, at)),
            (')', Some(('(', from)))
            | ('】', Some(('【', from)))
            | (']', Some(('[', from)))
            | ('/', Some(('/', from))) => {
                let lead =
                    text.get(from..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
                all.push((
                    Span::new(span.start + from + lead, span.start + at),
                    Span::new(span.start + from, span.start + at + c.len_utf8()),
                ));
                open = None;
            }
            _ => {}
        }
    }
    all
}

/// The known organisations of a bracket: `dpa/lno`, `Ant/Xinhua`, `AFP=Jiji`. `None` if there is none.
fn codes(view: &View<'_>, inner: Span, lines: &mut Lines) -> Option<Vec<(String, Evidence)>> {
    let text = view.folded(inner);
    if text.chars().count() > 60 {
        return None;
    }
    let mut names = Vec::new();
    let mut start = 0;
    let ends =
        text.match_indices(['/', '=', ',', '-', '|']).map(|(at, mark)| (at, at + mark.len()));
    let whole = view.trim(inner);
    if view.lexicon.organisations.find(view.original(whole)).is_some() {
        return Some(vec![(view.original(whole).to_owned(), view.evidence(whole, whole, lines))]);
    }
    for (end, next) in ends.chain([(text.len(), text.len())]) {
        let piece = view.trim(Span::new(inner.start + start, inner.start + end));
        start = next;
        if !piece.is_empty() && view.lexicon.organisations.find(view.original(piece)).is_some() {
            names.push((view.original(piece).to_owned(), view.evidence(piece, piece, lines)));
        }
    }
    (!names.is_empty()).then_some(names)
}
