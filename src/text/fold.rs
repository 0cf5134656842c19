//! The folded view of a text.
//!
//! Folding takes away what a reader does not see and a matcher must not care about: compatibility forms
//! (NFKC, with © kept), case, zero-width and control characters, soft hyphens, the diacritics of Latin,
//! Greek, Cyrillic, Arabic and Hebrew, the script of digits, the kind of quotation mark and dash, runs of
//! white space, line wraps. Facts: Unicode Standard Annex #15 (NFKC), `Default_Ignorable_Code_Point` of
//! DerivedCoreProperties.txt.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;
use unicode_normalization::char::decompose_compatible;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::character::{alike, combines, digit, is_dropped_mark, is_ignorable, is_unspaced};
use super::plain::plain_end;
use super::simple::Simple;
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
    /// What letters with all that combines with them were folded to by the book: a script has few of them, and each
    /// again and again.
    clusters: HashMap<Box<str>, Box<str>, RandomState>,
    /// How many of them are kept at most: none for a word of the rules.
    most: usize,
}

/// The most letters with what combines with them that are kept, and the most bytes of one.
const CLUSTERS: usize = 1024;
const CLUSTER: usize = 16;

impl Folded {
    /// Folds `text`. `wraps` says that a single line break may be a wrap within a sentence (plain text);
    /// otherwise each line break is an end (the reading text of markup).
    pub fn fill(&mut self, text: &str, wraps: bool) {
        self.most = CLUSTERS;
        self.fold(text, wraps);
        self.letters.fill(&self.text);
    }

    fn fold(&mut self, text: &str, wraps: bool) {
        self.text.clear();
        self.text.reserve(text.len());
        self.map.clear();
        self.changed.clear();
        let mut folder = Folder { text, wraps, at: 0, same: 0, line: 0, out: self };
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
    // Names and addresses mostly stand for themselves.
    if !text.starts_with(' ') && plain_end(text.as_bytes(), 0) == text.len() {
        return text.to_ascii_lowercase();
    }
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
    let fold = |chars: &mut dyn Iterator<Item = char>| {
        chars
            .filter(|c| !is_ignorable(*c))
            .flat_map(char::to_lowercase)
            .filter(|c| *c != '\u{307}')
            .map(dotless)
            .collect()
    };
    // Most texts are composed as they should be, which is told sooner than it is done. ASCII always is.
    match is_nfkc_quick(text.chars().filter(|c| !c.is_ascii())) {
        IsNormalized::Yes => fold(&mut text.chars()),
        _ => fold(&mut text.nfkc()),
    }
}

/// What folds to one character.
static SIMPLE: LazyLock<Simple> = LazyLock::new(|| Simple::of(by_the_book));

/// What a character that is no white space folds to, if that is one.
fn by_the_book(c: char) -> Option<char> {
    let one = alike(c).or_else(|| digit(c)).or_else(|| {
        let mut folded = String::new();
        spell(c.encode_utf8(&mut [0; 4]), &mut folded);
        let mut chars = folded.chars();
        chars.next().filter(|_| chars.next().is_none())
    });
    // A dash folds by what stands around it.
    one.filter(|one| *one != '-')
}

/// Bits of a number of [`Folded::changed`].
const BITS: usize = u64::BITS as usize;

struct Folder<'a> {
    text: &'a str,
    wraps: bool,
    at: usize,
    /// From where on what is before `at` stands for itself, capitals of ASCII for their lower case; it is not copied
    /// yet.
    same: usize,
    /// Where the current line of the source began, for telling a wrap from an end.
    line: usize,
    out: &'a mut Folded,
}

