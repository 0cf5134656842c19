//! Peers that are not always installed: each is held to the hits of the automaton before it is timed.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::Result;
use crate::process::{Program, installed};

/// What a peer needs: the literals, the folded text with the number of hits it must find in it, and where to write.
pub(crate) struct Ground<'a> {
    pub(crate) literals: &'a Path,
    pub(crate) folded: &'a Path,
    pub(crate) leftmost: usize,
    pub(crate) overlapping: usize,
    pub(crate) output: &'a Path,
    pub(crate) cores: &'a str,
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| format!("{}: not UTF-8", path.display()).into())
}

/// ripgrep over `file`, if it is installed and finds in the folded text what it should.
pub(crate) fn ripgrep(ground: &Ground<'_>, file: &Path) -> Result<Option<Program>> {
    let Some(rg) = installed("rg") else { return Ok(None) };
    let (rg, literals) = (text(&rg)?.to_owned(), text(ground.literals)?);
    let program = |file: &str, more: &[&str]| {
        let mut arguments =
            vec![rg.as_str(), "--no-config", "-a", "-F", "-i", "-j1", "-f", literals];
        arguments.extend(more);
        arguments.push(file);
        Program::new(ground.output, &arguments)
    };
    program(text(ground.folded)?, &["--count-matches"]).run(ground.cores)?;
    let counted: usize = fs::read_to_string(ground.output)?.trim().parse()?;
    if counted != ground.leftmost {
        let expected = ground.leftmost;
        return Err(format!(
            "ripgrep finds {counted} places in the folded text, the automaton {expected}"
        )
        .into());
    }
    Ok(Some(program(text(file)?, &["-o", "-N"])))
}

/// The CPU time of YARA-X over `file` alone, by its Python module, if that is installed and finds in the folded text
/// what it should: every place of every literal, since it knows no bounds.
pub(crate) fn yara(ground: &Ground<'_>, file: &Path) -> Result<Option<Duration>> {
    let Some(python) = installed("python3") else { return Ok(None) };
    let python = text(&python)?;
    let program = |arguments: &[&str]| Program::new(ground.output, arguments);
    if program(&[
        python,
        "-c",
        "import importlib.util, sys; sys.exit(importlib.util.find_spec('yara_x') is None)",
    ])
    .run(ground.cores)
    .is_err()
    {
        return Ok(None);
    }
    let scan = |file: &Path| -> Result<(usize, f64)> {
        program(&[python, "benches/peers/yara.py", text(ground.literals)?, text(file)?])
            .run(ground.cores)?;
        let told = fs::read_to_string(ground.output)?;
        let (places, seconds) =
            told.trim().split_once(' ').ok_or("benches/peers/yara.py told nothing")?;
        Ok((places.parse()?, seconds.parse()?))
    };
    let (places, _) = scan(ground.folded)?;
    if places != ground.overlapping {
        let expected = ground.overlapping;
        return Err(format!(
            "YARA-X finds {places} places in the folded text, the automaton {expected}"
        )
        .into());
    }
    Ok(Some(Duration::from_secs_f64(scan(file)?.1)))
}
