//! What the descriptions of a dataset say alike: how it was judged, what was found, what was left out.

use serde_json::{Value, json};

use super::{Outcome, Part, Source};
use crate::report::shown::shown;
use crate::report::{RunHeader, Totals};

/// Sources that a description lists, the largest first. Some 2 MB of JSON.
pub const LISTED: usize = 1_000;

/// A sentence on how the documents were judged.
pub fn judged(header: &RunHeader, totals: &Totals) -> String {
    let Totals { seen, allow, review, deny, failed, recorded, .. } = totals;
    let Some(policy) = &header.policy else {
        return format!(
            "clearance {} read what {seen} documents say of their rights: {recorded} were read, {failed} could not be read. No policy was asked.",
            header.version
        );
    };
    let day = header.as_of.as_deref().unwrap_or("an unknown day");
    format!(
        "clearance {} held {seen} documents against the policy {} (SHA-256 {}) as of {}: {allow} allowed, {review} for review, {deny} denied, {failed} not read.",
        header.version,
        shown(&policy.name),
        shown(&policy.sha256),
        shown(day)
    )
}

/// The counts of a part, as pairs of a name and a value; nothing for what is zero.
pub fn counts(part: &Part) -> Vec<(String, String)> {
    let mut all = vec![
        ("documents".to_owned(), part.all.documents.to_string()),
        ("bytes".to_owned(), part.all.bytes.to_string()),
    ];
    for outcome in
        [Outcome::Allow, Outcome::Review, Outcome::Deny, Outcome::Recorded, Outcome::Failed]
    {
        let count = part.of(outcome).documents;
        if count > 0 {
            all.push((word(outcome).to_owned(), count.to_string()));
        }
    }
    for (channel, count) in &part.restricted {
        all.push((format!("restricted:{channel}"), count.to_string()));
    }
    for ((action, modality), count) in &part.actions {
        let action = action.map_or("any-use", |action| action.word());
        all.push((format!("{modality}:{action}"), count.to_string()));
    }
    if part.dropped > 0 {
        all.push(("names-left-out".to_owned(), part.dropped.to_string()));
    }
    all
}

/// The same as JSON.
pub fn object(part: &Part) -> Value {
    let pairs = counts(part).into_iter().map(|(name, value)| (name, json!(value)));
    Value::Object(pairs.collect())
}

/// The word of an outcome.
pub const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Allow => "allow",
        Outcome::Review => "review",
        Outcome::Deny => "deny",
        Outcome::Recorded => "recorded",
        Outcome::Failed => "failed",
    }
}

/// What a source is called in a list.
pub fn title(source: &Source) -> &str {
    source.name().unwrap_or("nobody is named")
}