impl Folder<'_> {
    fn run(&mut self) {
        let (bytes, simple) = (self.text.as_bytes(), &*SIMPLE);
        while let Some(byte) = bytes.get(self.at).copied() {
            match byte {
                b'!'..=b',' | b'.'..=b'~' => self.at = plain_end(bytes, self.at),
                b' ' if self.goes_on() && !self.is_empty() => self.at += 1,
                0x80.. => self.beyond(simple),
                _ => {
                    self.copy();
                    match byte {
                        b' ' | b'\t'..=b'\r' => self.white_space(),
                        b'-' => self.dash(1),
                        _ => self.at += 1,
                    }
                    self.same = self.at;
                }
            }
        }
        self.copy();
        // All at once: most texts are of many short stretches.
        self.out.text.make_ascii_lowercase();
    }

    /// Characters beyond ASCII: by the table where it says all, the first that needs more by the book.
    fn beyond(&mut self, simple: &Simple) {
        let (end, last) = simple.same_end(self.text.as_bytes(), self.at);
        if end > self.at && !self.combines(end - self.at) {
            self.at = end;
            return;
        }
        // What combines with the last of them is not in the table.
        self.at = last;
        self.copy();
        let next = self.rest().chars().next();
        match next.map(|c| (c.len_utf8(), simple.get(c))) {
            Some((length, Some(folded))) if !self.combines(length) => self.unit(folded, length),
            _ => self.character(),
        }
        self.same = self.at;
    }

    /// Copies what stands for itself.
    fn copy(&mut self) {
        if self.same < self.at {
            let span = Span::new(self.same, self.at);
            self.out.text.push_str(span.of(self.text));
            self.out.map.push(span.len(), span);
            self.same = self.at;
        }
    }

    /// Whether nothing was folded yet.
    fn is_empty(&self) -> bool {
        self.same == self.at && self.out.text.is_empty()
    }

    /// Says that the folded bytes from one on do not stand for themselves.
    fn change(&mut self, from: usize) {
        let (changed, end) = (&mut self.out.changed, self.out.text.len());
        if changed.len() * BITS < end {
            // For the whole text, more or less.
            changed.resize(end.max(self.text.len()) / BITS + 1, 0);
        }
        for at in from..end {
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
        if length > 1 && c.is_ascii() {
            self.leave_out();
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

    fn white_space(&mut self) {
        let bytes = self.text.as_bytes();
        let (mut end, mut breaks, mut last_break, mut ascii) = (self.at, 0, 0, true);
        while let Some(byte) = bytes.get(end) {
            match byte {
                b'\n' | b'\x0B' | b'\x0C' => {
                    end += 1;
                    breaks += 1;
                    last_break = end;
                }
                // What is not seen is left out with it.
                0..=b' ' | 0x7F => end += 1,
                0..=0x7F => break,
                0x80.. => {
                    let c = self.text.get(end..).and_then(|rest| rest.chars().next());
                    let Some(c) = c.filter(|c| c.is_whitespace() || is_ignorable(*c)) else {
                        break;
                    };
                    ascii = false;
                    end += c.len_utf8();
                    if matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}') {
                        breaks += 1;
                        last_break = end;
                    }
                }
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
            if !ascii {
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
        let Folded { text, clusters, most, .. } = &mut *self.out;
        let printed = source.of(self.text);
        if let Some(folded) = clusters.get(printed) {
            text.push_str(folded);
        } else {
            spell(printed, text);
            if clusters.len() < *most
                && length <= CLUSTER
                && let Some(folded) = text.get(before..)
            {
                clusters.insert(printed.into(), folded.into());
            }
        }
        self.out.map.push(self.out.text.len() - before, source);
        self.at = source.end;
        self.change(before.saturating_sub(1));
    }
}

/// Puts a letter with all that combines with it behind a text, by the book.
fn spell(cluster: &str, to: &mut String) {
    let seen = |c: &char| !is_dropped_mark(*c) && !is_ignorable(*c);
    // Of most a single letter is left, with which nothing is to be composed.
    let (mut one, mut count) = (None, 0);
    for c in cluster.chars() {
        decompose_compatible(c, |c| {
            if seen(&c) {
                (one, count) = (Some(c), count + 1);
            }
        });
    }
    let several = (count > 1).then(|| cluster.nfkd().filter(seen).nfc()).into_iter().flatten();
    for c in one.filter(|_| count == 1).into_iter().chain(several) {
        match alike(c).or_else(|| digit(c)) {
            Some(c) => to.push(c),
            None if c == 'ß' || c == 'ẞ' => to.push_str("ss"),
            None => {
                let lower = c.to_lowercase().filter(|c| !is_dropped_mark(*c));
                to.extend(lower.map(|c| alike(c).unwrap_or(c)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::simple::stands_for_itself;
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
        let all = ('\u{80}'..='\u{FFFF}').filter(folded);
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
