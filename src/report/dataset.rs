//! What is said of a dataset as a whole and stands in none of its articles: its name, who made it, where it is, under
//! which licence it is given on. Formats that describe a dataset to others (Croissant, SPDX) must say these things, and
//! nothing here is guessed: they come from a file that somebody wrote.
//!
//! ```yaml
//! dataset: harbour-news
//! version: "2026.11"
//! description: Articles of harbour towns, as text.
//! url: https://example.org/harbour-news
//! creator: { name: Example Lab, url: https://example.org }
//! published: 2026-11-22
//! licences: [CC-BY-4.0]
//! ```

use jiff::civil::Date;
use serde::Deserialize;

use crate::limits::Limits;
use crate::yaml::{self, Step, YamlError};

/// What is said of a dataset as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// Its name.
    #[serde(rename = "dataset")]
    pub name: String,
    /// Its version.
    pub version: String,
    /// A sentence about it.
    pub description: String,
    /// Where it can be had.
    pub url: String,
    /// Who made it.
    pub creator: Creator,
    /// The day on which it was given out.
    pub published: Date,
    /// The day on which it was made; the day of [`Dataset::published`] where it is not said.
    #[serde(default)]
    pub built: Option<Date>,
    /// The licences that it is given out under as a whole, at least one: SPDX ids or addresses. What its articles are
    /// under is another matter, and is read from them.
    pub licences: Vec<String>,
    /// How to cite it.
    #[serde(default)]
    pub citation: Option<String>,
    /// How the articles were gathered.
    #[serde(default)]
    pub collection: Option<String>,
    /// What it is for.
    #[serde(default)]
    pub intended_use: Option<String>,
    /// What personal or sensitive information it holds.
    #[serde(default)]
    pub personal_information: Option<String>,
}

/// Who made a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Creator {
    /// The name.
    pub name: String,
    /// The address.
    #[serde(default)]
    pub url: Option<String>,
}

impl Dataset {
    /// Reads `text`, the content of `file`.
    ///
    /// # Errors
    ///
    /// Where it is no YAML, a key is missing or unknown, or a value is not what it should be; with line and column.
    pub fn load(file: &str, text: &str, limits: &Limits) -> Result<Self, YamlError> {
        let dataset: Self = yaml::load(file, text, limits)?;
        let wrong = |path: &[Step<'_>], said: String| Err(YamlError::at(file, text, path, said));
        let named = [
            (&[Step::Key("dataset")][..], &dataset.name),
            (&[Step::Key("version")], &dataset.version),
            (&[Step::Key("description")], &dataset.description),
            (&[Step::Key("creator"), Step::Key("name")], &dataset.creator.name),
        ];
        if let Some((path, _)) = named.iter().find(|(_, value)| value.trim().is_empty()) {
            return wrong(path, "must not be empty".to_owned());
        }
        if !is_address(&dataset.url) {
            return wrong(&[Step::Key("url")], "must be an address: https://…".to_owned());
        }
        let known = |licence: &str| spdx::license_id(licence).is_some_and(|id| id.name == licence);
        let mut licences = dataset.licences.iter().enumerate();
        if let Some((at, licence)) = licences.find(|(_, one)| !known(one) && !is_address(one)) {
            let said = format!("`{licence}` is no SPDX licence id and no address: https://…");
            return wrong(&[Step::Key("licences"), Step::Item(at)], said);
        }
        if dataset.licences.is_empty() {
            return wrong(&[Step::Key("licences")], "must name at least one licence".to_owned());
        }
        Ok(dataset)
    }

    /// The day on which it was made.
    pub fn built(&self) -> Date {
        self.built.unwrap_or(self.published)
    }
}

/// Whether it can stand where an address must: absolute, of the web, and nothing in it that must be escaped.
pub(super) fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"<>\"\\^`{|}[]".contains(c);
    let encoded = text
        .split('%')
        .skip(1)
        .all(|after| after.get(..2).is_some_and(|hex| hex.chars().all(|c| c.is_ascii_hexdigit())));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && text.chars().all(plain)
        && encoded
        && text.matches('#').count() <= 1
}

/// The address of a licence that is named by its SPDX id or by its address.
pub(super) fn licence_address(licence: &str) -> String {
    if licence.contains("://") {
        return licence.to_owned();
    }
    format!("https://spdx.org/licenses/{licence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "dataset: a\nversion: '1'\ndescription: b\nurl: https://example.org\ncreator: { name: c }\npublished: 2026-01-31\nlicences: [CC0-1.0]\n";

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let load = |text: &str| Dataset::load("d.yaml", text, &Limits::default());
        let whole = load(WHOLE).unwrap();
        assert_eq!((whole.name.as_str(), whole.built()), ("a", whole.published));
        for (from, to, line, said) in [
            ("dataset: a", "dataset: ' '", 1, "must not be empty"),
            ("https://example.org", "example.org", 4, "must be an address"),
            ("https://example.org", "'https://e.org/a b'", 4, "must be an address"),
            ("2026-01-31", "January", 6, ""),
            ("[CC0-1.0]", "[]", 7, "at least one"),
            ("[CC0-1.0]", "[CC0]", 7, "`CC0` is no SPDX licence id"),
            ("licences", "license", 7, "license"),
        ] {
            let error = load(&WHOLE.replace(from, to)).unwrap_err();
            assert_eq!(error.line, line, "{error}");
            assert!(error.to_string().contains(said), "{error}");
        }
    }

    #[test]
    fn an_address_is_of_the_web_and_whole() {
        for text in ["https://example.org/a%20b?c#d", "http://1.2.3.4/"] {
            assert!(is_address(text), "{text}");
        }
        for text in
            ["", "https://", "javascript:x", "https://a b", "https://a/%zz", "https://a#b#c"]
        {
            assert!(!is_address(text), "{text}");
        }
    }
}
