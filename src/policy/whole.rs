//! Conditions on a document as a whole: what it is, what it has and lacks, what could be seen of it, what
//! went wrong with it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::describe::Phrase;
use super::glob::{NameGlob, PathGlob};
use super::judge::Case;
use super::statement::any;
use super::template::{Hit, Place};
use super::values::OneOrMany;
use super::word::Or;
use crate::record::{Channel, Record};

/// Something that a document has or lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A claim of copyright.
    Notice,
    /// A term.
    Term,
    /// A licence.
    Licence,
    /// An organisation it comes from.
    Hop,
    /// An address.
    Url,
    /// A title.
    Title,
}

impl Part {
    const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Term => "term",
            Self::Licence => "licence",
            Self::Hop => "hop",
            Self::Url => "url",
            Self::Title => "title",
        }
    }

    fn stands_in(self, record: &Record) -> bool {
        let said = |text: Option<&String>| text.is_some_and(|text| !text.trim().is_empty());
        match self {
            Self::Notice => !record.notices.is_empty(),
            Self::Term => !record.terms.is_empty(),
            Self::Licence => !record.licences.is_empty(),
            Self::Hop => !record.attribution.hops.is_empty(),
            Self::Url => said(record.document.url.as_ref()),
            Self::Title => said(record.document.title.as_ref()),
        }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.word())
    }
}

/// A condition on the document. `has`, `lacks`, `channel_seen` and `channel_missing` with a list mean
/// all of it: facts of one document hold together; the other fields mean any of it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentTest {
    /// BCP 47 tag (`zh` fits `zh-Hant`), or `unknown`.
    language: Option<OneOrMany<Or<String>>>,
    /// Path.
    source: Option<OneOrMany<PathGlob>>,
    /// Host of its address.
    host: Option<OneOrMany<NameGlob>>,
    /// Media type.
    media_type: Option<OneOrMany<NameGlob>>,
    /// What there is.
    has: Option<OneOrMany<Part>>,
    /// What there is not.
    lacks: Option<OneOrMany<Part>>,
    /// Channels that could be seen.
    channel_seen: Option<OneOrMany<Channel>>,
    /// Channels that could not be seen.
    channel_missing: Option<OneOrMany<Channel>>,
}

impl DocumentTest {
    pub(super) fn hit(&self, case: &Case<'_>, hit: &mut Hit) -> bool {
        let record = case.record;
        let document = &record.document;
        let language = document.language.as_deref();
        let host = document.url.as_deref().map(host);
        let coverage = &record.coverage;
        let fits = any(self.language.as_ref(), |wanted| match (wanted, language) {
            (Or::Absent, None) => true,
            (Or::Value(wanted), Some(tag)) => speaks(tag, wanted),
            _ => false,
        }) && any(self.source.as_ref(), |glob| glob.fits(document))
            && any(self.host.as_ref(), |glob| host.as_deref().is_some_and(|host| glob.fits(host)))
            && any(self.media_type.as_ref(), |glob| glob.fits(&document.media_type))
            && all(self.has.as_ref(), |part| part.stands_in(record))
            && all(self.lacks.as_ref(), |part| !part.stands_in(record))
            && all(self.channel_seen.as_ref(), |one| coverage.channels.contains(one))
            && all(self.channel_missing.as_ref(), |one| !coverage.channels.contains(one));
        if fits && let Some(language) = language {
            hit.say(Place::Language, language);
        }
        fits
    }

    pub(super) fn describe(&self) -> String {
        Phrase::new("a document")
            .list("in the language", self.language.as_ref())
            .list("whose path is", self.source.as_ref())
            .list("from the host", self.host.as_ref())
            .list("of the media type", self.media_type.as_ref())
            .every("that has", self.has.as_ref())
            .every("that lacks", self.lacks.as_ref())
            .every("in which could be seen", self.channel_seen.as_ref())
            .every("in which could not be seen", self.channel_missing.as_ref())
            .end()
    }
}

fn all<T>(field: Option<&OneOrMany<T>>, fits: impl Fn(&T) -> bool) -> bool {
    field.is_none_or(|values| values.iter().all(fits))
}

/// Whether `tag` is `wanted` or a kind of it.
fn speaks(tag: &str, wanted: &str) -> bool {
    let (tag, wanted) = (tag.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    tag.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The host of an address, lower case, without user, port and the final dot.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// A condition on one problem.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProblemTest {
    /// Its code.
    code: Option<OneOrMany<NameGlob>>,
}

impl ProblemTest {
    pub(super) fn hit(&self, case: &Case<'_>, hit: &mut Hit) -> bool {
        let mut found = false;
        for problem in &case.record.problems {
            if any(self.code.as_ref(), |glob| glob.fits(&problem.code)) {
                found = true;
                hit.say(Place::Code, problem.code.as_str());
            }
        }
        found
    }

    /// Whether a problem with this code is meant.
    pub(super) fn names(&self, code: &str) -> bool {
        any(self.code.as_ref(), |glob| glob.fits(code))
    }

    pub(super) fn describe(&self) -> String {
        Phrase::new("a problem").list("with the code", self.code.as_ref()).end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_cut_out_of_addresses() {
        for (url, expected) in [
            ("https://www.Example.org/a?b", "www.example.org"),
            ("http://user:secret@example.org:8080/", "example.org"),
            ("example.org./x", "example.org"),
            ("https://evil.example\\@good.example/", "evil.example"),
            ("", ""),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }
}
