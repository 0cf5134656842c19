//! Document → findings: one pass of the literal scanner over the folded text, then everything dearer only
//! in the lines where it found something. One file per kind of statement.

pub mod bag;
pub mod belonging;
pub mod circumstance;
pub mod clause;
pub mod creative_commons;
pub mod credit;
pub mod disguise;
pub mod grantor;
pub mod join;
pub mod language;
pub mod licence;
pub mod lines;
pub mod list;
pub mod modality;
pub mod name;
pub mod notice;
mod related;
pub mod sentence;
pub mod term;
pub mod view;
pub mod worth;
pub mod year;

use crate::document::{Document, Passage, Place};
use crate::lexicon::Lexicon;
use crate::lexicon::matcher::{Hit, Places};
use crate::lexicon::word::Word;
use crate::limits::{Limits, keep};
use crate::record::{Channel, Feature, Licence, Modality, Notice, OVERFLOW, Party, Problem, Term};
use crate::text::{Folded, Span};

use credit::{Credit, Name, Who};
use lines::{Opened, Worth};
use view::{Lines, View};

/// Everything found in a document, before the credits are made a chain.
#[derive(Debug, Default)]
pub struct Findings {
    /// Claims of copyright.
    pub notices: Vec<Notice>,
    /// What may and may not be done.
    pub terms: Vec<Term>,
    /// Named licences.
    pub licences: Vec<Licence>,
    /// Credits, in the order of the text.
    pub credits: Vec<Credit>,
    /// The language of the text.
    pub language: Option<String>,
    /// What was left out, and why.
    pub problems: Vec<Problem>,
}

/// The working memory of one worker, reused from document to document.
#[derive(Debug, Default)]
pub struct Scratch {
    folded: Folded,
    worth: Worth,
    places: Places,
}

/// Finds the statements of a document.
pub fn find(
    document: &Document,
    lexicon: &Lexicon,
    limits: &Limits,
    scratch: &mut Scratch,
) -> Findings {
    let mut findings = Findings::default();
    // Whether the language was told by more than a title.
    let mut certain = false;
    let long =
        |passage: &Passage| passage.channel == Channel::Text && !language::is_short(passage.text());
    let only = !document.passages.iter().any(long);
    for written in &document.passages {
        let mended = disguise::mend(written);
        let passage = mended.as_ref().map_or(written, |mended| &mended.passage);
        let before = (findings.notices.len(), findings.terms.len());
        let text = passage.text();
        scratch.folded.fill(text, written.reading.is_none());
        let places = &mut scratch.places;
        lexicon.matcher.gates(&scratch.folded, text, places);
        places.licences.truncate(limits.findings);
        let mut lines =
            lines::Lines::new(&scratch.folded, &mut scratch.worth, lexicon, &places.names);
        lexicon.matcher.each_gate(places, &mut |gate| lines.word(&gate));
        lines.finish();
        let plain = written.reading.is_none();
        if !certain && passage.channel == Channel::Text {
            let names = &scratch.places.names;
            let own = language::of(lexicon, &scratch.folded, text, names, only);
            certain = own.is_some() && !language::is_short(&scratch.folded.text);
            findings.language = own.or(findings.language);
        }
        let spoken = findings.language.as_deref().or(document.declared_language.as_deref());
        let countries = lexicon.countries(spoken);
        let folded = &scratch.folded;
        let names = Some(scratch.places.names.as_slice());
        let view = View { passage, text, folded, lexicon, limits, countries, names, plain };
        list::headings(&view, &mut scratch.worth.lines);
        read(&view, (&scratch.worth, &scratch.places.licences), &mut findings);
        let changed = mended.as_ref().map_or(&[][..], |mended| mended.changed.as_slice());
        report_disguise(&written.source, changed, before, &mut findings);
    }
    if !document.origins.is_empty() {
        let spoken = findings.language.as_deref().or(document.declared_language.as_deref());
        let countries = lexicon.countries(spoken);
        let (credits, whole) =
            credit::structured::all(&document.origins, lexicon, limits, countries);
        findings.credits.extend(credits);
        if !whole {
            overflow(&mut findings, "authors");
        }
    }
    reserve_rest(&mut findings);
    if let Some(declared) = &document.declared_language {
        let declared = declared.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        let known = |tag: &str| tag == declared || tag.split('-').next() == Some(declared.as_str());
        // What was read is surer than what was declared; the declaration fills the gap.
        if findings.language.is_none() {
            let fits = lexicon.tongues.iter().find(|language| known(&language.language));
            findings.language = fits
                .map(|language| language.language.clone())
                .or((!declared.is_empty()).then_some(declared));
        }
    }
    bound(&mut findings, limits);
    findings
}

