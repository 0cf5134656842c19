//! The rules folder, built in or named, as files of text; and their digest.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::limits::Limits;
use crate::yaml::{self, YamlError};

static BUILTIN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Rules that cannot be used. No document is read with such rules.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// A file is not what it should be; says where and what to do.
    #[error(transparent)]
    Yaml(#[from] YamlError),
    /// A folder or file cannot be read.
    #[error("rules: cannot read {path}: {source}")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// What the files say does not fit together.
    #[error("{file}: {message}")]
    Wrong {
        /// Which file.
        file: String,
        /// What is wrong and what to do.
        message: String,
    },
}

/// The YAML files of a rules folder: path relative to it, `/`-separated → content.
#[derive(Debug, Clone, Default)]
pub struct RuleFiles {
    files: BTreeMap<String, Content>,
}

/// What a file holds.
#[derive(Debug, Clone)]
enum Content {
    /// Built in: nobody looks at most of them.
    BuiltIn(&'static [u8]),
    /// Of a user.
    Named(String),
}

impl Content {
    /// As text, which a test has seen that all that is built in is.
    fn text(&self) -> &str {
        match self {
            Self::BuiltIn(bytes) => std::str::from_utf8(bytes).unwrap_or_default(),
            Self::Named(text) => text,
        }
    }
}

impl RuleFiles {
    /// The rules that are compiled in.
    pub fn builtin() -> Self {
        fn collect(dir: &Dir<'static>, files: &mut BTreeMap<String, Content>) {
            for file in dir.files() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                if is_yaml(Path::new(&path)) {
                    files.insert(path, Content::BuiltIn(file.contents()));
                }
            }
            for sub in dir.dirs() {
                collect(sub, files);
            }
        }
        let mut files = BTreeMap::new();
        collect(&BUILTIN, &mut files);
        Self { files }
    }

    /// Adds the files of a folder of the same shape; a file of the same path replaces the one that was
    /// there.
    pub fn add(&mut self, folder: &Path, limits: &Limits) -> Result<(), RulesError> {
        let unreadable =
            |path: &Path, source| RulesError::Unreadable { path: path.to_owned(), source };
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_owned();
                let source =
                    error.into_io_error().unwrap_or_else(|| std::io::Error::other("link loop"));
                RulesError::Unreadable { path, source }
            })?;
            if !entry.file_type().is_file() || !is_yaml(entry.path()) {
                continue;
            }
            let file =
                std::fs::File::open(entry.path()).map_err(|e| unreadable(entry.path(), e))?;
            let mut text = String::new();
            let bound = limits.yaml_bytes as u64 + 1;
            file.take(bound).read_to_string(&mut text).map_err(|e| unreadable(entry.path(), e))?;
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            self.files.insert(path.to_string_lossy().replace('\\', "/"), Content::Named(text));
        }
        Ok(())
    }

    /// One file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(Content::text)
    }

    /// What one file says. Nothing is looked for in a file that is built in which a test has looked for.
    pub fn load<T: DeserializeOwned>(&self, path: &str, limits: &Limits) -> Result<T, RulesError> {
        let file = format!("rules/{path}");
        match self.files.get(path) {
            Some(built_in @ Content::BuiltIn(_)) => Ok(yaml::load_checked(&file, built_in.text())?),
            Some(Content::Named(text)) => Ok(yaml::load(&file, text, limits)?),
            None => Err(RulesError::Wrong {
                file,
                message: "is missing; a rules folder that replaces the built-in one needs it"
                    .to_owned(),
            }),
        }
    }

    /// The files of a folder, in the order of their names.
    pub fn under(&self, folder: &str) -> impl Iterator<Item = (&str, &str)> {
        let prefix = format!("{folder}/");
        self.files
            .iter()
            .filter(move |(path, _)| path.starts_with(&prefix))
            .map(|(path, content)| (path.as_str(), content.text()))
    }

    /// SHA-256 over all paths and contents but the policies, which have digests of their own.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (path, content) in self.files.iter().filter(|(path, _)| !path.starts_with("policies/"))
        {
            let text = content.text();
            hash.update(format!("{path}\0{}\0", text.len()));
            hash.update(text);
        }
        hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_would_be_taken_from_a_user() {
        let files = RuleFiles::builtin();
        let folders = ["languages", "organisations", "policies"].map(|folder| files.under(folder));
        let others = files.files.iter().filter(|(path, _)| !path.contains('/'));
        let others = others.map(|(path, content)| (path.as_str(), content.text()));
        for (path, text) in folders.into_iter().flatten().chain(others) {
            yaml::load::<serde::de::IgnoredAny>(path, text, &Limits::default()).unwrap();
        }
    }
}
