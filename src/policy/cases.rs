//! The cases that stand in a policy file: an article and what the policy has to say of it, for
//! `clearance policy test`. A policy is changed by people who cannot read all it decides; its cases can.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::values::OneOrMany;
use super::verdict::Decision;
use super::word::{Id, Sentence};

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyCase {
    /// What it shows.
    pub case: Sentence,
    /// The article as plain text or Markdown.
    #[serde(default)]
    pub text: Option<String>,
    /// The article as a page.
    #[serde(default)]
    pub html: Option<String>,
    /// The path it has, for clauses and waivers that name documents.
    #[serde(default)]
    pub document: Option<Sentence>,
    /// The address it has.
    #[serde(default)]
    pub url: Option<String>,
    /// What a column of rights says of it.
    #[serde(default)]
    pub rights: Option<String>,
    /// The day of the judgement; without it the day that is asked for.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// What the policy has to say.
    pub expect: Decision,
    /// The clauses that have to fire, these and no others; without it any may.
    #[serde(default)]
    pub clauses: Option<OneOrMany<Id>>,
}
