//! Compiles the rules that are built in: with the very code that compiles those of a user, so that a start need not do
//! it, and so that what is wrong with them is said here, with file and line.
#![allow(dead_code, unused_imports, reason = "what only the program needs of these files")]
#![allow(clippy::struct_field_names, reason = "seen only where a type is not exported")]
#![allow(clippy::disallowed_methods, reason = "cargo names the folder; there is no report here")]

#[path = "src/document.rs"]
mod document;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/limits.rs"]
mod limits;
#[path = "src/record.rs"]
mod record;
#[path = "src/text/mod.rs"]
mod text;
#[path = "src/yaml.rs"]
mod yaml;

use std::error::Error;
use std::path::Path;

use lexicon::Lexicon;
use lexicon::load::RuleFiles;
use limits::Limits;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    if let Err(error) = compile() {
        println!("cargo::error={error}");
    }
}

fn compile() -> Result<(), Box<dyn Error>> {
    let limits = Limits::default();
    let mut files = RuleFiles::default();
    files.add(Path::new("rules"), &limits)?;
    let compiled = Lexicon::new(&files, &limits)?;
    let to = Path::new(&std::env::var("OUT_DIR")?).join("lexicon.bin");
    std::fs::write(to, compiled.to_bytes()?)?;
    Ok(())
}
