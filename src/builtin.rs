//! The rules that are built in, as they were compiled when the program was.

use crate::lexicon::Lexicon;
use crate::lexicon::load::RulesError;

/// What `build.rs` has made.
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

impl Lexicon {
    /// The rules that are built in, compiled.
    ///
    /// # Errors
    ///
    /// None that is known: they are tested.
    pub fn builtin() -> Result<Self, RulesError> {
        Self::from_bytes(IMAGE).map_err(|error| RulesError::Wrong {
            file: "the rules that are built in".to_owned(),
            message: error.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::load::RuleFiles;
    use crate::limits::Limits;

    #[test]
    fn what_is_built_in_is_what_the_files_say() {
        let compiled = Lexicon::new(&RuleFiles::builtin(), &Limits::default()).unwrap();
        assert!(compiled.to_bytes().unwrap() == IMAGE);
        // What is not in the bytes is made again.
        let restored = Lexicon::builtin().unwrap();
        assert_eq!(restored.licences.creative_commons(), compiled.licences.creative_commons());
    }
}
