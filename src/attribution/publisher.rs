//! Who put this copy out: exactly one hop, the last. The host decides, then what the page calls itself,
//! then the holder of the notice; a publisher that credits itself as its own source stands once.

use crate::document::{Origin, OriginKind};
use crate::find::credit::Relation;
use crate::lexicon::organisation::{Organisation, OrganisationKind};
use crate::record::{Evidence, Feature, Hop, Notice, Party, Role};

use super::page::{holder, is_page_of_another, is_sender, of_its_house, own_name, repeated};
use super::{Gathered, Link, Told, party};

/// Adds the publisher, and what other holders of notices are.
pub(super) fn find(gathered: &mut Gathered<'_>, told: &Told<'_>) {
    let lexicon = gathered.lexicon;
    let registry = &lexicon.organisations;
    let credits = lexicon.weights.credits();
    let holders: Vec<(&Notice, &Organisation)> = told
        .notices
        .iter()
        .filter(|notice| !is_pictured(told, notice))
        .filter_map(|notice| Some((notice, holder(gathered, notice)?)))
        .collect();
    let host = told.origins.iter().find_map(|origin| match origin.kind {
        OriginKind::Host => Some((registry.by_host(&origin.text)?, origin)),
        _ => None,
    });
    let named = |wanted: &dyn Fn(OriginKind) -> bool| {
        let mut origins = told.origins.iter().filter(|origin| wanted(origin.kind));
        origins.find_map(|origin| {
            let known = registry.find(&origin.text)?.organisation;
            (!is_sender(origin, known, told, registry)).then_some((known, origin))
        })
    };
    for origin in told.origins {
        let Some(known) = registry.find(&origin.text).map(|named| named.organisation) else {
            continue;
        };
        if is_sender(origin, known, told, registry) {
            gathered.push(link(party(known), Role::Wire, credits.structured, &origin.evidence));
        }
    }
    repeated(gathered, told, host.map(|(here, _)| here));
    // Who owns it puts it out where nothing else says who does; an agency only where nothing says where that was.
    let somewhere =
        |wanted: &dyn Fn(OriginKind) -> bool| told.origins.iter().any(|origin| wanted(origin.kind));
    let elsewhere = somewhere(&is_site);
    let hosted = elsewhere || somewhere(&|kind| kind == OriginKind::Host);
    let site = named(&is_site).or_else(|| {
        let owner = named(&|kind| kind == OriginKind::Holder).filter(|_| !elsewhere);
        owner.filter(|(owner, _)| !hosted || !sends(owner.kind))
    });
    own_name(gathered, told, host.or(site).map(|(publisher, _)| publisher));
    if let Some((publisher, _)) = host.or(site) {
        of_its_house(gathered, publisher);
    }
    let translated = gathered.persons.iter().any(|person| person.role == Role::Translator);
    abroad(gathered, translated && host.is_none() && site.is_none());
    let passed_on = gathered
        .links
        .iter()
        .any(|link| link.stated && link.hop.scope.is_none() && link.hop.role == Role::Distributor);
    // Copy that somebody distributes is its holder's: *© The Times. Distributed by …*.
    if passed_on && !hosted {
        return distributed(gathered, told.notices);
    }
    // Who sells or sends the copy of others publishes none.
    let publishes = |(_, organisation): &&(&Notice, &Organisation)| !passes(organisation.kind);
    let holder = holders
        .iter()
        .rev()
        .filter(publishes)
        .find(|(_, organisation)| organisation.kind != OrganisationKind::Agency)
        .or(holders.iter().rev().find(publishes));
    let chosen: Option<(&Organisation, f64, &Evidence)> = host
        .or(site)
        .map(|(organisation, origin): (&Organisation, &Origin)| {
            (organisation, credits.structured, &origin.evidence)
        })
        .or_else(|| {
            holder.map(|(notice, organisation)| {
                (*organisation, credits.holder.min(notice.confidence), &notice.evidence)
            })
        });
    for (notice, organisation) in &holders {
        // *© Dow Jones & Company* on a page of The Wall Street Journal: the publisher, or the house that it belongs to.
        if chosen
            .is_some_and(|(publisher, ..)| registry.belongs_to(&publisher.id, &organisation.id))
        {
            continue;
        }
        let confidence = credits.holder.min(notice.confidence);
        // A notice of an agency on the page of another is of the article that it sent.
        let Some(role) = carried(organisation.kind) else { continue };
        gathered.push(link(party(organisation), role, confidence, &notice.evidence));
    }
    // Who owns a page of another by its markup: its copy.
    for origin in told.origins.iter().filter(|origin| origin.kind == OriginKind::Holder) {
        let Some(owner) = registry.find(&origin.text).map(|named| named.organisation) else {
            continue;
        };
        if chosen.is_some_and(|(publisher, ..)| registry.belongs_to(&publisher.id, &owner.id)) {
            continue;
        }
        let origin_of = || chosen.is_some().then_some(Role::Originator);
        let Some(role) = carried(owner.kind).or_else(origin_of) else { continue };
        gathered.push(link(party(owner), role, credits.structured, &origin.evidence));
    }
    let named = host.is_some() || site.is_some();
    match chosen {
        // *Translated by … © Le Figaro*: what was translated came out there first.
        Some((organisation, confidence, evidence))
            if translated
                && !named
                && (gathered.countries.is_empty() || foreign(gathered, Some(&organisation.id))) =>
        {
            gathered.push(link(party(organisation), Role::Originator, confidence, evidence));
        }
        // *First published in The Times. © The Times*: the holder is where it came out first, and not who has it here.
        Some((organisation, ..)) if !named && is_origin(gathered, &organisation.id) => {}
        // *Copyright 2008 by The Harbour Press* below an article, and *© 2008, KHLB* below the page: it sent the article.
        Some((organisation, confidence, evidence))
            if !named
                && organisation.kind == OrganisationKind::Agency
                && is_page_of_another(gathered, told, organisation, evidence) =>
        {
            gathered.push(link(party(organisation), Role::Wire, confidence, evidence));
            unknown(gathered, told);
        }
        // An agency whose notice is all there is sent the text: it is made to be published by others.
        Some((organisation, confidence, evidence))
            if !named
                && organisation.kind == OrganisationKind::Agency
                && !holder.is_some_and(|(notice, _)| is_footer(notice))
                // *…, he told X. © X*: it sent what it was told, and what it told on.
                && gathered.links.iter().all(|link| link.hop.scope.is_some() || link.mentioned) =>
        {
            gathered.push(link(party(organisation), Role::Wire, confidence, evidence));
        }
        // *By Ann Lee The Associated Press … © The Canadian Press*: an agency whose notice stands below the copy that another
        // sent passed it on.
        Some((organisation, confidence, evidence))
            if !named
                && organisation.kind == OrganisationKind::Agency
                && passed_on_by(gathered, &organisation.id) =>
        {
            gathered.push(link(party(organisation), Role::Distributor, confidence, evidence));
        }
        // *WASHINGTON (CNN) — … © Cable News Network* on the page of a station: the notice is of the copy that it sent.
        Some((organisation, ..)) if !named && hosted && is_sent_by(gathered, &organisation.id) => {
            unknown(gathered, told);
        }
        Some((organisation, confidence, evidence)) => {
            // The owner alone says nothing of a page that is of somebody else.
            let here = named || !hosted;
            published(gathered, (party(organisation), here), confidence, evidence);
        }
        None => {
            credited(gathered);
            unknown(gathered, told);
        }
    }
}

