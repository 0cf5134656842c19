//! HTML to reading text: a tokenizer with spans, never a tree, since a tree of hostile nesting costs more
//! than linear time. What a browser would not show is kept too, marked as hidden.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Token, Tokenizer};

use super::element::Attributes;
use super::error::ReadError;
use super::page::{Page, Read};
use crate::document::Place;
use crate::limits::Limits;
use crate::text::Span;

/// Reads a page, or a part of one.
pub(super) fn read(source: &str, limits: &Limits) -> Result<Read, ReadError> {
    let mut page = Page::new(source, limits.depth);
    fragment(&mut page, Span::new(0, source.len()), true);
    page.finish()
}

/// Reads the markup within `part` of the page's source. `switches` says that the content of scripts and
/// the like is not markup; within `<noscript>` that has been settled already.
pub(super) fn fragment(page: &mut Page<'_>, part: Span, switches: bool) {
    let source = page.source();
    let mut fragment = Fragment {
        page,
        base: part.start,
        limit: part.end,
        name: Vec::new(),
        attributes: Attributes::default(),
        attribute: Vec::new(),
        tag: 0,
        noscript: false,
        switches,
        seen: part.start,
    };
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, span: html5gum::Span<usize>| -> Option<Infallible> {
            fragment.event(&event, span);
            None
        },
    );
    emitter.naively_switch_states(switches);
    // Reading from a string does not fail.
    let Ok(()) = Tokenizer::new_with_emitter(part.of(source), Lenient(emitter)).finish();
    let rest = Span::new(fragment.seen, part.end);
    // A tag or comment that is cut off by the end: no browser shows it, a reader of the source sees it.
    if !rest.of(source).trim().is_empty() {
        fragment.page.unseen(rest, Place::Hidden);
    }
}

/// An emitter that does not ask for errors: what is wrong with a page is not looked for in each of its characters.
struct Lenient<E>(E);

impl<E: Emitter> ForwardingEmitter for Lenient<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = Self::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

struct Fragment<'p, 'a> {
    page: &'p mut Page<'a>,
    base: usize,
    limit: usize,
    name: Vec<u8>,
    attributes: Attributes,
    attribute: Vec<u8>,
    tag: usize,
    noscript: bool,
    switches: bool,
    seen: usize,
}

impl Fragment<'_, '_> {
    fn event(&mut self, event: &CallbackEvent<'_>, span: html5gum::Span<usize>) {
        let span = self.fit(span);
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name.clear();
                self.name.extend_from_slice(name);
                self.attributes.clear();
                self.tag = span.start;
                return;
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                self.attributes.hidden |= *name == b"hidden";
                return;
            }
            CallbackEvent::AttributeValue { value } => {
                // The first of two attributes of one name is the one that holds.
                if let Some(field) = self.attributes.field(&self.attribute)
                    && field.is_empty()
                {
                    field.push_str(&String::from_utf8_lossy(value));
                }
                return;
            }
            // Not asked for.
            CallbackEvent::Error(_) => return,
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = Span::new(self.tag, span.end.max(self.tag));
                self.noscript = self.switches && self.name == b"noscript";
                self.page.start(&self.name, &self.attributes, *self_closing, tag);
            }
            CallbackEvent::EndTag { name } => {
                self.noscript = false;
                self.page.end(name, span);
            }
            CallbackEvent::String { .. } if self.noscript => fragment(self.page, span, false),
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value), span),
            CallbackEvent::Comment { .. } => {
                self.page.unseen(inner(span, self.page.source()), Place::Comment);
            }
            CallbackEvent::Doctype { .. } => {}
        }
        self.seen = self.seen.max(span.end);
    }

    /// The span in the source of the page, on the boundaries of characters whatever the tokenizer says.
    fn fit(&self, span: html5gum::Span<usize>) -> Span {
        let source = self.page.source();
        let end = source.ceil_char_boundary((self.base + span.end).min(self.limit));
        let start = source.floor_char_boundary((self.base + span.start).min(end));
        Span::new(start, end)
    }

    fn text(&mut self, value: &str, span: Span) {
        let raw = span.of(self.page.source());
        if raw == value {
            return self.page.text(value, span);
        }
        let page = &mut *self.page;
        align(raw, value, span.start, &mut |value, span| page.text(value, span));
    }
}

