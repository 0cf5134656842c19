//! Patterns in a policy: of names and ids (`CC-BY-NC*`), and of documents (`archive/2019/**`).

use std::fmt;

use globset::{GlobBuilder, GlobMatcher};
use serde::{Deserialize, Deserializer};

use crate::document::{Identity, Locator};
use crate::record::Party;

/// A pattern of a name, an id or a code; case does not matter.
#[derive(Debug, Clone)]
pub struct NameGlob {
    text: String,
    matcher: GlobMatcher,
}

impl NameGlob {
    /// The pattern as written, or why it is none.
    pub fn new(text: &str) -> Result<Self, String> {
        let matcher = compile(text, false)?;
        Ok(Self { text: text.to_owned(), matcher })
    }

    /// Whether it fits the whole of `name`.
    pub fn fits(&self, name: &str) -> bool {
        self.matcher.is_match(name)
    }

    /// Whether it fits the id or the name of a party.
    pub fn fits_party(&self, party: &Party) -> bool {
        party.id.as_deref().is_some_and(|id| self.fits(id)) || self.fits(&party.name)
    }
}

/// A pattern of documents: of the path, or for a row of `path#row`, where `row` is the number or the id.
///
/// The id of a row is said by the data that is judged. It is looked at only behind a `#` of the pattern,
/// so that no row can give itself the name of a folder that something is waived for.
#[derive(Debug, Clone)]
pub struct PathGlob {
    text: String,
    whole: GlobMatcher,
    row: Option<(GlobMatcher, GlobMatcher)>,
}

impl PathGlob {
    /// The pattern as written, or why it is none.
    pub fn new(text: &str) -> Result<Self, String> {
        let row = text
            .split_once('#')
            .map(|(file, row)| Ok::<_, String>((compile(file, true)?, compile(row, false)?)))
            .transpose()?;
        Ok(Self { text: text.to_owned(), whole: compile(text, true)?, row })
    }

    /// Whether it names this document.
    pub fn fits(&self, document: &Identity) -> bool {
        let source = document.source.as_str();
        let Some(locator) = &document.locator else {
            return self.whole.is_match(&document.id) || self.whole.is_match(source);
        };
        let number = match locator {
            Locator::Line(number) | Locator::Row(number) => number.to_string(),
        };
        // A row without an id of its own is called `path#number`, with the path as relative to the
        // root. That is believed where it agrees with what the walk says.
        let relative = document
            .id
            .rsplit_once('#')
            .filter(|(_, tail)| *tail == number)
            .map(|(path, _)| path)
            .filter(|path| {
                source.strip_suffix(path).is_some_and(|head| {
                    !path.is_empty() && (head.is_empty() || head.ends_with('/'))
                })
            });
        let paths = || [Some(source), relative].into_iter().flatten();
        paths().any(|path| self.whole.is_match(path))
            || self.row.as_ref().is_some_and(|(file, row)| {
                paths().any(|path| file.is_match(path))
                    && (row.is_match(&number) || row.is_match(&document.id))
            })
    }
}

fn compile(text: &str, path: bool) -> Result<GlobMatcher, String> {
    if text.is_empty() {
        return Err("an empty pattern fits nothing".to_owned());
    }
    GlobBuilder::new(text)
        .literal_separator(path)
        .case_insensitive(!path)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| format!("not a pattern: {error}"))
}

macro_rules! as_written {
    ($($name:ident),+) => { $(
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.text)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.text == other.text
            }
        }

        impl Eq for $name {}

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::word::parsed(deserializer, "a pattern", Self::new)
            }
        }
    )+ };
}

as_written!(NameGlob, PathGlob);

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str, source: &str, row: Option<u64>) -> Identity {
        Identity {
            id: id.to_owned(),
            source: source.to_owned(),
            locator: row.map(Locator::Line),
            ..Identity::default()
        }
    }

    #[test]
    fn a_document_is_named_by_its_path() {
        let glob = PathGlob::new("archive/2019/**").unwrap();
        assert!(glob.fits(&document("archive/2019/a.txt", "data/archive/2019/a.txt", None)));
        assert!(!glob.fits(&document("archive/2020/a.txt", "data/archive/2020/a.txt", None)));
        assert!(glob.fits(&document("archive/2019/a.jsonl#3", "d/archive/2019/a.jsonl", Some(3))));
    }

    #[test]
    fn a_row_cannot_call_itself_into_a_folder() {
        let glob = PathGlob::new("archive/2019/**").unwrap();
        assert!(!glob.fits(&document("archive/2019/a.txt", "feed.jsonl", Some(1))));
        assert!(!glob.fits(&document("archive/2019/a#1", "feed.jsonl", Some(1))));
        let row = PathGlob::new("feed.jsonl#a-*").unwrap();
        assert!(row.fits(&document("a-17", "feed.jsonl", Some(1))));
        assert!(!row.fits(&document("a-17", "other.jsonl", Some(1))));
        assert!(PathGlob::new("feed.jsonl#1").unwrap().fits(&document("x", "feed.jsonl", Some(1))));
    }

    #[test]
    fn broken_patterns_are_refused() {
        for text in ["", "a[", "{a"] {
            assert!(PathGlob::new(text).is_err(), "{text}");
            assert!(NameGlob::new(text).is_err(), "{text}");
        }
        assert!(NameGlob::new("cc-by-nc*").unwrap().fits("CC-BY-NC-4.0"));
    }
}
