//! Hyphens within names: folding makes a space of them, and what they join is taken apart.

use crate::lexicon::language::Label;
use crate::text::Span;

use super::super::view::View;
use super::group::{HYPHENS, Piece, What, is_nominal, is_person};
use super::organisation::Found;
use super::run;

/// *Jean-Stephane Brosse*, *Suleiman Al-Khalidi*: a hyphen with nothing around it makes one name of what it joins,
/// where neither side is an organisation.
pub(super) fn join(view: &View<'_>, all: &mut Vec<Piece<'_>>) {
    let capital = |span: Span| view.original(span).starts_with(char::is_uppercase);
    // *Jonas Vale -Repórter Agência X*: what they are.
    let labelled = |span: Span| {
        let first = view.folded(span).split(' ').next().unwrap_or("");
        matches!(view.lexicon.label(first), Some(Label::Reporter | Label::Editor | Label::Photo))
    };
    let mut at = 1;
    while at < all.len() {
        let (Some(one), Some(next)) = (all.get(at - 1), all.get(at)) else { break };
        let whole = Span::new(one.span.start, next.span.end);
        let tight = next.joined == '-' && next.span.start == one.span.end + 1;
        let words = matches!((one.what, next.what), (What::Words, What::Words));
        // What an extractor has glued behind the name stays with it.
        let short = view.folded(one.span).split(' ').count() <= 3 && is_nominal(view, one.span);
        if tight
            && words
            && capital(one.span)
            && capital(next.span)
            && !labelled(next.span)
            && short
            && !two(view, one.span, next.span)
        {
            if let Some(one) = all.get_mut(at - 1) {
                one.span = whole;
            }
            all.remove(at);
            continue;
        }
        // *Suleiman Al-Khalidi Reuters*: before the agency.
        if let What::Organisation(found, Some(rest)) = next.what
            && tight
            && matches!(one.what, What::Words)
            && rest.start == next.span.start
            && rest.end <= found.span.start
            && capital(one.span)
            && capital(rest)
            && is_person(view, Span::new(one.span.start, rest.end))
        {
            let agency = What::Organisation(found, None);
            if let Some(one) = all.get_mut(at - 1) {
                one.span.end = rest.end;
            }
            if let Some(next) = all.get_mut(at) {
                *next = Piece { span: found.span, what: agency, joined: ' ' };
            }
        }
        at += 1;
    }
}

/// *Fatih POYRAZ-İrfan ÖZŞEKER*: a family name in capitals ends the first of two.
fn two(view: &View<'_>, one: Span, next: Span) -> bool {
    let capitals = |word: Option<&str>| word.is_some_and(run::capitals);
    let (one, next) = (view.original(one), view.original(next));
    one.contains(' ')
        && next.contains(' ')
        && capitals(one.split_whitespace().last())
        && !capitals(next.split_whitespace().next())
}

/// `ANP-toets`: with a small letter behind its hyphen a name is the first half of a word; *The Times-Clarion*: with a
/// capital a name of several words that means something else too is the first half of another.
pub(super) fn is_compound(view: &View<'_>, found: &Found<'_>) -> bool {
    let printed = view.original(Span::new(found.span.end, view.folded.text.len()));
    let Some(after) = printed.strip_prefix(HYPHENS) else { return false };
    let several = found.ambiguous && view.folded(found.span).contains(' ');
    after.starts_with(char::is_lowercase) || several && is_word(after)
}

/// Whether a text begins with a capital and a small letter: a word of a name, and no code.
pub(super) fn is_word(printed: &str) -> bool {
    let mut letters = printed.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}