/// What stands within a comment of any form: `<!-- -->`, `<? ?>`, `<! >`, `</ >`.
fn inner(span: Span, source: &str) -> Span {
    let raw = span.of(source);
    let body = ["<!--", "<!", "<?", "</"].iter().find_map(|open| raw.strip_prefix(open));
    let body = body.unwrap_or(raw);
    let start = span.end - body.len();
    let body = ["-->", "--!>", "?>", ">"].iter().find_map(|c| body.strip_suffix(c)).unwrap_or(body);
    Span::new(start, start + body.len())
}

/// Gives `value`, the text that the tokenizer made of `raw`, piece by piece with the source of each.
fn align(raw: &str, value: &str, base: usize, give: &mut dyn FnMut(&str, Span)) {
    let (mut raw, mut value, mut at) = (raw, value, base);
    while !value.is_empty() {
        let same = common(raw, value);
        if same > 0 {
            let (text, rest) = value.split_at_checked(same).unwrap_or((value, ""));
            give(text, Span::new(at, at + same));
            value = rest;
            raw = raw.get(same..).unwrap_or("");
            at += same;
            continue;
        }
        let Some(next) = raw.chars().next() else {
            return give(value, Span::new(at, at));
        };
        let (took, gave) = match next {
            '&' => {
                let reference = reference(raw);
                let text = resolved(reference);
                match value.strip_prefix(text.as_str()) {
                    Some(rest) => {
                        give(&text, Span::new(at, at + reference.len()));
                        (reference.len(), rest)
                    }
                    None => (1, value),
                }
            }
            '\r' if value.starts_with('\n') => {
                let length = if raw.starts_with("\r\n") { 2 } else { 1 };
                give("\n", Span::new(at, at + length));
                (length, value.strip_prefix('\n').unwrap_or(value))
            }
            '\0' if value.starts_with('\u{FFFD}') => {
                give("\u{FFFD}", Span::new(at, at + 1));
                (1, value.strip_prefix('\u{FFFD}').unwrap_or(value))
            }
            // Something that the tokenizer left out.
            other => (other.len_utf8(), value),
        };
        raw = raw.get(took..).unwrap_or("");
        at += took;
        value = gave;
    }
}

/// How many bytes the two begin with in common, up to a character reference.
fn common(raw: &str, value: &str) -> usize {
    let pairs = raw.bytes().zip(value.bytes());
    let same = pairs.take_while(|(a, b)| a == b && *a != b'&').count();
    raw.floor_char_boundary(same)
}

/// `&`, what follows it of a name or number, and `;` if there is one.
fn reference(raw: &str) -> &str {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let end = raw.char_indices().skip(1).find(|(_, c)| !name(*c));
    let end = end.map_or(raw.len(), |(at, c)| if c == ';' { at + 1 } else { at });
    raw.get(..end).unwrap_or(raw)
}

/// What a character reference stands for; itself, if for nothing.
fn resolved(reference: &str) -> String {
    let common = match reference {
        "&" | "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" => "\u{A0}",
        "&copy;" => "©",
        _ => "",
    };
    if !common.is_empty() {
        return common.to_owned();
    }
    let mut text = String::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Token::String(piece) = token {
            text.push_str(&String::from_utf8_lossy(&piece));
        }
    }
    text
}

