//! Names that were read within others at the same place: *dpa* of *dpa-AFX*.

use crate::text::Span;

use super::{Credit, Name, Relation, Slot, Who};

/// The most bytes between two names of a picture's credit.
const BETWEEN: usize = 24;

/// Drops the houses whose names are parts of another's.
pub(super) fn without(all: &mut Vec<Credit>) {
    let house = |name: &Name| matches!(name.who, Who::Organisation(_) | Who::Ambiguous(_));
    let part = |own: Span, other: Span| other.len() > own.len() && other.contains(own);
    drop_within(all, &house, &house, &part);
}

/// Drops from the credits behind the first `cued` the reports of houses that a cue has read at the same place: the cue
/// knows whose report is told on by whom.
pub fn without_repeated(all: &mut Vec<Credit>, cued: usize) {
    let place = |name: &Name| Span::new(name.evidence.start, name.evidence.end);
    let cued = cued.min(all.len());
    let (cues, rest) = all.split_at_mut(cued);
    let read: Vec<Span> = cues.iter().flat_map(|credit| &credit.names).map(place).collect();
    let told =
        |credit: &&mut Credit| credit.slot == Slot::Cue && credit.relation == Relation::Quoted;
    for credit in rest.iter_mut().filter(told) {
        credit.names.retain(|name| !read.iter().any(|other| place(name).overlaps(*other)));
    }
    all.retain(|credit| !credit.names.is_empty());
}

/// Drops the names that the registry does not know where one that is known stands at the same place.
pub(super) fn without_unknown(all: &mut Vec<Credit>) {
    let unknown = |name: &Name| name.who == Who::Unknown;
    drop_within(all, &unknown, &|name| !unknown(name), &Span::overlaps);
}

/// Drops from the credits of the text what stands in the credit of a picture: that says nothing of the text.
pub fn without_pictured(all: &mut Vec<Credit>) {
    let place = |name: &Name| Span::new(name.evidence.start, name.evidence.end);
    let mut places: Vec<Span> = Vec::new();
    for picture in all.iter().filter(|credit| credit.relation == Relation::Photo) {
        let mut end = None;
        for own in picture.names.iter().map(place) {
            // Further on stands what follows the picture's credit on its line.
            if end.is_some_and(|end: usize| own.start.saturating_sub(end) > BETWEEN) {
                break;
            }
            end = Some(own.end);
            places.push(own);
        }
    }
    if places.is_empty() {
        return;
    }
    let sent = |credit: &&mut Credit| {
        matches!(credit.relation, Relation::Sent | Relation::Source)
            && !matches!(credit.slot, Slot::Cue | Slot::Syndication)
    };
    for credit in all.iter_mut().filter(sent) {
        credit.names.retain(|name| !places.iter().any(|other| place(name).overlaps(*other)));
    }
    all.retain(|credit| !credit.names.is_empty());
}

/// Drops those names of which a part is (`within`) one that stays.
fn drop_within(
    all: &mut Vec<Credit>,
    dropped: &dyn Fn(&Name) -> bool,
    stays: &dyn Fn(&Name) -> bool,
    within: &dyn Fn(Span, Span) -> bool,
) {
    let place = |name: &Name| Span::new(name.evidence.start, name.evidence.end);
    let names = all.iter().flat_map(|credit| &credit.names);
    let places: Vec<Span> = names.filter(|name| stays(name)).map(place).collect();
    let inside = |own: Span| places.iter().any(|other| within(own, *other));
    for credit in all.iter_mut() {
        credit.names.retain(|name| !(dropped(name) && inside(place(name))));
    }
    all.retain(|credit| !credit.names.is_empty());
}
