//! Named licences: by address, by link, by name in prose. Only what was read whole: what is doubtful
//! yields no licence or the less free one, never the freer.

use crate::document::{Kind, Link, Place};
use crate::lexicon::matcher::Hit;
use crate::lexicon::weights::Weighed;
use crate::lexicon::word::Word;
use crate::record::Channel;
use crate::record::Feature;
use crate::text::{Pairs, Span, fold, places};

use super::circumstance;
use super::creative_commons::{self, Named};
use super::term::longest;
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
    if contradicted(view, link, &id) {
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

/// Whether the text of a link names another Creative Commons licence than its address does.
fn contradicted(view: &View<'_>, link: &Link, id: &str) -> bool {
    let Some(at) = view.from_text(link.span).filter(|at| !at.is_empty()) else { return false };
    match creative_commons::named(view, at, &[], &[]) {
        Named::Nothing => false,
        Named::Doubt => true,
        Named::Licence(named, _) => {
            let rule = |id: &str| view.lexicon.licences.get(id).map(|rule| rule.id.as_str());
            rule(&named) != rule(id)
        }
    }
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

/// The licences that a sentence names, by address or by name. `hits` are its words in the languages that it
/// may be in.
pub fn read(view: &View<'_>, sentence: Span, line: Span, hits: &[Hit]) -> Vec<Reading> {
    let has = |word: Word| hits.iter().any(|hit| hit.word == word);
    let licensed = has(Word::Licensed);
    let Some((id, url, span)) = named(view, sentence, hits) else { return Vec::new() };
    // The words of a name are not the sentence's: *SA* is Norwegian for *said*.
    let own = |hit: &&Hit| !hit.span.overlaps(span);
    let around: Vec<Hit> = hits.iter().filter(own).copied().collect();
    let mut features = circumstance::place(view, sentence, line);
    // *under the terms of* is no *according to*.
    features.extend(circumstance::manner(view, sentence, span, &longest(&around)));
    if url.is_some() {
        features.push(Feature::Address);
    }
    if licensed {
        features.push(Feature::Licensed);
    }
    let photo = Word::Label(crate::lexicon::language::Label::Photo);
    if has(photo) || of_another(view, sentence, span, hits) || denied(view, sentence, span, hits) {
        return Vec::new();
    }
    if url.is_none() && !licensed && !has(Word::Ours) && within_prose(view, sentence, span) {
        return Vec::new();
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

/// Whether a sentence names another work than the text, whose licence it then is: a map, an icon, a theme.
/// *Texts and pictures* are both.
fn of_another(view: &View<'_>, sentence: Span, name: Span, hits: &[Hit]) -> bool {
    let text = view.folded(sentence);
    let works = &view.lexicon.licences.creative_commons().other_works;
    let pairs = Pairs::of(text);
    let found = works.iter().find_map(|work| {
        let (stem, open) =
            work.strip_suffix('*').map_or((work.as_str(), false), |stem| (stem, true));
        if !pairs.may_hold(stem) {
            return None;
        }
        let letter = |c: char| c.is_alphanumeric() && !crate::text::is_unspaced(c);
        let at = places(text, stem).find(|at| {
            let before = text.get(..*at).unwrap_or("").ends_with(letter);
            let after = text.get(at + stem.len()..).unwrap_or("").starts_with(letter);
            !before && (open || !after)
        })?;
        let at = Span::new(sentence.start + at, sentence.start + at + stem.len());
        (!at.overlaps(name)).then_some(at)
    });
    found.is_some_and(|work| {
        !hits.iter().any(|hit| hit.word == Word::Content && beside(view, hit.span, work, hits))
    })
}

/// Whether two words are joined as equals: *texts and pictures*, *text, pictures*.
fn beside(view: &View<'_>, one: Span, other: Span, hits: &[Hit]) -> bool {
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    let gap = Span::new(first.end.min(second.start), second.start);
    gap.len() <= 24
        && (view.folded(gap).contains([',', '/', '&', '+', '、'])
            || hits.iter().any(|hit| hit.word == Word::And && gap.overlaps(hit.span)))
}

/// Whether the clause that names a licence denies it: *is not licensed under*.
fn denied(view: &View<'_>, sentence: Span, name: Span, hits: &[Hit]) -> bool {
    let ends = |c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '、' | '،' | '"');
    let before = view.folded(Span::new(sentence.start, name.start.max(sentence.start)));
    let start = before.rfind(ends).map_or(sentence.start, |at| sentence.start + at);
    let behind = Span::new(name.end.min(sentence.end), sentence.end);
    let end = view.folded(behind).find(ends).map_or(sentence.end, |at| behind.start + at);
    let clause = Span::new(start, end.max(start));
    let denies = |hit: &&Hit| hit.word == Word::Negate && !hit.span.overlaps(name);
    hits.iter().filter(denies).any(|hit| clause.contains(hit.span))
}

/// Whether a name stands in the middle of a sentence of prose, which says something else with it.
fn within_prose(view: &View<'_>, sentence: Span, name: Span) -> bool {
    let text = view.folded(sentence).trim_end_matches(['"', ')', ' ']);
    let before = view.folded(Span::new(sentence.start, name.start.max(sentence.start)));
    let behind = view.folded(Span::new(name.end.min(sentence.end), sentence.end));
    let words = |text: &str| {
        text.split(' ')
            .filter(|word| word.chars().all(char::is_alphabetic) && !word.is_empty())
            .count()
    };
    text.ends_with('.') && words(before) >= 2 && words(behind) >= 1 && !before.contains(':')
}

/// The words of a sentence that are not part of the name of a licence: *No Derivatives* forbids nothing of itself
/// and *open licence* asks for no leave. `leads` are where licences may be named.
pub fn without_names(view: &View<'_>, sentence: Span, leads: &[usize], hits: &mut Vec<Hit>) {
    let from = leads.partition_point(|lead| *lead < sentence.start);
    if leads.get(from).is_some_and(|lead| *lead < sentence.end)
        && let Some((_, None, name)) = named(view, sentence, hits)
    {
        // What says that a text is put under it may begin the name; what the name holds says nothing.
        hits.retain(|hit| hit.word == Word::Licensed || !name.contains(hit.span));
    }
}

/// The licence that a sentence names, its address if that was how, and where.
fn named(view: &View<'_>, sentence: Span, hits: &[Hit]) -> Option<(String, Option<String>, Span)> {
    let addresses = addresses(view, sentence);
    let spans: Vec<Span> = addresses.iter().map(|address| address.span).collect();
    let mut ids = Vec::new();
    for address in addresses {
        match address.id {
            Some(id) => ids.push((id, Some(address.text), address.span)),
            None if address.doubtful => return None,
            None => {}
        }
    }
    match creative_commons::named(view, sentence, &spans, hits) {
        Named::Doubt => return None,
        Named::Licence(id, at) => ids.push((id, None, at)),
        Named::Nothing => {}
    }
    if ids.is_empty() {
        let has = |word: Word| hits.iter().any(|hit| hit.word == word);
        ids = by_name(view, sentence, has(Word::Licensed), has(Word::Ours));
    }
    // Two different licences in one sentence: whose is which is not known, so neither is reported. A family
    // and a version of it are not different.
    let (id, url, at) = ids.iter().max_by_key(|(id, ..)| id.len()).cloned()?;
    let family = |other: &str| {
        other == id
            || id
                .strip_prefix(other)
                .and_then(|rest| rest.strip_prefix('-'))
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let url = url.or_else(|| ids.iter().find_map(|(_, url, _)| url.clone()));
    ids.iter().all(|(other, ..)| family(other)).then_some((id, url, at))
}

/// An address that begins as one of a licence.
struct Address {
    /// As it is written, without what closes the sentence.
    text: String,
    /// Where, in the folded view.
    span: Span,
    /// The licence.
    id: Option<String>,
    /// Whether it names a licence and was not read whole: it casts doubt on what else is named.
    doubtful: bool,
}

/// The addresses of a sentence that begin as one of a licence.
fn addresses(view: &View<'_>, sentence: Span) -> Vec<Address> {
    let text = view.folded(sentence);
    let heads = view.lexicon.licences.heads();
    let mut found: Vec<usize> = heads.iter().flat_map(|head| places(text, head)).collect();
    found.sort_unstable();
    let mut all: Vec<Address> = Vec::new();
    let mut read_to = 0;
    for at in found {
        if at < read_to {
            continue;
        }
        // Folding takes the hyphens of words away: where an address ends, the text as it is written says.
        let opens = [' ', '(', '<', '"', '\'', '[', '|'];
        let before = text.get(read_to..at).unwrap_or("");
        let start = before.rfind(opens).map_or(read_to, |space| read_to + space + 1);
        let written = view.original(Span::new(sentence.start + start, sentence.end));
        let closes = |c: char| {
            c.is_whitespace()
                || matches!(c, ')' | '>' | '"' | '\'' | ']' | '|' | '”' | '»' | '’')
                || crate::text::is_unspaced(c)
                || matches!(c, '。' | '、' | '，' | '）')
        };
        let length = written.find(closes).unwrap_or(written.len());
        let written = written.get(..length).unwrap_or("");
        let whole = view.folded.to_text(Span::new(sentence.start + start, sentence.end)).start;
        let span = view
            .from_text(Span::new(whole, whole + length))
            .unwrap_or(Span::new(sentence.start + start, sentence.start + at));
        read_to = (span.end.saturating_sub(sentence.start)).max(at + 1);
        while !text.is_char_boundary(read_to) {
            read_to += 1;
        }
        let address = written.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        let id = view.lexicon.licences.of_address(address);
        let codes = ["by", "nc", "nd", "sa", "zero", "mark"];
        let folded = address.to_ascii_lowercase();
        let doubtful = id.is_none()
            && folded.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| codes.contains(&part));
        all.push(Address { text: address.to_owned(), span, id, doubtful });
    }
    all
}

/// The licences that a sentence names, the longest name at each place.
///
/// `licensed` says that the sentence puts something under it, `this_text` that it speaks of this text.
fn by_name(
    view: &View<'_>,
    sentence: Span,
    licensed: bool,
    this_text: bool,
) -> Vec<(String, Option<String>, Span)> {
    let text = view.folded(sentence);
    let pairs = Pairs::of(text);
    let mut found: Vec<(Span, String)> = Vec::new();
    for rule in view.lexicon.licences.all() {
        let ambiguous = rule.ambiguous_names.iter().filter(|_| licensed);
        if rule.of_this_text && !this_text {
            continue;
        }
        for name in rule.names.iter().chain(ambiguous).filter(|name| pairs.may_hold(name)) {
            let Some(at) = creative_commons::word(text, name) else { continue };
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
