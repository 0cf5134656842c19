//! Whether two credits are of one house, or of one person: by its host, by its short name, by the place they were read from.

use super::Link;
use crate::record::{Person, Role};

/// *Statista* and *Statista.com*: a site, once by its name and once by its host.
pub(super) fn is_host_of(known: &Link, link: &Link) -> bool {
    let (one, other) = (&known.hop.organisation.name, &link.hop.organisation.name);
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    long.rsplit_once('.').is_some_and(|(site, top)| {
        top.len() <= 6
            && top.chars().all(char::is_alphabetic)
            && site.to_lowercase() == short.to_lowercase()
    })
}

/// *Penwick Dale LLP* and *Penwick Dale*: a house by its name of two words and more, and by the first words of it.
pub(super) fn is_short_of(known: &Link, link: &Link) -> bool {
    let (one, other) = (&known.hop.organisation.name, &link.hop.organisation.name);
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    // *Ford … SOURCE Ford Motor Company*: one word of it where both made the text.
    let origin = |link: &Link| link.hop.role == Role::Originator;
    (short.contains(' ') || origin(known) && origin(link))
        && long.strip_prefix(short.as_str()).is_some_and(|rest| rest.starts_with([' ', ',']))
}

/// Whether two hops are read from one place.
pub(super) fn within(known: &Link, link: &Link) -> bool {
    let (one, other) = (&known.hop.evidence, &link.hop.evidence);
    one.field == other.field && one.start < other.end && other.start < one.end
}

/// Whether a name is the beginning of another that was read at the same place.
pub(super) fn is_part(one: &Person, other: &Person) -> bool {
    let (inner, outer) = (&one.evidence, &other.evidence);
    one.role == other.role
        && inner.field == outer.field
        && inner.start == outer.start
        && inner.end < outer.end
        && other.name.starts_with(&one.name)
}
