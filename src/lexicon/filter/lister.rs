//! Puts each literal under one of its grams.

use super::gram::{Known, spread, word};
use super::head::{LONGEST, letter_at, letters, word_bytes};
use super::{ANYWHERE, Bounds, END_BYTES, ENDS, Frequencies, KINDS, Kind, LISTS};

/// The most literals that are put under one gram where there is a choice.
const CROWD: u16 = 16;

/// Puts literals under their grams.
pub(super) struct Lister<'a> {
    frequencies: &'a Frequencies,
    /// How many literals are under each gram: of grams that are equally rare, one that others have already is better,
    /// for the fewer there are the nearer they are in memory; but not too many, for they are verified one by one.
    crowds: Vec<u16>,
    /// By their grams, as [`super::Filter`] has them.
    pub(super) lists: [Vec<Known>; LISTS],
    pub(super) loose: [bool; 256],
    /// Whether a gram at a head begins with a mark of ASCII.
    pub(super) marks: bool,
    /// The heads of the literal that is being listed.
    heads: Vec<usize>,
}

/// A part of a literal that may be its gram.
#[derive(Debug, Clone, Copy)]
struct Part {
    offset: usize,
    bytes: usize,
}

impl Part {
    fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.offset..self.offset + self.bytes).unwrap_or(&[])
    }
}

impl<'a> Lister<'a> {
    const BITS: u32 = 17;

    pub(super) fn new(frequencies: &'a Frequencies) -> Self {
        Self {
            frequencies,
            crowds: vec![0u16; 1 << Self::BITS],
            lists: Default::default(),
            loose: [false; 256],
            marks: false,
            heads: Vec::new(),
        }
    }

    /// Lists a literal: under a gram at the head of one of its words, else under its end, else under any.
    pub(super) fn list(&mut self, text: &[u8], literal: u32, bounds: Bounds) {
        let Some(first) = text.first().copied() else { return };
        let known = Known::new(text, literal, bounds);
        let mut heads = std::mem::take(&mut self.heads);
        heads.clear();
        heads.extend(places(text, bounds).take(usize::from(u16::MAX)));
        if heads.is_empty() && !first.is_ascii() {
            // It may begin within a word: all characters that begin so are looked at.
            if let Some(loose) = self.loose.get_mut(usize::from(first)) {
                *loose = true;
            }
            heads.push(0);
        }
        // Marks are everywhere: where no gram begins with one none is looked at.
        let marks = |head: &usize| text.get(*head).is_some_and(|byte| is_mark(*byte));
        let words = heads.iter().filter(|head| !marks(head)).count();
        heads.sort_by_key(marks);
        let choice = self
            .choose(text, bounds, heads.get(..words).unwrap_or(&[]))
            .or_else(|| self.choose(text, bounds, &heads));
        self.heads = heads;
        if let Some((list, part)) = choice {
            return self.put(list, text, known, part);
        }
        let end = Part { offset: text.len().saturating_sub(END_BYTES), bytes: END_BYTES };
        let ended = bounds.right && text.last().is_some_and(u8::is_ascii_alphanumeric);
        if ended && text.len() >= END_BYTES && u16::try_from(end.offset).is_ok() {
            return self.put(ENDS, text, known, end);
        }
        for (index, bytes) in ANYWHERE.into_iter().enumerate() {
            let last = (text.len() + 1).saturating_sub(bytes).min(usize::from(u16::MAX));
            if let Some(part) = self.rarest(text, (0..last).map(|offset| Part { offset, bytes })) {
                return self.put(ENDS + 1 + index, text, known, part);
            }
        }
    }

    /// The best part of a literal at one of its heads, and the list it belongs in: eight bytes, else a word, else
    /// fewer.
    fn choose(&self, text: &[u8], bounds: Bounds, heads: &[usize]) -> Option<(usize, Part)> {
        let parts = |kind: Kind| {
            heads.iter().filter_map(move |offset| {
                let offset = *offset;
                let bytes = match kind {
                    Kind::Bytes(bytes) => bytes,
                    Kind::Word => {
                        let letters = letters(text, offset);
                        let first = text.get(offset).copied()?;
                        let bytes = word_bytes(first, letters);
                        // What the literal ends with may go on in a text, but for its bounds.
                        let ended = offset + letters < text.len() || bounds.right;
                        let known = letters == 0 || bytes == word_bytes(first, LONGEST);
                        (ended || known).then_some(bytes)?
                    }
                };
                (offset + bytes <= text.len()).then_some(Part { offset, bytes })
            })
        };
        (0..KINDS.len()).find_map(|index| {
            let kind = KINDS.get(index).copied()?;
            self.rarest(text, parts(kind)).map(|part| (index, part))
        })
    }

    /// The rarest of some parts of a literal, of equals the first.
    fn rarest(&self, text: &[u8], parts: impl Iterator<Item = Part>) -> Option<Part> {
        parts.min_by_key(|part| (self.rank(text, *part), part.offset))
    }

    /// How frequent a part is: marks and words of one letter are everywhere; else at most, whether other literals make
    /// it worth asking for anyway, and in its parts.
    fn rank(&self, text: &[u8], part: Part) -> (bool, u32, bool, u32) {
        let gram = part.of(text);
        if let [letter] = gram {
            let (most, parts) = self.frequencies.of(&[b' ', b' ', *letter, b' ']);
            return (true, most, is_mark(*letter), parts);
        }
        let from = if part.bytes < 4 { part.offset.saturating_sub(1) } else { part.offset };
        let to = (from + part.bytes.max(4)).min(text.len());
        let crowd = self.crowds.get(crowd(gram)).copied().unwrap_or(0);
        let (most, parts) = self.frequencies.of(text.get(from..to).unwrap_or(gram));
        (gram.len() == 2 && !gram.is_ascii(), most, !(1..CROWD).contains(&crowd), parts)
    }

    /// Puts the literal under one of its parts.
    fn put(&mut self, list: usize, text: &[u8], known: Known, part: Part) {
        let gram = part.of(text);
        self.marks |= list < ENDS && gram.first().is_some_and(|byte| is_mark(*byte));
        if let Some(crowd) = self.crowds.get_mut(crowd(gram)) {
            *crowd = crowd.saturating_add(1);
        }
        if let Some(list) = self.lists.get_mut(list) {
            list.push(Known { gram: word(gram), offset: part.offset as u16, ..known });
        }
    }
}

const fn is_mark(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

fn crowd(gram: &[u8]) -> usize {
    (spread(word(gram)) >> (64 - Lister::BITS)) as usize
}

/// Where in a literal the heads are that are heads wherever it stands.
fn places(text: &[u8], bounds: Bounds) -> impl Iterator<Item = usize> + '_ {
    // What may stand before it is not known, but that its bounds forbid a letter.
    let (mut at, mut behind) = (0, !bounds.left);
    std::iter::from_fn(move || {
        while let Some(byte) = text.get(at) {
            let (letter, length) = if byte.is_ascii() {
                (byte.is_ascii_alphanumeric(), 1)
            } else {
                letter_at(text, at)
            };
            let head = *byte != b' ' && !(letter && behind);
            let place = at;
            (at, behind) = (at + length, letter);
            if head {
                return Some(place);
            }
        }
        None
    })
}
