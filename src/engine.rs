//! Document → record: the line of `find` and `attribution`, joined.

use crate::attribution;
use crate::document::Document;
use crate::find::{self, Scratch};
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::record::{RECORD_SCHEMA, Record};

/// Reads one document whole: everything found in it, no judgement.
pub fn examine(document: Document, lexicon: &Lexicon, limits: &Limits, scratch: &mut Scratch) -> Record {
    let findings = find::find(&document, lexicon, limits, scratch);
    let attribution =
        attribution::trace(&findings.credits, &findings.notices, &lexicon.organisations);
    let mut identity = document.identity;
    identity.language = findings.language;
    let mut problems = document.problems;
    problems.extend(findings.problems);
    Record {
        schema: RECORD_SCHEMA.to_owned(),
        document: identity,
        notices: findings.notices,
        terms: findings.terms,
        licences: findings.licences,
        attribution,
        coverage: document.coverage,
        problems,
    }
}
