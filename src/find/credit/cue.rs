//! Credits in sentences: *told X*, *quoted from X*, *originally published by X*, *X contributed to this
//! report*, *distributed by X on behalf of Y*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::{Span, is_hiragana};

use super::super::view::{Lines, View};
use super::agency::beside;
use super::referent::names;
use super::{
    Credit, Relation, Slot, Who, is_edge, is_lead, listed, masthead, name, nearby, organisation,
    paper, parts, relay, signature,
};
/// The most bytes of an article or a pronoun before the word for a text.
const ARTICLE: usize = 5;
/// The most labels of one line that are looked at: more are a list, or made to be many.
pub const CUES: usize = 48;

/// The credits that the cues of a line lead to.
pub fn read(view: &View<'_>, line: Span, hits: &[Hit], lines: &mut Lines) -> Vec<Credit> {
    let mut all: Vec<Cued> = Vec::new();
    let cues = hits.iter().filter(|hit| matches!(hit.word, Word::Label(_)));
    for hit in cues.take(CUES) {
        let Word::Label(label) = hit.word else { continue };
        if label == Label::Agency
            && (is_office(view, hit, hits)
                || is_bracketed(view, line, hit)
                || is_pictured(view, line, hit, hits))
        {
            continue;
        }
        let led = (label == Label::Agency).then(|| led_by(view, hit, hits)).flatten();
        let relation = match label {
            Label::Told => Relation::Told,
            Label::TakenFrom | Label::Citing | Label::CitedBy => Relation::Quoted,
            Label::Original => Relation::Original,
            Label::Material => Relation::Material,
            Label::Provided => Relation::Provided,
            Label::Behalf => Relation::Behalf,
            Label::Reprinted => Relation::Reprinted,
            Label::Agency if led == Some(Label::Told) => Relation::Told,
            // *Mit Informationen von A sowie der Nachrichtenagenturen B, C und D*.
            Label::Agency if is_material(view, hit, hits) => Relation::Material,
            Label::Agency if led.is_some() || reports(view, hit, hits) => Relation::Quoted,
            _ => continue,
        };
        if statement(relation) && is_term(view, hit, hits) {
            continue;
        }
        // *Provided by:* is a label, and read as one.
        if view.folded(Span::new(hit.span.end, line.end)).trim_start().starts_with(':')
            && matches!(label, Label::Provided | Label::Original)
        {
            continue;
        }
        // *共同通信は…に配信する*: what somebody sends, in running words.
        if label == Label::Provided
            && hit.behind
            && view.folded(Span::new(hit.span.end, line.end)).starts_with(is_hiragana)
        {
            continue;
        }
        // Whom it was sent for is told beside who sent it.
        if label == Label::Behalf
            && !all.iter().any(|cued| cued.credit.relation == Relation::Provided)
        {
            continue;
        }
        let mut names = if label == Label::Agency {
            let first = beside(view, hit, lines);
            let more = first.as_ref().filter(|_| relation == Relation::Material);
            let more = more.map(|_| listed::following(view, hit, lines)).unwrap_or_default();
            // *the X and Y news agencies*: the earlier ones of a list before the word for them.
            let named = first.as_ref().and_then(|first| {
                let near =
                    Span::new(view.sentence(hit.span).start.min(hit.span.start), hit.span.start);
                let last = organisation::at_end(view, view.trim(near))?;
                (last.who() == first.who).then_some(Span::new(near.start, last.span.start))
            });
            let earlier = named.map(|before| listed::before(view, before, lines));
            earlier.unwrap_or_default().into_iter().chain(first).chain(more).collect()
        } else if relation == Relation::Quoted
            && let Some(signed) = nearby::signed(view, hit, line, lines)
        {
            signed
        } else {
            names(view, before_citing(view, line, hit, hits), hit, relation, lines)
        };
        if relation == Relation::Material && hit.slot.is_some() && !names.is_empty() {
            names.extend(listed::behind_slot(view, hit, lines));
        }
        if relation == Relation::Material && !hit.behind && !names.is_empty() {
            names.extend(signature::before_cue(view, line, hit.span.start, lines));
        }
        // *X, citing officials, …*: whoever is cited, the report is X's.
        let own = names.is_empty();
        if own && label == Label::Citing && !hit.behind && !introduces(view, hit, hits) {
            let start = view.sentence(hit.span).start.min(hit.span.start);
            let before = Span::new(start, hit.span.start);
            let found = organisation::last_named(view, before, &|found| {
                let between = view.folded(Span::new(found.span.end, hit.span.start));
                between.split_whitespace().count() <= 2
            });
            let title = || {
                let edge = found.is_none() && is_edge(view, hit.span);
                let before = || masthead::before(view, before);
                edge.then(|| {
                    paper::reporting(view, view.sentence(hit.span), hit.span, hits).or_else(before)
                })?
            };
            let title = title().map(|title| name(view, title, Who::Unknown, ' ', lines));
            names.extend(title);
            names.extend(found.map(|found| name(view, found.span, found.who(), ' ', lines)));
        }
        // *Weather data provided by X*: what the registry does not know must be said of the text itself.
        let beside_its_kind = label == Label::Agency;
        let said = statement(relation) && is_edge(view, hit.span);
        // *Ann Lee with files from Ben Cole, HarbourNews*: beside who wrote it.
        let written = relation == Relation::Material
            && is_edge(view, hit.span)
            && (names.iter().any(|name| matches!(name.who, Who::Person(_)))
                // *The Canadian Press, with files from the Larkhaven Free Press*: or behind an agency.
                || names.len() > 1 && matches!(names.first(), Some(first) if matches!(first.who, Who::Organisation(_))));
        let meant = beside_its_kind || written || said || of_text(view, hit, relation, hits);
        if relation != Relation::Behalf && !meant {
            names.retain(|name| !matches!(name.who, Who::Unknown | Who::Unnamed));
        }
        // *according to the U.S. Energy Office*: an abbreviation is nobody.
        names.retain(|name| {
            let letters = || name.printed.chars().filter(|c| c.is_alphabetic()).count();
            name.who != Who::Unknown || !name.printed.contains('.') || letters() > 2
        });
        if names.is_empty() {
            continue;
        }
        let slot = if statement(relation) { Slot::Cue } else { Slot::Syndication };
        let edge = if said { is_lead(view, hit.span) } else { is_edge(view, hit.span) };
        let credit = Credit { slot, relation, names, desk: None, edge };
        let label = led.filter(|led| *led != Label::Told).unwrap_or(label);
        all.push(Cued { credit, label, at: hit.span, own });
    }
    relay::direct(view, &mut all, hits, lines);
    let mut all: Vec<Credit> = all.into_iter().map(|cued| cued.credit).collect();
    // What is a part of a known name is none of its own.
    parts::without_unknown(&mut all);
    all
}

