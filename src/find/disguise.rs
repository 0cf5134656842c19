//! Texts that are not written as they are read: letters of another script that look alike, letters set
//! apart by spaces, UTF-8 that was decoded as something else. They are mended before anything is looked
//! for, with a map back, and that there was something to mend is itself reported.
//!
//! What folding takes away anyway (zero-width characters, full-width and mathematical letters) is only told
//! here, where it stands within a statement.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;
use unicode_script::{Script, UnicodeScript};
use unicode_security::confusable_detection::skeleton;

use crate::document::{Passage, Reading};
use crate::text::block::{self, BLOCK, blocks, mask};
use crate::text::{Map, Span, is_alphabetic, is_alphanumeric};

/// How many letters must stand apart before they are one word.
const APART: usize = 5;

/// How many bytes before a block are looked at with it: as many as a row of characters and spaces has, and more.
const BEFORE: usize = 32;
const BACK: u128 = (1 << BEFORE) - 1;

/// A passage as it is read, where that is not how it is written.
#[derive(Debug)]
pub struct Mended {
    /// The passage with the mended reading.
    pub passage: Passage,
    /// What was mended, in its source.
    pub changed: Vec<Span>,
}

/// Mends a passage; `None` where there is nothing to mend.
pub fn mend(passage: &Passage) -> Option<Mended> {
    let text = passage.text();
    let changes = changes(text);
    if changes.is_empty() {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut map = Map::default();
    let mut at = 0;
    for (range, instead) in &changes {
        let before = Span::new(at, range.start);
        mended.push_str(before.of(text));
        map.push(before.len(), before);
        mended.push_str(instead);
        map.push(instead.len(), Span::new(range.start, range.end));
        at = range.end;
    }
    let rest = Span::new(at, text.len());
    mended.push_str(rest.of(text));
    map.push(rest.len(), rest);
    let changed = changes
        .iter()
        .map(|(range, _)| passage.to_source(Span::new(range.start, range.end)))
        .collect();
    let mut passage = passage.clone();
    for block in &mut passage.blocks {
        block.span = map.derived(block.span);
    }
    for link in &mut passage.links {
        link.span = map.derived(link.span);
    }
    let map = match &passage.reading {
        Some(reading) => map.then(&reading.map),
        None => map,
    };
    passage.reading = Some(Reading { text: mended, map });
    Some(Mended { passage, changed })
}

/// What stands for what, in order.
type Change = (Range<usize>, String);

fn changes(text: &str) -> Vec<Change> {
    let mut all = Vec::new();
    let high = !text.is_ascii();
    if high {
        mixed(text, &mut all);
        mojibake(text, &mut all);
    }
    if may_stand_apart(text, high) {
        apart(text, &mut all);
    }
    if all.is_empty() {
        return all;
    }
    all.sort_by_key(|(range, _)| (range.start, range.end));
    // Where two would mend the same place, the first does.
    let mut end = 0;
    all.retain(|(range, _)| {
        let free = range.start >= end;
        if free {
            end = range.end;
        }
        free
    });
    all
}

/// Words of Latin letters with a few of another script among them that look like Latin ones.
fn mixed(text: &str, all: &mut Vec<Change>) {
    // The lead bytes of Greek, Cyrillic and Armenian: most texts have none, or no Latin beside them.
    let bytes = text.as_bytes();
    let alike = bytes.iter().fold(false, |alike, byte| alike | (0xCD..=0xD6).contains(byte));
    // Within a word the two stand side by side somewhere.
    let beside = || {
        bytes.iter().zip(bytes.get(1..).unwrap_or(&[])).fold(false, |beside, (one, next)| {
            beside
                | (one.is_ascii_alphabetic() & !next.is_ascii())
                | (!one.is_ascii() & next.is_ascii_alphabetic())
        })
    };
    if !(alike && beside()) {
        return;
    }
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        // Digits divide words as well as marks do.
        if is_alphabetic(c) {
            start = start.or(Some(at));
        } else if let Some(from) = start.take() {
            mixed_word(text, from..at, all);
        }
    }
}

