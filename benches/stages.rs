//! What each stage of a scan costs by itself, in bytes a second: `cargo bench -p clearance-benches`.
//!
//! The texts are those of `benches/corpus`, made anew from its seed: `benches/run` or `benches/count` builds it first.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use clearance::corpus;
use clearance::document::Document;
use clearance::engine::examine;
use clearance::find::Scratch;
use clearance::find::lines::{Lines, Worth};
use clearance::lexicon::Lexicon;
use clearance::lexicon::matcher::Places;
use clearance::limits::Limits;
use clearance::report::{Entry, Jsonl, Render};
use clearance::source::{Input, Mapping, Reader, Unit};
use clearance::text::{Folded, Span};
use divan::Bencher;
use divan::counter::BytesCount;
use sha2::{Digest, Sha256};

fn main() {
    divan::main();
}

static LIMITS: LazyLock<Limits> = LazyLock::new(Limits::default);
static MAPPING: LazyLock<Mapping> = LazyLock::new(Mapping::default);
static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::builtin().expect("the rules that are built in"));
static ROWS: LazyLock<Vec<u8>> = LazyLock::new(|| std::fs::read(made("jsonl")).expect("rows"));
static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| documents(Unit::Lines(lines())));
static PAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = made("html").join("000");
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("pages").flatten().map(|entry| entry.path()).collect();
    pages.sort();
    pages.iter().map(|page| std::fs::read(page).expect("a page")).collect()
});
static FOLDED: LazyLock<Vec<Folded>> = LazyLock::new(|| {
    let fold = |document: &Document| {
        let mut folded = Folded::default();
        folded.fill(text(document), true);
        folded
    };
    DOCUMENTS.iter().map(fold).collect()
});

/// A megabyte of the corpus.
fn made(kind: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("stages-{kind}"));
    let status =
        Command::new(env!("CARGO_BIN_EXE_corpus")).args([kind, "1000000"]).arg(&to).status();
    assert!(status.expect("the corpus runs").success());
    to
}

fn input(name: &str) -> Input {
    Input { id: name.to_owned(), source: name.to_owned(), path: PathBuf::from(name), named: false }
}

fn lines() -> clearance::source::Lines {
    clearance::source::Lines { input: input("rows.jsonl"), first: 1, bytes: ROWS.clone() }
}

fn documents(unit: Unit) -> Vec<Document> {
    let reader = Reader { limits: &LIMITS, mapping: &MAPPING };
    let mut documents = Vec::new();
    reader.documents(unit, &mut |outcome| documents.extend(outcome));
    documents
}

/// The article itself: a row has other passages, of a line each.
fn text(document: &Document) -> &str {
    document
        .passages
        .iter()
        .map(|passage| passage.text())
        .max_by_key(|text| text.len())
        .unwrap_or("")
}

fn folded_bytes() -> BytesCount {
    BytesCount::new(FOLDED.iter().map(|folded| folded.text.len()).sum::<usize>())
}

fn text_bytes() -> BytesCount {
    BytesCount::new(DOCUMENTS.iter().map(|document| text(document).len()).sum::<usize>())
}

#[divan::bench]
fn rules(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Lexicon::builtin().is_ok());
}

#[divan::bench]
fn sha256(bencher: Bencher<'_, '_>) {
    bencher.counter(text_bytes()).bench_local(|| {
        DOCUMENTS.iter().fold(0, |sum, document| sum ^ Sha256::digest(text(document))[0])
    });
}

/// Rows to documents, the hash of each row among it.
#[divan::bench]
fn json_lines(bencher: Bencher<'_, '_>) {
    let count = BytesCount::new(ROWS.len());
    bencher
        .counter(count)
        .with_inputs(lines)
        .bench_local_values(|lines| documents(Unit::Lines(lines)).len());
}

