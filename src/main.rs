//! Parses the arguments, runs one command, turns its answer into an exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
