//! A report is the old one or the whole new one, never a part; what could not be written is said.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use super::support::{ARTICLE, Bench, Ran, Report, check, clearance, judge, row};

const OLD: &str = "the old report\n";

/// Rows that make a report larger than any buffer on its way.
fn rows() -> String {
    (0..400).map(|number| row(&number.to_string(), ARTICLE) + "\n").collect()
}

fn named(bench: &Bench, name: &str) -> String {
    format!("jsonl={}", bench.path(name).display())
}

/// Whether the report is untouched and nothing else was left beside it.
fn untouched(bench: &Bench) {
    assert_eq!(fs::read_to_string(bench.path("out/report.jsonl")).unwrap(), OLD);
    assert_eq!(fs::read_dir(bench.path("out")).unwrap().count(), 1);
}

#[test]
fn whole_or_absent() {
    let bench = Bench::new();
    bench.write("data/rows.jsonl", rows());
    bench.write("out/report.jsonl", OLD);
    let report = named(&bench, "out/report.jsonl");

    // The question is wrong: nothing is touched.
    bench.write("broken.yaml", "policy: [");
    for policy in ["broken.yaml", "missing.yaml"] {
        let policy = bench.path(policy);
        let ran = Ran::of(judge(&[bench.data()]).arg("-p").arg(policy).args(["-o", &report]));
        assert_eq!((ran.code, ran.out.len()), (Some(2), 0));
        untouched(&bench);
    }
    let ran = Ran::of(check(&[bench.path("gone")]).args(["-o", &report]));
    assert_eq!((ran.code, ran.out.len()), (Some(2), 0));
    untouched(&bench);

    // Standard output takes nothing, or somebody stopped listening: the answer is incomplete, and no
    // other report of the run claims otherwise.
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = Ran::of(check(&[bench.data()]).args(["-o", &report]).stdout(full));
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains("could not be written"), "{}", ran.err);
    untouched(&bench);
    let mut child = check(&[bench.data()])
        .args(["-o", &report])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut some = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut some).unwrap();
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    untouched(&bench);

    // The disk is full in the middle of it.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 20; exec \"$@\"", "sh"]);
    shell.arg(env!("CARGO_BIN_EXE_clearance")).arg("check").arg(bench.data());
    shell.args(["-p", "ai-training", "-f", "none", "-o", &report]);
    let ran = Ran::of(&mut shell);
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    untouched(&bench);

    // What is no file is not written over.
    symlink(bench.path("out/report.jsonl"), bench.path("link.jsonl")).unwrap();
    for target in [named(&bench, "link.jsonl"), "jsonl=/dev/full".into(), named(&bench, "out")] {
        assert_eq!(Ran::of(check(&[bench.data()]).args(["-o", &target])).code, Some(2), "{target}");
    }
    untouched(&bench);

    // At last the run succeeds, and its report is whole and the same as the one that is printed.
    let ran = Ran::of(check(&[bench.data()]).args(["-o", &report]));
    let written = fs::read(bench.path("out/report.jsonl")).unwrap();
    assert_eq!(ran.report().total("seen"), 400);
    assert_eq!(Report::read(&written).totals, ran.report().totals);
    assert!(written == ran.out);
    assert_eq!(fs::read_dir(bench.path("out")).unwrap().count(), 1);
}

#[test]
fn a_run_that_is_killed_leaves_the_old_report() {
    let bench = Bench::new();
    bench.write("out/report.jsonl", OLD);
    let report = named(&bench, "out/report.jsonl");
    let mut child = clearance()
        .args(["check", "-", "-p", "ai-training", "-f", "none", "-o", &report])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut rows_in = child.stdin.take().unwrap();
    // More than the reading thread holds in one piece, and then nothing: the run waits for the rest.
    for _ in 0..8 {
        rows_in.write_all(rows().as_bytes()).unwrap();
    }
    let part = || fs::read_dir(bench.path("out")).unwrap().count() > 1;
    for _ in 0..1000 {
        if part() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(part(), "the new report is begun beside the old one");
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(9));
    assert_eq!(fs::read_to_string(bench.path("out/report.jsonl")).unwrap(), OLD);
    // What a killed run left does not stand in the way of the next one.
    bench.write("data/a.txt", ARTICLE);
    assert_eq!(Ran::of(check(&[bench.data()]).args(["-o", &report])).code, Some(1));
    Report::read(&fs::read(bench.path("out/report.jsonl")).unwrap());
}

