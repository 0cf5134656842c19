//! The report formats: what they make of a saved report of the example articles, byte by byte, and what the public
//! schemas and validators say of it. The validators are Python packages in a folder of their own under `target/`; where
//! they cannot be had, the tests fail and say so.
//!
//! After a change that is meant, `GOLDEN=overwrite cargo test --test reports` writes `tests/reports/golden/` anew, to be
//! read before it is kept.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test that cannot go on stops; files of its own folder

mod report_support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use report_support::{hostile, rendered};
use serde_json::Value;

/// The formats that are made here and those that have tests of their own.
const FORMATS: [&str; 10] = [
    "json",
    "csv",
    "markdown",
    "github",
    "sarif",
    "junit",
    "cyclonedx",
    "spdx",
    "croissant",
    "training-summary",
];
const SAVED: &str = "tests/reports/articles.jsonl";
const DATASET: &str = "tests/reports/dataset.yaml";

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The Python that has the packages.
fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
        let made =
            Command::new("sh").arg(root("tests/python/venv.sh")).arg(&folder).output().unwrap();
        assert!(
            made.status.success(),
            "tests/python/venv.sh needs python3 with venv, and the network once:\n{}",
            String::from_utf8_lossy(&made.stderr)
        );
        folder.join("bin/python")
    })
}

fn clearance(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clearance"));
    command.args(arguments).current_dir(root("")).env("NO_COLOR", "1").stdin(Stdio::null());
    command.output().unwrap()
}

fn report(saved: &str, format: &str, more: &[&str]) -> String {
    let output =
        clearance(&[&["report", saved, "--format", format, "--dataset", DATASET], more].concat());
    assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What the validators say of the reports in a folder: of all, or of those in these formats.
fn validate(folder: &Path, formats: &[&str]) -> Result<Value, String> {
    let mut command = Command::new(python());
    command.arg(root("tests/reports/validate.py")).arg(folder).args(formats);
    let run = command.output().unwrap();
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned());
    }
    Ok(serde_json::from_slice(&run.stdout).unwrap())
}

fn written(folder: &Path, make: impl Fn(&str) -> String) {
    for format in FORMATS {
        fs::write(folder.join(format), make(format)).unwrap();
    }
}

#[test]
fn each_format_is_as_it_was() {
    let overwrite = std::env::var("GOLDEN").is_ok_and(|value| value == "overwrite");
    for format in FORMATS.iter().chain(&["text"]) {
        let path = root("tests/reports/golden").join(format);
        let made = report(SAVED, format, &[]);
        if overwrite {
            fs::write(&path, &made).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap();
        let differs = made.lines().zip(kept.lines()).find(|(made, kept)| made != kept);
        assert!(made == kept, "{format}: {differs:?}; see the head of this file");
    }
}

/// Every format that there is has a golden file, or a test of its own.
#[test]
fn no_format_is_forgotten() {
    let elsewhere = ["text", "jsonl", "prov", "prov-jsonld", "html", "notice"];
    for format in clearance::report::formats() {
        assert!(FORMATS.contains(&format) || elsewhere.contains(&format), "{format} has no test");
    }
}

#[test]
fn each_format_is_what_its_validator_wants() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), |format| report(SAVED, format, &[]));
    let counts = validate(folder.path(), &[]).unwrap();
    assert_eq!(counts["json"]["entries"], 18);
    assert_eq!(counts["csv"]["rows"], 18);
    assert_eq!(counts["junit"]["tests"], 18);
    // Eight are denied, and one could not be read; of the five for review none fails a test.
    assert_eq!((&counts["junit"]["failures"], &counts["junit"]["skipped"]), (&9.into(), &6.into()));
    assert_eq!(counts["sarif"]["notifications"], 1);
    assert!(counts["cyclonedx"]["components"].as_u64() > Some(5), "{counts}");
    // The dataset is a package too.
    let packages = counts["cyclonedx"]["components"].as_u64().unwrap() + 1;
    assert_eq!(counts["spdx"]["packages"], packages);
}

/// A scan has no verdicts, and an empty run no entries.
#[test]
fn reports_without_verdicts_or_entries_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let empty = tempfile::tempdir().unwrap();
    for paths in [&["examples/articles"][..], &[empty.path().to_str().unwrap(), "--allow-empty"]] {
        written(folder.path(), |format| {
            let flags = ["--format", format, "--dataset", DATASET];
            let output = clearance(&[&["scan"], paths, &flags].concat());
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        });
        validate(folder.path(), &[]).unwrap();
    }
}

