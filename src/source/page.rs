//! Open elements and what follows from them: the state between the tags of a page and its reading text.
//! Not a tree: elements are on a stack of bounded depth and forgotten when they end, so that time is
//! linear in the source and memory in its text.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::card::{Part, Tally};
use super::element::{self, Attributes, Element, Name, Names, Said};
use super::error::ReadError;
use super::flow::{Flow, Look};
use super::origin::{self, Origins};
use crate::document::{Block, Kind, Link, Origin, OriginKind, Place, Reading};
use crate::text::Span;

/// How far up an end tag looks for its start: a bound on the work of a tag that matches none.
const REACH: usize = 256;

/// How far up the end tag of a run of text looks.
const INLINE_REACH: usize = 64;

/// The longest classes whose meaning is kept for the next element that has the same.
const CLASS: usize = 128;

/// The element that holds the article of a page.
const ARTICLE: Name = Name::new(b"article");

/// A name that a page has used.
#[derive(Clone, Copy)]
struct Used {
    /// How many elements of it are open.
    open: u32,
    /// Which of the known elements it is.
    element: u8,
}

#[derive(Clone, Copy)]
struct Open {
    name: Name,
    block: bool,
    barrier: bool,
    link: bool,
    title: bool,
    dropped: bool,
    /// Its content is JSON-LD.
    json_ld: bool,
    /// Line breaks of the source are line breaks of the text.
    lines: bool,
    /// Its text is kept apart from what stands around it.
    hidden: bool,
    look: Look,
}

/// What a page says about itself in its head.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
}

/// What became of a page.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) reading: Reading,
    pub(super) blocks: Vec<Block>,
    pub(super) links: Vec<Link>,
    pub(super) facts: Facts,
    pub(super) origins: Vec<Origin>,
}

/// A page that is being read.
pub(super) struct Page<'a> {
    source: &'a str,
    depth: usize,
    main: Flow,
    /// Hidden text and comments, which come after all else: put between the words of a sentence they
    /// would tear it apart.
    apart: Flow,
    stack: Vec<Open>,
    /// What each element of the stack holds, after what the page holds.
    tallies: Vec<Tally>,
    /// How many blocks were there when the article of the page ended, if it has one and that did.
    article: Option<usize>,
    names: HashMap<Name, Used, RandomState>,
    /// The elements that the page has used, after one that says nothing: for names that are not known.
    elements: Vec<Element>,
    /// What classes say.
    said: HashMap<&'a str, Said, RandomState>,
    facts: Facts,
    title: String,
    open_graph: Facts,
    time: Option<String>,
    dropped: Option<Span>,
    origins: Origins,
    too_deep: bool,
}

impl<'a> Page<'a> {
    /// An empty page over `source`, which all spans point into.
    pub(super) fn new(source: &'a str, depth: usize) -> Self {
        Self {
            source,
            depth,
            main: Flow::default(),
            apart: Flow::apart(),
            stack: Vec::new(),
            tallies: vec![Tally::new(Part::Other, 0)],
            article: None,
            names: HashMap::default(),
            elements: vec![Element::UNKNOWN],
            said: HashMap::default(),
            facts: Facts::default(),
            title: String::new(),
            open_graph: Facts::default(),
            time: None,
            dropped: None,
            origins: Origins::default(),
            too_deep: false,
        }
    }

