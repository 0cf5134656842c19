//! A clause: when, then, because.

use schemars::JsonSchema;
use serde::Deserialize;

use super::condition::Condition;
use super::obligation::Duty;
use super::template::Template;
use super::verdict::Decision;
use super::word::Id;

/// One rule of a policy.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its name, kebab-case, unique in the policy.
    pub id: Id,
    /// What must be found.
    pub when: Condition,
    /// What follows.
    pub then: Decision,
    /// The sentence that a report gives as the reason.
    #[serde(default)]
    pub because: Option<Template>,
    /// What must be done with what is allowed.
    #[serde(default)]
    pub oblige: Vec<Duty>,
}

impl Clause {
    /// The clause in plain sentences.
    pub fn describe(&self) -> String {
        let mut text =
            format!("{}: {} a document with {}.", self.id, self.then, self.when.describe());
        if let Some(because) = &self.because {
            text = format!("{text} The reason given is \"{because}\".");
        }
        if !self.oblige.is_empty() {
            let duties: Vec<String> = self.oblige.iter().map(ToString::to_string).collect();
            text = format!("{text} It obliges to {}.", super::template::listed(&duties));
        }
        text
    }
}
