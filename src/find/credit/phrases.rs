//! Phrases of several parts that lie over another: which of them is meant.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;

/// The words of a line without phrases whose last part belongs to another: *skriver X med hänvisning till Y* is
/// no *skriver … till*.
pub(super) fn apart(hits: &[Hit]) -> Vec<Hit> {
    let of_another = |hit: &Hit| {
        hits.iter().any(|other| {
            matches!(other.word, Word::Label(Label::Citing | Label::CitedBy | Label::TakenFrom))
                && other.slot.is_none()
                && other.language == hit.language
                && other.span.end == hit.slot.map_or(hit.span.end, |slot| slot.start)
                && other.span.start > hit.span.start
                && hit.slot.is_some_and(|slot| slot.start > hit.span.start)
        })
    };
    // *agency X, citing Y, says*: no name holds the words that lead to another.
    let holds_other = |hit: &Hit| {
        let Some(slot) = hit.slot.filter(|_| hit.word == Word::Label(Label::TakenFrom)) else {
            return false;
        };
        hits.iter().any(|other| {
            other.word == Word::Label(Label::Citing)
                && other.slot.is_none()
                && other.language == hit.language
                && slot.contains(other.span)
                && other.span.start > slot.start
        })
    };
    let label = |hit: &Hit| matches!(hit.word, Word::Label(Label::Told)) && hit.slot.is_some();
    // *sagte in einem Gespräch mit der X, dass … in den letzten Jahren*: the cue within leads to the name.
    let over_another = |hit: &Hit| {
        hits.iter().any(|other| {
            other.word == Word::Label(Label::Told)
                && other.slot.is_none()
                && other.language == hit.language
                && other.span.start > hit.span.start
                && hit.slot.is_some_and(|slot| other.span.end < slot.start)
        })
    };
    // *sagte der „A“ und dem „B“*: the nearer words lead to the first of a list.
    let over_list = |hit: &Hit| {
        hits.iter().any(|other| {
            let nearer = other.word == Word::Label(Label::Told)
                && other.slot.is_none()
                && other.language == hit.language
                && other.span.start == hit.span.start
                && hit.slot.is_some_and(|slot| other.span.end < slot.start);
            nearer
                && hits.iter().any(|and| {
                    and.word == Word::And
                        && and.language == hit.language
                        && and.span.start > other.span.end
                        && hit.slot.is_some_and(|slot| and.span.end < slot.start)
                })
        })
    };
    let over = |hit: &Hit| of_another(hit) || over_another(hit) || over_list(hit);
    let apart = |hit: &&Hit| !(holds_other(hit) || label(hit) && over(hit));
    hits.iter().filter(apart).copied().collect()
}
