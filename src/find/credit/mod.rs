//! Credits: who is said to have made, sent, edited or passed on the text. One file per place where they
//! stand; what they mean for the chain is not decided here.

mod agency;
pub mod alone;
mod article;
mod bare;
mod beside;
mod between;
mod bracket;
mod byline;
pub mod caption;
pub mod closing;
pub mod cue;
pub mod dateline;
mod day;
mod desk;
mod dispatch;
mod enclosed;
mod figure;
pub mod flood;
mod forename;
pub mod given;
pub mod group;
mod hyphen;
mod isolated;
pub mod joined;
mod label;
mod last_word;
mod lead;
mod lettered;
mod line;
mod listed;
mod mailed;
mod marks;
mod masthead;
mod nearby;
mod numbered;
mod organisation;
mod outlying;
mod paper;
pub mod parts;
mod person;
mod phrases;
mod preceding;
mod proper;
mod referent;
mod relay;
mod release;
mod run;
mod sides;
mod signature;
mod slashes;
mod slot;
mod source;
mod stacked;
mod staff;
mod stamped;
pub mod structured;
mod subject;
mod tail;
mod title;
mod translation;
mod unnamed;
mod unregistered;
mod writers;

use crate::document::{Block, Kind, Place};
use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::record::{Evidence, Role};
use crate::text::{Span, places};

use super::term::longest;
use super::view::{Lines, View};

/// Where a credit stands: how sure it is comes from this (`rules/weights.yaml`, `credits`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// At the head of a paragraph, before a dash: `PLACE (CODE) -`.
    Dateline,
    /// At the end of a paragraph: `(CODE/initials)`, `-- CODE`.
    Closing,
    /// Behind a label: *Source: …*.
    SourceLine,
    /// In the place of the author, or on a line that holds nothing but credits.
    Byline,
    /// In the running text: *told X*.
    Cue,
    /// In the markup or the metadata.
    Structured,
    /// A statement about where the text came out: *originally published by X*.
    Syndication,
}

/// What the words around a name say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It sent the text.
    Sent,
    /// It is the source.
    Source,
    /// A statement was given to it.
    Told,
    /// Its report is told on.
    Quoted,
    /// It told on the report of another, which is credited too.
    Relayed,
    /// The text came out there first.
    Original,
    /// The text holds its copy beside other copy.
    Material,
    /// It passed the text on.
    Provided,
    /// The text was passed on in its name.
    Behalf,
    /// The text came out there again.
    Reprinted,
    /// It is credited for a picture.
    Photo,
}

/// Who a name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An organisation of the registry, by its id.
    Organisation(String),
    /// A name of several organisations, of which nothing says which is meant; the id of one of them.
    Ambiguous(String),
    /// A name that the registry does not know.
    Unknown,
    /// Agencies without a name (*with inputs from agencies*).
    Unnamed,
    /// A person.
    Person(Role),
}

/// One name of a credit, as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// As printed, white space as single spaces.
    pub printed: String,
    /// Who that is.
    pub who: Who,
    /// What stands between it and the name before it: `/`, `=`, `,`, `v` for *via*.
    pub joined: char,
    /// BCP 47 tag of the language that a translator translated from.
    pub source_language: Option<String>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// Names that are credited together.
#[derive(Debug, Clone, PartialEq)]
pub struct Credit {
    /// Where it stands.
    pub slot: Slot,
    /// What is said of the names.
    pub relation: Relation,
    /// In the order of the text.
    pub names: Vec<Name>,
    /// Product or desk code beside an agency in a dateline (`dpa/lno`), as printed.
    pub desk: Option<String>,
    /// Whether it stands near the beginning or the end of the text, where an article says where it comes
    /// from.
    pub edge: bool,
}

/// The most bytes of a text that count as its beginning, and as its end.
const HEAD: usize = 1_500;
const TAIL: usize = 1_000;

/// Reads the labelled credits and the cues of a line. `hits` are its words in all languages.
pub fn read(view: &View<'_>, line: Span, hits: &[Hit], lines: &mut Lines) -> Vec<Credit> {
    let kept = longest(&phrases::apart(hits));
    let related = kept
        .iter()
        .any(|hit| hit.word == Word::Label(Label::Related) && hit.span.start <= line.start + 3);
    // *Read More Source: X*: two buttons that were glued.
    let sourced = kept.iter().any(|hit| {
        hit.word == Word::Label(Label::Source)
            && hit.span.start > line.start + 3
            && view.folded(Span::new(hit.span.end, line.end)).starts_with(':')
    });
    if related && !sourced || is_menu(view, line) {
        return Vec::new();
    }
    let mut all = label::read(view, line, &kept, lines);
    figure::without(view, line, &kept, &mut all);
    if !is_caption(view, line) {
        all.extend(cue::read(view, line, &kept, lines));
    }
    if !all.is_empty() && !article::holds(view, line) {
        all.clear();
    }
    all
}

