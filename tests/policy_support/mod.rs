//! Records made by hand, and what is known of the organisations in them.
#![allow(dead_code, reason = "each test file uses its part")]

use clearance::document::Identity;
use clearance::lexicon::action::Actions;
use clearance::lexicon::licence::{LicenceRule, Licences};
use clearance::lexicon::obligation::{Wording, Wordings};
use clearance::lexicon::organisation::Organisations;
use clearance::limits::Limits;
use clearance::policy::{Knowledge, Policy, Verdict};
use clearance::record::{
    Action, Channel, Condition, Evidence, Hop, Licence, Modality, Notice, Party, RECORD_SCHEMA,
    Record, Role, Scope, Term, Years,
};
use clearance::yaml::{YamlError, load};
use jiff::civil::Date;

/// What there is to know, owned.
pub struct Known {
    organisations: Organisations,
    licences: Licences,
    actions: Actions,
    wordings: Wordings,
}

impl Known {
    /// The rules of the repository for actions, and a few organisations and licences.
    pub fn new() -> Self {
        let limits = Limits::default();
        let organisations = load("organisations", ORGANISATIONS, &limits).unwrap();
        let actions = load("actions", include_str!("../../rules/actions.yaml"), &limits).unwrap();
        let wordings: Vec<Wording> =
            load("obligations", include_str!("../../rules/obligations.yaml"), &limits).unwrap();
        let licences: Vec<LicenceRule> = load("licences", LICENCES, &limits).unwrap();
        Self {
            organisations: Organisations::new(organisations),
            licences: Licences::new(
                licences,
                clearance::lexicon::licence::CreativeCommons::default(),
            ),
            actions: Actions::new(actions),
            wordings: Wordings::new(wordings).unwrap(),
        }
    }

    /// As a judgement wants it.
    pub fn knowledge(&self) -> Knowledge<'_> {
        Knowledge {
            organisations: &self.organisations,
            licences: &self.licences,
            actions: &self.actions,
            wordings: &self.wordings,
        }
    }

    /// The policy of a text.
    pub fn policy(&self, text: &str) -> Result<Policy, YamlError> {
        Policy::load("policy.yaml", text, &self.knowledge(), &Limits::default())
    }

    /// A ready policy with more at its end.
    pub fn ready(&self, name: &str, more: &str) -> Policy {
        let text = clearance::policy::ready::get(name).unwrap();
        self.policy(&format!("{text}\n{more}")).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The verdict on a record.
    pub fn judge(&self, policy: &Policy, record: &Record, day: &str) -> Verdict {
        policy.judge(record, date(day), &self.knowledge())
    }
}

/// A day.
pub fn date(day: &str) -> Date {
    day.parse().unwrap()
}

const ORGANISATIONS: &str = "
- { id: antara, name: ANTARA, kind: agency, country: ID, member_of: [{ network: oana }], credits: [] }
- { id: oana, name: OANA, kind: network, credits: [] }
- { id: ria-novosti, name: RIA Novosti, kind: agency, country: RU, parent: rossiya-segodnya, credits: [] }
- { id: sputnik, name: Sputnik, kind: agency, brand: true, parent: rossiya-segodnya, credits: [] }
- { id: rossiya-segodnya, name: Rossiya Segodnya, kind: publisher, country: RU, credits: [] }
- { id: northwire, name: Northwire, kind: agency, parent: north, credits: [] }
- { id: north, name: North Group, kind: publisher, credits: [], stances: [{ actions: [ai-train, tdm], modality: prohibited, as_of: 2025-03-01, source: 'https://north.example/terms' }] }
- { id: daily, name: The Daily, kind: publisher, country: GB, credits: [] }
";

const LICENCES: &str = "
- { id: CC-BY, versions: ['4.0'], permits: [reproduce, distribute, modify, commercial-use, tdm, ai-train], obliges: [attribution] }
- { id: CC-BY-NC, versions: ['4.0'], permits: [reproduce, distribute, modify], obliges: [attribution, non-commercial] }
- { id: CC-BY-ND, versions: ['4.0'], permits: [reproduce, distribute, commercial-use], obliges: [attribution] }
";

/// Evidence on a line of its own for each fact.
pub fn evidence(line: usize, quote: &str) -> Evidence {
    Evidence {
        field: None,
        start: line * 100,
        end: line * 100 + quote.len(),
        line,
        column: 1,
        quote: quote.to_owned(),
    }
}

/// A party by its id, with a name made from it.
pub fn party(id: &str) -> Party {
    Party { name: id.to_uppercase(), id: Some(id.to_owned()) }
}

/// A record in which nothing was found.
pub fn silent(id: &str) -> Record {
    Record {
        schema: RECORD_SCHEMA.to_owned(),
        document: Identity { id: id.to_owned(), source: id.to_owned(), ..Identity::default() },
        notices: Vec::new(),
        terms: Vec::new(),
        licences: Vec::new(),
        attribution: clearance::record::Attribution::default(),
        coverage: clearance::record::Coverage {
            channels: vec![Channel::Text],
            missing: vec![Channel::HttpHeader],
        },
        problems: Vec::new(),
    }
}

/// A term in the text.
pub fn term(modality: Modality, actions: &[Action], grantor: Option<&str>) -> Term {
    Term {
        modality,
        actions: actions.to_vec(),
        ai_specific: true,
        condition: Some(Condition::WrittenPermission),
        grantor: grantor.map(party),
        agents: vec!["*".to_owned()],
        scope: Some("site".to_owned()),
        channel: Channel::Text,
        confidence: 0.97,
        circumstances: Vec::new(),
        evidence: evidence(16, "Dilarang keras mengambil konten"),
    }
}

/// A notice in the text.
pub fn notice(holder: Option<&str>, reserved: bool) -> Notice {
    Notice {
        holder: holder.map(party),
        years: vec![Years { from: 2025, to: 2025 }],
        all_rights_reserved: reserved,
        channel: Channel::Text,
        confidence: 0.98,
        circumstances: Vec::new(),
        evidence: evidence(15, "Copyright © ANTARA 2025"),
    }
}

/// A hop of the text.
pub fn hop(id: &str, role: Role) -> Hop {
    Hop {
        organisation: party(id),
        role,
        scope: None,
        relation: None,
        order: None,
        desk: None,
        brand_of: None,
        network: false,
        confidence: 0.9,
        evidence: evidence(3, id),
    }
}

/// A hop of a picture.
pub fn photo(id: &str) -> Hop {
    Hop { scope: Some(Scope::Photo), ..hop(id, Role::Photo) }
}

/// A licence from a link.
pub fn licence(id: &str) -> Licence {
    Licence {
        id: id.to_owned(),
        url: None,
        channel: Channel::LinkRel,
        confidence: 0.95,
        circumstances: Vec::new(),
        evidence: evidence(20, id),
    }
}

/// An agency's article, translated from another's: prohibited to robots and AI without leave in writing.
pub fn anchorage() -> Record {
    let mut record = silent("news/a.txt");
    record.document.language = Some("id".to_owned());
    record.document.url = Some("https://www.antaranews.com/berita/1".to_owned());
    record.notices.push(notice(Some("antara"), false));
    record.terms.push(term(
        Modality::Prohibited,
        &[Action::Scrape, Action::Crawl, Action::AiUse],
        Some("antara"),
    ));
    record.attribution.hops = vec![
        hop("ria-novosti", Role::Originator),
        hop("sputnik", Role::Brand),
        hop("oana", Role::Distributor),
        hop("antara", Role::Republisher),
    ];
    record
}