/// What comes from documents is valid too where somebody wrote it to break a report.
#[test]
fn hostile_reports_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let entries: Vec<_> = hostile::STRINGS.iter().map(|text| hostile::entry(text)).collect();
    written(folder.path(), |format| rendered(format, &entries, &hostile::look()));
    let counts = validate(folder.path(), &[]).unwrap();
    assert_eq!(counts["json"]["entries"], hostile::STRINGS.len());
}

/// The validators say no to what is wrong.
#[test]
fn a_broken_report_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), |format| report(SAVED, format, &[]));
    for (format, from, to) in [
        ("json", "\"seen\":18", "\"seen\":19"),
        ("csv", "deny,", "=deny,"),
        ("csv", "decision,", "decision,,"),
        ("github", "::error title", "::set-env title"),
        ("sarif", "\"startLine\":", "\"startline\":"),
        ("sarif", "\"level\":\"error\"", "\"level\":\"deny\""),
        ("junit", "failures=\"9\"", "failures=\"8\""),
        ("junit", "<skipped ", "<ignored "),
        ("cyclonedx", "\"type\":\"data\"", "\"type\":\"text\""),
        ("cyclonedx", "\"id\":\"CC-BY-4.0\"", "\"id\":\"CC-BY\""),
        ("spdx", "\"software_primaryPurpose\":\"data\"", "\"software_primaryPurpose\":\"text\""),
        ("spdx", "\"builtTime\"", "\"builttime\""),
        ("croissant", "https://schema.org/", "http://schema.org/"),
        ("croissant", "cr:FileSet", "cr:Files"),
        ("training-summary", "\"listed\":1", "\"listed\":2"),
    ] {
        let path = folder.path().join(format);
        let whole = fs::read_to_string(&path).unwrap();
        let broken = whole.replace(from, to);
        assert_ne!(whole, broken, "{format} has no {from}");
        fs::write(&path, broken).unwrap();
        assert!(validate(folder.path(), &[format]).is_err(), "{format}: {to} is taken");
        fs::write(&path, whole).unwrap();
    }
    validate(folder.path(), &[]).unwrap();
}

/// A report from saved entries is the report of the run.
#[test]
fn a_run_and_its_saved_report_render_alike() {
    let target = tempfile::tempdir().unwrap();
    let saved = target.path().join("saved.jsonl");
    let jsonl = format!("jsonl={}", saved.display());
    let mut run = vec!["check", "examples/articles", "--policy", "ai-training"];
    run.extend(["--as-of", "2026-01-01", "--format", "none", "--dataset", DATASET, "-o", &jsonl]);
    let others: Vec<String> = FORMATS
        .iter()
        .map(|format| format!("{format}={}", target.path().join(format).display()))
        .collect();
    run.extend(others.iter().flat_map(|other| ["-o", other]));
    let one = clearance(&[&run[..], &["-j", "1"]].concat());
    assert_eq!(one.status.code(), Some(1), "{}", String::from_utf8_lossy(&one.stderr));
    let of_run = |format: &str| fs::read_to_string(target.path().join(format)).unwrap();
    for format in FORMATS {
        let again = report(saved.to_str().unwrap(), format, &[]);
        assert_eq!(of_run(format), again, "{format}");
    }
    let first: Vec<String> = FORMATS.iter().map(|format| of_run(format)).collect();
    let many = clearance(&[&run[..], &["-j", "4"]].concat());
    assert_eq!(many.stderr, one.stderr);
    for (format, first) in FORMATS.iter().zip(first) {
        assert_eq!(of_run(format), first, "{format}: other threads, another report");
    }
}

