//! Entries → bytes. One file per format, one writer for all of them.
//!
//! A format only makes bytes, so an entry can be rendered on the thread that made it; [`Report`] puts the
//! bytes in order, digests them and hands them to a sink. A format that has to see all entries first (the worst of
//! them, sums by source) gives a [`Fold`] that takes these bytes in order and writes at the end. Nothing that differs between two runs over the
//! same input goes into a report: no clock, no host, no path that was not named.

pub mod baseline;
pub mod compare;
pub mod croissant;
pub mod csv;
pub mod cyclonedx;
pub mod dataset;
pub mod entry;
pub mod finding;
pub mod fold;
pub mod github;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod leverage;
pub mod markdown;
pub mod notice;
mod place;
pub mod prov;
pub mod quotes;
pub mod reasons;
pub mod sarif;
pub mod saved;
mod short;
pub mod shown;
pub mod spdx;
pub mod split;
pub mod survey;
pub mod text;
pub mod training;
pub mod worst;
pub mod write;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use self::baseline::Baseline;
pub use self::dataset::Dataset;
pub use self::entry::{Entry, FailOn, Failed, Judged, Totals};
pub use self::fold::Fold;
pub use self::html::Html;
pub use self::jsonl::Jsonl;
pub use self::place::place;
pub use self::shown::shown;
pub use self::split::{Folders, Split};
pub use self::text::Text;
pub use self::write::{FileSink, StreamSink, WriteError};

/// The schema of the first line.
pub const RUN_SCHEMA: &str = "clearance.run/1";
/// The schema of the last line.
pub const TOTALS_SCHEMA: &str = "clearance.totals/1";

/// The policy of a run, by name and content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyStamp {
    /// Its name.
    pub name: String,
    /// SHA-256 of its file.
    pub sha256: String,
}

/// What a report begins with: all that the entries depend on beside the documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunHeader {
    /// Always [`RUN_SCHEMA`].
    pub schema: String,
    /// The version of this program.
    pub version: String,
    /// SHA-256 over the rules.
    pub rules: String,
    /// The policy; `None` for a scan.
    pub policy: Option<PolicyStamp>,
    /// The day of the judgement, or `document`; `None` for a scan.
    pub as_of: Option<String>,
}

impl RunHeader {
    /// A header of this version of the program.
    pub fn new(rules: &str, policy: Option<PolicyStamp>, as_of: Option<String>) -> Self {
        Self {
            schema: RUN_SCHEMA.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: rules.to_owned(),
            policy,
            as_of,
        }
    }
}

/// A format: entries in, bytes out. It keeps nothing between two calls, so that threads can share it.
pub trait Render: Send + Sync {
    /// What stands before the entries.
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()>;
    /// One entry.
    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()>;
    /// What stands after the entries; `digest` is the SHA-256 of all bytes before.
    fn finish(
        &self,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()>;
    /// For a format that cannot be written entry by entry: what takes the bytes that [`Render::entry`] makes, and
    /// ends the report in place of [`Render::finish`].
    fn fold(&self) -> Option<Box<dyn Fold>> {
        None
    }
}

/// How a report is to look, where a format leaves a choice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// With colours, for a terminal.
    pub colour: bool,
    /// Without the entries that are allowed, for people who look for what to do.
    pub brief: bool,
    /// Without quotes: the places of the evidence remain.
    pub no_quotes: bool,
    /// How many findings (or, where sources are listed, sources) a format names that does not name all; `None` for its
    /// own bound.
    pub limit: Option<usize>,
    /// What is said of the dataset as a whole, for the formats that describe one.
    pub dataset: Option<Arc<Dataset>>,
}

