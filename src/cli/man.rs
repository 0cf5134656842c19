//! `clearance man`: the manual page, made from what may be typed.

use clap::CommandFactory;

use super::args::{Args, Man};
use super::{Answer, Trouble, print};

pub(crate) fn man(args: &Man) -> Answer {
    let mut command = Args::command();
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => command.find_subcommand(name).cloned().ok_or_else(|| {
            Trouble::usage(format!("there is no command `{name}`; `clearance --help` lists them"))
        })?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut text)
        .map_err(|error| Trouble::Incomplete(format!("the manual page: {error}")))?;
    print(&String::from_utf8_lossy(&text))?;
    Ok(0)
}
