//! What the words of a line can state at all: asked when all its words are known, before the grammar reads
//! them. Nothing is left out that the grammar could read a statement in (a test holds the two against one
//! another); what is left out costs no more than to look.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::{Hit, LanguageId};
use crate::lexicon::word::Word;
use crate::text::Span;

use super::lines::{Line, Mood};
use super::view::View;

/// Whether the words of a line can state anything. `hits` are all of them.
pub fn states(view: &View<'_>, line: Span, hits: &[Hit]) -> bool {
    let beside = |hit: &Hit, wanted: &dyn Fn(Word) -> bool| {
        hits.iter().any(|other| other.language == hit.language && wanted(other.word))
    };
    let (folded, lexicon, names) = (view.folded, view.lexicon, view.names);
    let here = Line { folded, lexicon, names, current: line };
    let claims = |hit: &Hit| match hit.word {
        Word::Mark | Word::Copyright | Word::RightsReserved | Word::Owned | Word::Protected => true,
        // Of texts only, in the words of one language.
        Word::Belongs => beside(hit, &|word| matches!(word, Word::Content | Word::Ours)),
        // Only what is told on is credited by what an agency is called.
        Word::Label(Label::Agency) => {
            here.introduces(hit.span, Label::Agency) && beside(hit, &Word::reports)
        }
        Word::Label(label) => {
            let end = hit.slot.map_or(hit.span.end, |slot| slot.start.max(hit.span.start));
            here.introduces(hit.span, label)
                || here.introduces(Span::new(hit.span.start, end), label)
        }
        _ => false,
    };
    hits.iter().any(claims) || speaks(hits, view.lexicon.shared(), false)
}

/// Whether a sentence of a line can state a term. `moods` are those of the text: a sentence without one is not
/// looked at, nor one that names no act in the language of one. Where a question stands before an answer, they
/// are read together.
pub fn speaks_within(view: &View<'_>, line: Span, moods: &[Mood]) -> bool {
    let shared = view.lexicon.shared();
    let matcher = &view.lexicon.matcher;
    let within = |span: Span| {
        let from = moods.partition_point(|mood| mood.span.start < span.start);
        let rest = moods.get(from..).unwrap_or(&[]);
        let count = rest.iter().take_while(|mood| mood.span.start < span.end).count();
        rest.get(..count).unwrap_or(&[])
    };
    let speaks = |sentence: Span| {
        let moods = within(sentence);
        let spoken = |wanted: LanguageId| {
            moods.iter().any(|mood| {
                mood.language == wanted || Some(mood.language) == shared || Some(wanted) == shared
            })
        };
        !moods.is_empty()
            && (moods.iter().any(|mood| mood.whole)
                || matcher.acts(view.folded, view.text, sentence, &spoken))
            && speaks(&matcher.words(view.folded, view.text, sentence), shared, false)
    };
    if within(line).is_empty() {
        return false;
    }
    let text = view.folded(line);
    if text.contains('?') || (!text.is_ascii() && text.contains(['？', '؟'])) {
        return speaks(line);
    }
    view.sentences(line).into_iter().any(speaks)
}

/// What words hold, as bits.
type Parts = u16;

const ACTION: Parts = 1;
const OTHER_ACT: Parts = 1 << 1;
const OBJECT: Parts = 1 << 2;
const TEXT: Parts = 1 << 3;
const FORBIDS: Parts = 1 << 4;
const PERMITS: Parts = 1 << 5;
const NEGATES: Parts = 1 << 6;
const CONSENT: Parts = 1 << 7;
const UNLESS: Parts = 1 << 8;
const BINDS: Parts = 1 << 9;

const fn parts(word: Word) -> Parts {
    match word {
        Word::Action(_) => ACTION,
        Word::Weak(_) | Word::Usage => OTHER_ACT,
        Word::Content | Word::Ours => OBJECT | TEXT,
        Word::Ai | Word::Mark | Word::Copyright | Word::Protected | Word::Owned => OBJECT,
        Word::RightsReserved => OBJECT | FORBIDS,
        Word::Prohibit | Word::Reserve => FORBIDS,
        Word::Permit => PERMITS,
        Word::Negate => NEGATES,
        Word::Consent => CONSENT,
        Word::Unauthorised => CONSENT | UNLESS | BINDS,
        Word::Unless(_) => UNLESS,
        Word::Only | Word::Require | Word::Without => BINDS,
        _ => 0,
    }
}

/// How far before an act what denies it may stand, in bytes.
const DENIED: usize = 24;

/// Whether words hold what a term cannot do without, in one language: an act and how it is meant. `claimed`
/// tells whether their line claims rights.
pub fn speaks(hits: &[Hit], shared: Option<LanguageId>, claimed: bool) -> bool {
    let mut common = 0;
    let mut spoken: Vec<(LanguageId, Parts)> = Vec::new();
    for hit in hits {
        let parts = parts(hit.word);
        if parts == 0 {
            continue;
        }
        if Some(hit.language) == shared {
            common |= parts;
        } else {
            match spoken.iter_mut().find(|(language, _)| *language == hit.language) {
                Some((_, all)) => *all |= parts,
                None => spoken.push((hit.language, parts)),
            }
        }
    }
    let denied = |language: Option<LanguageId>| {
        let own = |hit: &&Hit| Some(hit.language) == language || Some(hit.language) == shared;
        let acts = || hits.iter().filter(own).filter(|hit| hit.word.is_act());
        hits.iter().filter(own).filter(|hit| hit.word == Word::Negate).any(|no| {
            acts()
                .any(|act| act.span.start >= no.span.end && act.span.start - no.span.end <= DENIED)
        })
    };
    says(common, claimed, &|| denied(None))
        || spoken
            .iter()
            .any(|(language, own)| says(own | common, claimed, &|| denied(Some(*language))))
}

/// Whether words of one language can say something: the least that each of the rules of `modality` asks for.
fn says(parts: Parts, claimed: bool, denied: &dyn Fn() -> bool) -> bool {
    let has = |wanted: Parts| parts & wanted != 0;
    let bound = has(BINDS) || has(PERMITS);
    // *For private use only* needs no act; any other act than one of texts needs something it is done to.
    let acts = has(ACTION)
        || (has(OTHER_ACT) && (claimed || has(OBJECT | NEGATES | CONSENT | UNLESS)))
        || (has(UNLESS) && has(BINDS) && has(TEXT));
    acts && (has(FORBIDS)
        || (has(PERMITS) && has(TEXT | NEGATES | CONSENT | UNLESS))
        || (has(CONSENT | UNLESS) && bound)
        || (has(NEGATES) && denied()))
}
