//! The fields of a row as a document: which one is the text, which ones say whose it is. Guessed from
//! the names that datasets use, or given.

use super::error::ReadError;
use super::html;
use super::json::{Fields, Value};
use super::origin;
use super::plain;
use super::sniff::{Format, is_html_fragment};
use crate::document::{Document, Identity, OriginKind, Passage};
use crate::limits::Limits;
use crate::record::{Channel, Coverage, Problem};

/// Which field of a row is what. What is `None` is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    /// The article.
    pub text: Option<String>,
    /// The address it was published under.
    pub url: Option<String>,
    /// What the row is called.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// The language it is in.
    pub language: Option<String>,
    /// Who owns it or on what terms, in words or as a licence.
    pub rights: Option<String>,
}

const TEXT: &[&str] = &[
    "text",
    "content",
    "body",
    "raw_content",
    "article",
    "article_body",
    "articlebody",
    "maintext",
    "full_text",
    "fulltext",
    "markdown",
];
const HTML: &[&str] = &["html", "raw_html", "content_html", "body_html", "html_content"];
const SUMMARY: &[&str] = &["description", "summary"];
const URL: &[&str] = &["url", "link", "canonical_url"];
const ID: &[&str] = &["id"];
const TITLE: &[&str] = &["title", "headline"];
const DATE: &[&str] = &["date", "published", "date_published", "datepublished", "published_at"];
const LANGUAGE: &[&str] = &["lang", "language"];
const RIGHTS: &[&str] = &[
    "license",
    "licence",
    "rights",
    "copyright",
    "usage_terms",
    "license_url",
    "copyright_notice",
    "rights_holder",
    "dc:rights",
];
const ORIGIN: &[&str] =
    &["author", "authors", "byline", "creator", "source", "publisher", "credit", "agency"];
const HEADERS: &[&str] = &["headers", "http_headers"];

/// The names of fields that a failure lists, and the characters of each.
const LISTED: (usize, usize) = (12, 40);

struct Row<'a> {
    fields: &'a Fields,
}

