//! What one document adds to a survey: small, so that it can be handed from thread to thread for each of millions.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::document::Identity;
use crate::record::{Action, Channel, Modality, Record, Role, Scope};
use crate::report::Entry;
use crate::report::place::clipped;
use crate::report::shown::shown;

/// Characters of a name.
const NAME: usize = 120;
/// Characters of an address.
const ADDRESS: usize = 300;

/// What became of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It may be used.
    Allow,
    /// A person must look.
    Review,
    /// It may not be used.
    Deny,
    /// It was read, and no policy was asked.
    Recorded,
    /// It could not be read or judged.
    Failed,
}

/// Whom a document is from, by the first of these that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The domain that was registered (`example.co.uk` of `news.example.co.uk`), of its address.
    Domain(String),
    /// Its publisher, as it is named in the chain.
    Publisher(String),
    /// The holder of its first notice.
    Holder(String),
    /// Nobody is named.
    Unnamed,
}

/// A term that restricts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Restriction {
    /// Where it stands.
    pub channel: Channel,
    /// What it says.
    pub modality: Modality,
    /// Of what; empty means any use.
    pub actions: Vec<Action>,
}

/// What one document adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// Whom it is from.
    pub source: Source,
    /// What became of it.
    pub outcome: Outcome,
    /// Its raw bytes.
    pub bytes: u64,
    /// Its language, where it is known.
    pub language: Option<String>,
    /// The day it was published on, where it is said as a date.
    pub published: Option<Date>,
    /// Its media type; empty where nothing was read.
    pub media_type: String,
    /// The last part of the name of its file, with the dot.
    pub extension: Option<String>,
    /// Its licences: id and address.
    pub licences: BTreeSet<(String, Option<String>)>,
    /// Who claims it.
    pub holders: BTreeSet<String>,
    /// What restricts it.
    pub restrictions: BTreeSet<Restriction>,
    /// The channels that could be seen.
    pub channels: BTreeSet<Channel>,
}

impl Sighting {
    /// What an entry adds.
    pub fn of(entry: &Entry) -> Self {
        let document = entry.document();
        let (outcome, record) = match entry {
            Entry::Failed(_) => (Outcome::Failed, None),
            Entry::Judged(judged) => {
                let outcome = judged.verdict.as_ref().map_or(Outcome::Recorded, |verdict| {
                    match verdict.decision {
                        crate::policy::Decision::Allow => Outcome::Allow,
                        crate::policy::Decision::Review => Outcome::Review,
                        crate::policy::Decision::Deny => Outcome::Deny,
                    }
                });
                (outcome, Some(&judged.record))
            }
        };
        let day = document.published.as_deref().and_then(|text| text.get(..10)?.parse().ok());
        let mut sighting = Self {
            source: source(document, record),
            outcome,
            bytes: document.bytes,
            language: document.language.as_deref().map(|tag| bounded(tag, NAME)),
            published: day,
            media_type: bounded(&document.media_type, NAME),
            extension: extension(&document.source),
            licences: BTreeSet::new(),
            holders: BTreeSet::new(),
            restrictions: BTreeSet::new(),
            channels: BTreeSet::new(),
        };
        if let Some(record) = record {
            sighting.facts(record);
        }
        sighting
    }

    fn facts(&mut self, record: &Record) {
        for licence in &record.licences {
            let address = licence.url.as_deref().map(|url| bounded(url, ADDRESS));
            self.licences.insert((bounded(&licence.id, NAME), address));
        }
        let holders = record.notices.iter().filter_map(|notice| notice.holder.as_ref());
        self.holders.extend(holders.map(|holder| bounded(&holder.name, NAME)));
        for term in record.terms.iter().filter(|term| term.modality.restricts()) {
            let mut actions = term.actions.clone();
            actions.sort_unstable();
            let (channel, modality) = (term.channel, term.modality);
            self.restrictions.insert(Restriction { channel, modality, actions });
        }
        self.channels.extend(&record.coverage.channels);
    }
}

fn bounded(text: &str, most: usize) -> String {
    clipped(&shown(text), most)
}

fn source(document: &Identity, record: Option<&Record>) -> Source {
    if let Some(domain) = document.url.as_deref().and_then(domain) {
        return Source::Domain(domain);
    }
    let Some(record) = record else { return Source::Unnamed };
    let publisher = record.attribution.hops.iter().rfind(|hop| {
        hop.role == Role::Republisher && hop.scope.unwrap_or(Scope::Text) == Scope::Text
    });
    if let Some(hop) = publisher {
        return Source::Publisher(bounded(&hop.organisation.name, NAME));
    }
    let holder = record.notices.iter().find_map(|notice| notice.holder.as_ref());
    holder.map_or(Source::Unnamed, |holder| Source::Holder(bounded(&holder.name, NAME)))
}

/// The registered domain of an address; for a host that has none (a number, a name of one part) the host.
fn domain(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host,
        _ => host,
    };
    let host = host.trim_end_matches('.').to_lowercase();
    if host.is_empty() || host.len() > 253 || host.contains(char::is_whitespace) {
        return None;
    }
    let number = host.split('.').all(|part| part.parse::<u8>().is_ok());
    let registered = if number { None } else { psl::domain_str(&host) };
    Some(shown(registered.unwrap_or(&host)).into_owned())
}

/// The extension of a file: short and plain, or it is none.
fn extension(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    let plain = extension.chars().all(|c| c.is_ascii_alphanumeric());
    let short = (1..=10).contains(&extension.len());
    (!stem.is_empty() && plain && short).then(|| format!(".{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_what_somebody_registered() {
        for (url, wanted) in [
            ("https://news.example.co.uk/a?b#c", Some("example.co.uk")),
            ("http://WWW.Example.org:8080/", Some("example.org")),
            ("https://user:secret@example.com/", Some("example.com")),
            ("https://198.51.100.7/a", Some("198.51.100.7")),
            ("http://localhost/a", Some("localhost")),
            ("https://пример.рф/a", Some("пример.рф")),
            ("https:///a", None),
            ("/a/b", None),
            ("java script://x", None),
            ("https://a b/", None),
        ] {
            assert_eq!(domain(url).as_deref(), wanted, "{url}");
        }
    }

    #[test]
    fn an_extension_is_short_and_plain() {
        assert_eq!(extension("a/b.tar.gz").as_deref(), Some(".gz"));
        for path in ["a.b/c", ".hidden", "a.", "a.b*c", "a.verylongextension"] {
            assert_eq!(extension(path), None, "{path}");
        }
    }
}
