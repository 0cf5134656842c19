//! YAML errors point at the word and say what was meant; what is too deep or too long is refused fast.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a helper of a test may fail as a test does"
)]

use std::collections::BTreeMap;

use clearance::limits::Limits;
use clearance::yaml::{Step, YamlError, load, locate};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)]
struct House {
    name: String,
    #[serde(default)]
    kind: Option<Kind>,
    #[serde(default)]
    rooms: BTreeMap<String, u8>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Agency,
    Publisher,
}

fn error(text: &str) -> YamlError {
    load::<Vec<House>>("houses.yaml", text, &Limits::default()).unwrap_err()
}

fn place(text: &str) -> (usize, usize) {
    let error = error(text);
    (error.line, error.column)
}

#[test]
fn an_unknown_key_is_pointed_at_with_the_right_one() {
    let error = error("- name: a\n- name: b\n  knd: agency\n");
    assert_eq!((error.line, error.column), (3, 3));
    assert_eq!(error.help.as_deref(), Some("did you mean `kind`?"));
    let shown = error.render(false);
    assert!(shown.contains("houses.yaml:3:3"), "{shown}");
    assert!(shown.contains("^^^"), "{shown}");
    assert!(shown.contains("did you mean `kind`?"), "{shown}");
    assert!(error.render(true).contains('\u{1b}'));
}

#[test]
fn an_unknown_word_is_pointed_at_with_the_right_one() {
    let error = error("- name: b\n  kind: agencie\n");
    assert_eq!((error.line, error.column), (2, 9));
    assert_eq!(error.help.as_deref(), Some("did you mean `agency`?"));
}

#[test]
fn keys_that_stand_twice_are_refused_in_structs_and_in_maps() {
    assert_eq!(place("- name: a\n  name: b\n"), (2, 3));
    assert_eq!(place("- name: a\n  rooms: { x: 1, y: 2, x: 3 }\n"), (2, 24));
}

#[test]
fn a_wrong_type_a_missing_key_and_broken_yaml_have_their_place() {
    assert_eq!(place("- name: a\n  rooms: { x: many }\n"), (2, 15));
    assert_eq!(place("- name: a\n- kind: agency\n"), (2, 3));
    assert!(error("- name: [a\n- b: c\n").line > 0);
    assert_eq!(error("").line, 0);
}

#[test]
fn more_than_one_document_is_refused() {
    let error = error("- name: a\n---\n- name: b\n");
    assert_eq!((error.line, error.column), (2, 1));
}

#[test]
fn deep_and_long_files_are_refused_fast() {
    for text in
        ["[".repeat(100_000), "- ".repeat(100_000), "{a: ".repeat(100_000), "[\n".repeat(9_000)]
    {
        let error = error(&text);
        assert!(error.message.contains("nested deeper"), "{}", error.message);
    }
    assert!(error(&"a".repeat(2 << 20)).message.contains("more than the"));
}

#[test]
fn brackets_in_running_text_are_not_nesting() {
    let text = String::from("- name: \"[ [ [\"\n") + &"- name: see [ here\n".repeat(60);
    assert!(load::<Vec<House>>("f", &text, &Limits::default()).is_ok());
    let prose = "- name: a - b - c - d\n".repeat(100);
    assert!(load::<Vec<House>>("f", &prose, &Limits::default()).is_ok());
}

#[test]
fn alias_bombs_end_in_an_error() {
    let mut text = String::from("- name: a\n  rooms: {}\n");
    text.push_str("- &a [x,x,x,x,x,x,x,x,x]\n");
    for (one, next) in ["a", "b", "c", "d", "e", "f", "g", "h"]
        .iter()
        .zip(["b", "c", "d", "e", "f", "g", "h", "i"])
    {
        text += format!("- &{next} [{}]\n", vec![format!("*{one}"); 9].join(",")).as_str();
    }
    error(&text);
}

#[test]
fn a_path_leads_to_its_value() {
    let text = "clauses:\n  - id: a\n    then: deny\n  - id: b\n    when: { term: {} }\n";
    assert_eq!(locate(text, &[Step::Key("clauses"), Step::Item(1), Step::Key("id")]), (4, 9));
    assert_eq!(locate(text, &[Step::Key("clauses"), Step::Item(1), Step::Name("when")]), (5, 5));
    assert_eq!(locate(text, &[Step::Key("clauses"), Step::Item(1)]), (4, 5));
    assert_eq!(locate(text, &[Step::Key("clauses"), Step::Item(0), Step::Key("x")]), (2, 5));
}
