//! Memory and time have bounds, whatever is fed: the run ends, the document is a failure or what was found
//! in it is bounded and says so.

use std::io::{BufWriter, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::support::{ARTICLE, Bench, Ran, Report, gzip, row, scan};

/// How long a run may take here, with a debug build on a busy machine. No promise is a time: this tells a
/// run that ends from one that does not.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a run may take of memory, in MiB: the rules, and twice a document for each thread and the reader.
const MEMORY: u64 = 400;

/// Runs it to its end, watching its memory from outside.
fn watched(command: &mut Command) -> (Ran, u64) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reading = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        stdout.read_to_end(&mut bytes).map(|_| bytes)
    });
    let (began, mut peak) = (Instant::now(), 0);
    // The mark is the highest so far, so that seldom looking misses little.
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(high_water(child.id()).unwrap_or(0));
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("no end after {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let out = reading.join().unwrap().unwrap();
    let mut output = child.wait_with_output().unwrap();
    output.stdout = out;
    (output.into(), peak >> 10)
}

/// The most memory that a process has held so far, in KiB.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn bounded(path: &Path) -> Report {
    let mut command = scan(&[path]);
    let (ran, peak) = watched(command.args(["-j", "2"]));
    assert!(peak < MEMORY, "{}: {peak} MiB", path.display());
    assert!(ran.out.len() < 4 << 20, "{}: a report of {} bytes", path.display(), ran.out.len());
    ran.report()
}

fn failure(report: &Report) -> &str {
    assert_eq!((report.total("seen"), report.total("failed")), (1, 1));
    report.entries[0]["failed"]["reason"].as_str().unwrap()
}

/// Writes a large file without holding it.
fn large(path: &Path, unit: &str, bytes: usize) {
    let mut file = BufWriter::new(std::fs::File::create(path).unwrap());
    let block = unit.repeat((1 << 16) / unit.len());
    for _ in 0..bytes / block.len() {
        file.write_all(block.as_bytes()).unwrap();
    }
    file.flush().unwrap();
}

#[test]
fn bounds_what_is_too_large_fails() {
    let bench = Bench::new();
    let line = bench.path("line.txt");
    large(&line, "All work and no play. ", 100 << 20);
    assert!(failure(&bounded(&line)).starts_with("limit: "));
    // As a row it fails too, and the rows around it are read.
    let rows = bench.path("rows.jsonl");
    large(&rows, "a", 100 << 20);
    let mut file = std::fs::OpenOptions::new().append(true).open(&rows).unwrap();
    writeln!(file, "\n{}", row("last", ARTICLE)).unwrap();
    let report = bounded(&rows);
    assert_eq!((report.total("seen"), report.total("failed")), (2, 1));
    assert_eq!(report.entries[1]["document"]["id"], "last");
    // So does one that is called JSON.
    std::fs::rename(&rows, bench.path("rows.json")).unwrap();
    assert!(failure(&bounded(&bench.path("rows.json"))).starts_with("limit: "));
}

#[test]
fn bounds_a_bomb_fails() {
    let bench = Bench::new();
    let zeros = vec![0; 8 << 20];
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..25 {
        encoder.write_all(&zeros).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    for name in ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.json.gz", "bomb.html.gz", "bomb.gz"] {
        bounded_failure(&bench, name, &bomb);
    }
    bounded_failure(&bench, "bomb.jsonl.gz.gz", &gzip(&bomb));
    let many = (0..12).fold(ARTICLE.as_bytes().to_vec(), |packed, _| gzip(&packed));
    bounded_failure(&bench, "many.txt.gz", &many);
}

fn bounded_failure(bench: &Bench, name: &str, bytes: &[u8]) {
    let report = bounded(&bench.write(name, bytes));
    assert!(report.total("failed") > 0 && report.total("seen") == report.total("failed"), "{name}");
}

