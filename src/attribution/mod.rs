//! Credits and notices → the chain from origin to publisher. The registry may order hops and name them, it
//! never adds one: each hop has its evidence in the text.

use crate::find::credit::{Credit, CreditKind};
use crate::lexicon::language::Label;
use crate::lexicon::organisation::{Named, Organisation, OrganisationKind, Organisations};
use crate::record::{Attribution, Evidence, Hop, Notice, Party, Person, Role, Scope};

/// How sure a hop is that was read in a dateline or a closing mark.
const DATELINE: f64 = 0.95;
/// … on a labelled source line.
const SOURCE: f64 = 0.9;
/// … from a cue in the text.
const CUE: f64 = 0.85;
/// … from the holder of the notice.
const HOLDER: f64 = 0.9;
/// … from a name that the registry does not know.
const UNKNOWN: f64 = 0.6;

/// Makes the chain of one document.
pub fn trace(credits: &[Credit], notices: &[Notice], organisations: &Organisations) -> Attribution {
    let mut chain = Chain { organisations, hops: Vec::new(), persons: Vec::new() };
    for credit in credits {
        chain.credit(credit);
    }
    chain.publisher(notices);
    chain.finish()
}

struct Chain<'a> {
    organisations: &'a Organisations,
    hops: Vec<Hop>,
    persons: Vec<Person>,
}

impl<'a> Chain<'a> {
    fn credit(&mut self, credit: &Credit) {
        match credit.kind {
            CreditKind::Dateline | CreditKind::Closing => {
                for (name, evidence) in &credit.names {
                    if let Some(named) = self.organisations.find(name) {
                        self.hop(
                            party(named.organisation),
                            wire(named.organisation),
                            DATELINE,
                            evidence,
                        );
                    }
                }
            }
            CreditKind::Label(Label::Source) => {
                for (name, evidence) in &credit.names {
                    self.source(name, evidence);
                }
            }
            CreditKind::Label(Label::Told) => self.cue(credit, Role::Interviewer),
            CreditKind::Label(Label::TakenFrom | Label::Original) => {
                self.cue(credit, Role::Originator);
            }
            CreditKind::Label(Label::Material) => self.cue(credit, Role::Wire),
            CreditKind::Label(Label::Provided) => self.cue(credit, Role::Distributor),
            CreditKind::Label(Label::Behalf | Label::Unnamed | Label::Reprinted) => {}
            CreditKind::Label(Label::Photo) => {
                for (name, evidence) in &credit.names {
                    if let Some(named) = self.organisations.find(name) {
                        self.push(
                            party(named.organisation),
                            Role::Photo,
                            Some(Scope::Photo),
                            SOURCE,
                            evidence,
                        );
                    } else if looks_like_person(name) {
                        self.person(name, Role::Photographer, evidence);
                    }
                }
            }
            CreditKind::Label(Label::Related) => {}
            CreditKind::Label(Label::Translator) => self.people(credit, Role::Translator),
            CreditKind::Label(Label::Editor) => self.people(credit, Role::Editor),
            CreditKind::Label(Label::Reporter) => self.people(credit, Role::Reporter),
        }
    }

    fn cue(&mut self, credit: &Credit, role: Role) {
        for (name, evidence) in &credit.names {
            if let Some(named) = self.organisations.find(name) {
                self.hop(party(named.organisation), role, CUE, evidence);
            }
        }
    }

    fn people(&mut self, credit: &Credit, role: Role) {
        for (name, evidence) in &credit.names {
            // An agency in the place of the author wrote the text.
            if let Some(named) = self.organisations.find(name) {
                self.hop(party(named.organisation), wire(named.organisation), SOURCE, evidence);
            } else {
                self.person(name, role, evidence);
            }
        }
    }

    fn person(&mut self, name: &str, role: Role, evidence: &Evidence) {
        let known = self.persons.iter().any(|person| person.name == name && person.role == role);
        if !known {
            self.persons.push(Person { name: name.to_owned(), role, evidence: evidence.clone() });
        }
    }

