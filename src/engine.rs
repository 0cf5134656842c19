//! The parallel runner: joins the line from paths to entries. One thread walks and cuts work, each worker
//! turns pieces of work into rendered entries, the calling thread puts them in order and writes them.
//! Threads never show in what is written, and memory is bounded by their number.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use crossbeam_channel::bounded;
use jiff::civil::Date;

use crate::attribution;
use crate::document::{Document, Identity};
use crate::find::{self, Scratch};
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::policy::{AsOf, Knowledge, Policy, PolicyUse};
use crate::record::{Failure, Gap, RECORD_SCHEMA, Record, Stage};
use crate::report::split::{Aside, Piece, Split};
use crate::report::{Baseline, Entry, Render, Report, Totals};
use crate::source::{Exclude, Mapping, Outcome, Reader, Unit, walk};

/// All that a run depends on. Shared by all threads, never changed.
pub struct Job<'a> {
    /// The rules.
    pub lexicon: &'a Lexicon,
    /// The bounds.
    pub limits: &'a Limits,
    /// Which fields of rows are what.
    pub mapping: &'a Mapping,
    /// What to judge by, and for which day; without it the records are the answer.
    pub judgement: Option<Judgement<'a>>,
    /// What is known already: only what is new fails the run.
    pub baseline: Option<&'a Baseline>,
    /// How many workers.
    pub threads: usize,
}

/// A policy and the day it is asked for.
#[derive(Clone, Copy)]
pub struct Judgement<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The day, or the day of each document.
    pub as_of: AsOf,
    /// What holds where a document has no day of its own.
    pub today: Date,
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Outcomes {
    /// The entries, counted.
    pub totals: Totals,
    /// What of the policy was needed.
    pub used: PolicyUse,
}

/// One piece of work, done: for each report its bytes, and what it adds to the outcome.
struct Done {
    rendered: Vec<Vec<u8>>,
    outcomes: Outcomes,
    /// For a split, its documents as they came.
    piece: Option<io::Result<Piece>>,
}

/// Runs over `roots` and writes each of `reports`. `progress` is told how many documents were seen.
///
/// # Errors
///
/// Where a report cannot be written; nothing is lost silently, the caller ends with exit code 3.
pub fn run<W: Write>(
    job: &Job<'_>,
    roots: &[PathBuf],
    renders: &[&dyn Render],
    reports: &mut [Report<'_, W>],
    progress: &mut dyn FnMut(u64),
) -> io::Result<Outcomes> {
    run_split(job, roots, renders, reports, None, progress)
}

/// As [`run`], and hands every document to a split as well.
///
/// # Errors
///
/// As [`run`], and where the split cannot be written.
pub fn run_split<W: Write>(
    job: &Job<'_>,
    roots: &[PathBuf],
    renders: &[&dyn Render],
    reports: &mut [Report<'_, W>],
    mut split: Option<&mut Split>,
    progress: &mut dyn FnMut(u64),
) -> io::Result<Outcomes> {
    let keep = split.is_some();
    let threads = job.threads.max(1);
    // A token per piece of work that is on its way: bounds what waits to be put in order.
    let (give_token, take_token) = bounded::<()>(threads * 4);
    let (give_work, take_work) = bounded::<(u64, Vec<Unit>)>(threads * 2);
    let (give_done, take_done) = bounded::<(u64, Vec<Done>)>(threads * 2);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let reader = Reader { limits: job.limits, mapping: job.mapping };
            let mut number = 0;
            let mut pass = |bundle: &mut Bundle| {
                let units = std::mem::take(bundle).units;
                // The receivers are gone only when the writer gave up.
                if give_token.send(()).is_err() || give_work.send((number, units)).is_err() {
                    return ControlFlow::Break(());
                }
                number += 1;
                ControlFlow::Continue(())
            };
            let mut bundle = Bundle::default();
            let mut give = |unit: Unit| {
                bundle.put(unit);
                if bundle.is_full() { pass(&mut bundle) } else { ControlFlow::Continue(()) }
            };
            for met in walk(roots, &Exclude::default()) {
                let flow = match met {
                    Ok(input) => reader.units(input, &mut give),
                    Err(failed) => give(Unit::Failed(Box::new(failed))),
                };
                if flow.is_break() {
                    return;
                }
            }
            if !bundle.units.is_empty() {
                let _ = pass(&mut bundle);
            }
        });
        for _ in 0..threads {
            let (work, done) = (take_work.clone(), give_done.clone());
            scope.spawn(move || {
                let mut worker = Worker { job, renders, keep, scratch: Scratch::default() };
                for (number, units) in work {
                    let all = units.into_iter().map(|unit| worker.work(unit)).collect();
                    if done.send((number, all)).is_err() {
                        return;
                    }
                }
            });
        }
        drop((take_work, give_done));
        // Owned here, so that giving up below lets the walking thread go.
        let take_token = take_token;
        let mut outcomes = Outcomes::default();
        let mut waiting: BTreeMap<u64, Vec<Done>> = BTreeMap::new();
        let mut next = 0;
        for (number, done) in take_done {
            waiting.insert(number, done);
            while let Some(all) = waiting.remove(&next) {
                for done in all {
                    for (report, bytes) in reports.iter_mut().zip(&done.rendered) {
                        report.rendered(bytes)?;
                    }
                    if let (Some(split), Some(piece)) = (&mut split, done.piece) {
                        split.keep(&piece?)?;
                    }
                    outcomes.totals.merge(done.outcomes.totals);
                    outcomes.used.merge(done.outcomes.used);
                }
                progress(outcomes.totals.seen);
                next += 1;
                let _ = take_token.try_recv();
            }
        }
        Ok(outcomes)
    })
}