/// Who claims the rights and allows something only in return for the credit forbids it without: the same
/// words with no claim beside them are an invitation.
fn reserve_rest(findings: &mut Findings) {
    let keeps = |notice: &Notice| {
        notice.all_rights_reserved
            || notice.circumstances.iter().any(|feature| {
                matches!(feature, Feature::Owned | Feature::Protected | Feature::Formula)
            })
    };
    if !findings.notices.iter().any(keeps) {
        return;
    }
    for term in &mut findings.terms {
        if term.modality == Modality::PermittedWithConditions
            && term.circumstances.contains(&Feature::OnlySo)
        {
            term.modality = Modality::Prohibited;
        }
    }
}

/// Says where a statement was not written as it is read. `before` is how many there were before this
/// passage.
fn report_disguise(
    source: &str,
    changed: &[Span],
    before: (usize, usize),
    findings: &mut Findings,
) {
    let notices = findings.notices.iter().skip(before.0).map(|notice| &notice.evidence);
    let terms = findings.terms.iter().skip(before.1).map(|term| &term.evidence);
    let found = notices.chain(terms).any(|evidence| {
        let span = Span::new(evidence.start, evidence.end);
        changed.iter().any(|changed| changed.overlaps(span)) || disguise::hides(span.of(source))
    });
    let message = "a statement is not written as it is read: hidden characters, letters that look alike, letters set apart";
    let problem = Problem::new("disguised-text", message);
    if found && !findings.problems.contains(&problem) {
        findings.problems.push(problem);
    }
}

/// Reads the lines of one passage that can state anything.
fn read(view: &View<'_>, (worth, leads): (&Worth, &[usize]), findings: &mut Findings) {
    let mut lines = Lines::default();
    let credits = findings.credits.len();
    for licence in licence::of_links(view) {
        push_licence(view, licence, &mut lines, findings);
    }
    let mut read_to = 0;
    let mut places = Vec::new();
    // Text made to look like a thousand statements is read up to a bound, and that is said.
    let most = view.limits.findings * 50;
    let mut count = 0;
    for (whole, opened) in &worth.lines {
        // A line without end is read in pieces.
        let mut from = whole.start.max(read_to);
        while from < whole.end {
            if count == most {
                overflow(findings, "lines");
                break;
            }
            count += 1;
            let line = view.piece(Span::new(from, whole.end));
            from = line.end;
            read_to = line.end;
            let line = list::extend(view, line, &mut read_to);
            from = from.max(read_to.min(whole.end));
            // A list is read as one statement.
            let listed = || view.folded(line).contains('\n');
            if *opened == Opened::Term
                && !listed()
                && !worth::speaks_within(view, line, &worth.moods)
            {
                continue;
            }
            read_line(view, (line, leads), &mut lines, (findings, &mut places));
        }
    }
    join::blocks(view, &mut findings.notices, &places, &mut lines, |name| party(view, name));
    read_licences(view, leads, &mut lines, findings);
    if view.passage.channel == Channel::Text {
        let cued = findings.credits.len();
        findings.credits.extend(credit::unlabelled(view, &mut lines));
        credit::parts::without_repeated(&mut findings.credits, cued);
        findings.credits.extend(credit::caption::read(view, &mut lines));
        if credit::flood::hides(view, findings.credits.get(credits..).unwrap_or(&[])) {
            overflow(findings, "names of a list");
        }
        related::without(view, &mut findings.credits, credits);
        credit::parts::without_pictured(&mut findings.credits);
    }
}

