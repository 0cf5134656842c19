//! Rows of figures, with the bars they are held against.

use std::fmt::Write;
use std::time::Duration;

/// The middle one.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// How many times `one` goes into `other`.
pub(crate) fn ratio(other: Duration, one: Duration) -> f64 {
    other.as_secs_f64() / one.as_secs_f64().max(1e-9)
}

/// On which side of a bar a figure has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    AtLeast,
    AtMost,
}

/// A figure and its bars.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) work: String,
    pub(crate) figure: f64,
    pub(crate) unit: &'static str,
    pub(crate) side: Side,
    pub(crate) bar: f64,
    pub(crate) aim: f64,
    pub(crate) detail: String,
}

impl Row {
    fn reaches(&self, bar: f64) -> bool {
        match self.side {
            Side::AtLeast => self.figure >= bar,
            Side::AtMost => self.figure <= bar,
        }
    }

    fn told(&self) -> &'static str {
        if self.reaches(self.aim) {
            "aim reached"
        } else if self.reaches(self.bar) {
            "bar reached"
        } else {
            "**missed**"
        }
    }
}

fn figure(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}

/// As a table of Markdown.
pub(crate) fn render(rows: &[Row]) -> String {
    let mut out =
        String::from("| work | figure | bar | aim | | measured |\n|---|---|---|---|---|---|\n");
    for row in rows {
        let side = if row.side == Side::AtLeast { "≥" } else { "≤" };
        let unit = row.unit;
        // Writing to a string cannot fail.
        _ = writeln!(
            out,
            "| {} | {}{unit} | {side} {}{unit} | {side} {}{unit} | {} | {} |",
            row.work,
            figure(row.figure),
            figure(row.bar),
            figure(row.aim),
            row.told(),
            row.detail
        );
    }
    out
}
