//! `clearance scan` and `clearance check`: the same line, with and without a policy.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clearance::engine::{self, Job, Judgement, Outcomes};
use clearance::rejudge::{Rejudge, RejudgeError};
use clearance::report::finding::Rank;
use clearance::report::reasons::Reasons;
use clearance::report::{
    self, Baseline, FailOn, FileSink, Folders, Look, PolicyStamp, Render, Report, RunHeader, Split,
    StreamSink, WriteError,
};
use clearance::source::{self, Mapping};

use super::args::{Check, Input, Output, Scan};
use super::gate::Records;
use super::progress::Progress;
use super::setup::{self, Knowledge};
use super::{Answer, Trouble, gate, note};

pub(crate) fn scan(args: &Scan) -> Answer {
    let knowledge = Knowledge::load(&args.input.rules)?;
    let extras = Extras {
        folders: Folders::default(),
        baseline: None,
        records: None,
        reasons: reasons(FailOn::Never, ""),
        allow_unused: true,
    };
    let outcomes = run(&knowledge, &args.input, &args.output, None, extras)?;
    finish(&outcomes, &args.input, FailOn::Never)
}

pub(crate) fn check(args: &Check) -> Answer {
    let knowledge = Knowledge::load(&args.input.rules)?;
    let policy = knowledge.policy_over(&args.judge.policy, &args.input.paths, &args.judge.trust)?;
    gate::expected(args.judge.expect.as_deref(), &knowledge, &policy)?;
    let (as_of, today) = setup::as_of(args.judge.as_of.as_deref(), &policy)?;
    let judgement = Judgement { policy: &policy, as_of, today };
    let fail_on = args.fail_on.fail_on();
    let extras = Extras {
        folders: args.split.folders(),
        baseline: args.baseline.as_deref().map(gate::baseline).transpose()?,
        records: args.records.then(|| gate::records(&args.input)).transpose()?,
        reasons: reasons(fail_on, &args.judge.policy),
        allow_unused: args.judge.allow_unused,
    };
    let outcomes = run(&knowledge, &args.input, &args.output, Some(judgement), extras)?;
    finish(&outcomes, &args.input, fail_on)
}

impl From<RejudgeError> for Trouble {
    fn from(error: RejudgeError) -> Self {
        match error {
            RejudgeError::Saved(error) => error.into(),
            RejudgeError::Write(_) => Self::Incomplete(error.to_string()),
        }
    }
}

/// What a run does beside its reports.
struct Extras {
    folders: Folders,
    baseline: Option<Baseline>,
    /// Records to judge, in place of documents to read.
    records: Option<Records>,
    reasons: Reasons,
    /// Whether a waiver or an agreement that was not needed is no reason to fail.
    allow_unused: bool,
}

/// What makes the last lines of a run that says no. What could not be read is a reason always.
fn reasons(fail_on: FailOn, policy: &str) -> Reasons {
    let from = match fail_on {
        FailOn::Deny => Rank::Deny,
        FailOn::Review => Rank::Review,
        FailOn::Never => Rank::Failed,
    };
    Reasons { from, policy: policy.to_owned() }
}

/// The exit code of a run.
fn finish(outcomes: &Outcomes, input: &Input, fail_on: FailOn) -> Answer {
    let totals = &outcomes.totals;
    if totals.seen == 0 && !input.allow_empty {
        return Err(Trouble::usage("no documents were found; say --allow-empty if that can be"));
    }
    if totals.failed > 0 {
        note(&format!(
            "clearance: {} of {} documents could not be read or judged",
            totals.failed, totals.seen
        ));
    }
    Ok(totals.exit_code(fail_on))
}

/// Where a report goes.
pub(super) enum Sink {
    File(Box<FileSink>),
    Printed(StreamSink<Box<dyn Write>>),
    /// To be said at the end.
    Kept(Vec<u8>),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(sink) => sink.write(bytes),
            Self::Printed(sink) => sink.write(bytes),
            Self::Kept(kept) => kept.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(sink) => sink.flush(),
            Self::Printed(sink) => sink.flush(),
            Self::Kept(_) => Ok(()),
        }
    }
}

