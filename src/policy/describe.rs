//! Conditions in plain sentences, for `clearance explain`.

use std::fmt::Display;

use serde::Serialize;

use super::values::OneOrMany;
use super::word::Confidence;

/// A noun with what is asked of it.
pub(super) struct Phrase {
    noun: &'static str,
    asked: Vec<String>,
}

impl Phrase {
    pub(super) fn new(noun: &'static str) -> Self {
        Self { noun, asked: Vec::new() }
    }

    /// A field that fits by any of its values.
    pub(super) fn list<T: Display>(self, what: &str, field: Option<&OneOrMany<T>>) -> Self {
        self.joined(what, field, " or ", ToString::to_string)
    }

    /// A field that fits only by all of its values.
    pub(super) fn every<T: Display>(self, what: &str, field: Option<&OneOrMany<T>>) -> Self {
        self.joined(what, field, " and ", ToString::to_string)
    }

    /// A field of words that are known only by how they are written down.
    pub(super) fn words<T: Serialize>(self, what: &str, field: Option<&OneOrMany<T>>) -> Self {
        self.joined(what, field, " or ", |value| {
            let word = serde_json::to_value(value).ok();
            word.as_ref().and_then(|word| word.as_str()).unwrap_or_default().to_owned()
        })
    }

    fn joined<T>(
        mut self,
        what: &str,
        field: Option<&OneOrMany<T>>,
        by: &str,
        word: impl Fn(&T) -> String,
    ) -> Self {
        if let Some(values) = field {
            let words: Vec<String> = values.iter().map(word).collect();
            self.asked.push(format!("{what} {}", words.join(by)));
        }
        self
    }

    pub(super) fn with(mut self, said: Option<impl Into<String>>) -> Self {
        self.asked.extend(said.map(Into::into));
        self
    }

    /// Bounds of the confidence.
    pub(super) fn sure(self, least: Option<Confidence>, below: Option<Confidence>) -> Self {
        let least = least.map(|least| format!("read with confidence {} or more", least.value()));
        let below = below.map(|below| format!("read with confidence below {}", below.value()));
        self.with(least).with(below)
    }

    pub(super) fn end(self) -> String {
        if self.asked.is_empty() {
            format!("any {}", self.noun.trim_start_matches("an ").trim_start_matches("a "))
        } else {
            format!("{} {}", self.noun, self.asked.join(", "))
        }
    }
}
