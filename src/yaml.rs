//! The one place that reads YAML: bounds before the parser, errors with file, line, column and what to do.

use serde::de::DeserializeOwned;

use crate::limits::Limits;

/// A YAML file that could not be read, with where and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct YamlError {
    /// The file as it was named.
    pub file: String,
    /// 1-based; 0 where the whole file is meant.
    pub line: usize,
    /// 1-based, in characters; 0 where the whole file is meant.
    pub column: usize,
    /// What is wrong and what was expected.
    pub message: String,
    /// What to do about it ("did you mean …?").
    pub help: Option<String>,
    /// The text of the file, for showing the line.
    pub source_text: String,
}

/// Reads `text`, the content of `file`, as one `T`.
pub fn load<T: DeserializeOwned>(file: &str, text: &str, limits: &Limits) -> Result<T, YamlError> {
    let whole = |message: String| YamlError {
        file: file.to_owned(),
        line: 0,
        column: 0,
        message,
        help: None,
        source_text: String::new(),
    };
    if text.len() > limits.yaml_bytes {
        return Err(whole(format!("{} bytes, more than the {} allowed", text.len(), limits.yaml_bytes)));
    }
    serde_yaml::from_str(text).map_err(|error| {
        let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
        YamlError { line, column, message: error.to_string(), source_text: text.to_owned(), ..whole(String::new()) }
    })
}
