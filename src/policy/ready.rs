//! The ready policies of `rules/policies`: one YAML file is one policy, by the name of the file.

use crate::lexicon::load::RuleFiles;

/// Name and text of each ready policy that is built in, by name.
pub fn all() -> Vec<(String, String)> {
    let files = RuleFiles::builtin();
    let named = files.under("policies").filter_map(|(path, text)| {
        let name = path.strip_prefix("policies/")?.strip_suffix(".yaml")?;
        Some((name.to_owned(), text.to_owned()))
    });
    named.collect()
}

/// What the file of a ready policy is called in messages.
pub fn file(name: &str) -> String {
    format!("rules/policies/{name}.yaml")
}

/// The text of the ready policy of this name.
pub fn get(name: &str) -> Option<String> {
    all().into_iter().find(|(known, _)| known == name).map(|(_, text)| text)
}