impl Sink {
    pub(super) fn commit(self) -> Result<(), WriteError> {
        match self {
            Self::File(sink) => sink.commit(),
            Self::Printed(sink) => sink.commit(),
            Self::Kept(kept) => {
                if !kept.is_empty() {
                    note(String::from_utf8_lossy(&kept).trim_end());
                }
                Ok(())
            }
        }
    }
}

fn run(
    knowledge: &Knowledge,
    input: &Input,
    output: &Output,
    judgement: Option<Judgement<'_>>,
    extras: Extras,
) -> Result<Outcomes, Trouble> {
    source::check_roots(&input.paths).map_err(|error| Trouble::usage(error.to_string()))?;
    let mut named = outputs(output, &input.paths)?;
    named.push((Box::new(extras.reasons.clone()), Sink::Kept(Vec::new())));
    let (renders, sinks): (Vec<Box<dyn Render>>, Vec<Sink>) = named.into_iter().unzip();
    // The facts of saved records are those of the rules they were read with.
    let rules = extras.records.as_ref().map(|records| records.header().rules.clone());
    let rules = rules.unwrap_or_else(|| knowledge.lexicon.digest.clone());
    if rules != knowledge.lexicon.digest {
        note(
            "clearance: the records were read with other rules than these; only the judgement is new",
        );
    }
    let header = RunHeader::new(
        &rules,
        judgement.as_ref().map(|judgement| PolicyStamp {
            name: judgement.policy.name().to_owned(),
            sha256: judgement.policy.sha256().to_owned(),
        }),
        judgement.as_ref().map(|judgement| judgement.as_of.to_string()),
    );
    let unwritten =
        |error: io::Error| Trouble::Incomplete(format!("the report could not be written: {error}"));
    let folders = &extras.folders;
    let mut split = if folders.is_empty() {
        None
    } else {
        Some(Split::create(folders, &input.paths, &header).map_err(trouble)?)
    };
    let mut reports = Vec::new();
    for (render, sink) in renders.iter().zip(sinks) {
        reports.push(Report::start(render.as_ref(), header.clone(), sink).map_err(unwritten)?);
    }
    let mut progress = Progress::new(output.quiet);
    let shared: Vec<&dyn Render> = renders.iter().map(AsRef::as_ref).collect();
    let (threads, baseline) = (threads(input), extras.baseline.as_ref());
    let mut seen = |seen| progress.seen(seen);
    let outcomes = match (extras.records, judgement) {
        (Some(records), Some(judgement)) => {
            let job = Rejudge { lexicon: &knowledge.lexicon, judgement, baseline, threads };
            job.run(records, &shared, &mut reports, &mut seen).map_err(Trouble::from)
        }
        (_, judgement) => {
            let job = Job {
                lexicon: &knowledge.lexicon,
                limits: &knowledge.limits,
                mapping: &mapping(input),
                judgement,
                baseline,
                threads,
            };
            let split = split.as_mut();
            engine::run_split(&job, &input.paths, &shared, &mut reports, split, &mut seen)
                .map_err(unwritten)
        }
    };
    progress.done();
    let mut outcomes = outcomes?;
    let findings = judgement.map(|judgement| {
        gate::findings(judgement.policy, &outcomes.used, judgement.standing(), extras.allow_unused)
    });
    outcomes.totals.to_mend = findings.as_ref().map_or(0, |findings| findings.count);
    // No report claims success over nothing.
    if outcomes.totals.seen == 0 && !input.allow_empty {
        return Ok(outcomes);
    }
    // The folders first: where they cannot be put in place there is no report that says they are.
    if let Some(split) = split {
        split.commit().map_err(trouble)?;
    }
    for report in reports {
        let sink = report.finish(&outcomes.totals).map_err(unwritten)?;
        sink.commit().map_err(|error| Trouble::Incomplete(error.to_string()))?;
    }
    if let Some(findings) = findings {
        findings.tell();
    }
    Ok(outcomes)
}

