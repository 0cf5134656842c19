//! Named licences: how each is called and addressed, what it permits and what it obliges to.
//! Facts from `rules/licences.yaml`; what a licence permits is read from its legal text, not from its name.

use aho_corasick::{AhoCorasick, BuildError};
use serde::Deserialize;

use crate::record::{Action, Condition};
use crate::text::fold;

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
    /// Names in prose, in any language: each names this licence and no freer one. Folded when compiled.
    #[serde(default)]
    pub names: Vec<String>,
}

/// All licences.
#[derive(Debug)]
pub struct Licences {
    list: Vec<LicenceRule>,
    elements: Vec<LicenceElement>,
    leads: AhoCorasick,
}

/// How the name or the address of a Creative Commons licence begins, folded.
const LEADS: [&str; 4] = ["creativecommons.org/", "creative commons", "cc by", "cc: by"];

impl Licences {
    /// The licences and the elements of these rules. Fails only where there are more names than an
    /// automaton can number.
    pub fn new(
        mut list: Vec<LicenceRule>,
        mut elements: Vec<LicenceElement>,
    ) -> Result<Self, BuildError> {
        for name in elements.iter_mut().flat_map(|element| element.names.iter_mut()) {
            *name = fold(name);
        }
        for name in list.iter_mut().flat_map(|rule| rule.names.iter_mut()) {
            *name = fold(name);
        }
        let names = list.iter().flat_map(|rule| rule.names.iter().map(String::as_str));
        let leads = AhoCorasick::new(LEADS.into_iter().chain(names))?;
        Ok(Self { list, elements, leads })
    }

    /// The elements of Creative Commons licences, with folded names.
    pub fn elements(&self) -> &[LicenceElement] {
        &self.elements
    }

    /// Where a folded text begins to name a licence, in order: the first bytes, at most `most`.
    pub fn leads(&self, folded: &str, most: usize) -> Vec<usize> {
        self.leads.find_iter(folded).map(|found| found.start()).take(most).collect()
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
