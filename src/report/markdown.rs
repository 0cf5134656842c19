//! Markdown, for a pull request, an issue or the summary of a GitHub step: the totals, what each clause decided, whose
//! copy it is, and the worst documents. What comes from a document is text and nothing else: each character that could
//! mark something up is written as an entity.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use super::finding::{Finding, Rank, findings};
use super::fold::{Fold, give, taken};
use super::leverage;
use super::place::{clipped, place};
use super::shown::shown;
use super::worst::{Piece, Worst};
use super::{Entry, Look, Render, RunHeader, Totals};
use crate::document::Identity;

/// Documents that are named: with cells of at most [`CELL`] characters, far below the 1 MiB that GitHub takes for the
/// summary of a step.
const NAMED: usize = 100;
/// Characters of a cell.
const CELL: usize = 300;
/// Organisations that are named.
const ORIGINS: usize = 20;

/// The format `markdown`.
#[derive(Debug, Clone, Copy)]
pub struct Markdown {
    most: usize,
}

impl Markdown {
    /// The format as it is to look.
    pub fn new(look: &Look) -> Self {
        Self { most: look.limit.unwrap_or(NAMED) }
    }
}

impl Render for Markdown {
    fn start(&self, _: &RunHeader, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn entry(&self, entry: &Entry, out: &mut Vec<u8>) -> io::Result<()> {
        for finding in &findings(entry) {
            let made = row(entry.document(), finding);
            let clause = finding.clause.to_owned();
            give(&Piece { rank: finding.rank, clause, made }, out)?;
        }
        Ok(())
    }

    fn finish(&self, _: &RunHeader, _: &Totals, _: &str, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn fold(&self) -> Option<Box<dyn Fold>> {
        Some(Box::new(Page { worst: Worst::new(self.most) }))
    }
}

fn row(document: &Identity, finding: &Finding<'_>) -> String {
    let mut because = cell(finding.because);
    if let Some(evidence) = finding.first().filter(|evidence| !evidence.quote.is_empty()) {
        let _ = write!(because, "<br>«{}»", cell(&evidence.quote));
    }
    if finding.known {
        because.push_str("<br>known");
    }
    if let Some(waived) = finding.waived {
        let _ = write!(because, "<br>waived by {}: {}", cell(&waived.by), cell(&waived.reason));
    }
    let place = cell(&place(document, finding.first()));
    format!("| {} | {place} | {} | {because} |\n", finding.rank.word(), cell(finding.clause))
}

struct Page {
    worst: Worst,
}

impl Fold for Page {
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
        _: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let mut page = String::new();
        head(header, totals, &mut page);
        clauses(totals, &mut page);
        origins(totals, &mut page);
        if self.worst.kept().next().is_some() {
            page.push_str("\n### What to look at\n\n");
            page.push_str("| | document | clause | because |\n|---|---|---|---|\n");
            self.worst.kept().for_each(|piece| page.push_str(&piece.made));
        }
        if self.worst.left() > 0 {
            let _ = writeln!(
                page,
                "\nThe worst are shown; {} findings more ({}) stand in the whole report.",
                self.worst.left(),
                self.worst.left_by_rank()
            );
        }
        out.extend_from_slice(page.as_bytes());
        Ok(())
    }
}

fn head(header: &RunHeader, totals: &Totals, page: &mut String) {
    let Totals { seen, recorded, allow, review, deny, failed, waived, .. } = totals;
    let answer = match header.policy {
        _ if *failed > 0 => "incomplete",
        None => "recorded",
        _ if *deny > 0 => Rank::Deny.word(),
        _ if *review > 0 => Rank::Review.word(),
        _ => "allow",
    };
    let _ = writeln!(page, "## Rights clearance: {answer}\n");
    if let Some(policy) = &header.policy {
        let digest: String = policy.sha256.chars().take(12).collect();
        let _ = write!(page, "Policy {}, digest {}", cell(&policy.name), cell(&digest));
        if let Some(as_of) = &header.as_of {
            let _ = write!(page, ", as of {}", cell(as_of));
        }
        page.push_str(".\n\n");
    }
    let named: Vec<(&str, u64)> = [
        ("seen", *seen),
        ("allow", *allow),
        ("review", *review),
        ("deny", *deny),
        ("recorded", *recorded),
        ("failed", *failed),
        ("waived", *waived),
    ]
    .into_iter()
    .filter(|(name, count)| match *name {
        "allow" | "review" | "deny" => header.policy.is_some(),
        "recorded" | "waived" => *count > 0,
        _ => true,
    })
    .collect();
    for part in [
        named.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>(),
        vec!["--:".to_owned(); named.len()],
        named.iter().map(|(_, count)| count.to_string()).collect(),
    ] {
        let _ = writeln!(page, "| {} |", part.join(" | "));
    }
}

fn clauses(totals: &Totals, page: &mut String) {
    if totals.clauses.is_empty() {
        return;
    }
    page.push_str("\n| clause | documents |\n|---|--:|\n");
    let mut all: Vec<_> = totals.clauses.iter().collect();
    all.sort_by_key(|(id, count)| (std::cmp::Reverse(**count), *id));
    for (id, count) in all {
        let _ = writeln!(page, "| {} | {count} |", cell(id));
    }
}

fn origins(totals: &Totals, page: &mut String) {
    if totals.origins.is_empty() && totals.leverage.is_empty() {
        return;
    }
    for sentence in leverage::sentences(totals, &cell) {
        let _ = writeln!(page, "\n{sentence}.");
    }
    page.push_str(
        "\n| origin | review | deny | an agreement clears | from deny to review |\n|---|--:|--:|--:|--:|\n",
    );
    let mut all: Vec<(&String, u64, u64, u64, u64)> = Vec::new();
    for id in totals.origins.keys().chain(totals.leverage.keys()).collect::<BTreeSet<_>>() {
        let count = totals.origins.get(id).copied().unwrap_or_default();
        let clears = totals.cleared.get(id).copied().unwrap_or_default();
        let helped = totals.leverage.get(id).copied().unwrap_or_default();
        all.push((id, count.review, count.deny, clears, helped.saturating_sub(clears)));
    }
    all.sort_by_key(|(id, review, deny, clears, milder)| {
        let helped = clears + milder;
        (std::cmp::Reverse(((*review + *deny).max(helped), *clears, helped)), *id)
    });
    for (id, review, deny, clears, milder) in all.iter().take(ORIGINS) {
        let _ = writeln!(page, "| {} | {review} | {deny} | {clears} | {milder} |", cell(id));
    }
    if let Some(more) = all.len().checked_sub(ORIGINS).filter(|more| *more > 0) {
        let _ = writeln!(page, "\nand {more} origins more.");
    }
}

/// The text as what stands in a cell: it can mark nothing up, link to nothing and name nobody.
fn cell(text: &str) -> String {
    let text = clipped(&shown(text), CELL);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let plain = match c {
            ',' | ';' | '\'' | '"' | '-' | '/' | '(' | ')' | '?' | '=' | '%' => true,
            // `www.` begins a link.
            '.' => !out
                .get(out.len().saturating_sub(3)..)
                .is_some_and(|end| end.eq_ignore_ascii_case("www")),
            // `https:` begins a link, `:100:` is a picture.
            ':' => rest.peek().is_none_or(|next| next.is_whitespace()),
            c => !c.is_ascii_punctuation(),
        };
        if plain {
            out.push(c);
        } else {
            let _ = write!(out, "&#{};", u32::from(c));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::cell;

    #[test]
    fn what_stands_in_a_cell_is_text() {
        for hostile in [
            "**bold** _it_ `code` ~~x~~ # h",
            "[a](http://example.org) <script>alert(1)</script> <!-- x -->",
            "a | b \\| c",
            "![x](y) www.example.org http://example.org a@example.org @everyone #1 :smile: $x$",
            "&lt;b&gt; \\* 1. - + ***",
        ] {
            let page = format!("| a |\n|---|\n| {} |\n", cell(hostile));
            let mut text = String::new();
            // Typographic quotes and dashes are a matter of taste, not of what is marked up.
            let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
            for event in Parser::new_ext(&page, options) {
                match event {
                    Event::Text(part) => text.push_str(&part),
                    Event::Start(
                        Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell,
                    )
                    | Event::End(_) => {}
                    other => panic!("{other:?} in {page}"),
                }
            }
            assert_eq!(text, format!("a{hostile}"));
        }
    }
}
