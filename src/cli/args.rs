//! What may be typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  all that was asked was done, nothing above the threshold
  1  policy says no: a deny (or a review with --fail-on review), a failing rule example,
     an expired or unused waiver
  2  the question was wrong: a flag, a policy, a rule, a missing path, no documents
  3  the answer is incomplete: a document failed, or the report could not be written";

/// Rights clearance for text datasets.
///
/// Reads what articles say about who owns them, what they forbid and where they came from, and holds
/// that against a policy.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Args {
    /// When to use colour (`NO_COLOR` and `CLICOLOR_FORCE` are honoured).
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true)]
    pub(crate) color: Color,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Also in a file or a pipe.
    Always,
    /// Not even on a terminal.
    Never,
}

impl Color {
    /// Makes it the choice of all output.
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read documents and report what they say: facts, no judgement.
    Scan(Scan),
    /// Read documents and hold them against a policy: the gate.
    #[command(after_help = EXIT_CODES)]
    Check(Box<Check>),
    /// Render a saved report in another format.
    Report(Report),
    /// Show one document with its evidence marked, or what a clause, word or verdict means.
    Explain(Explain),
    /// List, test and lint the rules.
    Rules(Rules),
    /// Show, check, test or compare policies.
    Policy(Policy),
    /// Add a waiver to a policy, or look for waivers that have expired.
    Waiver(Waiver),
    /// Show or find organisations of the registry.
    Organisations(Organisations),
    /// Write a policy to start from and a CI snippet; never overwrites.
    Init(Init),
    /// Print the JSON Schema of policies, rules, records or entries.
    Schema(SchemaArgs),
    /// Print a completion script for a shell.
    Completions(Completions),
    /// Print the manual page.
    Man(Man),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Scan {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) judge: Judge,
    /// PATH is a report that was saved with `scan` or `check` (`-o jsonl=FILE`): its records are judged anew, and no
    /// document is read.
    #[arg(long, help_heading = "Input", conflicts_with_all = ["allowed", "review", "denied", "link"])]
    pub(crate) records: bool,
    /// From which decision on the exit code is 1.
    #[arg(long, value_enum, default_value_t = Threshold::Deny, help_heading = "Gate")]
    pub(crate) fail_on: Threshold,
    /// An earlier report (`-o jsonl=FILE`): what stands there, for the same bytes, is known, and only what is new
    /// fails. An edited document is new.
    #[arg(long, value_name = "FILE", help_heading = "Gate")]
    pub(crate) baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) split: Sides,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Sides {
    /// Write what is allowed to this new folder, as it came, with `DIR.manifest.jsonl` beside it.
    #[arg(long, value_name = "DIR", help_heading = "Split")]
    pub(crate) allowed: Option<PathBuf>,
    /// Write what is for review.
    #[arg(long, value_name = "DIR", help_heading = "Split")]
    pub(crate) review: Option<PathBuf>,
    /// Write what is denied.
    #[arg(long, value_name = "DIR", help_heading = "Split")]
    pub(crate) denied: Option<PathBuf>,
    /// Hard links in place of copies, for documents that are files of their own.
    #[arg(long, help_heading = "Split")]
    pub(crate) link: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Judge {
    /// A ready policy (`policy show` lists them) or a YAML file.
    #[arg(short, long, value_name = "NAME|FILE", help_heading = "Gate")]
    pub(crate) policy: String,
    /// The day to judge for (2026-01-31), or `document` for the day of each document [default: as the
    /// policy says, else today].
    #[arg(long, value_name = "DATE", help_heading = "Gate")]
    pub(crate) as_of: Option<String>,
    /// Go on only where rules and policy have this digest (`policy show` prints it): pins the gate in CI.
    #[arg(long, value_name = "SHA256", help_heading = "Gate")]
    pub(crate) expect: Option<String>,
    /// A file that the policy may extend although it lies inside what is checked; repeatable.
    #[arg(long, value_name = "FILE", help_heading = "Gate")]
    pub(crate) trust: Vec<PathBuf>,
    /// Waivers, agreements and curations that no document needed are told, but fail nothing: for a part of
    /// the data that a policy is for.
    #[arg(long, help_heading = "Gate")]
    pub(crate) allow_unused: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Threshold {
    Deny,
    Review,
    Never,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Input {
    /// Files and folders; `-` is standard input. Hidden and ignored files are read too.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// A folder of rules to add to the built-in ones; a file of the same path replaces.
    #[arg(short, long, value_name = "DIR", help_heading = "Input")]
    pub(crate) rules: Vec<PathBuf>,
    /// The field of a row that holds the text [default: guessed].
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) text_field: Option<String>,
    /// The field that holds the address.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) url_field: Option<String>,
    /// The field that holds the id.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) id_field: Option<String>,
    /// The field that holds the title.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) title_field: Option<String>,
    /// The field that holds the date.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) date_field: Option<String>,
    /// The field that holds the language.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) language_field: Option<String>,
    /// The field that holds a statement of rights or a licence.
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(crate) rights_field: Option<String>,
    /// No documents is an answer, not a wrong question.
    #[arg(long, help_heading = "Input")]
    pub(crate) allow_empty: bool,
    /// Workers [default: one for each core].
    #[arg(short = 'j', long, value_name = "N", help_heading = "Input")]
    pub(crate) threads: Option<std::num::NonZeroUsize>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Output {
    /// What to print: text, json, jsonl, csv, html, markdown, github, sarif, junit, cyclonedx, spdx,
    /// croissant, training-summary, notice, prov, prov-jsonld or none.
    #[arg(short, long, value_name = "FORMAT", default_value = "text", help_heading = "Output")]
    pub(crate) format: String,
    /// Write a report to a file, whole or not at all; repeatable.
    #[arg(short = 'o', long = "output", value_name = "FORMAT=FILE", help_heading = "Output")]
    pub(crate) report: Vec<String>,
    /// Print only what needs somebody: not what is allowed or silent.
    #[arg(short, long, help_heading = "Output")]
    pub(crate) brief: bool,
    /// Leave out every quote: places, names and verdicts remain.
    #[arg(long, help_heading = "Output")]
    pub(crate) no_quotes: bool,
    /// How many findings to name, the worst first (text, markdown, github, sarif), documents to list
    /// (html), or sources, the largest first (cyclonedx, spdx, training-summary).
    #[arg(long, value_name = "N", help_heading = "Output")]
    pub(crate) limit: Option<usize>,
    /// A YAML file that describes the dataset (spdx and croissant need it).
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) dataset: Option<PathBuf>,
    /// No progress line.
    #[arg(short, long, help_heading = "Output")]
    pub(crate) quiet: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Report {
    /// A report that was written with `-o jsonl=FILE`; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) saved: PathBuf,
    /// Only the document of this id.
    #[arg(short, long, value_name = "ID")]
    pub(crate) document: Option<String>,
    /// An earlier report: prints what changed since, and why (document, rules, policy, date).
    #[arg(long, value_name = "OLD", conflicts_with_all = ["document", "report"])]
    pub(crate) against: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// A file, `-`, a clause of the policy, or a word (`deny`, `prohibited`, `ai-use`, `antara`, `CC-BY`).
    #[arg(value_name = "FILE|WORD")]
    pub(crate) target: String,
    /// The policy to hold the document against, or whose clause is meant.
    #[arg(short, long, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,
    /// The day to judge for.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Show the words of the rules that each line holds, and the part each plays: for writers of rules.
    #[arg(long)]
    pub(crate) words: bool,
    /// Show the whole text, not only the lines with evidence.
    #[arg(long)]
    pub(crate) full: bool,
    /// A folder of rules to add to the built-in ones.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) rules: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Rules {
    #[command(subcommand)]
    pub(crate) action: RulesAction,
    /// A folder of rules to add to the built-in ones.
    #[arg(short, long, value_name = "DIR", global = true)]
    pub(crate) rules: Vec<PathBuf>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum RulesAction {
    /// What there is, by kind.
    List,
    /// Run every example and counter-example, plainly and through the input formats.
    Test,
    /// Find what is double, dead or untested.
    Lint,
    /// Read a labelled set (a folder of YAML files as in `tests/corpus`) and print how right it was.
    Score {
        /// The folder.
        #[arg(value_name = "DIR")]
        set: PathBuf,
    },
    /// Fit the weights to a labelled set (JSON Lines with `text` and `label`) and print them.
    Fit {
        /// The file.
        #[arg(value_name = "FILE")]
        set: PathBuf,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Organisations {
    #[command(subcommand)]
    pub(crate) action: OrganisationsAction,
    /// A folder of rules to add to the built-in ones.
    #[arg(short, long, value_name = "DIR", global = true)]
    pub(crate) rules: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OrganisationsAction {
    /// Print all that is known of an organisation: names, kin, memberships with their source, domains.
    Show {
        /// Its id, or a name that is nobody else's.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Find who a credit, a legal name, a host or an address is of; all of them where there are several.
    Find {
        /// As printed, in any script.
        #[arg(value_name = "TEXT")]
        text: String,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Policy {
    #[command(subcommand)]
    pub(crate) action: PolicyAction,
    /// A folder of rules to add to the built-in ones.
    #[arg(short, long, value_name = "DIR", global = true)]
    pub(crate) rules: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyAction {
    /// Print a policy in plain sentences.
    Show {
        /// A ready policy or a YAML file; without it the ready ones are listed.
        #[arg(value_name = "NAME|FILE")]
        policy: Option<String>,
    },
    /// Check a policy: nothing is printed where it is right.
    Check {
        /// A ready policy or a YAML file.
        #[arg(value_name = "NAME|FILE")]
        policy: String,
    },
    /// Run the cases that stand in a policy file; exit code 1 where one does not hold.
    Test {
        /// A ready policy or a YAML file.
        #[arg(value_name = "NAME|FILE")]
        policy: String,
        /// The day for cases that have none of their own [default: as the policy says, else today].
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
    /// Show which documents of saved records change their verdict from one policy to another.
    Diff {
        /// The policy as it was.
        #[arg(value_name = "OLD")]
        old: String,
        /// The policy as it shall be.
        #[arg(value_name = "NEW")]
        new: String,
        /// Records that were saved with `scan` or `check -o jsonl=FILE`; `-` is standard input.
        #[arg(value_name = "RECORDS")]
        records: PathBuf,
        /// The day to judge for, in both [default: as each policy says, else today].
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Waiver {
    #[command(subcommand)]
    pub(crate) action: WaiverAction,
    /// A folder of rules to add to the built-in ones.
    #[arg(short, long, value_name = "DIR", global = true)]
    pub(crate) rules: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum WaiverAction {
    /// Add a waiver to a policy file; what stands there stays as it is.
    Add(WaiverAdd),
    /// Look for waivers that have expired, expire soon or are written twice; exit code 1 where one has.
    Check {
        /// The policy file.
        #[arg(short, long, value_name = "FILE")]
        policy: String,
        /// The day to look from [default: today].
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        /// Say which expire within so many days.
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        soon: u16,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct WaiverAdd {
    /// The policy file.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) policy: PathBuf,
    /// The clause that shall not count.
    #[arg(long, value_name = "ID")]
    pub(crate) clause: String,
    /// The documents, by their paths (`archive/2019/**`); repeatable.
    #[arg(long, value_name = "GLOB", required_unless_present = "sha256")]
    pub(crate) documents: Vec<String>,
    /// The documents, by the SHA-256 of their bytes, as a report gives it; repeatable.
    #[arg(long, value_name = "SHA256")]
    pub(crate) sha256: Vec<String>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Who decided it.
    #[arg(long, value_name = "WHO")]
    pub(crate) by: String,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    pub(crate) expires: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Init {
    /// Where to.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// The ready policy to start from.
    #[arg(short, long, value_name = "NAME", default_value = "ai-training")]
    pub(crate) policy: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Completions {
    /// Which shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SchemaArgs {
    /// Which; without it they are listed.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Man {
    /// The page of one command.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}