/// Datelines at the heads of paragraphs, closing marks at their ends, and lines that hold nothing but
/// credits.
pub fn unlabelled(view: &View<'_>, lines: &mut Lines) -> Vec<Credit> {
    let mut all = Vec::new();
    if view.plain {
        let text = view.folded.text.as_str();
        let mut paragraphs: Vec<Span> = Vec::new();
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
        for end in ends.take(HEAD_LINES) {
            paragraphs.push(Span::new(start, end));
            start = end + 1;
        }
        let mut tail: Vec<Span> = Vec::new();
        let mut end = text.len();
        let breaks = memchr::memrchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([0]);
        for start in breaks.take(TAIL_LINES) {
            let span = Span::new(start, end);
            if paragraphs.last().is_none_or(|last| span.start > last.start) {
                tail.push(span);
            }
            end = start.saturating_sub(1);
        }
        paragraphs.extend(tail.into_iter().rev());
        for span in paragraphs {
            let first = all.len();
            paragraph(view, span, lines, &mut all);
            if is_edge(view, span) {
                set_apart(view, span, first, lines, &mut all);
            }
            if is_edge(view, span) {
                all.extend(given::read(view, view.trim(span), lines));
            }
        }
        parts::without(&mut all);
        return all;
    }
    let body = view.passage.blocks.iter().filter(|block| {
        matches!(block.kind, Kind::Paragraph | Kind::Heading)
            && matches!(block.place, Place::Body | Place::Header)
    });
    for block in body.take(2_000) {
        let raw = block.span.of(view.text);
        if raw.len() > ALONE
            && !raw.contains(['(', '（', '/', '【', '[', '<', '-', '–', '—', '.', '।'])
        {
            continue;
        }
        if let Some(span) = view.from_text(block.span) {
            let first = all.len();
            paragraph(view, span, lines, &mut all);
            if all.len() > first && !article::holds(view, span) {
                all.truncate(first);
            }
        }
    }
    for span in edges(view) {
        set_apart(view, span, 0, lines, &mut all);
        all.extend(given::read(view, span, lines));
    }
    parts::without(&mut all);
    all
}

/// Adds the agency that is set apart within a line, unless one of the credits from `first` on names it.
fn set_apart(view: &View<'_>, span: Span, first: usize, lines: &mut Lines, all: &mut Vec<Credit>) {
    if numbered::is_note(view, view.trim(span)) {
        return;
    }
    let own = all.get(first..).unwrap_or(&[]);
    let named = |id: &str, printed: &str| {
        let is = |name: &Name| match &name.who {
            Who::Organisation(known) | Who::Ambiguous(known) => {
                known == id || name.printed == printed
            }
            _ => false,
        };
        own.iter().flat_map(|credit| &credit.names).any(is)
    };
    let apart = isolated::read(view, span, &named, lines);
    all.extend(apart);
    if view.passage.blocks.is_empty() && !is_outmost(view, span) {
        return;
    }
    all.extend(byline::read(view, span, lines));
    // Behind the last sentence of a line that ends with one stands nobody.
    let sentence = closing::ends_sentence(view, span);
    let clause = (!sentence).then(|| signature::last_clause(view, span)).flatten();
    let signed = clause.and_then(|clause| {
        signature::closing(view, clause, lines)
            .or_else(|| signature::stationed(view, clause, lines))
            .or_else(|| signature::dated(view, clause, lines))
            .or_else(|| signature::agency(view, clause, lines))
            .or_else(|| signature::alone(view, clause, lines))
    });
    let line = view.trim(span);
    all.extend(
        signed
            .or_else(|| staff::closing(view, line, lines))
            .or_else(|| stamped::read(view, line, lines))
            .or_else(|| marks::alone(view, line, lines))
            .or_else(|| mailed::read(view, line, lines)),
    );
}

/// Whether a paragraph is among the first or the last of a text, where its author is named.
fn is_outmost(view: &View<'_>, span: Span) -> bool {
    span.start < OUTMOST || span.end + OUTMOST > view.folded.text.len()
}

/// How far from the beginning of a text, and from its end, the line of its author stands, in bytes.
const OUTMOST: usize = 500;

/// The paragraphs of a page where an article says where it comes from: up to the second long one, and from the
/// last but one.
fn edges(view: &View<'_>) -> Vec<Span> {
    let body = |block: &&Block| block.place == Place::Body && block.kind == Kind::Paragraph;
    let long: Vec<usize> = view
        .passage
        .blocks
        .iter()
        .filter(body)
        .filter(|block| block.span.len() >= article::LONG)
        .map(|block| block.span.start)
        .collect();
    let head = long.get(1).copied().unwrap_or(usize::MAX);
    let tail = long.len().checked_sub(2).and_then(|at| long.get(at)).copied().unwrap_or(0);
    let near = |block: &&Block| block.span.start <= head || block.span.start >= tail;
    let blocks = view.passage.blocks.iter().filter(body).filter(near);
    let spans = blocks.filter_map(|block| view.from_text(block.span));
    spans.filter(|span| article::holds(view, *span)).take(EDGES).collect()
}