fn mixed_word(text: &str, word: Range<usize>, all: &mut Vec<Change>) {
    let Some(letters) = text.get(word.clone()) else { return };
    // Nearly every word is of one alphabet, which its bytes tell.
    if letters.is_ascii() || !letters.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return;
    }
    let latin = letters.chars().filter(|c| c.script() == Script::Latin).count();
    let alike = |c: char| matches!(c.script(), Script::Cyrillic | Script::Greek | Script::Armenian);
    if latin == 0 || !letters.chars().any(alike) {
        return;
    }
    for (at, c) in letters.char_indices().filter(|(_, c)| alike(*c)) {
        let seen: String = skeleton(c.encode_utf8(&mut [0; 4])).collect();
        if seen.chars().count() == 1 && seen.is_ascii() {
            let from = word.start + at;
            all.push((from..from + c.len_utf8(), seen));
        }
    }
}

/// Whether two bytes are a character that a lead byte of UTF-8 turns into, U+00C2 to U+00E7.
const fn is_lead(first: u8, second: u8) -> bool {
    (first == 0xC3) & matches!(second, 0x82..=0x85 | 0x90 | 0x91 | 0x97..=0x99 | 0xA2..=0xA7)
}

/// `Â©` for `©`: runs of characters that are UTF-8 when written as windows-1252.
fn mojibake(text: &str, all: &mut Vec<Change>) {
    let bytes = text.as_bytes();
    if memchr::memchr(0xC3, bytes).is_none() {
        return;
    }
    // Most letters of the kind stand in words that go on in ASCII: asked of the whole text in one loop without a
    // way out.
    let (second, third) = (bytes.get(1..).unwrap_or(&[]), bytes.get(2..).unwrap_or(&[]));
    let may =
        bytes.iter().zip(second).zip(third).fold(false, |may, ((one, two), three)| {
            may | (is_lead(*one, *two) & !three.is_ascii())
        });
    if !may {
        return;
    }
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(0xC3, rest)) {
        let from = at + found;
        let lead = bytes.get(from + 1).is_some_and(|second| is_lead(0xC3, *second));
        if !lead || bytes.get(from + 2).is_none_or(u8::is_ascii) {
            at = from + 2;
            continue;
        }
        let run = text.get(from..).unwrap_or("");
        let length = run.find(|c: char| c.is_ascii()).unwrap_or(run.len());
        let run = run.get(..length).unwrap_or("");
        at = from + length.max(1);
        if run.chars().nth(1).is_none() {
            continue;
        }
        let (bytes, _, unmappable) = WINDOWS_1252.encode(run);
        if unmappable {
            continue;
        }
        if let Ok(meant) = std::str::from_utf8(&bytes)
            && meant.chars().count() < run.chars().count()
        {
            all.push((from..from + length, meant.to_owned()));
        }
    }
}

/// Whether single characters stand between spaces, some in a row: no word is set apart without.
fn may_stand_apart(text: &str, high: bool) -> bool {
    let bytes = text.as_bytes();
    if !high {
        // Every other byte of a row is a space: asked in one loop without a way out.
        let behind = |at: usize| bytes.get(at..).unwrap_or(&[]);
        let own = bytes.iter().zip(behind(1)).zip(behind(2));
        let all = own.zip(behind(4)).zip(behind(6));
        let space = |byte: &u8| *byte == b' ';
        return all.fold(false, |row, ((((one, single), two), three), four)| {
            row | (space(one) & !space(single) & space(two) & space(three) & space(four))
        });
    }
    // Some bytes of the block before stand below those of a block: a row reaches no further.
    let (mut spaces, mut inner) = (0u128, 0u128);
    let mut last = [0; BLOCK];
    for (_, block) in blocks(bytes, &mut last) {
        (spaces, inner) = (spaces >> BLOCK & BACK, inner >> BLOCK & BACK);
        spaces |= u128::from(mask(block, |byte| byte == b' ')) << BEFORE;
        if !block.is_ascii() {
            inner |= u128::from(mask(block, block::is_continuation)) << BEFORE;
        }
        // The spaces with a single character of one to four bytes before them, and a space before that.
        let one = spaces & spaces << 2 & !(spaces << 1 | inner << 1);
        let mut gaps = [one, 0, 0, 0];
        if inner != 0 {
            let two = spaces & inner << 1 & !(inner << 2) & spaces << 3;
            let three = spaces & inner << 1 & inner << 2 & !(inner << 3) & spaces << 4;
            let four = spaces & inner << 1 & inner << 2 & inner << 3 & spaces << 5;
            gaps = [one, two, three, four];
        }
        // Rare enough that most blocks end here.
        let single = gaps.iter().fold(0, |single, gap| single | gap);
        let others = single & single.wrapping_sub(1);
        if others & others.wrapping_sub(1) == 0 {
            continue;
        }
        let mut row = u128::MAX;
        for _ in 0..APART - 2 {
            let behind = gaps.iter().zip(2..).map(|(gap, bytes)| gap & row << bytes);
            row = behind.fold(0, |row, next| row | next);
        }
        if row >> BEFORE != 0 {
            return true;
        }
    }
    false
}

