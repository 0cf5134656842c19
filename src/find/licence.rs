//! Named licences: by address, by link, by name in prose. Only what was read whole: what is doubtful
//! yields no licence or the less free one, never the freer.

use crate::document::{Kind, Link, Place};
use crate::lexicon::matcher::Hit;
use crate::lexicon::weights::Weighed;
use crate::lexicon::word::Word;
use crate::record::Channel;
use crate::record::Feature;
use crate::text::{Span, fold};

use super::circumstance;
use super::view::View;

/// How far behind a name its version may stand, in bytes of the folded text.
const VERSION: usize = 64;

/// A licence as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// SPDX id.
    pub id: String,
    /// Its address, where it was named by one.
    pub url: Option<String>,
    /// Where it stands: `text` or `link-rel`.
    pub channel: Channel,
    /// Where, in the folded view; for a link of the head, in the source.
    pub place: At,
    /// 0 to 1.
    pub confidence: f64,
    /// What that came from.
    pub features: Vec<Feature>,
}

/// Where a licence was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// In the folded view.
    Folded(Span),
    /// In the source of the passage.
    Source(Span),
}

/// The licences that the links of a passage name.
pub fn of_links(view: &View<'_>) -> Vec<Reading> {
    view.passage.links.iter().filter_map(|link| of_link(view, link)).collect()
}

fn of_link(view: &View<'_>, link: &Link) -> Option<Reading> {
    let rel = link.rel.split_whitespace().any(|word| word == "license" || word == "licence");
    let id = view.lexicon.licences.of_address(&link.href)?;
    let block = view.passage.block(link.span.start);
    // A caption's licence is its picture's.
    if block.is_some_and(|block| block.kind == Kind::Caption) && !link.span.is_empty() {
        return None;
    }
    let mut features = vec![Feature::Address];
    if rel {
        features.push(Feature::Rel);
    }
    match block.map(|block| block.place) {
        Some(Place::Footer) => features.push(Feature::Footer),
        Some(Place::Aside) => features.push(Feature::Aside),
        Some(Place::Navigation) => features.push(Feature::Navigation),
        _ => {}
    }
    if !rel {
        if !said(view, link) {
            return None;
        }
        features.push(Feature::Licensed);
    }
    let confidence = view.lexicon.weights.confidence(Weighed::Licence, &features);
    view.lexicon.weights.reported(Weighed::Licence, confidence).then(|| Reading {
        id,
        url: Some(link.href.clone()),
        channel: if rel { Channel::LinkRel } else { Channel::Text },
        place: At::Source(link.source),
        confidence,
        features,
    })
}

/// Whether the sentence around a link says that something is put under the licence, and is no report.
fn said(view: &View<'_>, link: &Link) -> bool {
    let Some(block) = view.passage.block(link.span.start) else { return false };
    let text = fold(block.span.of(view.text));
    let mut folded = crate::text::Folded::default();
    folded.fill(&text, false);
    let hits = view.lexicon.matcher.words(&folded, &text, Span::new(0, folded.text.len()));
    let has = |word: Word| hits.iter().any(|hit| hit.word == word);
    has(Word::Licensed) && !has(Word::Reporting)
}

/// The licences that a sentence names, by address or by name. `hits` are its words in all languages.
pub fn read(view: &View<'_>, sentence: Span, line: Span, hits: &[Hit]) -> Vec<Reading> {
    let licensed = hits.iter().any(|hit| hit.word == Word::Licensed);
    let Some((id, url, span)) = named(view, sentence, licensed) else { return Vec::new() };
    let mut features = circumstance::place(view, sentence, line);
    features.extend(circumstance::manner(view, sentence, span, hits));
    if url.is_some() {
        features.push(Feature::Address);
    }
    if licensed {
        features.push(Feature::Licensed);
    }
    let photo = Word::Label(crate::lexicon::language::Label::Photo);
    if hits.iter().any(|hit| hit.word == photo) {
        return Vec::new(); // of a picture
    }
    let confidence = view.lexicon.weights.confidence(Weighed::Licence, &features);
    if !view.lexicon.weights.reported(Weighed::Licence, confidence) {
        return Vec::new();
    }
    vec![Reading {
        id,
        url,
        channel: Channel::Text,
        place: At::Folded(view.trim(sentence)),
        confidence,
        features,
    }]
}

/// The licence that a sentence names, its address if that was how, and where. `licensed` says that the
/// sentence puts something under it.
fn named(
    view: &View<'_>,
    sentence: Span,
    licensed: bool,
) -> Option<(String, Option<String>, Span)> {
    let mut ids = by_address(view, sentence)?;
    if ids.is_empty()
        && let Some((id, at)) = super::creative_commons::named(view, sentence)
    {
        ids.push((id, None, Span::new(sentence.start + at.start, sentence.start + at.end)));
    }
    if ids.is_empty() {
        ids = by_name(view, sentence, licensed);
    }
    // Two different licences in one sentence: whose is which is not known, so neither is reported.
    let first = ids.first()?.clone();
    let same = |id: &str| id == first.0 || first.0.starts_with(id) || id.starts_with(&first.0);
    ids.iter().all(|(id, ..)| same(id)).then_some(first)
}

/// The licences that the addresses of a sentence name; `None` where one was not read whole, which casts
/// doubt on what else is named.
fn by_address(view: &View<'_>, sentence: Span) -> Option<Vec<(String, Option<String>, Span)>> {
    let text = view.folded(sentence);
    let mut ids = Vec::new();
    let mut read_to = 0;
    let heads = view.lexicon.licences.heads();
    let mut found: Vec<usize> =
        heads.iter().flat_map(|head| text.match_indices(head.as_str())).map(|(at, _)| at).collect();
    found.sort_unstable();
    for at in found {
        if at < read_to {
            continue;
        }
        let start = text.get(..at).map_or(at, |before| {
            before.rfind([' ', '(', '<', '"', '\'', '[']).map_or(0, |space| space + 1)
        });
        let end = text
            .get(at..)
            .and_then(|rest| rest.find([' ', ')', '>', '"', '\'', ']']))
            .map_or(text.len(), |end| at + end);
        read_to = end;
        let span = Span::new(sentence.start + start, sentence.start + end);
        let address = view.original(span).trim_end_matches(['.', ',', ';', ')', '。', '、']);
        ids.push((view.lexicon.licences.of_address(address)?, Some(address.to_owned()), span));
    }
    Some(ids)
}

/// The licences that a sentence names, the longest name at each place.
fn by_name(view: &View<'_>, sentence: Span, licensed: bool) -> Vec<(String, Option<String>, Span)> {
    let text = view.folded(sentence);
    let mut found: Vec<(Span, String)> = Vec::new();
    for rule in view.lexicon.licences.all() {
        let ambiguous = rule.ambiguous_names.iter().filter(|_| licensed);
        for name in rule.names.iter().chain(ambiguous) {
            let Some(at) = super::creative_commons::word(text, name) else { continue };
            let end = at + name.len();
            let mut reach = text.len().min(end + VERSION);
            while !text.is_char_boundary(reach) {
                reach -= 1;
            }
            found.push((Span::new(at, end), rule.of_name(text.get(end..reach).unwrap_or(""))));
        }
    }
    let longest =
        |span: Span| !found.iter().any(|(other, _)| *other != span && other.contains(span));
    let mut named: Vec<_> = found
        .iter()
        .filter(|(span, _)| longest(*span))
        .map(|(span, id)| {
            let at = Span::new(sentence.start + span.start, sentence.start + span.end);
            (id.clone(), None, at)
        })
        .collect();
    named.sort_by_key(|(_, _, span)| span.start);
    named
}