/// Pieces of work that go to a worker together: for a small file alone the way there and back costs more than to
/// read it.
#[derive(Default)]
struct Bundle {
    units: Vec<Unit>,
    bytes: u64,
}

impl Bundle {
    /// Enough work for one way.
    const FULL: u64 = 128 << 10;
    const MOST: usize = 64;

    fn put(&mut self, unit: Unit) {
        self.bytes += match &unit {
            Unit::File(input) => {
                std::fs::symlink_metadata(&input.path).map_or(0, |file| file.len())
            }
            Unit::Loaded(..) | Unit::Lines(_) | Unit::Failed(_) => Self::FULL,
        };
        self.units.push(unit);
    }

    fn is_full(&self) -> bool {
        self.bytes >= Self::FULL || self.units.len() >= Self::MOST
    }
}

struct Worker<'a> {
    job: &'a Job<'a>,
    renders: &'a [&'a dyn Render],
    keep: bool,
    scratch: Scratch,
}

impl Worker<'_> {
    fn work(&mut self, unit: Unit) -> Done {
        let mut done = Done {
            rendered: vec![Vec::new(); self.renders.len()],
            outcomes: Outcomes::default(),
            piece: None,
        };
        let mut aside = self.keep.then(|| Aside::new(&unit));
        let reader = Reader { limits: self.job.limits, mapping: self.job.mapping };
        let identity = identity(&unit);
        // A panic is a bug, and ends as an entry that says so: the rest of the documents go on.
        let whole = catch_unwind(AssertUnwindSafe(|| {
            reader.documents(unit, &mut |outcome| {
                let mut entry = self.entry(outcome);
                if let Some(baseline) = self.job.baseline {
                    baseline.mark(&mut entry);
                }
                done.outcomes.totals.add(&entry);
                if let Some(verdict) = entry.verdict() {
                    done.outcomes.used.note(verdict);
                }
                if let Some(aside) = &mut aside {
                    aside.note(&entry);
                }
                for (render, bytes) in self.renders.iter().zip(&mut done.rendered) {
                    // Writing to memory cannot fail but for a value that no format can say.
                    if render.entry(&entry, bytes).is_err() {
                        done.outcomes.totals.failed += 1;
                    }
                }
            });
        }));
        if whole.is_err() {
            let failure = Failure { stage: Stage::Read, reason: BUG.to_owned() };
            let entry = Entry::failed(identity, failure);
            done.outcomes.totals.add(&entry);
            for (render, bytes) in self.renders.iter().zip(&mut done.rendered) {
                let _ = render.entry(&entry, bytes);
            }
            if let Some(aside) = &mut aside {
                aside.note(&entry);
            }
        }
        done.piece = aside.map(|aside| aside.piece(&reader));
        done
    }

    fn entry(&mut self, outcome: Outcome) -> Entry {
        let document = match outcome {
            Ok(document) => document,
            Err((identity, failure)) => return Entry::failed(identity, failure),
        };
        let identity = document.identity.clone();
        let judged = catch_unwind(AssertUnwindSafe(|| {
            let record = examine(document, self.job.lexicon, self.job.limits, &mut self.scratch);
            match &self.job.judgement {
                None => Entry::judged(record, None),
                Some(judgement) => judgement.entry(record, self.job.lexicon),
            }
        }));
        judged.unwrap_or_else(|_| {
            self.scratch = Scratch::default();
            Entry::failed(identity, Failure { stage: Stage::Find, reason: BUG.to_owned() })
        })
    }
}

const BUG: &str = "internal error: this is a bug of clearance; please report it with the document";

impl Judgement<'_> {
    fn entry(&self, record: Record, lexicon: &Lexicon) -> Entry {
        let verdict = self.policy.judge(&record, self.day(&record), &knowledge(lexicon));
        Entry::judged(record, Some(verdict))
    }

    /// The day that waivers and agreements as a whole are looked at.
    pub const fn standing(&self) -> Date {
        match self.as_of {
            AsOf::Day(day) => day,
            AsOf::Document => self.today,
        }
    }

    /// The day that this record is judged for.
    pub fn day(&self, record: &Record) -> Date {
        match self.as_of {
            AsOf::Day(day) => day,
            AsOf::Document => {
                let day = record.document.published.as_deref().and_then(|text| text.get(..10));
                day.and_then(|text| text.parse().ok()).unwrap_or(self.today)
            }
        }
    }
}

/// What a judgement needs of the rules.
pub const fn knowledge(lexicon: &Lexicon) -> Knowledge<'_> {
    Knowledge {
        organisations: &lexicon.organisations,
        licences: &lexicon.licences,
        actions: &lexicon.actions,
        wordings: &lexicon.wordings,
    }
}

fn identity(unit: &Unit) -> Identity {
    match unit {
        Unit::File(input) | Unit::Loaded(input, _) => input.identity(),
        Unit::Lines(lines) => lines.input.identity(),
        Unit::Failed(failed) => failed.0.clone(),
    }
}

/// Reads one document whole: everything found in it, no judgement.
pub fn examine(
    document: Document,
    lexicon: &Lexicon,
    limits: &Limits,
    scratch: &mut Scratch,
) -> Record {
    let mut findings = find::find(&document, lexicon, limits, scratch);
    let told = attribution::Told {
        credits: &findings.credits,
        notices: &findings.notices,
        origins: &document.origins,
        language: findings.language.as_deref(),
    };
    let attribution = attribution::trace(&told, lexicon);
    if attribution.gaps.contains(&Gap::Overflow) {
        find::overflow(&mut findings, "organisations or persons");
    }
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