/// A line up to the words that lead to whom a report cites: *reports «X», citing Y* names X first.
fn before_citing(view: &View<'_>, line: Span, hit: &Hit, hits: &[Hit]) -> Span {
    if hit.word != Word::Label(Label::TakenFrom) || hit.behind || hit.slot.is_some() {
        return line;
    }
    let sentence = view.sentence(hit.span);
    let citing = hits.iter().find(|other| {
        other.word == Word::Label(Label::Citing)
            && other.language == hit.language
            && !other.behind
            && other.span.start > hit.span.end
            && sentence.contains(other.span)
    });
    Span::new(line.start, citing.map_or(line.end, |citing| citing.span.start))
}

/// A credit with the cue that led to it.
pub(super) struct Cued {
    pub(super) credit: Credit,
    pub(super) label: Label,
    pub(super) at: Span,
    /// Whether the name is of the one that reports, where the cue leads to nobody.
    pub(super) own: bool,
}

/// Whether a relation is that of something said, not of the text.
pub(super) const fn statement(relation: Relation) -> bool {
    matches!(relation, Relation::Told | Relation::Quoted)
}

/// *Материалы со ссылкой на «X» не подлежат воспроизведению …*: who is cited where leave is asked for texts is told
/// of their use, not of a report.
fn is_term(view: &View<'_>, hit: &Hit, hits: &[Hit]) -> bool {
    let sentence = view.sentence(hit.span);
    let holds = |word: &dyn Fn(&Word) -> bool| {
        hits.iter().any(|other| {
            other.language == hit.language && sentence.contains(other.span) && word(&other.word)
        })
    };
    holds(&|word| {
        matches!(word, Word::Consent | Word::Unauthorised | Word::Prohibit | Word::Unless(_))
    }) && holds(&|word| matches!(word, Word::Action(_)))
        && holds(&|word| matches!(word, Word::Content | Word::Ours))
}

/// Whether the sentence of a word for agencies tells on a report: it holds a word of telling on, or
/// one of reporting beside it.
fn reports(view: &View<'_>, hit: &Hit, hits: &[Hit]) -> bool {
    let sentence = view.sentence(hit.span);
    let words = |from: usize, to: usize| {
        view.folded(Span::new(from.min(to), to)).split_whitespace().count()
    };
    // *…, afirmou A. Nome, da Agência X*: whose somebody is.
    let before = view.folded(Span::new(sentence.start.min(hit.span.start), hit.span.start));
    let whose = before.trim_end().rsplit_once(' ').is_some_and(|(rest, word)| {
        let of = |other: &&Hit| {
            other.word == Word::Grantor
                && other.span.end + 1 == hit.span.start
                && other.span.len() == word.len()
        };
        rest.ends_with(',') && hits.iter().any(|other| of(&other))
    });
    let spoken =
        hits.iter().filter(|other| other.language == hit.language && sentence.contains(other.span));
    spoken.into_iter().any(|other| match other.word {
        Word::Label(Label::Told | Label::TakenFrom | Label::Citing | Label::CitedBy) => true,
        // Other words of reports are said of much: one right beside the agency and its name is meant of it.
        Word::Reporting if other.span.end <= hit.span.start => {
            !whose && words(other.span.end, hit.span.start) <= 8
        }
        Word::Reporting => words(hit.span.end, other.span.start) <= 1,
        _ => false,
    })
}

