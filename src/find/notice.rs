//! Notices: reads the small bag around a mark, a word of copyright or a formula — holder, years, formula,
//! in any order — within one line.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::weights::Weighed;
use crate::lexicon::word::Word;
use crate::record::Feature;
use crate::record::Years;
use crate::text::{Span, is_unspaced};

use super::bag;
use super::belonging;
use super::circumstance;
use super::term::longest;
use super::view::View;
use super::year;

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

/// A mark, or marks and words that belong together (*Copyright ©*, *© Copyright 2025*).
#[derive(Debug, Clone)]
pub struct Group {
    /// Where.
    pub span: Span,
    /// Has a sign: ©.
    pub sign: bool,
    /// The sign is a letter in brackets, which also counts paragraphs: it needs more beside it.
    pub letter: bool,
    /// Has the word: copyright.
    pub word: bool,
    /// Is a formula: all rights reserved.
    pub formula: bool,
    /// Where the holder stands, for a phrase that says so.
    pub slot: Option<Span>,
    /// Says whose it is.
    pub owned: bool,
    /// Says that it is protected.
    pub protected: bool,
}

/// Reads the notices of a line. `hits` are its words in all languages, in order.
pub fn read(view: &View<'_>, line: Span, hits: &[Hit]) -> Vec<Reading> {
    let hits = belonging::told(view, line, &longest(hits));
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
        } else if let Some(last) = all.last_mut().filter(|last| last.years.is_empty())
            && group.span.start.saturating_sub(last.span.end) <= BESIDE
        {
            // *Text © X, pictures © Y, 2020*: the year is of both.
            last.years = bag::forward(view, group, to, &hits).years;
        }
    }
    all
}

