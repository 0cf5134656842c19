//! A name of the registry as it is looked for in a text, and what it is where it is printed in small letters.

use super::filter::Bounds;
use super::organisation::OrganisationKind;
use super::packed::Packed;
use super::word::Word;
use crate::text::Folded;

/// A name as it is looked for in a text.
#[derive(Debug, Clone)]
pub struct Sought {
    /// Folded.
    pub folded: String,
    /// Beside which letters it does not stand.
    pub bounds: Bounds,
    /// What it is in small letters.
    pub small: Small,
}

/// What a name is where it is printed in small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Small {
    /// The same name.
    Named,
    /// A word of some language between two words; else the code of an agency, which is written so beside others:
    /// `dpa/afp`. Holds its bytes.
    Apart(u8),
    /// A word: *Time* is a magazine, *time* nobody.
    Nobody,
}

impl Small {
    /// Of a name as the registry has it, of an organisation of this kind. `ambiguous` says that it means something
    /// else too.
    pub(super) fn of(text: &str, bytes: usize, ambiguous: bool, kind: OrganisationKind) -> Self {
        let code = !text.chars().any(char::is_lowercase);
        let agency = matches!(kind, OrganisationKind::Agency | OrganisationKind::PressReleaseWire);
        if !ambiguous || !text.starts_with(char::is_uppercase) {
            Self::Named
        } else if code && agency {
            u8::try_from(bytes).map_or(Self::Named, Self::Apart)
        } else {
            Self::Nobody
        }
    }

    /// Whether it names anybody at a byte of a folded text, where `small` says whether it is printed in small letters.
    pub(super) fn names(self, folded: &Folded, at: usize, small: impl FnOnce() -> bool) -> bool {
        match self {
            Self::Named => true,
            Self::Nobody => !small(),
            Self::Apart(bytes) => {
                let space = |at: usize| folded.text.as_bytes().get(at) == Some(&b' ');
                let end = at + usize::from(bytes);
                let ahead = at
                    .checked_sub(1)
                    .is_some_and(|before| space(before) && folded.letters.before(before));
                !(ahead && space(end) && folded.letters.at(end + 1) && small())
            }
        }
    }
}

impl Packed for Small {
    const BYTES: usize = 1;

    fn put(&self, _: &mut Vec<Word>, to: &mut Vec<u8>) {
        to.push(match self {
            Self::Named => 0,
            // No name is that short.
            Self::Nobody => 1,
            Self::Apart(bytes) => *bytes,
        });
    }

    #[inline]
    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        Some(match from.first()? {
            0 => Self::Named,
            1 => Self::Nobody,
            bytes => Self::Apart(*bytes),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_code_is_a_word_between_two_words_and_nowhere_else() {
        let code = Small::of("PA", 2, true, OrganisationKind::Agency);
        assert_eq!(code, Small::Apart(2));
        let mut folded = Folded::default();
        for (text, names) in [
            ("hun kom pa tirsdag", false),
            ("1 pa 2", false),
            ("sport • pa • hafen", true),
            ("dpa/pa meldet", true),
            ("(pa) hafen", true),
            ("larkhaven - pa - hafen", true),
            ("pa hafen", true),
            ("hafen pa", true),
            ("hafen. pa", true),
        ] {
            folded.fill(text, false);
            let at = folded.text.find("pa").unwrap();
            let at = if text.starts_with("dpa") { at + 3 } else { at };
            assert_eq!(code.names(&folded, at, || true), names, "{text}");
            assert!(code.names(&folded, at, || false), "{text}");
        }
    }
}
