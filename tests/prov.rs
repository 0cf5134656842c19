//! PROV reports, held against the Python packages `prov` and `rdflib`: they read them, find everything declared
//! that is named, and write them again as they were. The packages are put into a folder of their own under
//! `target/`; where they cannot be had, the tests fail and say so.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)] // a test that cannot go on stops; files of its own folder

use std::cell::Cell;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use clearance::report::saved::{Saved, SavedError};
use clearance::report::{Look, Render, Report, format};
use serde_json::Value;
use tempfile::TempDir;

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

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn clearance(arguments: &[&str]) -> (Option<i32>, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clearance"));
    command.args(arguments).current_dir(root("")).env("NO_COLOR", "1").stdin(Stdio::null());
    let output = command.output().unwrap();
    (output.status.code(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

fn written(arguments: &[&str]) -> Vec<u8> {
    let (code, out, err) = clearance(arguments);
    assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {err}");
    out
}

/// What the validator counts in both forms of a report.
fn validated(folder: &Path, json: &[u8], json_ld: &[u8]) -> Value {
    let files = [folder.join("report.json"), folder.join("report.jsonld")];
    fs::write(&files[0], json).unwrap();
    fs::write(&files[1], json_ld).unwrap();
    let run =
        Command::new(python()).arg(root("tests/prov/validate.py")).args(&files).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

/// A folder of documents that between them have every kind of hop, person and picture.
fn documents() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        (
            "chain.txt",
            "Sumber: Sputnik-Ria Novosti/OANA\n\nDiterjemahkan dari bahasa Inggris oleh Rina Sari\nEditor: Dewi Laras\n\nCopyright © ANTARA 2026\n",
        ),
        (
            "statement.txt",
            "\"We go on\", the mayor told Reuters.\n\nBy Ada Finch, The Associated Press\nPhoto: Bo Lind/AFP\n\n© 2026 Lonmere Courier Ltd.\n",
        ),
        ("silent.txt", "The ferry sails again.\n"),
        (
            "hostile \u{202E}\u{1B}[31m \"<name>.txt",
            "Source: \u{1B}[31mXinhua\u{202E}, \"Tidal\" \\ Wire\n\n© 2026 A & B <Ltd>\n",
        ),
        ("broken.jsonl", "{\"text\": 1, \n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn a_report_of_a_folder_is_prov() {
    let target = tempfile::tempdir().unwrap();
    let folder = documents();
    let path = folder.path().to_str().unwrap();
    let (mut seen, mut brands) = (0, 0);
    for scanned in [path, "examples/articles", "tests/cmd/articles"] {
        let render = |format| {
            let (code, out, err) = clearance(&[
                "check",
                scanned,
                "--policy",
                "ai-training",
                "--as-of",
                "2026-01-01",
                "--format",
                format,
            ]);
            assert!(matches!(code, Some(0 | 1 | 3)), "{err}");
            out
        };
        let prov = render("prov");
        if scanned == path {
            // What the translation was made from.
            let text = String::from_utf8_lossy(&prov);
            assert!(text.contains("clearance:sourceLanguage"), "{text}");
        }
        let counts = validated(target.path(), &prov, &render("prov-jsonld"));
        for kind in ["ProvEntity", "ProvAgent", "ProvAttribution"] {
            assert!(counts["prov"][kind].as_u64() > Some(0), "{scanned}: no {kind}: {counts}");
        }
        seen += u64::from(counts["prov"]["ProvDerivation"].as_u64() > Some(0));
        brands += counts["prov"]["ProvDelegation"].as_u64().unwrap_or(0);
        // Both forms say the same.
        for (kind, property) in [
            ("ProvDerivation", "wasDerivedFrom"),
            ("ProvAttribution", "qualifiedAttribution"),
            ("ProvAssociation", "qualifiedAssociation"),
            ("ProvGeneration", "wasGeneratedBy"),
            ("ProvUsage", "used"),
            ("ProvDelegation", "qualifiedDelegation"),
        ] {
            assert_eq!(counts["prov"][kind], counts["jsonld"][property], "{scanned}: {kind}");
        }
    }
    assert!(seen >= 2, "no chain was found");
    assert!(brands > 0, "no brand acted for its house");
}

#[test]
fn a_saved_report_renders_as_the_run_did() {
    let target = tempfile::tempdir().unwrap();
    let saved = target.path().join("saved.jsonl");
    let saved = saved.to_str().unwrap();
    let run = [
        "check",
        "examples/articles",
        "--policy",
        "ai-training",
        "--as-of",
        "2026-01-01",
        "--format",
    ];
    fs::write(saved, written(&[&run[..], &["jsonl"]].concat())).unwrap();
    for format in ["prov", "prov-jsonld", "text", "jsonl"] {
        let rendered = written(&["report", saved, "--format", format]);
        assert_eq!(rendered, written(&[&run[..], &[format]].concat()), "{format}");
        assert_eq!(rendered, written(&["report", saved, "--format", format]), "{format}: twice");
    }
}

#[test]
fn a_report_of_one_document_is_prov_and_a_report() {
    let target = tempfile::tempdir().unwrap();
    let saved = target.path().join("saved.jsonl");
    let saved = saved.to_str().unwrap();
    fs::write(saved, written(&["scan", "examples/articles", "--format", "jsonl"])).unwrap();
    let one = |format| {
        written(&["report", saved, "--document", "lentera-pelabuhan.txt", "--format", format])
    };
    let counts = validated(target.path(), &one("prov"), &one("prov-jsonld"));
    assert!(counts["prov"]["ProvDerivation"].as_u64() > Some(0), "{counts}");
    assert!(counts["jsonld"]["wasDerivedFrom"].as_u64() > Some(0), "{counts}");
    assert!(counts["jsonld"]["hadPrimarySource"].as_u64() > Some(0), "{counts}");
    // What is cut out is a report of its own: its totals and its digest are those of what is in it.
    let part = target.path().join("part.jsonl");
    fs::write(&part, one("jsonl")).unwrap();
    let again = written(&["report", part.to_str().unwrap(), "--format", "jsonl"]);
    assert_eq!(again, one("jsonl"));
    let last: Value =
        serde_json::from_str(std::str::from_utf8(&again).unwrap().lines().last().unwrap()).unwrap();
    assert_eq!(last["seen"], 1);
}

/// A saved report is handed on entry by entry: what was read of it is never much more than what was given out.
#[test]
fn a_report_is_not_held_in_memory() {
    const BUFFER: usize = 4096;
    let folder = tempfile::tempdir().unwrap();
    for number in 0..300 {
        let text = format!("Article {number}\n\nSource: Reuters\n\n© 2026 Lonmere Courier Ltd.\n");
        fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
    }
    let whole = written(&["scan", folder.path().to_str().unwrap(), "--format", "jsonl"]);
    let ends: Vec<usize> = whole
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
        .map(|(at, _)| at + 1)
        .collect();
    let counter = Cell::new(0);
    let reader = BufReader::with_capacity(BUFFER, Counting { bytes: &whole, read: &counter });
    let saved = Saved::open("saved", reader, 1 << 20).unwrap();
    let json: Box<dyn Render> = format("prov", Look::default()).unwrap();
    let mut report = Report::start(json.as_ref(), saved.header().clone(), Vec::new()).unwrap();
    let mut entries = 0;
    let totals = saved
        .entries::<SavedError>(|entry| {
            entries += 1;
            assert!(counter.get() <= ends[entries] + BUFFER, "entry {entries}");
            report.entry(&entry).unwrap();
            Ok(())
        })
        .unwrap();
    assert_eq!((entries, totals.seen), (300, 300));
    let out: Value = serde_json::from_slice(&report.finish(&totals).unwrap()).unwrap();
    assert_eq!(out["bundle"].as_object().unwrap().len(), 301);
}

/// Bytes, and how many of them were read.
struct Counting<'a> {
    bytes: &'a [u8],
    read: &'a Cell<usize>,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let rest = &self.bytes[self.read.get()..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.read.set(self.read.get() + count);
        Ok(count)
    }
}

/// Of a report only whole lines that nobody changed are rendered, and nothing of any other.
#[test]
fn a_report_that_is_not_whole_is_refused() {
    let target = tempfile::tempdir().unwrap();
    let file = target.path().join("saved.jsonl");
    let name = file.to_str().unwrap();
    let whole = written(&["scan", "examples/articles", "--format", "jsonl"]);
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let refused = |bytes: &[u8], said: &str| {
        fs::write(&file, bytes).unwrap();
        let (code, out, err) = clearance(&["report", name, "--format", "prov"]);
        assert_eq!((code, out.len()), (Some(2), 0), "{err}");
        assert!(err.contains(said) && err.contains(name), "{said}: {err}");
    };
    refused(b"", ":1: empty");
    refused(b"\n", ":1: no line of a report");
    refused(b"not a report\n", ":1: no line of a report");
    refused(b"\xff\xfe\0\n", ":1: no line of a report");
    refused(&lines[1..].concat(), ":1: the schema is");
    for cut in 1..lines.len() {
        refused(&lines[..cut].concat(), &format!(":{}: cut off", cut + 1));
    }
    refused(&whole[..whole.len() - 1], "cut off: the line has no end");
    refused(&[&whole[..], b"{}\n"].concat(), "something stands behind the last line");
    let mut without = lines.clone();
    without.remove(2);
    refused(&without.concat(), "the digest is not that of the lines before it");
    let newer =
        String::from_utf8(whole.clone()).unwrap().replace("clearance.run/1", "clearance.run/9");
    refused(newer.as_bytes(), ":1: the schema is `clearance.run/9`");
    let newer = String::from_utf8(whole.clone())
        .unwrap()
        .replace("clearance.record/1", "clearance.record/9");
    refused(newer.as_bytes(), ":2: the schema is `clearance.record/9`");
    // One byte, anywhere.
    for at in (0..whole.len()).step_by(whole.len() / 60 + 1) {
        let mut changed = whole.clone();
        changed[at] = if changed[at] == b'7' { b'8' } else { b'7' };
        refused(&changed, "");
    }
}