/// Whether a notice stands in the credit of a picture: it is the picture's.
pub(super) fn is_pictured(told: &Told<'_>, notice: &Notice) -> bool {
    let own = &notice.evidence;
    let pictures = told.credits.iter().filter(|credit| credit.relation == Relation::Photo);
    pictures.flat_map(|credit| &credit.names).any(|name| {
        let other = &name.evidence;
        other.field == own.field && other.start < own.end && own.start < other.end
    })
}

/// Whether a notice stands in the footer of a page: it is of whoever puts the page out.
pub(super) fn is_footer(notice: &Notice) -> bool {
    notice.circumstances.contains(&Feature::Footer)
}

/// Whether it says whose page it is.
pub(super) const fn is_site(kind: OriginKind) -> bool {
    matches!(kind, OriginKind::Publisher | OriginKind::Site)
}

/// Whether a house of this kind sells or sends the copy of others.
const fn passes(kind: OrganisationKind) -> bool {
    matches!(kind, OrganisationKind::NewspaperSyndicate | OrganisationKind::PressReleaseWire)
}

/// What a house of this kind is to copy of its that another puts out; `None` for one that puts out its own.
pub(super) const fn carried(kind: OrganisationKind) -> Option<Role> {
    match kind {
        OrganisationKind::Agency => Some(Role::Wire),
        kind if passes(kind) => Some(Role::Distributor),
        _ => None,
    }
}

/// Whether what a house of this kind has made is put out by others.
pub(super) const fn sends(kind: OrganisationKind) -> bool {
    passes(kind) || matches!(kind, OrganisationKind::Agency)
}