    /// A source line: one organisation, or several joined by a slash, a hyphen or a comma.
    fn source(&mut self, value: &str, evidence: &Evidence) {
        let named = self.pieces(value);
        if named.is_empty() {
            let words = value.split_whitespace().count();
            let name = value.trim();
            let proper =
                name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
            if (1..=6).contains(&words) && proper {
                let party = Party { name: name.to_owned(), id: None };
                self.hop(party, Role::Originator, UNKNOWN, evidence);
            }
            return;
        }
        let several = named.len() > 1;
        for organisation in named {
            let role = match organisation.kind {
                OrganisationKind::Network
                | OrganisationKind::NewspaperSyndicate
                | OrganisationKind::PressReleaseWire => Role::Distributor,
                _ if organisation.brand && several => Role::Brand,
                OrganisationKind::Agency => Role::Wire,
                _ => Role::Originator,
            };
            self.hop(party(organisation), role, SOURCE, evidence);
        }
    }

    /// The organisations that a value names: the whole, else its parts at the separators, the finest
    /// last, since a hyphen may be part of a name.
    fn pieces(&self, value: &str) -> Vec<&'a Organisation> {
        let organisations = self.organisations;
        let find =
            |name: &str| organisations.find(name).map(|Named { organisation, .. }| organisation);
        if let Some(organisation) = find(value) {
            return vec![organisation];
        }
        let mut all = Vec::new();
        for part in value.split(['/', ',', '|', '、', '，', '+', '(', ')']) {
            match find(part) {
                Some(organisation) => all.push(organisation),
                None => all.extend(
                    part.split(['-', '–', ' '])
                        .filter_map(find)
                        .take(1)
                        .chain(part.split_once(['-', '–']).and_then(|(_, rest)| find(rest))),
                ),
            }
        }
        let mut seen = Vec::new();
        all.retain(|organisation: &&'a Organisation| {
            let new = !seen.contains(&organisation.id.as_str());
            seen.push(organisation.id.as_str());
            new
        });
        all
    }

    /// The publisher is the holder of the notice, where the registry knows it.
    fn publisher(&mut self, notices: &[Notice]) {
        for notice in notices {
            let Some(holder) = &notice.holder else { continue };
            let Some(organisation) = holder.id.as_deref().and_then(|id| self.organisations.get(id))
            else {
                continue;
            };
            let confidence = HOLDER.min(notice.confidence);
            self.hop(party(organisation), Role::Republisher, confidence, &notice.evidence);
        }
    }

    fn hop(&mut self, organisation: Party, role: Role, confidence: f64, evidence: &Evidence) {
        self.push(organisation, role, None, confidence, evidence);
    }

    /// Adds a hop, or strengthens the one that is there: an organisation stands once in a chain.
    fn push(
        &mut self,
        organisation: Party,
        role: Role,
        scope: Option<Scope>,
        confidence: f64,
        evidence: &Evidence,
    ) {
        let same = |hop: &&mut Hop| {
            hop.scope == scope
                && match (&hop.organisation.id, &organisation.id) {
                    (Some(one), Some(other)) => one == other,
                    _ => hop.organisation.name == organisation.name,
                }
        };
        if let Some(hop) = self.hops.iter_mut().find(same) {
            hop.role = together(hop.role, role);
            if confidence > hop.confidence {
                hop.confidence = confidence;
                hop.evidence = evidence.clone();
            }
            return;
        }
        self.hops.push(Hop { organisation, role, scope, confidence, evidence: evidence.clone() });
    }

    /// Orders the hops from origin to publisher. Only one is the publisher: the last notice's, unless
    /// it alone sent the text.
    fn finish(mut self) -> Attribution {
        self.hops.sort_by_key(|hop| (hop.scope, rank(hop.role)));
        Attribution { hops: self.hops, persons: self.persons }
    }
}

/// What two credits of one organisation say together.
fn together(one: Role, other: Role) -> Role {
    use Role::{Brand, Distributor, Interviewer, Originator, Republisher, Wire};
    match (one, other) {
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
const fn rank(role: Role) -> u8 {
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

/// What an organisation does that stands in a dateline or in the place of the author.
const fn wire(organisation: &Organisation) -> Role {
    match organisation.kind {
        OrganisationKind::Network
        | OrganisationKind::NewspaperSyndicate
        | OrganisationKind::PressReleaseWire => Role::Distributor,
        OrganisationKind::Publisher => Role::Republisher,
        _ => Role::Wire,
    }
}

fn party(organisation: &Organisation) -> Party {
    Party { name: organisation.name.clone(), id: Some(organisation.id.clone()) }
}

/// Two to four words that begin with capitals.
fn looks_like_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=4).contains(&words.len()) && words.iter().all(|word| !word.starts_with(char::is_lowercase))
}
