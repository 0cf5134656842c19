//! What a chain means in PROV (PROV-O, W3C Recommendation 2013, for the terms):
//!
//! | of the record | in PROV |
//! |---|---|
//! | the document | an entity (`document:…`); what it was as each hop before it had it, an entity of its own |
//! | a hop after another | `wasDerivedFrom`, with how they are joined and what their order rests on; from an originator, a primary source; from a statement, a quotation |
//! | two sources side by side | what came next `wasDerivedFrom` both; neither from the other |
//! | what is missing in the chain | `clearance:completeness` and `clearance:gap` of the document |
//! | an originator, a wire, a brand, the publisher | `wasAttributedTo`, with its role, confidence and evidence |
//! | a brand of a house that the registry knows | `actedOnBehalfOf` that house |
//! | a distributor | `wasAssociatedWith` the transmission: it passed the text on and did not make it |
//! | a translator | `wasAssociatedWith` the translation, which used the text as it was received and made the document; for the publisher; the language of the text as `clearance:sourceLanguage`, where it is named |
//! | a reporter, an editor | `wasAttributedTo` a person |
//! | a picture's credits | an entity of its own, never joined to the text |
//! | a failure | the entity alone, with `clearance:failed` |
//!
//! Each thing that a relation names is declared in the same bundle, and no entity is made by two activities.

use super::statement::{Kind, Statement, Value};
use crate::document::{Identity, Locator};
use crate::record::{Evidence, Hop, Party, Person, Record, Relation, Role, Scope};
use crate::report::short::short;
use crate::report::{Entry, RunHeader};

/// The statements about a run: what it was made by.
pub fn of_run(header: &RunHeader) -> Vec<Statement> {
    let mut activity = Statement::thing(Kind::Activity, "run:this")
        .name("prov:type", "clearance:Run")
        .text("clearance:rules", Some(&header.rules));
    if let Some(policy) = &header.policy {
        activity = activity
            .text("clearance:policy", Some(&policy.name))
            .text("clearance:policySha256", Some(&policy.sha256));
    }
    activity = activity.text("clearance:asOf", header.as_of.as_deref());
    vec![
        activity,
        Statement::thing(Kind::Agent, "clearance:program")
            .name("prov:type", "prov:SoftwareAgent")
            .text("clearance:version", Some(&header.version)),
        Statement::relation(
            Kind::Association,
            &[("activity", "run:this"), ("agent", "clearance:program")],
        ),
    ]
}

/// The name of a document in a report: what it is called in its run, as a digest.
pub fn name(document: &Identity) -> String {
    let place = match &document.locator {
        None => String::new(),
        Some(Locator::Line(number)) => format!("#line {number}"),
        Some(Locator::Row(number)) => format!("#row {number}"),
    };
    format!("document:{}", short(&[&document.source, &place]))
}

/// The statements about one entry.
pub fn of_entry(entry: &Entry) -> Vec<Statement> {
    let document = entry.document();
    let id = name(document);
    let mut article = Statement::thing(Kind::Entity, id.as_str())
        .text("prov:label", Some(document.title.as_deref().unwrap_or(&document.id)))
        .text("clearance:id", Some(&document.id))
        .text("clearance:source", Some(&document.source))
        .text("clearance:address", document.url.as_deref())
        .text("clearance:language", document.language.as_deref())
        .text("clearance:published", document.published.as_deref());
    if !document.sha256.is_empty() {
        article = article.text("clearance:sha256", Some(&document.sha256));
    }
    match entry {
        Entry::Failed(failed) => {
            vec![article.text("clearance:failed", Some(&failed.failed.reason))]
        }
        Entry::Judged(judged) => {
            if let Some(verdict) = &judged.verdict {
                article = article.text("clearance:decision", Some(verdict.decision.word()));
            }
            let attribution = &judged.record.attribution;
            if let Some(completeness) = attribution.completeness {
                let name = format!("clearance:{completeness}");
                article = article.name("clearance:completeness", &name);
            }
            for gap in &attribution.gaps {
                article = article.name("clearance:gap", &format!("clearance:{gap}"));
            }
            let mut graph = Graph { id, all: vec![article], agents: Vec::new() };
            graph.chain(&judged.record);
            graph.persons(&judged.record);
            graph.pictures(&judged.record);
            graph.all
        }
    }
}

