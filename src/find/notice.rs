//! Notices: reads the small bag around a mark, a word of copyright or a formula — holder, years, formula,
//! in any order — within one line.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::weights::Weighed;
use crate::lexicon::word::Word;
use crate::record::Feature;
use crate::record::Years;
use crate::text::{Span, is_unspaced};

use super::circumstance;
use super::name::{self, Start};
use super::term::longest;
use super::view::View;
use super::year::{self, year};

/// A notice as it was read, with spans of the folded view.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// All of it.
    pub span: Span,
    /// Who claims it.
    pub holder: Option<Span>,
    /// For which years.
    pub years: Vec<Years>,
    /// Whether all rights are said to be reserved.
    pub all_rights_reserved: bool,
    /// 0 to 1.
    pub confidence: f64,
    /// What that came from.
    pub features: Vec<Feature>,
}

/// What stands on one side of a mark.
#[derive(Debug, Default)]
struct Bag {
    holder: Option<Span>,
    years: Vec<Years>,
    formula: bool,
    end: usize,
}

/// A mark, or marks and words that belong together (*Copyright ©*, *© Copyright 2025*).
#[derive(Debug, Clone)]
struct Group {
    span: Span,
    sign: bool,
    /// The sign is a letter in brackets, which also counts paragraphs: it needs more beside it.
    letter: bool,
    word: bool,
    formula: bool,
    slot: Option<Span>,
    owned: bool,
    protected: bool,
}

/// Reads the notices of a line. `hits` are its words in all languages, in order.
pub fn read(view: &View<'_>, line: Span, hits: &[Hit]) -> Vec<Reading> {
    let hits = longest(hits);
    let groups = groups(view, &hits);
    let mut all: Vec<Reading> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        if all.last().is_some_and(|last| last.span.contains(group.span)) {
            continue;
        }
        let from = index
            .checked_sub(1)
            .and_then(|before| groups.get(before))
            .map_or(line.start, |g| g.span.end);
        let to = groups.get(index + 1).map_or(line.end, |next| next.span.start);
        let from = all.last().map_or(from, |last| from.max(last.span.end));
        if let Some(reading) = one(view, group, from, to, line, &hits) {
            merge(view, &mut all, reading);
        }
    }
    all
}

/// Puts a reading behind those before it: parts of one notice that stand side by side become one.
fn merge(view: &View<'_>, all: &mut Vec<Reading>, reading: Reading) {
    if let Some(last) = all.last_mut() {
        let between = Span::new(last.span.end.min(reading.span.start), reading.span.start);
        let beside = view.folded(between).chars().filter(|c| c.is_alphanumeric()).count() <= 30;
        let two_holders = last.holder.is_some() && reading.holder.is_some();
        let bare = reading.years.is_empty() || last.years.is_empty();
        if beside && !two_holders && bare {
            last.span = last.span.join(reading.span);
            last.holder = last.holder.or(reading.holder);
            last.years.extend(reading.years);
            last.all_rights_reserved |= reading.all_rights_reserved;
            if reading.confidence > last.confidence {
                last.confidence = reading.confidence;
                last.features = reading.features;
            }
            return;
        }
    }
    all.push(reading);
}

fn groups(view: &View<'_>, hits: &[Hit]) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for hit in hits {
        let mut group = Group {
            span: hit.span,
            sign: false,
            letter: false,
            word: false,
            formula: false,
            slot: None,
            owned: false,
            protected: false,
        };
        match hit.word {
            Word::Mark => {
                group.sign = true;
                group.letter = view.folded(hit.span).starts_with('(');
            }
            Word::Copyright => group.word = true,
            Word::RightsReserved => group.formula = true,
            Word::Owned => (group.owned, group.slot) = (true, hit.slot),
            Word::Protected => group.protected = true,
            _ => continue,
        }
        if let Some(last) = all.last_mut() {
            if last.span.contains(group.span) {
                last.sign |= group.sign;
                last.word |= group.word;
                last.formula |= group.formula;
                last.protected |= group.protected;
                if group.owned {
                    (last.owned, last.slot) = (true, group.slot);
                }
                continue;
            }
            // Signs and words with nothing but space, points and a year between are one.
            let between =
                view.folded(Span::new(last.span.end.min(group.span.start), group.span.start));
            let bare = between.chars().all(|c| !c.is_alphabetic());
            let marks = (group.sign || group.word)
                && (last.sign || last.word)
                && !last.formula
                && !last.owned;
            // *© 2019 © 2025* is two, *Copyright 2022 ©* one.
            let year = between.bytes().any(|byte| byte.is_ascii_digit());
            if marks && bare && !(year && group.sign == last.sign) {
                last.span = last.span.join(group.span);
                last.letter = (last.letter || !last.sign) && (group.letter || !group.sign);
                last.sign |= group.sign;
                last.word |= group.word;
                continue;
            }
        }
        all.push(group);
    }
    all
}

