//! Named licences: how each is called and addressed, what it permits and what it obliges to.
//! Facts from `rules/licences.yaml`; what a licence permits is read from its legal text, not from its name.

use serde::Deserialize;

use crate::record::{Action, Condition};

/// One licence, or one family of licences whose version stands in the address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceRule {
    /// SPDX id without version (`CC-BY-NC`), or whole where there is none.
    pub id: String,
    /// Versions there are; the id with `-` and the version is the SPDX id. Empty: the id is whole.
    #[serde(default)]
    pub versions: Vec<String>,
    /// What it allows, on [`LicenceRule::obliges`].
    #[serde(default)]
    pub permits: Vec<Action>,
    /// What must be done with what is allowed.
    #[serde(default)]
    pub obliges: Vec<Condition>,
    /// Path of its address after the host, with `{version}` where the version stands.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Hosts of its address, without `www.`.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Names in prose, in any language: each names this licence and no freer one.
    #[serde(default)]
    pub names: Vec<String>,
}

/// All licences.
#[derive(Debug, Default)]
pub struct Licences {
    list: Vec<LicenceRule>,
}

impl Licences {
    /// The licences of these rules.
    pub fn new(list: Vec<LicenceRule>) -> Self {
        Self { list }
    }

    /// All, in the order of the file.
    pub fn all(&self) -> &[LicenceRule] {
        &self.list
    }

    /// The rule of an SPDX id, with or without its version.
    pub fn get(&self, id: &str) -> Option<&LicenceRule> {
        self.list.iter().find(|rule| {
            rule.id == id
                || id
                    .strip_prefix(rule.id.as_str())
                    .and_then(|rest| rest.strip_prefix('-'))
                    .is_some_and(|version| rule.versions.iter().any(|known| known == version))
        })
    }
}

/// An element of the Creative Commons licences, by its code and its names in prose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceElement {
    /// `by`, `nc`, `nd` or `sa`.
    pub id: String,
    /// Its names; folded when loaded.
    pub names: Vec<String>,
}
