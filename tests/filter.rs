//! The literal filter finds exactly what an automaton over the same literals finds: in text of all scripts,
//! with literals of all lengths, in any window.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops

use aho_corasick::AhoCorasick;
use clearance::lexicon::Lexicon;
use clearance::lexicon::filter::{Bounds, Filter, Frequencies};
use clearance::text::{Letters, Span, fold, is_letter};
use proptest::prelude::*;

/// What the automaton finds within a window, by the bounds of each literal.
fn reference(literals: &[(String, Bounds)], text: &str, window: Span) -> Vec<(usize, usize)> {
    let automaton = AhoCorasick::new(literals.iter().map(|(literal, _)| literal)).unwrap();
    let behind = |at: usize| text.get(..at).is_some_and(|text| text.ends_with(is_letter));
    let before = |at: usize| text.get(at..).is_some_and(|text| text.starts_with(is_letter));
    let mut found: Vec<(usize, usize)> = automaton
        .find_overlapping_iter(window.of(text))
        .map(|found| (found.pattern().as_usize(), found.start(), found.end()))
        .filter(|(index, start, end)| {
            let (literal, bounds) = literals.get(*index).unwrap();
            let (start, end) = (window.start + start, window.start + end);
            let beside = (bounds.left && behind(start)) || (bounds.right && before(end));
            !literal.is_empty() && !beside
        })
        .map(|(index, start, _)| (index, start))
        .collect();
    found.sort_unstable();
    found
}

fn filtered(literals: &[(String, Bounds)], text: &str, window: Span) -> Vec<(usize, usize)> {
    let mut frequencies = Frequencies::default();
    frequencies.add("the content of this page may be used by the reader");
    let list = literals.iter().map(|(literal, bounds)| (literal.as_str(), *bounds));
    let filter = Filter::new(list, &frequencies);
    let mut found = Vec::new();
    let letters = Letters::of(text);
    filter.find(text.as_bytes(), &letters, window, &mut |index, start| found.push((index, start)));
    found.sort_unstable();
    found
}

/// Few different pieces, so that literals do stand in texts, overlap and share their grams.
fn text(most: usize) -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "b",
        "an",
        "ab",
        "content",
        "the ",
        " of",
        "©",
        "(c)",
        " ",
        "\n",
        "и",
        "не",
        "禁",
        "转载",
        "ห้าม",
        "स",
        "ا",
        "لا",
        "é",
        "1",
        "2025",
        "-",
        "prohib",
        "ited",
        "\u{1D400}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..most)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn finds_what_an_automaton_finds(
        literals in proptest::collection::btree_map(text(6), any::<(bool, bool)>(), 1..40),
        text in text(400),
        from in 0usize..40,
        cut in 0usize..40,
    ) {
        let literals: Vec<(String, Bounds)> = literals
            .into_iter()
            .map(|(literal, (left, right))| (literal, Bounds { left, right }))
            .collect();
        let start = text.floor_char_boundary(from.min(text.len()));
        let end = text.floor_char_boundary(text.len().saturating_sub(cut)).max(start);
        for window in [Span::new(0, text.len()), Span::new(start, end)] {
            prop_assert_eq!(
                filtered(&literals, &text, window),
                reference(&literals, &text, window),
                "{:?} in {:?}", window, text
            );
        }
    }
}

#[test]
fn finds_each_word_of_the_rules_wherever_it_stands() {
    let lexicon = Lexicon::builtin().unwrap();
    let mut literals: Vec<(String, Bounds)> = lexicon
        .languages()
        .iter()
        .flat_map(|language| language.words.entries())
        .map(|(_, written)| (fold(written.trim_matches(['*', '.', '=', ' '])), Bounds::default()))
        .filter(|(literal, _)| !literal.is_empty())
        .collect();
    literals.sort_by(|one, other| one.0.cmp(&other.0));
    literals.dedup_by(|one, other| one.0 == other.0);
    let all: Vec<&str> = literals.iter().map(|(literal, _)| literal.as_str()).collect();
    let text = all.join(" | ");
    let window = Span::new(0, text.len());
    assert_eq!(filtered(&literals, &text, window), reference(&literals, &text, window));
}
