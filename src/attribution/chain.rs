//! The order of the hops, from origin to publisher: what the text states, then what the registry knows,
//! then the kind of each organisation. Equal ones keep the order of the text, and weigh less.

use crate::lexicon::organisation::Organisations;
use crate::record::{Hop, Order, Relation, Role};

use super::Link;
use super::role::rank;

/// The hops in order, each with how it is joined to the next and what that rests on. `inferred` is what the
/// confidence of a hop is multiplied by whose place nothing but the order of the text gives.
pub(super) fn order(
    links: Vec<Link>,
    registry: &Organisations,
    countries: &[String],
    translated: bool,
    inferred: f64,
) -> Vec<Hop> {
    let mut links = links;
    branded(&mut links, registry);
    relay(&mut links, registry, countries);
    links.sort_by_key(|link| (link.hop.scope, rank(link.hop.role)));
    let mut hops: Vec<Hop> = Vec::with_capacity(links.len());
    let mut tied = vec![false; links.len()];
    for at in 0..links.len() {
        let Some(link) = links.get(at) else { continue };
        let mut hop = link.hop.clone();
        if let Some(next) = links.get(at + 1).filter(|next| next.hop.scope == link.hop.scope) {
            let (relation, order) = joined(link, next, registry, translated);
            hop.relation = Some(relation);
            hop.order = Some(order);
            if relation == Relation::CoSource && order == Order::Inferred {
                for tied in tied.iter_mut().skip(at).take(2) {
                    *tied = true;
                }
            }
        }
        hops.push(hop);
    }
    for (hop, tied) in hops.iter_mut().zip(tied) {
        if tied {
            hop.confidence *= inferred;
        }
        hop.confidence = (hop.confidence * 100.0).round() / 100.0;
    }
    hops
}

/// `Sputnik-RIA Novosti`: what a house sends under a brand was made by its other member.
fn branded(links: &mut [Link], registry: &Organisations) {
    let brands: Vec<Hop> = links
        .iter()
        .filter(|link| link.hop.role == Role::Brand)
        .map(|link| link.hop.clone())
        .collect();
    for link in links.iter_mut().filter(|link| link.hop.role == Role::Wire) {
        if brands.iter().any(|brand| family(brand, &link.hop, registry)) {
            link.hop.role = Role::Originator;
        }
    }
}

/// `Ant/Xinhua`: where two agencies stand together and one is of the country that the text is written in, the
/// foreign one sent it to the other.
fn relay(links: &mut [Link], registry: &Organisations, countries: &[String]) {
    let country = |hop: &Hop| {
        hop.organisation
            .id
            .as_deref()
            .and_then(|id| registry.get(id))
            .and_then(|o| o.country.clone())
    };
    // The country of the publisher; else those whose press is written in the language of the text.
    let publisher = links
        .iter()
        .find(|link| link.hop.scope.is_none() && link.hop.role == Role::Republisher)
        .and_then(|link| country(&link.hop));
    let at_home = |hop: &Hop| match (country(hop), &publisher) {
        (Some(country), Some(publisher)) => country == *publisher,
        (Some(country), None) => countries.contains(&country),
        _ => false,
    };
    for at in 1..links.len() {
        let (before, after) = links.split_at_mut(at);
        let (Some(one), Some(other)) = (before.last_mut(), after.first_mut()) else { continue };
        let wires = one.hop.role == Role::Wire && other.hop.role == Role::Wire;
        let joined = matches!(other.joined, '/' | '-');
        // Without a language to tell by: those whose copy the others take.
        let world = |hop: &Hop| {
            hop.organisation
                .id
                .as_deref()
                .and_then(|id| registry.get(id))
                .is_some_and(|o| o.international)
        };
        let taken =
            countries.is_empty() && publisher.is_none() && !world(&one.hop) && world(&other.hop);
        let home = at_home(&one.hop) && !at_home(&other.hop);
        if wires && joined && (taken || home) {
            std::mem::swap(one, other);
            (one.stated, other.stated) = (true, true);
        }
    }
}

/// How one hop is joined to the next, and what that rests on.
fn joined(
    link: &Link,
    next: &Link,
    registry: &Organisations,
    translated: bool,
) -> (Relation, Order) {
    let (one, other) = (&link.hop, &next.hop);
    let via = matches!(next.joined, '=' | 'v') && rank(one.role) == rank(other.role);
    let owned = family(one, other, registry);
    let member = other.organisation.id.as_deref().zip(one.organisation.id.as_deref()).is_some_and(
        |(network, id)| {
            let of = |member: &str, network: &str| {
                registry.get(member).is_some_and(|o| o.is_member_of(network))
            };
            of(id, network) || of(network, id)
        },
    );
    let relation = match (one.role, other.role) {
        (_, Role::Republisher) if translated => Relation::TranslatedBy,
        (_, Role::Republisher) => Relation::RepublishedBy,
        (_, Role::Brand) if owned => Relation::BrandOf,
        _ if via => Relation::DistributedVia,
        _ if link.stated && next.stated && rank(one.role) == rank(other.role) => Relation::GaveTo,
        _ if rank(one.role) == rank(other.role) => Relation::CoSource,
        (_, Role::Distributor) => Relation::DistributedVia,
        (Role::Originator, Role::Interviewer) => Relation::QuotedBy,
        _ => Relation::GaveTo,
    };
    let order = if via || link.stated || next.stated && other.role != Role::Republisher {
        Order::Stated
    } else if owned || member {
        Order::Registry
    } else {
        Order::Inferred
    };
    (relation, order)
}

/// Whether two hops are of one house: a brand and its owner, or two brands of one owner.
fn family(one: &Hop, other: &Hop, registry: &Organisations) -> bool {
    let root = |hop: &Hop| {
        let id = hop.organisation.id.as_deref()?;
        let organisation = registry.get(id)?;
        Some(organisation.parent.clone().unwrap_or_else(|| id.to_owned()))
    };
    match (root(one), root(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}
