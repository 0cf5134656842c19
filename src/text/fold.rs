//! The folded view of a text.
//!
//! Folding takes away what a reader does not see and a matcher must not care about: compatibility forms
//! (NFKC, with © kept), case, zero-width and control characters, soft hyphens, the diacritics of Latin,
//! Greek, Cyrillic, Arabic and Hebrew, the script of digits, the kind of quotation mark and dash, runs of
//! white space, line wraps. Facts: Unicode Standard Annex #15 (NFKC), `Default_Ignorable_Code_Point` of
//! DerivedCoreProperties.txt.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_compatible;

use super::character::{
    TABLED, alike, combines, digit, is_dropped_mark, is_ignorable, is_unspaced,
};
use super::eight;
use super::{Letters, Map, Span};

/// The folded view of a text, with its map. One is kept per worker and filled again for each text.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// Lower case, one space for white space, `\n` only where a statement may not run on.
    pub text: String,
    /// From bytes of `text` to bytes of the text that was folded.
    pub map: Map,
    /// Which bytes of `text` are letters.
    pub letters: Letters,
    /// A bit for each byte of `text` of ASCII that stands for something else, or before something that was left out:
    /// not for what is printed in capitals, and a space stands for any white space of ASCII.
    /// None is for the rest, which may have fewer bits than there are bytes.
    changed: Vec<u64>,
}

impl Folded {
    /// Folds `text`. `wraps` says that a single line break may be a wrap within a sentence (plain text);
    /// otherwise each line break is an end (the reading text of markup).
    pub fn fill(&mut self, text: &str, wraps: bool) {
        self.fold(text, wraps);
        self.letters.fill(&self.text);
    }

    fn fold(&mut self, text: &str, wraps: bool) {
        self.text.clear();
        self.text.reserve(text.len());
        self.map.clear();
        self.changed.clear();
        let mut folder = Folder { text, wraps, at: 0, line: 0, out: self };
        folder.run();
    }

    /// Whether a span, and what was left out of it and behind it, is printed in ASCII: as it is folded, but for
    /// capitals and the length of white space.
    pub fn is_ascii(&self, span: Span) -> bool {
        let last = span.end.saturating_sub(1).max(span.start) / BITS;
        (span.start / BITS..=last).all(|index| {
            let base = index.wrapping_mul(BITS);
            let from = span.start.saturating_sub(base);
            let behind = base.wrapping_add(BITS).saturating_sub(span.end);
            let inside = u64::MAX.wrapping_shl(from as u32)
                & u64::MAX.checked_shr(behind as u32).unwrap_or(0);
            let changed = self.changed.get(index).copied().unwrap_or(0);
            (changed | self.letters.leads(index)) & inside == 0
        })
    }

    /// From a span of the folded view to the span of the text that was folded.
    pub fn to_text(&self, span: Span) -> Span {
        self.map.span(span)
    }
}

/// Folds a word or phrase of the rules, so that it meets folded texts.
pub fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    folded.fold(text, false);
    folded.text
}

/// Like [`fold`], but with the diacritics kept: what a hit is held against where a word differs from
/// another by its accents alone.
pub fn fold_accented(text: &str) -> String {
    if text.is_ascii() {
        let seen = text.chars().filter(|c| !is_ignorable(*c));
        return seen.map(|c| c.to_ascii_lowercase()).collect();
    }
    // The dots of Turkish `İ` and `ı` are not told apart: capitals of other keyboards lose them.
    let dotless = |c: char| if c == '\u{131}' { 'i' } else { c };
    text.nfkc()
        .filter(|c| !is_ignorable(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| *c != '\u{307}')
        .map(dotless)
        .collect()
}

/// Whether a byte stands for itself, or for its lower case, and for nothing more.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b'!'..=b',' | b'.'..=b'~')
}

/// Bytes that are looked at at once.
const BLOCK: usize = 32;

/// Whether all bytes but the last are plain, or single spaces before something plain: in one loop without a way
/// out, which the compiler makes a few instructions of.
fn is_plain_block(block: &[u8]) -> bool {
    let next = block.get(1..).unwrap_or(&[]);
    block.iter().zip(next).fold(true, |plain, (byte, next)| {
        plain & (is_plain(*byte) | ((*byte == b' ') & is_plain(*next)))
    })
}

