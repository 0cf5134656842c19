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

/// The licence of an address, if it is one of a known licence, read whole.
pub fn of_address(lexicon: &crate::lexicon::Lexicon, address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.trim_start_matches('/');
    let (host, path) = rest.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let path = path.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
    for rule in lexicon.licences.all() {
        if !rule.hosts.iter().any(|known| known == host) {
            continue;
        }
        for pattern in &rule.paths {
            let pattern = pattern.trim_start_matches('/');
            match pattern.split_once("{version}") {
                Some((lead, _)) => {
                    let Some(tail) = path.strip_prefix(lead) else { continue };
                    let version = tail.split('/').next().unwrap_or("");
                    if rule.versions.iter().any(|known| known == version) {
                        return Some(format!("{}-{version}", rule.id));
                    }
                    if version.is_empty() {
                        return Some(rule.id.clone());
                    }
                }
                None if path
                    .strip_prefix(pattern)
                    .is_some_and(|tail| tail.is_empty() || tail.starts_with('/')) =>
                {
                    return Some(rule.id.clone());
                }
                None => {}
            }
        }
    }
    // A family named without its version: the last segment must still be the family, whole.
    lexicon.licences.all().iter().find_map(|rule| {
        let family = rule.paths.iter().filter_map(|pattern| pattern.split_once("/{version}"));
        let mut family = family.map(|(lead, _)| lead.trim_start_matches('/'));
        (rule.hosts.iter().any(|known| known == host)
            && family.any(|lead| path.trim_end_matches('/') == lead))
        .then(|| rule.id.clone())
    })
}

/// The licences that the links of a passage name.
pub fn of_links(view: &View<'_>) -> Vec<Reading> {
    view.passage.links.iter().filter_map(|link| of_link(view, link)).collect()
}

fn of_link(view: &View<'_>, link: &Link) -> Option<Reading> {
    let rel = link.rel.split_whitespace().any(|word| word == "license" || word == "licence");
    let id = of_address(view.lexicon, &link.href)?;
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
    let Some((id, url, span)) = named(view, sentence) else { return Vec::new() };
    let mut features = circumstance::place(view, sentence, line);
    features.extend(circumstance::manner(view, sentence, span, hits));
    if url.is_some() {
        features.push(Feature::Address);
    }
    if hits.iter().any(|hit| hit.word == Word::Licensed) {
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

/// The licence that a sentence names, its address if that was how, and where.
fn named(view: &View<'_>, sentence: Span) -> Option<(String, Option<String>, Span)> {
    let text = view.folded(sentence);
    let mut ids: Vec<(String, Option<String>, Span)> = Vec::new();
    for (at, _) in text.match_indices("creativecommons.org/") {
        let start = text.get(..at).map_or(at, |before| {
            before.rfind([' ', '(', '<', '"', '\'']).map_or(0, |space| space + 1)
        });
        let end = text
            .get(at..)
            .and_then(|rest| rest.find([' ', ')', '>', '"', '\'']))
            .map_or(text.len(), |end| at + end);
        let span = Span::new(sentence.start + start, sentence.start + end);
        let address = view.original(span).trim_end_matches(['.', ',', ';', ')']);
        if let Some(id) = of_address(view.lexicon, address) {
            ids.push((id, Some(address.to_owned()), span));
        } else {
            return None; // an address that was not read whole casts doubt on what else is named
        }
    }
    if ids.is_empty()
        && let Some((id, at)) = super::creative_commons::named(view, sentence)
    {
        ids.push((id, None, Span::new(sentence.start + at.start, sentence.start + at.end)));
    }
    if ids.is_empty() {
        for rule in view.lexicon.licences.all() {
            for name in &rule.names {
                if let Some(at) = super::creative_commons::word(text, name) {
                    let span = Span::new(sentence.start + at, sentence.start + at + name.len());
                    ids.push((rule.id.clone(), None, span));
                }
            }
        }
    }
    // Two different licences in one sentence: whose is which is not known, so neither is reported.
    let first = ids.first()?.clone();
    let same = |id: &str| id == first.0 || first.0.starts_with(id) || id.starts_with(&first.0);
    ids.iter().all(|(id, ..)| same(id)).then_some(first)
}
