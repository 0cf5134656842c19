//! One line that says how far a long run is: only on a terminal, only after a second.

use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run may take without a word.
const PATIENCE: Duration = Duration::from_secs(1);

pub(crate) struct Progress {
    began: Instant,
    bar: Option<ProgressBar>,
    quiet: bool,
}

impl Progress {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { began: Instant::now(), bar: None, quiet }
    }

    /// So many documents were seen.
    pub(crate) fn seen(&mut self, documents: u64) {
        if self.quiet || self.began.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            // indicatif draws nothing where standard error is no terminal.
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
                bar.set_style(style);
            }
            bar
        });
        let rate = documents / self.began.elapsed().as_secs().max(1);
        bar.set_message(format!(
            "{} documents seen, {} a second",
            HumanCount(documents),
            HumanCount(rate)
        ));
        bar.tick();
    }

    /// Takes the line away.
    pub(crate) fn done(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