/// Where what is plain, with the single spaces in it, ends that goes on at a byte.
fn plain_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while let Some(block) = bytes.get(end..=end + BLOCK)
        && is_plain_block(block)
    {
        end += BLOCK;
    }
    while let Some([rest @ .., next]) = bytes.get(end..end + 9)
        && let Ok(eight) = <[u8; 8]>::try_from(rest)
    {
        let word = u64::from_le_bytes(eight);
        let plain = eight::between(word, b'!', b'~') & !eight::equal(word, b'-');
        let behind = plain >> 8 | u64::from(is_plain(*next)) << 63;
        let stops = !(plain | eight::equal(word, b' ') & behind) & eight::repeat(0x80);
        if stops != 0 {
            return end + (stops.trailing_zeros() / 8) as usize;
        }
        end += 8;
    }
    let plain = |at: usize| bytes.get(at).is_some_and(|byte| is_plain(*byte));
    while plain(end) || (bytes.get(end) == Some(&b' ') && plain(end + 1)) {
        end += 1;
    }
    end
}

/// What a character of the common alphabets folds to where nothing combines with it and that is one
/// character; `\0` for the others.
static SIMPLE: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut simple = vec!['\0'; TABLED];
    for code in 0x80..TABLED as u32 {
        let Some(c) = char::from_u32(code) else { continue };
        if c.is_whitespace() || is_ignorable(c) || is_dropped_mark(c) || combines(c) {
            continue;
        }
        let one = if stands_for_itself(c) { Some(c) } else { by_the_book(c) };
        if let (Some(one), Some(slot)) = (one, simple.get_mut(code as usize)) {
            *slot = one;
        }
    }
    simple
});

/// Whether a character is no capital, no form of another and alike to none: so are most, and the book is slow.
fn stands_for_itself(c: char) -> bool {
    let mut same = true;
    decompose_compatible(c, |part| same &= part == c);
    same && c != 'ß' && c.to_lowercase().eq([c]) && alike(c).or_else(|| digit(c)).is_none()
}

/// What a character folds to, if that is one.
fn by_the_book(c: char) -> Option<char> {
    let mut folded = Folded::default();
    let mut buffer = [0; 4];
    let text: &str = c.encode_utf8(&mut buffer);
    let mut folder = Folder { text, wraps: false, at: 0, line: 0, out: &mut folded };
    folder.character();
    let mut chars = folded.text.chars();
    match (chars.next(), chars.next()) {
        // A dash folds by what stands around it.
        (Some(one), None) if one != '-' => Some(one),
        _ => None,
    }
}

/// What a character beyond ASCII folds to where nothing combines with it, if that is one character and what stands
/// around does not matter; `table` is [`SIMPLE`].
#[inline]
fn simple(c: char, table: &[char]) -> Option<char> {
    match table.get(c as usize) {
        Some(simple) => Some(*simple).filter(|simple| *simple != '\0'),
        // Han, kana and Hangul stand for themselves.
        None => matches!(c,
            '\u{4E00}'..='\u{9FFF}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{AC00}'..='\u{D7A3}')
        .then_some(c),
    }
}

