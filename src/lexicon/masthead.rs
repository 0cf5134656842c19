//! Words of the titles of papers and broadcasters: *Gazette*, *Diario*, *…zeitung*. With one of them a name that the
//! registry does not know is known to be a house.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::text::fold;

/// The words of titles in all languages: a title keeps its own in a text of another language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Mastheads {
    last: HashSet<String, FixedState>,
    first: HashSet<String, FixedState>,
    endings: Vec<String>,
}

impl Mastheads {
    /// Adds the words of a language: `x` ends a title, `x ...` begins one, `*x` is how a word at its end ends.
    pub fn add(&mut self, words: &[String]) {
        for word in words {
            if let Some(ending) = word.strip_prefix('*') {
                self.endings.push(fold(ending));
            } else if let Some(first) = word.strip_suffix("...") {
                self.first.insert(fold(first.trim_end()));
            } else {
                self.last.insert(fold(word));
            }
        }
    }

    /// Whether a folded word ends titles of several words.
    pub fn ends(&self, word: &str) -> bool {
        self.last.contains(word) || self.is_title(word)
    }

    /// Whether a folded word begins titles of several words.
    pub fn begins(&self, word: &str) -> bool {
        self.first.contains(word)
    }

    /// Whether a folded word may be a title by itself: *Tannzeitung*.
    pub fn is_title(&self, word: &str) -> bool {
        self.endings.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending))
    }
}
