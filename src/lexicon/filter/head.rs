//! How a literal, and a place of a text, is known by the word at its head.

use crate::text::is_letter_code;

use super::gram::mask;

/// Bytes of a word that its gram has at most: of ASCII, and beyond.
const MOST: [usize; 2] = [5, 6];
/// Letters in a row that are told apart: that many and more are the same.
pub(super) const LONGEST: usize = 7;

/// How many bytes tell a word: by the first of them and how many letters there are in a row (up to [`LONGEST`]). Of a
/// short word all of it, so that others that begin the same cost nothing; of a longer one the first few. Where no
/// letter is, the character, in scripts without spaces the two that stand there.
pub(super) const fn word_bytes(first: u8, letters: usize) -> usize {
    let most = if first < 0x80 { MOST[0] } else { MOST[1] };
    match (letters, first) {
        (0, 0..=0x7F) => 1,
        (0, 0x80..=0xDF) => 2,
        (0, _) => 6,
        (letters, _) if letters < most => letters,
        _ => most,
    }
}

/// The bytes of [`word_bytes`] as masks: for each three upper bits of the first byte, by the letters.
pub(super) fn word_masks() -> [u64; 64] {
    std::array::from_fn(|at| mask(word_bytes((at as u8 >> 3) << 5, at & LONGEST)))
}

/// How many bytes of letters stand in a row from a place of a text on, up to [`LONGEST`].
pub(super) fn letters(text: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < at + LONGEST {
        match letter_at(text, end) {
            (true, length) => end += length,
            _ => break,
        }
    }
    (end - at).min(LONGEST)
}

/// Whether a character is a letter, and its bytes; at the end of the text none is.
pub(super) fn letter_at(text: &[u8], at: usize) -> (bool, usize) {
    let low = |byte: u8| u32::from(byte) & 0x3F;
    match text.get(at..).unwrap_or(&[]) {
        [] => (false, 1),
        [first @ 0..=0x7F, ..] => (first.is_ascii_alphanumeric(), 1),
        [first @ 0x80..=0xDF, rest @ ..] => {
            let second = rest.first().map_or(0, |byte| low(*byte));
            (is_letter_code((u32::from(*first) & 0x1F) << 6 | second), 2)
        }
        [first @ 0xE0..=0xEF, second, third, ..] => {
            let code = (u32::from(*first) & 0x0F) << 12 | low(*second) << 6 | low(*third);
            (is_letter_code(code), 3)
        }
        [first, rest @ ..] => {
            let (length, bits) = if *first < 0xF0 { (3, 0x0F) } else { (4, 0x07) };
            let bytes = (0..length - 1).map(|at| rest.get(at).map_or(0, |byte| low(*byte)));
            (
                is_letter_code(bytes.fold(u32::from(*first) & bits, |code, byte| code << 6 | byte)),
                length,
            )
        }
    }
}
