//! Names for what has none: the head of a digest, the same for the same words.

use sha2::{Digest, Sha256};

/// The first 16 hexadecimal digits of the SHA-256 of these words.
pub(super) fn short(words: &[&str]) -> String {
    use std::fmt::Write;
    let mut hash = Sha256::new();
    for word in words {
        hash.update(format!("{}:", word.len()));
        hash.update(word);
    }
    hash.finalize().iter().take(8).fold(String::with_capacity(16), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
