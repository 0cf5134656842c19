//! What every command needs before it begins: the rules, a policy, a day. Whatever is wrong with them is
//! said before the first document is read.

use std::io::{BufRead, BufReader, Read};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use clearance::lexicon::Lexicon;
use clearance::lexicon::load::{RuleFiles, RulesError};
use clearance::limits::Limits;
use clearance::policy::{AsOf, Policy};
use clearance::report::Dataset;
use clearance::yaml::YamlError;
use jiff::civil::Date;

use super::Trouble;

/// The rules as files and compiled.
pub(crate) struct Knowledge {
    pub(crate) files: RuleFiles,
    pub(crate) lexicon: Lexicon,
    pub(crate) limits: Limits,
}

impl Knowledge {
    /// The built-in rules and those of these folders.
    ///
    /// They last as long as the program, and with its end all is freed at once: not word by word before it.
    pub(crate) fn load(folders: &[PathBuf]) -> Result<ManuallyDrop<Self>, Trouble> {
        let limits = Limits::default();
        let mut files = RuleFiles::builtin();
        for folder in folders {
            // A folder that adds nothing was named by mistake: a run without the rules that were meant
            // would look like one with them.
            let mut alone = RuleFiles::default();
            alone.add(folder, &limits).map_err(rules_trouble)?;
            let nothing = RuleFiles::default().digest();
            if alone.digest() == nothing && alone.under("policies").next().is_none() {
                return Err(Trouble::usage(format!(
                    "rules: {} holds no YAML file",
                    folder.display()
                )));
            }
            files.add(folder, &limits).map_err(rules_trouble)?;
        }
        let lexicon =
            if folders.is_empty() { Lexicon::builtin() } else { Lexicon::new(&files, &limits) };
        let lexicon = lexicon.map_err(rules_trouble)?;
        Ok(ManuallyDrop::new(Self { files, lexicon, limits }))
    }
}

/// What is said of the dataset as a whole, from its file.
pub(crate) fn dataset(path: &Path) -> Result<Dataset, Trouble> {
    let limits = Limits::default();
    let name = path.display().to_string();
    let text = read(path, &limits)
        .map_err(|error| Trouble::usage(format!("--dataset {name}: {error}")))?;
    Dataset::load(&name, &text, &limits).map_err(|error| yaml_trouble(&error))
}

/// A report that was saved as JSON Lines; `-` is standard input.
pub(crate) fn saved(path: &Path) -> Result<Box<dyn BufRead + Send>, Trouble> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let unreadable = |error| Trouble::usage(format!("{}: {error}", path.display()));
    let file = std::fs::File::open(path).map_err(unreadable)?;
    Ok(Box::new(BufReader::with_capacity(1 << 20, file)))
}

/// Today, in UTC.
pub(crate) fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The day to judge for: as typed, else as the policy says, else today.
pub(crate) fn as_of(typed: Option<&str>, policy: &Policy) -> Result<(AsOf, Date), Trouble> {
    let today = today();
    let day = match typed {
        None => policy.as_of().unwrap_or(AsOf::Day(today)),
        Some("document") => AsOf::Document,
        Some(text) => AsOf::Day(text.parse().map_err(|_| {
            Trouble::usage(format!(
                "--as-of `{text}`: not a date; write it as 2026-01-31, or `document`"
            ))
        })?),
    };
    Ok((day, today))
}

/// The text of a YAML file, no more of it than one above the bound.
pub(crate) fn read(path: &Path, limits: &Limits) -> std::io::Result<String> {
    let mut text = String::new();
    let bound = limits.yaml_bytes as u64 + 1;
    std::fs::File::open(path)?.take(bound).read_to_string(&mut text)?;
    Ok(text)
}

/// What is wrong with rules.
pub(crate) fn rules_trouble(error: RulesError) -> Trouble {
    match error {
        RulesError::Yaml(error) => yaml_trouble(&error),
        other => Trouble::usage(other.to_string()),
    }
}

/// What is wrong with a YAML file.
pub(crate) fn yaml_trouble(error: &YamlError) -> Trouble {
    // Without colour: what comes from the file could not be told from it any more.
    Trouble::usage(error.render(false))
}
