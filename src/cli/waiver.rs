//! `clearance waiver`: adds a waiver to a policy file without touching what stands there, and looks for those
//! that have expired.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use clearance::policy::{Policy, Subject};
use clearance::report::shown;
use clearance::yaml::{Step, locate};
use jiff::ToSpan;
use jiff::civil::Date;

use super::args::{Waiver, WaiverAction, WaiverAdd};
use super::setup::{self, Knowledge};
use super::{Answer, Trouble, print};

pub(crate) fn waiver(args: &Waiver) -> Answer {
    let knowledge = Knowledge::load(&args.rules)?;
    match &args.action {
        WaiverAction::Add(waiver) => add(&knowledge, waiver),
        WaiverAction::Check { policy, as_of, soon } => {
            check(&knowledge, policy, as_of.as_deref(), *soon)
        }
    }
}

fn add(knowledge: &Knowledge, waiver: &WaiverAdd) -> Answer {
    let name = waiver.policy.display().to_string();
    let before = knowledge.policy(&name)?;
    let expires: Date = waiver.expires.parse().map_err(|_| {
        Trouble::usage(format!("--expires `{}`: write a day as 2027-03-31", waiver.expires))
    })?;
    let today = setup::today();
    if expires < today {
        return Err(Trouble::usage(format!("--expires {expires}: that day is over")));
    }
    let text = std::fs::read_to_string(&waiver.policy)
        .map_err(|error| Trouble::usage(format!("{name}: {error}")))?;
    let entry = entry(waiver, expires);
    let changed = insert(&text, &entry);
    // What came out is read as any policy is: a clause that there is not, a pattern that is none, and a list
    // in another form than this knows how to add to, end here, and the file stays as it was.
    let after = knowledge.policy_text(&name, &changed)?;
    let same = after.waivers().len() == before.waivers().len() + 1
        && after.clauses() == before.clauses()
        && after.agreements() == before.agreements()
        && after.waivers().starts_with(before.waivers());
    if !same {
        return Err(Trouble::usage(format!(
            "{name}: the list of waivers is written in a form that this cannot add to; put in by hand:\n{entry}"
        )));
    }
    write(&waiver.policy, &changed)
        .map_err(|error| Trouble::Incomplete(format!("{name}: {error}")))?;
    let last = after.waivers().last().map(ToString::to_string).unwrap_or_default();
    print(&format!("{}: added the waiver {}\n", shown(&name), shown(&last)))?;
    Ok(0)
}

/// The waiver as an item of a YAML list. JSON strings are YAML, and escape all that has to be.
fn entry(waiver: &WaiverAdd, expires: Date) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let list = |all: &[String]| all.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ");
    let mut lines = vec![format!("  - clause: {}", quoted(&waiver.clause))];
    if !waiver.documents.is_empty() {
        lines.push(format!("    documents: [{}]", list(&waiver.documents)));
    }
    if !waiver.sha256.is_empty() {
        lines.push(format!("    sha256: [{}]", list(&waiver.sha256)));
    }
    lines.push(format!("    reason: {}", quoted(&waiver.reason)));
    lines.push(format!("    by: {}", quoted(&waiver.by)));
    lines.push(format!("    expires: {expires}"));
    lines.join("\n") + "\n"
}

/// The text with the entry at the end of its list of waivers, or with such a list at its end.
fn insert(text: &str, entry: &str) -> String {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    // A path that leads to nothing ends at the root: the line must be that of the key.
    let (line, _) = locate(text, &[Step::Name("waivers")]);
    let key = |line: &str| line.starts_with("waivers:");
    let Some(at) = line.checked_sub(1).filter(|at| text.lines().nth(*at).is_some_and(key)) else {
        return format!("{text}{end}\nwaivers:\n{entry}");
    };
    let inside = |line: &&str| line.is_empty() || line.starts_with([' ', '#', '-', '\t']);
    let lines: Vec<&str> = text.lines().collect();
    let block: Vec<&str> =
        lines.iter().skip(at + 1).take_while(|line| inside(line)).copied().collect();
    // Comments and empty lines behind the last item belong to what comes after.
    let blank = |line: &&&str| line.trim().is_empty() || line.starts_with('#');
    let used = block.len() - block.iter().rev().take_while(blank).count();
    let (head, tail) = lines.split_at((at + 1 + used).min(lines.len()));
    let dashed = block.iter().find(|line| line.trim_start().starts_with('-'));
    let depth = dashed.map_or(2, |line| line.len() - line.trim_start().len());
    let margin = " ".repeat(depth);
    let indented =
        entry.lines().map(|line| format!("{margin}{}", line.get(2..).unwrap_or_default()));
    let all: Vec<String> = head
        .iter()
        .map(|line| (*line).to_owned())
        .chain(indented)
        .chain(tail.iter().map(|line| (*line).to_owned()))
        .collect();
    all.join("\n") + "\n"
}

/// Puts the new text in place of the old one, whole.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let path = std::fs::canonicalize(path)?;
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut file =
        tempfile::Builder::new().prefix(".clearance-").suffix(".part").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(std::fs::metadata(&path)?.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

fn check(knowledge: &Knowledge, name: &str, as_of: Option<&str>, soon: u16) -> Answer {
    let policy = knowledge.policy(name)?;
    let day = match as_of {
        None => setup::today(),
        Some(text) => text.parse().map_err(|_| {
            Trouble::usage(format!("--as-of `{text}`: not a date; write it as 2026-01-31"))
        })?,
    };
    // Writing to a string cannot fail.
    let mut out = String::new();
    let findings = policy.standing(day);
    let waivers = findings.iter().filter(|finding| finding.subject == Subject::Waiver);
    let mut count = 0;
    for finding in waivers {
        count += 1;
        let _ = writeln!(out, "{}", shown(&finding.message));
    }
    for waiver in ending(&policy, day, soon) {
        let _ = writeln!(out, "{}", shown(&waiver));
    }
    let all = policy.waivers().len();
    let _ = writeln!(out, "{}: {count} of {all} waivers to mend", policy.name());
    print(&out)?;
    Ok(u8::from(count > 0))
}

/// The waivers that run on this day and end within so many.
fn ending(policy: &Policy, day: Date, soon: u16) -> Vec<String> {
    let last = day.saturating_add(i64::from(soon).days());
    let runs = policy.waivers().iter().filter(|waiver| !waiver.has_expired(day));
    runs.filter(|waiver| waiver.expires <= last)
        .map(|waiver| format!("the waiver {waiver} expires on {}", waiver.expires))
        .collect()
}
