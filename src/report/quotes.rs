//! Quotes are somebody's text: a report holds no more of it than the bound, and none where that was asked for.

use std::io;

use super::fold::Fold;
use super::{Entry, Render, RunHeader, Totals};
use crate::policy::{Duty, Ground, Verdict};
use crate::record::{Evidence, Record};

/// A format with all quotes left out: the places remain.
pub struct Quoteless(pub Box<dyn Render>);

impl Render for Quoteless {
    fn start(&self, header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
        self.0.start(header, out)
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        let mut entry = entry.clone();
        each(&mut entry, &mut |evidence| evidence.quote.clear());
        lines(&mut entry);
        self.0.entry(&entry, out)
    }

    fn finish(
        &self,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.0.finish(header, totals, digest, out)
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        self.0.fold()
    }
}

/// Cuts what is longer than `most` characters.
pub(super) fn cut(entry: &mut Entry, most: usize) {
    each(entry, &mut |evidence| {
        if let Some((end, _)) = evidence.quote.char_indices().nth(most) {
            evidence.quote.truncate(end);
        }
    });
}

/// Does something to every piece of evidence of an entry.
fn each(entry: &mut Entry, act: &mut dyn FnMut(&mut Evidence)) {
    let Entry::Judged(judged) = entry else { return };
    facts(&mut judged.record, act);
    if let Some(verdict) = &mut judged.verdict {
        grounds(verdict, act);
    }
}

/// Takes away the lines that quote: what has to be kept stands in the document.
fn lines(entry: &mut Entry) {
    let Entry::Judged(judged) = entry else { return };
    let obligations = judged.verdict.iter_mut().flat_map(|verdict| &mut verdict.obligations);
    for obligation in obligations.filter(|one| one.kind == Duty::KeepNotice) {
        obligation.line = None;
    }
}

fn facts(record: &mut Record, act: &mut dyn FnMut(&mut Evidence)) {
    let Record { notices, terms, licences, attribution, .. } = record;
    let stated = notices.iter_mut().map(|notice| &mut notice.evidence);
    let stated = stated.chain(terms.iter_mut().map(|term| &mut term.evidence));
    let stated = stated.chain(licences.iter_mut().map(|licence| &mut licence.evidence));
    let credited = attribution.hops.iter_mut().map(|hop| &mut hop.evidence);
    let credited =
        credited.chain(attribution.persons.iter_mut().map(|person| &mut person.evidence));
    stated.chain(credited).for_each(act);
}

fn grounds(verdict: &mut Verdict, act: &mut dyn FnMut(&mut Evidence)) {
    let fired = verdict.clauses.iter_mut();
    let waived = verdict.waived.iter_mut().map(|waived| &mut waived.clause);
    fired.chain(waived).flat_map(|clause| &mut clause.evidence).for_each(&mut *act);
    verdict.discharged.iter_mut().for_each(|gone| act(&mut gone.evidence));
    if let Some(strictest) = &mut verdict.strictest
        && let Ground::Term { evidence } = &mut strictest.ground
    {
        act(evidence);
    }
}
