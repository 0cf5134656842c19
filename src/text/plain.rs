//! Where ASCII that folds to itself or its lower case ends, many bytes at once.

/// Bytes that are looked at at once.
const BLOCK: usize = 32;

/// Whether a byte stands for itself, or for its lower case, and for nothing more.
const fn is_plain(byte: u8) -> bool {
    // From `!` to `~`.
    byte.wrapping_sub(b'!') < 94 && byte != b'-'
}

/// Where in a block the first byte stands, not the last of it, that is neither plain nor a single space before something
/// plain: all are asked in one loop without a way out, which the compiler makes a few instructions of.
#[inline(never)]
#[expect(
    clippy::indexing_slicing,
    reason = "all arrays are as long as the loop: nothing is left to check"
)]
fn stop(block: &[u8; BLOCK + 1]) -> Option<usize> {
    let mut stops = [0u8; BLOCK];
    let mut at = 0;
    while at < BLOCK {
        let space = (block[at] == b' ') & is_plain(block[at + 1]);
        stops[at] = u8::from(!(is_plain(block[at]) | space));
        at += 1;
    }
    let eights = stops.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight));
    let (at, first) = (0..).zip(eights).find(|(_, eight)| *eight != 0)?;
    Some(8 * at + (first.trailing_zeros() / 8) as usize)
}

/// Where what is plain, with the single spaces in it, ends that goes on at a byte.
pub(super) fn plain_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while let Some(block) = bytes.get(end..).and_then(<[u8]>::first_chunk) {
        match stop(block) {
            Some(stop) => return end + stop,
            None => end += BLOCK,
        }
    }
    // Zeros are not plain.
    let mut padded = [0; BLOCK + 1];
    let rest = bytes.get(end..).unwrap_or(&[]);
    padded.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
    end + stop(&padded).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_not_plain_ends_it() {
        let text =
            "Plain, with single spaces: and so on for more than one block of it, to its end.";
        for (at, _) in text.char_indices().skip(1) {
            let (before, behind) = text.split_at(at);
            for stop in ["-", "\n", "  ", " \n", "\u{E9}", " \u{E9}", "\u{7F}", "\0"] {
                let whole = format!("{}{stop}{behind}", before.trim_end());
                assert_eq!(plain_end(whole.as_bytes(), 0), before.trim_end().len(), "{whole:?}");
            }
            assert_eq!(plain_end(before.as_bytes(), 0), before.trim_end().len());
        }
    }
}
