//! The chain of a document as `explain` draws it: a line for each scope, from the origin to the publisher, and in words
//! what is missing.

use std::fmt::Write;

use clearance::record::{Attribution, Gap, Hop, Order, Relation, Role, Scope};
use clearance::report::shown;

/// Hops of a line; of a longer one the last, who published it, is kept.
const HOPS: usize = 8;

/// The lines of a chain, and a line for each gap.
pub(super) fn lines(attribution: &Attribution, out: &mut String) {
    let scopes = [(Scope::Text, "chain"), (Scope::Statement, "statement"), (Scope::Photo, "photo")];
    for (scope, word) in scopes {
        let hops: Vec<&Hop> = attribution
            .hops
            .iter()
            .filter(|hop| hop.scope.unwrap_or(Scope::Text) == scope)
            .collect();
        if !hops.is_empty() {
            let _ = writeln!(out, "  {word}: {}", line(&hops));
        }
    }
    for gap in &attribution.gaps {
        let _ = writeln!(out, "  gap: {}", said(*gap));
    }
}

fn line(hops: &[&Hop]) -> String {
    let more = hops.len().saturating_sub(HOPS);
    let mut out = String::new();
    let mut inferred = false;
    for (at, hop) in hops.iter().enumerate() {
        // Of those in the middle only their number is said.
        if more > 0 && at + 1 >= HOPS && at + 1 < hops.len() {
            if at + 1 == HOPS {
                let _ = write!(out, "… and {more} more");
            }
        } else {
            out.push_str(&named(hop));
        }
        let folded = more > 0 && at + 1 >= HOPS && at + 2 < hops.len();
        if at + 1 < hops.len() && !folded {
            let sign = sign(hop);
            inferred |= sign == INFERRED;
            let _ = write!(out, " {sign} ");
        }
    }
    if inferred {
        let _ = write!(out, "  ({INFERRED} inferred, not stated)");
    }
    out
}

/// What stands for a step that nothing but the kind of the organisation or the order of the text gives.
const INFERRED: &str = "⇢";

/// What joins a hop to the next.
fn sign(hop: &Hop) -> &'static str {
    match (hop.relation, hop.order) {
        (Some(Relation::CoSource), _) => "+",
        (_, Some(Order::Stated | Order::Registry)) => "→",
        _ => INFERRED,
    }
}

fn named(hop: &Hop) -> String {
    let name = shown(&hop.organisation.name);
    match &hop.brand_of {
        Some(house) if hop.role == Role::Brand => {
            format!("{name} (brand of {})", shown(&house.name))
        }
        _ => format!("{name} ({})", hop.role),
    }
}

/// What is missing, in words.
const fn said(gap: Gap) -> &'static str {
    match gap {
        Gap::UnnamedSource => "an agency is credited but not named",
        Gap::NoPublisher => "nobody is named who published it",
        Gap::NoSource => "nothing tells where the text came from",
        Gap::Overflow => "more are credited than are kept",
        Gap::AmbiguousName => "a name is that of several organisations",
    }
}

#[cfg(test)]
mod tests {
    use clearance::record::{Evidence, Party};

    use super::*;

    fn hop(name: &str, relation: Option<Relation>, order: Option<Order>) -> Hop {
        Hop {
            organisation: Party { name: name.to_owned(), id: None },
            role: Role::Wire,
            scope: None,
            relation,
            order,
            desk: None,
            brand_of: None,
            network: false,
            confidence: 1.0,
            evidence: Evidence {
                field: None,
                start: 0,
                end: 0,
                line: 1,
                column: 1,
                quote: String::new(),
            },
        }
    }

    fn drawn(hops: &[Hop]) -> String {
        line(&hops.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_long_chain_keeps_its_ends() {
        let beside =
            |name: usize| hop(&name.to_string(), Some(Relation::CoSource), Some(Order::Inferred));
        let mut hops: Vec<Hop> = (1..40).map(beside).collect();
        hops.push(hop("Z", None, None));
        assert_eq!(
            drawn(&hops),
            "1 (wire) + 2 (wire) + 3 (wire) + 4 (wire) + 5 (wire) + 6 (wire) + 7 (wire) + … and 32 more + Z (wire)"
        );
        let eight: Vec<Hop> = (1..9).map(beside).collect();
        assert!(!drawn(&eight).contains('…'));
    }

    #[test]
    fn what_is_stated_is_told_from_what_is_inferred() {
        let hops = [
            hop("A", Some(Relation::CoSource), Some(Order::Inferred)),
            hop("B", Some(Relation::DistributedVia), Some(Order::Stated)),
            hop("C", Some(Relation::RepublishedBy), Some(Order::Inferred)),
            hop("D", None, None),
        ];
        assert_eq!(
            drawn(&hops),
            "A (wire) + B (wire) → C (wire) ⇢ D (wire)  (⇢ inferred, not stated)"
        );
    }
}