/// Bits of a number of [`Folded::changed`].
const BITS: usize = u64::BITS as usize;

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
            if is_plain(byte) {
                self.plain_run();
                continue;
            }
            match byte {
                b' ' if self.goes_on() => self.space(),
                b' ' | b'\t'..=b'\r' => self.white_space(),
                b'-' => self.dash(1),
                0..=0x7F => self.at += 1,
                _ => self.common_run(),
            }
        }
    }

    /// Bytes that fold to themselves or their lower case, with the single spaces between them, copied as one.
    fn plain_run(&mut self) {
        let end = plain_end(self.text.as_bytes(), self.at);
        let span = Span::new(self.at, end);
        let from = self.out.text.len();
        self.out.text.push_str(span.of(self.text));
        if let Some(copied) = self.out.text.get_mut(from..) {
            copied.make_ascii_lowercase();
        }
        self.out.map.push(span.len(), span);
        self.at = end;
    }

    /// Says that the folded bytes from one on do not stand for themselves.
    fn change(&mut self, from: usize) {
        let changed = &mut self.out.changed;
        for at in from..self.out.text.len() {
            if changed.len() <= at / BITS {
                changed.resize(at / BITS + 1, 0);
            }
            if let Some(bits) = changed.get_mut(at / BITS) {
                *bits |= 1 << (at % BITS);
            }
        }
    }

    /// Says the same of the last folded byte: what stands behind it is left out.
    fn leave_out(&mut self) {
        self.change(self.out.text.len().saturating_sub(1));
    }

    /// One folded character for the next `length` bytes of the source.
    fn unit(&mut self, c: char, length: usize) {
        self.out.text.push(c);
        self.out.map.push(c.len_utf8(), Span::new(self.at, self.at + length));
        self.at += length;
        if length > 1 {
            self.change(self.out.text.len() - c.len_utf8());
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn dash(&mut self, length: usize) {
        let before = self.out.text.chars().next_back().is_some_and(char::is_alphabetic);
        let after = self.rest().get(length..).and_then(|rest| rest.chars().next());
        let between = before && after.is_some_and(char::is_alphabetic);
        self.unit(if between { ' ' } else { '-' }, length);
        if between {
            self.leave_out();
        }
    }

    /// Whether what is seen in ASCII stands behind the next byte.
    fn goes_on(&self) -> bool {
        self.text.as_bytes().get(self.at + 1).is_some_and(u8::is_ascii_graphic)
    }

    /// A single space.
    fn space(&mut self) {
        if self.out.text.is_empty() {
            self.at += 1;
        } else {
            self.unit(' ', 1);
        }
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
            if span.of(self.text).bytes().any(|byte| !byte.is_ascii()) {
                self.leave_out();
            }
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
            // *autor: …*: a label of small letters begins a line of its own.
            let rest = self.text.get(next..).unwrap_or("");
            let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
            let labels =
                before == ')' && rest.get(word.len()..).is_some_and(|r| r.starts_with(':'));
            return Some(if labels { '\n' } else { ' ' });
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

    /// Characters beyond ASCII, with the single spaces between them: by the table where it says all, the first that
    /// needs more by the book.
    fn common_run(&mut self) {
        let (text, table) = (self.text, SIMPLE.as_slice());
        let simple = |c: char| simple(c, table);
        let mut chars = text.get(self.at..).unwrap_or("").chars();
        let mut next = chars.next();
        let mut next_folded = next.and_then(simple);
        // Where what stands for itself begins: it is copied as one.
        let mut same = self.at;
        while let Some(c) = next {
            let own = next_folded;
            next = chars.next();
            next_folded = next.and_then(simple);
            let length = c.len_utf8();
            let folded = match c {
                ' ' => next_folded.map(|_| ' '),
                // What combines with it is not in the table.
                _ => own.filter(|_| next_folded.is_some() || !next.is_some_and(combines)),
            };
            let Some(folded) = folded else {
                self.copy(same);
                if !c.is_ascii() {
                    self.character();
                }
                return;
            };
            if folded == c {
                self.at += length;
                continue;
            }
            self.copy(same);
            self.unit(folded, length);
            same = self.at;
        }
        self.copy(same);
    }

    /// What stands for itself, from a place on.
    fn copy(&mut self, from: usize) {
        let span = Span::new(from, self.at);
        self.out.text.push_str(span.of(self.text));
        self.out.map.push(span.len(), span);
    }

    fn character(&mut self) {
        let Some(c) = self.rest().chars().next() else { return };
        let length = c.len_utf8();
        if c.is_whitespace() {
            return self.white_space();
        }
        if is_ignorable(c) || is_dropped_mark(c) {
            self.at += length;
            return self.leave_out();
        }
        if let Some(c) = alike(c).or_else(|| digit(c)) {
            return if c == '-' { self.dash(length) } else { self.unit(c, length) };
        }
        self.cluster(length);
    }

    /// Whether the character after the next `length` bytes combines with them.
    fn combines(&self, length: usize) -> bool {
        match self.text.as_bytes().get(self.at + length) {
            None | Some(0..=0x7F) => false,
            _ => {
                self.rest().get(length..).and_then(|rest| rest.chars().next()).is_some_and(combines)
            }
        }
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
        self.change(before.saturating_sub(1));
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
    fn what_stands_for_itself_does_so_by_the_book() {
        let folded = |c: &char| {
            !(c.is_whitespace() || is_ignorable(*c) || is_dropped_mark(*c) || combines(*c))
        };
        let all = (0x80..TABLED as u32).filter_map(char::from_u32).filter(folded);
        for c in all.filter(|c| stands_for_itself(*c)) {
            assert_eq!(by_the_book(c), Some(c), "{c:?}");
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