/// How far a mark that is a picture's may stand from the notice whose year it carries, in bytes.
const BESIDE: usize = 60;

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
                // Of two phrases that say whose it is, the one that also says where the name ends.
                let shorter = |slot: Span| last.slot.is_none_or(|kept| slot.len() < kept.len());
                if group.owned && group.slot.is_none_or(shorter) {
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
    let after = bag::forward(view, group, to, hits);
    let before = bag::backward(view, group.span.start, from, hits);
    let mut years = inner;
    years.extend(after.years.iter().copied());
    let mut formula = group.formula || after.formula;
    let mut span = Span::new(group.span.start, after.end.max(group.span.end));
    let mut holder = after.holder;
    if group.owned {
        if let Some(name) = holder {
            span = span.join(name);
        }
    } else if (group.sign || group.word || group.formula)
        && (holder.is_none() || after.separated)
        && let Some(name) = before.holder
    {
        holder = Some(name);
        span.start = span.start.min(before.end);
    }
    if holder.is_none()
        && (group.sign || group.word)
        && !(years.is_empty() && before.years.is_empty())
    {
        holder =
            bag::opening(view, Span::new(line.start.max(from), line.end), group.span.start, hits);
    }
    if group.protected && holder.is_none() {
        holder = belonging::of_content(view, group.span, hits);
    }
    if years.is_empty() && !before.years.is_empty() {
        years = before.years;
        span.start = span.start.min(before.end);
    }
    // `(c)` before a sentence that ends with a date counts paragraphs.
    if years.is_empty()
        && (!group.letter || group.word)
        && let Some((found, at)) = closing_year(view, Span::new(span.end, to))
    {
        years.push(found);
        span.end = at;
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
        // … and a company behind it.
        if holder.is_none()
            && let Some(name) = bag::company(view, Span::new(span.end, line.end), hits)
        {
            holder = Some(name);
            span = span.join(name);
        }
    }
    // *Explore further 2022 Harbour Call, Inc., All Rights Reserved*: of what was glued to it, the name is behind the year.
    if years.is_empty()
        && let Some(name) = holder.filter(|name| name.end <= group.span.start)
        && let Some((found, behind)) = year::within(view.folded(name))
        && is_glued(view.original(Span::new(name.start, name.start + behind)))
    {
        years.push(found);
        holder = Some(Span::new(name.start + behind, name.end));
    }
    // *© Provided by The Canadian Press*.
    let holder = holder.map(|name| {
        let provided = hits.iter().find(|hit| {
            hit.word == Word::Label(Label::Provided)
                && hit.span.start == name.start
                && hit.span.end < name.end
        });
        provided.map_or(name, |hit| view.trim(Span::new(hit.span.end, name.end)))
    });
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

/// Whether the word before the year that ends a stretch is a small one: *Expo 2020 Tannau* is a name.
fn is_glued(printed: &str) -> bool {
    printed.split_whitespace().rev().nth(1).is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// The year that closes a short rest of a line: *… - Place 2022.*
fn closing_year(view: &View<'_>, rest: Span) -> Option<(Years, usize)> {
    let text = view.folded(rest).trim_end_matches(['.', ' ', '\n']);
    // *All rights reserved. 2018–2024*
    let alone = text.trim_start_matches(['.', ',', ' ', '|', '-', '(']);
    if let Some((years, length)) = year::year(alone).filter(|(_, length)| *length == alone.len()) {
        return Some((years, rest.start + text.len() - alone.len() + length));
    }
    let at = text.len().checked_sub(4)?;
    let bare = text.get(..at)?;
    let (years, length) = year::year(text.get(at..)?)?;
    (text.len() <= 60
        && length == 4
        && bare.ends_with([' ', ','])
        && !bare.contains(['.', '!', '?', ':']))
    .then_some((years, rest.start + text.len()))
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
    // *Copyright law* – a word of prose names no holder, but on a line of its own or before a colon.
    let behind = view.folded(Span::new(group.span.end, line.end)).trim_start();
    let formal = behind.starts_with([':', '-'])
        || view.folded(group.span).ends_with(':')
        || line.len() <= 80
        || (heads(view, group.span, line)
            && found.holder.is_some_and(|name| ends_formally(name, hits)))
        || fills(view, group, found);
    let word = group.word && !(group.sign || group.owned || group.protected);
    if word && found.years.is_empty() && !found.formula && !formal {
        return None;
    }
    if group.letter
        && !group.word
        && found.years.is_empty()
        && !found.formula
        && !closes(view, (group, found), line, hits)
    {
        return None; // *(a) … (b) … (c)*
    }
    // *(c) Submit the form to the registrar by May 2021*: a sentence, no name.
    let small = |name: Span| {
        let words = view.original(name).split_whitespace();
        words.filter(|word| word.starts_with(char::is_lowercase)).count()
    };
    if group.letter && !group.word && !found.formula && found.holder.map_or(0, small) > 3 {
        return None;
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
    let marked = (group.sign || group.word) && !group.owned && !group.protected;
    if !group.owned && hits.iter().any(|hit| is_photo_label(view, hit, group.span, hits)) {
        features.push(Feature::PhotoLabel);
    }
    let before = Span::new(line.start, found.span.start);
    // *Publisher: X, Harbour Street 4. © X*: an imprint names its holder before.
    let imprint = found
        .holder
        .map(|name| view.folded(name))
        .is_some_and(|name| name.split(' ').count() >= 2 && view.folded(before).contains(name));
    // *… on Monday. Copyright © X.*: sign and word, as a sentence of their own, are no picture's.
    let stated = group.sign
        && group.word
        && found.holder.is_some()
        && view.sentence(group.span).start == group.span.start;
    let said = found.formula || imprint || stated;
    if marked && found.years.is_empty() && !said && prose(view, before, hits) {
        features.push(Feature::ProseBefore);
    }
    let sentence = view.sentence(group.span);
    features.extend(circumstance::place(view, found.span, line));
    let manner_hits: Vec<Hit> = hits
        .iter()
        .filter(|hit| sentence.contains(hit.span) && matches!(hit.word, Word::Reporting))
        .filter(|hit| !found.holder.is_some_and(|holder| holder.contains(hit.span)))
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

/// Whether a sign made of a letter is the sign though no year stands beside it: `(C)` and a name, and no
/// more, at the end of the text.
fn closes(view: &View<'_>, (group, found): (&Group, &Found<'_>), line: Span, hits: &[Hit]) -> bool {
    let line = view.trim(line);
    let capital = view.original(group.span).chars().any(char::is_uppercase);
    let last = view.folded(Span::new(line.end, view.folded.text.len())).trim().is_empty();
    let text = view.folded(Span::new(0, line.end));
    let item = text.contains("(b)") || text.contains("(a)");
    let whole = found.holder.is_some_and(|holder| {
        let rest = view.folded(Span::new(holder.end.min(line.end), line.end));
        rest.len() <= 1 || rest.trim_start().starts_with(['|', '/', '•', '·'])
    });
    let form = found.holder.is_some_and(|name| ends_formally(name, hits));
    // *(c) X Ltd., Harbour Street 4, …*: a company that heads its line is no paragraph.
    let heads = group.span.start == line.start && !item;
    heads && (form || (capital && last)) && (form || whole)
}

/// Whether a name ends with a legal form: *X Ltd.*
fn ends_formally(name: Span, hits: &[Hit]) -> bool {
    hits.iter().any(|hit| {
        hit.word == Word::Legal
            && name.contains(hit.span)
            && hit.span.start > name.start
            && hit.span.end + 1 >= name.end
    })
}

/// Whether nothing but a separator stands before a mark in its line.
fn heads(view: &View<'_>, mark: Span, line: Span) -> bool {
    let before = view.folded(Span::new(line.start, mark.start)).trim_end();
    before.is_empty() || before.ends_with(['|', '•', '·', '-'])
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
fn is_photo_label(view: &View<'_>, hit: &Hit, mark: Span, hits: &[Hit]) -> bool {
    if hit.word != Word::Label(Label::Photo) || hit.span.end > mark.start {
        return false;
    }
    // *Text and photos © X* is about the text too.
    let texts = |other: &Hit| {
        let between = Span::new(other.span.end.min(hit.span.start), hit.span.start);
        let joined = || {
            view.folded(between).trim() == "&"
                || view.folded(between).trim() == "/"
                || hits.iter().any(|and| and.word == Word::And && and.span == view.trim(between))
        };
        matches!(other.word, Word::Content | Word::Label(Label::Reporter)) && joined()
    };
    if hits.iter().any(texts) {
        return false;
    }
    let between = view.folded(Span::new(hit.span.end, mark.start));
    !between.contains(char::is_alphanumeric) && between.chars().count() <= 3
        || (between.len() < 80 && between.trim_start().starts_with([':', '/', '|']))
}

/// Whether a word and the name behind it are all of their sentence: *Copyright Northquay News. Reprinting …*.
fn fills(view: &View<'_>, group: &Group, found: &Found<'_>) -> bool {
    let sentence = view.sentence(group.span);
    let rest = |name: Span| view.folded(Span::new(name.end.min(sentence.end), sentence.end));
    sentence.len() <= 80
        && sentence.start == group.span.start
        && found.holder.is_some_and(|name| rest(name).chars().all(|c| !c.is_alphanumeric()))
}

fn bare_formula(group: &Group, found: &Found<'_>) -> bool {
    group.formula && !group.sign && !group.word && found.holder.is_none() && found.years.is_empty()
}
