//! Spans, the folded view of a text that all matching runs on, and the map from it back to the bytes.
//!
//! Folding takes away what a reader does not see and a matcher must not care about: compatibility forms
//! (NFKC, with © kept), case, zero-width and control characters, soft hyphens, the diacritics of Latin,
//! Greek, Cyrillic, Arabic and Hebrew, the script of digits, the kind of quotation mark and dash, runs of
//! white space, line wraps. Facts: Unicode Standard Annex #15 (NFKC), `Default_Ignorable_Code_Point` of
//! DerivedCoreProperties.txt.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A half-open range of bytes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to but not including `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// How many bytes it covers.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies within it.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span around both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The text it cuts out; empty where it does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// One stretch of a [`Map`]: where both sides are equally long, byte stands for byte; otherwise the
/// stretch stands for its source as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    derived: Span,
    source: Span,
}

/// From bytes of a text that was derived from another to the bytes of that other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Map {
    pieces: Vec<Piece>,
}

impl Map {
    /// Forgets all, keeps the memory.
    pub fn clear(&mut self) {
        self.pieces.clear();
    }

    /// Says that the next `length` bytes of the derived text come from `source`. A source of the same
    /// length stands byte for byte.
    pub fn push(&mut self, length: usize, source: Span) {
        if length == 0 {
            return;
        }
        let start = self.pieces.last().map_or(0, |piece| piece.derived.end);
        if let Some(last) = self.pieces.last_mut()
            && last.source.end == source.start
            && last.derived.len() == last.source.len()
            && length == source.len()
        {
            last.derived.end += length;
            last.source.end = source.end;
            return;
        }
        self.pieces.push(Piece { derived: Span::new(start, start + length), source });
    }

    /// The source of a span of the derived text: from the first byte that its first byte came from to
    /// the last that its last came from.
    pub fn span(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.start(span.start);
            return Span::new(at, at);
        }
        let start = self.start(span.start);
        let last = span.end - 1;
        let end = self.piece(last).map_or(start, |piece| {
            if piece.derived.len() == piece.source.len() {
                piece.source.start + (last - piece.derived.start) + 1
            } else {
                piece.source.end
            }
        });
        Span::new(start, end.max(start))
    }

    /// The derived bytes that came from a span of the source: the other way round. Stretches that were
    /// left out count with what follows them.
    pub fn derived(&self, source: Span) -> Span {
        let start = self.derived_at(source.start);
        Span::new(start, self.derived_at(source.end).max(start))
    }

    fn derived_at(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.source.end <= offset);
        match self.pieces.get(after) {
            Some(piece) if piece.source.start >= offset => piece.derived.start,
            Some(piece) if piece.derived.len() == piece.source.len() => {
                piece.derived.start + (offset - piece.source.start)
            }
            Some(piece) => piece.derived.start,
            None => self.pieces.last().map_or(0, |piece| piece.derived.end),
        }
    }

    fn start(&self, offset: usize) -> usize {
        match self.piece(offset) {
            Some(piece) if piece.derived.len() == piece.source.len() => {
                piece.source.start + (offset - piece.derived.start)
            }
            Some(piece) => piece.source.start,
            None => self.pieces.last().map_or(0, |piece| piece.source.end),
        }
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.derived.start <= offset);
        self.pieces.get(after.checked_sub(1)?).filter(|piece| offset < piece.derived.end)
    }
}

/// The folded view of a text, with its map. One is kept per worker and filled again for each text.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// Lower case, one space for white space, `\n` only where a statement may not run on.
    pub text: String,
    /// From bytes of `text` to bytes of the text that was folded.
    pub map: Map,
}

impl Folded {
    /// Folds `text`. `wraps` says that a single line break may be a wrap within a sentence (plain text);
    /// otherwise each line break is an end (the reading text of markup).
    pub fn fill(&mut self, text: &str, wraps: bool) {
        self.text.clear();
        self.text.reserve(text.len());
        self.map.clear();
        let mut folder = Folder { text, wraps, at: 0, line: 0, out: self };
        folder.run();
    }

    /// From a span of the folded view to the span of the text that was folded.
    pub fn to_text(&self, span: Span) -> Span {
        self.map.span(span)
    }
}

/// Folds a word or phrase of the rules, so that it meets folded texts.
pub fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    folded.fill(text, false);
    folded.text
}