/// `C o p y r i g h t`: single letters with one space between, five and more.
fn apart(text: &str, all: &mut Vec<Change>) {
    let mut run: Vec<usize> = Vec::new(); // where the spaces are
    let mut letters = 0;
    let mut previous = ' ';
    let mut before = '\n';
    let mut close = |run: &mut Vec<usize>, letters: &mut usize| {
        if *letters >= APART {
            all.extend(run.iter().map(|at| (*at..*at + 1, String::new())));
        }
        run.clear();
        *letters = 0;
    };
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        let letter = is_alphanumeric(c) || matches!(c, '©' | 'ⓒ');
        if letter && !is_alphanumeric(previous) {
            // A letter goes on with the run only behind a single space.
            if !(letters > 0 && previous == ' ' && before != ' ') {
                close(&mut run, &mut letters);
            } else if let Some(space) = at.checked_sub(1) {
                run.push(space);
            }
            letters += 1;
        } else if letter {
            // Two letters together: the last of the run belongs to a word.
            run.pop();
            letters = letters.saturating_sub(1);
            close(&mut run, &mut letters);
        } else if c != ' ' || previous == ' ' {
            close(&mut run, &mut letters);
        }
        before = previous;
        previous = c;
    }
}

/// Whether a piece of a source holds what only a disguise puts into a word.
pub fn hides(source: &str) -> bool {
    if source.is_ascii() {
        return false;
    }
    let mut previous = ' ';
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        let within =
            previous.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        let hidden = match c {
            '\u{200B}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => within,
            '\u{1D400}'..='\u{1D7FF}' | '\u{E0000}'..='\u{E007F}' => true,
            _ => false,
        };
        if hidden {
            return true;
        }
        previous = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Channel;

    fn mended(text: &str) -> String {
        let passage = Passage::plain(None, Channel::Text, text.to_owned());
        mend(&passage).map_or_else(|| text.to_owned(), |mended| mended.passage.text().to_owned())
    }

    #[test]
    fn what_is_read_is_mended() {
        for (text, want) in [
            ("C o p y r i g h t 2025", "Copyright 2025"),
            ("禁 止 转 载 本 文", "禁止转载本文"),
            ("a b c is no word", "a b c is no word"),
            ("\u{421}opyr\u{456}ght", "Copyright"),
            ("Россия и IT", "Россия и IT"),
            ("Â© 2025 Ann\u{C3}\u{A9}e", "© 2025 Année"),
            ("Ãœber Änderungen", "Über Änderungen"),
            ("plain text", "plain text"),
        ] {
            assert_eq!(mended(text), want, "{text}");
        }
    }

    #[test]
    fn spans_lead_back_to_the_source() {
        let text = "x \u{421}opy x";
        let passage = Passage::plain(None, Channel::Text, text.to_owned());
        let mended = mend(&passage).unwrap();
        assert_eq!(mended.passage.to_source(Span::new(2, 6)).of(text), "\u{421}opy");
        assert_eq!(mended.passage.to_source(Span::new(7, 8)).of(text), "x");
    }
}
