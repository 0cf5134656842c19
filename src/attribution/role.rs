//! What a credit makes of an organisation, by what is said of it and by what it is.

use crate::find::credit::Relation;
use crate::lexicon::organisation::{Organisation, OrganisationKind};
use crate::record::Role;

/// The role of a known organisation. `several`: whether others are credited with it.
pub(super) fn of(relation: Relation, organisation: &Organisation, several: bool) -> Role {
    let passes = matches!(
        organisation.kind,
        OrganisationKind::Network
            | OrganisationKind::NewspaperSyndicate
            | OrganisationKind::PressReleaseWire
    );
    let publishes =
        matches!(organisation.kind, OrganisationKind::Publisher | OrganisationKind::Broadcaster);
    match relation {
        Relation::Photo => Role::Photo,
        Relation::Told => Role::Interviewer,
        Relation::Reprinted => Role::Republisher,
        Relation::Quoted | Relation::Original | Relation::Behalf => Role::Originator,
        Relation::Provided => Role::Distributor,
        Relation::Relayed if publishes => Role::Distributor,
        Relation::Sent | Relation::Source | Relation::Material | Relation::Relayed if passes => {
            Role::Distributor
        }
        // In a dateline or a byline a publisher names itself.
        Relation::Sent if publishes => Role::Republisher,
        Relation::Source if organisation.brand && several => Role::Brand,
        Relation::Source | Relation::Material if publishes => Role::Originator,
        Relation::Sent | Relation::Source | Relation::Material | Relation::Relayed => Role::Wire,
    }
}

/// The role of an organisation that the registry does not know.
pub(super) const fn of_unknown(relation: Relation) -> Role {
    match relation {
        Relation::Photo => Role::Photo,
        Relation::Told => Role::Interviewer,
        Relation::Provided | Relation::Relayed => Role::Distributor,
        Relation::Reprinted => Role::Republisher,
        _ => Role::Originator,
    }
}

/// What two credits of one organisation say together.
pub(super) fn together(one: Role, other: Role) -> Role {
    use Role::{Brand, Distributor, Interviewer, Originator, Republisher, Wire};
    match (one, other) {
        _ if one == other => one,
        (Republisher, _) | (_, Republisher) => Republisher,
        // It got the statement, and the text is from it.
        (Interviewer, Wire) | (Wire, Interviewer) | (Originator, _) | (_, Originator) => Originator,
        (Brand, _) | (_, Brand) => Brand,
        (Distributor, _) | (_, Distributor) => Distributor,
        (Wire, _) | (_, Wire) => Wire,
        _ => one,
    }
}

/// From the origin to the publisher.
pub(super) const fn rank(role: Role) -> u8 {
    match role {
        Role::Originator => 0,
        Role::Interviewer => 1,
        Role::Brand => 2,
        Role::Wire => 3,
        Role::Distributor => 4,
        Role::Republisher => 5,
        _ => 6,
    }
}
