//! What an organisation has published about the use of its copy, outside of any article: in its terms of
//! use, in an announcement. It holds for its copy wherever that is printed.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::{Action, Modality};

/// A published stance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stance {
    /// What it is about.
    pub actions: Vec<Action>,
    /// `prohibited` or `permission-required`: what permits stands in the article, or is an agreement.
    pub modality: Modality,
    /// The day on which it was published or seen.
    pub as_of: Date,
    /// Where it was published, an address.
    pub source: String,
}

impl Stance {
    /// Why it cannot be a stance; `None` where it can.
    pub fn wrong(&self) -> Option<&'static str> {
        if !self.modality.restricts() {
            Some("a stance is `prohibited` or `permission-required`: a permission is an agreement")
        } else if self.actions.is_empty() {
            Some("a stance names the actions that it is about")
        } else if !self.source.starts_with("https://") && !self.source.starts_with("http://") {
            Some("the source of a stance is the address where it was published")
        } else {
            None
        }
    }
}
