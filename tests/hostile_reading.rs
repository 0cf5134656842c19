//! What hostile, broken and odd inputs come to: every file and every row that is met is a document or a
//! failure that says why, in bounded memory and time.

// The helpers are tests too, though clippy.toml only knows functions marked as such.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::result_large_err, clippy::string_slice, clippy::format_collect)]

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::Path;

use clearance::document::{Document, Identity, Locator};
use clearance::limits::Limits;
use clearance::record::{Failure, Stage};
use clearance::source::{Exclude, Input, Mapping, Outcome, Reader, walk};

fn units(input: Input, limits: &Limits, found: &mut Vec<Outcome>) {
    let mapping = Mapping::default();
    let reader = Reader { limits, mapping: &mapping };
    let _ = reader.units(input, &mut |unit| {
        reader.documents(unit, &mut |outcome| found.push(outcome));
        ControlFlow::Continue(())
    });
}

fn read_with(root: &Path, limits: &Limits) -> Vec<Outcome> {
    let mut found = Vec::new();
    for input in walk(&[root.to_owned()], &Exclude::default()) {
        match input {
            Ok(input) => units(input, limits, &mut found),
            Err(failed) => found.push(Err(failed)),
        }
    }
    found
}

fn read(root: &Path) -> Vec<Outcome> {
    read_with(root, &Limits::default())
}

/// Reads one file of this name and content.
fn one(name: &str, bytes: &[u8]) -> Outcome {
    let mut all = several(name, bytes);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn several(name: &str, bytes: &[u8]) -> Vec<Outcome> {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join(name), bytes);
    read(folder.path())
}

fn write(path: &Path, bytes: &[u8]) {
    File::create(path).unwrap().write_all(bytes).unwrap();
}

fn failure(outcome: &Outcome) -> &(Identity, Failure) {
    outcome.as_ref().expect_err("to fail")
}

fn reason(outcome: &Outcome) -> &str {
    &failure(outcome).1.reason
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_a_failed_entry_and_nothing_hangs() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write(&at("a.txt"), b"text");
    std::os::unix::fs::symlink("a.txt", at("b-link")).unwrap();
    std::os::unix::fs::symlink("nowhere", at("c-dangling")).unwrap();
    std::os::unix::fs::symlink(".", at("d-loop")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("e-pipe")).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(at("f-socket")).unwrap();
    let all = read(folder.path());
    assert_eq!(all.len(), 6);
    assert!(all[0].is_ok());
    for (outcome, (id, begins)) in all[1..].iter().zip([
        ("b-link", "link: "),
        ("c-dangling", "link: "),
        ("d-loop", "link: "),
        ("e-pipe", "not-a-file: a named pipe"),
        ("f-socket", "not-a-file: a socket"),
    ]) {
        let (identity, failure) = failure(outcome);
        assert_eq!((identity.id.as_str(), failure.stage), (id, Stage::Walk));
        assert!(failure.reason.starts_with(begins), "{}", failure.reason);
    }
    // Named itself, a pipe is no file either.
    assert!(reason(&read(&at("e-pipe"))[0]).starts_with("not-a-file: a named pipe"));
}

#[test]
fn a_file_that_vanishes_is_a_failed_entry() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.jsonl"] {
        write(&folder.path().join(name), b"{}");
    }
    let (roots, exclude) = ([folder.path().to_owned()], Exclude::default());
    let inputs: Vec<_> = walk(&roots, &exclude).map(Result::unwrap).collect();
    drop(folder);
    let mut found = Vec::new();
    for input in inputs {
        units(input, &Limits::default(), &mut found);
    }
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|outcome| reason(outcome).starts_with("vanished: ")));
}

/// A file that unpacks to a thousand times its size.
fn bomb(path: &Path) {
    let mut encoder = flate2::write::GzEncoder::new(
        BufWriter::new(File::create(path).unwrap()),
        flate2::Compression::best(),
    );
    let part = vec![0; 1 << 20];
    for _ in 0..100 {
        encoder.write_all(b"{").and_then(|()| encoder.write_all(&part)).unwrap();
    }
    encoder.finish().unwrap().flush().unwrap();
}

#[test]
fn a_bomb_is_a_failed_entry() {
    let folder = tempfile::tempdir().unwrap();
    bomb(&folder.path().join("a.txt.gz"));
    assert!(reason(&read(folder.path())[0]).starts_with("limit: "));

    let lines = "{\"text\":\"a\"}\n".repeat(4 << 20);
    write(&folder.path().join("a.txt.gz"), b"");
    write(&folder.path().join("b.jsonl.gz"), &gzip(lines.as_bytes()));
    let limits = Limits { ratio: 20, ratio_after: 1 << 20, ..Limits::default() };
    let all = read_with(folder.path(), &limits);
    assert!(reason(&all[0]).starts_with("wrong-magic: "));
    let last = reason(all.last().unwrap());
    assert!(last.contains("limit: unpacks to more than 20 times"), "{last}");
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let all = read_with(folder.path(), &limits);
    assert!(reason(all.last().unwrap()).contains("limit: unpacks to more than 1048576 bytes"));
}