/// The last to end has the report: each wrote a whole one of its own.
#[test]
fn two_runs_on_one_report_leave_a_whole_one() {
    let bench = Bench::new();
    bench.write("data/rows.jsonl", rows());
    bench.write("out/report.jsonl", OLD);
    let report = named(&bench, "out/report.jsonl");
    let run = |policy: &str| {
        let mut run = clearance();
        run.arg("check").arg(bench.data()).args(["-p", policy, "-f", "none", "-o", &report]);
        run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let both = [run("ai-training"), run("republish")];
    for mut child in both {
        // The one denies what the other leaves to review.
        assert!(matches!(child.wait().unwrap().code(), Some(0 | 1)));
    }
    let whole = Report::read(&fs::read(bench.path("out/report.jsonl")).unwrap());
    assert_eq!(whole.total("seen"), 400);
    assert_eq!(fs::read_dir(bench.path("out")).unwrap().count(), 1);
}

#[test]
fn a_split_is_whole_or_absent() {
    let bench = Bench::new();
    bench.write("data/rows.jsonl", rows());
    fs::create_dir(bench.path("out")).unwrap();
    let denied = bench.path("out/denied");
    let left = || fs::read_dir(bench.path("out")).unwrap().count();

    // The disk is full in the middle of it.
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 20; exec \"$@\"", "sh"]);
    shell.arg(env!("CARGO_BIN_EXE_clearance")).arg("check").arg(bench.data());
    let ran = Ran::of(shell.args(["-p", "ai-training", "-f", "none", "--denied"]).arg(&denied));
    assert_eq!((ran.code, left()), (Some(3), 0), "{}", ran.err);
    assert!(ran.err.contains("denied"), "{}", ran.err);

    // Another run puts its folder there in the meantime: this one says so, and theirs stays as it is.
    let mut slow = clearance()
        .args(["check", "-", "-p", "ai-training", "-f", "none", "--denied"])
        .arg(&denied)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut rows_in = slow.stdin.take().unwrap();
    rows_in.write_all(row("slow", ARTICLE).as_bytes()).unwrap();
    for _ in 0..1000 {
        if left() > 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(left() > 0, "the folder is begun under another name");
    let ran = Ran::of(check(&[bench.data()]).arg("--denied").arg(&denied));
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let theirs = fs::read(denied.join("rows.jsonl")).unwrap();
    drop(rows_in);
    let ran = Ran::from(slow.wait_with_output().unwrap());
    assert_eq!(ran.code, Some(3), "{}", ran.err);
    assert!(ran.err.contains("denied"), "{}", ran.err);
    assert!(fs::read(denied.join("rows.jsonl")).unwrap() == theirs);
    // The folder and its manifest.
    assert_eq!(left(), 2);
}

#[test]
fn a_report_never_writes_into_the_data() {
    let bench = Bench::new();
    let article = bench.write("data/a.txt", ARTICLE);
    // Another name of the same file, which no comparison of paths can tell: the data stays as it is, since
    // a report replaces a name and never writes into a file.
    let twin = bench.path("twin.jsonl");
    fs::hard_link(&article, &twin).unwrap();
    let ran = Ran::of(check(&[bench.data()]).args(["-o", &named(&bench, "twin.jsonl")]));
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert_eq!(fs::read_to_string(&article).unwrap(), ARTICLE);
    Report::read(&fs::read(&twin).unwrap());
    // By whatever way it is named, a report inside the data is refused.
    symlink(bench.data(), bench.path("way")).unwrap();
    fs::create_dir(bench.path("data/deep")).unwrap();
    for name in ["data/out.jsonl", "data/deep/../out.jsonl", "way/out.jsonl", "way/a.txt"] {
        let ran = Ran::of(check(&[bench.data()]).args(["-o", &named(&bench, name)]));
        assert_eq!((ran.code, ran.out.len()), (Some(2), 0), "{name}: {}", ran.err);
    }
    // The data by way of a link is the data too.
    let ran = Ran::of(check(&[bench.path("way")]).args(["-o", &named(&bench, "data/out.jsonl")]));
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    let mut text = String::new();
    File::open(&article).unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, ARTICLE);
    assert_eq!(fs::read_dir(bench.data()).unwrap().count(), 2);
}
