//! The ready policies of `rules/policies`: one YAML file is one policy, by the name of the file.

use include_dir::{Dir, include_dir};

static POLICIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules/policies");

/// Name and text of each ready policy, by name.
pub fn all() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = POLICIES
        .files()
        .filter_map(|file| {
            let name = file.path().file_name()?.to_str()?.strip_suffix(".yaml")?;
            Some((name, file.contents_utf8()?))
        })
        .collect();
    all.sort_unstable();
    all
}

/// The text of the ready policy of this name.
pub fn get(name: &str) -> Option<&'static str> {
    all().into_iter().find(|(known, _)| *known == name).map(|(_, text)| text)
}
