//! The command line: one file per subcommand. The only place that prints, reads the clock or looks at the
//! terminal.

mod args;
mod chain;
mod completions;
mod explain;
mod gate;
mod init;
mod labelled;
mod man;
mod mark;
mod organisations;
mod policy;
mod policy_diff;
mod progress;
mod report;
mod rules;
mod run;
mod schema;
mod setup;
mod shelf;
mod waiver;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use clearance::report::shown;

use args::{Args, Command};

/// What went wrong with the question or the answer, with its exit code (design §7).
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The question was wrong: exit code 2.
    Usage(String),
    /// The answer is incomplete: exit code 3.
    Incomplete(String),
}

impl Trouble {
    /// A wrong question.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }
}

/// The answer of a command: its exit code, or what went wrong.
pub(crate) type Answer = Result<u8, Trouble>;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    let args = Args::parse();
    args.color.write_global();
    let answer = match args.command {
        Command::Scan(scan) => run::scan(&scan),
        Command::Check(check) => run::check(&check),
        Command::Report(saved) => report::report(&saved),
        Command::Explain(explain) => explain::explain(&explain),
        Command::Rules(rules) => rules::rules(&rules),
        Command::Policy(policy) => policy::policy(&policy),
        Command::Waiver(waiver) => waiver::waiver(&waiver),
        Command::Organisations(organisations) => organisations::organisations(&organisations),
        Command::Init(init) => init::init(&init),
        Command::Schema(schema) => schema::schema(&schema),
        Command::Man(man) => man::man(&man),
        Command::Completions(completions) => completions::completions(&completions),
    };
    match answer {
        Ok(code) => ExitCode::from(code),
        Err(trouble) => {
            let (code, message) = match trouble {
                Trouble::Usage(message) => (2, message),
                Trouble::Incomplete(message) => (3, message),
            };
            // A message names files and quotes policies, which may hold what a terminal acts on.
            let lines: Vec<_> = message.trim_end().lines().map(shown).collect();
            // Where standard error is gone too there is nobody left to tell.
            let _ = writeln!(anstream::stderr(), "clearance: {}", lines.join("\n"));
            ExitCode::from(code)
        }
    }
}

/// Prints to standard output. A reader that went away makes the answer incomplete.
pub(crate) fn print(text: &str) -> Result<(), Trouble> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Trouble::Incomplete(format!("standard output: {error}")))
}

/// Prints a message to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}
