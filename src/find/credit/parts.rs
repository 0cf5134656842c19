//! Names that were read within others: *dpa* of *dpa-AFX*.

use crate::text::Span;

use super::{Credit, Name, Who};

/// Drops the houses whose names are parts of another's at the same place: *dpa* of *dpa-AFX*.
pub(super) fn drop(all: &mut Vec<Credit>) {
    let house = |name: &&Name| matches!(name.who, Who::Organisation(_) | Who::Ambiguous(_));
    let place = |name: &Name| Span::new(name.evidence.start, name.evidence.end);
    let houses: Vec<Span> =
        all.iter().flat_map(|credit| &credit.names).filter(house).map(place).collect();
    let part =
        |own: Span| houses.iter().any(|other| other.len() > own.len() && other.contains(own));
    for credit in all.iter_mut() {
        credit.names.retain(|name| !house(&name) || !part(place(name)));
    }
    all.retain(|credit| !credit.names.is_empty());
}