impl<'a> Row<'a> {
    /// The fields of one purpose: the one that was given, else all of the names known, in their order.
    fn all(
        &self,
        given: Option<&String>,
        names: &[&str],
    ) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let mut found = Vec::new();
        match given {
            Some(name) => found.extend(self.fields.iter().filter(|(key, _)| key == name)),
            None => {
                for name in names {
                    let named = |(key, _): &&(String, Value)| key.eq_ignore_ascii_case(name);
                    found.extend(self.fields.iter().filter(named));
                }
            }
        }
        found.into_iter().map(|(key, value)| (key.as_str(), value))
    }

    fn first(&self, given: Option<&String>, names: &[&str]) -> Option<String> {
        let text = self.all(given, names).find_map(|(_, value)| value.text())?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// Makes a document of the fields of a row. `identity` holds what is known of it already.
#[expect(clippy::result_large_err, reason = "a document is larger still")]
pub(super) fn document(
    fields: &Fields,
    mapping: &Mapping,
    mut identity: Identity,
    limits: &Limits,
) -> Result<Document, (Identity, ReadError)> {
    let row = Row { fields };
    Format::Json.media_type().clone_into(&mut identity.media_type);
    // The id of a file that is one object is its path: only what is one of many is named by its field.
    if identity.locator.is_some()
        && let Some(id) = row.first(mapping.id.as_ref(), ID)
    {
        identity.id = id;
    }
    identity.url = row.first(mapping.url.as_ref(), URL);
    identity.title = row.first(mapping.title.as_ref(), TITLE);
    identity.published = row.first(mapping.date.as_ref(), DATE);
    let mut document = Document {
        identity,
        passages: Vec::new(),
        origins: Vec::new(),
        declared_language: row.first(mapping.language.as_ref(), LANGUAGE),
        coverage: Coverage::default(),
        problems: duplicates(fields),
    };
    let mut pages = false;
    let result = fill(&row, mapping, limits, &mut document, &mut pages);
    if let Err(error) = result {
        return Err((document.identity, error));
    }
    document.coverage = coverage(&row, &document, pages);
    Ok(document)
}

fn fill(
    row: &Row<'_>,
    mapping: &Mapping,
    limits: &Limits,
    document: &mut Document,
    pages: &mut bool,
) -> Result<(), ReadError> {
    let given = mapping.text.as_ref();
    let title = row.all(mapping.title.as_ref(), TITLE);
    for (field, value) in title.chain(row.all(None, SUMMARY)) {
        if let Some(text) = value.text() {
            document.passages.push(plain::passage(Some(field.to_owned()), bounded(text, limits)?));
        }
    }
    // The first that holds something; where a text and its page come together, both: an extractor may
    // have cut off the footer.
    let texts: Vec<_> =
        row.all(given, TEXT).filter_map(|(field, value)| Some((field, value.text()?))).collect();
    let first = texts.iter().find(|(_, text)| !text.trim().is_empty()).or(texts.first());
    let mut has_text = false;
    if let Some((chosen, _)) = first {
        for (field, text) in texts.iter().filter(|(field, _)| field == chosen) {
            has_text = true;
            let html = HTML.iter().any(|name| name.eq_ignore_ascii_case(field));
            *pages |= push(document, field, text, html || is_html_fragment(text), limits)?;
        }
    }
    if given.is_none() {
        for (field, value) in row.all(None, HTML) {
            if let Some(text) = value.text() {
                has_text = true;
                *pages |= push(document, field, text, true, limits)?;
            }
        }
    }
    let mut has_rights = false;
    for (field, value) in row.all(mapping.rights.as_ref(), RIGHTS) {
        if let Some(text) = value.text() {
            has_rights = true;
            document.passages.push(metadata(field, bounded(text, limits)?));
        }
    }
    if !has_text && (given.is_some() || !has_rights) {
        return Err(ReadError::NoText { fields: listed(row.fields) });
    }
    for (field, value) in row.all(None, ORIGIN) {
        if Some(field) != given.map(String::as_str)
            && let Some(text) = value.text()
        {
            let kind = origin::of_field(&field.to_ascii_lowercase());
            document.origins.extend(kind.and_then(|kind| origin::of_row(kind, field, text)));
            document.passages.push(metadata(field, bounded(text, limits)?));
        }
    }
    for (field, value) in row.all(mapping.url.as_ref(), URL) {
        if let Some(text) = value.text() {
            document.origins.extend(origin::of_row(OriginKind::Host, field, text));
        }
    }
    Ok(())
}

fn bounded(text: &str, limits: &Limits) -> Result<String, ReadError> {
    if text.len() > limits.document_bytes {
        return Err(ReadError::TooLarge { limit: limits.document_bytes });
    }
    Ok(text.to_owned())
}

fn metadata(field: &str, source: String) -> Passage {
    Passage::plain(Some(field.to_owned()), Channel::Metadata, source)
}

fn push(
    document: &mut Document,
    field: &str,
    text: &str,
    html: bool,
    limits: &Limits,
) -> Result<bool, ReadError> {
    let source = bounded(text, limits)?;
    if !html {
        document.passages.push(plain::passage(Some(field.to_owned()), source));
        return Ok(false);
    }
    let read = html::read(&source, limits)?;
    let identity = &mut document.identity;
    identity.title = identity.title.take().or(read.facts.title);
    identity.url = identity.url.take().or(read.facts.url);
    identity.published = identity.published.take().or(read.facts.published);
    document.declared_language = document.declared_language.take().or(read.facts.language);
    document.origins.extend(read.origins.into_iter().map(|mut origin| {
        origin.evidence.field = Some(field.to_owned());
        origin
    }));
    document.passages.push(Passage {
        field: Some(field.to_owned()),
        channel: Channel::Text,
        source,
        reading: Some(read.reading),
        blocks: read.blocks,
        links: read.links,
    });
    Ok(true)
}

fn duplicates(fields: &Fields) -> Vec<Problem> {
    let mut names: Vec<&str> = fields.iter().map(|(key, _)| key.as_str()).collect();
    names.sort_unstable();
    let mut twice: Vec<&str> =
        names.iter().zip(names.iter().skip(1)).filter(|(a, b)| a == b).map(|(a, _)| *a).collect();
    twice.dedup();
    let (count, length) = LISTED;
    let told = twice.iter().take(count).map(|name| {
        let name: String = name.chars().take(length).collect();
        Problem::new("duplicate-key", format!("the field {name:?} comes more than once"))
    });
    told.collect()
}

fn listed(fields: &Fields) -> String {
    let (count, length) = LISTED;
    let mut names: Vec<String> = fields
        .iter()
        .take(count)
        .map(|(key, _)| format!("{:?}", key.chars().take(length).collect::<String>()))
        .collect();
    if fields.len() > count {
        names.push(format!("{} more", fields.len() - count));
    }
    if names.is_empty() { "no fields at all".to_owned() } else { names.join(", ") }
}

fn coverage(row: &Row<'_>, document: &Document, page: bool) -> Coverage {
    let metadata = document.passages.iter().any(|p| p.channel == Channel::Metadata);
    let headers = row.all(None, HEADERS).next().is_some();
    let mut coverage = super::coverage(page);
    if headers {
        coverage.missing.retain(|channel| *channel != Channel::HttpHeader);
        coverage.channels.push(Channel::HttpHeader);
    }
    if metadata {
        coverage.channels.push(Channel::Metadata);
    }
    coverage
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;
    use crate::document::Locator;

    fn read(text: &str, mapping: &Mapping) -> Result<Document, ReadError> {
        let identity = Identity { locator: Some(Locator::Line(1)), ..Identity::default() };
        document(&json::fields(text).unwrap(), mapping, identity, &Limits::default())
            .map_err(|(_, error)| error)
    }

    fn passages(document: &Document) -> Vec<(&str, Channel, &str)> {
        document
            .passages
            .iter()
            .map(|p| (p.field.as_deref().unwrap_or(""), p.channel, p.text()))
            .collect()
    }

    #[test]
    fn fields_are_guessed() {
        let row = r#"{"id":7,"Text":"T","html":"<p>P</p>","title":"H","URL":"u","date":"2025",
            "lang":"id","license":"CC0","license":"X","author":["A","B"],"headers":{},"body":"no"}"#;
        let row = read(row, &Mapping::default()).unwrap();
        assert_eq!(
            passages(&row),
            [
                ("title", Channel::Text, "H"),
                ("Text", Channel::Text, "T"),
                ("html", Channel::Text, "P"),
                ("license", Channel::Metadata, "CC0"),
                ("license", Channel::Metadata, "X"),
                ("author", Channel::Metadata, "A\nB"),
            ]
        );
        assert_eq!((row.identity.id.as_str(), row.identity.url.as_deref()), ("7", Some("u")));
        assert_eq!(row.declared_language.as_deref(), Some("id"));
        assert_eq!(row.problems[0].code, "duplicate-key");
        assert!(row.coverage.channels.contains(&Channel::HttpHeader));
        assert!(row.coverage.channels.contains(&Channel::Metadata));
    }

    #[test]
    fn fields_are_given() {
        let mapping = Mapping { text: Some("story".to_owned()), ..Mapping::default() };
        let row = read(r#"{"story":"S","text":"T"}"#, &mapping).unwrap();
        assert_eq!(passages(&row), [("story", Channel::Text, "S")]);
        assert!(matches!(read(r#"{"text":"T"}"#, &mapping), Err(ReadError::NoText { .. })));
    }

    #[test]
    fn a_row_without_text_says_which_fields_there_are() {
        let error = read(r#"{"a":"x","b":1}"#, &Mapping::default()).unwrap_err();
        assert!(error.to_string().contains(r#""a", "b""#), "{error}");
        assert!(read(r#"{"license":"CC0"}"#, &Mapping::default()).is_ok());
    }
}
