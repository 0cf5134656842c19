//! Where policies are found by name: what a policy `extends` is a ready policy, or a file beside it.

use super::ready;

/// A policy file: what it is called in messages, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFile {
    /// The file as a reader of a message finds it: a path, or `rules/policies/NAME.yaml`.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// Finds the policies that another one extends.
pub trait Shelf {
    /// The policy that the file `from` calls `name`: a ready policy, else a file relative to the folder of
    /// `from`. The same file must always come out under the same [`PolicyFile::name`].
    ///
    /// # Errors
    ///
    /// A sentence on why there is none, and what to do.
    fn find(&self, name: &str, from: &str) -> Result<PolicyFile, String>;
}

/// The ready policies that are built in, and no files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ready;

impl Shelf for Ready {
    fn find(&self, name: &str, _: &str) -> Result<PolicyFile, String> {
        let all = ready::all();
        let found = all.iter().find(|(known, _)| known == name);
        found.map_or_else(
            || Err(unknown(name, all.iter().map(|(known, _)| known.as_str()))),
            |(known, text)| Ok(PolicyFile { name: ready::file(known), text: text.clone() }),
        )
    }
}

/// That there is no ready policy of this name, with the one that was perhaps meant.
pub fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let near = crate::yaml::nearest(name, known.clone());
    let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let known: Vec<&str> = known.collect();
    format!("no ready policy is called that ({}){help}", known.join(", "))
}