/// The most paragraphs of a page that are looked at as its edges.
const EDGES: usize = 40;

/// How many lines of a plain text are looked at, at its head and at its end.
const HEAD_LINES: usize = 8;
const TAIL_LINES: usize = 12;
/// The most bytes of a line that holds nothing but credits.
const ALONE: usize = 160;
/// The most bytes, and words, of a line that credits agencies without a name.
const UNNAMED: usize = 64;
const UNNAMED_WORDS: usize = 12;
/// The most bytes of a line of initials.
const INITIALS: usize = 24;
/// How far the name may reach that begins within as many, in bytes.
const REACH: usize = 64;

fn paragraph(view: &View<'_>, span: Span, lines: &mut Lines, all: &mut Vec<Credit>) {
    let span = view.trim(span);
    if span.is_empty() || all.len() > view.limits.findings || numbered::is_note(view, span) {
        return;
    }
    if view.plain
        && span.len() <= INITIALS
        && !all.is_empty()
        && let Some(credit) = signature::initials(view, span, lines)
    {
        all.push(credit);
        return;
    }
    all.extend(stacked::quoted(view, span, lines));
    if let Some(credit) = stacked::read(view, span, lines) {
        all.push(credit);
        return;
    }
    // *juma avec ats*: a line of nothing else.
    if span.len() <= marks::MOST
        && view.folded(span).contains(' ')
        && let Some(names) = marks::small(view, span, false, lines)
    {
        let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
        all.push(Credit { slot, relation, names, desk, edge: true });
        return;
    }
    // *Augustė Lyberytė*, and the day and hour of publication below.
    if view.plain
        && span.start < HEAD
        && span.len() <= REACH
        && let Some(writer) = day::before_day(view, span, lines)
    {
        let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
        all.push(Credit { slot, relation, names: vec![writer], desk, edge: true });
        return;
    }
    // Nothing is dearer than to look: most paragraphs begin and end with no name at all.
    let head = Span::new(span.start, view.floor((span.start + ALONE).min(span.end)));
    let tail = Span::new(view.ceil(span.end.saturating_sub(ALONE).max(span.start)), span.end);
    let reach = Span::new(head.start, view.ceil((head.end + REACH).min(span.end)));
    let near = view.ceil(span.start + 2 * ALONE + 1).min(span.end);
    if let Some(open) = places(view.folded(Span::new(span.start, near)), "【").next()
        && let Some(credit) = dispatch::staff(view, Span::new(span.start + open, span.end), lines)
    {
        all.push(credit);
    }
    let first = view.first_name(reach).filter(|first| *first < head.len());
    let ends = view.first_name(tail).is_some()
        || view.folded(tail).trim_end_matches(['.', ' ']).ends_with(')');
    let text = view.folded(head);
    let coded = text.contains(") -") || text.starts_with(['[', '(']) && text.contains('=');
    if first.is_none() && !ends && !coded {
        // *ORF.at/Agenturen*: a short line may credit agencies without a name.
        let short = span.len() <= UNNAMED && view.folded(span).split(' ').count() <= UNNAMED_WORDS;
        let own = if short { beside::read(view, span, lines) } else { None };
        let own = own
            .or_else(|| unnamed::dateline(view, span, lines))
            .or_else(|| unnamed::closing(view, span, lines));
        let slash = short || view.folded(tail).contains('/');
        all.extend(own.or_else(|| {
            slash.then(|| {
                last_word::slashed(view, tail, lines)
                    .or_else(|| last_word::desk(view, span, lines))
                    .or_else(|| marks::behind_sentence(view, span, false, lines))
            })?
        }));
        return;
    }
    // *Data Processing Agreement (DPA)*, and no other name behind it.
    if let Some(first) = first
        && (bracket::is_only_abbreviation(view, span, span.start + first)
            || bracket::is_listed(view, span, span.start + first))
    {
        return;
    }
    // No running text stands before the name in a dateline, but for the day of the week beside a date.
    let begins = coded
        || first.is_some_and(|first| {
            let before = Span::new(head.start, head.start + first);
            view.folded(before).contains(|c: char| c.is_ascii_digit())
                || !group::runs(view.original(before))
        });
    // `القدس/ محمد نسيم/ الأناضول …`, `BRASÍLIA / AFP O porto …`: of the form of their own.
    if begins && let Some(credit) = slashes::read(view, span, lines) {
        all.push(credit);
        return;
    }
    // `mje/Reuters/AFP`: parts between slashes and nothing else are no dateline.
    let slashed = || span.len() <= ALONE && text_is_slashed(view.original(span));
    // In the middle of a page a line of its own is a heading, or below a picture.
    let edge = view.passage.blocks.is_empty() || is_edge(view, span);
    if begins
        && edge
        && slashed()
        && let Some(credit) = alone::read(view, span, lines)
    {
        all.push(credit);
        return;
    }
    let dateline = if begins { dateline::read(view, span, lines) } else { Vec::new() };
    if dateline.is_empty()
        && edge
        && span.len() <= ALONE
        && let Some(credit) = alone::read(view, span, lines)
    {
        all.push(credit);
        return;
    }
    // *…<br/> 新华社贝尔格莱德1月28日电…*: behind a title that an extractor has glued to it.
    let dateline = match first {
        Some(first) if dateline.is_empty() && first > 0 => {
            let rest = Span::new(span.start + first, head.end);
            let day = view.floor((rest.start + REACH).min(rest.end));
            let dated =
                view.folded(Span::new(rest.start, day)).contains(|c: char| c.is_ascii_digit());
            dated.then(|| dispatch::read(view, rest, lines)).flatten().unwrap_or_default()
        }
        _ => dateline,
    };
    // *NEW DELHI (Agencies) - …*
    let dateline = if dateline.is_empty() && coded && first.is_none() {
        unnamed::dateline(view, span, lines).into_iter().collect()
    } else {
        dateline
    };
    let dispatch = !dateline.is_empty();
    all.extend(dateline);
    all.extend(
        marks::before_agency(view, span, lines)
            .or_else(|| closing::read(view, span, lines))
            .or_else(|| marks::behind_sentence(view, span, dispatch, lines))
            .or_else(|| last_word::desk(view, span, lines).filter(|_| is_edge(view, span)))
            .or_else(|| beside::read(view, span, lines)),
    );
    let names = writers::before_brackets(view, span, lines);
    if !names.is_empty() {
        let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
        all.push(Credit { slot, relation, names, desk, edge: true });
    }
}

