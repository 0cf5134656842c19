//! The schemas under `schemas/` are those of the types, and the types read nothing that is not in them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a helper of a test may fail as a test does"
)]

use std::path::Path;

use clearance::schema::{get, names};

#[test]
fn the_schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let mut kept: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    kept.sort();
    let mut made: Vec<String> = names().map(|(name, _)| format!("{name}.json")).collect();
    made.sort();
    assert_eq!(kept, made);
    for (name, _) in names() {
        let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        assert!(
            text == get(name).unwrap(),
            "schemas/{name}.json is out of date: `cargo run -- schema {name} > schemas/{name}.json`"
        );
    }
}

/// Every key that a policy of the repository uses stands in the schema, and a wrong one does not.
#[test]
fn a_schema_knows_every_key_of_the_ready_policies() {
    let schema: serde_json::Value = serde_json::from_str(&get("policy").unwrap()).unwrap();
    let known = schema["properties"].as_object().unwrap();
    assert_eq!(schema["additionalProperties"], false);
    for (name, text) in clearance::policy::ready::all() {
        for line in text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            let key = line.split(':').next().unwrap();
            assert!(known.contains_key(key), "{name}: {key}");
        }
    }
    assert!(!known.contains_key("clause"));
    assert!(get("polici").is_none());
}
