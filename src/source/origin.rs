//! What markup and rows say of the origin of a document apart from its text: authors, publisher, site and
//! host. Names in `<meta>`, schema.org JSON-LD of articles (<https://schema.org/Article>) and the origin fields of
//! rows.

use std::collections::HashSet;

use foldhash::fast::RandomState;
use serde_json::Value;

use crate::document::{Origin, OriginKind};
use crate::record::Evidence;
use crate::text::Span;

/// What the articles of JSON-LD say of their origin, and where.
const SAID: [(&str, OriginKind); 8] = [
    ("author", OriginKind::Author),
    ("creator", OriginKind::Author),
    ("contributor", OriginKind::Contributor),
    ("translator", OriginKind::Translator),
    ("editor", OriginKind::Editor),
    ("sourceOrganization", OriginKind::Source),
    ("publisher", OriginKind::Publisher),
    ("copyrightHolder", OriginKind::Holder),
];
/// The most characters of a value; longer ones are no names.
const LONG: usize = 160;
/// The most characters of a quote.
const QUOTED: usize = 200;
/// How deep articles are looked for in JSON-LD.
const DEPTH: usize = 4;

/// What `<meta name=…>` says, by its key in lower case.
pub(super) fn of_meta(key: &str) -> Option<OriginKind> {
    Some(match key {
        "author"
        | "article:author"
        | "parsely-author"
        | "cxenseparse:author"
        | "dc.creator"
        | "dcterms.creator"
        | "byl"
        | "sailthru.author"
        | "citation_author"
        | "og:article:author"
        | "article:author_name"
        | "twitter:data1:author" => OriginKind::Author,
        "og:site_name" | "application-name" | "al:ios:app_name" => OriginKind::Site,
        "publisher" | "dc.publisher" | "dcterms.publisher" | "article:publisher_name" => {
            OriginKind::Publisher
        }
        "dc.source" | "syndication-source" | "original-source" | "article:source" => {
            OriginKind::Source
        }
        _ => return None,
    })
}

/// What a field of a row says, by its name in lower case.
pub(super) fn of_field(name: &str) -> Option<OriginKind> {
    Some(match name {
        "author" | "authors" | "byline" | "creator" => OriginKind::Author,
        "publisher" => OriginKind::Publisher,
        "source" | "credit" | "agency" => OriginKind::Source,
        _ => return None,
    })
}

/// Gathers the statements of one source.
#[derive(Debug, Default)]
pub(super) struct Origins {
    all: Vec<Origin>,
    /// What was kept, to tell what comes again.
    known: HashSet<(OriginKind, String), RandomState>,
    /// Where lines were counted up to.
    counted: Counted,
}

/// A place in a source: its byte, its line from 0 and where that begins.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    at: usize,
    line: usize,
    start: usize,
}

impl Counted {
    /// Counts on to a place, or from the beginning where it is behind.
    fn to(&mut self, source: &str, at: usize) {
        if at < self.at {
            *self = Self::default();
        }
        let between = Span::new(self.at, at).of(source).as_bytes();
        for found in memchr::memchr_iter(b'\n', between) {
            self.line += 1;
            self.start = self.at + found + 1;
        }
        self.at = at;
    }
}

impl Origins {
    /// Keeps a value that stands at `span` of `source`. What is no name is left out: addresses, long text.
    pub(super) fn push(&mut self, kind: OriginKind, text: &str, source: &str, span: Span) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let host = matches!(kind, OriginKind::Host | OriginKind::Canonical);
        let address = !host && text.contains("://");
        if text.is_empty()
            || address
            || self.all.len() >= Origin::MOST
            || first(&text, LONG).len() < text.len()
            || !self.known.insert((kind, text.clone()))
        {
            return;
        }
        let evidence = evidence(None, source, (span, &mut self.counted), &text);
        self.all.push(Origin { kind, text, evidence });
    }

    /// Keeps what a script of type `application/ld+json` says of its articles. What is not JSON says
    /// nothing.
    pub(super) fn json_ld(&mut self, source: &str, span: Span) {
        let script = span.of(source);
        let Ok(value) = serde_json::from_str::<Value>(script.trim()) else { return };
        let mut found = Vec::new();
        articles(&value, DEPTH, &mut found);
        // Names stand one behind the other, but for what is written in another order.
        let mut last = 0;
        for (kind, name) in found {
            // As it stands in the script, without the quotation marks around it.
            let written = serde_json::to_string(&name).unwrap_or_default();
            let behind =
                script.get(last..).and_then(|rest| rest.find(&written)).map(|at| last + at);
            let at = behind.or_else(|| script.find(&written)).map_or(span, |at| {
                last = at;
                let start = span.start + at + 1;
                Span::new(start, start + written.len().saturating_sub(2))
            });
            self.push(kind, &name, source, at);
        }
    }

    /// Keeps the host of an address: the page's own (`OriginKind::Host`), or of the text that it repeats.
    pub(super) fn address(&mut self, kind: OriginKind, address: &str, source: &str, span: Span) {
        if let Some(host) = host(address) {
            self.push(kind, host, source, span);
        }
    }

    /// What was kept, in the order of the source. A `canonical` link is the page's own address unless the page
    /// gives another for itself.
    pub(super) fn finish(self) -> Vec<Origin> {
        let mut all = self.all;
        let own = all.iter().find(|origin| origin.kind == OriginKind::Host);
        let own = own.map(|origin| origin.text.clone());
        for origin in all.iter_mut().filter(|origin| origin.kind == OriginKind::Canonical) {
            if own.as_ref().is_none_or(|own| is_within(own, &origin.text)) {
                origin.kind = OriginKind::Host;
            }
        }
        all
    }
}

