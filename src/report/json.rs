//! JSON, one object: the header, all entries, the totals. The same facts as JSON Lines, for tools that read a whole file.

use std::io;

use serde::Serialize;

use super::fold::Fold;
use super::jsonl::inert;
use super::{Entry, Render, RunHeader, TOTALS_SCHEMA, Totals};

/// The schema of the object.
pub const REPORT_SCHEMA: &str = "clearance.report/1";

/// The format `json`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json;

impl Render for Json {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b"{\"schema\":");
        inert(&REPORT_SCHEMA, out)?;
        out.extend_from_slice(b",\"run\":");
        inert(header, out)?;
        out.extend_from_slice(b",\"entries\":[");
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b",\n");
        inert(entry, out)
    }

    fn finish(&self, _: &RunHeader, totals: &Totals, _: &str, out: &mut Vec<u8>) -> io::Result<()> {
        end(totals, out)
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        Some(Box::new(Commas { first: true }))
    }
}

/// Takes away the comma before the first entry, which no thread can know to be the first.
struct Commas {
    first: bool,
}

impl Fold for Commas {
    fn take(&mut self, made: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        let made = match made.strip_prefix(b",") {
            Some(rest) if std::mem::take(&mut self.first) => rest,
            _ => made,
        };
        out.extend_from_slice(made);
        Ok(())
    }

    fn finish(
        &mut self,
        _: &RunHeader,
        totals: &Totals,
        _: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        end(totals, out)
    }
}

fn end(totals: &Totals, out: &mut Vec<u8>) -> io::Result<()> {
    #[derive(Serialize)]
    struct Sum<'a> {
        schema: &'static str,
        #[serde(flatten)]
        totals: &'a Totals,
    }
    out.extend_from_slice(b"\n],\"totals\":");
    inert(&Sum { schema: TOTALS_SCHEMA, totals }, out)?;
    out.extend_from_slice(b"}\n");
    Ok(())
}