fn read_line(
    view: &View<'_>,
    (line, leads): (Span, &[usize]),
    lines: &mut Lines,
    (findings, places): (&mut Findings, &mut Vec<Span>),
) {
    let hits = view.lexicon.matcher.words(view.folded, view.text, line);
    if !worth::states(view, line, &hits) {
        return;
    }
    let place = view.block(line.start).map_or(Place::Body, |block| block.place);
    let comment = place == Place::Comment;
    let channel = if comment { Channel::HtmlMeta } else { view.passage.channel };
    let rights = matches!(view.passage.channel, Channel::Text | Channel::Metadata);
    let marks = hits.iter().any(|hit| {
        matches!(
            hit.word,
            Word::Mark
                | Word::Copyright
                | Word::RightsReserved
                | Word::Owned
                | Word::Belongs
                | Word::Protected
        )
    });
    // A comment is not seen by a reader: its copyright is of the template or a script, its terms count.
    let first = (findings.notices.len(), findings.terms.len());
    let mut named: Vec<Span> = Vec::new();
    if marks && rights && !comment {
        for notice in notice::read(view, line, &hits) {
            named.extend(notice.holder);
            places.push(notice.span);
            let reading = Notice {
                holder: notice.holder.map(|holder| party(view, holder)),
                years: notice.years,
                all_rights_reserved: notice.all_rights_reserved,
                channel,
                confidence: notice.confidence,
                circumstances: notice.features,
                evidence: view.evidence(notice.span, notice.holder.unwrap_or(notice.span), lines),
            };
            findings.notices.push(reading);
        }
    }
    // A ministry that owns the text does not report on it: what is part of a holder's name says nothing.
    let hits: Vec<Hit> = hits
        .into_iter()
        .filter(|hit| {
            !(matches!(hit.word, Word::Reporting | Word::Elsewhere | Word::Speaker | Word::Weak(_))
                && named.iter().any(|name| name.contains(hit.span)))
        })
        .collect();
    let claimed = findings.notices.len() > first.0;
    let extended = view.folded(line).contains('\n');
    let sentences = if extended { vec![view.trim(line)] } else { sentence::of(view, line, &hits) };
    for sentence in sentences {
        let mut inside: Vec<Hit> =
            hits.iter().filter(|hit| sentence.contains(hit.span)).copied().collect();
        if !worth::speaks(&inside, view.lexicon.shared(), claimed) {
            continue;
        }
        licence::without_names(view, sentence, leads, &mut inside);
        let told = sentence::told(sentence, &hits);
        for term in sentence::terms(view, (sentence, line), &inside, (claimed, &told)) {
            let evidence = view.evidence(term.span, term.focus, lines);
            let scope = inside.iter().any(|hit| hit.word == Word::Ours).then(|| "site".to_owned());
            findings.terms.push(Term {
                modality: term.modality,
                actions: term.actions,
                ai_specific: term.ai_specific,
                condition: term.condition,
                grantor: term.grantor.map(|grantor| party(view, grantor)),
                agents: vec!["*".to_owned()],
                scope,
                channel,
                confidence: term.confidence,
                circumstances: term.features,
                evidence,
            });
        }
    }
    owner_of_leave(findings, first);
    let labels = hits.iter().filter(|hit| matches!(hit.word, Word::Label(_))).count();
    if (labels > 0 || view.folded(line).contains(':'))
        && view.passage.channel == Channel::Text
        && !comment
        && !matches!(place, Place::Navigation | Place::Aside | Place::Teaser)
        && !(place == Place::Footer && !marks && is_prose(view, line, &hits))
    {
        let read = credit::read(view, line, &hits, lines);
        if labels > credit::cue::CUES && is_left_out(view, line, &hits, lines, &read) {
            overflow(findings, "words of credit in a line");
        }
        findings.credits.extend(read);
    }
}

/// Whether a house of the registry is credited by the words of a line behind the first [`credit::cue::CUES`] and was not `read`.
fn is_left_out(
    view: &View<'_>,
    line: Span,
    hits: &[Hit],
    lines: &mut Lines,
    read: &[Credit],
) -> bool {
    let labels = hits.iter().filter(|hit| matches!(hit.word, Word::Label(_)));
    let mut starts: Vec<usize> = labels.map(|hit| hit.span.start).collect();
    starts.sort_unstable();
    let firsts: Vec<usize> =
        starts.chunks(credit::cue::CUES).filter_map(|part| part.first().copied()).collect();
    let read_names: Vec<&Who> =
        read.iter().flat_map(|one| &one.names).map(|name| &name.who).collect();
    firsts.iter().enumerate().skip(1).any(|(at, first)| {
        let end = firsts.get(at + 1).copied().unwrap_or(line.end);
        let part = hits.iter().filter(|hit| (*first..end).contains(&hit.span.start));
        let part: Vec<Hit> = part.copied().collect();
        credit::read(view, line, &part, lines).iter().any(|credit| {
            credit.names.iter().any(|name| {
                matches!(name.who, Who::Organisation(_)) && !read_names.contains(&&name.who)
            })
        })
    })
}

/// *We use cookies. Source: X*: whether running text stands before the first label of a line. At the foot of a page that
/// is of the site.
fn is_prose(view: &View<'_>, line: Span, hits: &[Hit]) -> bool {
    let labels = hits.iter().filter(|hit| matches!(hit.word, Word::Label(_)));
    let first = labels.map(|hit| hit.span.start).min();
    first.is_some_and(|at| {
        credit::group::runs(view.original(Span::new(line.start, at.max(line.start))))
    })
}

