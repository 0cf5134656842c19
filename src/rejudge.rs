//! The judgement alone, over saved records: facts are slow and made once, verdicts are fast and can be had again with
//! another policy or for another day. Like [`crate::engine`], in parallel and in order.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::bounded;

use crate::engine::{Judgement, Outcomes, knowledge};
use crate::lexicon::Lexicon;
use crate::record::{Failure, Stage};
use crate::report::saved::{Lines, Saved, SavedError};
use crate::report::{Baseline, Entry, Render, Report};

/// All that a judgement over saved records depends on.
pub struct Rejudge<'a> {
    /// The rules.
    pub lexicon: &'a Lexicon,
    /// What to judge by.
    pub judgement: Judgement<'a>,
    /// What is known already.
    pub baseline: Option<&'a Baseline>,
    /// How many workers.
    pub threads: usize,
}

/// Why a judgement over saved records ended.
#[derive(Debug, thiserror::Error)]
pub enum RejudgeError {
    /// The records cannot be used.
    #[error(transparent)]
    Saved(#[from] SavedError),
    /// A report cannot be written.
    #[error("the report could not be written: {0}")]
    Write(#[from] io::Error),
}

struct Done {
    rendered: Vec<Vec<u8>>,
    outcomes: Outcomes,
    wrong: Option<SavedError>,
}

impl Rejudge<'_> {
    /// Judges all records of `saved` and writes each of `reports`. `progress` is told how many were seen.
    ///
    /// # Errors
    ///
    /// Where the records are not whole, or a report cannot be written. What was written before is then not to be
    /// trusted, and must not be committed.
    pub fn run<R: BufRead + Send, W: Write>(
        &self,
        saved: Saved<R>,
        renders: &[&dyn Render],
        reports: &mut [Report<'_, W>],
        progress: &mut dyn FnMut(u64),
    ) -> Result<Outcomes, RejudgeError> {
        let threads = self.threads.max(1);
        let name = saved.name().to_owned();
        let (give_token, take_token) = bounded::<()>(threads * 4);
        let (give_work, take_work) = bounded::<(u64, Lines)>(threads * 2);
        let (give_done, take_done) = bounded::<(u64, Done)>(threads * 2);
        std::thread::scope(|scope| {
            let reading = scope.spawn(move || {
                let mut number = 0;
                saved.pieces(|lines| {
                    // The receivers are gone only when the writer gave up.
                    if give_token.send(()).is_err() || give_work.send((number, lines)).is_err() {
                        return ControlFlow::Break(());
                    }
                    number += 1;
                    ControlFlow::Continue(())
                })
            });
            for _ in 0..threads {
                let (work, done) = (take_work.clone(), give_done.clone());
                let name = name.as_str();
                scope.spawn(move || {
                    for (number, lines) in work {
                        if done.send((number, self.work(&lines, name, renders))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop((take_work, give_done));
            // Owned here, so that giving up below lets the reading thread go.
            let take_token = take_token;
            let take_done = take_done;
            let mut outcomes = Outcomes::default();
            let mut waiting: BTreeMap<u64, Done> = BTreeMap::new();
            let mut next = 0;
            for (number, done) in &take_done {
                waiting.insert(number, done);
                while let Some(done) = waiting.remove(&next) {
                    if let Some(wrong) = done.wrong {
                        return Err(wrong.into());
                    }
                    for (report, bytes) in reports.iter_mut().zip(&done.rendered) {
                        report.rendered(bytes)?;
                    }
                    outcomes.totals.merge(done.outcomes.totals);
                    outcomes.used.merge(done.outcomes.used);
                    progress(outcomes.totals.seen);
                    next += 1;
                    let _ = take_token.try_recv();
                }
            }
            let counted = match reading.join() {
                Ok(read) => read?,
                Err(_) => return Err(io::Error::other("the thread that reads has panicked").into()),
            };
            match counted {
                Some(seen) if seen == outcomes.totals.seen => Ok(outcomes),
                _ => {
                    let message = "the totals are not those of the entries before them".to_owned();
                    Err(SavedError::Line {
                        name: name.clone(),
                        line: outcomes.totals.seen + 2,
                        message,
                    }
                    .into())
                }
            }
        })
    }

    fn work(&self, lines: &Lines, name: &str, renders: &[&dyn Render]) -> Done {
        let rendered = vec![Vec::new(); renders.len()];
        let mut done = Done { rendered, outcomes: Outcomes::default(), wrong: None };
        for entry in lines.entries(name) {
            let mut entry = match entry {
                Ok(entry) => self.judge(entry),
                Err(wrong) => {
                    done.wrong = Some(wrong);
                    return done;
                }
            };
            if let Some(baseline) = self.baseline {
                baseline.mark(&mut entry);
            }
            done.outcomes.totals.add(&entry);
            if let Some(verdict) = entry.verdict() {
                done.outcomes.used.note(verdict);
            }
            for (render, bytes) in renders.iter().zip(&mut done.rendered) {
                // Writing to memory cannot fail but for a value that no format can say.
                if render.entry(&entry, bytes).is_err() {
                    done.outcomes.totals.failed += 1;
                }
            }
        }
        done
    }

    fn judge(&self, entry: Entry) -> Entry {
        let Entry::Judged(mut judged) = entry else { return entry };
        let verdict = catch_unwind(AssertUnwindSafe(|| {
            let day = self.judgement.day(&judged.record);
            self.judgement.policy.judge(&judged.record, day, &knowledge(self.lexicon))
        }));
        let Ok(verdict) = verdict else {
            let reason = "internal error: this is a bug of clearance; please report it".to_owned();
            let failure = Failure { stage: Stage::Judge, reason };
            return Entry::failed(judged.record.document, failure);
        };
        judged.verdict = Some(verdict);
        Entry::Judged(judged)
    }
}
