//! Who gives leave: the name that stands with the word for it.

use crate::lexicon::matcher::Hit;
use crate::lexicon::word::Word;
use crate::text::Span;

use super::modality::precedes;
use super::name;
use super::view::View;

/// The name after *permission from*, before *… izni*, *… की अनुमति*, or in the genitive behind the leave.
pub fn of(view: &View<'_>, clause: Span, hits: &[Hit]) -> Option<Span> {
    let stops: Vec<usize> = hits
        .iter()
        .filter(|hit| {
            !matches!(
                hit.word,
                Word::And
                    | Word::Legal
                    | Word::Grantor
                    | Word::Content
                    | Word::Ours
                    | Word::Ai
                    | Word::Label(_)
            )
        })
        .map(|hit| hit.span.start)
        .collect();
    let leading = |from: &Hit| from.slot.is_some_and(|slot| slot.end == from.span.start);
    let led = hits.iter().filter(|hit| hit.word == Word::Grantor);
    let behind = led.clone().filter(|from| !leading(from)).find_map(|from| {
        let leave = hits.iter().any(|hit| {
            matches!(hit.word, Word::Consent | Word::Written | Word::Unless(_))
                && precedes(hit.span, from.span, 2)
        });
        if !leave {
            return None;
        }
        let stop =
            stops.iter().copied().filter(|stop| *stop > from.span.end).min().unwrap_or(clause.end);
        name::run(view, Span::new(from.span.end, stop.min(clause.end)), name::Start::Any)
    });
    // *X की अनुमति*, *X의 허락*, *X'in izni*: the name, what leads to it, the leave.
    let before = || {
        led.clone().filter(|from| leading(from)).find_map(|from| {
            let leave = |hit: &&Hit| {
                matches!(hit.word, Word::Consent | Word::Written)
                    && precedes(from.span, hit.span, 2)
            };
            hits.iter().find(leave)?;
            let said = hits.iter().filter(|hit| !matches!(hit.word, Word::Legal | Word::And));
            let start = said.map(|hit| hit.span.end).filter(|end| *end <= from.span.start).max();
            let start = start.unwrap_or(clause.start);
            let text = view.folded(Span::new(start, from.span.start));
            let cut = text.rfind([',', '、', '，', '।', ':']).map_or(0, |at| at + 1);
            let window = view.trim(Span::new(view.ceil(start + cut), from.span.start));
            name::run(view, window, name::Start::Any).filter(|name| name.end == window.end)
        })
    };
    // *согласия ООО «X»*: a name in the genitive, right behind the leave.
    let genitive = || {
        hits.iter().filter(|hit| hit.word == Word::Consent).find_map(|leave| {
            let stop = stops.iter().copied().filter(|stop| *stop > leave.span.end).min();
            let rest = Span::new(leave.span.end, stop.unwrap_or(clause.end).min(clause.end));
            let original = view.original(rest).strip_prefix(' ')?;
            let named = original.trim_start_matches(['"', '«', '„', '“']);
            if !named.starts_with(char::is_uppercase) {
                return None;
            }
            name::run(view, rest, name::Start::Capital)
        })
    };
    behind.or_else(before).or_else(genitive).filter(|name| is_proper(view, clause, *name))
}

/// Whether somebody is called so: *the owner* gives leave too, and is nobody's name. Where everything is written
/// in capitals they tell nothing, but no name begins with a small word of a language.
fn is_proper(view: &View<'_>, clause: Span, name: Span) -> bool {
    let printed = view.original(name);
    if !printed.chars().any(|c| c.is_lowercase() || c.is_uppercase()) {
        return true;
    }
    let capital = |word: &str| {
        let mut letters = word.chars().skip_while(|c| !c.is_alphabetic());
        letters.next().is_some_and(|first| !first.is_lowercase())
    };
    if view.original(clause).chars().any(char::is_lowercase) {
        return printed.split_whitespace().any(capital);
    }
    let first = view.folded(name).split(' ').next().unwrap_or("");
    view.lexicon.frequent(first).is_empty()
}
