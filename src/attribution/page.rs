//! What the markup of a page says of its text beside who puts it out: the agency that sent it, the page of another house
//! that it repeats, and its own name where its text says it.

use crate::document::{Origin, OriginKind};
use crate::lexicon::organisation::{Organisation, OrganisationKind, Organisations};
use crate::record::{Evidence, Notice, Party, Role};

use super::publisher::{carried, is_footer, is_pictured, is_site, link, sends};
use super::{Gathered, Told, party};

/// Whether an agency that the markup of a page names as its publisher is who sent its text, since the page is of another
/// by its name or its address: `"publisher": "Associated Press"` on the page of a paper.
pub(super) fn is_sender(
    origin: &Origin,
    known: &Organisation,
    told: &Told<'_>,
    registry: &Organisations,
) -> bool {
    origin.kind == OriginKind::Publisher
        && known.kind == OrganisationKind::Agency
        && told.origins.iter().any(|other| {
            let house = match other.kind {
                OriginKind::Site => registry.find(&other.text).map(|named| named.organisation),
                OriginKind::Host => registry.by_host(&other.text),
                _ => return false,
            };
            // A host that nobody is known by may be the agency's.
            let unknown = other.kind == OriginKind::Site;
            house.map_or(unknown, |house| !related(registry, house, known))
        })
}

/// Whether one house is the other or belongs to it.
fn related(registry: &Organisations, one: &Organisation, other: &Organisation) -> bool {
    registry.belongs_to(&one.id, &other.id) || registry.belongs_to(&other.id, &one.id)
}

/// A page whose `canonical` link leads to the page of another house repeats a text that came out there.
pub(super) fn repeated(gathered: &mut Gathered<'_>, told: &Told<'_>, here: Option<&Organisation>) {
    let registry = &gathered.lexicon.organisations;
    let canonical = told.origins.iter().find_map(|origin| match origin.kind {
        OriginKind::Canonical => Some((registry.by_host(&origin.text)?, origin)),
        _ => None,
    });
    let elsewhere =
        canonical.filter(|(first, _)| here.is_none_or(|here| !related(registry, here, first)));
    let Some((first, origin)) = elsewhere else { return };
    let role = carried(first.kind).unwrap_or(Role::Originator);
    // What stands where a publisher names itself is where the text came from.
    for link in &mut gathered.links {
        let own = link.hop.organisation.id.as_ref() == Some(&first.id) && link.hop.scope.is_none();
        if own && link.hop.role == Role::Republisher && !link.reprinted {
            link.hop.role = role;
        }
    }
    let confidence = gathered.lexicon.weights.credits().structured;
    gathered.push(link(party(first), role, confidence, &origin.evidence));
}

/// *Originally published on Live Science* on a page of Live Science: a name that the registry does not know, and that is
/// the page's own, is who puts the text out.
pub(super) fn own_name(
    gathered: &mut Gathered<'_>,
    told: &Told<'_>,
    publisher: Option<&Organisation>,
) {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mut own: Vec<String> = Vec::new();
    for origin in
        told.origins.iter().filter(|origin| is_site(origin.kind) || origin.kind == OriginKind::Host)
    {
        let text = origin.text.trim();
        own.push(letters(text));
        // `www.harbour-daily.example` is *Harbour Daily*.
        if let Some((site, _)) = text.rsplit_once('.').filter(|_| !text.contains(' ')) {
            own.push(letters(site.strip_prefix("www.").unwrap_or(site)));
        }
    }
    // *HARBOUR DAILY NEWS*: however the line of the author prints it.
    own.extend(publisher.iter().flat_map(|house| &house.credits).map(|one| letters(&one.text)));
    let is_own = |name: &str| {
        // *GH Magazine* on `gh.example`: what it is behind its name.
        let short = name.rsplit_once(' ').map(|(name, _)| letters(name));
        let name = letters(name);
        // *Teen Harbour Magazine* on `teenharbour.example`.
        let longer = |own: &String| own.len() >= LETTERS && name.starts_with(own.as_str());
        own.iter().any(|own| *own == name || Some(own) == short.as_ref() || longer(own))
    };
    for link in &mut gathered.links {
        let unknown = link.hop.organisation.id.is_none() && link.hop.scope.is_none();
        let here = !matches!(link.hop.role, Role::Photo | Role::Interviewer);
        if unknown && here && !link.reprinted && is_own(&link.hop.organisation.name) {
            link.hop.role = Role::Republisher;
            // The page says whose it is: no source, however alone it stands.
            link.stated = true;
            if let Some(publisher) = publisher {
                link.hop.organisation = party(publisher);
            }
        }
    }
}

/// The least letters of a name with which another may begin and be the same house.
const LETTERS: usize = 8;

/// The owner of the publisher that stands as the author of its page sent it nothing: it is its house.
pub(super) fn of_its_house(gathered: &mut Gathered<'_>, publisher: &Organisation) {
    let registry = &gathered.lexicon.organisations;
    let house = |id: &str| {
        id != publisher.id
            && registry.belongs_to(&publisher.id, id)
            && registry.get(id).is_some_and(|owner| !sends(owner.kind))
    };
    gathered.links.retain(|link| {
        link.stated
            || link.hop.scope.is_some()
            || !link.hop.organisation.id.as_deref().is_some_and(house)
    });
}

/// The house of the registry that a notice is of: *© CNBC.com* by its host; `© taz Entwicklungs GmbH` at the foot of a page
/// by the first word, where the page credits that house.
pub(super) fn holder<'a>(gathered: &Gathered<'a>, notice: &Notice) -> Option<&'a Organisation> {
    let registry = &gathered.lexicon.organisations;
    let holder = notice.holder.as_ref()?;
    if let Some(id) = holder.id.as_deref() {
        return registry.get(id);
    }
    let name = holder.name.to_lowercase();
    let begins = |house: &&Organisation| {
        house.credits.iter().any(|credit| {
            let rest = name.strip_prefix(credit.text.to_lowercase().as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    let credited = || {
        let ids = gathered.links.iter().filter_map(|link| link.hop.organisation.id.as_deref());
        ids.filter_map(|id| registry.get(id)).find(begins)
    };
    registry.by_host(&name).or_else(|| is_footer(notice).then(credited).flatten())
}

/// Whether another notice stands below that of an agency, whose holder is no agency and not a house of it.
pub(super) fn is_page_of_another(
    gathered: &Gathered<'_>,
    told: &Told<'_>,
    agency: &Organisation,
    own: &Evidence,
) -> bool {
    let registry = &gathered.lexicon.organisations;
    let another = |party: &Party| {
        if let Some(id) = party.id.as_deref() {
            let sends = registry.get(id).is_some_and(|known| sends(known.kind));
            return !(sends
                || registry.belongs_to(id, &agency.id)
                || registry.belongs_to(&agency.id, id));
        }
        let own = |word: &str| agency.credits.iter().any(|credit| credit.text == word);
        !party.name.contains(&agency.name) && !party.name.split_whitespace().any(own)
    };
    let below = |notice: &&Notice| {
        notice.evidence.field == own.field
            && notice.evidence.start > own.end
            && !is_pictured(told, notice)
    };
    let mut holders = told.notices.iter().filter(below).filter_map(|one| one.holder.as_ref());
    holders.any(another)
}
