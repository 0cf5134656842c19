//! Whole runs: every row of the table, in the order in which it stands in `docs/performance.md`.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Result;
use crate::engines::Compared;
use crate::peers::{self, Ground};
use crate::process::{Cost, Program, interleave};
use crate::profile;
use crate::table::{Row, Side, ratio, render};

/// The languages of the smaller set of rules; `mul` is what all share.
const EIGHT: [&str; 9] = ["ar", "de", "en", "es", "fr", "ja", "ru", "zh-Hans", "mul"];

/// Where the table stands in the document.
const BEGIN: &str = "<!-- figures: `benches/run --write` writes what stands here -->\n";
const END: &str = "<!-- end of figures -->\n";

/// How much is measured.
pub(crate) struct Options {
    quick: bool,
    write: bool,
    data: PathBuf,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut options =
            Self { quick: false, write: false, data: PathBuf::from("target/benches") };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--quick" => options.quick = true,
                "--write" => options.write = true,
                "--data" => options.data = words.next().ok_or("--data needs a folder")?.into(),
                _ => return Err(format!("`{word}`: --quick, --write or --data DIR").into()),
            }
        }
        Ok(options)
    }

    const fn rounds(&self) -> usize {
        if self.quick { 1 } else { 3 }
    }

    const fn size(&self, quick: u64, whole: u64) -> u64 {
        if self.quick { quick } else { whole }
    }
}

struct Bench<'a> {
    options: &'a Options,
    /// The folder of the programs that were built.
    bin: PathBuf,
    core: String,
    output: PathBuf,
    rows: Vec<Row>,
    notes: Vec<String>,
}

/// Measures everything and prints it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let mut bench = Bench::new(options)?;
    bench.measure()?;
    let mut told = String::new();
    for note in &bench.notes {
        told.push_str(&format!("{note}\n\n"));
    }
    told.push_str(&render(&bench.rows));
    if let Some(profile) = bench.profile()? {
        told.push_str(&format!(
            "\nWhere the time of the text row goes, start included:\n\n{profile}"
        ));
    }
    println!("\n{told}");
    if options.write {
        write(&told)?;
    }
    Ok(())
}

/// Prints which stage of a scan costs what.
pub(crate) fn print_profile(file: &Path) -> Result<()> {
    let options = Options::parse(&[])?;
    let bench = Bench::new(&options)?;
    let table = profile::table(&bench.scan(1, file)?, &options.data, &bench.core)?;
    println!("{}", table.ok_or("perf is not installed, or may not count here")?);
    Ok(())
}

/// Puts the figures into the document, between its marks.
fn write(told: &str) -> Result<()> {
    let path = Path::new("docs/performance.md");
    let old = fs::read_to_string(path)?;
    let (before, rest) =
        old.split_once(BEGIN).ok_or("docs/performance.md: no mark where the figures begin")?;
    let (_, after) =
        rest.split_once(END).ok_or("docs/performance.md: no mark where the figures end")?;
    File::create(path)?.write_all(format!("{before}{BEGIN}\n{told}\n{END}{after}").as_bytes())?;
    Ok(())
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| format!("{}: not UTF-8", path.display()).into())
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

