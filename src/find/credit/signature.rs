//! Who signed a text, at its end: right before the agency of the country that closes it, behind the last sentence.
//! *… vào sáng mai. Trần Lan (TTXVN)*.

use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::Span;

use super::super::view::{Lines, View};
use super::organisation::Found;
use super::run::full;
use super::{Name, Who, name};

/// The most words of such a name.
const WORDS: usize = 4;

/// The person between the last sentence of a stretch and its end, before an agency in brackets.
pub(super) fn before(
    view: &View<'_>,
    before: Span,
    agency: &Found<'_>,
    lines: &mut Lines,
) -> Option<Name> {
    let behind = view.folded(Span::new(agency.span.end, view.folded.text.len()));
    let last = behind.trim_matches([')', '.', ' ', '\n']).is_empty();
    let home = agency.organisation.kind == OrganisationKind::Agency
        && agency.organisation.is_of(view.countries);
    if !last || !home {
        return None;
    }
    let text = view.folded(before).trim_end();
    let sentence = text.rmatch_indices(". ").map(|(at, mark)| at + mark.len()).next()?;
    let span = view.trim(Span::new(before.start + sentence, before.start + text.len()));
    is_person(view, span).then(|| name(view, span, Who::Person(Role::Reporter), ' ', lines))
}

fn is_person(view: &View<'_>, span: Span) -> bool {
    let words = view.folded(span).split(' ').count();
    (2..=WORDS).contains(&words) && full(view, span) == Some(span)
}