/// Reads one notice. `from` and `to` bound what belongs to it.
fn one(
    view: &View<'_>,
    group: &Group,
    from: usize,
    to: usize,
    line: Span,
    hits: &[Hit],
) -> Option<Reading> {
    let inner = year::all(view.folded(group.span));
    let after = forward(view, group, to, hits);
    let mut holder = after.holder;
    let mut years = inner;
    years.extend(after.years.iter().copied());
    let mut formula = group.formula || after.formula;
    let mut span = Span::new(group.span.start, after.end.max(group.span.end));
    if let Some(slot) = group.slot {
        holder = name::run(view, view.trim(slot), Start::Any);
        span = span.join(slot);
    }
    let before = backward(view, group.span.start, from, holder.is_none() || years.is_empty());
    if years.is_empty() && !before.years.is_empty() {
        years = before.years;
        span.start = span.start.min(before.end);
    }
    if holder.is_none() && (group.sign || group.word || group.formula) && !group.owned {
        holder = before.holder;
        if let Some(name) = holder {
            span.start = span.start.min(name.start);
        }
    }
    // The formula may stand further on, behind an address or a link.
    if !formula
        && let Some(hit) = hits.iter().find(|hit| {
            hit.word == Word::RightsReserved
                && hit.span.start >= span.end
                && hit.span.start < to.saturating_add(1)
        })
    {
        formula = true;
        span = span.join(hit.span);
    }
    let features =
        features(view, group, &Found { holder, years: &years, formula, span }, line, hits)?;
    let confidence = view.lexicon.weights.confidence(Weighed::Notice, &features);
    view.lexicon.weights.reported(Weighed::Notice, confidence).then_some(Reading {
        span: view.trim(span),
        holder,
        years,
        all_rights_reserved: formula,
        confidence,
        features,
    })
}

/// What was found around a group.
struct Found<'a> {
    holder: Option<Span>,
    years: &'a [Years],
    formula: bool,
    span: Span,
}

/// The features of a notice; `None` where it cannot be one.
fn features(
    view: &View<'_>,
    group: &Group,
    found: &Found<'_>,
    line: Span,
    hits: &[Hit],
) -> Option<Vec<Feature>> {
    let bare = found.holder.is_none() && found.years.is_empty() && !found.formula;
    if bare && !group.protected {
        return None; // a sign alone, a link named *Copyright*
    }
    if group.letter && !group.word && found.years.is_empty() && !found.formula {
        return None; // *(a) … (b) … (c)*
    }
    let mut features = Vec::new();
    if group.sign {
        features.push(Feature::Mark);
    } else if group.word && !group.owned {
        features.push(Feature::WordOnly);
    }
    if !found.years.is_empty() {
        features.push(Feature::Year);
    }
    if let Some(holder) = found.holder {
        features.push(Feature::Holder);
        if found.years.is_empty() && !found.formula && view.folded(holder).contains('/') {
            features.push(Feature::AgencySlash);
        }
    }
    if found.formula {
        features.push(Feature::Formula);
        if bare_formula(group, found) {
            features.push(Feature::FormulaOnly);
        }
    }
    if group.owned {
        features.push(Feature::Owned);
    }
    if group.protected {
        features.push(Feature::Protected);
    }
    if hits.iter().any(|hit| is_photo_label(view, hit, group.span)) {
        features.push(Feature::PhotoLabel);
    }
    let before = Span::new(line.start, found.span.start);
    if found.years.is_empty() && !found.formula && prose(view, before, hits) {
        features.push(Feature::ProseBefore);
    }
    let sentence = view.sentence(group.span);
    features.extend(circumstance::place(view, found.span, line));
    let manner_hits: Vec<Hit> = hits
        .iter()
        .filter(|hit| sentence.contains(hit.span) && matches!(hit.word, Word::Reporting))
        .copied()
        .collect();
    // A formula, a sign with a year: who reports on rights does not write these in passing.
    let formal = group.sign && (!found.years.is_empty() || found.formula);
    features.extend(
        circumstance::manner(view, sentence, found.span, &manner_hits)
            .into_iter()
            .filter(|feature| !(formal && *feature == Feature::Reporting)),
    );
    Some(features)
}

/// Whether running text that is not about rights stands there, before a mark: then the mark is a
/// picture's.
fn prose(view: &View<'_>, before: Span, hits: &[Hit]) -> bool {
    let text = view.folded(before).trim_end_matches(['|', '•', '·', '-', ' ']);
    let unspaced = text.chars().filter(|c| is_unspaced(*c)).count();
    let about_rights = hits.iter().filter(|hit| before.contains(hit.span)).any(|hit| {
        matches!(
            hit.word,
            Word::Prohibit
                | Word::Unauthorised
                | Word::Protected
                | Word::RightsReserved
                | Word::Consent
                | Word::Owned
        )
    });
    (text.split_whitespace().count() >= 4 || unspaced >= 12) && !about_rights
}

