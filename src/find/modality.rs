//! What a clause says of its acts – forbidden, allowed, allowed on a condition, only with leave – and the
//! condition it names.

use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::record::{Condition, Modality};
use crate::text::Span;

use super::view::View;

/// How far apart two words may stand and still bear on one another, in bytes of the folded view. A
/// letter of most scripts outside Latin takes two or three bytes.
const NEAR: usize = 60;

/// The condition that the words name.
pub fn condition(hits: &[Hit]) -> Option<Condition> {
    let leave = hits.iter().any(|hit| hit.word == Word::Consent && conditional(hits, hit));
    let written = hits.iter().any(|hit| {
        hit.word == Word::Written
            && hits
                .iter()
                .any(|other| other.word == Word::Consent && near(hit.span, other.span, NEAR))
    });
    let named = hits.iter().find_map(|hit| match hit.word {
        Word::Unless(condition) => Some(condition),
        _ => None,
    });
    if leave && written {
        Some(Condition::WrittenPermission)
    } else if leave {
        Some(Condition::Permission)
    } else {
        named.or_else(|| {
            hits.iter().any(|hit| hit.word == Word::Unauthorised).then_some(Condition::Permission)
        })
    }
}

/// Whether texts are said to be for one's own use and no other: *The content is for personal use only.* All
/// other use is then forbidden, though no word forbids it.
pub fn own_use_only(hits: &[Hit]) -> bool {
    let all = |word: Word| hits.iter().filter(move |hit| hit.word == word);
    let own = |only: &Hit| {
        all(Word::Unless(Condition::NonCommercial)).any(|use_| near(only.span, use_.span, NEAR))
    };
    let texts = all(Word::Content).chain(all(Word::Ours)).next().is_some();
    texts && all(Word::Only).any(own)
}

/// How many bytes of a span known words cover.
fn covered(hits: &[Hit], within: Span) -> usize {
    let (mut sum, mut end) = (0, within.start);
    for hit in hits.iter().filter(|hit| hit.slot.is_none() && within.contains(hit.span)) {
        sum += hit.span.end.saturating_sub(hit.span.start.max(end));
        end = end.max(hit.span.end);
    }
    sum
}

/// Whether a word of leave makes a condition: something near it says *without*, *only*, *requires*.
fn conditional(hits: &[Hit], consent: &Hit) -> bool {
    hits.iter().any(|hit| {
        matches!(
            hit.word,
            Word::Without | Word::Only | Word::Require | Word::Permit | Word::Unauthorised
        ) && near(hit.span, consent.span, NEAR * 2)
    })
}

fn near(one: Span, other: Span, distance: usize) -> bool {
    one.start <= other.end.saturating_add(distance)
        && other.start <= one.end.saturating_add(distance)
}

/// How many bytes that no rule knows may stand before the act that an item of a list begins with.
const LEAD: usize = 16;

