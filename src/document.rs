//! One article with all that travels with it: what the formats of `source` make, and what `find` reads.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::{Channel, Coverage, Evidence, Problem};
use crate::text::{Map, Span};

/// Where in a file a document stands, for files that hold more than one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Locator {
    /// 1-based line of a JSON Lines file.
    Line(u64),
    /// 1-based place in a JSON array.
    Row(u64),
}

/// What a document is called, and the facts of its bytes: the `document` of a record (design §4).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Identity {
    /// The path relative to the root that was named, `/`-separated; for a row its `id` field, else
    /// `path#number`. Ids may repeat.
    pub id: String,
    /// The path as named and walked, `/`-separated. With `locator` it never repeats in a run.
    pub source: String,
    /// Where in `source`, for a row.
    pub locator: Option<Locator>,
    /// SHA-256 of the raw bytes of the document, lower-case hexadecimal. Empty where nothing was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// Raw bytes of the document.
    #[serde(default)]
    pub bytes: u64,
    /// `text/plain`, `text/markdown`, `text/html`, `application/json`. Empty where nothing was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// The WHATWG name of the charset, lower case. Empty where nothing was read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    /// BCP 47 tag of the language the text is in; `None` where it is not known.
    pub language: Option<String>,
    /// The address it was published under, as the document or its row says.
    pub url: Option<String>,
    /// Its title, as the document or its row says.
    pub title: Option<String>,
    /// When it was published, as the document or its row says, verbatim.
    pub published: Option<String>,
}

/// The part of a page that a block stands in. Told from the elements around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The running text, and everything of a plain text.
    Body,
    /// `<title>` and what else of `<head>` is text.
    Head,
    /// `<header>`, `role=banner`.
    Header,
    /// `<nav>`, menus.
    Navigation,
    /// `<aside>`, teasers, related articles, comment sections.
    Aside,
    /// A card that leads to another article, among others of its kind, in the running text.
    Teaser,
    /// `<footer>`, `role=contentinfo`, and blocks whose id or class says footer or copyright.
    Footer,
    /// Text a reader does not see: `hidden`, `display:none`, `<template>`. It counts as text, and that
    /// it was hidden is itself recorded.
    Hidden,
    /// An HTML comment.
    Comment,
}

/// What a block is, apart from where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A paragraph, a line, a cell.
    Paragraph,
    /// `<h1>`…`<h6>`, a Markdown heading.
    Heading,
    /// An item of a list.
    Item,
    /// `<blockquote>`, `<q>`.
    Quote,
    /// `<pre>`, `<code>`, a fenced block.
    Code,
    /// `<figcaption>`, `<figure>`, and blocks whose class says caption or credit.
    Caption,
}

/// A run of the reading text that stands apart from its neighbours. Blocks are in order, do not overlap
/// and are separated by at least one `\n` in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where in the reading text of its passage, in bytes.
    pub span: Span,
    /// The part of the page.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
}

/// A link in the reading text, or a `<link>` of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address, as written.
    pub href: String,
    /// The `rel` attribute, lower case, empty if none.
    pub rel: String,
    /// The text of the link in the reading text of its passage; empty for a `<link>` of the head.
    pub span: Span,
    /// The element in the source of its passage (the start tag), which is its evidence.
    pub source: Span,
}

/// A text a reader sees, made from a marked-up source, with its map back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Blocks are separated by `\n`; white space within a block is one space.
    pub text: String,
    /// From bytes of `text` to bytes of the source.
    pub map: Map,
}

/// One text of a document: the whole of a file, or one field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The field of the row it comes from; `None` for a file.
    pub field: Option<String>,
    /// The channel that its statements stand in: `text`, or `metadata` for a rights field.
    pub channel: Channel,
    /// The source as decoded to UTF-8: what every evidence span points into.
    pub source: String,
    /// What a reader sees, for markup; `None` where that is the source itself.
    pub reading: Option<Reading>,
    /// Told apart for markup; empty for plain text, which is one body.
    pub blocks: Vec<Block>,
    /// Links of the text and of the head.
    pub links: Vec<Link>,
}

impl Passage {
    /// A plain text: what is read is the source itself.
    pub fn plain(field: Option<String>, channel: Channel, source: String) -> Self {
        Self { field, channel, source, reading: None, blocks: Vec::new(), links: Vec::new() }
    }

    /// The text that is read.
    pub fn text(&self) -> &str {
        self.reading.as_ref().map_or(self.source.as_str(), |reading| reading.text.as_str())
    }

    /// From a span of [`Passage::text`] to the span of the source that it was made from.
    pub fn to_source(&self, span: Span) -> Span {
        self.reading.as_ref().map_or(span, |reading| reading.map.span(span))
    }

    /// The block around a byte of [`Passage::text`]; `None` for plain text and between blocks.
    pub fn block(&self, offset: usize) -> Option<&Block> {
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        self.blocks.get(after.checked_sub(1)?).filter(|block| offset < block.span.end)
    }
}

/// What the markup or the metadata says of the origin of a document, apart from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OriginKind {
    /// Who wrote it: `<meta name="author">`, `author` and `creator` of JSON-LD, `author` of a row. May name an
    /// agency.
    Author,
    /// Who had a part in it: `contributor` of JSON-LD.
    Contributor,
    /// Who translated it: `translator` of JSON-LD.
    Translator,
    /// Who edited it: `editor` of JSON-LD.
    Editor,
    /// Who published it: `publisher` of JSON-LD or of a row.
    Publisher,
    /// Who owns it: `copyrightHolder` of JSON-LD.
    Holder,
    /// What the site calls itself: `og:site_name`.
    Site,
    /// Whom it is from: `source`, `credit` or `agency` of a row, `sourceOrganization` of JSON-LD.
    Source,
    /// The host of its address.
    Host,
    /// The host of the address that the page gives for the text it repeats: a `canonical` link (RFC 6596) that leads
    /// to another host than the page's own address, `og:url`.
    Canonical,
}

/// One such statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// What it is about.
    pub kind: OriginKind,
    /// The value, as written.
    pub text: String,
    /// Where it stands.
    pub evidence: Evidence,
}

impl Origin {
    /// The most that are kept of one document: many more than are read, since the one that names an agency may be the
    /// last.
    pub const MOST: usize = 4_096;
}

/// One article with all that travels with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What it is called, and the facts of its bytes.
    pub identity: Identity,
    /// Its texts, in reading order.
    pub passages: Vec<Passage>,
    /// What is said of its origin apart from the texts, in the order of the source.
    pub origins: Vec<Origin>,
    /// The language that the document says it is in (`<html lang>`, a row's `lang`), as written.
    pub declared_language: Option<String>,
    /// Which channels could be seen in this input.
    pub coverage: Coverage,
    /// What went wrong but not so wrong that the document could not be read.
    pub problems: Vec<Problem>,
}
