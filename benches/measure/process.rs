//! One program, run on one core, and what it cost: CPU time, since the machine may be shared, and peak memory.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::Result;
use crate::table::median;

/// What a run cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// User and system time, of its children too.
    pub(crate) cpu: Duration,
    pub(crate) wall: Duration,
    /// Peak resident memory in bytes.
    pub(crate) memory: u64,
}

/// A program with its arguments.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    arguments: Vec<String>,
    output: PathBuf,
    /// Exit codes that are as they should be.
    codes: Vec<i32>,
}

impl Program {
    pub(crate) fn new(output: &Path, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Self { arguments, output: output.to_owned(), codes: vec![0] }
    }

    pub(crate) fn or_code(mut self, code: i32) -> Self {
        self.codes.push(code);
        self
    }

    /// The same program as another one starts it.
    pub(crate) fn below(&self, starter: &[&str], output: &Path) -> Self {
        let starter = starter.iter().map(|word| (*word).to_owned());
        Self {
            arguments: starter.chain(self.arguments.iter().cloned()).collect(),
            output: output.to_owned(),
            ..self.clone()
        }
    }

    /// Runs it on these cores (`taskset`'s list). Its output goes to a file: some programs stop early where it goes
    /// to `/dev/null`.
    pub(crate) fn run(&self, cores: &str) -> Result<Cost> {
        let mut command = Command::new("taskset");
        command.args(["-c", cores]).args(&self.arguments);
        command.stdin(Stdio::null()).stdout(File::create(&self.output)?);
        let start = Instant::now();
        let child = command.spawn()?;
        let done = child.wait4()?;
        let wall = start.elapsed();
        let code = done.status.code().unwrap_or(-1);
        if !self.codes.contains(&code) {
            return Err(format!("`{}` ended with {code}", self.arguments.join(" ")).into());
        }
        Ok(Cost { cpu: done.rusage.utime + done.rusage.stime, wall, memory: done.rusage.maxrss })
    }
}

/// Runs all of them in turn, round by round, so that what disturbs one disturbs all; the medians of each.
pub(crate) fn interleave(rounds: usize, cores: &str, programs: &[Program]) -> Result<Vec<Cost>> {
    let mut costs: Vec<Vec<Cost>> = vec![Vec::new(); programs.len()];
    for _ in 0..rounds {
        for (program, costs) in programs.iter().zip(&mut costs) {
            costs.push(program.run(cores)?);
        }
    }
    let middle = |costs: Vec<Cost>| {
        Some(Cost {
            cpu: median(costs.iter().map(|cost| cost.cpu).collect()),
            wall: median(costs.iter().map(|cost| cost.wall).collect()),
            memory: costs.iter().map(|cost| cost.memory).max()?,
        })
    };
    costs.into_iter().map(|costs| middle(costs).ok_or_else(|| "no rounds".into())).collect()
}

/// Where a program is, if it is installed.
pub(crate) fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