/// What the clause says of its actions; `None` where it says nothing.
pub fn of(
    view: &View<'_>,
    clause: Span,
    (hits, heard): (&[Hit], &[Hit]),
    condition: Option<Condition>,
    acts: bool,
) -> Option<Modality> {
    let all = |word: Word| hits.iter().filter(move |hit| hit.word == word);
    let prohibits =
        all(Word::Prohibit).any(|hit| !all(Word::Negate).any(|no| precedes(no.span, hit.span, 6)));
    if prohibits {
        return Some(Modality::Prohibited);
    }
    if all(Word::Prohibit).next().is_some() {
        return None; // *not prohibited* says nothing that a policy may build on
    }
    let leave = matches!(condition, Some(Condition::Permission | Condition::WrittenPermission));
    let permits = all(Word::Permit).next().is_some();
    if permits {
        // *Neither … nor … is authorised*: what opens the clause denies all of it.
        let head = view.trim(clause).start;
        if all(Word::Permit).any(|hit| {
            all(Word::Negate)
                .any(|no| near(no.span, hit.span, NEAR / 2) || (no.span.start == head && acts))
        }) {
            return Some(Modality::Prohibited);
        }
        if leave {
            // *Allowed only with permission.* But *allowed without permission* is a permission that is
            // not worth the risk of reading it wrongly.
            let without = all(Word::Without)
                .any(|hit| all(Word::Consent).any(|c| near(hit.span, c.span, NEAR)));
            let only = all(Word::Only).next().is_some() || all(Word::Require).next().is_some();
            return (only || !without).then_some(Modality::PermissionRequired);
        }
    }
    // *We reserve the right not to publish* keeps nothing from the reader.
    let withholds = |kept: &Hit| {
        let denied = |no: &Hit| {
            heard.iter().any(|hit| {
                matches!(hit.word, Word::Action(_) | Word::Weak(_))
                    && precedes(no.span, hit.span, 6)
            })
        };
        let negations = heard.iter().filter(|hit| hit.word == Word::Negate);
        negations.filter(|no| kept.span.end <= no.span.start).any(denied)
    };
    if acts && all(Word::Reserve).any(|kept| !withholds(kept)) {
        return Some(Modality::PermissionRequired);
    }
    // *All rights reserved, including those for text and data mining*: the formula names what it keeps.
    let names = |formula: &Hit| {
        let rest = Span::new(formula.span.end, clause.end.max(formula.span.end));
        let listed =
            view.folded(rest).starts_with([',', '(', ':']) || view.folded(rest).starts_with(" (");
        let act = |hit: &Hit| matches!(hit.word, Word::Action(_) | Word::Ai);
        listed && hits.iter().any(|hit| act(hit) && precedes(formula.span, hit.span, NEAR))
    };
    if acts && !permits && all(Word::RightsReserved).any(names) {
        return Some(Modality::PermissionRequired);
    }
    if leave && (all(Word::Only).next().is_some() || all(Word::Require).next().is_some()) {
        return Some(Modality::PermissionRequired);
    }
    let paid = matches!(condition, Some(Condition::Payment | Condition::Subscription));
    if paid && !permits && all(Word::Require).next().is_some() {
        return Some(Modality::PermissionRequired);
    }
    // *Reprinting only with a link to us.*
    let credited = condition == Some(Condition::Attribution);
    let bound = all(Word::Only).next().is_some() || all(Word::Require).next().is_some();
    if !permits && acts && credited && bound && all(Word::Negate).next().is_none() {
        return Some(Modality::PermittedWithConditions);
    }
    // … also where the own use is allowed: *Copying is only permitted for private use.*
    if own_use_only(hits) {
        return Some(Modality::Prohibited);
    }
    if permits {
        // A negation anywhere in the clause makes a permission doubtful, and a doubtful one is none.
        if all(Word::Negate).next().is_some() || all(Word::Unauthorised).next().is_some() {
            return None;
        }
        let conditional = condition.is_some() || all(Word::Only).next().is_some();
        return Some(if conditional {
            Modality::PermittedWithConditions
        } else {
            Modality::Permitted
        });
    }
    // *No scraping.* – *No text and data mining without permission.*
    let short = view.folded(clause).split_whitespace().count() <= 16;
    let act = |hit: &&Hit| matches!(hit.word, Word::Action(_) | Word::Weak(_) | Word::Usage);
    // … or behind a dash or a colon: *Private licence – no reproduction.*
    let opens = |no: &Hit| {
        let before = view.folded(Span::new(clause.start, no.span.start)).trim_end();
        before.len() <= 2 || before.ends_with(['-', ':'])
    };
    let refuses = |no: &Hit| hits.iter().filter(act).any(|hit| precedes(no.span, hit.span, 24));
    if short && all(Word::Negate).any(|no| opens(no) && refuses(no)) {
        return Some(Modality::Prohibited);
    }
    // *Copying of the content without our permission.* – an item of a list whose heading is gone.
    let strong = hits.iter().any(|hit| matches!(hit.word, Word::Action(_)));
    let head = view.trim(clause).start;
    let leads = hits.iter().any(|hit| {
        matches!(hit.word, Word::Action(_) | Word::Weak(_) | Word::Ai)
            && hit.span.start <= head + LEAD + covered(hits, Span::new(head, hit.span.start))
    });
    let strong = strong && leads;
    let without = all(Word::Without).next().is_some() || all(Word::Unauthorised).next().is_some();
    (short && strong && leave && without && !permits).then_some(Modality::Prohibited)
}

/// Whether `first` stands before `second` with no more than `gap` bytes between.
pub fn precedes(first: Span, second: Span, gap: usize) -> bool {
    first.end <= second.start && second.start - first.end <= gap
}