/// Pages to documents, the hash of each page among it.
#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    let count = BytesCount::new(PAGES.iter().map(Vec::len).sum::<usize>());
    bencher.counter(count).with_inputs(|| PAGES.clone()).bench_local_values(|pages| {
        pages
            .into_iter()
            .map(|page| documents(Unit::Loaded(input("page.html"), page)).len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn fold(bencher: Bencher<'_, '_>) {
    let mut folded = Folded::default();
    bencher.counter(text_bytes()).bench_local(|| {
        DOCUMENTS.iter().for_each(|document| {
            folded.fill(text(document), true);
            black_box(folded.text.len());
        });
    });
}

/// The one pass over every byte: the filter, and what is held against the text at its hits.
#[divan::bench]
fn filter(bencher: Bencher<'_, '_>) {
    let mut places = Places::default();
    bencher.counter(folded_bytes()).bench_local(|| {
        let mut count = 0_usize;
        for (document, folded) in DOCUMENTS.iter().zip(FOLDED.iter()) {
            LEXICON.matcher.gates(folded, text(document), &mut places);
            LEXICON.matcher.each_gate(&places, &mut |_| count += 1);
        }
        count
    });
}

/// The filter, and which lines it opens.
#[divan::bench]
fn lines_opened(bencher: Bencher<'_, '_>) {
    let mut places = Places::default();
    let mut worth = Worth::default();
    bencher.counter(folded_bytes()).bench_local(|| {
        let mut count = 0_usize;
        for (document, folded) in DOCUMENTS.iter().zip(FOLDED.iter()) {
            LEXICON.matcher.gates(folded, text(document), &mut places);
            let mut lines = Lines::new(folded, &mut worth, &LEXICON, &places.names);
            LEXICON.matcher.each_gate(&places, &mut |gate| lines.word(&gate));
            lines.finish();
            count += worth.lines.len();
        }
        count
    });
}

/// All words of one line that states something: what each line that is opened costs first.
#[divan::bench]
fn words_of_a_line(bencher: Bencher<'_, '_>) {
    let line = "© 2026 Lonmere Courier Ltd. No part of this article may be reproduced or used to train AI.";
    let mut folded = Folded::default();
    folded.fill(line, true);
    let window = Span::new(0, folded.text.len());
    bencher
        .counter(BytesCount::new(line.len()))
        .bench_local(|| LEXICON.matcher.words(&folded, line, window).len());
}

/// A document that is a line with a notice and a term, from text to record.
#[divan::bench]
fn a_line_with_notice_and_term(bencher: Bencher<'_, '_>) {
    let line = "© 2026 Lonmere Courier Ltd. No part of this article may be reproduced or used to train AI.";
    let mut scratch = Scratch::default();
    bencher
        .counter(BytesCount::new(line.len()))
        .with_inputs(|| corpus::document("line.txt", line))
        .bench_local_values(|document| examine(document, &LEXICON, &LIMITS, &mut scratch));
}

/// Documents to records: fold, filter, and all that is read in the lines that are opened.
#[divan::bench]
fn find_and_trace(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    bencher.counter(text_bytes()).with_inputs(|| DOCUMENTS.clone()).bench_local_values(
        |documents| {
            documents
                .into_iter()
                .map(|document| examine(document, &LEXICON, &LIMITS, &mut scratch).notices.len())
                .sum::<usize>()
        },
    );
}

/// Records to JSON Lines; the bytes counted are those of the texts.
#[divan::bench]
fn entries_as_json_lines(bencher: Bencher<'_, '_>) {
    let mut scratch = Scratch::default();
    let entries: Vec<Entry> = DOCUMENTS
        .iter()
        .map(|document| {
            Entry::judged(examine(document.clone(), &LEXICON, &LIMITS, &mut scratch), None)
        })
        .collect();
    let mut out = Vec::new();
    bencher.counter(text_bytes()).bench_local(|| {
        out.clear();
        entries.iter().filter(|entry| Jsonl.entry(entry, &mut out).is_ok()).count()
    });
}

/// The reading thread's part: a file cut into pieces of work.
#[divan::bench]
fn cut_into_units(bencher: Bencher<'_, '_>) {
    let path = made("jsonl").with_file_name("stages.jsonl");
    std::fs::copy(made("jsonl"), &path).expect("a copy by its right name");
    let reader = Reader { limits: &LIMITS, mapping: &MAPPING };
    let source = path.to_string_lossy().into_owned();
    let input = Input { id: "stages.jsonl".to_owned(), source, path, named: true };
    bencher.counter(BytesCount::new(ROWS.len())).bench_local(|| {
        let mut count = 0_usize;
        let flow = reader.units(input.clone(), &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        (count, flow)
    });
}
