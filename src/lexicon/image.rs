//! The compiled rules as bytes: those that are built in are compiled when the program is (`build.rs`), and a start
//! takes them over.

use super::Lexicon;

impl Lexicon {
    /// These rules, compiled, as bytes.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(self)
    }

    /// What [`Self::to_bytes`] made.
    ///
    /// # Errors
    ///
    /// Where the bytes are not that.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, postcard::Error> {
        let mut lexicon: Self = postcard::from_bytes(bytes)?;
        lexicon.licences.spell();
        Ok(lexicon)
    }
}