/// What one field of a row says: the whole of it is the evidence.
pub(super) fn of_row(kind: OriginKind, field: &str, value: &str) -> Option<Origin> {
    let text = match kind {
        OriginKind::Host => host(value)?.to_owned(),
        _ => value.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    if text.is_empty() || first(&text, LONG).len() < text.len() {
        return None;
    }
    let quote = first(value, QUOTED);
    let place = (Span::new(0, quote.len()), &mut Counted::default());
    let evidence = evidence(Some(field), value, place, quote);
    Some(Origin { kind, text, evidence })
}

fn evidence(
    field: Option<&str>,
    source: &str,
    (span, counted): (Span, &mut Counted),
    quote: &str,
) -> Evidence {
    counted.to(source, span.start);
    let column = Span::new(counted.start, span.start).of(source).chars().take(100_000).count() + 1;
    Evidence {
        field: field.map(str::to_owned),
        start: span.start,
        end: span.end,
        line: counted.line + 1,
        column,
        quote: first(quote, QUOTED).to_owned(),
    }
}

/// The first characters of a text.
fn first(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    text.char_indices().nth(characters).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Whether one host is the other or is under it: `m.harbour.example` and `harbour.example`.
fn is_within(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The host of an address, without `www.`.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.trim().split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

/// The names that the articles of a JSON-LD value give, in their order.
fn articles(value: &Value, depth: usize, found: &mut Vec<(OriginKind, String)>) {
    if depth == 0 || found.len() >= Origin::MOST {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|one| articles(one, depth - 1, found)),
        Value::Object(object) => {
            if object.get("@type").is_some_and(is_article) {
                for (key, kind) in SAID {
                    names(object.get(key), &mut |name| found.push((kind, name.to_owned())));
                }
            }
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = object.get(key) {
                    articles(inner, depth - 1, found);
                }
            }
        }
        _ => {}
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            ["Article", "Posting", "Report", "Review"].iter().any(|end| kind.ends_with(end))
        }
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

fn names(value: Option<&Value>, give: &mut dyn FnMut(&str)) {
    match value {
        Some(Value::String(name)) => give(name),
        Some(Value::Array(all)) => {
            all.iter().take(Origin::MOST).for_each(|one| names(Some(one), give));
        }
        Some(Value::Object(object)) => {
            if let Some(Value::String(name)) = object.get("name") {
                give(name);
            } else if let Some(many @ Value::Array(_)) = object.get("name") {
                names(Some(many), give);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_addresses() {
        assert_eq!(host("https://www.example.com/a"), Some("example.com"));
        assert_eq!(host("http://u:p@news.example.co.uk:8080?x"), Some("news.example.co.uk"));
        assert_eq!(host("example.com/a"), None);
        assert_eq!(host("https://localhost/a"), None);
    }

    #[test]
    fn articles_name_their_authors_and_no_others() {
        let source = r#"{"@graph": [
            {"@type": "WebSite", "author": "Nobody"},
            {"@type": ["NewsArticle"], "author": [{"@type": "Person", "name": "AFP"}, "A. Writer"],
             "publisher": {"name": "The Example"}}]}"#;
        let mut origins = Origins::default();
        origins.json_ld(source, Span::new(0, source.len()));
        let all = origins.finish();
        let told: Vec<(OriginKind, &str)> =
            all.iter().map(|origin| (origin.kind, origin.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (OriginKind::Author, "AFP"),
                (OriginKind::Author, "A. Writer"),
                (OriginKind::Publisher, "The Example"),
            ]
        );
        for origin in &all {
            let span = Span::new(origin.evidence.start, origin.evidence.end);
            assert_eq!(span.of(source), origin.text);
            assert!(origin.evidence.line > 1);
        }
    }

    #[test]
    fn articles_say_who_had_a_part_in_them() {
        let source = r#"{"@type": "NewsArticle", "copyrightHolder": {"name": "The Example"}, "creator": "dpa",
            "editor": [{"name": "E. Name"}], "translator": {"@type": "Person", "name": "T. Name"},
            "contributor": "AFP"}"#;
        let mut origins = Origins::default();
        origins.json_ld(source, Span::new(0, source.len()));
        let all = origins.finish();
        let told: Vec<_> = all.iter().map(|origin| (origin.kind, origin.text.as_str())).collect();
        let want = [
            (OriginKind::Author, "dpa"),
            (OriginKind::Contributor, "AFP"),
            (OriginKind::Translator, "T. Name"),
            (OriginKind::Editor, "E. Name"),
            (OriginKind::Holder, "The Example"),
        ];
        assert_eq!(told, want);
        // In another order than they are written: each has its own line.
        assert_eq!(
            all.iter().map(|origin| origin.evidence.line).collect::<Vec<_>>(),
            [1, 3, 2, 2, 1]
        );
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        let mut origins = Origins::default();
        for source in ["{", "[[[[[[[[[", "\"AFP\"", "{\"@type\":\"NewsArticle\",\"author\":7}"] {
            origins.json_ld(source, Span::new(0, source.len()));
        }
        assert!(origins.finish().is_empty());
    }
}
