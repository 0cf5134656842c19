//! Text, for people: a line per document with what decided, the place and the quote; at the end the sum
//! and how often each clause fired. Not stable between versions: programs read `jsonl`.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::finding::{Rank, findings};
use super::fold::{Fold, give, taken};
use super::leverage;
use super::place::place;
use super::shown::shown;
use super::worst::{Piece, Worst};
use super::{Entry, Failed, Judged, Look, Render, RunHeader, Totals};
use crate::policy::{Decision, Verdict};
use crate::record::{Evidence, OVERFLOW, Record};

/// The format `text`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Text {
    colour: bool,
    brief: bool,
    limit: Option<usize>,
}

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const GREEN: Style = AnsiColor::Green.on_default().bold();
const MAGENTA: Style = AnsiColor::Magenta.on_default().bold();
const FAINT: Style = Style::new().dimmed();

impl Text {
    /// The format as it is to look.
    pub const fn new(look: &Look) -> Self {
        Self { colour: look.colour, brief: look.brief, limit: look.limit }
    }

    fn painted(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn decision(self, decision: Decision) -> String {
        let style = match decision {
            Decision::Allow => GREEN,
            Decision::Review => YELLOW,
            Decision::Deny => RED,
        };
        self.painted(style, &format!("{decision:<6}"))
    }

    fn verdict(self, record: &Record, verdict: &Verdict, out: &mut Vec<u8>) -> io::Result<()> {
        if self.brief && verdict.decision == Decision::Allow && verdict.waived.is_empty() {
            return Ok(());
        }
        let document = &record.document;
        let decision = self.decision(verdict.decision);
        // What decided comes first; what also fired, milder, after it.
        let mut clauses: Vec<_> = verdict.clauses.iter().collect();
        clauses.sort_by_key(|fired| std::cmp::Reverse(fired.then));
        if clauses.is_empty() {
            let why = if verdict.waived.is_empty() { "otherwise" } else { "waived" };
            let known = if verdict.known { "  (known)" } else { "" };
            writeln!(out, "{decision}  {}  {why}{known}", place(document, None))?;
        }
        for (index, fired) in clauses.into_iter().enumerate() {
            let evidence = fired.evidence.first();
            let place = place(document, evidence);
            let quote = evidence.map_or_else(String::new, quoted);
            let known = if fired.known { "  (known)" } else { "" };
            let id = format!("{}{known}", shown(&fired.id));
            if index == 0 {
                writeln!(out, "{decision}  {place}  {id}{quote}")?;
            } else {
                let also = self.painted(FAINT, &format!("also {}", fired.then));
                writeln!(out, "        {also}  {place}  {id}{quote}")?;
            }
            writeln!(out, "        {}", shown(&fired.because))?;
        }
        for waived in &verdict.waived {
            writeln!(
                out,
                "        waived  {}: {} ({}, until {})",
                shown(&waived.clause.id),
                shown(&waived.reason),
                shown(&waived.by),
                waived.expires
            )?;
        }
        for gone in &verdict.discharged {
            writeln!(
                out,
                "        discharged by the agreement {} with {}{}",
                shown(&gone.reference),
                shown(&gone.with),
                quoted(&gone.evidence)
            )?;
        }
        for mended in &verdict.curated {
            writeln!(
                out,
                "        mended  «{}» is {}: {}",
                shown(&mended.from),
                shown(&mended.to),
                shown(&mended.reason)
            )?;
        }
        for obligation in &verdict.obligations {
            writeln!(out, "        obliges to {}", shown(&obligation.text))?;
        }
        if let Some(strictest) = &verdict.strictest {
            writeln!(out, "        strictest link: {}", shown(&strictest.to_string()))?;
        }
        for problem in record.problems.iter().filter(|problem| problem.code == OVERFLOW) {
            writeln!(out, "        problem: {}", shown(&problem.message))?;
        }
        for remark in &verdict.remarks {
            writeln!(out, "        note: {}", shown(remark))?;
        }
        Ok(())
    }

    fn facts(self, record: &Record, out: &mut Vec<u8>) -> io::Result<()> {
        let document = &record.document;
        let name = self.painted(Style::new().bold(), &place(document, None));
        let language = document.language.as_deref().unwrap_or("language unknown");
        writeln!(out, "{name}  {}", shown(language))?;
        let mut fact = |kind: &str, what: String, evidence: &Evidence| {
            let at = format!("{}:{}", evidence.line, evidence.column);
            let kind = self.painted(FAINT, &format!("{kind:<8}"));
            writeln!(out, "  {kind} {at:<8} {}{}", shown(&what), quoted(evidence))
        };
        for notice in &record.notices {
            let holder = notice.holder.as_ref().map_or("no holder", |one| one.name.as_str());
            let mut what = holder.to_owned();
            for years in &notice.years {
                what = if years.from == years.to {
                    format!("{what}, {}", years.from)
                } else {
                    format!("{what}, {}–{}", years.from, years.to)
                };
            }
            if notice.all_rights_reserved {
                what.push_str(", all rights reserved");
            }
            fact("notice", what, &notice.evidence)?;
        }
        for term in &record.terms {
            let actions: Vec<&str> = term.actions.iter().map(|action| action.word()).collect();
            let actions = if actions.is_empty() { "any use".to_owned() } else { actions.join(" ") };
            let condition = term.condition.map_or_else(String::new, |one| format!(" unless {one}"));
            let grantor =
                term.grantor.as_ref().map_or_else(String::new, |one| format!(" ({})", one.name));
            fact(
                "term",
                format!("{} {actions}{condition}{grantor}", term.modality),
                &term.evidence,
            )?;
        }
        for licence in &record.licences {
            fact("licence", licence.id.clone(), &licence.evidence)?;
        }
        for hop in &record.attribution.hops {
            let scope = hop.scope.map_or_else(String::new, |scope| format!(" of the {scope}"));
            let what = format!("{}, {}{scope}", hop.organisation.name, hop.role);
            fact("hop", what, &hop.evidence)?;
        }
        for person in &record.attribution.persons {
            let from = person.source_language.as_ref();
            let from = from.map_or_else(String::new, |tag| format!(" from {tag}"));
            let what = format!("{}, {}{from}", person.name, person.role);
            fact("person", what, &person.evidence)?;
        }
        for problem in &record.problems {
            writeln!(out, "  problem  {}: {}", shown(&problem.code), shown(&problem.message))?;
        }
        let silent = record.notices.is_empty()
            && record.terms.is_empty()
            && record.licences.is_empty()
            && record.attribution == crate::record::Attribution::default();
        if silent {
            writeln!(out, "  nothing found")?;
        }
        Ok(())
    }

    fn one(self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        match entry {
            Entry::Failed(failed) => {
                let Failed { document, failed, .. } = &**failed;
                let word = self.painted(MAGENTA, "failed");
                let reason = shown(&failed.reason);
                writeln!(out, "{word}  {}  {reason}", place(document, None))
            }
            Entry::Judged(judged) => {
                let Judged { record, verdict } = &**judged;
                match verdict {
                    Some(verdict) => self.verdict(record, verdict, out),
                    None => self.facts(record, out),
                }
            }
        }
    }
}

impl Render for Text {
    fn start(&self, _: &RunHeader, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        if self.limit.is_none() {
            return self.one(entry, out);
        }
        let mut made = Vec::new();
        self.one(entry, &mut made)?;
        if made.is_empty() {
            return Ok(());
        }
        let rank = findings(entry).first().map_or(Rank::Waived, |finding| finding.rank);
        let made = String::from_utf8(made).map_err(io::Error::other)?;
        give(&Piece { rank, clause: String::new(), made }, out)
    }

