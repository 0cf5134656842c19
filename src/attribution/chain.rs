//! The order of the hops, from origin to publisher: what the text states, then what the registry knows,
//! then the kind of each organisation. Equal ones keep the order of the text, and weigh less.

use crate::lexicon::organisation::Organisations;
use crate::record::{Hop, Order, Relation, Role, Scope};

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
    own_site(&mut links, registry);
    branded(&mut links, registry);
    relay(&mut links, registry, countries);
    // Who told on another's report did so before somebody sent this text.
    let place = |link: &Link| match (rank(link.hop.role), link.relayed) {
        (own, true) => own.min(rank(Role::Wire)),
        (own, false) => own,
    };
    links.sort_by_key(|link| (link.hop.scope, place(link), !link.relayed));
    let mut hops: Vec<Hop> = Vec::with_capacity(links.len());
    let mut tied = vec![false; links.len()];
    for at in 0..links.len() {
        let Some(link) = links.get(at) else { continue };
        let mut hop = link.hop.clone();
        hop.scope = scope(link);
        if let Some(next) = links.get(at + 1).filter(|next| scope(next) == hop.scope) {
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

/// What a link is about: who was told something, and sent nothing, had a statement and no text.
fn scope(link: &Link) -> Option<Scope> {
    let statement = link.told && link.hop.role == Role::Interviewer;
    link.hop.scope.or(statement.then_some(Scope::Statement))
}

/// `AFPBB News`: the site of a house, beside the house itself, puts out what that sent.
fn own_site(links: &mut [Link], registry: &Organisations) {
    let wires: Vec<String> = links
        .iter()
        .filter(|link| link.hop.role == Role::Wire && link.hop.scope.is_none())
        .filter_map(|link| link.hop.organisation.id.clone())
        .collect();
    for link in links.iter_mut().filter(|link| link.hop.role == Role::Wire) {
        let known = link.hop.organisation.id.as_deref().and_then(|id| registry.get(id));
        let parent = known.filter(|known| known.brand).and_then(|known| known.parent.as_ref());
        if parent.is_some_and(|parent| wires.contains(parent)) {
            link.hop.role = Role::Distributor;
        }
    }
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

/// `Ant/Xinhua`, `STA/dpa/AFP`: where agencies stand together and one is of the country that the text is written
/// in, the foreign ones sent it to that one.
fn relay(links: &mut [Link], registry: &Organisations, countries: &[String]) {
    let known = |hop: &Hop| hop.organisation.id.as_deref().and_then(|id| registry.get(id));
    let country = |hop: &Hop| known(hop).and_then(|o| o.country.clone());
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
    // Those whose copy the others take.
    let world = |hop: &Hop| known(hop).is_some_and(|o| o.international);
    let together = |link: &Link| {
        link.hop.role == Role::Wire && link.hop.scope.is_none() && matches!(link.joined, '/' | '-')
    };
    let mut at = 0;
    while at < links.len() {
        let wire = links.get(at).is_some_and(|link| link.hop.role == Role::Wire);
        let more = links.iter().skip(at + 1).take_while(|link| together(link)).count();
        let end = at + 1 + if wire { more } else { 0 };
        let run = links.get_mut(at..end).unwrap_or_default();
        let national = run.iter().any(|link| at_home(&link.hop) && !world(&link.hop));
        let home = run.iter().any(|link| at_home(&link.hop));
        let taken = run.iter().skip(1).any(|link| world(&link.hop));
        if home {
            send_on(run, |hop| at_home(hop) && !(national && world(hop)));
        } else if taken && publisher.is_none() && run.first().is_some_and(|one| !world(&one.hop)) {
            // Nothing tells whose country it is: the first names itself, then those whose copy it took.
            let first = run.first().map(|link| link.hop.organisation.id.clone());
            send_on(run, |hop| Some(&hop.organisation.id) == first.as_ref());
        }
        at = end;
    }
}

/// Puts those that sent it on behind those that they had it from.
fn send_on(run: &mut [Link], sent: impl Fn(&Hop) -> bool) {
    let from = run.iter().filter(|link| !sent(&link.hop)).count();
    let in_order = run.iter().skip(from).all(|link| sent(&link.hop));
    if in_order {
        return;
    }
    run.sort_by_key(|link| sent(&link.hop));
    for link in run.iter_mut().skip(from.saturating_sub(1)) {
        link.stated = true;
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
        (_, Role::Republisher) if link.material => Relation::MaterialOf,
        (_, Role::Republisher) => Relation::RepublishedBy,
        (_, Role::Brand) if owned => Relation::BrandOf,
        _ if via => Relation::DistributedVia,
        // *With material from X and Y*: neither had it from the other.
        _ if link.material && next.material => Relation::CoSource,
        _ if link.stated && next.stated && rank(one.role) == rank(other.role) => Relation::GaveTo,
        _ if rank(one.role) == rank(other.role) => Relation::CoSource,
        (_, Role::Distributor) => Relation::DistributedVia,
        (Role::Originator, Role::Interviewer) => Relation::QuotedBy,
        _ => Relation::GaveTo,
    };
    let beside = relation == Relation::CoSource && link.material && next.material;
    let order = if beside {
        Order::Inferred
    } else if via || link.stated || next.stated && other.role != Role::Republisher {
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
