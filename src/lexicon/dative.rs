//! To whom something is said: the small words and endings by which a language marks it (*to*, *à l'*, *-nek*).
//! They stand in every text, so they are not looked for: they are asked for beside a name that was found.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::language::Words;
use super::matcher::LanguageId;
use crate::text::fold;

/// The marks of all languages, folded.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Datives {
    words: HashMap<String, Vec<LanguageId>, FixedState>,
    prefixes: Vec<(String, LanguageId)>,
    suffixes: Vec<(String, LanguageId)>,
    /// How words of saying begin, by their first letters.
    says: Stems,
    /// How words begin by which a house tells its readers: *reports*, *writes*.
    tells: Stems,
    /// Words for one that speaks of itself: *it*.
    itself: Vec<(String, LanguageId)>,
    /// Words that lead to what was said: *that*.
    that: HashMap<String, Vec<LanguageId>, FixedState>,
}

impl Datives {
    /// Adds the marks of a language. `-x` is an ending of the name, `x-` is written together with it, anything
    /// else is a word of its own before it.
    pub fn add(&mut self, language: LanguageId, words: &Words) {
        let (to, that) = (&words.to, &words.that);
        words.says.iter().for_each(|stem| self.says.add(fold(stem), language));
        words.tells.iter().for_each(|stem| self.tells.add(fold(stem), language));
        self.itself.extend(words.itself.iter().map(|word| (fold(word), language)));
        for mark in to {
            if let Some(suffix) = mark.strip_prefix('-') {
                self.suffixes.push((fold(suffix), language));
            } else if let Some(prefix) = mark.strip_suffix('-') {
                self.prefixes.push((fold(prefix), language));
            } else {
                self.words.entry(fold(mark)).or_default().push(language);
            }
        }
        for word in that {
            self.that.entry(fold(word)).or_default().push(language);
        }
    }

    /// The languages in which a folded word or phrase before a name marks it.
    pub fn word(&self, folded: &str) -> &[LanguageId] {
        self.words.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The languages in which these folded letters, written together with a name, mark it.
    pub fn prefix<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = LanguageId> + 'a {
        self.prefixes.iter().filter(move |(prefix, _)| prefix == folded).map(|(_, id)| *id)
    }

    /// The languages in which the ending at the start of a folded text, right behind a name, marks it. `ends`
    /// tells whether a word may end before a text.
    pub fn suffix<'a>(
        &'a self,
        folded: &'a str,
        ends: impl Fn(&str) -> bool + 'a,
    ) -> impl Iterator<Item = LanguageId> + 'a {
        self.suffixes
            .iter()
            .filter(move |(suffix, _)| folded.strip_prefix(suffix.as_str()).is_some_and(&ends))
            .map(|(_, id)| *id)
    }

    /// Whether a folded word is one of saying in a language.
    pub fn says(&self, folded: &str, language: LanguageId) -> bool {
        self.says.begin(folded).any(|(_, id)| id == language)
    }

    /// The languages in which a folded word is one of saying or telling.
    pub fn said_in<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = LanguageId> + 'a {
        self.tells.begin(folded).chain(self.says.begin(folded)).map(|(_, id)| id)
    }

    /// Whether a folded word is one by which a house tells its readers, in a language.
    pub fn tells(&self, folded: &str, language: LanguageId) -> bool {
        self.told_by(folded, language).next().is_some()
    }

    /// How the words of telling begin that a folded text begins with, in a language.
    pub fn told_by<'a>(
        &'a self,
        folded: &'a str,
        language: LanguageId,
    ) -> impl Iterator<Item = &'a str> + 'a {
        self.tells.begin(folded).filter(move |(_, id)| *id == language).map(|(stem, _)| stem)
    }

    /// Whether a folded word is of one that speaks of itself, in a language.
    pub fn is_itself(&self, folded: &str, language: LanguageId) -> bool {
        self.itself.iter().any(|(word, id)| *id == language && word == folded)
    }

    /// Whether a language has words that lead to what was said: without them its verb comes last.
    pub fn has_that(&self, language: LanguageId) -> bool {
        self.that.values().any(|ids| ids.contains(&language))
    }

    /// The languages in which a folded word leads to what was said.
    pub fn that(&self, folded: &str) -> &[LanguageId] {
        self.that.get(folded).map_or(&[], Vec::as_slice)
    }
}

/// How words begin, in each language, by their first letter.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Stems(HashMap<char, Vec<(String, LanguageId)>, FixedState>);

impl Stems {
    fn add(&mut self, stem: String, language: LanguageId) {
        if let Some(first) = stem.chars().next() {
            self.0.entry(first).or_default().push((stem, language));
        }
    }

    /// Those that a folded text begins with.
    fn begin<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (&'a str, LanguageId)> + 'a {
        let own = folded.chars().next().and_then(|first| self.0.get(&first));
        let stems = own.map_or(&[][..], Vec::as_slice).iter();
        stems
            .filter(move |(stem, _)| folded.starts_with(stem.as_str()))
            .map(|(stem, id)| (stem.as_str(), *id))
    }
}