#[test]
fn bounds_depth_is_counted() {
    let bench = Bench::new();
    let deep = format!("<!doctype html>{}", "<div>".repeat(100_000));
    assert!(failure(&bounded(&bench.write("deep.html", &deep))).starts_with("limit: "));
    let deep = format!("{{\"text\":{}", "[".repeat(1_000_000));
    assert!(failure(&bounded(&bench.write("deep.json", &deep))).starts_with("json: "));
    assert!(failure(&bounded(&bench.write("deep.jsonl", &deep))).starts_with("json: "));
    // Quotes in quotes, lists in lists: no element is left open, it is read or it fails.
    let deep = format!("{} text\n{} text\n", ">".repeat(50_000), "- ".repeat(50_000));
    assert_eq!(bounded(&bench.write("deep.md", &deep)).total("seen"), 1);
    let brackets = "[".repeat(200_000);
    assert_eq!(bounded(&bench.write("brackets.md", &brackets)).total("seen"), 1);
}

#[test]
fn bounds_what_is_no_text_fails_at_once() {
    let bench = Bench::new();
    let zeros = bench.path("zeros.txt");
    large(&zeros, "\0", 10 << 20);
    assert!(failure(&bounded(&zeros)).starts_with("binary: "));
    let pipe = bench.path("data/pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::os::unix::fs::symlink("gone", bench.path("data/dangling")).unwrap();
    std::os::unix::fs::symlink(".", bench.path("data/loop")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", bench.path("data/zero")).unwrap();
    let report = bounded(&bench.data());
    assert_eq!((report.total("seen"), report.total("failed")), (4, 4));
    assert!(failure(&bounded(&pipe)).starts_with("not-a-file: "));
    assert!(failure(&bounded(Path::new("/dev/zero"))).starts_with("not-a-file: "));
}

/// Statements without end: each kind is cut at a bound, and the record says so.
#[test]
fn bounds_findings_overflow() {
    let bench = Bench::new();
    for (name, text, kind) in [
        ("notices.txt", "© 2026 Marrow Bay Courier\n\n", "notices"),
        ("terms.txt", "This article may not be used to train AI systems.\n\n", "terms"),
        ("licences.txt", "https://creativecommons.org/licenses/by/4.0/\n\n", "licences"),
    ] {
        let report = bounded(&bench.write(name, text.repeat(2_000)));
        let entry = &report.entries[0];
        let found = entry[kind].as_array().unwrap().len();
        let overflow = |problem: &serde_json::Value| problem["code"] == "findings-overflow";
        let said = entry["problems"].as_array().unwrap().iter().any(overflow);
        // What says the same may be one finding; what is left out must be said.
        assert!(
            found == 200 && said || found < 200 && found > 0 && !said,
            "{name}: {found}, {said}"
        );
    }
}

/// Signs that begin a statement, and none that ends it.
#[test]
fn bounds_signs_without_statements() {
    let bench = Bench::new();
    let mixed = "漢字 кириллица عربى ไทย हिन्दी latin ελληνικά עברית 한국어 ひらがな ";
    for (name, unit, bytes) in [
        // Half a million bytes of each are the same work for each byte as ten million, and a debug build
        // does them in time.
        ("copyright.txt", "©", 200_000),
        ("dilarang.txt", "dilarang ", 500_000),
        ("quotes.txt", "\"", 500_000),
        ("dateline.txt", "(AP) - ", 500_000),
        ("rights.txt", "all rights reserved ", 200_000),
        ("years.txt", "2026-", 500_000),
        ("entities.html", "&copy;", 200_000),
        ("tags.html", "<", 500_000),
        ("comments.html", "<!--", 500_000),
        ("emphasis.md", "*_", 500_000),
        ("links.md", "[a](", 200_000),
        ("mixed.txt", mixed, 10 << 20),
    ] {
        let path = bench.path(name);
        large(&path, unit, bytes.max(1 << 16));
        let report = bounded(&path);
        assert_eq!(report.total("seen"), 1, "{name}");
    }
}

/// Memory does not grow with the number of documents.
#[test]
fn bounds_many_rows() {
    let bench = Bench::new();
    let rows = bench.path("rows.jsonl");
    large(
        &rows,
        &format!("{}\n", row("a", "Nothing is said here of rights or of where it comes from.")),
        30 << 20,
    );
    let mut command = super::support::clearance();
    let (ran, peak) = watched(command.arg("scan").arg(&rows).args(["-f", "none", "-j", "2"]));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(peak < MEMORY / 2, "{peak} MiB");
}
