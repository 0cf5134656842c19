//! The same bytes, rules, policy and date give the same report, byte for byte.

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use super::support::{ARTICLE, ARTIKEL, Bench, Ran, check, clearance, corpus, page, row};

#[test]
fn determinism() {
    let (one, other) = (Bench::new(), Bench::new());
    corpus(&one);
    // Enough rows that they are cut into several pieces of work.
    let rows: String =
        (0..4000).map(|n| row(&n.to_string(), &"word ".repeat(n % 200)) + "\n").collect();
    one.write("data/rows.jsonl", rows);
    // The same tree elsewhere, made in another order and at another time.
    let mut files: Vec<_> = walkdir::WalkDir::new(one.data())
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file())
        .collect();
    files.reverse();
    for path in files {
        let name = path.strip_prefix(one.path("")).unwrap().to_str().unwrap().to_owned();
        other.write(&name, fs::read(&path).unwrap());
    }
    let run = |bench: &Bench, threads: &str, locale: &str, zone: &str| {
        let mut command = check(&["data"]);
        command.args(["-j", threads]).current_dir(bench.path(""));
        command.env("LANG", locale).env("LC_ALL", locale).env("TZ", zone);
        command.env("HOME", bench.path("")).env("HOSTNAME", zone).env("RUST_LOG", "trace");
        let ran = Ran::of(&mut command);
        ran.report();
        ran.out
    };
    let first = run(&one, "1", "C", "UTC");
    for (bench, threads, locale, zone) in [
        (&one, "2", "tr_TR.UTF-8", "Pacific/Kiritimati"),
        (&one, "8", "C", "America/Adak"),
        (&other, "8", "ja_JP.UTF-8", "Asia/Kathmandu"),
    ] {
        assert!(run(bench, threads, locale, zone) == first, "{threads} {locale} {zone}");
    }
}

#[test]
fn standard_input_is_read_as_a_file_is() {
    let bench = Bench::new();
    for (name, text) in [
        ("a.txt", ARTICLE.to_owned()),
        ("a.html", page(ARTIKEL)),
        ("a.jsonl", format!("{}\n{}\n", row("x", ARTICLE), row("y", ARTIKEL))),
        ("a.json", format!("[{},{}]", row("x", ARTICLE), row("y", ARTIKEL))),
    ] {
        let path = bench.write(name, &text);
        let by_name = Ran::of(&mut check(&[&path])).report();
        let mut piped = check(&["-"]);
        piped.stdin(Stdio::from(fs::File::open(&path).unwrap()));
        let by_pipe = Ran::of(&mut piped).report();
        // What it is called is all that differs.
        let facts = |entries: &[Value]| -> Vec<Value> {
            entries
                .iter()
                .map(|entry| {
                    let mut entry = entry.clone();
                    let document = entry["document"].as_object_mut().unwrap();
                    document.remove("id");
                    document.remove("source");
                    entry
                })
                .collect()
        };
        assert_eq!(facts(&by_pipe.entries), facts(&by_name.entries), "{name}");
    }
}

#[test]
fn the_day_is_said_in_the_report_and_nothing_else_of_the_clock() {
    let bench = Bench::new();
    bench.write("data/a.txt", ARTICLE);
    let ran = |day: &str| {
        let mut command = clearance();
        command.arg("check").arg(bench.data()).args([
            "-p",
            "ai-training",
            "-f",
            "jsonl",
            "--as-of",
            day,
        ]);
        Ran::of(&mut command).report()
    };
    let (early, late) = (ran("2026-06-01"), ran("2031-01-01"));
    assert_eq!(early.header["as_of"], "2026-06-01");
    assert_eq!(late.header["as_of"], "2031-01-01");
    assert_eq!(early.entries, late.entries);
}
