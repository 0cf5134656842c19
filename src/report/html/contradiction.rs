//! What contradicts what in one document. A licence on the page and a prohibition in its footer cannot both be meant;
//! a person must see them side by side. Which of them counts is the policy's to say, not this file's.

use serde::Serialize;

use crate::record::{Record, Term};

/// How two statements contradict one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// One term allows what the other keeps.
    TermAndTerm,
    /// A named licence, and a term that keeps something.
    LicenceAndTerm,
    /// A named licence, and all rights reserved.
    LicenceAndNotice,
    /// Two licences.
    LicenceAndLicence,
}

/// Pairs of statements that contradict one another, by their places in the order notices, terms, licences.
pub(super) fn contradictions(record: &Record) -> Vec<(usize, usize, Kind)> {
    let notices = record.notices.len();
    let terms = notices + record.terms.len();
    let mut found = Vec::new();
    for (index, term) in record.terms.iter().enumerate() {
        for (other, later) in record.terms.iter().enumerate().skip(index + 1) {
            if term.modality.restricts() != later.modality.restricts() && overlap(term, later) {
                found.push((notices + index, notices + other, Kind::TermAndTerm));
            }
        }
    }
    for (index, licence) in record.licences.iter().enumerate() {
        for (other, notice) in record.notices.iter().enumerate() {
            if notice.all_rights_reserved {
                found.push((other, terms + index, Kind::LicenceAndNotice));
            }
        }
        for (other, term) in record.terms.iter().enumerate() {
            if term.modality.restricts() {
                found.push((notices + other, terms + index, Kind::LicenceAndTerm));
            }
        }
        for (other, later) in record.licences.iter().enumerate().skip(index + 1) {
            if licence.id != later.id {
                found.push((terms + index, terms + other, Kind::LicenceAndLicence));
            }
        }
    }
    // Two hundred statements of each kind could make tens of thousands of pairs; the first tell as much.
    found.truncate(MOST);
    found
}

/// How many pairs are told of one document.
const MOST: usize = 12;

/// Whether two terms speak of the same use, to the same agents.
fn overlap(one: &Term, other: &Term) -> bool {
    let meets = |these: &[crate::record::Action], those: &[crate::record::Action]| {
        these.is_empty() || those.is_empty() || these.iter().any(|action| those.contains(action))
    };
    let all = |term: &Term| term.agents.is_empty() || term.agents.iter().any(|agent| agent == "*");
    let same = one.agents.iter().any(|agent| other.agents.contains(agent));
    meets(&one.actions, &other.actions) && (all(one) || all(other) || same)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(json: &serde_json::Value) -> Record {
        serde_json::from_value(json.clone()).unwrap()
    }

    #[test]
    fn what_cannot_both_be_meant_is_paired() {
        let evidence =
            serde_json::json!({"start": 0, "end": 1, "line": 1, "column": 1, "quote": "x"});
        let term = |modality: &str, actions: &[&str]| {
            serde_json::json!({"modality": modality, "actions": actions, "agents": ["*"],
                "channel": "text", "confidence": 1.0, "evidence": evidence})
        };
        let record = record(&serde_json::json!({
            "schema": "clearance.record/1",
            "document": {"id": "a", "source": "a"},
            "notices": [{"all_rights_reserved": true, "channel": "text", "confidence": 1.0, "evidence": evidence}],
            "terms": [term("prohibited", &["ai-train"]), term("permitted", &["link"]), term("permitted", &["ai-train"])],
            "licences": [{"id": "CC-BY-4.0", "channel": "text", "confidence": 1.0, "evidence": evidence}],
        }));
        assert_eq!(
            contradictions(&record),
            [
                (1, 3, Kind::TermAndTerm),
                (0, 4, Kind::LicenceAndNotice),
                (1, 4, Kind::LicenceAndTerm)
            ]
        );
    }
}
