//! The characters beyond ASCII that fold to one character whatever stands around them, and those among them that fold
//! to themselves: nearly all of a text, so that these are told by their bytes and copied as one.

use unicode_normalization::char::decompose_compatible;

use super::character::{alike, combines, digit, is_dropped_mark, is_ignorable};
use super::plane::Plane;

/// All alphabets in wide use, kana and their marks; behind them the forms of full and half width.
const LOW: u32 = 0x3100;
const FORMS: std::ops::Range<u32> = 0xFF00..0xFFF0;

/// What characters fold to.
#[derive(Debug)]
pub(super) struct Simple {
    /// By code points; `\0` for those that are not simple.
    folded: Vec<char>,
    /// Those that fold to themselves.
    same: Plane,
}

impl Simple {
    /// `by_the_book` says what a character folds to, if that is one.
    pub(super) fn of(by_the_book: impl Fn(char) -> Option<char>) -> Self {
        let one = |code: u32| {
            let c = char::from_u32(code).filter(|c| {
                !(c.is_ascii()
                    || c.is_whitespace()
                    || is_ignorable(*c)
                    || is_dropped_mark(*c)
                    || combines(*c))
            })?;
            if stands_for_itself(c) { Some(c) } else { by_the_book(c) }
        };
        let folded: Vec<char> =
            (0..LOW).chain(FORMS).map(|code| one(code).unwrap_or('\0')).collect();
        let others = (0x4E00..0xA000).chain(0xAC00..0xD7A4).chain(FORMS);
        let same = Plane::of((0x80..LOW).chain(others), |c| of(&folded, c) == Some(c));
        Self { folded, same }
    }

    /// What a character beyond ASCII folds to where nothing combines with it, if that is one character and what stands
    /// around does not matter.
    #[inline]
    pub(super) fn get(&self, c: char) -> Option<char> {
        of(&self.folded, c)
    }

    /// Where characters that fold to themselves, with the single spaces between them, end that go on at a byte, and
    /// where the last of them begins; the same byte where none is there.
    pub(super) fn same_end(&self, bytes: &[u8], from: usize) -> (usize, usize) {
        let (mut end, mut last) = (from, from);
        loop {
            let at = end + usize::from(end > from && bytes.get(end) == Some(&b' '));
            let length = match bytes.get(at..).unwrap_or(&[]) {
                [first @ 0xC2..=0xDF, second, ..] if self.same.two([*first, *second]) => 2,
                [first @ 0xE0..=0xEF, second, third, ..]
                    if self.same.three([*first, *second, *third]) =>
                {
                    3
                }
                _ => return (end, last),
            };
            (last, end) = (at, at + length);
        }
    }
}

#[inline]
fn of(folded: &[char], c: char) -> Option<char> {
    let code = u32::from(c);
    let at = match code {
        0..LOW => code,
        // Han and Hangul stand for themselves.
        0x4E00..=0x9FFF | 0xAC00..=0xD7A3 => return Some(c),
        0xFF00..0xFFF0 => code - FORMS.start + LOW,
        _ => return None,
    };
    folded.get(at as usize).copied().filter(|folded| *folded != '\0')
}

/// Whether a character is no capital, no form of another and alike to none: so are most, and the book is slow.
pub(super) fn stands_for_itself(c: char) -> bool {
    let mut same = true;
    decompose_compatible(c, |part| same &= part == c);
    same && c != 'ß' && c.to_lowercase().eq([c]) && alike(c).or_else(|| digit(c)).is_none()
}
