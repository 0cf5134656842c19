//! `clearance rules score` and `rules fit`: how right the rules are on a labelled set, and what the set says
//! of the weights.

use std::fmt::Write;
use std::io::Read;
use std::path::Path;

use clearance::corpus::{self, Article};
use clearance::fit::{self, Labelled};
use clearance::report::shown;
use clearance::yaml;

use super::Trouble;
use super::setup::Knowledge;

/// The most bytes of a labelled file.
const MOST: u64 = 256 << 20;

pub(crate) fn score(knowledge: &Knowledge, folder: &Path) -> Result<String, Trouble> {
    let mut sets: Vec<(String, Vec<Article>)> = Vec::new();
    let unreadable =
        |error: std::io::Error| Trouble::usage(format!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        files.push(entry.map_err(unreadable)?.path());
    }
    files.sort();
    for file in
        files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "yaml"))
    {
        let name = file.display().to_string();
        let articles: Vec<Article> = yaml::load(&name, &read(file)?, &knowledge.limits)
            .map_err(|error| Trouble::usage(error.render(false)))?;
        let language =
            file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        sets.push((language, articles));
    }
    if sets.is_empty() {
        return Err(Trouble::usage(format!(
            "{}: no labelled sets (*.yaml) are there",
            folder.display()
        )));
    }
    let scores = corpus::score(&sets, &knowledge.lexicon, &knowledge.limits);
    let mut out = corpus::table(&scores);
    for line in scores.values().flat_map(|score| &score.wrong) {
        let _ = write!(out, "\n- {}", shown(line));
    }
    out.push('\n');
    Ok(out)
}

pub(crate) fn fit(knowledge: &mut Knowledge, file: &Path) -> Result<String, Trouble> {
    let mut labelled: Vec<Labelled> = Vec::new();
    for (index, line) in read(file)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
    {
        labelled.push(serde_json::from_str(line).map_err(|error| {
            Trouble::usage(format!(
                "{}:{}: {error}; each line needs `text` and `label`",
                file.display(),
                index + 1
            ))
        })?);
    }
    knowledge.lexicon.weights.unbounded();
    let mut out = String::new();
    for (kind, fitted) in fit::fit(&labelled, &knowledge.lexicon, &knowledge.limits) {
        let _ = writeln!(
            out,
            "{kind}: {} statements; told right on the half fitted on {:.3} → {:.3}, on the other half {:.3} → {:.3}",
            fitted.samples,
            fitted.fitted_half.0,
            fitted.fitted_half.1,
            fitted.other_half.0,
            fitted.other_half.1
        );
        let _ = writeln!(out, "  {:<18} {:>6} → {:>5}", "bias", fitted.bias.0, fitted.bias.1);
        for (feature, before, after, seen) in fitted.weights {
            let _ =
                writeln!(out, "  {:<18} {before:>6} → {after:>5}   seen {seen}", feature.word());
        }
    }
    Ok(out)
}

fn read(file: &Path) -> Result<String, Trouble> {
    let mut text = String::new();
    std::fs::File::open(file)
        .and_then(|file| file.take(MOST).read_to_string(&mut text))
        .map_err(|error| Trouble::usage(format!("{}: {error}", file.display())))?;
    Ok(text)
}
