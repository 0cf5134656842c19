//! Markdown to reading text. Its marks are read as the elements of HTML that they stand for, on the same
//! stack, so that markup in HTML may be mixed in as Markdown allows it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::element::Attributes;
use super::error::ReadError;
use super::html::fragment;
use super::page::{Page, Read};
use crate::document::Place;
use crate::limits::Limits;
use crate::text::Span;

/// Reads a text in `CommonMark` with tables, strike-through, footnotes and front matter.
pub(super) fn read(source: &str, limits: &Limits) -> Result<Read, ReadError> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut page = Page::new(source, limits.depth);
    let (mut depth, mut images, mut seen) = (0_usize, 0_usize, 0);
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        let span = Span::new(range.start, range.end);
        if depth == 0 && !matches!(event, Event::End(_)) {
            between(&mut page, Span::new(seen, span.start));
            seen = seen.max(span.end);
        }
        match event {
            Event::Start(tag) => {
                depth += 1;
                images += usize::from(matches!(tag, Tag::Image { .. }));
                if matches!(tag, Tag::HtmlBlock) {
                    fragment(&mut page, span, true);
                } else if let Some(name) = element(&tag) {
                    let mut attributes = Attributes::default();
                    if let Tag::Link { dest_url, .. } = tag {
                        attributes.href = dest_url.into_string().into();
                    }
                    page.start(name.as_bytes(), &attributes, false, span);
                }
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if tag == TagEnd::Image {
                    images = images.saturating_sub(1);
                } else if let Some(name) = element_end(tag) {
                    page.end(name.as_bytes(), Span::new(span.end, span.end));
                }
            }
            // The text of an image is seen only where the image is not.
            _ if images > 0 => {}
            Event::Text(text) => page.text(&text, span),
            Event::Code(code) => {
                page.start(b"code", &Attributes::default(), false, span);
                let raw = span.of(source);
                let start = raw.find(&*code).map_or(span.start, |at| span.start + at);
                let inner = Span::new(start, start + code.len());
                page.text(&code, if raw.contains(&*code) { inner } else { span });
                page.end(b"code", Span::new(span.end, span.end));
            }
            Event::InlineHtml(_) => fragment(&mut page, span, false),
            Event::SoftBreak => page.text(" ", span),
            Event::HardBreak | Event::Rule => page.end_block(span),
            // The lines of an HTML block came with its start; the others hold no text.
            _ => {}
        }
    }
    between(&mut page, Span::new(seen, source.len()));
    page.finish()
}

/// What stands between the blocks and is none: definitions of links, which are also used for comments.
fn between(page: &mut Page<'_>, span: Span) {
    if !span.of(page.source()).trim().is_empty() {
        page.unseen(span, Place::Comment);
    }
}

fn element(tag: &Tag<'_>) -> Option<&'static str> {
    element_end(tag.to_end())
}

/// The element of HTML that a mark stands for.
fn element_end(tag: TagEnd) -> Option<&'static str> {
    Some(match tag {
        TagEnd::Paragraph | TagEnd::FootnoteDefinition => "p",
        TagEnd::Heading(_) => "h1",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::CodeBlock => "pre",
        // Like `<pre>`, but it is not code: one line says one thing.
        TagEnd::MetadataBlock(_) => "textarea",
        TagEnd::List(_) => "ul",
        TagEnd::Item => "li",
        TagEnd::Table => "table",
        TagEnd::TableHead | TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        TagEnd::Link => "a",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use proptest::prelude::*;

    fn page(source: &str) -> Read {
        read(source, &Limits::default()).unwrap()
    }

    #[test]
    fn marks_are_read_as_elements() {
        let source = "---\ntitle: T\nlicense: CC0\n---\n# Head *line*\n\nOne **two**\nthree &copy; \\* `x`.  \nfour\n\n\
            > quoted\n\n- item [link](/to \"no\") ![alt](i.png)\n- <b>two</b>\n\n```\ncode\nmore\n```\n\n\
            <div class=\"footer\">\n\n© A\n\n</div>\n\n| a | b |\n|---|---|\n| c | d |\n\n[//]: # (© B)\n";
        let read = page(source);
        let got: Vec<_> =
            read.blocks.iter().map(|b| (b.span.of(&read.reading.text), b.place, b.kind)).collect();
        let body = |text, kind| (text, Place::Body, kind);
        assert_eq!(
            got,
            [
                body("title: T", Kind::Paragraph),
                body("license: CC0", Kind::Paragraph),
                body("Head line", Kind::Heading),
                body("One two three © * x.", Kind::Paragraph),
                body("four", Kind::Paragraph),
                body("quoted", Kind::Quote),
                body("item link", Kind::Item),
                body("two", Kind::Item),
                body("code", Kind::Code),
                body("more", Kind::Code),
                ("© A", Place::Footer, Kind::Paragraph),
                body("a", Kind::Paragraph),
                body("b", Kind::Paragraph),
                body("c", Kind::Paragraph),
                body("d", Kind::Paragraph),
                ("[//]: # (© B)", Place::Comment, Kind::Paragraph),
            ]
        );
        assert_eq!(read.links[0].href, "/to");
        assert_eq!(read.links[0].span.of(&read.reading.text), "link");
        let start = read.reading.text.find("three").unwrap();
        let span = read.reading.map.span(Span::new(start, start + "three ©".len()));
        assert_eq!(span.of(source), "three &copy;");
    }

    proptest! {
        #[test]
        fn any_source_maps_back(source in "(#|\\*|_|`|```|>|-|\n|\n\n| |    |\\[|\\]|\\(|\\)|:|<b>|</b>|<div>|<!--|&copy;|&|\\\\|\\||---|!|©|年|\r\n|\0|[a-z]){0,60}") {
            super::super::html::check(&source, &page(&source));
        }
    }
}