    fn finish(
        &self,
        header: &RunHeader,
        totals: &Totals,
        _: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        if totals.seen > 0 {
            writeln!(out)?;
        }
        let width = totals.clauses.keys().map(|id| shown(id).chars().count()).max().unwrap_or(0);
        let mut clauses: Vec<_> = totals.clauses.iter().collect();
        clauses.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (id, count) in clauses {
            writeln!(out, "  {:<width$}  {count}", shown(id))?;
        }
        for sentence in leverage::sentences(totals, &leverage::plain) {
            writeln!(out, "{sentence}")?;
        }
        let Totals { seen, recorded, allow, review, deny, failed, waived, known, to_mend, .. } =
            totals;
        write!(out, "seen {seen} = ")?;
        if header.policy.is_some() {
            write!(out, "allow {allow} + review {review} + deny {deny} + ")?;
        }
        if header.policy.is_none() || *recorded > 0 {
            write!(out, "recorded {recorded} + ")?;
        }
        write!(out, "failed {failed}")?;
        if *waived > 0 {
            write!(out, " (waived {waived})")?;
        }
        if *known > 0 {
            write!(out, " (known {known})")?;
        }
        if *to_mend > 0 {
            write!(out, " (to mend {to_mend})")?;
        }
        if let Some(policy) = &header.policy {
            write!(out, "   policy {}@{}", shown(&policy.name), short(&policy.sha256))?;
        }
        if let Some(as_of) = &header.as_of {
            write!(out, "   as of {}", shown(as_of))?;
        }
        writeln!(out)
    }
    fn fold(&self) -> Option<Box<dyn Fold>> {
        let most = self.limit?;
        Some(Box::new(Shortened { text: *self, worst: Worst::new(most) }))
    }
}

/// The worst entries, and the sum.
struct Shortened {
    text: Text,
    worst: Worst,
}

impl Fold for Shortened {
    fn take(&mut self, made: &[u8], _: &mut Vec<u8>) -> io::Result<()> {
        for piece in taken::<Piece>(made) {
            self.worst.add(piece?);
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
        self.worst.kept().for_each(|piece| out.extend_from_slice(piece.made.as_bytes()));
        if self.worst.left() > 0 {
            writeln!(out, "… and {} documents more", self.worst.left())?;
        }
        self.text.finish(header, totals, digest, out)
    }
}

/// The quote; nothing where quotes are left out.
fn quoted(evidence: &Evidence) -> String {
    if evidence.quote.is_empty() {
        return String::new();
    }
    format!("  «{}»", shown(&evidence.quote))
}

fn short(digest: &str) -> String {
    digest.chars().take(12).collect()
}
