//! Teasers of other articles, told by their structure: two or more cards side by side, each with one linked
//! heading and little else. What is credited in one is the article it leads to, not this page, even where
//! no class says so. Behind the article of the page one is enough. Restrictions and notices in one keep their weight: only credits are left out.

use crate::text::Span;

/// The most bytes of text outside of links in a card: a longer one is an article of its own.
const TEXT: usize = 400;

/// What an element is for this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `<h1>`: the heading of the page.
    Title,
    /// `<h2>` to `<h6>`.
    Heading,
    /// `<a>` to another page.
    Link,
    /// Anything else.
    Other,
}

impl Part {
    /// The part an element plays; `href` is where it leads, without which it is no link.
    pub(super) fn of(name: &[u8], href: &str) -> Self {
        match name {
            b"h1" => Self::Title,
            b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            // A link into a page is a table of contents, not a teaser.
            b"a" if !href.is_empty() && !href.contains('#') => Self::Link,
            _ => Self::Other,
        }
    }
}

/// What an open element holds so far. Counts are of blocks of text or of bytes.
#[derive(Debug)]
pub(super) struct Tally {
    part: Part,
    /// How many blocks were there when it began.
    begins: usize,
    links: usize,
    /// Headings that lead nowhere.
    plain: usize,
    /// Headings that lead to another page.
    linked: usize,
    /// Bytes of text outside of links.
    text: usize,
    /// Whether the heading of the page is in it.
    main: bool,
    /// The blocks of its cards, from the first to behind the last.
    cards: Vec<Span>,
}

impl Tally {
    /// An element that begins where `begins` blocks are behind.
    pub(super) const fn new(part: Part, begins: usize) -> Self {
        let (links, plain, linked, text) = (0, 0, 0, 0);
        Self { part, begins, links, plain, linked, text, main: false, cards: Vec::new() }
    }

    /// Text that stands in it.
    pub(super) const fn text(&mut self, bytes: usize) {
        self.text = self.text.saturating_add(bytes);
    }

    /// Whether it holds an article of its own: beside the heading of the page less tells so.
    pub(super) const fn is_whole(&self) -> bool {
        self.text > if self.main { TEXT / 4 } else { TEXT }
    }

    /// The element ended within `parent` where `ends` blocks are behind; the blocks of the cards that
    /// stood side by side in it, and of itself where it is one `behind` the article of the page.
    pub(super) fn close(mut self, ends: usize, behind: bool, parent: &mut Self) -> Vec<Span> {
        match self.part {
            Part::Title => self.main = true,
            Part::Heading if self.links > 0 => self.linked += 1,
            Part::Heading => self.plain += 1,
            Part::Link => {
                self.linked += std::mem::take(&mut self.plain);
                self.links += 1;
                self.text = 0;
            }
            Part::Other => {}
        }
        parent.main |= self.main;
        parent.text(self.text);
        if self.cards.len() > 1 {
            return self.cards;
        }
        let alone = self.linked == 1 && self.part != Part::Heading;
        let card = (alone && self.text <= TEXT && !self.main).then(|| Span::new(self.begins, ends));
        parent.cards.extend(card);
        parent.links += self.links;
        parent.plain += self.plain;
        parent.linked += self.linked;
        card.filter(|_| behind).into_iter().collect()
    }
}