/// A name and what makes the format.
type Format = (&'static str, fn(Look) -> Box<dyn Render>);

/// The formats by name; a new one is a file and a line here.
const FORMATS: &[Format] = &[
    ("text", |look| Box::new(Text::new(&look))),
    ("json", |_| Box::new(json::Json)),
    ("jsonl", |_| Box::new(Jsonl)),
    ("csv", |_| Box::new(csv::Csv)),
    ("html", |look| Box::new(Html::new(&look))),
    ("markdown", |look| Box::new(markdown::Markdown::new(&look))),
    ("github", |look| Box::new(github::GitHub::new(&look))),
    ("sarif", |look| Box::new(sarif::Sarif::new(&look))),
    ("junit", |_| Box::new(junit::JUnit)),
    ("cyclonedx", |look| Box::new(cyclonedx::CycloneDx::new(look))),
    ("training-summary", |look| Box::new(training::TrainingSummary::new(&look))),
    ("notice", |_| Box::new(notice::Notice)),
    ("prov", |_| Box::new(prov::ProvJson)),
    ("prov-jsonld", |_| Box::new(prov::ProvJsonLd)),
];

/// What makes a format that says things of the dataset which no article tells.
type Description = (&'static str, fn(Arc<Dataset>, &Look) -> Box<dyn Render>);

/// The formats that need [`Look::dataset`].
const DESCRIPTIONS: &[Description] = &[
    ("croissant", |dataset, look| Box::new(croissant::Croissant::new(dataset, look))),
    ("spdx", |dataset, look| Box::new(spdx::Spdx::new(dataset, look))),
];

/// The names of all formats.
pub fn formats() -> impl Iterator<Item = &'static str> {
    let plain = FORMATS.iter().map(|(name, _)| *name);
    plain.chain(DESCRIPTIONS.iter().map(|(name, _)| *name))
}

/// Whether a format of this name says things of the dataset that no article tells, and so needs [`Look::dataset`].
pub fn needs_dataset(name: &str) -> bool {
    DESCRIPTIONS.iter().any(|(known, _)| *known == name)
}

/// The format of this name; `None` where there is none, or where it [needs](needs_dataset) what is not there.
pub fn format(name: &str, look: Look) -> Option<Box<dyn Render>> {
    let no_quotes = look.no_quotes;
    let plain = FORMATS.iter().find(|(known, _)| *known == name);
    let render = if let Some((_, make)) = plain {
        make(look)
    } else {
        let (_, make) = DESCRIPTIONS.iter().find(|(known, _)| *known == name)?;
        make(look.dataset.clone()?, &look)
    };
    Some(if no_quotes { Box::new(quotes::Quoteless(render)) } else { render })
}

/// A report that is being written: puts rendered entries in order and digests them.
pub struct Report<'a, W: Write> {
    render: &'a dyn Render,
    header: RunHeader,
    sink: W,
    hasher: Sha256,
    fold: Option<Box<dyn Fold>>,
}

impl<'a, W: Write> Report<'a, W> {
    /// Begins a report.
    pub fn start(render: &'a dyn Render, header: RunHeader, sink: W) -> io::Result<Self> {
        let mut report = Self { render, header, sink, hasher: Sha256::new(), fold: render.fold() };
        let mut out = Vec::new();
        report.render.start(&report.header, &mut out)?;
        report.hasher.update(&out);
        report.sink.write_all(&out)?;
        Ok(report)
    }

    /// Adds what [`Render::entry`] made of the next entry or entries.
    pub fn rendered(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        match &mut self.fold {
            None => self.sink.write_all(bytes),
            Some(fold) => {
                let mut out = Vec::new();
                fold.take(bytes, &mut out)?;
                self.sink.write_all(&out)
            }
        }
    }

    /// Renders and adds the next entry.
    pub fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        let mut out = Vec::new();
        self.render.entry(entry, &mut out)?;
        self.rendered(&out)
    }

    /// Ends the report and gives the sink back, which has still to be committed.
    pub fn finish(mut self, totals: &Totals) -> io::Result<W> {
        let mut digest = String::with_capacity(64);
        for byte in self.hasher.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(digest, "{byte:02x}");
        }
        let mut out = Vec::new();
        match &mut self.fold {
            None => self.render.finish(&self.header, totals, &digest, &mut out)?,
            Some(fold) => fold.finish(&self.header, totals, &digest, &mut out)?,
        }
        self.sink.write_all(&out)?;
        Ok(self.sink)
    }
}
