//! What a provider needs for the public summary of training content that Article 53(1)(d) of Regulation (EU) 2024/1689
//! asks for (template of the Commission, C(2025) 8311): how much text in which languages, the domains with the most
//! bytes, and which reservations of rights were looked for, found and honoured. The summary itself is a form that a
//! person fills in; this is JSON to fill it from, and no legal advice.
//!
//! Domains and languages are counted over what may be used (what is allowed; without a policy, what was read): what was
//! denied is no training content.

use std::cmp::Reverse;
use std::io;

use serde_json::{Value, json};

use super::jsonl::inert;
use super::survey::said::word;
use super::survey::{Amount, Describe, Described, Outcome, Part, Source, Survey};
use super::{Look, RunHeader, Totals};

/// The schema of the object.
pub const SUMMARY_SCHEMA: &str = "clearance.training-summary/1";
/// One domain of so many is listed: the template asks for the largest tenth.
const TENTH: usize = 10;

/// The format `training-summary`.
#[derive(Debug, Clone, Copy)]
pub struct TrainingSummary {
    limit: Option<usize>,
}

impl TrainingSummary {
    /// The format as it is to look.
    pub const fn new(look: &Look) -> Described<Self> {
        Described(Self { limit: look.limit })
    }
}

impl Describe for TrainingSummary {
    fn describe(
        &self,
        survey: &Survey,
        header: &RunHeader,
        totals: &Totals,
        _: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let mut domains: Vec<(&str, &Part)> = Vec::new();
        let mut without = Amount::default();
        for (source, part) in &survey.sources {
            match source {
                Source::Domain(name) if part.usable().documents > 0 => domains.push((name, part)),
                Source::Domain(_) => {}
                _ => without = sum(without, part.usable()),
            }
        }
        without = sum(without, survey.others.usable());
        domains.sort_by_key(|(name, part)| (Reverse(part.usable().bytes), *name));
        let listed = self.limit.unwrap_or(domains.len().div_ceil(TENTH)).min(domains.len());
        let top: Vec<Value> = domains
            .iter()
            .take(listed)
            .map(|(name, part)| with(json!({ "domain": name }), part.usable()))
            .collect();
        let usable = survey.whole.usable();
        let languages: Vec<Value> = survey
            .languages
            .iter()
            .map(|(tag, amount)| with(json!({ "language": tag }), *amount))
            .collect();
        let licences: Vec<Value> = survey
            .whole
            .licences
            .iter()
            .map(|(id, (address, count))| json!({ "licence": id, "url": address, "documents": count }))
            .collect();
        let reservations: Vec<Value> = survey
            .honoured
            .iter()
            .map(|(channel, outcomes)| {
                let mut line =
                    json!({ "channel": channel, "documents": outcomes.values().sum::<u64>() });
                if let Some(line) = line.as_object_mut() {
                    for (outcome, count) in outcomes {
                        line.insert(word(*outcome).to_owned(), json!(count));
                    }
                }
                line
            })
            .collect();
        let looked_for: Vec<Value> = survey
            .channels
            .iter()
            .map(|(channel, count)| json!({ "channel": channel, "documents": count }))
            .collect();
        let summary = json!({
            "schema": SUMMARY_SCHEMA,
            "run": header,
            "documents": {
                "seen": totals.seen, "allow": totals.allow, "review": totals.review,
                "deny": totals.deny, "recorded": totals.recorded, "failed": totals.failed,
            },
            "general": {
                "modality": "text",
                "usable": with(json!({}), usable),
                "languages": languages,
                "published": survey.published.map(|(first, last)| json!({ "first": first, "last": last })),
            },
            "licences": licences,
            "domains": {
                "count": domains.len(),
                "listed": listed,
                "listed_bytes": domains.iter().take(listed).map(|(_, part)| part.usable().bytes).sum::<u64>(),
                "largest": top,
                "documents_without_a_domain": with(json!({}), without),
            },
            "reservations": {
                "looked_for": looked_for,
                "found": reservations,
                "excluded": with(json!({}), excluded(&survey.whole)),
            },
        });
        inert(&summary, out)?;
        out.push(b'\n');
        Ok(())
    }
}

fn excluded(part: &Part) -> Amount {
    [Outcome::Review, Outcome::Deny, Outcome::Failed]
        .into_iter()
        .fold(Amount::default(), |all, outcome| sum(all, part.of(outcome)))
}

const fn sum(one: Amount, other: Amount) -> Amount {
    Amount {
        documents: one.documents + other.documents,
        bytes: one.bytes.saturating_add(other.bytes),
    }
}

fn with(mut line: Value, amount: Amount) -> Value {
    if let Some(line) = line.as_object_mut() {
        line.insert("documents".to_owned(), json!(amount.documents));
        line.insert("bytes".to_owned(), json!(amount.bytes));
    }
    line
}
