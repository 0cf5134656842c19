//! Which stage of a scan costs what: samples of `perf`, put together by the module that they fell into.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::Result;
use crate::process::{Program, installed};

/// What a symbol begins with, and the stage it belongs to; the first that fits.
const STAGES: &[(&str, &str)] = &[
    ("clearance::lexicon::filter::Filter::new", "start: compiling the filter"),
    ("clearance::lexicon::filter::lister", "start: compiling the filter"),
    ("clearance::lexicon::filter::frequency", "start: compiling the filter"),
    ("clearance::lexicon::filter::gram::Grams::new", "start: compiling the filter"),
    ("clearance::lexicon::scanner::Scanner::new", "start: compiling the filter"),
    ("clearance::lexicon::filter", "the filter, with what it verifies"),
    ("clearance::lexicon::load", "start: the other rules"),
    ("libyaml_rs", "start: the other rules"),
    ("yaml_serde", "start: the other rules"),
    ("clearance::lexicon::scanner", "words: what a hit means"),
    ("clearance::lexicon::matcher", "words: what a hit means"),
    ("clearance::lexicon::word", "words: what a hit means"),
    ("clearance::lexicon", "names, licences, other knowledge"),
    ("clearance::text", "folding"),
    ("clearance::find::credit", "credits"),
    ("clearance::find::language", "the language"),
    ("clearance::find::disguise", "disguises"),
    ("clearance::find", "lines, sentences, statements"),
    ("clearance::attribution", "the chain"),
    ("clearance::source", "reading and formats"),
    ("serde_json::read", "reading and formats"),
    ("serde_json::de", "reading and formats"),
    ("clearance::report", "writing entries"),
    ("serde_json", "writing entries"),
    ("sha2", "SHA-256"),
    ("clearance", "the rest of clearance"),
];

/// Shares of the samples by stage, as a table; nothing where `perf` is not installed or may not count.
pub(crate) fn table(scan: &Program, data: &Path, core: &str) -> Result<Option<String>> {
    if installed("perf").is_none() {
        return Ok(None);
    }
    let (samples, output) = (data.join("perf.data"), data.join("perf"));
    let to = samples.to_str().ok_or("the folder of data is not UTF-8")?;
    let record = ["perf", "record", "--quiet", "--freq", "499", "--output", to, "--"];
    if scan.below(&record, &output).run(core).is_err() {
        return Ok(None);
    }
    let report = [
        "perf",
        "report",
        "--stdio",
        "--no-children",
        "--fields",
        "overhead,dso,sym",
        "--input",
        to,
    ];
    Program::new(&output, &report).run(core)?;
    Ok(Some(sums(&fs::read_to_string(&output)?)))
}

/// Sums the lines of a report (`12.34%  object  [.] symbol`) by stage, the largest first.
fn sums(report: &str) -> String {
    let mut stages: BTreeMap<&str, f64> = BTreeMap::new();
    for line in report.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let share = words
            .next()
            .and_then(|word| word.strip_suffix('%'))
            .and_then(|word| word.parse::<f64>().ok());
        let (Some(share), Some(object)) = (share, words.next()) else { continue };
        let kernel = words.next() == Some("[k]");
        let symbol = words.collect::<Vec<_>>().join(" ");
        let symbol = symbol.trim_start_matches('<');
        let known =
            STAGES.iter().find(|(prefix, _)| symbol.starts_with(prefix)).map(|(_, stage)| *stage);
        let stage = match known {
            Some(stage) => stage,
            None if kernel => "the kernel: reading, writing, memory",
            None if object.starts_with("libc") => "memory: allocating, copying, comparing",
            None => "the standard library and crates, called by all of these",
        };
        *stages.entry(stage).or_default() += share;
    }
    let mut stages: Vec<(&str, f64)> = stages.into_iter().collect();
    stages.sort_by(|one, other| other.1.total_cmp(&one.1));
    let mut out = String::from("| stage | share of the CPU time |\n|---|---|\n");
    for (stage, share) in stages.iter().filter(|(_, share)| *share >= 0.1) {
        // Writing to a string cannot fail.
        _ = writeln!(out, "| {stage} | {share:.1} % |");
    }
    out
}