/// Whether a stretch is parts between slashes, none of them running text.
fn text_is_slashed(printed: &str) -> bool {
    // `[키이우=AP/뉴시스]…`: a dateline.
    let dateline = printed.starts_with(['[', '【', '〈']);
    printed.contains('/')
        && !dateline
        && !printed.contains("//")
        && printed.split_whitespace().count() <= 4
}

/// Whether a place of the folded text is near the beginning or the end of the article: in a page, which has
/// much around its article, with no long paragraph before it or at most one after it.
pub(super) fn is_edge(view: &View<'_>, at: Span) -> bool {
    if view.passage.blocks.is_empty() {
        return at.start < HEAD || at.end + TAIL > view.folded.text.len();
    }
    let place = view.folded.to_text(at).start;
    let (mut before, mut after) = (0, 0);
    for block in &view.passage.blocks {
        let long = article::is_long(block);
        if long && block.span.end <= place {
            before += 1;
        } else if long && block.span.start > place {
            after += 1;
        }
        if before > 1 && after > 1 {
            return false;
        }
    }
    true
}

/// Whether something that was said stands where a page tells what its article as a whole is about: before the end of
/// the first long paragraph of a short one. Elsewhere it is one statement among others.
pub(super) fn is_lead(view: &View<'_>, at: Span) -> bool {
    let place = view.folded.to_text(at).start;
    let mut long = view.passage.blocks.iter().filter(|block| article::is_long(block));
    let first = long.next();
    first.is_none_or(|first| first.span.end > place) && long.nth(LEAD - 1).is_none()
}

/// The most long paragraphs of a short article.
const LEAD: usize = 4;

/// Whether a line is a caption or the credit of a picture.
pub(super) fn is_caption(view: &View<'_>, line: Span) -> bool {
    view.block(line.start).is_some_and(|block| block.kind == Kind::Caption)
}

/// Whether words speak of a picture and of no text: *File Photo*, but not *Text und Foto*.
pub(super) fn is_pictured(hits: &[Hit]) -> bool {
    let has = |label| hits.iter().any(|hit| hit.word == Word::Label(label));
    has(Label::Photo) && !has(Label::Reporter)
}

fn is_menu(view: &View<'_>, line: Span) -> bool {
    view.block(line.start).is_some_and(|block| {
        matches!(block.place, Place::Navigation | Place::Aside | Place::Teaser)
    })
}

/// A name with its evidence.
pub(super) fn name(view: &View<'_>, span: Span, who: Who, joined: char, lines: &mut Lines) -> Name {
    let printed = view.original(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let evidence = view.evidence(span, span, lines);
    Name { printed, who, joined, source_language: None, evidence }
}
