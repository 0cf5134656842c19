//! Sixty-four bytes at once, as one number with a bit for each: which of them are a letter, a space, a given byte.
//!
//! All bytes of a block are asked the same in one loop of fixed length without a way out, which the compiler makes a
//! few instructions of that look at sixteen bytes at once. So `one` must not choose between two ways (`|`, not `||`).

/// Bytes that are looked at as one block.
pub const BLOCK: usize = 64;

/// The bit of each byte of a block among those of eight bytes.
const BITS: [u8; BLOCK] = {
    let mut bits = [0; BLOCK];
    let (mut rest, mut bit) = (bits.as_mut_slice(), 1u8);
    while let [first, behind @ ..] = rest {
        *first = bit;
        bit = bit.rotate_left(1);
        rest = behind;
    }
    bits
};

/// A bit for each byte of a block that `one` is true of, the first one lowest. By itself and with plain loops: this the
/// compiler turns into some sixty instructions, iterators or a place within another loop into five times as many.
#[inline(never)]
#[expect(
    clippy::indexing_slicing,
    reason = "all arrays are as long as the loops: nothing is left to check"
)]
pub fn mask(block: &[u8; BLOCK], one: impl Fn(u8) -> bool) -> u64 {
    let mut told = [0; BLOCK];
    let mut at = 0;
    while at < BLOCK {
        told[at] = if one(block[at]) { BITS[at] } else { 0 };
        at += 1;
    }
    let (mut mask, mut at) = (0, 0);
    while at < BLOCK {
        // The sum of eight bits that are not the same is all of them.
        let (mut sum, mut bit) = (0u8, 0);
        while bit < 8 {
            sum = sum.wrapping_add(told[at + bit]);
            bit += 1;
        }
        mask |= u64::from(sum) << at;
        at += 8;
    }
    mask
}

/// A text in blocks, the last filled up with zeros, each with the byte where it begins.
pub fn blocks<'a>(
    bytes: &'a [u8],
    last: &'a mut [u8; BLOCK],
) -> impl Iterator<Item = (usize, &'a [u8; BLOCK])> {
    let (whole, rest) = bytes.as_chunks::<BLOCK>();
    *last = [0; BLOCK];
    last.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
    let last: &[u8; BLOCK] = last;
    (0..).step_by(BLOCK).zip(whole.iter().chain((!rest.is_empty()).then_some(last)))
}

/// Whether a byte is an ASCII letter or digit.
#[inline]
pub const fn is_alphanumeric(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

/// Whether no character of UTF-8 begins at a byte.
#[inline]
pub const fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bit_is_the_answer_for_its_byte() {
        let bytes: Vec<u8> = (0..=255).chain(0..37).collect();
        let mut last = [0; BLOCK];
        let mut count = 0;
        for (base, block) in blocks(&bytes, &mut last) {
            let letters = mask(block, is_alphanumeric);
            let spaces = mask(block, |byte| byte == b' ');
            let inner = mask(block, is_continuation);
            for at in 0..BLOCK {
                let byte = bytes.get(base + at).copied().unwrap_or(0);
                assert_eq!(inner >> at & 1 == 1, (0x80..0xC0).contains(&byte), "{byte}");
                assert_eq!(letters >> at & 1 == 1, byte.is_ascii_alphanumeric(), "{byte}");
                assert_eq!(spaces >> at & 1 == 1, byte == b' ', "{byte}");
            }
            count += 1;
        }
        assert_eq!(count, 5);
        assert_eq!(blocks(&[], &mut last).count(), 0);
        assert_eq!(blocks(&[1; BLOCK], &mut last).count(), 1);
    }
}
