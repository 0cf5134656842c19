//! Words that names are made with: *Gazette*, *Diario*, *…zeitung* of papers and broadcasters, *Institute*, *…verband*
//! of bodies that put out releases. With one of them a name that the registry does not know is known to be a house.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::text::fold;

/// The words of one kind of names in all languages: a name keeps its own in a text of another language.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct NameWords {
    last: HashSet<String, FixedState>,
    first: HashSet<String, FixedState>,
    /// Of the last words, those that a title writes in small letters: *Přístavní noviny*.
    small: HashSet<String, FixedState>,
    /// How words end that may be names by themselves, by their last letter.
    endings: HashMap<char, Vec<String>, FixedState>,
}

impl NameWords {
    /// Adds the words of a language: `x` ends a name, in small letters where it is written so, `x ...` begins one, `*x`
    /// is how a word at its end ends.
    pub fn add(&mut self, words: &[String]) {
        for word in words {
            if let Some(ending) = word.strip_prefix('*') {
                let ending = fold(ending);
                if let Some(last) = ending.chars().next_back() {
                    self.endings.entry(last).or_default().push(ending);
                }
            } else if let Some(first) = word.strip_suffix("...") {
                self.first.insert(fold(first.trim_end()));
            } else {
                if word.starts_with(char::is_lowercase) {
                    self.small.insert(fold(word));
                }
                self.last.insert(fold(word));
            }
        }
    }

    /// Whether a folded word ends names of several words.
    pub fn ends(&self, word: &str) -> bool {
        self.last.contains(word) || self.is_whole(word)
    }

    /// Whether a folded word ends names of several words in small letters.
    pub fn ends_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// Whether a folded word begins names of several words.
    pub fn begins(&self, word: &str) -> bool {
        self.first.contains(word)
    }

    /// Whether a folded word may be a name by itself: *Tannzeitung*.
    pub fn is_whole(&self, word: &str) -> bool {
        let endings = word.chars().next_back().and_then(|last| self.endings.get(&last));
        endings.is_some_and(|endings| {
            endings.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending))
        })
    }
}
