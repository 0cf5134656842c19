//! What a gate needs beside a policy: the pin, the baseline, and what somebody has to look at afterwards.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::Path;

use clearance::limits::Limits;
use clearance::policy::{Fault, Finding, Policy, PolicyUse};
use clearance::report::saved::Saved;
use clearance::report::{Baseline, FailOn, Folders, shown};
use jiff::civil::Date;

use super::args::{Input, Sides, Threshold};
use super::setup::{self, Knowledge};
use super::shelf::pin;
use super::{Trouble, note};

impl Threshold {
    /// As the library says it.
    pub(crate) const fn fail_on(self) -> FailOn {
        match self {
            Self::Deny => FailOn::Deny,
            Self::Review => FailOn::Review,
            Self::Never => FailOn::Never,
        }
    }
}

impl Sides {
    /// The folders of a split.
    pub(crate) fn folders(&self) -> Folders {
        Folders {
            allowed: self.allowed.clone(),
            review: self.review.clone(),
            denied: self.denied.clone(),
            link: self.link,
        }
    }
}

/// Refuses to go on with other rules or another policy than was expected.
pub(crate) fn expected(
    typed: Option<&str>,
    knowledge: &Knowledge,
    policy: &Policy,
) -> Result<(), Trouble> {
    let Some(typed) = typed else { return Ok(()) };
    let found = pin(&knowledge.lexicon.digest, policy);
    if typed.eq_ignore_ascii_case(&found) {
        return Ok(());
    }
    Err(Trouble::usage(format!(
        "--expect: rules and policy are not the ones that were pinned: they have {found}\n\
         rules {}, policy {}; look at what changed, then pin them anew",
        knowledge.lexicon.digest,
        policy.sha256()
    )))
}

/// Saved records, open at their first line.
pub(crate) type Records = Saved<Box<dyn BufRead + Send>>;

/// Opens the saved records that are to be judged. What is not whole is refused before anything is printed; what comes
/// through a pipe is seen only once, and held against its last line at the end.
pub(crate) fn records(input: &Input) -> Result<Records, Trouble> {
    let [path] = &input.paths[..] else {
        return Err(Trouble::usage(
            "--records: name one report; several have a policy and rules each",
        ));
    };
    let name = path.display().to_string();
    let open = || Ok(Saved::open(&name, setup::saved(path)?, Limits::default().line_bytes)?);
    if path != Path::new("-") {
        open()?.pieces(|_| ControlFlow::Continue(()))?;
    }
    open()
}

/// What an earlier report knows.
pub(crate) fn baseline(path: &Path) -> Result<Baseline, Trouble> {
    let name = path.display().to_string();
    let saved = Saved::open(&name, setup::saved(path)?, Limits::default().line_bytes)?;
    if saved.header().policy.is_none() {
        return Err(Trouble::usage(format!(
            "--baseline {name}: a scan, in which nothing was judged; write one with `check -o jsonl=FILE`"
        )));
    }
    Ok(Baseline::read(saved)?)
}

/// What somebody has to mend of the policy, and what only has to be looked at: told when the reports are written.
pub(crate) struct Findings {
    notes: Vec<String>,
    /// How many of them fail the run.
    pub(crate) count: u64,
}

impl Findings {
    /// Tells them.
    pub(crate) fn tell(&self) {
        self.notes.iter().for_each(|told| note(told));
    }
}

/// Finds what somebody has to look at, and counts what fails the run.
pub(crate) fn findings(
    policy: &Policy,
    used: &PolicyUse,
    day: Date,
    allow_unused: bool,
) -> Findings {
    let mut notes = Vec::new();
    for law in policy.laws().iter().filter(|law| law.is_overdue(day)) {
        notes.push(format!(
            "clearance: the law that the policy states for {} was to be reviewed by {}",
            law.jurisdiction.as_str(),
            law.review_by
        ));
    }
    let findings = policy.findings(used, day);
    notes.extend(findings.iter().map(|finding| format!("clearance: {}", shown(&finding.message))));
    let unused = |finding: &&Finding| finding.fault == Fault::Unused && allow_unused;
    let count = findings.iter().filter(|finding| !unused(finding)).count() as u64;
    Findings { notes, count }
}
