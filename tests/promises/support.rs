//! Runs the program, and reads its report as somebody would who does not trust it: whatever a report
//! claims of itself is checked each time that one is read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

/// A policy that forbids nothing: under it only a failure keeps a document from being allowed.
pub const LENIENT: &str = "policy: lenient
use: [ai-train]
otherwise: allow
clauses:
  - { id: never, when: { problem: { code: never } }, then: deny, because: never }
";

/// One article with a notice and a prohibition.
pub const ARTICLE: &str = "Ferry to Gull Holm runs on Sundays again

The council of Marrow Bay said on Tuesday that the Sunday ferry to Gull Holm returns in May.

© 2024-2026 Marrow Bay Courier. All rights reserved.

This content may not be used to train artificial intelligence systems without written permission.
";

/// The same in Indonesian.
pub const ARTIKEL: &str = "Pasar apung dibuka lagi

Pedagang kembali ke pasar apung di Teluk Damar setelah banjir surut, kata kepala pasar, Minggu.

Copyright © ANTARA 2026

Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di situs web ini tanpa izin tertulis dari Kantor Berita ANTARA.
";

/// The program, in an environment that does not depend on who runs the tests.
pub fn clearance() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clearance"));
    command.env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// What a run came to.
pub struct Ran {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let err = String::from_utf8(output.stderr).expect("messages are UTF-8");
        assert!(!err.contains("panicked"), "{err}");
        Self { code: output.status.code(), out: output.stdout, err }
    }
}

impl Ran {
    pub fn of(command: &mut Command) -> Self {
        command.output().unwrap().into()
    }

    /// The report on standard output; the exit code follows from it.
    pub fn report(&self) -> Report {
        let report = Report::read(&self.out);
        assert_eq!(self.code, Some(report.exit_code("deny")), "{}", self.err);
        report
    }
}

/// `check PATH… --policy ai-training --format jsonl`, on a day that does not change.
pub fn check<P: AsRef<Path>>(paths: &[P]) -> Command {
    let mut command = judge(paths);
    command.args(["--policy", "ai-training"]);
    command
}

/// The same without the policy.
pub fn judge<P: AsRef<Path>>(paths: &[P]) -> Command {
    let mut command = clearance();
    command.arg("check").args(paths.iter().map(AsRef::as_ref));
    command.args(["--as-of", "2026-06-01", "--format", "jsonl"]);
    command
}

/// `scan PATH… --format jsonl`.
pub fn scan<P: AsRef<Path>>(paths: &[P]) -> Command {
    let mut command = clearance();
    command.arg("scan").args(paths.iter().map(AsRef::as_ref)).args(["--format", "jsonl"]);
    command
}

/// A report of the format `jsonl`.
pub struct Report {
    pub header: Value,
    pub entries: Vec<Value>,
    pub totals: Value,
}

impl Report {
    /// Reads a whole report and checks what can be checked: its shape, its digest, its sums, and that no
    /// document is in it twice.
    pub fn read(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("a report is UTF-8");
        let body = text.strip_suffix('\n').expect("a report ends with a line break");
        let (before, last) = body.rsplit_once('\n').expect("a report has two lines or more");
        let mut lines: Vec<Value> =
            before.split('\n').map(|line| serde_json::from_str(line).unwrap()).collect();
        let header = lines.remove(0);
        let totals: Value = serde_json::from_str(last).unwrap();
        assert_eq!(header["schema"], "clearance.run/1");
        assert_eq!(totals["schema"], "clearance.totals/1");
        let digest = Sha256::digest(format!("{before}\n"));
        let digest: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(totals["sha256"], digest.concat());
        let report = Self { header, entries: lines, totals };
        report.accounted();
        report
    }

    fn accounted(&self) {
        let seen = self.entries.len() as u64;
        assert_eq!(self.total("seen"), seen, "{}", self.totals);
        let sum = ["recorded", "allow", "review", "deny", "failed"].map(|word| self.total(word));
        assert_eq!(sum.iter().sum::<u64>(), seen, "{}", self.totals);
        for decision in ["allow", "review", "deny"] {
            let of = |entry: &&Value| entry["verdict"]["decision"] == decision;
            let count = self.entries.iter().filter(of).count() as u64;
            assert_eq!(self.total(decision), count, "{}", self.totals);
        }
        assert_eq!(self.total("failed"), self.failed().count() as u64, "{}", self.totals);
        let mut places = BTreeSet::new();
        for entry in &self.entries {
            assert_eq!(entry["schema"], "clearance.record/1");
            // One or the other, never both.
            assert!(entry.get("failed").is_none() || entry.get("verdict").is_none());
            let document = &entry["document"];
            let place = format!("{} {}", document["source"], document["locator"]);
            assert!(places.insert(place), "twice: {document}");
        }
    }

    /// One of the sums; what is left out is 0.
    pub fn total(&self, word: &str) -> u64 {
        self.totals.get(word).map_or(0, |count| count.as_u64().unwrap())
    }

    /// What must be the exit code, from the totals alone.
    pub fn exit_code(&self, fail_on: &str) -> i32 {
        let no = match fail_on {
            "deny" => self.total("deny") + self.total("to_mend") > 0,
            "review" => self.total("deny") + self.total("review") + self.total("to_mend") > 0,
            _ => false,
        };
        if self.total("failed") > 0 { 3 } else { i32::from(no) }
    }

    /// The entries that failed.
    pub fn failed(&self) -> impl Iterator<Item = &Value> {
        self.entries.iter().filter(|entry| entry.get("failed").is_some())
    }

    /// The entries of documents whose id begins so.
    pub fn of(&self, id: &str) -> Vec<&Value> {
        let begins =
            |entry: &&Value| entry["document"]["id"].as_str().is_some_and(|it| it.starts_with(id));
        self.entries.iter().filter(begins).collect()
    }
}

/// A folder for a test, with a folder `data` in it.
pub struct Bench {
    folder: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Writes a file into the folder, with the folders above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

/// A text as a row.
pub fn row(id: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "text": text }).to_string()
}

/// A text as a page, a paragraph for each of its own.
pub fn page(text: &str) -> String {
    let paragraphs: Vec<String> =
        text.split("\n\n").map(|one| format!("<p>{}</p>\n", one.trim())).collect();
    format!("<!DOCTYPE html>\n<html><body>\n{}</body></html>\n", paragraphs.concat())
}

/// Some documents in every format, of every kind of verdict.
pub fn corpus(bench: &Bench) {
    for number in 0..4 {
        let at = |name: &str| format!("data/{number}/{name}");
        let article = format!("{number} {ARTICLE}");
        bench.write(&at("a.txt"), &article);
        bench.write(&at("a.html"), page(&article));
        bench.write(&at("b.md"), format!("# {number} {ARTIKEL}"));
        bench.write(&at("c.txt.gz"), gzip(format!("{number} says nothing of rights\n").as_bytes()));
        let rows = [row("one", &article), row("two", ARTIKEL), "{broken".into(), row("", "x")];
        bench.write(&at("d.jsonl"), rows.join("\n"));
        bench.write(&at("e.json"), format!("[{},{}]", row("x", ARTIKEL), row("x", &article)));
        bench.write(&at("f.jsonl.zst"), zstd(row("z", &article).as_bytes()));
        bench.write(&at("g.txt"), "Published under https://creativecommons.org/licenses/by/4.0/\n");
    }
}
