//! What stands in the way of a use: a prohibition of an act that the use cannot do without.
//! Facts from `rules/actions.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::Action;

/// One action and the acts it cannot be done without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionRule {
    /// The use.
    pub id: Action,
    /// What it means, in one sentence.
    pub meaning: String,
    /// Acts that are part of it: whoever forbids one of them forbids it.
    #[serde(default)]
    pub needs: Vec<Action>,
}

/// All actions.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Actions {
    list: Vec<ActionRule>,
}

impl Actions {
    /// The actions of these rules.
    pub fn new(list: Vec<ActionRule>) -> Self {
        Self { list }
    }

    /// All, in the order of the file.
    pub fn all(&self) -> &[ActionRule] {
        &self.list
    }

    /// Whether a restriction of `forbidden` stands in the way of `wanted`. A restriction of no named
    /// act is one of any use.
    pub fn bars(&self, forbidden: &[Action], wanted: Action) -> bool {
        forbidden.is_empty()
            || forbidden.contains(&wanted)
            || self
                .list
                .iter()
                .filter(|rule| rule.id == wanted)
                .any(|rule| rule.needs.iter().any(|need| forbidden.contains(need)))
    }
}