/// Whether a hit is the label of a picture's credit that the mark belongs to: *Photo: ©*, *Photo ©*.
fn is_photo_label(view: &View<'_>, hit: &Hit, mark: Span) -> bool {
    if hit.word != Word::Label(Label::Photo) || hit.span.end > mark.start {
        return false;
    }
    let between = view.folded(Span::new(hit.span.end, mark.start));
    between.len() <= 3 || (between.len() < 80 && between.trim_start().starts_with([':', '/', '|']))
}

fn bare_formula(group: &Group, found: &Found<'_>) -> bool {
    group.formula && !group.sign && !group.word && found.holder.is_none() && found.years.is_empty()
}

/// Reads on from the end of a group: years, formula, holder, in any order.
fn forward(view: &View<'_>, group: &Group, to: usize, hits: &[Hit]) -> Bag {
    let mut bag = Bag { end: group.span.end, ..Bag::default() };
    let mut at = group.span.end;
    let mut start = if group.sign || group.word { Start::Any } else { Start::Capital };
    if group.owned || !(group.sign || group.word || group.formula) {
        return bag;
    }
    while at < to {
        let rest = view.folded(Span::new(at, to));
        let skipped = rest.len()
            - rest
                .trim_start_matches([
                    ' ', ',', ':', '-', '.', '(', ')', '[', ']', '|', '•', '·', '–', '®', '™', '"',
                ])
                .len();
        let separated = rest.get(..skipped).is_some_and(|gap| gap.contains(['|', '•', '·']));
        at += skipped;
        if at >= to {
            break;
        }
        let here = Span::new(at, to);
        if let Some((found, length)) = year(view.folded(here)) {
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
            at = hit.span.end;
            bag.end = at;
            continue;
        }
        if bag.holder.is_some() {
            break;
        }
        // *Copyright by X*, *derechos reservados para X*.
        if let Some(hit) = hits.iter().find(|hit| hit.span.start == at && hit.word == Word::Grantor)
        {
            at = hit.span.end;
            start = Start::Capital;
            continue;
        }
        // A line of links or prose behind a separator is no holder, unless nothing stood before it.
        if separated && bag.formula {
            break;
        }
        let stop = holder_stop(view, hits, at, to);
        let Some(name) = name::run(view, Span::new(at, stop), start) else { break };
        if name.start > at + 2 {
            break;
        }
        bag.holder = Some(name);
        at = name.end;
        bag.end = at;
    }
    bag
}

/// The letter that stands behind a year in scripts without spaces, by itself.
fn year_suffix(text: &str) -> usize {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| is_unspaced(*c));
    let alone = !chars.next().is_some_and(is_unspaced);
    first.filter(|_| alone).map_or(0, char::len_utf8)
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
            | Word::Unless(_) => true,
            Word::Permit
            | Word::Reserve
            | Word::Action(_)
            | Word::Ours
            | Word::Without
            | Word::Negate
            | Word::Require => hit.span.start > at,
            Word::Label(_) => {
                view.folded(Span::new(hit.span.end, to)).trim_start().starts_with(':')
            }
            _ => false,
        })
        .map(|hit| hit.span.start)
        .min()
        .unwrap_or(to);
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

/// Reads back from the start of a group: the years or the holder before it. `end` is where it begins.
fn backward(view: &View<'_>, start: usize, from: usize, wanted: bool) -> Bag {
    let mut bag = Bag { end: start, ..Bag::default() };
    if !wanted || from >= start {
        return bag;
    }
    let text = view.folded(Span::new(from, start));
    let kept = text.trim_end_matches([' ', ',', ':', '-', '(', '"']);
    if kept.len() < text.len() && text.get(kept.len()..).is_some_and(|gap| gap.contains(':')) {
        return bag; // *Photo: ©* – a label, not a name
    }
    if let Some(at) = kept.len().checked_sub(4)
        && kept.get(at..).is_some_and(|tail| tail.bytes().all(|byte| byte.is_ascii_digit()))
        && let Some((found, _)) = year(kept.get(at..).unwrap_or(""))
    {
        bag.years.push(found);
        bag.end = from + at;
        return bag;
    }
    // The segment before the mark, back to a separator or the end of a sentence.
    let segment = kept.rfind(['|', '•', '·', '.', '!', '?', ';', '。', '"']).map_or(0, |at| {
        at + kept.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8)
    });
    let candidate = view.trim(Span::new(from + segment, from + kept.len()));
    let words = view.folded(candidate).split_whitespace().count();
    if words == 0 || words > 6 {
        return bag;
    }
    if let Some(name) = name::run(view, candidate, Start::Capital)
        && name.end == candidate.end
        && name.start == candidate.start
    {
        bag.holder = Some(name);
        bag.end = name.start;
    }
    bag
}
