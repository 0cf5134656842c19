//! Credits, notices and what the markup says of its origin → the chain from origin to publisher. The
//! registry may order hops and name them, it never adds one: each hop has its evidence in the document.
//!
//! `role` says what a credit makes of an organisation, `page` what the markup says of the text, `publisher` who put this
//! copy out, `chain` in which order they stand.

mod chain;
mod page;
mod publisher;
mod role;
mod same;

use self::same::{is_host_of, is_part, is_short_of, within};
use crate::document::Origin;
use crate::find::credit::{Credit, Name, Relation, Slot, Who};
use crate::lexicon::Lexicon;
use crate::lexicon::organisation::{Organisation, OrganisationKind, Organisations};
use crate::limits::keep;
use crate::record::{
    Attribution, Completeness, Evidence, Gap, Hop, Notice, Party, Person, Role, Scope,
};

/// What of a document its chain is made of.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The credits, in the order of the text.
    pub credits: &'a [Credit],
    /// The notices.
    pub notices: &'a [Notice],
    /// What the markup or the row says of its origin.
    pub origins: &'a [Origin],
    /// The language of the text.
    pub language: Option<&'a str>,
}

/// One hop on its way to its place in the chain.
#[derive(Debug, Clone)]
struct Link {
    hop: Hop,
    /// What stood between it and the one named before it in the same credit.
    joined: char,
    /// Whether the text itself says which way it went.
    stated: bool,
    /// Whether the text says that it told on the report of another: before whoever sent the text.
    relayed: bool,
    /// Whether nothing is said of it but that a statement was given to it.
    told: bool,
    /// Whether nothing is said of it but that it reported something, in the running text.
    mentioned: bool,
    /// Whether the text holds its copy beside other copy.
    material: bool,
    /// Whether it is credited as who sent the text, or whose material the text holds.
    sent: bool,
    /// Whether the text says that it came out there again.
    reprinted: bool,
    /// Whether a dateline or a closing mark says that it sent the text.
    datelined: bool,
}

/// The chain as it is gathered.
struct Gathered<'a> {
    lexicon: &'a Lexicon,
    links: Vec<Link>,
    persons: Vec<Person>,
    gaps: Vec<Gap>,
    /// Whether who sent the text put it out here itself.
    own: bool,
    /// The countries whose press is written in the language of the text.
    countries: &'a [String],
}

/// Makes the chain of one document.
pub fn trace(told: &Told<'_>, lexicon: &Lexicon) -> Attribution {
    let countries = lexicon.countries(told.language);
    let (links, persons, gaps) = (Vec::new(), Vec::new(), Vec::new());
    let mut gathered = Gathered { lexicon, links, persons, gaps, own: false, countries };
    // What is said in the running text of a long article is said of one sentence: it strengthens what is
    // credited elsewhere, and is no hop of its own.
    let (passing, sure): (Vec<&Credit>, Vec<&Credit>) =
        told.credits.iter().partition(|credit| credit.slot == Slot::Cue && !credit.edge);
    let within = parts(told.credits);
    for credit in sure {
        gathered.credit(credit, &within);
    }
    for credit in passing {
        gathered.strengthen(credit);
    }
    publisher::find(&mut gathered, told);
    gathered.finish()
}

