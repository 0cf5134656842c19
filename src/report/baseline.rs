//! A baseline: what an earlier report found is known, and only what is new fails a run. Known is a clause for the
//! very bytes it fired for: an edited document is a new one.

use std::collections::HashSet;
use std::io::BufRead;

use foldhash::fast::FixedState;
use sha2::{Digest, Sha256};

use super::Entry;
use super::saved::{Saved, SavedError};
use crate::policy::{Decision, Verdict};

/// What stands for `otherwise`, which no clause can be called.
const OTHERWISE: &str = "\0otherwise";

/// What is known. Takes some 20 bytes for each clause that fired in the earlier report.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    known: HashSet<u128, FixedState>,
}

impl Baseline {
    /// Reads an earlier report.
    ///
    /// # Errors
    ///
    /// Where it is not whole: half a baseline would make half of what is known new.
    pub fn read<R: BufRead>(saved: Saved<R>) -> Result<Self, SavedError> {
        let mut known = HashSet::default();
        saved.entries::<SavedError>(|entry| {
            if let Some(verdict) = entry.verdict() {
                let sha256 = &entry.document().sha256;
                known.extend(objections(verdict).map(|clause| key(sha256, clause)));
            }
            Ok(())
        })?;
        Ok(Self { known })
    }

    /// Marks what is known in a verdict. What has failed is never known.
    pub fn mark(&self, entry: &mut Entry) {
        let Entry::Judged(judged) = entry else { return };
        let sha256 = &judged.record.document.sha256;
        let Some(verdict) = &mut judged.verdict else { return };
        let known = |clause: &str| self.known.contains(&key(sha256, clause));
        verdict.known = verdict.decision > Decision::Allow && objections(verdict).all(known);
        for fired in verdict.clauses.iter_mut().filter(|fired| fired.then > Decision::Allow) {
            fired.known = self.known.contains(&key(sha256, &fired.id));
        }
    }
}

/// What keeps a document from being allowed.
fn objections(verdict: &Verdict) -> impl Iterator<Item = &str> {
    let clauses = verdict.clauses.iter().filter(|fired| fired.then > Decision::Allow);
    let silent = verdict.clauses.is_empty() && verdict.decision > Decision::Allow;
    clauses.map(|fired| fired.id.as_str()).chain(silent.then_some(OTHERWISE))
}

fn key(sha256: &str, clause: &str) -> u128 {
    let digest = Sha256::new().chain_update(sha256).chain_update("\n").chain_update(clause);
    let mut key = [0; 16];
    for (byte, digit) in key.iter_mut().zip(digest.finalize()) {
        *byte = digit;
    }
    u128::from_le_bytes(key)
}