fn threads(input: &Input) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    input.threads.map_or_else(cores, std::num::NonZeroUsize::get)
}

fn mapping(input: &Input) -> Mapping {
    Mapping {
        text: input.text_field.clone(),
        url: input.url_field.clone(),
        id: input.id_field.clone(),
        title: input.title_field.clone(),
        date: input.date_field.clone(),
        language: input.language_field.clone(),
        rights: input.rights_field.clone(),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn trouble(error: WriteError) -> Trouble {
    let message = error.to_string();
    if error.is_usage() { Trouble::Usage(message) } else { Trouble::Incomplete(message) }
}

/// A report that was asked for: how it looks and where it goes.
type Wanted = (Box<dyn Render>, Sink);

/// The reports that were asked for, each with where it goes.
pub(super) fn outputs(output: &Output, roots: &[PathBuf]) -> Result<Vec<Wanted>, Trouble> {
    let mut all: Vec<Wanted> = Vec::new();
    let mut printed = false;
    let look = Look {
        colour: false,
        brief: output.brief,
        no_quotes: output.no_quotes,
        limit: output.limit,
        dataset: output.dataset.as_deref().map(setup::dataset).transpose()?.map(Arc::new),
    };
    for asked in &output.report {
        let Some((format, file)) = asked.split_once('=') else {
            return Err(Trouble::usage(format!(
                "-o `{asked}`: write FORMAT=FILE, for example jsonl=report.jsonl"
            )));
        };
        let twice = || Trouble::usage(format!("-o `{asked}`: two reports to one place"));
        if file == "-" {
            if printed {
                return Err(twice());
            }
            all.push((render(format, &look)?, stdout(format)));
            printed = true;
        } else {
            let sink = FileSink::create(Path::new(file), roots).map_err(trouble)?;
            let same = |(_, other): &Wanted| matches!(other, Sink::File(other) if other.path() == sink.path());
            if all.iter().any(same) {
                return Err(twice());
            }
            all.push((format_of(format, look.clone())?, Sink::File(Box::new(sink))));
        }
    }
    if !printed && output.format != "none" {
        all.push((render(&output.format, &look)?, stdout(&output.format)));
    }
    Ok(all)
}

fn stdout(format: &str) -> Sink {
    // What has colours may lose them on the way. A report for programs must come out as it was digested.
    let stream: Box<dyn Write> =
        if format == "text" { Box::new(anstream::stdout()) } else { Box::new(io::stdout()) };
    Sink::Printed(StreamSink::new("standard output", stream))
}

/// A format for standard output. Colours are always made and taken away by the stream where not wanted.
fn render(format: &str, look: &Look) -> Result<Box<dyn Render>, Trouble> {
    let choice = anstream::stdout().current_choice();
    let colour = match choice {
        anstream::ColorChoice::Never => false,
        anstream::ColorChoice::Auto => io::stdout().is_terminal(),
        _ => true,
    };
    format_of(format, Look { colour, ..look.clone() })
}

fn format_of(name: &str, look: Look) -> Result<Box<dyn Render>, Trouble> {
    if report::needs_dataset(name) && look.dataset.is_none() {
        return Err(Trouble::usage(format!(
            "format `{name}` says things that no article tells: name a file with them by --dataset \
             (keys: dataset, version, description, url, creator, published, licences)"
        )));
    }
    report::format(name, look).ok_or_else(|| {
        let known: Vec<&str> = report::formats().collect();
        let near = clearance::yaml::nearest(name, known.iter().copied());
        let help = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        Trouble::usage(format!(
            "format `{name}` is not known; there are {}{help}",
            known.join(", ")
        ))
    })
}