/// What a hop had, for what came of it.
struct Source<'a> {
    version: String,
    hop: &'a Hop,
}

struct Graph {
    /// The name of the article.
    id: String,
    all: Vec<Statement>,
    /// The agents that were said.
    agents: Vec<String>,
}

/// The scope of a hop.
fn scope(hop: &Hop) -> Scope {
    hop.scope.unwrap_or(Scope::Text)
}

impl Graph {
    fn chain(&mut self, record: &Record) {
        let hops = record.attribution.hops.iter();
        let text: Vec<&Hop> = hops.clone().filter(|hop| scope(hop) == Scope::Text).collect();
        let last = text.len().saturating_sub(1);
        // What the hop at hand came from, and what the next one comes from: two where neither came of the other.
        let (mut before, mut from): (Vec<Source>, Vec<Source>) = (Vec::new(), Vec::new());
        let mut beside = false;
        for (index, hop) in text.iter().enumerate() {
            let agent = self.house(hop);
            if hop.role == Role::Distributor {
                self.transmission(index, hop, &agent, &from);
                continue;
            }
            if !beside {
                before = std::mem::take(&mut from);
            }
            let own = index == last && hop.role == Role::Republisher;
            let version =
                if own { self.id.clone() } else { format!("{}-hop-{}", self.id, index + 1) };
            // A translated text comes to its publisher as it was before.
            let received = if own { self.own(record) } else { version.clone() };
            if !own {
                self.all.push(
                    Statement::thing(Kind::Entity, version.as_str())
                        .text("prov:label", Some(&format!("as {} had it", hop.organisation.name))),
                );
            }
            let said = Statement::relation(
                Kind::Attribution,
                &[("entity", version.as_str()), ("agent", agent.as_str())],
            );
            let said = evident(said, hop.role, Some(hop.confidence), &hop.evidence);
            self.all.push(said.text("clearance:desk", hop.desk.as_deref()));
            let way = transmitted(&text, index).map(|at| self.way(at));
            self.derived(&received, &before, way.as_deref());
            beside = hop.relation == Some(Relation::CoSource);
            from.push(Source { version, hop });
        }
        if from.iter().all(|source| source.version != self.id) {
            let way = transmitted(&text, text.len()).map(|at| self.way(at));
            if !from.is_empty() || way.is_some() {
                let own = self.own(record);
                self.derived(&own, &from, way.as_deref());
            }
        }
        for (number, hop) in hops.filter(|hop| scope(hop) == Scope::Statement).enumerate() {
            let agent = self.house(hop);
            let quoted = format!("{}-statement-{}", self.id, number + 1);
            self.all.push(Statement::thing(Kind::Entity, quoted.as_str()));
            let said = Statement::relation(
                Kind::Attribution,
                &[("entity", quoted.as_str()), ("agent", agent.as_str())],
            );
            self.all.push(evident(said, hop.role, Some(hop.confidence), &hop.evidence));
            let derivation = Statement::relation(
                Kind::Derivation,
                &[("generatedEntity", self.id.as_str()), ("usedEntity", quoted.as_str())],
            );
            self.all.push(derivation.name("prov:type", "prov:Quotation"));
        }
    }

    /// The entity that comes of the last hop before the publisher: the document, or, where it was
    /// translated, the text that was received, which is then said.
    fn own(&mut self, record: &Record) -> String {
        if !translated(record) {
            return self.id.clone();
        }
        let received = format!("{}-received", self.id);
        if !self.all.iter().any(|statement| statement.id.as_deref() == Some(&received)) {
            let text = Statement::thing(Kind::Entity, received.as_str());
            self.all.push(text.text("prov:label", Some("as it was before the translation")));
        }
        received
    }

