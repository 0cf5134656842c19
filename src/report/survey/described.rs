//! What makes a report of a survey: each document is a sighting, and the description is written when all are seen.

use std::io;

use super::{Sighting, Survey};
use crate::report::fold::{Fold, give, taken};
use crate::report::{Entry, Render, RunHeader, Totals};

/// A description of what the documents of a run add up to.
pub trait Describe: Clone + Send + Sync + 'static {
    /// Writes it. `digest` is the SHA-256 of all that the survey was made of: what can stand for a name of it.
    ///
    /// # Errors
    ///
    /// Where a value cannot be said in the format.
    fn describe(
        &self,
        survey: &Survey,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()>;
}

/// A format that describes.
#[derive(Debug, Clone)]
pub struct Described<D>(pub D);

impl<D: Describe> Render for Described<D> {
    fn start(&self, _: &RunHeader, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        give(&Sighting::of(entry), out)
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        Some(Box::new(Surveying { describe: self.0.clone(), survey: Survey::default() }))
    }
}

struct Surveying<D> {
    describe: D,
    survey: Survey,
}

impl<D: Describe> Fold for Surveying<D> {
    fn take(&mut self, made: &[u8], _: &mut Vec<u8>) -> io::Result<()> {
        for sighting in taken(made) {
            self.survey.add(&sighting?);
        }
        Ok(())
    }

    fn finish(
        &mut self,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.describe.describe(&self.survey, header, totals, digest, out)
    }
}
