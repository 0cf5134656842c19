//! What every command needs before it begins: the rules, a policy, a day. Whatever is wrong with them is
//! said before the first document is read.

use std::io::Read;
use std::path::{Path, PathBuf};

use clearance::engine::knowledge;
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
    pub(crate) fn load(folders: &[PathBuf]) -> Result<Self, Trouble> {
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
        let lexicon = Lexicon::new(&files, &limits).map_err(rules_trouble)?;
        Ok(Self { files, lexicon, limits })
    }

    /// A policy by the name of a ready one, or by its file.
    pub(crate) fn policy(&self, name: &str) -> Result<Policy, Trouble> {
        let ready = format!("policies/{name}.yaml");
        if let Some(text) = self.files.get(&ready) {
            return self.parse(&format!("rules/{ready}"), text);
        }
        let path = Path::new(name);
        let text = read(path, &self.limits).map_err(|error| {
            if error.kind() != std::io::ErrorKind::NotFound {
                return Trouble::usage(format!("policy {name}: {error}"));
            }
            let known = self.ready();
            let near = known.iter().map(|known| (strsim::jaro_winkler(known, name), known));
            let near = near.filter(|(likeness, _)| *likeness > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
            let help = near.map_or_else(String::new, |(_, known)| format!("; did you mean `{known}`?"));
            Trouble::usage(format!(
                "policy `{name}`: there is no such file, and no ready policy of that name ({}){help}",
                known.join(", ")
            ))
        })?;
        self.parse(name, &text)
    }

    /// The names of the ready policies.
    pub(crate) fn ready(&self) -> Vec<&str> {
        let names = self.files.under("policies").map(|(path, _)| path);
        names.filter_map(|path| path.strip_prefix("policies/")?.strip_suffix(".yaml")).collect()
    }

    fn parse(&self, file: &str, text: &str) -> Result<Policy, Trouble> {
        Policy::load(file, text, &knowledge(&self.lexicon), &self.limits)
            .map_err(|error| yaml_trouble(&error))
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

/// The day to judge for: as typed, else as the policy says, else today.
pub(crate) fn as_of(typed: Option<&str>, policy: &Policy) -> Result<(AsOf, Date), Trouble> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
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

fn read(path: &Path, limits: &Limits) -> std::io::Result<String> {
    let mut text = String::new();
    let bound = limits.yaml_bytes as u64 + 1;
    std::fs::File::open(path)?.take(bound).read_to_string(&mut text)?;
    Ok(text)
}

fn rules_trouble(error: RulesError) -> Trouble {
    match error {
        RulesError::Yaml(error) => yaml_trouble(&error),
        other => Trouble::usage(other.to_string()),
    }
}

fn yaml_trouble(error: &YamlError) -> Trouble {
    // Without colour: what comes from the file could not be told from it any more.
    Trouble::usage(error.render(false))
}