    /// What all spans point into.
    pub(super) const fn source(&self) -> &'a str {
        self.source
    }

    fn top(&self) -> Open {
        self.stack.last().copied().unwrap_or(Open {
            name: Name::new(b""),
            block: true,
            barrier: true,
            link: false,
            title: false,
            dropped: false,
            json_ld: false,
            lines: false,
            hidden: false,
            look: Look::of(Place::Body, Kind::Paragraph),
        })
    }

    fn flow(&mut self, hidden: bool) -> &mut Flow {
        if hidden { &mut self.apart } else { &mut self.main }
    }

    /// A start tag.
    pub(super) fn start(
        &mut self,
        name: &[u8],
        attributes: &Attributes<'a>,
        closed: bool,
        source: Span,
    ) {
        if self.too_deep {
            return;
        }
        self.note(name, attributes, source);
        if matches!(name, b"html" | b"head" | b"body") {
            // Their classes describe all of the page, and they may come twice or not at all.
            return self.end_block(source);
        }
        let name_of = Name::new(name);
        let element = self.element(name, name_of);
        let block = element.block;
        if element.closes_paragraph {
            self.end_open(const { &[Name::new(b"p")] }, &[]);
        }
        if let Some((ended, stops)) = element.ends {
            self.end_open(ended, stops);
        }
        if block || matches!(name, b"br" | b"hr") {
            self.end_block(source);
        }
        if element.void || (closed && !block && !element.dropped) {
            return;
        }
        let parent = self.top();
        let unseen =
            parent.look.place == Place::Hidden || name == b"template" || attributes.is_hidden();
        // The reading aid over a word is seen, but not between the words.
        let hidden = parent.hidden || unseen || matches!(name, b"rt" | b"rp");
        if hidden && !parent.hidden {
            self.apart.end_block(source);
        }
        let said = self.said(attributes);
        let place = if unseen {
            Place::Hidden
        } else {
            let said = || element::place_said(&attributes.role, said);
            element.place.or_else(said).unwrap_or(parent.look.place)
        };
        let caption = || said.is_caption().then_some(Kind::Caption);
        let kind = element.kind.or_else(caption).unwrap_or(parent.look.kind);
        let mut look = Look::of(place, kind);
        if !block {
            look.outer_place = if unseen { Place::Hidden } else { parent.look.outer_place };
            look.outer_kind = parent.look.outer_kind;
        }
        let link = name == b"a" && !attributes.href.is_empty();
        if link {
            let rel = attributes.rel.to_ascii_lowercase();
            self.flow(hidden).open_link(attributes.href.to_string(), rel, source);
        }
        self.tallies.push(Tally::new(Part::of(name, &attributes.href), self.main.blocks()));
        if let Some(used) = self.names.get_mut(&name_of) {
            used.open += 1;
        }
        self.stack.push(Open {
            name: name_of,
            block,
            barrier: element.barrier,
            link,
            title: name == b"title" && self.title.is_empty(),
            dropped: parent.dropped || element.dropped,
            json_ld: name == b"script"
                && attributes.media_type.trim().eq_ignore_ascii_case("application/ld+json"),
            lines: parent.lines || matches!(name, b"pre" | b"xmp" | b"listing" | b"textarea"),
            hidden,
            look,
        });
        self.too_deep = self.stack.len() > self.depth;
    }

    /// What the name of an element says of it. The same names come again and again.
    fn element(&mut self, name: &[u8], name_of: Name) -> Element {
        if let Some(used) = self.names.get(&name_of) {
            let known = self.elements.get(usize::from(used.element));
            return known.copied().unwrap_or(Element::UNKNOWN);
        }
        let element = Element::of(name);
        // There are fewer that are known than a byte counts.
        let at = if element == Element::UNKNOWN { 0 } else { self.elements.len() as u8 };
        if at > 0 {
            self.elements.push(element);
        }
        self.names.insert(name_of, Used { open: 0, element: at });
        element
    }

    /// Whether an element of this name is open.
    fn is_open(&self, name: Name) -> bool {
        self.names.get(&name).is_some_and(|used| used.open > 0)
    }

    /// What the id and the classes of an element say. The same classes come again and again.
    fn said(&mut self, attributes: &Attributes<'a>) -> Said {
        match attributes.class {
            Cow::Borrowed("") if attributes.id.is_empty() => Said::default(),
            Cow::Borrowed(class) if attributes.id.is_empty() && class.len() <= CLASS => {
                *self.said.entry(class).or_insert_with(|| Said::by(attributes))
            }
            _ => Said::by(attributes),
        }
    }

    /// An end tag. One that matches no open element says nothing.
    pub(super) fn end(&mut self, name: &[u8], source: Span) {
        let wanted = Name::new(name);
        let used = self.names.get(&wanted).copied();
        let block = match used.and_then(|used| self.elements.get(usize::from(used.element))) {
            Some(element) => element.block,
            None => Element::of(name).block,
        };
        if block || name == b"br" {
            self.end_block(source);
        }
        if used.is_none_or(|used| used.open == 0) {
            return;
        }
        let reach = if block { REACH } else { INLINE_REACH };
        let table = matches!(name, b"table" | b"tbody" | b"thead" | b"tfoot" | b"tr");
        let mut blocks_between = false;
        for back in 1..=reach.min(self.stack.len()) {
            let at = self.stack.len() - back;
            let Some(open) = self.stack.get(at).copied() else { return };
            if open.name == wanted {
                if !block && blocks_between {
                    // What is around a block but is none ends without ending the block.
                    self.stack.remove(at);
                    self.closed(open, at);
                } else {
                    self.truncate(at);
                }
                break;
            }
            if open.barrier && !table {
                break;
            }
            blocks_between |= open.block;
        }
        if block {
            self.end_block(source);
        }
    }

    /// Ends the nearest of `ended`, looking no further than `stops`.
    fn end_open(&mut self, ended: Names, stops: Names) {
        if !ended.iter().any(|name| self.is_open(*name)) {
            return;
        }
        for back in 1..=REACH.min(self.stack.len()) {
            let at = self.stack.len() - back;
            let Some(open) = self.stack.get(at) else { return };
            if ended.contains(&open.name) {
                return self.truncate(at);
            }
            if open.barrier || stops.contains(&open.name) {
                return;
            }
        }
    }

    fn truncate(&mut self, to: usize) {
        while self.stack.len() > to {
            let Some(open) = self.stack.pop() else { return };
            self.closed(open, self.stack.len());
        }
    }

    /// What ends with an element that stood at `at` of the stack.
    fn closed(&mut self, open: Open, at: usize) {
        // One tally more than elements: the first is the page's.
        if self.tallies.len() > at + 1 {
            let tally = self.tallies.remove(at + 1);
            let ends = self.main.blocks();
            let behind = self.article.is_some();
            // One within another is a comment on it.
            let outmost = || self.names.get(&ARTICLE).is_none_or(|used| used.open <= 1);
            if open.name == ARTICLE && !behind && tally.is_whole() && outmost() {
                self.article = Some(ends);
            }
            if let Some(parent) = self.tallies.get_mut(at) {
                for card in tally.close(ends, behind, parent) {
                    self.main.tease(card);
                }
            }
        }
        if let Some(used) = self.names.get_mut(&open.name) {
            used.open = used.open.saturating_sub(1);
        }
        if open.link {
            self.flow(open.hidden).close_link();
        }
        if open.dropped && !self.top().dropped {
            if let Some(span) = self.dropped.take_if(|_| open.json_ld) {
                self.origins.json_ld(self.source, span);
            }
            self.dropped = None;
        }
    }

    /// Ends the block that is open.
    pub(super) fn end_block(&mut self, source: Span) {
        let hidden = self.top().hidden;
        self.flow(hidden).end_block(source);
    }

    /// Whether what stands here is no text at all.
    pub(super) fn drops(&self) -> bool {
        self.top().dropped
    }

    /// What stands in an element whose content is no text.
    pub(super) fn drop(&mut self, source: Span) {
        self.dropped = Some(self.dropped.map_or(source, |before| before.join(source)));
    }

    /// Text as a reader sees it, from `source`.
    pub(super) fn text(&mut self, value: &str, source: Span) {
        let open = self.top();
        if open.dropped {
            return self.drop(source);
        }
        if open.title {
            self.title.push_str(value);
        }
        if open.lines && value.len() == source.len() {
            return self.lines(value, source, open);
        }
        if let Some(tally) = self.tallies.last_mut() {
            tally.text(value.trim().len());
        }
        self.flow(open.hidden).push(value, source, open.look);
        if open.lines && value.contains('\n') {
            self.end_block(source);
        }
    }

    fn lines(&mut self, value: &str, source: Span, open: Open) {
        let mut at = source.start;
        for line in value.split_inclusive('\n') {
            let span = Span::new(at, at + line.len());
            let flow = self.flow(open.hidden);
            flow.push(line, span, open.look);
            if line.ends_with('\n') {
                flow.end_block(Span::new(span.end - 1, span.end));
            }
            at = span.end;
        }
    }

    /// Text that no reader sees, cut out of the source as it stands: what the page breaks off in.
    pub(super) fn unseen(&mut self, source: Span, place: Place) {
        let value = source.of(self.source);
        self.apart.end_block(source);
        self.apart.push(value, source, Look::of(place, Kind::Paragraph));
        self.apart.end_block(source);
    }

    /// What the tags of the head say.
    fn note(&mut self, name: &[u8], attributes: &Attributes<'_>, source: Span) {
        let given = |value: &str| {
            let value = value.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        match name {
            b"html" if self.facts.language.is_none() => {
                self.facts.language = given(&attributes.lang);
            }
            b"link" if !attributes.href.is_empty() => {
                let rel = attributes.rel.to_ascii_lowercase();
                if self.facts.url.is_none()
                    && rel.split_whitespace().any(|word| word == "canonical")
                {
                    self.facts.url = given(&attributes.href);
                    let kind = OriginKind::Canonical;
                    self.origins.address(kind, &attributes.href, self.source, source);
                }
                self.main.bare_link(attributes.href.to_string(), rel, source);
            }
            b"meta" => {
                let key = if attributes.property.is_empty() {
                    &attributes.name
                } else {
                    &attributes.property
                };
                let key = key.trim().to_ascii_lowercase();
                if let Some(kind) = origin::of_meta(&key) {
                    self.origins.push(kind, &attributes.content, self.source, source);
                }
                if key == "og:url" {
                    let kind = OriginKind::Host;
                    self.origins.address(kind, &attributes.content, self.source, source);
                }
                let slot = match key.as_str() {
                    "og:title" => &mut self.open_graph.title,
                    "og:url" => &mut self.open_graph.url,
                    "article:published_time" => &mut self.open_graph.published,
                    _ => return,
                };
                if slot.is_none() {
                    *slot = given(&attributes.content);
                }
            }
            b"time" if self.time.is_none() => self.time = given(&attributes.datetime),
            _ => {}
        }
    }

    /// The end of the source.
    pub(super) fn finish(mut self) -> Result<Read, ReadError> {
        if self.too_deep {
            return Err(ReadError::Depth { limit: self.depth });
        }
        // A script that never ends has swallowed the rest of the page.
        if let Some(span) = self.dropped.take() {
            self.unseen(span, Place::Hidden);
        }
        self.truncate(0);
        if let Some(page) = self.tallies.pop() {
            let mut beyond = Tally::new(Part::Other, 0);
            for card in page.close(self.main.blocks(), false, &mut beyond) {
                self.main.tease(card);
            }
        }
        self.main.tease_links(self.article);
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut facts = self.facts;
        facts.title = if title.is_empty() { self.open_graph.title } else { Some(title) };
        facts.url = facts.url.or(self.open_graph.url);
        facts.published = self.open_graph.published.or(self.time);
        let end = Span::new(self.source.len(), self.source.len());
        let (reading, blocks, links) = self.main.finish(self.apart, end);
        Ok(Read { reading, blocks, links, facts, origins: self.origins.finish() })
    }
}