impl Gathered<'_> {
    /// Adds what a credit names, but for names that are a part of another (`parts`).
    fn credit(&mut self, credit: &Credit, parts: &[&Evidence]) {
        let several = credit
            .names
            .iter()
            .filter(|name| matches!(name.who, Who::Organisation(_) | Who::Unknown))
            .count()
            > 1;
        // *AFP via Getty Images*: what comes by way of one that sells pictures is one.
        let sells = |name: &Name| self.sells_pictures(credit.relation, &name.who);
        let via = credit.names.iter().any(|name| name.joined == 'v' && sells(name));
        let pictures = via || credit.relation == Relation::Photo;
        for name in &credit.names {
            if parts.iter().any(|part| **part == name.evidence) {
                continue;
            }
            let photo = pictures || self.sells_pictures(credit.relation, &name.who);
            let (party, role, confidence) = match &name.who {
                Who::Person(role) => {
                    // `ANTARA FOTO/A. Name/aww`: who was at the desk took no picture.
                    let desk = *role == Role::Editor && name.joined == '/';
                    let taken = photo && !desk;
                    let role = if taken { Role::Photographer } else { *role };
                    self.person(name, role);
                    continue;
                }
                Who::Organisation(id) => {
                    let Some(organisation) = self.lexicon.organisations.get(id) else { continue };
                    let relation = if photo { Relation::Photo } else { credit.relation };
                    // `(CNN)North Korea …`: in the brackets of a dateline a broadcaster sent the text.
                    let sent = credit.slot == Slot::Dateline
                        && relation == Relation::Sent
                        && organisation.kind == OrganisationKind::Broadcaster;
                    let role = match role::of(relation, organisation, several) {
                        Role::Republisher if sent => Role::Wire,
                        role => role,
                    };
                    (party(organisation), role, self.confidence(credit.slot))
                }
                // *potrivit mediafax.ro*: a house by its host.
                Who::Unknown if let Some(organisation) = self.host(&name.printed) => {
                    let role = role::of(credit.relation, organisation, several);
                    (party(organisation), role, self.confidence(credit.slot))
                }
                Who::Ambiguous(id) => {
                    let Some(organisation) = self.lexicon.organisations.get(id) else { continue };
                    self.gap(Gap::AmbiguousName);
                    let role = role::of(credit.relation, organisation, several);
                    let party = Party { name: name.printed.clone(), id: None };
                    (party, role, self.confidence(credit.slot))
                }
                Who::Unknown => {
                    // Alone in a dateline stands who sent the text, known or not.
                    let role = match (credit.slot, credit.relation) {
                        (Slot::Dateline, Relation::Sent) if !several => Role::Wire,
                        _ => role::of_unknown(credit.relation),
                    };
                    let party = Party { name: name.printed.clone(), id: None };
                    let weigh = self.lexicon.weights.credits().unknown;
                    (party, role, self.confidence(credit.slot) * weigh)
                }
                Who::Unnamed => {
                    self.gap(Gap::UnnamedSource);
                    let party = Party { name: name.printed.clone(), id: None };
                    let weigh = self.lexicon.weights.credits().unknown;
                    (party, Role::Wire, self.confidence(credit.slot) * weigh)
                }
            };
            let (scope, role) =
                if photo { (Some(Scope::Photo), Role::Photo) } else { (None, role) };
            let stated = credit.slot == Slot::Syndication || credit.relation == Relation::Relayed;
            // *First published in The Times. c.2025 The Times*: what is said of it in words holds.
            let origin = |link: &Link| {
                link.stated && link.hop.role == Role::Originator && link.hop.organisation == party
            };
            let again = role == Role::Republisher && !stated && self.links.iter().any(origin);
            let role = if again { Role::Originator } else { role };
            // *By CNN Wire*, and *WASHINGTON (CNN) —* below: it sent the text, and is not who puts it out here.
            let datelined = matches!(credit.slot, Slot::Dateline | Slot::Closing)
                && credit.relation == Relation::Sent
                && role == Role::Wire;
            let role = self.sent_too(&party, role, datelined && !stated);
            let desk = credit.desk.clone().filter(|_| role == Role::Wire);
            let (relation, order) = (None, None);
            let evidence = name.evidence.clone();
            let hop = Hop {
                organisation: party,
                role,
                scope,
                relation,
                order,
                desk,
                brand_of: None,
                network: false,
                confidence,
                evidence,
            };
            let is = |relation| credit.relation == relation;
            let (relayed, told) = (is(Relation::Relayed), is(Relation::Told));
            let mentioned = credit.slot == Slot::Cue
                && matches!(credit.relation, Relation::Told | Relation::Quoted | Relation::Relayed);
            let (material, reprinted) = (is(Relation::Material), is(Relation::Reprinted));
            let sent = material || is(Relation::Sent);
            let joined = name.joined;
            self.push(Link {
                hop,
                joined,
                stated,
                relayed,
                told,
                mentioned,
                material,
                sent,
                reprinted,
                datelined,
            });
        }
    }

    /// The role of a house that stands where a publisher names itself and in a dateline: the dateline's.
    fn sent_too(&mut self, party: &Party, role: Role, datelined: bool) -> Role {
        let known = self.links.iter_mut().find(|link| {
            link.hop.scope.is_none() && !link.reprinted && link.hop.organisation == *party
        });
        match known {
            Some(known) if datelined && known.hop.role == Role::Republisher => {
                known.hop.role = Role::Wire;
                role
            }
            Some(known)
                if known.datelined && known.hop.role == Role::Wire && role == Role::Republisher =>
            {
                Role::Wire
            }
            _ => role,
        }
    }

    /// Whether a name is of one that sells pictures, credited where nothing says for what.
    fn sells_pictures(&self, relation: Relation, who: &Who) -> bool {
        let Who::Organisation(id) = who else { return false };
        let kind = self.lexicon.organisations.get(id).map(|organisation| organisation.kind);
        relation == Relation::Sent && kind == Some(OrganisationKind::PhotoAgency)
    }

    /// The house whose host a name is.
    fn host(&self, printed: &str) -> Option<&'_ Organisation> {
        let host = printed.contains('.') && !printed.contains(' ');
        host.then(|| self.lexicon.organisations.by_host(printed)).flatten()
    }

    /// What a passing mention says of an organisation that is credited elsewhere.
    fn strengthen(&mut self, credit: &Credit) {
        for name in &credit.names {
            let Who::Organisation(id) = &name.who else { continue };
            let known = self.links.iter_mut().find(|link| {
                link.hop.scope.is_none() && link.hop.organisation.id.as_deref() == Some(id)
            });
            if let Some(link) = known
                && let Some(organisation) = self.lexicon.organisations.get(id)
            {
                let role = role::of(credit.relation, organisation, false);
                link.hop.role = role::together(link.hop.role, role);
            }
        }
    }

    fn confidence(&self, slot: Slot) -> f64 {
        let credits = self.lexicon.weights.credits();
        match slot {
            Slot::Dateline => credits.dateline,
            Slot::Closing => credits.closing,
            Slot::SourceLine => credits.source_line,
            Slot::Byline => credits.byline,
            Slot::Cue => credits.cue,
            Slot::Syndication => credits.syndication,
            Slot::Structured => credits.structured,
        }
    }

    fn gap(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    fn person(&mut self, credited: &Name, role: Role) {
        let name = &credited.printed;
        let same = |person: &Person| {
            person.role == role && person.name.to_lowercase() == name.to_lowercase()
        };
        let evidence = credited.evidence.clone();
        let source_language = credited.source_language.clone().filter(|_| role == Role::Translator);
        let new = Person { name: name.clone(), role, source_language, evidence };
        // *Ann Lee C.* and *Ann Lee* of one place are one: the longer name.
        if let Some(shorter) = self.persons.iter_mut().find(|known| is_part(known, &new)) {
            let source_language = new.source_language.or(shorter.source_language.take());
            *shorter = Person { source_language, ..new };
        } else if let Some(known) = self.persons.iter_mut().find(|known| same(known)) {
            // Named twice, once with the language.
            known.source_language = known.source_language.take().or(new.source_language);
        } else if !self.persons.iter().any(|known| is_part(&new, known)) {
            self.persons.push(new);
        }
    }

    /// Adds a hop, or strengthens the one that is there: an organisation stands once in a chain.
    fn push(&mut self, link: Link) {
        let same = |known: &&mut Link| {
            known.hop.scope == link.hop.scope
                && match (&known.hop.organisation.id, &link.hop.organisation.id) {
                    (Some(one), Some(other)) => one == other,
                    (None, None) if within(known, &link) || is_host_of(known, &link) => true,
                    (None, None) if is_short_of(known, &link) => true,
                    // One mention, whose name it is read once and not another time.
                    (Some(_), None) | (None, Some(_))
                        if known.hop.evidence == link.hop.evidence =>
                    {
                        true
                    }
                    _ => known.hop.organisation.name == link.hop.organisation.name,
                }
        };
        let Some(known) = self.links.iter_mut().find(same) else {
            self.links.push(link);
            return;
        };
        // One mention that was read twice is what it says it is.
        let material = if within(known, &link) {
            known.material || link.material
        } else {
            known.material && link.material
        };
        // *Báo Sông Lam*, read once with and once without the word for what it is.
        let (one, other) = (&known.hop.organisation, &link.hop.organisation);
        let longer = other.name.len() > one.name.len() && one.id.is_some() == other.id.is_some();
        if longer || one.id.is_none() && other.id.is_some() {
            known.hop.organisation = link.hop.organisation;
        }
        known.hop.role = role::together(known.hop.role, link.hop.role);
        known.stated |= link.stated;
        known.relayed &= link.relayed;
        known.told &= link.told;
        known.mentioned &= link.mentioned;
        known.sent &= link.sent;
        known.material = material;
        known.reprinted |= link.reprinted;
        known.datelined |= link.datelined;
        known.hop.desk = known.hop.desk.take().or(link.hop.desk);
        if link.hop.confidence > known.hop.confidence {
            known.hop.confidence = link.hop.confidence;
            known.hop.evidence = link.hop.evidence;
        }
    }

    /// Puts the hops in order and says what is missing.
    fn finish(mut self) -> Attribution {
        // Who is credited as a house is nobody.
        let houses: Vec<String> =
            self.links.iter().map(|link| link.hop.organisation.name.to_lowercase()).collect();
        self.persons.retain(|person| !houses.contains(&person.name.to_lowercase()));
        let most = self.lexicon.weights.credits().hops;
        // A house that a policy can name is not lost behind names that anybody can make up.
        let known = |link: &Link| link.hop.organisation.id.is_some();
        let cut = keep(&mut self.links, most, known);
        if keep(&mut self.persons, most, |_| false) || cut {
            self.gap(Gap::Overflow);
        }
        let translated = self.persons.iter().any(|person| person.role == Role::Translator);
        let mut hops = chain::order(
            self.links,
            &self.lexicon.organisations,
            self.countries,
            translated,
            self.lexicon.weights.credits().inferred,
        );
        for hop in &mut hops {
            relate(hop, &self.lexicon.organisations);
        }
        let text: Vec<&Hop> = hops.iter().filter(|hop| hop.scope != Some(Scope::Photo)).collect();
        let published = self.own || text.iter().any(|hop| hop.role == Role::Republisher);
        let sourced = text.iter().any(|hop| hop.role != Role::Republisher);
        let mut gaps = self.gaps;
        if !text.is_empty() && !published {
            gaps.push(Gap::NoPublisher);
        }
        if published && !sourced && self.persons.iter().all(|person| person.role != Role::Reporter)
        {
            gaps.push(Gap::NoSource);
        }
        gaps.sort_unstable();
        let completeness = match (text.is_empty(), gaps.is_empty()) {
            (true, _) if self.persons.is_empty() && hops.is_empty() => None,
            (true, _) => Some(Completeness::None),
            (false, true) => Some(Completeness::Full),
            (false, false) => Some(Completeness::Partial),
        };
        Attribution { hops, persons: self.persons, completeness, gaps }
    }
}