/// Who may give leave is who owns it: where the notice of a line names no holder and a restriction of
/// the same line names somebody by a proper name, it is theirs. `first` is where the line's begin.
fn owner_of_leave(findings: &mut Findings, first: (usize, usize)) {
    let proper = |party: &&Party| party.name.starts_with(char::is_uppercase);
    let restrictive = findings.terms.iter().skip(first.1).filter(|term| term.modality.restricts());
    let Some(owner) = restrictive.filter_map(|term| term.grantor.as_ref()).find(proper).cloned()
    else {
        return;
    };
    for notice in findings.notices.iter_mut().skip(first.0).filter(|notice| notice.holder.is_none())
    {
        notice.holder = Some(owner.clone());
    }
}

/// The sentences that name a licence.
fn read_licences(view: &View<'_>, leads: &[usize], lines: &mut Lines, findings: &mut Findings) {
    let mut read_to = 0;
    for at in leads.iter().copied() {
        if at < read_to {
            continue;
        }
        let at = Span::new(at, at + 1);
        let sentence = view.sentence(at);
        read_to = sentence.end;
        if view.block(sentence.start).is_some_and(|block| block.place == Place::Comment) {
            continue;
        }
        let mut hits = view.lexicon.matcher.words(view.folded, view.text, sentence);
        let shared = view.lexicon.shared();
        let languages = sentence::candidates(&hits, shared);
        // What is denied or reported is so in the language of the sentence: a small word has other meanings
        // elsewhere.
        hits.retain(|hit| {
            matches!(hit.word, Word::Licensed | Word::Label(_))
                || languages.contains(&hit.language)
                || Some(hit.language) == shared
        });
        for licence in licence::read(view, sentence, view.line(at), &hits) {
            push_licence(view, licence, lines, findings);
        }
    }
}

fn push_licence(
    view: &View<'_>,
    reading: licence::Reading,
    lines: &mut Lines,
    findings: &mut Findings,
) {
    let evidence = match reading.place {
        licence::At::Folded(span) => view.evidence(span, span, lines),
        licence::At::Source(span) => {
            let (line, column) = lines.place(&view.passage.source, span.start);
            let quote: String =
                span.of(&view.passage.source).chars().take(view.limits.quote_characters).collect();
            crate::record::Evidence {
                field: view.passage.field.clone(),
                start: span.start,
                end: span.start + quote.len(),
                line,
                column,
                quote,
            }
        }
    };
    let channel =
        if view.passage.channel == Channel::Text { reading.channel } else { view.passage.channel };
    let licence = Licence {
        id: reading.id,
        url: reading.url,
        channel,
        confidence: reading.confidence,
        circumstances: reading.features,
        evidence,
    };
    let same = |other: &Licence| other.id == licence.id && other.channel == licence.channel;
    if !findings.licences.iter().any(same) {
        findings.licences.push(licence);
    }
}

/// The party of a name in the folded view.
fn party(view: &View<'_>, name: Span) -> Party {
    let printed = view.original(name).split_whitespace().collect::<Vec<_>>().join(" ");
    view.lexicon.organisations.party(&printed)
}

/// Keeps each kind within its bound, and says what was left out.
fn bound(findings: &mut Findings, limits: &Limits) {
    let most = limits.findings;
    let over = [
        ("notices", findings.notices.len()),
        ("terms", findings.terms.len()),
        ("licences", findings.licences.len()),
        ("credits", findings.credits.len()),
    ];
    for (kind, count) in over {
        if count > most {
            overflow(findings, kind);
        }
    }
    // Restrictions go before permissions: what is left out must not make the rest look milder.
    if findings.terms.len() > most {
        findings.terms.sort_by_key(|term| !term.modality.restricts());
    }
    findings.notices.truncate(most);
    findings.terms.truncate(most);
    findings.licences.truncate(most);
    let known = |name: &Name| matches!(name.who, Who::Organisation(_));
    keep(&mut findings.credits, most, |credit| credit.names.iter().any(known));
}

/// Says that more of a kind was found than is kept.
pub fn overflow(findings: &mut Findings, kind: &str) {
    let message = format!("more {kind} than are kept for one document; the rest is left out");
    let problem = Problem::new(OVERFLOW, message);
    if !findings.problems.contains(&problem) {
        findings.problems.push(problem);
    }
}
