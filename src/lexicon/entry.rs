//! The phrases of all languages as what is found is held against them: close together in memory, and of each only
//! what is asked then.

use serde::{Deserialize, Serialize};

use super::matcher::LanguageId;
use super::packed::{Packed, bit, bits, word_at};
use super::word::{Phrase, Word};

/// A phrase of a language.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) language: LanguageId,
    pub(super) phrase: Phrase,
}

/// All phrases.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entries {
    #[serde(with = "super::packed")]
    phrases: Vec<Head>,
    #[serde(with = "super::packed")]
    parts: Vec<Spelled>,
    texts: String,
}

/// What a phrase says of itself as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// Which of all parts is its first; the next phrase's first is behind its last.
    first: u32,
    pub(super) language: LanguageId,
    pub(super) word: Word,
    pub(super) open: bool,
    pub(super) behind: bool,
}

/// How a part is spelled. Its literal is written down only where it is one of several: of a phrase of one part it has
/// been found.
#[derive(Debug, Clone, Copy)]
struct Spelled {
    /// Where its literal begins among the texts; behind that the very text, behind that the one with accents.
    literal: u32,
    exact: u32,
    accented: u32,
    marked: bool,
}

impl Packed for Head {
    const BYTES: usize = 8;

    fn put(&self, words: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.extend(self.first.to_le_bytes());
        to.extend(self.language.to_le_bytes());
        to.extend([word_at(self.word, words), bits([self.open, self.behind])]);
    }

    #[inline]
    fn take(words: &[Word], from: &[u8]) -> Option<Self> {
        let (first, rest) = from.split_first_chunk()?;
        let (language, rest) = rest.split_first_chunk()?;
        let [word, facts] = *rest else { return None };
        Some(Self {
            first: u32::from_le_bytes(*first),
            language: LanguageId::from_le_bytes(*language),
            word: *words.get(usize::from(word))?,
            open: bit(facts, 0),
            behind: bit(facts, 1),
        })
    }
}

impl Packed for Spelled {
    const BYTES: usize = 13;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        for at in [self.literal, self.exact, self.accented] {
            to.extend(at.to_le_bytes());
        }
        to.push(u8::from(self.marked));
    }

    #[inline]
    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        let (literal, rest) = from.split_first_chunk()?;
        let (exact, rest) = rest.split_first_chunk()?;
        let (accented, rest) = rest.split_first_chunk()?;
        Some(Self {
            literal: u32::from_le_bytes(*literal),
            exact: u32::from_le_bytes(*exact),
            accented: u32::from_le_bytes(*accented),
            marked: *rest.first()? != 0,
        })
    }
}

impl Entries {
    /// These phrases, by their places.
    pub(super) fn new(all: &[Entry]) -> Self {
        let mut entries = Self { phrases: Vec::new(), parts: Vec::new(), texts: String::new() };
        for Entry { language, phrase } in all {
            entries.phrases.push(Head {
                first: entries.parts.len() as u32,
                language: *language,
                word: phrase.word,
                open: phrase.open,
                behind: phrase.behind,
            });
            for part in &phrase.parts {
                let mut place = |text: &str| {
                    let at = entries.texts.len() as u32;
                    entries.texts.push_str(text);
                    at
                };
                entries.parts.push(Spelled {
                    literal: place(if phrase.parts.len() > 1 { &part.literal } else { "" }),
                    exact: place(part.exact.as_deref().unwrap_or("")),
                    accented: place(part.accented.as_deref().unwrap_or("")),
                    marked: part.marked,
                });
            }
        }
        entries
    }

    /// The phrase at a place.
    pub(super) fn get(&self, phrase: u32) -> Option<Head> {
        self.phrases.get(phrase as usize).copied()
    }

    /// The places of a phrase's parts among all.
    fn range(&self, phrase: u32) -> std::ops::Range<usize> {
        let first = |phrase: usize| {
            self.phrases.get(phrase).map_or(self.parts.len(), |head| head.first as usize)
        };
        first(phrase as usize)..first(phrase as usize + 1)
    }

    /// How many parts a phrase has.
    pub(super) fn parts(&self, phrase: u32) -> usize {
        self.range(phrase).len()
    }

    fn text(&self, from: u32, to: u32) -> &str {
        self.texts.get(from as usize..to as usize).unwrap_or("")
    }

    /// The literal of one of a phrase's several parts.
    pub(super) fn literal(&self, phrase: u32, part: usize) -> &str {
        let part = self.parts.get(self.range(phrase).start + part);
        part.map_or("", |part| self.text(part.literal, part.exact))
    }

    /// How a part of a phrase is spelled.
    pub(super) fn spelling(&self, phrase: u32, part: u16) -> Option<Spelling<'_>> {
        let at = self.range(phrase).start + usize::from(part);
        let part = self.parts.get(at)?;
        let end = self.parts.get(at + 1).map_or(self.texts.len() as u32, |next| next.literal);
        Some(Spelling {
            exact: Some(self.text(part.exact, part.accented)).filter(|text| !text.is_empty()),
            accented: Some(self.text(part.accented, end)).filter(|text| !text.is_empty()),
            marked: part.marked,
        })
    }
}

/// How a part is spelled where its letters alone do not tell, as [`super::word::Part`] says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling<'a> {
    pub(super) exact: Option<&'a str>,
    pub(super) accented: Option<&'a str>,
    pub(super) marked: bool,
}