/// A house that is credited for a text which nothing says it put out: where the text comes from, alone or as the one
/// whose copy another passes on. *By Ann Lee, The Straits Times*, *(THE JAKARTA POST/ASIA NEWS NETWORK)*.
fn credited(gathered: &mut Gathered<'_>) {
    let text = |link: &&Link| link.hop.scope.is_none();
    let passed = gathered.links.iter().filter(text).any(|link| link.hop.role == Role::Distributor);
    let alone = gathered.links.iter().filter(text).count() == 1;
    for link in &mut gathered.links {
        let own = link.hop.role == Role::Republisher
            && link.hop.scope.is_none()
            && !(link.stated || link.reprinted);
        if own && (alone || passed) {
            link.hop.role = Role::Originator;
        }
    }
}

/// A publisher of another country that stands where a publisher names itself, in a text of another language,
/// is where the text came from: *Gideon Marsh, Financial Times* in Portuguese. So it is where the text was translated
/// and nothing tells its language.
fn abroad(gathered: &mut Gathered<'_>, translated: bool) {
    let translated = translated && gathered.countries.is_empty();
    let mut links = std::mem::take(&mut gathered.links);
    for link in &mut links {
        let here = link.hop.role == Role::Republisher && link.hop.scope.is_none() && !link.stated;
        if here && (translated || foreign(gathered, link.hop.organisation.id.as_deref())) {
            link.hop.role = Role::Originator;
        }
    }
    gathered.links = links;
}

/// Whether an agency of the world, and nobody else, is credited as who sent the text, and this agency in no other place.
fn passed_on_by(gathered: &Gathered<'_>, id: &str) -> bool {
    let mut text = gathered.links.iter().filter(|link| link.hop.scope.is_none()).peekable();
    text.peek().is_some()
        && text.all(|link| {
            let other = link.hop.organisation.id.as_deref();
            let known = other.and_then(|other| gathered.lexicon.organisations.get(other));
            other != Some(id)
                && link.sent
                && link.hop.role == Role::Wire
                && known.is_some_and(|known| known.international)
        })
}

/// Whether the text says that it came out first with an organisation.
fn is_origin(gathered: &Gathered<'_>, id: &str) -> bool {
    gathered.links.iter().any(|link| {
        link.stated
            && link.hop.scope.is_none()
            && link.hop.role == Role::Originator
            && link.hop.organisation.id.as_deref() == Some(id)
    })
}

/// Whether a dateline or a closing mark says that an organisation sent the text.
fn is_sent_by(gathered: &Gathered<'_>, id: &str) -> bool {
    gathered.links.iter().any(|link| {
        link.datelined
            && link.hop.scope.is_none()
            && matches!(link.hop.role, Role::Wire | Role::Originator)
            && link.hop.organisation.id.as_deref() == Some(id)
    })
}

/// Whether an organisation is known to be of a country whose press is not written in the language of the text.
fn foreign(gathered: &Gathered<'_>, id: Option<&str>) -> bool {
    let country = || gathered.lexicon.organisations.get(id?)?.country.as_ref();
    !gathered.countries.is_empty()
        && country().is_some_and(|country| !gathered.countries.contains(country))
}

/// A publisher that is credited as the sender too, with nobody before it, sent its own text, and put it out `here`.
fn published(
    gathered: &mut Gathered<'_>,
    (party, here): (Party, bool),
    confidence: f64,
    evidence: &Evidence,
) {
    let own = |link: &Link| link.hop.scope.is_none() && link.hop.organisation.id == party.id;
    // *…, he told the BBC. © The Agency*: who was told something beside an agency's own copy sent it nothing.
    let id = party.id.as_deref();
    let agency = id.and_then(|id| gathered.lexicon.organisations.get(id));
    let kind = agency.map(|known| known.kind);
    let agency = kind == Some(OrganisationKind::Agency);
    // *(CNN) —* on a page of CNN: a broadcaster signs its own.
    let signs = kind == Some(OrganisationKind::Broadcaster);
    let others = gathered.links.iter().any(|link| {
        let aside =
            link.hop.role == Role::Republisher || agency && link.hop.role == Role::Interviewer;
        let told = agency && link.mentioned;
        link.hop.scope.is_none() && !own(link) && !aside && !told
    });
    // *LONDON (Reuters) - …, he told Reuters*: what it was told too, it sent.
    for link in gathered.links.iter_mut().filter(|link| own(link) && link.datelined) {
        if agency && !link.stated && link.hop.role == Role::Originator {
            link.hop.role = Role::Wire;
        }
    }
    let sent = !signs && gathered.links.iter().any(|link| own(link) && link.hop.role == Role::Wire);
    // Who credits itself beside the publisher's own name is not the publisher.
    for link in &mut gathered.links {
        if link.hop.role == Role::Republisher
            && link.hop.organisation.id != party.id
            && !link.stated
            && !link.reprinted
        {
            link.hop.role = Role::Originator;
        }
    }
    if sent && !others {
        gathered.own = here;
        return;
    }
    let role = publishing(gathered, &party);
    gathered.push(link(party, role, confidence, evidence));
}

