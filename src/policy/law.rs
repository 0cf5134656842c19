//! What a policy rests on: the country, the purpose, the provisions, and the day by which somebody has to
//! look whether they still hold. A ready policy states it; none of it is legal advice.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::word::{Id, Sentence};

/// The legal ground of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// ISO 3166-1 alpha-2 of the country, or `EU`.
    pub jurisdiction: Jurisdiction,
    /// What for, in a word: `commercial`, `research`.
    pub purpose: Id,
    /// The provisions it rests on.
    pub basis: Vec<Provision>,
    /// The day for which the law is stated.
    pub as_of: Date,
    /// The day by which it has to be looked at again.
    pub review_by: Date,
    /// What it is not: legal advice. Must be written, so that it is read.
    pub advice: Sentence,
}

/// One provision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// Which, as lawyers cite it.
    pub provision: Sentence,
    /// What it says that matters here.
    pub says: Sentence,
    /// The address of its text.
    pub source: Sentence,
}

/// ISO 3166-1 alpha-2 of a country, or `EU`; upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jurisdiction(String);

impl Jurisdiction {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Jurisdiction {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::word::parsed(deserializer, "a country", |text| {
            if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
                Ok(Self(text.to_owned()))
            } else {
                Err(format!("`{text}` is not a country of two capital letters (`JP`), nor `EU`"))
            }
        })
    }
}

impl Law {
    /// Whether the day by which it has to be looked at again is over.
    pub fn is_overdue(&self, day: Date) -> bool {
        day > self.review_by
    }

    /// The ground in plain sentences, a line each.
    pub fn describe(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "{}, {} (as of {}, to be reviewed by {})",
            self.jurisdiction.as_str(),
            self.purpose,
            self.as_of,
            self.review_by
        )];
        lines.extend(self.basis.iter().map(|one| {
            let (provision, says) = (one.provision.as_str(), one.says.as_str());
            format!("{provision}: {says} <{}>", one.source.as_str())
        }));
        lines.push(self.advice.as_str().to_owned());
        lines
    }
}
