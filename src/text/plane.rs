//! What is true of a character beyond ASCII, asked of its bytes: a bit for each code point of the Basic Multilingual
//! Plane. The bits of 64 code points stand under the same first bytes of UTF-8, so that nothing need be decoded.

/// Code points of the plane, 64 in each number.
const WORDS: usize = 0x1_0000 / 64;

/// A bit for each code point of the plane.
#[derive(Debug)]
pub(super) struct Plane(Box<[u64; WORDS]>);

impl Plane {
    /// Those of these code points beyond ASCII of which `holds` is true.
    pub(super) fn of(codes: impl Iterator<Item = u32>, holds: impl Fn(char) -> bool) -> Self {
        let mut words = Box::new([0; WORDS]);
        for code in codes.filter(|code| char::from_u32(*code).is_some_and(&holds)) {
            if let Some(word) = words.get_mut(code as usize / 64) {
                *word |= 1 << (code % 64);
            }
        }
        Self(words)
    }

    /// Whether it is true of the character of two bytes.
    #[inline]
    pub(super) fn two(&self, [first, second]: [u8; 2]) -> bool {
        self.bit(usize::from(first & 0x1F), second)
    }

    /// Whether it is true of the character of three bytes.
    #[inline]
    pub(super) fn three(&self, [first, second, third]: [u8; 3]) -> bool {
        self.bit(usize::from(first & 0x0F) << 6 | usize::from(second & 0x3F), third)
    }

    #[inline]
    fn bit(&self, word: usize, last: u8) -> bool {
        self.0.get(word).is_some_and(|word| word >> (last & 0x3F) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_has_its_own_bit() {
        let odd = |c: char| u32::from(c).count_ones() % 2 == 1;
        let plane = Plane::of(0x80..0x1_0000, odd);
        for c in ('\u{80}'..='\u{FFFF}').step_by(7) {
            let told = match *c.encode_utf8(&mut [0; 4]).as_bytes() {
                [first, second] => plane.two([first, second]),
                [first, second, third] => plane.three([first, second, third]),
                _ => continue,
            };
            assert_eq!(told, odd(c), "{c:?}");
        }
    }
}
