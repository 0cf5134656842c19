//! What is compared with, where no program does just that: reading and hashing files, and a scan with other rules.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use clearance::engine::{self, Job};
use clearance::lexicon::Lexicon;
use clearance::lexicon::load::RuleFiles;
use clearance::limits::Limits;
use clearance::report::{Jsonl, Render, Report, RunHeader};
use clearance::source::Mapping;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::Result;

/// Each file read once into one buffer, and its SHA-256: the floor under every reader of files.
pub(crate) fn hash(path: &Path) -> Result<()> {
    let mut bytes = Vec::new();
    let (mut files, mut last) = (0_u64, 0_u8);
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            bytes.clear();
            File::open(entry.path())?.read_to_end(&mut bytes)?;
            last ^= Sha256::digest(&bytes).first().copied().unwrap_or(0);
            files += 1;
        }
    }
    println!("{files} files {last:02x}");
    Ok(())
}

/// The same scan as `clearance scan`, but with the rules of a folder only, so that there can be fewer languages.
pub(crate) fn scan(rules: &Path, threads: usize, file: &Path) -> Result<()> {
    let limits = Limits::default();
    let mut files = RuleFiles::default();
    files.add(rules, &limits)?;
    let lexicon = Lexicon::new(&files, &limits)?;
    let mapping = Mapping::default();
    let job = Job {
        lexicon: &lexicon,
        limits: &limits,
        mapping: &mapping,
        judgement: None,
        baseline: None,
        threads,
    };
    let render = Jsonl;
    let shared: [&dyn Render; 1] = [&render];
    let header = RunHeader::new(&lexicon.digest, None, None);
    let mut reports = [Report::start(&render, header, io::sink())?];
    let roots = [file.to_owned()];
    let outcomes = engine::run(&job, &roots, &shared, &mut reports, &mut |_| ())?;
    println!("{} languages, {} documents", lexicon.languages().len(), outcomes.totals.seen);
    Ok(())
}
