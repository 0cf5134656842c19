//! Where the command line finds policies: the ready ones, and files; and how a policy is pinned.

use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use clearance::engine::knowledge;
use clearance::policy::{Policy, PolicyFile, Shelf, ready, shelf};
use sha2::{Digest, Sha256};

use super::Trouble;
use super::setup::{Knowledge, read, yaml_trouble};

impl Knowledge {
    /// A policy by the name of a ready one, or by its file.
    pub(crate) fn policy(&self, name: &str) -> Result<Policy, Trouble> {
        self.policy_over(name, &[], &[])
    }

    /// A policy that will be held against what lies under `roots`. What it extends must not lie there, unless
    /// it is among `named`: data must not configure the gate.
    pub(crate) fn policy_over(
        &self,
        name: &str,
        roots: &[PathBuf],
        named: &[PathBuf],
    ) -> Result<Policy, Trouble> {
        let place = |path: &Path| std::fs::canonicalize(path).ok();
        let folder = Folder {
            knowledge: self,
            roots: roots.iter().filter_map(|root| place(root)).collect(),
            named: named.iter().filter_map(|path| place(path)).collect(),
        };
        let file = match self.files.get(&format!("policies/{name}.yaml")) {
            Some(text) => PolicyFile { name: ready::file(name), text: text.to_owned() },
            None => self.file(name)?,
        };
        self.resolve(file, &folder)
    }

    /// The policy of a text that stands, or shall stand, in a file.
    pub(crate) fn policy_text(&self, name: &str, text: &str) -> Result<Policy, Trouble> {
        let folder = Folder { knowledge: self, roots: Vec::new(), named: Vec::new() };
        let file = PolicyFile { name: lexical(Path::new(name)), text: text.to_owned() };
        self.resolve(file, &folder)
    }

    fn resolve(&self, file: PolicyFile, folder: &Folder<'_>) -> Result<Policy, Trouble> {
        Policy::resolve(file, folder, &knowledge(&self.lexicon), &self.limits)
            .map_err(|error| yaml_trouble(&error))
    }

    /// The policy file of this path.
    fn file(&self, name: &str) -> Result<PolicyFile, Trouble> {
        match read(Path::new(name), &self.limits) {
            Ok(text) => Ok(PolicyFile { name: lexical(Path::new(name)), text }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let message = shelf::unknown(name, self.ready().into_iter());
                Err(Trouble::usage(format!(
                    "policy `{name}`: there is no such file, and {message}"
                )))
            }
            Err(error) => Err(Trouble::usage(format!("policy {name}: {error}"))),
        }
    }

    /// The names of the ready policies.
    pub(crate) fn ready(&self) -> Vec<&str> {
        let names = self.files.under("policies").map(|(path, _)| path);
        names.filter_map(|path| path.strip_prefix("policies/")?.strip_suffix(".yaml")).collect()
    }
}

/// Ready policies, and files beside the one that names them.
struct Folder<'a> {
    knowledge: &'a Knowledge,
    /// What is scanned: nothing in there is taken.
    roots: Vec<PathBuf>,
    /// But for these.
    named: Vec<PathBuf>,
}

impl Shelf for Folder<'_> {
    fn find(&self, name: &str, from: &str) -> Result<PolicyFile, String> {
        if let Some(text) = self.knowledge.files.get(&format!("policies/{name}.yaml")) {
            return Ok(PolicyFile { name: ready::file(name), text: text.to_owned() });
        }
        let folder = Path::new(from).parent().unwrap_or(Path::new(""));
        let path = folder.join(name);
        let missing = |error: std::io::Error| {
            if error.kind() == std::io::ErrorKind::NotFound {
                let message = shelf::unknown(name, self.knowledge.ready().into_iter());
                format!("{} is not there, and {message}", lexical(&path))
            } else {
                format!("{}: {error}", lexical(&path))
            }
        };
        let place = std::fs::canonicalize(&path).map_err(missing)?;
        let inside = self.roots.iter().any(|root| place.starts_with(root));
        if inside && !self.named.contains(&place) {
            return Err(format!(
                "{0} lies inside what is checked, and data must not configure the gate: keep it elsewhere, \
                 or name it with `--trust {0}`",
                lexical(&path)
            ));
        }
        let text = read(&path, &self.knowledge.limits).map_err(missing)?;
        Ok(PolicyFile { name: lexical(&path), text })
    }
}

/// A path without `.` and without `..` behind a name, so that a file has one name however it is reached.
fn lexical(path: &Path) -> String {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match (part, parts.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.display().to_string()
}

/// The digest that `--expect` holds against: over the rules and the policy.
pub(crate) fn pin(rules: &str, policy: &Policy) -> String {
    let both = format!("rules {rules}\npolicy {}\n", policy.sha256());
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(both.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
