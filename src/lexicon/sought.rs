//! A name of the registry as it is looked for in a text, and what it is where it is printed in small letters.

use super::filter::Bounds;
use super::organisation::OrganisationKind;
use super::packed::Packed;
use super::word::Word;

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
    pub(super) fn names(self, text: &str, at: usize, small: impl FnOnce() -> bool) -> bool {
        match self {
            Self::Named => true,
            Self::Nobody => !small(),
            Self::Apart(bytes) => {
                let behind = text.as_bytes().get(at + usize::from(bytes)..).unwrap_or(&[]);
                let between = matches!(behind, [b' ', next, ..] if is_word(*next))
                    && matches!(text.as_bytes().get(..at), Some([.., last, b' ']) if is_word(*last));
                !(between && small())
            }
        }
    }
}

/// Whether a byte is of a word, and no mark of ASCII.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
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

    fn take(_: &[Word], from: &[u8]) -> Option<Self> {
        Some(match from.first()? {
            0 => Self::Named,
            1 => Self::Nobody,
            bytes => Self::Apart(*bytes),
        })
    }
}
