//! The languages of a run: of each what every text needs, and all that its file says, which only the proofs of the
//! rules need: of what is built in that is read only when they ask.

use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::language::Language;

/// A language as texts need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongue {
    /// BCP 47 tag; `mul` for what all languages share.
    pub language: String,
    /// ISO 3166-1 alpha-2 of the countries whose press is written in it.
    pub countries: Vec<String>,
    /// Whether it writes every noun with a capital.
    pub capital_nouns: bool,
}

/// What the files of all languages say.
#[derive(Debug)]
pub(super) struct Files {
    /// As they were written, where they were not read yet.
    bytes: &'static [u8],
    read: OnceLock<Vec<Language>>,
}

impl From<Vec<Language>> for Files {
    fn from(all: Vec<Language>) -> Self {
        Self { bytes: &[], read: all.into() }
    }
}

impl Files {
    /// All, in their order. What is built in can be read: it was written by this very code, and a test does it.
    pub(super) fn all(&self) -> &[Language] {
        self.read.get_or_init(|| postcard::from_bytes(self.bytes).unwrap_or_default())
    }
}

impl Serialize for Files {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = postcard::to_allocvec(self.all()).map_err(serde::ser::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de: 'static> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&[u8]>::deserialize(deserializer)?;
        Ok(Self { bytes, read: OnceLock::new() })
    }
}