/// What must hold for any source and what was made of it.
#[cfg(test)]
pub(super) fn check(source: &str, read: &Read) {
    let text = &read.reading.text;
    let mut last = 0;
    for block in &read.blocks {
        assert!(block.span.start >= last && block.span.end > block.span.start);
        assert!(text.get(block.span.start..block.span.end).is_some());
        assert!(last == 0 || text.get(last..block.span.start) == Some("\n"));
        last = block.span.end;
    }
    assert_eq!(last, text.len());
    for link in &read.links {
        assert!(text.get(link.span.start..link.span.end).is_some());
        assert!(source.get(link.source.start..link.source.end).is_some());
    }
    for (at, c) in text.char_indices() {
        let span = read.reading.map.span(Span::new(at, at + c.len_utf8()));
        assert!(source.get(span.start..span.end).is_some(), "{at} {span:?}");
    }
    // Past the end of a map there is nothing but its end.
    let all = read.reading.map.span(Span::new(text.len(), text.len() + 1));
    assert!(all.is_empty());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use proptest::prelude::*;

    fn page(source: &str) -> Read {
        read(source, &Limits::default()).unwrap()
    }

    /// Text, place and kind of each block, and what it was made from.
    fn blocks(source: &str) -> Vec<(String, Place, Kind, String)> {
        let read = page(source);
        let cut = |span: Span| read.reading.map.span(span).of(source).to_owned();
        read.blocks
            .iter()
            .map(|b| (b.span.of(&read.reading.text).to_owned(), b.place, b.kind, cut(b.span)))
            .collect()
    }

    fn text(source: &str) -> String {
        page(source).reading.text
    }

    #[test]
    fn blocks_stand_apart_and_runs_of_text_do_not() {
        assert_eq!(text("<p>a<b>b</b>c<p>d<br>e<div>f</div>g"), "abc\nd\ne\nf\ng");
        assert_eq!(text("<ul><li>a<li>b</ul><table><tr><td>c<td>d"), "a\nb\nc\nd");
        assert_eq!(text("<p> a \n b\t<i> c</i></p>\n\n<p>&nbsp;</p>"), "a b c");
        assert_eq!(text("<pre>a\nb</pre>"), "a\nb");
        assert_eq!(text("Copy<!-- x -->right<span hidden>no</span> 2025"), "Copyright 2025\nx\nno");
        assert_eq!(text("<ruby>漢<rt>かん</rt></ruby>字"), "漢字\nかん");
    }

    #[test]
    fn references_map_to_all_of_their_source() {
        let all = blocks("<p>&copy; 2025 A&amp;B &#169;&notit; AT&T</p>");
        assert_eq!(all[0].0, "© 2025 A&B ©¬it; AT&T");
        assert_eq!(all[0].3, "&copy; 2025 A&amp;B &#169;&notit; AT&T");
        let read = page("x &copy; y");
        let start = read.reading.text.find('©').unwrap();
        assert_eq!(read.reading.map.span(Span::new(start, start + 2)), Span::new(2, 8));
    }

    #[test]
    fn places_are_told_from_the_elements_around() {
        let source = "<html lang=id><head><title>T &amp; U</title></head><body class=footer><header>H</header>\
            <nav>N</nav><main><h1>K</h1><p>B</p><blockquote><p>Q</p></blockquote><figure><img alt=no>\
            <figcaption>C</figcaption></figure></main><aside>A</aside><div class=site-footer><p>F</p></div>\
            <p style='display:none'>X</p><!-- Z --><script>var no = '<p>';</script><style>p{}</style>";
        let got: Vec<_> = blocks(source).into_iter().map(|b| (b.0, b.1, b.2)).collect();
        let want = [
            ("T & U", Place::Head, Kind::Paragraph),
            ("H", Place::Header, Kind::Paragraph),
            ("N", Place::Navigation, Kind::Paragraph),
            ("K", Place::Body, Kind::Heading),
            ("B", Place::Body, Kind::Paragraph),
            ("Q", Place::Body, Kind::Quote),
            ("C", Place::Body, Kind::Caption),
            ("A", Place::Aside, Kind::Paragraph),
            ("F", Place::Footer, Kind::Paragraph),
            ("X", Place::Hidden, Kind::Paragraph),
            ("Z", Place::Comment, Kind::Paragraph),
        ];
        let want: Vec<_> = want.iter().map(|w| (w.0.to_owned(), w.1, w.2)).collect();
        assert_eq!(got, want);
        let facts = page(source).facts;
        assert_eq!(
            (facts.title.as_deref(), facts.language.as_deref()),
            (Some("T & U"), Some("id"))
        );
    }

    #[test]
    fn cards_side_by_side_lead_to_other_articles() {
        let card = |title: &str| {
            format!(
                "<div><h3><a href='/{title}'>{title}</a></h3><p>Two lines.</p><span>Press</span></div>"
            )
        };
        let (one, two) = (card("one"), card("two"));
        let page = format!(
            "<h1>K</h1><p>B</p><div><h2>More</h2><div>{one}</div><div>{two}</div></div><p>E</p>"
        );
        let teased: Vec<_> = blocks(&page)
            .into_iter()
            .filter_map(|block| (block.1 == Place::Teaser).then_some(block.0))
            .collect();
        assert_eq!(teased, ["one", "Two lines.", "Press", "two", "Two lines.", "Press"]);

        let linked =
            "<ul><li><a href=/1><h3>one</h3><p>Press</p></a><li><a href=/2><h3>two</h3></a></ul>";
        assert!(blocks(linked).iter().all(|block| block.1 == Place::Teaser));

        // One alone, headings of the text itself, and articles one below the other are none.
        let long = "word ".repeat(100);
        let whole =
            |at: &str| format!("<article><h2><a href={at}>t</a></h2><p>{long}</p></article>");
        for text in [
            format!("<h1>K</h1><p>B</p>{one}"),
            "<div><h2><a href='#a'>a</a></h2><p>A</p></div><div><h2><a href='#b'>b</a></h2><p>B</p></div>".to_owned(),
            whole("/a") + &whole("/b"),
        ] {
            assert!(blocks(&text).iter().all(|block| block.1 != Place::Teaser), "{text}");
        }
    }

    #[test]
    fn a_stray_end_tag_does_not_end_a_footer() {
        let all = blocks("<footer><a href=x><div>a</div></a></b></span></p>b</footer>c");
        let places: Vec<_> = all.iter().map(|b| (b.0.as_str(), b.1)).collect();
        assert_eq!(places, [("a", Place::Footer), ("b", Place::Footer), ("c", Place::Body)]);
    }

    #[test]
    fn links_and_facts_are_collected() {
        let source = "<link rel=canonical href=https://a/b><meta property=article:published_time \
            content=2025-01-02><p>See <a rel='License nofollow' href='/by'>CC <b>BY</b></a> now.";
        let read = page(source);
        assert_eq!(read.facts.url.as_deref(), Some("https://a/b"));
        assert_eq!(read.facts.published.as_deref(), Some("2025-01-02"));
        let links: Vec<_> = read
            .links
            .iter()
            .map(|l| (l.href.as_str(), l.rel.as_str(), l.span.of(&read.reading.text)))
            .collect();
        assert_eq!(links, [("https://a/b", "canonical", ""), ("/by", "license nofollow", "CC BY")]);
        assert!(read.links[1].source.of(source).starts_with("<a rel="));
    }

    #[test]
    fn what_is_cut_off_is_kept_as_hidden() {
        assert_eq!(text("a <p title='© X"), "a\n<p title='© X");
        assert_eq!(text("a<script>© X"), "a\n© X");
        assert_eq!(text("a<!-- © X"), "a\n© X");
        assert_eq!(text("a<noscript><style>p</style><p>b</noscript>c"), "a\nb\nc");
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = "<div>".repeat(100_000);
        let error = read(&deep, &Limits::default()).unwrap_err();
        assert!(matches!(error, ReadError::Depth { limit: 10_000 }));
        // An end tag that matches nothing looks up only so far.
        let source = format!("{}{}", "<i><p>".repeat(4_000), "</u></b></i></td>".repeat(40_000));
        assert!(read(&source, &Limits::default()).is_ok());
    }

    proptest! {
        #[test]
        fn any_source_maps_back(source in "(<|</|>|<!--|-->|<p|<a href=|<div>|</div>|<b>|</b>|<br>|<title>|</title>|<script>|</script>|<pre>|<noscript>|</noscript>|<span hidden>|</span>|<table>|<td>|<svg/>|&copy;|&#169|&amp|&x;|&|©|年|\u{301}| |\n|\r\n|\r|\0|'|\"|=|/|[a-z0-9]|</>|<?|<![CDATA\\[|]]>){0,60}") {
            check(&source, &page(&source));
        }

        #[test]
        fn any_string_maps_back(source in any::<String>()) {
            check(&source, &page(&source));
        }
    }
}