#[test]
fn layers_of_compression_are_peeled_off_up_to_a_limit() {
    let once = gzip("text ©".as_bytes());
    let document = one("a.txt.gz.gz", &gzip(&once)).unwrap();
    assert_eq!((document.passages[0].text(), document.identity.bytes), ("text ©", 7));
    let deep = (0..4).fold(once, |inner, _| gzip(&inner));
    let outcome = one("a.txt.gz.gz.gz.gz.gz", &deep);
    assert!(reason(&outcome).starts_with("limit: packed more than 4"));

    let text: String = (0..20_000_u64).map(|n| format!("Copyright © {n} {}\n", n * n)).collect();
    let mut xz = liblzma::write::XzEncoder::new(Vec::new(), 1);
    xz.write_all(text.as_bytes()).unwrap();
    let mut bz = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bz.write_all(text.as_bytes()).unwrap();
    for (name, bytes) in [
        ("a.txt.gz", gzip(text.as_bytes())),
        ("a.txt.xz", xz.finish().unwrap()),
        ("a.txt.bz2", bz.finish().unwrap()),
        ("a.txt.zst", zstd::stream::encode_all(text.as_bytes(), 1).unwrap()),
    ] {
        assert_eq!(one(name, &bytes).unwrap().passages[0].text(), text, "{name}");
        // The name need not say it.
        assert_eq!(one("a", &bytes).unwrap().passages[0].text(), text, "{name}");
        // Cut off, it is no document, wherever it is cut.
        for end in [bytes.len() / 2, bytes.len() - 1] {
            let outcome = one(name, &bytes[..end]);
            assert!(reason(&outcome).starts_with("damaged: "), "{name} {}", reason(&outcome));
        }
        assert!(reason(&one(name, b"text")).starts_with("wrong-magic: "), "{name}");
    }
    // Several members, one behind the other, are one text.
    let two = [gzip(b"one "), gzip(b"two")].concat();
    assert_eq!(one("a.txt.gz", &two).unwrap().passages[0].text(), "one two");
}

#[test]
fn a_stream_that_breaks_off_gives_its_rows_and_one_failed_entry() {
    let rows: String =
        (0..50_000_u64).map(|n| format!("{{\"text\":\"row {n} {}\"}}\n", n * n)).collect();
    let packed = gzip(rows.as_bytes());
    let all = several("a.jsonl.gz", &packed[..packed.len() / 2]);
    let (last, good) = all.split_last().unwrap();
    assert!(good.len() > 1000 && good.iter().all(Result::is_ok));
    assert_eq!(failure(last).0.locator, Some(Locator::Line(good.len() as u64 + 1)));
    assert!(reason(last).starts_with("rest of file"), "{}", reason(last));
    assert_eq!(several("a.jsonl.gz", &packed).len(), 50_000);
}

#[test]
fn a_line_of_a_hundred_megabytes_is_a_failed_entry_and_the_rows_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = BufWriter::new(File::create(folder.path().join("a.jsonl")).unwrap());
    writeln!(file, "{{\"text\":\"one\"}}\n").unwrap();
    let part = vec![b'"'; 1 << 20];
    for _ in 0..100 {
        file.write_all(&part).unwrap();
    }
    write!(file, "\n{{\"text\":\"two\"}}").unwrap();
    file.flush().unwrap();
    let all = read(folder.path());
    let locators: Vec<_> = all
        .iter()
        .map(|outcome| match outcome {
            Ok(document) => document.identity.locator.clone(),
            Err((identity, _)) => identity.locator.clone(),
        })
        .collect();
    // A blank line is no row, but it is a line.
    assert_eq!(locators, [1, 3, 4].map(|n| Some(Locator::Line(n))));
    assert!(reason(&all[1]).starts_with("limit: a line of more than"));
}

#[test]
fn a_document_over_the_limit_is_a_failed_entry() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("a.txt"), &[b'a'; 1001]);
    let mut limits = Limits { document_bytes: 1000, ..Limits::default() };
    let all = read_with(folder.path(), &limits);
    assert!(reason(&all[0]).starts_with("limit: more than 1000 bytes"));
    limits.document_bytes = 1001;
    assert!(read_with(folder.path(), &limits)[0].is_ok());
}

#[test]
fn what_is_no_text_is_a_failed_entry_that_says_what_it_looks_like() {
    for (name, bytes, begins) in [
        ("a.txt", &b"\x89PNG\r\n\x1A\n\0\0"[..], "binary: looks like a PNG image"),
        ("a.jsonl", b"PAR1\0\0", "binary: looks like a Parquet file"),
        ("a", b"%PDF-1.7", "binary: looks like a PDF"),
        ("a.txt", b"ab\0\0\x01", "binary: looks like a binary file"),
        ("a.html", b"<meta charset='klingon'>", "charset: the document says it is in \"klingon\""),
        ("a.txt", b"\xFF\xFE\0\0a\0\0\0", "charset: UTF-32"),
        ("a.html", b"<meta charset=utf-8>\xFF\xFE", "undecodable: 2 of"),
        ("a.json", b"", "json: "),
        ("a.json", b"{\"text\":", "json: "),
        ("a.json", b"7", "json: a row must be an object"),
        ("a.jsonl", b"\xFF\xFE{\0", "charset: JSON Lines in UTF-16"),
        ("a.jsonl", b"{\"a\":1}", "no-text: no text field among \"a\""),
    ] {
        let outcome = one(name, bytes);
        assert!(reason(&outcome).starts_with(begins), "{name}: {}", reason(&outcome));
    }
}