fn rate(bytes: u64, time: Duration) -> String {
    format!("{:.3} GB/s", bytes as f64 / 1e9 / time.as_secs_f64().max(1e-9))
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Bytes of a file, or of all files of a folder.
fn weight(path: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in walkdir::WalkDir::new(path) {
        let entry = entry?;
        if entry.file_type().is_file() {
            sum += entry.metadata()?.len();
        }
    }
    Ok(sum)
}

fn warm(path: &Path) -> Result<()> {
    for entry in walkdir::WalkDir::new(path) {
        let entry = entry?;
        if entry.file_type().is_file() {
            std::io::copy(&mut File::open(entry.path())?, &mut std::io::sink())?;
        }
    }
    Ok(())
}

impl<'a> Bench<'a> {
    fn new(options: &'a Options) -> Result<Self> {
        fs::create_dir_all(&options.data)?;
        let bin = std::env::current_exe()?.parent().ok_or("no folder of programs")?.to_owned();
        let core = (std::thread::available_parallelism()?.get() - 1).to_string();
        let output = options.data.join("output");
        Ok(Self { options, bin, core, output, rows: Vec::new(), notes: Vec::new() })
    }

    fn measure(&mut self) -> Result<()> {
        self.machine()?;
        self.start()?;
        self.hashing()?;
        self.engines()?;
        self.pages()?;
        self.files()?;
        self.workers()?;
        self.memory()?;
        self.languages()?;
        for kind in ["candidates", "hits", "line", "row"] {
            self.hostile(kind)?;
        }
        Ok(())
    }

    fn say(what: &str) {
        eprintln!("measuring: {what}");
    }

    fn row(
        &mut self,
        side: Side,
        work: impl Into<String>,
        bars: (f64, f64),
        figure: (f64, &'static str),
        detail: String,
    ) {
        let (bar, aim) = bars;
        let (figure, unit) = figure;
        self.rows.push(Row { work: work.into(), figure, unit, side, bar, aim, detail });
        print!(
            "{}",
            render(self.rows.get(self.rows.len() - 1..).unwrap_or(&[]))
                .lines()
                .last()
                .unwrap_or("")
        );
        println!();
    }

    /// Makes what is not there yet. A name tells kind and size, and the seed is fixed.
    fn corpus(&self, kind: &[&str], amount: u64, name: &str) -> Result<PathBuf> {
        let path = self.options.data.join(name);
        if !path.exists() {
            let made = self.options.data.join(format!("{name}.part"));
            let corpus = self.bin.join("corpus");
            let amount = amount.to_string();
            let mut arguments = vec![text(&corpus)?];
            arguments.extend(kind);
            arguments.extend([amount.as_str(), text(&made)?]);
            Program::new(&self.output, &arguments).run(&self.core)?;
            fs::rename(made, &path)?;
        }
        warm(&path)?;
        Ok(path)
    }

    fn rows_of(&self, bytes: u64) -> Result<PathBuf> {
        self.corpus(&["jsonl"], bytes, &format!("text-{bytes}.jsonl"))
    }

    /// The scan that is measured everywhere: everything looked for, JSON Lines written.
    fn scan(&self, workers: usize, path: &Path) -> Result<Program> {
        let (program, workers) = (self.bin.join("clearance"), workers.to_string());
        let arguments = [
            text(&program)?,
            "scan",
            "--quiet",
            "--allow-empty",
            "--threads",
            &workers,
            "--format",
            "jsonl",
            text(path)?,
        ];
        Ok(Program::new(&self.output, &arguments))
    }

    fn program(&self, arguments: &[&str]) -> Program {
        Program::new(&self.output, arguments)
    }

    fn machine(&mut self) -> Result<()> {
        let cpu = fs::read_to_string("/proc/cpuinfo")?;
        let model = cpu
            .lines()
            .find_map(|line| line.strip_prefix("model name"))
            .unwrap_or("unknown processor");
        let ask = |arguments: &[&str]| -> Result<String> {
            self.program(arguments).run(&self.core)?;
            Ok(fs::read_to_string(&self.output)?.trim().to_owned())
        };
        let commit = ask(&["git", "rev-parse", "--short=12", "HEAD"]).unwrap_or_default();
        let note = format!(
            "{}, {} cores, Linux {}, {}, commit {commit}, {}. {}One core (`taskset`), warm cache, CPU time (user and \
             system) of whole processes, start included; medians of {} interleaved rounds.",
            model.trim_start_matches(['\t', ':', ' ']),
            std::thread::available_parallelism()?,
            ask(&["uname", "-r"])?,
            ask(&["rustc", "--version"])?,
            ask(&["date", "--utc", "+%F"])?,
            if self.options.quick {
                "A quick look at small sizes, in which the start weighs heavily. "
            } else {
                ""
            },
            self.options.rounds(),
        );
        self.notes.push(note);
        Ok(())
    }

    fn profile(&self) -> Result<Option<String>> {
        Self::say("a profile");
        let file = self.rows_of(self.options.size(20_000_000, 1_000_000_000))?;
        profile::table(&self.scan(1, &file)?, &self.options.data, &self.core)
    }

    /// What a run without a document costs: it is part of every other figure.
    fn start(&mut self) -> Result<()> {
        let cost = self.nothing()?;
        self.notes.push(format!(
            "A start (the rules compiled, no document) takes {} and {:.0} MB.",
            seconds(cost.cpu),
            megabytes(cost.memory)
        ));
        Ok(())
    }

    fn nothing(&self) -> Result<Cost> {
        let empty = self.options.data.join("empty.jsonl");
        File::create(&empty)?;
        let costs = interleave(self.options.rounds(), &self.core, &[self.scan(1, &empty)?])?;
        costs.first().copied().ok_or_else(|| "nothing was run".into())
    }

    fn hashing(&mut self) -> Result<()> {
        Self::say("text against hashing");
        let bytes = self.options.size(20_000_000, 1_000_000_000);
        let file = self.rows_of(bytes)?;
        let path = text(&file)?;
        let sum = self.program(&["sha256sum", path]);
        let openssl = self.program(&["openssl", "dgst", "-sha256", path]);
        let costs =
            interleave(self.options.rounds(), &self.core, &[self.scan(1, &file)?, sum, openssl])?;
        let [ours, sum, openssl] = costs.as_slice() else { return Err("three were run".into()) };
        let detail = |other: &Cost| {
            format!(
                "{} ({}) to {} ({})",
                seconds(ours.cpu),
                rate(bytes, ours.cpu),
                seconds(other.cpu),
                rate(bytes, other.cpu)
            )
        };
        let work = format!("text, {:.2} GB of rows, to `sha256sum`", bytes as f64 / 1e9);
        self.row(Side::AtLeast, work, (1.0, 2.0), (ratio(sum.cpu, ours.cpu), " ×"), detail(sum));
        let figure = (ratio(openssl.cpu, ours.cpu), " ×");
        self.row(
            Side::AtLeast,
            "the same, to `openssl dgst -sha256`",
            (0.25, 0.45),
            figure,
            detail(openssl),
        );
        Ok(())
    }

    fn engines(&mut self) -> Result<()> {
        Self::say("the filter, the automaton and peers");
        // Peers need minutes for what we need seconds for.
        let bytes = self.options.size(10_000_000, 20_000_000);
        let file = self.rows_of(bytes)?;
        let measure = self.bin.join("measure");
        let (rounds, folded) =
            (self.options.rounds().to_string(), self.options.data.join("folded.txt"));
        let compare = [text(&measure)?, "engines", text(&file)?, &rounds, text(&folded)?];
        self.program(&compare).run(&self.core)?;
        let compared: Compared = serde_json::from_str(&fs::read_to_string(&self.output)?)?;
        let Compared { literals, hits, fold, filter, automaton, automaton_bytes, .. } = compared;
        let folded_bytes = compared.bytes as u64;
        self.notes.push(format!(
            "Filter and automaton find the same {hits} places of {literals} literals in {:.1} MB of folded text. Folding \
             takes {}, the filter {}, the automaton ({:.0} MB) {}.",
            megabytes(folded_bytes),
            rate(folded_bytes, fold),
            rate(folded_bytes, filter),
            megabytes(automaton_bytes as u64),
            rate(folded_bytes, automaton),
        ));
        let literals = self.options.data.join("literals.txt");
        Program::new(&literals, &[text(&measure)?, "literals"]).run(&self.core)?;
        let ground = Ground {
            literals: &literals,
            folded: &folded,
            leftmost: compared.leftmost,
            overlapping: compared.overlapping,
            output: &self.output,
            cores: &self.core,
        };
        let ripgrep = peers::ripgrep(&ground, &file)?;
        let yara = peers::yara(&ground, &file)?;
        let costs = interleave(self.options.rounds(), &self.core, &[self.scan(1, &file)?])?;
        let ours = costs.first().ok_or("nothing was run")?;
        let size = format!("{:.2} GB", bytes as f64 / 1e9);
        if let Some(ripgrep) = &ripgrep {
            let other = ripgrep.run(&self.core)?;
            let detail =
                format!("{} to {}, {size}, one round", seconds(ours.cpu), seconds(other.cpu));
            let work = "to ripgrep `-F -i -o`, the same literals";
            self.row(Side::AtLeast, work, (10.0, 20.0), (ratio(other.cpu, ours.cpu), " ×"), detail);
        } else {
            self.notes.push("ripgrep is not installed: its row is missing.".to_owned());
        }
        if let Some(other) = yara {
            let detail = format!(
                "{} to {} of its scan alone, {size}, one round",
                seconds(ours.cpu),
                seconds(other)
            );
            let work = "to YARA-X `nocase`, the same literals";
            self.row(Side::AtLeast, work, (5.0, 5.0), (ratio(other, ours.cpu), " ×"), detail);
        } else {
            self.notes.push(
                "YARA-X (`pip install yara-x`) is not installed: its row is missing.".to_owned(),
            );
        }
        // Both but for the first pass over each text.
        let swapped = ours.cpu.saturating_sub(filter) + automaton;
        let detail = format!(
            "the same run with the automaton's pass in place of the filter's: {} to {}",
            seconds(ours.cpu),
            seconds(swapped)
        );
        let work = "to itself with an Aho-Corasick DFA in place of the filter";
        self.row(Side::AtLeast, work, (2.0, 3.0), (ratio(swapped, ours.cpu), " ×"), detail);
        Ok(())
    }

    fn pages(&mut self) -> Result<()> {
        Self::say("raw pages");
        let bytes = self.options.size(20_000_000, 200_000_000);
        let folder = self.corpus(&["html"], bytes, &format!("html-{bytes}"))?;
        let command = format!("find '{}' -type f -print0 | xargs -0 sha256sum", text(&folder)?);
        let sum = self.program(&["sh", "-c", &command]);
        let costs = interleave(self.options.rounds(), &self.core, &[self.scan(1, &folder)?, sum])?;
        let [ours, sum] = costs.as_slice() else { return Err("two were run".into()) };
        let bytes = weight(&folder)?;
        let detail =
            format!("{} ({}) to {}", seconds(ours.cpu), rate(bytes, ours.cpu), seconds(sum.cpu));
        let work = format!("raw HTML pages, {:.2} GB, to `sha256sum`", bytes as f64 / 1e9);
        self.row(Side::AtLeast, work, (0.5, 1.0), (ratio(sum.cpu, ours.cpu), " ×"), detail);
        Ok(())
    }

    fn files(&mut self) -> Result<()> {
        Self::say("small files");
        let count = self.options.size(2_400, 24_000);
        let folder = self.corpus(&["files"], count, &format!("files-{count}"))?;
        let hash = self.program(&[text(&self.bin.join("measure"))?, "hash", text(&folder)?]);
        let costs = interleave(self.options.rounds(), &self.core, &[self.scan(1, &folder)?, hash])?;
        let [ours, hash] = costs.as_slice() else { return Err("two were run".into()) };
        let detail = format!(
            "{} ({}) to {}",
            seconds(ours.cpu),
            rate(weight(&folder)?, ours.cpu),
            seconds(hash.cpu)
        );
        let work = format!("{count} small files, to reading and hashing them");
        self.row(Side::AtLeast, work, (0.4, 0.5), (ratio(hash.cpu, ours.cpu), " ×"), detail);
        Ok(())
    }

    fn workers(&mut self) -> Result<()> {
        Self::say("two workers");
        let file = self.rows_of(self.options.size(20_000_000, 200_000_000))?;
        let programs = [self.scan(1, &file)?, self.scan(2, &file)?];
        let costs = interleave(self.options.rounds(), "0,1", &programs)?;
        let [one, two] = costs.as_slice() else { return Err("two were run".into()) };
        let detail = format!("wall {} to {}, on two cores", seconds(one.wall), seconds(two.wall));
        self.row(
            Side::AtLeast,
            "two workers to one",
            (1.8, 1.95),
            (ratio(one.wall, two.wall), " ×"),
            detail,
        );
        let work = "peak memory, two workers";
        self.row(
            Side::AtMost,
            work,
            (250.0, 125.0),
            (megabytes(two.memory), " MB"),
            "150 MB and 50 MB a worker".to_owned(),
        );
        Ok(())
    }

    fn memory(&mut self) -> Result<()> {
        Self::say("memory");
        let sizes = if self.options.quick {
            [4_000_000, 20_000_000, 100_000_000]
        } else {
            [200_000_000, 1_000_000_000, 5_000_000_000]
        };
        let mut peaks = Vec::new();
        for size in sizes {
            let file = self.rows_of(size)?;
            peaks.push((size, self.scan(1, &file)?.run(&self.core)?.memory));
        }
        let told: Vec<String> = peaks
            .iter()
            .map(|(size, memory)| {
                format!("{:.0} MB at {} GB", megabytes(*memory), *size as f64 / 1e9)
            })
            .collect();
        let most = peaks.iter().map(|(_, memory)| *memory).max().unwrap_or(0);
        self.row(
            Side::AtMost,
            "peak memory, one worker",
            (200.0, 100.0),
            (megabytes(most), " MB"),
            told.join(", "),
        );
        let ends =
            peaks.first().zip(peaks.last()).map(|(first, last)| last.1 as f64 / first.1 as f64);
        let detail = "flat: the largest input to the smallest".to_owned();
        self.row(
            Side::AtMost,
            "the same, by size",
            (1.1, 1.05),
            (ends.unwrap_or(0.0), " ×"),
            detail,
        );
        Ok(())
    }

    fn languages(&mut self) -> Result<()> {
        Self::say("languages");
        let file = self.rows_of(self.options.size(20_000_000, 200_000_000))?;
        let few = self.options.data.join("rules-8");
        // A file of an earlier run that is not among the rules any more would be read with them.
        if few.exists() {
            fs::remove_dir_all(&few)?;
        }
        for entry in walkdir::WalkDir::new("rules") {
            let entry = entry?;
            let to = few.join(entry.path().strip_prefix("rules")?);
            if entry.file_type().is_dir() {
                fs::create_dir_all(to)?;
                continue;
            }
            let tag = entry.path().file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
            if !entry.path().starts_with("rules/languages") || EIGHT.contains(&tag) {
                fs::copy(entry.path(), to)?;
            }
        }
        let measure = self.bin.join("measure");
        let scan = |rules: &str| -> Result<Program> {
            Ok(self.program(&[text(&measure)?, "scan", rules, "1", text(&file)?]))
        };
        let all = scan("rules")?;
        all.run(&self.core)?;
        let told = fs::read_to_string(&self.output)?;
        let costs = interleave(self.options.rounds(), &self.core, &[scan(text(&few)?)?, all])?;
        let [few, all] = costs.as_slice() else { return Err("two were run".into()) };
        let detail = format!("{} to {} (all: {})", seconds(few.cpu), seconds(all.cpu), told.trim());
        let work = "all languages to eight, the same text";
        self.row(Side::AtMost, work, (1.6, 1.3), (ratio(all.cpu, few.cpu), " ×"), detail);
        Ok(())
    }

    fn hostile(&mut self, kind: &str) -> Result<()> {
        Self::say(&format!("hostile: {kind}"));
        let (whole, extension, what) = match kind {
            "candidates" => (20_000_000, "jsonl", "every word a candidate"),
            "hits" => (7_500_000, "txt", "a million hits in one document"),
            "line" => (7_500_000, "txt", "a document in one line"),
            _ => (500_000_000, "jsonl", "a row that never ends"),
        };
        let size = self.options.size(whole / 5, whole);
        let mut programs = Vec::new();
        for bytes in [size, size * 2] {
            let name = format!("hostile-{kind}-{bytes}.{extension}");
            let file = self.corpus(&["hostile", kind], bytes, &name)?;
            // What cannot be read whole ends with 3.
            programs.push(self.scan(1, &file)?.or_code(3));
        }
        let costs = interleave(self.options.rounds().min(3), &self.core, &programs)?;
        let [one, two] = costs.as_slice() else { return Err("two were run".into()) };
        let start = self.nothing()?.cpu;
        let net = |cost: &Cost| cost.cpu.saturating_sub(start);
        // What was left out has to be said.
        if let Some(last) = programs.last() {
            last.run(&self.core)?;
        }
        let told = fs::read_to_string(&self.output)?;
        let over =
            ["findings-overflow", "\"failed\":{"].into_iter().filter(|word| told.contains(word));
        let over: Vec<&str> = over.map(|word| word.trim_matches(['"', ':', '{'])).collect();
        let said = if over.is_empty() {
            "nothing left out".to_owned()
        } else {
            format!("says `{}`", over.join("`, `"))
        };
        let detail = format!(
            "{} at {:.1} MB, {} at {:.1} MB without the start; {:.0} MB of memory; {said}",
            seconds(net(one)),
            megabytes(size),
            seconds(net(two)),
            megabytes(size * 2),
            megabytes(two.memory),
        );
        let work = format!("hostile: {what}, twice of it");
        self.row(Side::AtMost, work, (2.6, 2.6), (ratio(net(two), net(one)), " ×"), detail);
        Ok(())
    }
}
