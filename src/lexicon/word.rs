//! The part that a word plays, and the entries of a language file as the matcher needs them.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::record::{Action, Condition};
use crate::text::{fold, fold_accented};

use super::filter::Frequencies;
use super::language::{Label, Words};

/// The part a word plays in a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // the same words as the fields of `language::Words`, where they are explained
pub enum Word {
    Prohibit,
    Negate,
    Permit,
    Reserve,
    Require,
    Only,
    Usage,
    Action(Action),
    Weak(Action),
    Ai,
    Content,
    Consent,
    Written,
    Without,
    Unauthorised,
    Unless(Condition),
    Grantor,
    Copyright,
    RightsReserved,
    Owned,
    Belongs,
    Protected,
    Licensed,
    Reporting,
    Speaker,
    Yours,
    Ours,
    Contrast,
    And,
    Via,
    Legal,
    Aside,
    Elsewhere,
    Label(Label),
    Mark,
}

impl Word {
    /// Whether a line is looked at closer for it: no statement is without one of these. They are looked for in
    /// the whole text, so the words of what is done, which are many and common, are not among them.
    pub const fn is_gate(self) -> bool {
        match self {
            Self::Label(label) => {
                use Label::{Behalf, Chart, Dispatch, Figures, Office, Unnamed, With};
                !matches!(label, Behalf | Chart | Dispatch | Figures | Office | Unnamed | With)
            }
            word => {
                word.is_anchor()
                    && !matches!(
                        word,
                        Self::Action(_)
                            | Self::Weak(_)
                            | Self::Usage
                            | Self::Require
                            | Self::Only
                            | Self::Without
                    )
            }
        }
    }

    /// Whether it says what is done, or that nothing else may be (*for personal use only*).
    pub const fn is_act(self) -> bool {
        matches!(self, Self::Action(_) | Self::Weak(_) | Self::Usage | Self::Only)
    }

    /// Whether it says how an act is meant: forbidden, allowed, kept, left to leave. One is in every term.
    pub const fn is_mood(self) -> bool {
        matches!(
            self,
            Self::Prohibit
                | Self::Permit
                | Self::Reserve
                | Self::RightsReserved
                | Self::Consent
                | Self::Unauthorised
                | Self::Unless(_)
                | Self::Negate
        )
    }

    /// Whether what stands beside it may be told on: what an agency is called then credits it.
    pub const fn reports(self) -> bool {
        matches!(
            self,
            Self::Reporting
                | Self::Label(Label::Told | Label::TakenFrom | Label::Citing | Label::CitedBy)
        )
    }

    /// Whether a statement can be found by it: the others only say more about a line that these have
    /// found.
    pub const fn is_anchor(self) -> bool {
        !matches!(
            self,
            Self::Ai
                | Self::Content
                | Self::Written
                | Self::Grantor
                | Self::Reporting
                | Self::Speaker
                | Self::Yours
                | Self::Ours
                | Self::Contrast
                | Self::And
                | Self::Legal
                | Self::Aside
                | Self::Elsewhere
        )
    }
}

/// One word or phrase of a language, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The part it plays.
    pub word: Word,
    /// Its parts in order; one unless `...` stands between them.
    pub parts: Vec<Part>,
    /// Whether `...` ends it: it takes the rest of the sentence as its slot.
    pub open: bool,
    /// Whether `...` begins it: its slot is what stands before it in the sentence.
    pub behind: bool,
}

/// One unbroken part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Folded, without wildcards.
    pub literal: String,
    /// `*` before it.
    pub leads: bool,
    /// `*` after it.
    pub trails: bool,
    /// The very text, where its case must be this one.
    pub exact: Option<String>,
    /// Whether it begins with a Latin letter.
    pub latin: bool,
    /// Lower case with diacritics, where folding took some: a text may leave them out, not have others.
    pub accented: Option<String>,
    /// Whether a text may not leave them out.
    pub marked: bool,
}

impl Phrase {
    /// Takes an entry of a language file apart. `None` where nothing is left of it.
    pub fn parse(word: Word, written: &str) -> Option<Self> {
        let open = written.trim_end().ends_with("...");
        let behind = written.trim_start().starts_with("...");
        let mut parts: Vec<Part> = if written.contains('.') {
            let parts = written.split("...").map(str::trim).filter(|part| !part.is_empty());
            parts.filter_map(Part::parse).collect()
        } else {
            Some(written.trim())
                .filter(|part| !part.is_empty())
                .and_then(Part::parse)
                .into_iter()
                .collect()
        };
        // A label of one or two letters is another word without its marks: Vietnamese *tờ* is not *to*.
        if let (Word::Label(_), [only]) = (word, parts.as_mut_slice()) {
            only.marked = only.accented.is_some() && only.literal.len() <= 2;
        }
        (!parts.is_empty()).then_some(Self { word, parts, open, behind })
    }
}