#[test]
fn nesting_is_bounded() {
    let html = "<div>".repeat(100_000);
    assert!(reason(&one("a.html", html.as_bytes())).starts_with("limit: HTML elements nested"));
    let json = format!("{{\"text\":\"a\",\"x\":{}{}}}", "[".repeat(1000), "]".repeat(1000));
    assert!(reason(&one("a.json", json.as_bytes())).starts_with("json: recursion limit"));
    let markdown = "> ".repeat(2_000) + "deep";
    assert!(one("a.md", markdown.as_bytes()).is_ok());
}

#[test]
fn an_array_gives_a_document_or_a_failure_for_each_element() {
    let all = several("a.json", br#"[{"text":"one","id":"x"}, 7, {"text":"a","text":"b"}, {"te"#);
    assert_eq!(all.len(), 4);
    let first = &all[0].as_ref().unwrap().identity;
    assert_eq!((first.id.as_str(), first.bytes), ("x", 23));
    assert!(reason(&all[1]).starts_with("json: a row must be an object"));
    let twice = all[2].as_ref().unwrap();
    assert_eq!(twice.identity.id, "a.json#3");
    assert_eq!(twice.problems[0].code, "duplicate-key");
    assert_eq!(twice.passages.len(), 2);
    assert!(reason(&all[3]).starts_with("rest of file"));
}

/// The words of all that is read, in order.
fn words(document: &Document) -> Vec<&str> {
    document.passages.iter().flat_map(|passage| passage.text().split_whitespace()).collect()
}

#[test]
fn the_same_article_has_the_same_words_in_every_format() {
    let lines = ["Harga naik di Jakarta", "Kata \"dia\" & mereka.", "Copyright © ANTARA 2025"];
    let plain = lines.join("\n\n");
    let html = format!(
        "<html><body><h1>{}</h1><p>Kata &quot;dia&quot; &amp; me<b>reka</b>.</p>\
         <footer>Copyright © ANTARA 2025",
        lines[0]
    );
    let row = serde_json::json!({ "text": plain }).to_string();
    let page = serde_json::json!({ "html": html }).to_string();
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&html);
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.txt", plain.clone().into_bytes()),
        ("b.md", format!("# {}\n\n{}\n\n{}\n", lines[0], lines[1], lines[2]).into_bytes()),
        ("c.html", html.clone().into_bytes()),
        ("d.json", row.clone().into_bytes()),
        ("e.jsonl", format!("{row}\n{page}\r\n").into_bytes()),
        ("f.txt.gz", gzip(plain.as_bytes())),
        ("g.txt", plain.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("h", html.clone().into_bytes()),
        ("i.html", [&b"<meta charset=windows-1252>"[..], &latin].concat()),
        ("j.json", format!("[{row},{page}]").into_bytes()),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in &files {
        write(&folder.path().join(name), bytes);
    }
    let all = read(folder.path());
    assert_eq!(all.len(), files.len() + 2);
    let want: Vec<&str> = plain.split_whitespace().collect();
    for outcome in &all {
        let document = outcome.as_ref().unwrap();
        assert_eq!(words(document), want, "{}", document.identity.id);
        assert_eq!(document.identity.sha256.len(), 64);
    }
}

#[test]
fn rows_are_hashed_without_their_line_break() {
    let all = several("a.jsonl", b"\xEF\xBB\xBF{\"text\":\"a\"}\r\n\n{\"text\":\"a\"}");
    let hash = |at: usize| all[at].as_ref().unwrap().identity.sha256.as_str();
    assert_eq!(all.len(), 2);
    assert_eq!(hash(0), hash(1));
}

#[test]
fn a_file_that_grows_while_it_is_read_is_a_failed_entry() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    write(&path, "{\"text\":\"a\"}\n".repeat(200_000).as_bytes());
    let (limits, mapping) = (Limits::default(), Mapping::default());
    let reader = Reader { limits: &limits, mapping: &mapping };
    let (roots, exclude) = ([path.clone()], Exclude::default());
    let input = walk(&roots, &exclude).next().unwrap().unwrap();
    let (mut last, mut grown) = (None, false);
    let _ = reader.units(input, &mut |unit| {
        if !std::mem::replace(&mut grown, true) {
            let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
            file.write_all(b"{\"text\":\"b\"}\n").unwrap();
        }
        reader.documents(unit, &mut |outcome| last = Some(outcome));
        ControlFlow::Continue(())
    });
    assert!(reason(&last.unwrap()).contains("changed: "));
}