/// Quotes are in no format where they are not wanted, and all else is.
#[test]
fn no_quotes_means_none() {
    fn quotes(value: &Value, all: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    match value {
                        Value::String(quote) if key == "quote" => all.push(quote.clone()),
                        value => quotes(value, all),
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|value| quotes(value, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    quotes(&serde_json::from_str(&report(SAVED, "json", &[])).unwrap(), &mut all);
    // Names are facts and stay; a sentence is a quote and nothing else.
    let sentences: Vec<&String> = all.iter().filter(|quote| quote.chars().count() > 60).collect();
    assert!(sentences.len() > 10);
    let formats: Vec<&str> = clearance::report::formats().collect();
    for format in &formats {
        let made = report(SAVED, format, &["--no-quotes"]);
        for sentence in &sentences {
            assert!(!made.contains(sentence.as_str()), "{format}: {sentence}");
        }
    }
    let mut left = Vec::new();
    quotes(&serde_json::from_str(&report(SAVED, "json", &["--no-quotes"])).unwrap(), &mut left);
    assert_eq!(left.len(), all.len());
    assert!(left.iter().all(String::is_empty));
    // What is left is a saved report in its own right.
    let target = tempfile::tempdir().unwrap();
    let path = target.path().join("quoteless.jsonl");
    fs::write(&path, report(SAVED, "jsonl", &["--no-quotes"])).unwrap();
    let folder = tempfile::tempdir().unwrap();
    written(folder.path(), |format| report(path.to_str().unwrap(), format, &[]));
    validate(folder.path(), &[]).unwrap();
}

/// A quote of a report that somebody else wrote is cut too.
#[test]
fn no_quote_is_longer_than_the_bound() {
    let mut entry = hostile::entry("plain");
    let long = "ß".repeat(1_000);
    hostile::quote(&mut entry, &long);
    let saved = rendered("jsonl", &[entry], &hostile::look());
    let target = tempfile::tempdir().unwrap();
    let path = target.path().join("long.jsonl");
    fs::write(&path, saved).unwrap();
    for format in clearance::report::formats() {
        let made = report(path.to_str().unwrap(), format, &[]);
        assert!(!made.contains(&"ß".repeat(201)), "{format}");
        let quotes = ["text", "jsonl", "json", "csv", "sarif", "junit", "github"];
        assert!(!quotes.contains(&format) || made.contains(&"ß".repeat(200)), "{format}");
    }
}

/// The worst are named, the others counted.
#[test]
fn a_report_with_room_for_few_names_the_worst() {
    let limited = |format| report(SAVED, format, &["--limit", "2"]);
    let sarif: Value = serde_json::from_str(&limited("sarif")).unwrap();
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(|result| result["level"] == "error"));
    let notifications = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    let text = notifications.last().unwrap()["message"]["text"].as_str().unwrap();
    assert!(text.starts_with("19 findings (6 deny, 12 review, 1 waived) are left out"), "{text}");
    let github = limited("github");
    let kinds = |kind: &str| github.lines().filter(|line| line.starts_with(kind)).count();
    assert_eq!((kinds("::error "), kinds("::warning "), kinds("::notice ")), (2, 2, 1));
    assert!(
        github.starts_with("::error title=could not be read,file=tests/cmd/broken/cut.json::"),
        "{github}"
    );
    assert!(github.contains("findings more are not annotated"));
    assert!(limited("markdown").contains("The worst are shown;"));
    let text = limited("text");
    assert!(text.starts_with("failed  tests/cmd/broken/cut.json"), "{text}");
    assert!(text.contains("… and 16 documents more\n"), "{text}");
    let bom: Value = serde_json::from_str(&limited("cyclonedx")).unwrap();
    assert_eq!(bom["components"].as_array().unwrap().len(), 2);
    assert_eq!(bom["compositions"][0]["aggregate"], "incomplete");
}

/// What an earlier report found fails no test and is no annotation; it stays in the report.
#[test]
fn what_is_known_fails_nothing() {
    let target = tempfile::tempdir().unwrap();
    let saved = target.path().join("saved.jsonl").display().to_string();
    let mut run = vec!["check", "examples/articles", "--policy", "ai-training"];
    run.extend(["--as-of", "2026-01-01", "--format"]);
    let old = clearance(&[&run[..], &["none", "-o", &format!("jsonl={saved}")]].concat());
    assert_eq!(old.status.code(), Some(1));
    assert!(String::from_utf8(old.stderr).unwrap().contains("why: clearance explain "));
    let known = |format: &str| {
        let new = clearance(&[&run[..], &[format, "--baseline", &saved]].concat());
        let err = String::from_utf8(new.stderr).unwrap();
        assert_eq!(new.status.code(), Some(0), "{err}");
        assert!(!err.contains("why:"), "{err}");
        String::from_utf8(new.stdout).unwrap()
    };
    let github = known("github");
    assert_eq!(github.lines().count(), 1, "{github}");
    assert!(github.contains("(known 13)"), "{github}");
    let junit = known("junit");
    assert!(
        junit.contains("failures=\"0\"") && junit.contains("known, deny by opted-out"),
        "{junit}"
    );
    let sarif: Value = serde_json::from_str(&known("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert!(results.len() > 12);
    assert!(results.iter().all(|result| result["baselineState"] == "unchanged"));
    assert!(known("markdown").contains("<br>known |"));
}
