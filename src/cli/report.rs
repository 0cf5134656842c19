//! `clearance report`: renders a saved report in another format.

use std::io::{BufRead, Write};
use std::path::Path;

use clearance::limits::Limits;
use clearance::report::compare::{CompareError, Earlier};
use clearance::report::saved::{Saved, SavedError};
use clearance::report::{Entry, Render, Report as Rendered, Totals, shown};

use super::args::Report;
use super::run::{Sink, outputs};
use super::{Answer, Trouble, setup};

impl From<SavedError> for Trouble {
    fn from(error: SavedError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<CompareError> for Trouble {
    fn from(error: CompareError) -> Self {
        match error {
            CompareError::Saved(error) => error.into(),
            CompareError::Write(_) => Self::Incomplete(error.to_string()),
        }
    }
}

/// Compares with an earlier report.
fn against(args: &Report, name: &str, earlier: &Path) -> Answer {
    let shown = earlier.display().to_string();
    let old = Saved::open(&shown, setup::saved(earlier)?, Limits::default().line_bytes)?;
    let old = Earlier::read(old)?;
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    old.compare(open(args, name)?, &mut out)?;
    out.flush().map_err(CompareError::Write)?;
    Ok(0)
}

pub(crate) fn report(args: &Report) -> Answer {
    let name = args.saved.display().to_string();
    if let Some(earlier) = &args.against {
        return against(args, &name, earlier);
    }
    let piped = args.saved == Path::new("-");
    // Nothing is rendered of a file that is not whole. What comes through a pipe is seen only once.
    if !piped {
        let mut found = args.document.is_none();
        open(args, &name)?.entries::<Trouble>(|entry| {
            found |= wanted(args, &entry);
            Ok(())
        })?;
        if !found {
            return Err(unknown(args, &name));
        }
    }
    let saved = open(args, &name)?;
    let roots = std::slice::from_ref(&args.saved);
    let (renders, sinks): (Vec<Box<dyn Render>>, Vec<Sink>) =
        outputs(&args.output, roots)?.into_iter().unzip();
    let unwritten = |error: std::io::Error| {
        Trouble::Incomplete(format!("the report could not be written: {error}"))
    };
    let mut reports = Vec::new();
    for (render, sink) in renders.iter().zip(sinks) {
        let header = saved.header().clone();
        reports.push(Rendered::start(render.as_ref(), header, sink).map_err(unwritten)?);
    }
    // The totals are those of what is in the new report, so that it is a report in its own right.
    let mut totals = Totals::default();
    let mut found = args.document.is_none();
    let whole = saved.entries::<Trouble>(|entry| {
        if !wanted(args, &entry) {
            return Ok(());
        }
        found = true;
        totals.add(&entry);
        reports.iter_mut().try_for_each(|report| report.entry(&entry)).map_err(unwritten)
    })?;
    if !found {
        return Err(unknown(args, &name));
    }
    // What is to be mended of the policy is said of the run as a whole.
    totals.to_mend = whole.to_mend;
    for report in reports {
        let mut sink = report.finish(&totals).map_err(unwritten)?;
        sink.flush().map_err(unwritten)?;
        sink.commit().map_err(|error| Trouble::Incomplete(error.to_string()))?;
    }
    Ok(0)
}

/// Opens the saved report.
fn open(args: &Report, name: &str) -> Result<Saved<Box<dyn BufRead + Send>>, Trouble> {
    let reader = setup::saved(&args.saved)?;
    Ok(Saved::open(name, reader, Limits::default().line_bytes)?)
}

/// Whether an entry is asked for.
fn wanted(args: &Report, entry: &Entry) -> bool {
    args.document.as_ref().is_none_or(|wanted| *wanted == entry.document().id)
}

fn unknown(args: &Report, name: &str) -> Trouble {
    let wanted = args.document.as_deref().unwrap_or("");
    Trouble::usage(format!("{name}: no document is called `{}`", shown(wanted)))
}
