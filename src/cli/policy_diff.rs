//! `clearance policy diff`: which documents of saved records change their verdict from one policy to another,
//! before the new one decides anything.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use clearance::engine::{self, Judgement};
use clearance::limits::Limits;
use clearance::policy::{Decision, Policy, Verdict};
use clearance::report::saved::Saved;
use clearance::report::{Entry, shown};

use super::setup::{self, Knowledge};
use super::{Answer, Trouble};

/// Judges the records by both policies and prints what differs.
pub(crate) fn diff(
    knowledge: &Knowledge,
    [old, new]: [&str; 2],
    records: &Path,
    as_of: Option<&str>,
) -> Answer {
    let (old, new) = (knowledge.policy(old)?, knowledge.policy(new)?);
    let name = records.display().to_string();
    let reader = setup::saved(records)?;
    let saved = Saved::open(&name, reader, Limits::default().line_bytes)?;
    let mut out = anstream::stdout().lock();
    let unwritten =
        |error: std::io::Error| Trouble::Incomplete(format!("standard output: {error}"));
    let known = engine::knowledge(&knowledge.lexicon);
    let side = |policy: &Policy| setup::as_of(as_of, policy);
    let (before, after) = (side(&old)?, side(&new)?);
    let before = Judgement { policy: &old, as_of: before.0, today: before.1 };
    let after = Judgement { policy: &new, as_of: after.0, today: after.1 };
    let mut changes: BTreeMap<(Decision, Decision), u64> = BTreeMap::new();
    let (mut seen, mut failed) = (0_u64, 0_u64);
    saved.entries::<Trouble>(|entry| {
        let Entry::Judged(judged) = entry else {
            failed += 1;
            return Ok(());
        };
        seen += 1;
        let record = &judged.record;
        let one = old.judge(record, before.day(record), &known);
        let two = new.judge(record, after.day(record), &known);
        if one.decision == two.decision {
            return Ok(());
        }
        *changes.entry((one.decision, two.decision)).or_default() += 1;
        let place = clearance::report::place(&record.document, None);
        let mut line = format!("{:<6} → {:<6}  {place}", one.decision, two.decision);
        for (sign, clauses) in [('-', missing(&one, &two)), ('+', missing(&two, &one))] {
            // Writing to a string cannot fail.
            let _ = clauses.iter().try_for_each(|id| write!(line, "  {sign}{}", shown(id)));
        }
        writeln!(out, "{line}").map_err(unwritten)
    })?;
    let sum: u64 = changes.values().sum();
    let of =
        |policy: &Policy| format!("{}@{}", policy.name(), policy.sha256().get(..12).unwrap_or(""));
    if sum > 0 {
        writeln!(out).map_err(unwritten)?;
    }
    for ((from, to), count) in &changes {
        writeln!(out, "  {from:<6} → {to:<6}  {count}").map_err(unwritten)?;
    }
    let unread =
        if failed > 0 { format!(", {failed} failed ones left out") } else { String::new() };
    writeln!(out, "{sum} of {seen} change{unread}   {} to {}", of(&old), of(&new))
        .and_then(|()| out.flush())
        .map_err(unwritten)?;
    Ok(0)
}

/// What decided in one verdict and did not fire in the other; what nothing else decided is `otherwise`.
fn missing(one: &Verdict, other: &Verdict) -> Vec<String> {
    let decided = one.clauses.iter().filter(|fired| fired.then == one.decision);
    let fired = |id: &str| other.clauses.iter().any(|fired| fired.id == id);
    let mut ids: Vec<String> =
        decided.filter(|clause| !fired(&clause.id)).map(|clause| clause.id.clone()).collect();
    if one.clauses.is_empty() {
        ids.push(if one.waived.is_empty() { "otherwise" } else { "waived" }.to_owned());
    }
    ids
}
