//! The split: each side holds its documents as they came, the manifest says which and with what digest, and what
//! goes wrong leaves nothing behind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::format_collect,
    clippy::range_plus_one,
    reason = "a helper of a test may fail as a test does"
)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use sha2::{Digest, Sha256};

const FREE: &str = r#"{"id":"a","text":"The mill grinds.","license":"https://creativecommons.org/licenses/by/4.0/"}"#;
const SHUT: &str =
    r#"{"id":"b", "text":"This content may not be used to train AI without permission."}"#;

fn clearance(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clearance"))
        .current_dir(folder)
        .args(["check", "data", "-p", "ai-training", "--as-of", "2026-01-01", "-f", "none"])
        .args(args)
        .output()
        .unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn data() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data/deep");
    fs::create_dir_all(&data).unwrap();
    let rows = format!("\u{feff}{SHUT}\r\n\n{FREE}\n{SHUT}");
    fs::write(data.join("rows.jsonl"), &rows).unwrap();
    fs::write(data.join("rows.jsonl.gz"), packed(rows.as_bytes())).unwrap();
    fs::write(data.join("rows.json"), format!("[{FREE},\n  {SHUT}]")).unwrap();
    fs::write(data.join("page.txt"), "This content may not be used to train AI.\n").unwrap();
    folder
}

#[test]
fn each_side_holds_its_documents_byte_for_byte() {
    let folder = data();
    let run =
        clearance(folder.path(), &["--allowed", "good", "--review", "look", "--denied", "bad"]);
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    let read = |path: &str| fs::read(folder.path().join(path)).unwrap();
    assert_eq!(read("good/deep/rows.jsonl"), format!("{FREE}\n").into_bytes());
    assert_eq!(read("bad/deep/rows.jsonl"), format!("{SHUT}\r\n{SHUT}\n").into_bytes());
    let mut unpacked = Vec::new();
    let gz = read("bad/deep/rows.jsonl.gz");
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&gz[..]), &mut unpacked).unwrap();
    assert_eq!(unpacked, read("bad/deep/rows.jsonl"));
    assert_eq!(read("good/deep/rows.json"), format!("[\n{FREE}\n]\n").into_bytes());
    assert_eq!(read("bad/deep/page.txt"), read("data/deep/page.txt"));
    assert!(fs::read_dir(folder.path().join("look")).unwrap().next().is_none());
}

#[test]
fn the_manifest_has_the_digest_of_every_file_and_document() {
    let folder = data();
    clearance(folder.path(), &["--denied", "bad"]);
    let text = fs::read_to_string(folder.path().join("bad.manifest.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["schema"], "clearance.manifest/1");
    assert_eq!(lines[0]["side"], "denied");
    let hex = |bytes: &[u8]| -> String {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let (mut files, mut documents) = (0, 0);
    for line in &lines[1..lines.len() - 1] {
        let path = folder.path().join("bad").join(line["file"].as_str().unwrap());
        if line.get("source").is_some() {
            documents += 1;
            assert_eq!(line["sha256"].as_str().unwrap().len(), 64);
        } else {
            files += 1;
            assert_eq!(line["sha256"].as_str().unwrap(), hex(&fs::read(path).unwrap()));
        }
    }
    let last = &lines[lines.len() - 1];
    assert_eq!((&last["files"], &last["documents"]), (&files.into(), &documents.into()));
    assert_eq!((files, documents), (4, 6));
    let before = &text[..text.trim_end().rfind('\n').unwrap() + 1];
    assert_eq!(last["sha256"].as_str().unwrap(), hex(before.as_bytes()));
}

#[test]
fn what_goes_wrong_leaves_nothing_behind() {
    let folder = data();
    fs::create_dir(folder.path().join("there")).unwrap();
    fs::write(folder.path().join("there/old"), "old").unwrap();
    for (args, code) in [
        (&["--allowed", "there"][..], 2),
        (&["--allowed", "data/good"], 2),
        (&["--allowed", "good", "--denied", "good/bad"], 3),
        (&["--allowed", "none/good"], 3),
        (&["--allowed", "good", "--records"], 2),
    ] {
        let run = clearance(folder.path(), args);
        assert_eq!(run.status.code(), Some(code), "{args:?}: {run:?}");
        let mut names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["data", "there"], "{args:?}");
    }
    assert_eq!(fs::read(folder.path().join("there/old")).unwrap(), b"old");
}

#[test]
fn what_failed_is_on_no_side() {
    let folder = data();
    fs::write(folder.path().join("data/cut.json"), "{\"text\": \"x").unwrap();
    let run = clearance(folder.path(), &["--allowed", "good"]);
    assert_eq!(run.status.code(), Some(3));
    let text = fs::read_to_string(folder.path().join("good.manifest.jsonl")).unwrap();
    assert!(text.lines().last().unwrap().contains("\"failed\":1"), "{text}");
    assert!(!folder.path().join("good/cut.json").exists());
}

#[cfg(unix)]
#[test]
fn links_where_that_was_asked_for() {
    use std::os::unix::fs::MetadataExt;
    let folder = data();
    clearance(folder.path(), &["--denied", "bad", "--link"]);
    let inode = |path: &str| fs::metadata(folder.path().join(path)).unwrap().ino();
    assert_eq!(inode("bad/deep/page.txt"), inode("data/deep/page.txt"));
    assert_ne!(inode("bad/deep/rows.jsonl"), inode("data/deep/rows.jsonl"));
}
