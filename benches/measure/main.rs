//! Measures whole runs against peers and against ourselves; `benches/run` builds and calls it.

mod engines;
mod literals;
mod peers;
mod process;
mod profile;
mod simple;
mod table;
mod whole;

use std::io;
use std::path::Path;

const USAGE: &str = "\
usage: measure run [--quick] [--write] [--data DIR]
                             every row of docs/performance.md; --write puts them into it
       measure profile FILE  which stage of a scan of it costs what; needs perf
       measure literals      what is looked for in every text, one a line
       measure engines FILE ROUNDS FOLDED
                             the filter against an automaton; the folded texts go to FOLDED
       measure hash PATH     read and hash every file
       measure scan RULES THREADS FILE
                             scan with the rules of a folder and nothing else, JSON Lines to nowhere";

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run", options @ ..] => whole::run(&whole::Options::parse(options)?),
        ["profile", file] => whole::print_profile(Path::new(file)),
        ["literals"] => literals::print(),
        ["engines", file, rounds, folded] => {
            engines::print(Path::new(file), rounds.parse()?, Path::new(folded))
        }
        ["hash", path] => simple::hash(Path::new(path)),
        ["scan", rules, threads, file] => {
            simple::scan(Path::new(rules), threads.parse()?, Path::new(file))
        }
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, USAGE).into()),
    }
}
