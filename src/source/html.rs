//! HTML to reading text: a tokenizer with spans, never a tree, since a tree of hostile nesting costs more
//! than linear time. What a browser would not show is kept too, marked as hidden.

use super::error::ReadError;
use super::page::{Page, Read};
use super::reference::pieces;
use super::token::{Token, Tokens};
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
    let mut tokens = Tokens::new(source, part, switches);
    let mut noscript = false;
    let mut seen = part.start;
    while let Some((token, span)) = tokens.next() {
        match token {
            Token::Start(closed) => {
                noscript = switches && tokens.name() == b"noscript";
                page.start(tokens.name(), tokens.attributes(), closed, span);
            }
            Token::End => {
                noscript = false;
                page.end(tokens.name(), span);
            }
            Token::Text(_) if noscript => fragment(page, span, false),
            Token::Text(_) if page.drops() => page.drop(span),
            Token::Text(content) => {
                let raw = span.of(source);
                pieces(raw, content, span.start, &mut |value, span| page.text(value, span));
            }
            Token::Comment => page.unseen(inner(span, source), Place::Comment),
            Token::Doctype => {}
        }
        seen = span.end;
    }
    let rest = Span::new(seen, part.end);
    // A tag or comment that is cut off by the end: no browser shows it, a reader of the source sees it.
    if !rest.of(source).trim().is_empty() {
        page.unseen(rest, Place::Hidden);
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

        // Behind the article of the page one is enough, and so is the title alone; a house is no title.
        let article = format!("<article><h1>K</h1><p>{}</p></article>", "word ".repeat(100));
        let title = "<div><a href=/t>Storm shuts the harbour (Press)</a></div>";
        for (behind, teased) in
            [(one.as_str(), 3), (title, 1), ("<p><a href=/p>The Penwick Press</a></p>", 0)]
        {
            for (page, teased) in
                [(article.clone() + behind, teased), (behind.to_owned() + &article, 0)]
            {
                let all = blocks(&page);
                let count = all.iter().filter(|block| block.1 == Place::Teaser).count();
                assert_eq!(count, teased, "{page}");
            }
        }

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
