//! The rules prove themselves: every example in every format, nearly all in every disguise; and the
//! figures of the project's own labelled set stand in `docs/accuracy.md` as they are.

use std::path::Path;

use clearance::corpus::{self, Article};
use clearance::lexicon::Lexicon;
use clearance::limits::Limits;
use clearance::{proof, yaml};

/// The least of each language's disguised runs that must pass, in per cent.
const DISGUISED: usize = 95;

#[test]
fn examples_are_read_as_they_say() {
    let lexicon = Lexicon::builtin().unwrap();
    for proof in proof::prove(&lexicon, &Limits::default()) {
        assert!(proof.failing.is_empty(), "{:#?}", proof.failing);
        let seen = proof.disguised_runs - proof.disguised_failing.len();
        assert!(seen * 100 >= proof.disguised_runs * DISGUISED, "{:#?}", proof.disguised_failing);
    }
}

#[test]
fn every_language_has_examples_and_counterexamples() {
    let lexicon = Lexicon::builtin().unwrap();
    assert!(lexicon.languages().len() >= 40, "{} languages", lexicon.languages().len());
    for language in lexicon.languages().iter().filter(|language| language.language != "mul") {
        assert!(language.examples.len() >= 6, "{}: examples", language.language);
        assert!(language.counterexamples.len() >= 6, "{}: counterexamples", language.language);
    }
}

#[test]
fn the_figures_of_the_labelled_set_are_those_in_the_docs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(root.join("tests/corpus"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let sets: Vec<(String, Vec<Article>)> = files
        .iter()
        .map(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            let articles =
                yaml::load(&file.display().to_string(), &text, &Limits::default()).unwrap();
            (file.file_stem().unwrap().to_string_lossy().into_owned(), articles)
        })
        .collect();
    let lexicon = Lexicon::builtin().unwrap();
    let scores = corpus::score(&sets, &lexicon, &Limits::default());
    for (language, score) in &scores {
        assert_eq!(score.false_permissions, 0, "{language}: {:#?}", score.wrong);
        assert!(score.articles >= 4, "{language}");
    }
    let table = corpus::table(&scores);
    let docs = std::fs::read_to_string(root.join("docs/accuracy.md")).unwrap();
    assert!(
        docs.contains(&table),
        "docs/accuracy.md is out of date; `cargo run --release -- rules score tests/corpus` prints:\n{table}"
    );
}
