//! Eight bytes at once, as one number with the first byte lowest: which of them are a letter, a space, a given byte.
//! The bits of eight such numbers are those of a block.

/// Bytes that are looked at as one block.
pub const BLOCK: usize = 64;

/// The high bit of each byte that is an ASCII letter or digit.
#[inline]
pub const fn alphanumeric(word: u64) -> u64 {
    between(word | repeat(0x20), b'a', b'z') | between(word, b'0', b'9')
}

/// The high bit of each byte that is from `low` to `high`, both ASCII.
#[inline]
pub const fn between(word: u64, low: u8, high: u8) -> u64 {
    let seven = word & repeat(0x7F);
    let from = seven.wrapping_add(repeat(0x80 - low));
    let beyond = seven.wrapping_add(repeat(0x7F - high));
    from & !beyond & !word & repeat(0x80)
}

/// The high bit of each byte that is this one of ASCII.
#[inline]
pub const fn equal(word: u64, byte: u8) -> u64 {
    between(word, byte, byte)
}

/// A byte, eight times.
#[inline]
pub const fn repeat(byte: u8) -> u64 {
    0x0101_0101_0101_0101u64.wrapping_mul(byte as u64)
}

/// The high bits of eight bytes as the bits of one, the first one lowest.
#[inline]
pub const fn bits(high: u64) -> u64 {
    (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// A block as eight numbers; zeros follow what is shorter.
#[inline]
pub fn block(bytes: &[u8]) -> [u64; BLOCK / 8] {
    match <&[u8; BLOCK]>::try_from(bytes) {
        Ok(whole) => numbers(whole),
        Err(_) => padded(bytes),
    }
}

#[inline]
fn numbers(bytes: &[u8; BLOCK]) -> [u64; BLOCK / 8] {
    let number = |eight: &[u8; 8]| u64::from_le_bytes(*eight);
    match bytes.as_chunks::<8>().0 {
        [first, second, third, fourth, fifth, sixth, seventh, last] => [
            number(first),
            number(second),
            number(third),
            number(fourth),
            number(fifth),
            number(sixth),
            number(seventh),
            number(last),
        ],
        _ => [0; BLOCK / 8],
    }
}

#[cold]
fn padded(bytes: &[u8]) -> [u64; BLOCK / 8] {
    let mut padded = [0; BLOCK];
    padded.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
    numbers(&padded)
}

/// A bit for each byte of a block for which `one` sets the high bit, the first one lowest.
#[inline]
pub fn mask(block: &[u64; BLOCK / 8], one: impl Fn(u64) -> u64) -> u64 {
    let of = |at: usize| match block.get(at) {
        Some(word) => bits(one(*word)).wrapping_shl(8 * at as u32),
        None => 0,
    };
    of(0) | of(1) | of(2) | of(3) | of(4) | of(5) | of(6) | of(7)
}

/// The high bit of each byte at which no character of UTF-8 begins.
#[inline]
pub const fn continuation(word: u64) -> u64 {
    word & !(word << 1) & repeat(0x80)
}

/// The high bit of each byte beyond ASCII.
#[inline]
pub const fn beyond(word: u64) -> u64 {
    word & repeat(0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bit_is_the_answer_for_its_byte() {
        let bytes: Vec<u8> = (0..=255).collect();
        for chunk in bytes.chunks(BLOCK).chain(bytes.chunks(37)) {
            let eights = block(chunk);
            let letters = mask(&eights, alphanumeric);
            let spaces = mask(&eights, |word| equal(word, b' '));
            let inner = mask(&eights, continuation);
            for (at, byte) in chunk.iter().enumerate() {
                let within = (0x80..0xC0).contains(byte);
                assert_eq!(inner >> at & 1 == 1, within, "{byte}");
                assert_eq!(letters >> at & 1 == 1, byte.is_ascii_alphanumeric(), "{byte}");
                assert_eq!(spaces >> at & 1 == 1, *byte == b' ', "{byte}");
            }
        }
    }
}