    /// The name of the transmission that the hop at this place made.
    fn way(&self, at: usize) -> String {
        format!("{}-transmission-{}", self.id, at + 1)
    }

    fn transmission(&mut self, at: usize, hop: &Hop, agent: &str, from: &[Source<'_>]) {
        let way = self.way(at);
        self.all.push(
            Statement::thing(Kind::Activity, way.as_str())
                .name("prov:type", "clearance:Transmission"),
        );
        for source in from {
            self.all.push(Statement::relation(
                Kind::Usage,
                &[("activity", way.as_str()), ("entity", source.version.as_str())],
            ));
        }
        let said =
            Statement::relation(Kind::Association, &[("activity", way.as_str()), ("agent", agent)]);
        self.all.push(evident(said, hop.role, Some(hop.confidence), &hop.evidence));
    }

    /// `version` came of what was before it, through a transmission if there was one.
    fn derived(&mut self, version: &str, before: &[Source<'_>], way: Option<&str>) {
        if let Some(way) = way {
            let made = &[("entity", version), ("activity", way)];
            self.all.push(Statement::relation(Kind::Generation, made));
        }
        for source in before {
            let mut joins =
                vec![("generatedEntity", version), ("usedEntity", source.version.as_str())];
            joins.extend(way.map(|way| ("activity", way)));
            let mut derivation = Statement::relation(Kind::Derivation, &joins);
            if matches!(source.hop.role, Role::Originator | Role::Interviewer) {
                derivation = derivation.name("prov:type", "prov:PrimarySource");
            }
            if let Some(relation) = source.hop.relation {
                let name = format!("clearance:{relation}");
                derivation = derivation.name("clearance:relation", &name);
            }
            if let Some(order) = source.hop.order {
                derivation = derivation.name("clearance:order", &format!("clearance:{order}"));
            }
            self.all.push(derivation);
        }
    }

    fn persons(&mut self, record: &Record) {
        let publisher = record
            .attribution
            .hops
            .iter()
            .rfind(|hop| hop.role == Role::Republisher && scope(hop) == Scope::Text)
            .map(|hop| self.house(hop));
        let work = format!("{}-translation", self.id);
        if translated(record) {
            self.translation(&work, record);
        }
        for person in &record.attribution.persons {
            let agent = self.person(person);
            match person.role {
                Role::Photographer => {}
                Role::Translator => {
                    let said = Statement::relation(
                        Kind::Association,
                        &[("activity", work.as_str()), ("agent", agent.as_str())],
                    );
                    self.all.push(evident(said, person.role, None, &person.evidence));
                    if let Some(publisher) = &publisher {
                        self.all.push(Statement::relation(
                            Kind::Delegation,
                            &[
                                ("delegate", agent.as_str()),
                                ("responsible", publisher.as_str()),
                                ("activity", work.as_str()),
                            ],
                        ));
                    }
                }
                role => {
                    let said = Statement::relation(
                        Kind::Attribution,
                        &[("entity", self.id.as_str()), ("agent", agent.as_str())],
                    );
                    self.all.push(evident(said, role, None, &person.evidence));
                }
            }
        }
    }

    /// The translation: it used the text that was received and made the document of it.
    fn translation(&mut self, work: &str, record: &Record) {
        let received = self.own(record);
        let mut persons = record.attribution.persons.iter();
        let language = persons.find_map(|person| person.source_language.as_deref());
        self.all.push(
            Statement::thing(Kind::Activity, work)
                .name("prov:type", "clearance:Translation")
                .text("clearance:sourceLanguage", language),
        );
        self.all.push(Statement::relation(
            Kind::Usage,
            &[("activity", work), ("entity", received.as_str())],
        ));
        let id = self.id.clone();
        let made = &[("entity", id.as_str()), ("activity", work)];
        self.all.push(Statement::relation(Kind::Generation, made));
        let joins = &[
            ("generatedEntity", id.as_str()),
            ("usedEntity", received.as_str()),
            ("activity", work),
        ];
        self.all.push(Statement::relation(Kind::Derivation, joins));
    }

    fn pictures(&mut self, record: &Record) {
        let hops: Vec<&Hop> =
            record.attribution.hops.iter().filter(|hop| scope(hop) == Scope::Photo).collect();
        let persons: Vec<&Person> = record
            .attribution
            .persons
            .iter()
            .filter(|person| person.role == Role::Photographer)
            .collect();
        if hops.is_empty() && persons.is_empty() {
            return;
        }
        let pictures = format!("{}-pictures", self.id);
        self.all.push(
            Statement::thing(Kind::Entity, pictures.as_str())
                .name("prov:type", "clearance:Pictures"),
        );
        for hop in hops {
            let agent = self.house(hop);
            let said = Statement::relation(
                Kind::Attribution,
                &[("entity", pictures.as_str()), ("agent", agent.as_str())],
            );
            self.all.push(evident(said, hop.role, Some(hop.confidence), &hop.evidence));
        }
        for person in persons {
            let agent = self.person(person);
            let said = Statement::relation(
                Kind::Attribution,
                &[("entity", pictures.as_str()), ("agent", agent.as_str())],
            );
            self.all.push(evident(said, person.role, None, &person.evidence));
        }
    }

    /// The name of the organisation of a hop, which acts for the house that it is a brand of.
    fn house(&mut self, hop: &Hop) -> String {
        let new = self.agents.len();
        let agent = self.organisation(&hop.organisation);
        if let Some(house) = hop.brand_of.as_ref().filter(|_| self.agents.len() > new) {
            let house = self.organisation(house);
            let joins = &[("delegate", agent.as_str()), ("responsible", house.as_str())];
            self.all.push(Statement::relation(Kind::Delegation, joins));
        }
        agent
    }

    /// The name of an organisation: the registry's, or for one that is not known a digest of its name.
    fn organisation(&mut self, party: &Party) -> String {
        let name = match &party.id {
            Some(id) => format!("organisation:{id}"),
            None => format!("organisation:unknown-{}", short(&[&party.name])),
        };
        self.agent(&name, "prov:Organization", &party.name)
    }

    /// The name of a person: two documents may name two people of one name, so it holds for this document.
    fn person(&mut self, person: &Person) -> String {
        let name = format!("person:{}", short(&[&self.id, &person.name]));
        self.agent(&name, "prov:Person", &person.name)
    }

    fn agent(&mut self, name: &str, kind: &str, label: &str) -> String {
        if !self.agents.iter().any(|known| known == name) {
            self.agents.push(name.to_owned());
            self.all.push(
                Statement::thing(Kind::Agent, name)
                    .name("prov:type", kind)
                    .text("prov:label", Some(label)),
            );
        }
        name.to_owned()
    }
}

/// Whether a translator is named.
fn translated(record: &Record) -> bool {
    record.attribution.persons.iter().any(|person| person.role == Role::Translator)
}

/// The place of the distributor right before a place in a chain.
fn transmitted(text: &[&Hop], place: usize) -> Option<usize> {
    let before = place.checked_sub(1)?;
    text.get(before).filter(|hop| hop.role == Role::Distributor).map(|_| before)
}

/// A relation with its role, its confidence and what it was read from.
fn evident(
    statement: Statement,
    role: Role,
    confidence: Option<f64>,
    evidence: &Evidence,
) -> Statement {
    let statement = statement.name("clearance:role", &format!("clearance:{role}"));
    let statement = match confidence {
        Some(confidence) => statement.with("clearance:confidence", Value::Fraction(confidence)),
        None => statement,
    };
    statement
        .text("clearance:field", evidence.field.as_deref())
        .with("clearance:start", Value::Count(evidence.start as u64))
        .with("clearance:end", Value::Count(evidence.end as u64))
        .with("clearance:line", Value::Count(evidence.line as u64))
        .text("clearance:quote", Some(&evidence.quote))
}
