//! What a character is to a matcher: seen or not, set apart by spaces or not, a digit, alike to another.

use std::sync::LazyLock;

use unicode_normalization::char::canonical_combining_class;

/// Code points below this are answered from tables: all alphabets in wide use, not Han and Hangul.
const TABLED: usize = 0x3000;

/// One bit for each code point below [`TABLED`].
struct Bits([u64; TABLED / 64]);

impl Bits {
    fn of(holds: impl Fn(char) -> bool) -> Self {
        let mut bits = [0; TABLED / 64];
        for code in 0..TABLED as u32 {
            if let (Some(c), Some(word)) = (char::from_u32(code), bits.get_mut(code as usize / 64))
                && holds(c)
            {
                *word |= 1 << (code % 64);
            }
        }
        Self(bits)
    }

    #[inline]
    fn get(&self, code: usize) -> Option<bool> {
        self.0.get(code / 64).map(|word| word >> (code % 64) & 1 == 1)
    }
}

// Each is made of the one before: the library is slow to answer, and a run on one file makes all of them.
static ALPHABETIC: LazyLock<Bits> = LazyLock::new(|| Bits::of(char::is_alphabetic));
static ALPHANUMERIC: LazyLock<Bits> =
    LazyLock::new(|| Bits::of(|c| is_alphabetic(c) || c.is_numeric()));
static COMBINES: LazyLock<Bits> = LazyLock::new(|| Bits::of(combining));
static LETTER: LazyLock<Bits> = LazyLock::new(|| Bits::of(letter));

/// [`char::is_alphanumeric`], which is asked of nearly every character, from a table.
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    match c {
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        _ => ALPHANUMERIC.get(c as usize).unwrap_or_else(|| c.is_alphanumeric()),
    }
}

/// [`char::is_alphabetic`], from a table.
pub fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    match c {
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        _ => ALPHABETIC.get(c as usize).unwrap_or_else(|| c.is_alphabetic()),
    }
}

/// Whether a character is a letter of a script that sets its words apart. Marks (virama, nukta) are letters of
/// their own in Indic scripts.
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    match c {
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => false,
        _ => LETTER.get(c as usize).unwrap_or_else(|| letter(c)),
    }
}

fn letter(c: char) -> bool {
    !is_unspaced(c) && (is_alphanumeric(c) || canonical_combining_class(c) != 0)
}

/// [`is_letter`] of a character beyond ASCII, by its code point.
pub fn is_letter_code(code: u32) -> bool {
    match LETTER.get(code as usize) {
        Some(letter) => letter,
        None => char::from_u32(code).is_some_and(is_letter),
    }
}

/// Whether small words of this script are written together with the word they stand before: Hebrew, Arabic and
/// Syriac.
pub const fn is_prefixed(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{77F}')
}

/// Whether a character combines with the one before it.
pub(super) fn combines(c: char) -> bool {
    match c {
        '\0'..='\u{2FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => false,
        _ => COMBINES.get(c as usize).unwrap_or_else(|| combining(c)),
    }
}

fn combining(c: char) -> bool {
    canonical_combining_class(c) != 0
        || matches!(c, '\u{1160}'..='\u{11FF}' | '\u{FF9E}' | '\u{FF9F}')
}

/// What ends a sentence, in the scripts that there are rules for.
pub const SENTENCE_ENDS: [char; 9] = ['.', '!', '?', '。', '！', '？', '।', '؟', '۔'];

/// Whether a character ends a sentence.
pub fn ends_sentence(c: char) -> bool {
    SENTENCE_ENDS.contains(&c)
}

/// Whether a character is of Hiragana: Japanese writes its small words in it.
pub const fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// Whether a character is of Katakana, the long mark and the dot between names among them.
pub const fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FC}')
}

/// Whether a character is of Han, the mark that repeats one among them.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '々')
}

/// Whether a character is a syllable of Hangul.
pub const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

/// Whether words of this script are not set apart by spaces, so that no boundary can be asked for.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'          // Thai, Lao
        | '\u{1000}'..='\u{109F}'        // Myanmar
        | '\u{1100}'..='\u{11FF}'        // Hangul jamo
        | '\u{1780}'..='\u{17FF}'        // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30FF}'        // kana
        | '\u{3100}'..='\u{318F}'
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'        // Han
        | '\u{AC00}'..='\u{D7AF}'        // Hangul
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a reader sees nothing there: `Default_Ignorable_Code_Point`, control characters, tatweel.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{115F}' | '\u{1160}'
        | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Marks that folding takes off their letter: those of Latin, Greek and Cyrillic, of Hebrew and Arabic.
/// Marks of other scripts are letters of their own.
pub(super) fn is_dropped_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// The value of a decimal digit of any script that NFKC does not turn into ASCII: the zeros of each
/// script, each followed by its nine (UnicodeData.txt, general category Nd).
pub(super) fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 22] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
        0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0xA8D0, 0xABF0,
    ];
    let code = c as u32;
    let after = ZEROS.partition_point(|zero| *zero <= code);
    let zero = ZEROS.get(after.checked_sub(1)?)?;
    char::from_digit(code.checked_sub(*zero).filter(|value| *value < 10)?, 10)
}

/// Punctuation and letters that stand for one another though Unicode does not say so.
pub(super) fn alike(c: char) -> Option<char> {
    Some(match c {
        '\u{24B8}' | '\u{24D2}' | '\u{1F12B}' => '©',
        '\u{AB}'
        | '\u{BB}'
        | '\u{201C}'..='\u{201F}'
        | '\u{2033}'
        | '\u{275D}'
        | '\u{275E}'
        | '\u{300C}'..='\u{300F}'
        | '\u{301D}'..='\u{301F}'
        | '\u{FF02}' => '"',
        '\u{2018}'..='\u{201B}'
        | '\u{2032}'
        | '\u{2B9}'
        | '\u{2BC}'
        | '\u{5F3}'
        | '\u{2039}'
        | '\u{203A}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{5BE}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => {
            '-'
        }
        '\u{6CC}' | '\u{649}' => '\u{64A}',
        '\u{6A9}' => '\u{643}',
        '\u{131}' => 'i',
        '\u{3C2}' => '\u{3C3}',
        _ => return None,
    })
}