impl Phrase {
    /// Which of its parts is the rarest: where that one does not stand, the phrase does not.
    pub fn rarest(&self, frequencies: &Frequencies) -> usize {
        // What is too short to be counted counts as frequent.
        let rank =
            |part: &Part| (frequencies.of(part.literal.as_bytes()).0, Reverse(part.literal.len()));
        let parts = self.parts.iter().enumerate();
        parts.min_by_key(|(at, part)| (rank(part), *at)).map_or(0, |(at, _)| at)
    }
}

impl Part {
    fn parse(written: &str) -> Option<Self> {
        let (exact, rest) = match written.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, written),
        };
        let leads = rest.starts_with('*');
        let trails = rest.ends_with('*') && rest.len() > 1;
        let bare = rest.trim_matches('*');
        let mut literal = fold(bare);
        if literal.trim().len() < literal.len() {
            literal = literal.trim().to_owned();
        }
        if literal.is_empty() {
            return None;
        }
        let accented = (!is_without_marks(bare)).then(|| fold_accented(bare.trim()));
        Some(Self {
            leads,
            trails,
            latin: literal.starts_with(|c: char| c.is_ascii_alphabetic()),
            exact: exact.then(|| bare.to_owned()),
            accented: accented.filter(|accented| has_latin_accents(accented)),
            marked: false,
            literal,
        })
    }
}

/// Whether a text is of scripts whose letters never are, nor carry, what [`has_latin_accents`] looks for.
fn is_without_marks(text: &str) -> bool {
    let plain = |c| {
        matches!(
            c,
            '\0'..='\x7F'
                | '\u{410}'..='\u{44F}'
                | '\u{5D0}'..='\u{5EA}'
                | '\u{621}'..='\u{64A}'
                | '\u{900}'..='\u{DFF}'
                | '\u{E01}'..='\u{E4D}'
                | '\u{3041}'..='\u{3096}'
                | '\u{30A1}'..='\u{30FA}'
                | '\u{4E00}'..='\u{9FFF}'
                | '\u{AC00}'..='\u{D7A3}'
        )
    };
    text.chars().all(plain)
}

/// Whether a Latin letter of it carries a mark that folding takes off.
pub fn has_latin_accents(text: &str) -> bool {
    text.chars().any(
        |c| matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{300}'..='\u{36F}'),
    )
}

impl Words {
    /// Every entry with the part it plays.
    pub fn entries(&self) -> Vec<(Word, &str)> {
        let lists: [(Word, &Vec<String>); 31] = [
            (Word::Prohibit, &self.prohibit),
            (Word::Negate, &self.negate),
            (Word::Permit, &self.permit),
            (Word::Reserve, &self.reserve),
            (Word::Require, &self.require),
            (Word::Only, &self.only),
            (Word::Usage, &self.usage),
            (Word::Ai, &self.ai),
            (Word::Content, &self.content),
            (Word::Consent, &self.consent),
            (Word::Written, &self.written),
            (Word::Without, &self.without),
            (Word::Unauthorised, &self.unauthorised),
            (Word::Grantor, &self.grantor),
            (Word::Mark, &self.mark),
            (Word::Copyright, &self.copyright),
            (Word::RightsReserved, &self.rights_reserved),
            (Word::Owned, &self.owned),
            (Word::Belongs, &self.belongs),
            (Word::Protected, &self.protected),
            (Word::Licensed, &self.licensed),
            (Word::Reporting, &self.reporting),
            (Word::Speaker, &self.speaker),
            (Word::Yours, &self.yours),
            (Word::Ours, &self.ours),
            (Word::Contrast, &self.contrast),
            (Word::And, &self.and),
            (Word::Via, &self.via),
            (Word::Legal, &self.legal),
            (Word::Aside, &self.aside),
            (Word::Elsewhere, &self.elsewhere),
        ];
        let mut all: Vec<(Word, &str)> = Vec::new();
        for (word, list) in lists {
            all.extend(list.iter().map(|text| (word, text.as_str())));
        }
        for (action, list) in &self.actions {
            all.extend(list.iter().map(|text| (Word::Action(*action), text.as_str())));
        }
        for (action, list) in &self.weak {
            all.extend(list.iter().map(|text| (Word::Weak(*action), text.as_str())));
        }
        for (condition, list) in &self.unless {
            all.extend(list.iter().map(|text| (Word::Unless(*condition), text.as_str())));
        }
        for (label, list) in &self.labels {
            all.extend(list.iter().map(|text| (Word::Label(*label), text.as_str())));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_without_marks_have_none_when_folded() {
        for c in ('\0'..='\u{FFFF}').filter(|c| is_without_marks(c.encode_utf8(&mut [0; 4]))) {
            assert!(!has_latin_accents(&fold_accented(&format!("a{c}e"))), "{c:?}");
        }
    }
}
