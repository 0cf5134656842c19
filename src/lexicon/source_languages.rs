//! What languages are called where a text says what it was translated from: *aus dem Englischen*, *du coréen*. Few texts
//! do: of the rules that are built in this is read only for the first that does.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::fold;

type Names = HashMap<String, String, FixedState>;

/// Folded names of languages in all languages → their BCP 47 tags.
#[derive(Debug, Default)]
pub struct SourceLanguages {
    /// As they were written, where they were not read yet.
    bytes: &'static [u8],
    read: OnceLock<Names>,
}

impl SourceLanguages {
    /// Adds what a language calls the others. Refuses what is no tag, and a name of two languages.
    pub(super) fn add(
        names: &mut BTreeMap<String, String>,
        languages: &BTreeMap<String, Vec<String>>,
    ) -> Result<(), String> {
        for (tag, written) in languages {
            let part = |part: &str| {
                (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            };
            if !tag.split('-').all(part) {
                return Err(format!("`{tag}` is no BCP 47 tag; write `en`, `zh-Hans`"));
            }
            for name in written {
                let folded = fold(name).trim().to_owned();
                if folded.is_empty() {
                    return Err(format!("`{name}` is empty when folded; take it out"));
                }
                let known = names.insert(folded, tag.clone());
                if let Some(known) = known.filter(|known| known != tag) {
                    return Err(format!("`{name}` is `{known}` and `{tag}`; take one out"));
                }
            }
        }
        Ok(())
    }

    /// The tag of a language by its folded name, with the words that lead to it.
    pub fn tag(&self, name: &str) -> Option<&str> {
        self.names().get(name).map(String::as_str)
    }

    /// What is built in can be read: it was written by this very code, and a test does it.
    fn names(&self) -> &Names {
        self.read.get_or_init(|| postcard::from_bytes(self.bytes).unwrap_or_default())
    }
}

impl From<BTreeMap<String, String>> for SourceLanguages {
    fn from(names: BTreeMap<String, String>) -> Self {
        Self { bytes: &[], read: names.into_iter().collect::<Names>().into() }
    }
}

impl Serialize for SourceLanguages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // In one order, whatever the map's: the same rules make the same program.
        let names: BTreeMap<&String, &String> = self.names().iter().collect();
        let bytes = postcard::to_allocvec(&names).map_err(serde::ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de: 'static> Deserialize<'de> for SourceLanguages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        Ok(Self { bytes, read: OnceLock::new() })
    }
}
