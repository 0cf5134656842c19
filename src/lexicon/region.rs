//! Codes of regions that agencies share: `(PA)` behind a town of Pará is a place, not an agency.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::{fold, is_alphanumeric};

/// The codes with the towns they stand behind, folded.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Regions {
    towns: BTreeMap<String, Vec<String>>,
}

impl Regions {
    /// Adds the codes of a language.
    pub fn add(&mut self, regions: &BTreeMap<String, Vec<String>>) {
        for (code, towns) in regions {
            let known = self.towns.entry(code.clone()).or_default();
            known.extend(towns.iter().map(|town| words(&fold(town))));
        }
    }

    /// Whether a code, as printed, is that of the region of a town that stands in a folded text.
    pub fn holds(&self, code: &str, folded: &str) -> bool {
        self.towns.get(code).is_some_and(|towns| {
            let text = words(folded);
            towns.iter().any(|town| text.contains(town.as_str()))
        })
    }
}

/// Words set apart by single spaces, with one before and one after.
fn words(folded: &str) -> String {
    let mut all = String::from(" ");
    for word in folded.split(|c: char| !is_alphanumeric(c)).filter(|word| !word.is_empty()) {
        all.push_str(word);
        all.push(' ');
    }
    all
}
