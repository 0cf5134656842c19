//! `clearance report`: renders a saved report in another format.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use clearance::limits::Limits;
use clearance::report::saved::{Saved, SavedError};
use clearance::report::{Render, Report as Rendered};

use super::args::Report;
use super::run::{Sink, outputs};
use super::{Answer, Trouble};

impl From<SavedError> for Trouble {
    fn from(error: SavedError) -> Self {
        Self::Usage(error.to_string())
    }
}

pub(crate) fn report(args: &Report) -> Answer {
    let name = args.saved.display().to_string();
    let reader: Box<dyn BufRead> = if args.saved == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        let unreadable = |error| Trouble::usage(format!("{name}: {error}"));
        Box::new(BufReader::new(File::open(&args.saved).map_err(unreadable)?))
    };
    let saved = Saved::open(&name, reader, Limits::default().line_bytes)?;
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
    let mut found = false;
    let totals = saved.entries::<Trouble>(|entry| {
        if args.document.as_ref().is_some_and(|wanted| *wanted != entry.document().id) {
            return Ok(());
        }
        found = true;
        for report in &mut reports {
            report.entry(&entry).map_err(unwritten)?;
        }
        Ok(())
    })?;
    if let (Some(wanted), false) = (&args.document, found) {
        return Err(Trouble::usage(format!("{name}: no document is called `{wanted}`")));
    }
    for report in reports {
        let mut sink = report.finish(&totals).map_err(unwritten)?;
        sink.flush().map_err(unwritten)?;
        sink.commit().map_err(|error| Trouble::Incomplete(error.to_string()))?;
    }
    Ok(0)
}
