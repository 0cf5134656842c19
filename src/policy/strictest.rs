//! The strictest link of a chain: of all whose text this is, the one that says no most clearly, in the
//! document or in what it has published. A licence from the others does not help against it.

use super::judge::Case;
use super::verdict::{Ground, Strictest};
use crate::record::{Hop, Role, Scope, Term};

/// Finds the strictest link; `None` where no link is known to restrict the uses of the policy. Of equals,
/// the one nearest to the origin.
pub(super) fn find(case: &Case<'_>) -> Option<Strictest> {
    let hops = &case.record.attribution.hops;
    // Whose statement it is may forbid as well; a picture is not the text.
    let text = |hop: &&Hop| hop.scope != Some(Scope::Photo);
    let mut strictest: Option<Strictest> = None;
    for hop in hops.iter().filter(text) {
        for said in terms(case, hop).chain(stances(case, hop)) {
            let stricter = |known: &Strictest| said.modality < known.modality;
            if strictest.as_ref().is_none_or(stricter) {
                strictest = Some(said);
            }
        }
    }
    strictest
}

/// What the document says for a link: by name, or, where it says for whom, for the one who put it out.
fn terms<'a>(case: &'a Case<'_>, hop: &'a Hop) -> impl Iterator<Item = Strictest> + 'a {
    let id = hop.organisation.id.as_deref();
    let its = move |term: &&Term| match &term.grantor {
        Some(grantor) if grantor.id.is_some() => grantor.id.as_deref() == id,
        Some(grantor) => grantor.name == hop.organisation.name,
        None => hop.role == Role::Republisher,
    };
    case.restrictions().filter(its).map(|term| Strictest {
        organisation: hop.organisation.clone(),
        role: hop.role,
        modality: term.modality,
        actions: term.actions.clone(),
        ground: Ground::Term { evidence: term.evidence.clone() },
    })
}

/// What a link, or one that it belongs to, has published.
fn stances<'a>(case: &'a Case<'_>, hop: &'a Hop) -> impl Iterator<Item = Strictest> + 'a {
    let id = hop.organisation.id.as_deref();
    case.stances(id).map(|stance| Strictest {
        organisation: hop.organisation.clone(),
        role: hop.role,
        modality: stance.modality,
        actions: stance.actions.clone(),
        ground: Ground::Stance { source: stance.source.clone(), as_of: stance.as_of },
    })
}