/// Whether an office stands right before a word for agencies: *the director of the agency X*. Behind a cue it is whom
/// something was said to: *told a correspondent of the agency X*.
fn is_office(view: &View<'_>, hit: &Hit, hits: &[Hit]) -> bool {
    let sentence = view.sentence(hit.span);
    let near = |other: &Hit| {
        let between = Span::new(other.span.end.min(hit.span.start), hit.span.start);
        sentence.contains(other.span)
            && other.span.end <= hit.span.start
            && view.folded(between).split_whitespace().count() <= 3
            && !view.folded(between).contains([',', ':', '"'])
    };
    let office = hits.iter().find(|other| other.word == Word::Label(Label::Office) && near(other));
    office.is_some_and(|office| {
        !hits.iter().any(|cue| {
            // *sagte BND-Sprecher A. Name der Nachrichtenagentur X*: the words of the cue stand on both sides.
            let around = cue.word == Word::Label(Label::Told)
                && cue.span.start < office.span.start
                && cue.slot.is_some_and(|slot| {
                    slot.start <= hit.span.start + 1 && slot.start > office.span.end
                });
            matches!(cue.word, Word::Label(Label::Told | Label::Citing | Label::CitedBy))
                && (around
                    || cue.span.end <= office.span.start && office.span.start - cue.span.end <= 16)
        })
    })
}

/// `Hannover (dts Nachrichtenagentur) –`: a word for agencies that closes brackets is part of a dateline.
fn is_bracketed(view: &View<'_>, line: Span, hit: &Hit) -> bool {
    let after = view.folded(Span::new(hit.span.end, line.end));
    let before = view.folded(Span::new(line.start, hit.span.start.max(line.start)));
    let inner = before.rsplit('(').next().unwrap_or("");
    after.starts_with(") -") && inner.len() < before.len() && inner.split(' ').count() <= 3
}

/// *(Foto: Ann Lee/Agência Porto/Porto Notícias)*: whether a word for agencies stands in the credit of a picture.
fn is_pictured(view: &View<'_>, line: Span, hit: &Hit, hits: &[Hit]) -> bool {
    let before = view.folded(Span::new(line.start, hit.span.start.max(line.start)));
    let open = before.rfind('(').filter(|open| before.rfind(')').is_none_or(|close| close < *open));
    open.is_some_and(|open| {
        let inside = line.start + open;
        hits.iter().any(|label| {
            label.word == Word::Label(Label::Photo)
                && (inside..hit.span.start).contains(&label.span.start)
        })
    })
}

/// Whether a word for agencies stands in the sentence of a cue for material that others sent, behind it.
fn is_material(view: &View<'_>, hit: &Hit, hits: &[Hit]) -> bool {
    let sentence = view.sentence(hit.span);
    hits.iter().any(|cue| {
        cue.word == Word::Label(Label::Material)
            && !cue.behind
            && cue.language == hit.language
            && sentence.contains(cue.span)
            && cue.span.end <= hit.span.start
    })
}

/// Whether a word for agencies stands right behind a cue: the name is then its.
fn introduces(view: &View<'_>, cue: &Hit, hits: &[Hit]) -> bool {
    hits.iter().any(|hit| {
        hit.word == Word::Label(Label::Agency)
            && hit.span.start >= cue.span.end
            && view.folded(Span::new(cue.span.end, hit.span.start)).split_whitespace().count() <= 3
    })
}

/// The most words between a cue and the word for agencies that it leads to: *citing the Harbour state-run news agency*.
const LED: usize = 4;

/// The cue right before a word for agencies, whose name the word introduces: *told the newspaper X*, *citing
/// the agency X*.
fn led_by(view: &View<'_>, hit: &Hit, hits: &[Hit]) -> Option<Label> {
    let sentence = view.sentence(hit.span);
    hits.iter().rev().find_map(|other| {
        let between = Span::new(other.span.end, hit.span.start);
        let Word::Label(label @ (Label::Told | Label::Citing | Label::CitedBy)) = other.word else {
            return None;
        };
        let near = other.language == hit.language
            && !other.behind
            && other.span.end <= hit.span.start
            && view.folded(between).split_whitespace().count() <= LED
            && sentence.contains(other.span);
        near.then_some(label)
    })
}

/// Whether a cue speaks of the text: it begins its sentence, or a word for content stands before it.
fn of_text(view: &View<'_>, hit: &Hit, relation: Relation, hits: &[Hit]) -> bool {
    let sentence = view.sentence(hit.span);
    let before = view.folded(Span::new(sentence.start, hit.span.start));
    before.trim_matches([' ', '(', '"', '-']).is_empty()
        || hits.iter().any(|other| {
            // *This story was provided by X*, but not *Weather data for this story was provided by X*.
            let reach = if relation == Relation::Provided { ARTICLE } else { usize::MAX };
            let bracket = usize::from(before.starts_with('('));
            matches!(other.word, Word::Content | Word::Ours)
                && other.span.start >= sentence.start
                && other.span.start - sentence.start <= reach.saturating_add(bracket)
                && other.span.start <= hit.span.start
        })
}
