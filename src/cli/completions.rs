//! `clearance completions`: a completion script for a shell.

use clap::CommandFactory;

use super::args::{Args, Completions};
use super::{Answer, print};

pub(crate) fn completions(args: &Completions) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "clearance", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