/// Like [`fold`], but with the diacritics kept: what a hit is held against where a word differs from
/// another by its accents alone.
pub fn fold_accented(text: &str) -> String {
    text.nfkc().filter(|c| !is_ignorable(*c)).flat_map(char::to_lowercase).collect()
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
fn is_dropped_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// The value of a decimal digit of any script that NFKC does not turn into ASCII: the zeros of each
/// script, each followed by its nine (UnicodeData.txt, general category Nd).
fn digit(c: char) -> Option<char> {
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
fn alike(c: char) -> Option<char> {
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

struct Folder<'a> {
    text: &'a str,
    wraps: bool,
    at: usize,
    /// Where the current line of the source began, for telling a wrap from an end.
    line: usize,
    out: &'a mut Folded,
}

impl Folder<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            match byte {
                b'a'..=b'z'
                | b'0'..=b'9'
                | b'!'..=b','
                | b'.'..=b'/'
                | b':'..=b'@'
                | b'['..=b'`'
                | b'{'..=b'~' => {
                    self.plain_run();
                }
                b'A'..=b'Z' => self.unit(byte.to_ascii_lowercase() as char, 1),
                b' ' | b'\t'..=b'\r' => self.white_space(),
                b'-' => self.dash(1),
                0..=0x7F => self.at += 1,
                _ => self.character(),
            }
        }
    }

    /// Bytes that fold to themselves, copied as one.
    fn plain_run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut end = self.at;
        while let Some(
            b'a'..=b'z'
            | b'0'..=b'9'
            | b'!'..=b','
            | b'.'..=b'/'
            | b':'..=b'@'
            | b'['..=b'`'
            | b'{'..=b'~',
        ) = bytes.get(end)
        {
            end += 1;
        }
        let span = Span::new(self.at, end);
        self.out.text.push_str(span.of(self.text));
        self.out.map.push(span.len(), span);
        self.at = end;
    }

    /// One folded character for the next `length` bytes of the source.
    fn unit(&mut self, c: char, length: usize) {
        self.out.text.push(c);
        self.out.map.push(c.len_utf8(), Span::new(self.at, self.at + length));
        self.at += length;
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn dash(&mut self, length: usize) {
        let before = self.out.text.chars().next_back().is_some_and(char::is_alphabetic);
        let after = self.rest().get(length..).and_then(|rest| rest.chars().next());
        let between = before && after.is_some_and(char::is_alphabetic);
        self.unit(if between { ' ' } else { '-' }, length);
    }

    fn white_space(&mut self) {
        let (mut end, mut breaks, mut last_break) = (self.at, 0, 0);
        for (offset, c) in self.rest().char_indices() {
            if !c.is_whitespace() && !is_ignorable(c) {
                break;
            }
            end = self.at + offset + c.len_utf8();
            if matches!(c, '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{B}' | '\u{C}') {
                breaks += 1;
                last_break = end;
            }
        }
        let span = Span::new(self.at, end);
        let folded = if breaks == 0 {
            Some(' ')
        } else if breaks == 1 && self.wraps {
            self.wrap(end)
        } else {
            Some('\n')
        };
        if breaks > 0 {
            self.line = last_break;
        }
        self.at = end;
        if let Some(c) = folded
            && !self.out.text.is_empty()
        {
            self.out.text.push(c);
            self.out.map.push(1, span);
        }
    }

    /// What a single line break of plain text folds to: an end, unless the next line goes on in lower
    /// case or (where a script has no case) the line was long and did not end a sentence.
    fn wrap(&self, next: usize) -> Option<char> {
        let before = self.out.text.chars().next_back();
        let after = self.text.get(next..).and_then(|rest| rest.chars().next());
        let (Some(before), Some(after)) = (before, after) else { return Some('\n') };
        if matches!(
            before,
            '.' | '!' | '?' | ':' | ';' | '。' | '！' | '？' | '।' | '؟' | '۔' | '|'
        ) {
            return Some('\n');
        }
        if after.is_lowercase() || (before == ',' && after.is_alphanumeric()) {
            return Some(' ');
        }
        let caseless = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
        if caseless(before) && caseless(after) {
            let line = self.text.get(self.line..self.at).unwrap_or("");
            let unspaced = is_unspaced(before) && is_unspaced(after);
            if line.chars().take(80).count() >= if unspaced { 24 } else { 50 } {
                return if unspaced { None } else { Some(' ') };
            }
        }
        Some('\n')
    }

    fn character(&mut self) {
        let Some(c) = self.rest().chars().next() else { return };
        let length = c.len_utf8();
        if c.is_whitespace() {
            return self.white_space();
        }
        if is_ignorable(c) || is_dropped_mark(c) {
            self.at += length;
            return;
        }
        // The most common letters outside Latin fold to themselves or their lower case.
        match c {
            'а'..='и'
            | 'к'..='я'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30A1}'..='\u{30FA}'
                if !self.combines(length) =>
            {
                return self.unit(c, length);
            }
            '\u{AC00}'..='\u{D7A3}' if !self.combines(length) => return self.unit(c, length),
            _ => {}
        }
        if let Some(c) = alike(c).or_else(|| digit(c)) {
            return if c == '-' { self.dash(length) } else { self.unit(c, length) };
        }
        self.cluster(length);
    }

    /// Whether the character after the next `length` bytes combines with them.
    fn combines(&self, length: usize) -> bool {
        self.rest().get(length..).and_then(|rest| rest.chars().next()).is_some_and(|next| {
            !next.is_ascii()
                && (canonical_combining_class(next) != 0
                    || matches!(next, '\u{1160}'..='\u{11FF}' | '\u{FF9E}' | '\u{FF9F}'))
        })
    }

    /// A letter with all that combines with it, by the book: NFKC, marks off, lower case.
    fn cluster(&mut self, mut length: usize) {
        // More than a few marks on one letter are decoration; the rest is dropped as marks one by one.
        for _ in 0..8 {
            if !self.combines(length) {
                break;
            }
            length += self
                .rest()
                .get(length..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
        }
        let source = Span::new(self.at, self.at + length);
        let before = self.out.text.len();
        let bare =
            source.of(self.text).nfkd().filter(|c| !is_dropped_mark(*c) && !is_ignorable(*c));
        for c in bare.nfc() {
            match alike(c).or_else(|| digit(c)) {
                Some(c) => self.out.text.push(c),
                None if c == 'ß' || c == 'ẞ' => self.out.text.push_str("ss"),
                None => self.out.text.extend(
                    c.to_lowercase()
                        .filter(|c| !is_dropped_mark(*c))
                        .map(|c| alike(c).unwrap_or(c)),
                ),
            }
        }
        self.out.map.push(self.out.text.len() - before, source);
        self.at = source.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text)
    }

    #[test]
    fn folds_what_a_reader_does_not_see() {
        for (text, want) in [
            ("Copyright ⓒ ＡＮＴＡＲＡ ２０２５", "copyright © antara 2025"),
            ("TOUS DROITS RÉSERVÉS", "tous droits reserves"),
            ("co\u{AD}py\u{200B}right", "copyright"),
            ("re\u{301}serve\u{301}", "reserve"),
            ("「無断転載」を禁じます", "\"無断転載\"を禁じます"),
            ("ｶﾞｲﾄﾞ", "ガイド"),
            ("か\u{3099}", "が"),
            ("\u{1112}\u{1161}\u{11AB}국", "한국"),
            ("© ٢٠٢٥ ۱۴۰۳", "© 2025 1403"),
            ("Text-und Data–Mining 2019–2024", "text und data mining 2019-2024"),
            ("İzinsiz ALINTI", "izinsiz alinti"),
            ("Straße", "strasse"),
            ("всё Йод", "все иод"),
            ("الحُقوق مَحفوظة", "الحقوق محفوظة"),
            ("अनुमति के बिना", "अनुमति के बिना"),
            ("a \t\u{A0} b", "a b"),
            ("Copy\0right", "copyright"),
        ] {
            assert_eq!(folded(text), fold(want).as_str(), "{text}");
            if want.is_ascii() {
                assert_eq!(folded(text), want);
            }
        }
    }

    #[test]
    fn maps_back_to_the_bytes() {
        let text = "A  ＢÉ\u{200B}c ©";
        let mut view = Folded::default();
        view.fill(text, false);
        assert_eq!(view.text, "a bec ©");
        let at = |word: &str| {
            let start = view.text.find(word).unwrap();
            view.to_text(Span::new(start, start + word.len())).of(text)
        };
        assert_eq!(at("b"), "Ｂ");
        assert_eq!(at("be"), "ＢÉ");
        assert_eq!(at("ec"), "É\u{200B}c");
        assert_eq!(at("©"), "©");
    }

    #[test]
    fn tells_a_wrap_from_an_end() {
        let mut view = Folded::default();
        view.fill("Copyright © A\nDilarang keras menyalin\nkonten ini.\nLagi", true);
        assert_eq!(view.text, "copyright © a\ndilarang keras menyalin konten ini.\nlagi");
        view.fill("a\nb", false);
        assert_eq!(view.text, "a\nb");
    }
}