/// Says of a hop what it is to others, as the registry knows it.
fn relate(hop: &mut Hop, registry: &Organisations) {
    let Some(known) = hop.organisation.id.as_deref().and_then(|id| registry.get(id)) else {
        return;
    };
    hop.network = known.kind == OrganisationKind::Network;
    let house = known.parent.as_deref().filter(|_| known.brand);
    hop.brand_of = house.and_then(|house| registry.get(house)).map(party);
}

/// The most known names of a document that are held against each other.
const NAMES: usize = 64;

/// Where a known name was read within a longer one: *الأنباء* in *وكالة الأنباء الأردنية*.
fn parts(credits: &[Credit]) -> Vec<&Evidence> {
    let known = |name: &&Name| matches!(name.who, Who::Organisation(_));
    let names = || credits.iter().flat_map(|credit| &credit.names).filter(known);
    if names().nth(NAMES).is_some() {
        return Vec::new();
    }
    let inside = |name: &&Name| {
        let own = &name.evidence;
        names().any(|other| {
            let other = &other.evidence;
            other.field == own.field
                && other.start <= own.start
                && own.end <= other.end
                && other.end - other.start > own.end - own.start
        })
    };
    names().filter(inside).map(|name| &name.evidence).collect()
}

fn party(organisation: &Organisation) -> Party {
    Party { name: organisation.name.clone(), id: Some(organisation.id.clone()) }
}
