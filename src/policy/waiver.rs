//! A waiver: somebody's decision, with a reason and an end, that a clause does not count for some
//! documents. One that has expired or is never used is itself a finding: nobody looks after it.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::glob::PathGlob;
use super::word::{Digest, Id, Sentence};
use crate::document::Identity;

/// A decision that a clause does not count for some documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The clause, by its id.
    pub clause: Id,
    /// The documents, by their paths.
    #[serde(default)]
    pub documents: Vec<PathGlob>,
    /// The documents, by the SHA-256 of their bytes: an edited document is another one. Where both are given,
    /// both must fit; one of them must be given.
    #[serde(default)]
    pub sha256: Vec<Digest>,
    /// Why.
    pub reason: Sentence,
    /// Who decided it.
    pub by: Sentence,
    /// The last day.
    pub expires: Date,
}

impl Waiver {
    /// Whether it names this document.
    pub fn is_about(&self, document: &Identity) -> bool {
        let digest = |one: &Digest| one.as_str() == document.sha256;
        (self.documents.is_empty() || self.documents.iter().any(|glob| glob.fits(document)))
            && (self.sha256.is_empty() || self.sha256.iter().any(digest))
            && !self.names_nothing()
    }

    /// Whether it says of no document that it is meant.
    pub(super) const fn names_nothing(&self) -> bool {
        self.documents.is_empty() && self.sha256.is_empty()
    }

    /// Whether its last day is over.
    pub fn has_expired(&self, day: Date) -> bool {
        day > self.expires
    }

    /// The documents as written.
    pub fn what(&self) -> String {
        let globs = self.documents.iter().map(ToString::to_string);
        let digests = self.sha256.iter().map(|one| format!("sha256 {}…", one.short()));
        globs.chain(digests).collect::<Vec<_>>().join(", ")
    }

    /// Whether another one takes away the same clause for the same documents.
    pub(super) fn covers_the_same(&self, other: &Self) -> bool {
        self.clause == other.clause
            && self.documents == other.documents
            && self.sha256 == other.sha256
    }
}

impl fmt::Display for Waiver {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "of {} for {}", self.clause, self.what())
    }
}