/// What the publisher of this copy is: *This article was reprinted on X* points on to X, so that it came out here first.
fn publishing(gathered: &Gathered<'_>, party: &Party) -> Role {
    let further =
        |link: &Link| link.reprinted && link.hop.scope.is_none() && link.hop.organisation != *party;
    if gathered.links.iter().any(further) { Role::Originator } else { Role::Republisher }
}

/// A publisher that the registry does not know, by the name that the page or its notice gives; only where
/// somebody else is credited: a chain needs its end.
fn unknown(gathered: &mut Gathered<'_>, told: &Told<'_>) {
    let sourced = gathered
        .links
        .iter()
        .any(|link| link.hop.scope.is_none() && link.hop.role != Role::Republisher);
    let republisher = |link: &Link| link.hop.role == Role::Republisher;
    let further = gathered.links.iter().any(|link| link.reprinted && republisher(link));
    let published = gathered.links.iter().any(|link| republisher(link) && !link.reprinted);
    if !(sourced || further) || published {
        return;
    }
    let credits = gathered.lexicon.weights.credits();
    let registry = &gathered.lexicon.organisations;
    let known = |origin: &Origin| registry.find(&origin.text).map(|named| named.organisation);
    let sender = |origin: &Origin| {
        known(origin).is_some_and(|known| is_sender(origin, known, told, registry))
    };
    let first = |wanted: &dyn Fn(OriginKind) -> bool| {
        told.origins.iter().find(|origin| wanted(origin.kind) && !sender(origin))
    };
    let sent = |origin: &&Origin| known(origin).is_some_and(|known| sends(known.kind));
    let holder = || first(&|kind| kind == OriginKind::Holder).filter(|origin| !sent(origin));
    let site = first(&is_site).or_else(holder);
    if let Some(origin) = site.or_else(|| first(&|kind| kind == OriginKind::Host)) {
        let party = Party { name: origin.text.clone(), id: None };
        let confidence = credits.structured * credits.unknown;
        let role = publishing(gathered, &party);
        gathered.push(link(party, role, confidence, &origin.evidence));
        return;
    }
    // Who sells or sends the copy of others is in the chain already.
    let sent = |id: &str| {
        let own = |link: &Link| link.hop.organisation.id.as_deref() == Some(id);
        gathered.links.iter().any(|link| own(link) && link.hop.role == Role::Wire)
    };
    let passed = |party: &Party| {
        let known = party.id.as_deref().and_then(|id| registry.get(id));
        known.is_some_and(|known| {
            passes(known.kind) || known.kind == OrganisationKind::Agency && sent(&known.id)
        })
    };
    let holder =
        told.notices.iter().rev().filter(|notice| !is_pictured(told, notice)).find_map(|notice| {
            Some((notice, notice.holder.as_ref().filter(|party| !passed(party))?))
        });
    if let Some((notice, holder)) = holder {
        let confidence = credits.holder.min(notice.confidence) * credits.unknown;
        let role = publishing(gathered, holder);
        gathered.push(link(holder.clone(), role, confidence, &notice.evidence));
    }
}

/// Copy that is passed on: the holders of its notices are where it comes from.
fn distributed(gathered: &mut Gathered<'_>, notices: &[Notice]) {
    let credits = gathered.lexicon.weights.credits();
    for notice in notices {
        let Some(holder) = &notice.holder else { continue };
        let known = gathered.links.iter().any(|link| {
            link.hop.organisation.name == holder.name
                || (holder.id.is_some() && link.hop.organisation.id == holder.id)
        });
        if !known {
            let confidence = credits.holder.min(notice.confidence);
            // Whose notice stands at the foot of the page puts it out.
            let role = if is_footer(notice) { Role::Republisher } else { Role::Originator };
            gathered.push(link(holder.clone(), role, confidence, &notice.evidence));
        }
    }
}

pub(super) fn link(party: Party, role: Role, confidence: f64, evidence: &Evidence) -> Link {
    let hop = Hop {
        organisation: party,
        role,
        scope: None,
        relation: None,
        order: None,
        desk: None,
        brand_of: None,
        network: false,
        confidence,
        evidence: evidence.clone(),
    };
    let (stated, relayed, told, mentioned) = (false, false, false, false);
    let (material, sent, reprinted, datelined) = (false, false, false, false);
    Link {
        hop,
        joined: ' ',
        stated,
        relayed,
        told,
        mentioned,
        material,
        sent,
        reprinted,
        datelined,
    }
}
