//! The registry of organisations: agencies, networks, publishers, with the names they are credited by.
//! Facts from `rules/organisations/*.yaml`; a name resolves to one id or to none, never to a guess.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::beginning::{Beginnings, Ended, starts};
use super::filter::Bounds;
use super::matcher::printed;
use super::sought::{Small, Sought};
use super::stance::Stance;
use crate::record::Party;
use crate::text::{Span, fold, is_alphanumeric, is_letter, is_prefixed};

/// What an organisation is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationKind {
    /// A news agency.
    Agency,
    /// An exchange of agencies.
    Network,
    /// A radio or television house.
    Broadcaster,
    /// Sells a newspaper's copy on.
    NewspaperSyndicate,
    /// Sends what its customers wrote.
    PressReleaseWire,
    /// Sells pictures.
    PhotoAgency,
    /// Publishes.
    Publisher,
}

impl std::fmt::Display for OrganisationKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Agency => "agency",
            Self::Network => "network",
            Self::Broadcaster => "broadcaster",
            Self::NewspaperSyndicate => "newspaper-syndicate",
            Self::PressReleaseWire => "press-release-wire",
            Self::PhotoAgency => "photo-agency",
            Self::Publisher => "publisher",
        })
    }
}

/// A name that an organisation is credited by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// As printed.
    pub text: String,
    /// Means something else too (`AFP` is a pension fund, `antara` a preposition): counts only in a
    /// place for credits (dateline, closing mark, source line, byline), and only with this very case.
    #[serde(default)]
    pub ambiguous: bool,
    /// What else it means.
    #[serde(default)]
    pub reason: Option<String>,
    /// Words right before it that say so: *Fondos de Pensiones (AFP)*.
    #[serde(default)]
    pub not_behind: Vec<String>,
    /// Words right behind it that say so: *AFP Modelo*.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Counts only between these marks: a word of the language without them. `None`: everywhere.
    #[serde(default)]
    pub only_in: Option<Marks>,
}

/// Marks around a name that is a word of the language without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Marks {
    /// *der „Welt“*.
    QuotationMarks,
    /// `(APP)`, behind a colon or beside a slash: `(APP/AFP)`, *Source: APP*.
    Brackets,
}

/// That an organisation is a member of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The id of the network.
    pub network: String,
    /// When it was so: a year, a month or a day (ISO 8601). `None` where no source gives one.
    #[serde(default)]
    pub as_of: Option<String>,
    /// The address of the source; `None` for what is general knowledge.
    #[serde(default)]
    pub source: Option<String>,
    /// Since when it is no more, suspended or ended, written as `as_of`. `None` while it lasts.
    #[serde(default)]
    pub until: Option<String>,
}

/// One organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Kebab-case, never reused, never renamed.
    pub id: String,
    /// The name it is reported by.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// ISO 3166-1 alpha-2.
    #[serde(default)]
    pub country: Option<String>,
    /// BCP 47 tags of the languages it publishes in.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whether it is known as a brand of others' copy (`Sputnik` carries RIA Novosti's).
    #[serde(default)]
    pub brand: bool,
    /// Id of the organisation it belongs to.
    #[serde(default)]
    pub parent: Option<String>,
    /// Whether its copy is taken by agencies of other countries as a rule: beside one of those it was first.
    #[serde(default)]
    pub international: bool,
    /// The networks it is a member of.
    #[serde(default)]
    pub member_of: Vec<Membership>,
    /// Host names it publishes under.
    #[serde(default)]
    pub domains: Vec<String>,
    /// The address of its page about licences, where one is known.
    #[serde(default)]
    pub licensing: Option<String>,
    /// What it has published about the use of its copy.
    #[serde(default)]
    pub stances: Vec<Stance>,
    /// Codes of its desks and products, which stand beside its own: `dpa/lno`.
    #[serde(default)]
    pub desks: Vec<String>,
    /// Towns of its datelines: they tell it from another of the same code.
    #[serde(default)]
    pub places: Vec<String>,
    /// Names and codes, in every script.
    pub credits: Vec<Credit>,
}

/// What a name in a text was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// Which organisation.
    pub organisation: &'a Organisation,
    /// Whether the name counts only in a place for credits.
    pub ambiguous: bool,
}

/// What a name in a place for credits was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credited<'a> {
    /// Which organisation.
    pub organisation: &'a Organisation,
    /// Whether the name counts only in a place for credits.
    pub ambiguous: bool,
    /// Whether it is that one and no other of the same name.
    pub certain: bool,
}

/// Whether a name is a code of three capitals and more as some print it: *Irna* for `IRNA`.
fn is_titled(code: &str, name: &str) -> bool {
    let mut letters = code.chars();
    let capitals = code.chars().count() >= 3 && code.chars().all(char::is_uppercase);
    capitals
        && letters.next().is_some_and(|first| name.starts_with(first))
        && name.chars().skip(1).eq(letters.flat_map(char::to_lowercase))
}

/// The registry, compiled once.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Organisations {
    list: Vec<Organisation>,
    by_id: BTreeMap<String, usize>,
    /// Folded name → organisation, exact text, ambiguous. A name of two organisations is dropped: it
    /// resolves to none.
    by_name: HashMap<String, Vec<(usize, String, bool)>, FixedState>,
    beginnings: Beginnings,
    by_domain: BTreeMap<String, usize>,
}

impl Organisation {
    /// Whether it is of one of these countries.
    pub fn is_of(&self, countries: &[String]) -> bool {
        self.country.as_ref().is_some_and(|country| countries.contains(country))
    }

    /// Whether it is a member of the network of this id, and still is.
    pub fn is_member_of(&self, network: &str) -> bool {
        self.member_of.iter().any(|one| one.network == network && one.until.is_none())
    }
}

impl Organisations {
    /// The registry of these organisations. Later ones of the same id replace earlier ones.
    pub fn new(all: Vec<Organisation>) -> Self {
        let mut registry = Self { list: all, ..Self::default() };
        for (index, organisation) in registry.list.iter().enumerate() {
            for credit in &organisation.credits {
                registry.beginnings.add(&fold(&credit.text));
            }
            registry.beginnings.add(&fold(&organisation.name));
            registry.by_id.insert(organisation.id.clone(), index);
            for domain in &organisation.domains {
                registry.by_domain.insert(domain.to_ascii_lowercase(), index);
            }
        }
        for (index, organisation) in registry.list.iter().enumerate() {
            let own = Credit {
                text: organisation.name.clone(),
                ambiguous: false,
                reason: None,
                not_behind: Vec::new(),
                not_before: Vec::new(),
                only_in: None,
            };
            let listed = organisation.credits.iter().any(|credit| credit.text == own.text);
            for credit in organisation.credits.iter().chain((!listed).then_some(&own)) {
                let key = fold(&credit.text);
                registry.by_name.entry(key).or_default().push((
                    index,
                    credit.text.clone(),
                    credit.ambiguous,
                ));
            }
        }
        registry
    }

    /// All, in the order of their files.
    pub fn all(&self) -> &[Organisation] {
        &self.list
    }

    /// The organisation of an id.
    pub fn get(&self, id: &str) -> Option<&Organisation> {
        self.by_id.get(id).and_then(|index| self.list.get(*index))
    }

    /// Whether a name, also one with an ending, may stand within a folded text: never wrong where it says no.
    pub fn may_hold(&self, folded: &str) -> bool {
        self.first_beginning(folded).is_some()
    }

    /// Where the first name may begin within a folded text: no name begins before.
    pub fn first_beginning(&self, folded: &str) -> Option<usize> {
        let mut previous = ' ';
        for (at, c) in folded.char_indices() {
            if starts(previous, c) && self.beginnings.hold(folded.get(at..).unwrap_or("")) {
                return Some(at);
            }
            previous = c;
        }
        None
    }

    /// The same where it is known at which bytes of `text` names may stand (`places`, in order): within a window
    /// of it, counted from there.
    pub fn first_of(&self, places: &[usize], text: &str, window: Span) -> Option<usize> {
        let from = places.partition_point(|place| *place < window.start);
        let inside = places.get(from..).unwrap_or(&[]).iter().take_while(|at| **at < window.end);
        let begins = |at: &&usize| {
            let before = Span::new(window.start, **at).of(text);
            let rest = Span::new(**at, window.end).of(text);
            rest.chars()
                .next()
                .is_some_and(|c| starts(before.chars().next_back().unwrap_or(' '), c))
                && self.beginnings.hold(rest)
        };
        inside.copied().find(|at| begins(&at)).map(|at| at - window.start)
    }

    /// All names, as they are looked for.
    pub fn literals(&self) -> Vec<Sought> {
        let literal = |(name, entries): (&String, &Vec<(usize, String, bool)>)| {
            // A name may have an ending.
            let declined = Beginnings::may_be_declined(name);
            let right = name.ends_with(is_letter) && !declined;
            // A small word may be glued to a name: *لرويترز*, *לרויטרס*.
            let left = name.starts_with(|c: char| is_letter(c) && !is_prefixed(c));
            let small = |(index, text, ambiguous): &(usize, String, bool)| {
                let one = self.list.get(*index)?;
                Some(Small::of(text, name.len(), *ambiguous, one.kind))
            };
            let small = entries.iter().filter_map(small).min().unwrap_or(Small::Named);
            Sought { folded: name.clone(), bounds: Bounds { left, right }, small }
        };
        let mut all: Vec<Sought> = self.by_name.iter().map(literal).collect();
        all.sort_by(|one, other| one.folded.cmp(&other.folded));
        all
    }

    /// Whether a name may begin where a folded text does: never wrong where it says no.
    pub fn may_begin(&self, folded: &str) -> bool {
        self.beginnings.hold(folded)
    }

    /// What makes the registry useless, as a sentence for each: references to nobody, circles of parents, names
    /// of one letter.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for one in &self.list {
            let networks = one.member_of.iter().map(|membership| &membership.network);
            for id in one.parent.iter().chain(networks).filter(|id| self.get(id).is_none()) {
                wrong.push(format!("`{}`: `{id}` is no organisation", one.id));
            }
            if one.parent.as_deref().is_some_and(|parent| self.belongs_to(parent, &one.id)) {
                wrong.push(format!("`{}` belongs to itself by way of its parents", one.id));
            }
            let stances = one.stances.iter().filter_map(Stance::wrong);
            wrong.extend(stances.map(|why| format!("`{}`: {why}", one.id)));
            for credit in one.credits.iter().filter(|credit| credit.text.chars().count() < 2) {
                let text = &credit.text;
                wrong
                    .push(format!("`{}`: the name `{text}` is too short to tell anything", one.id));
            }
        }
        wrong
    }

    /// Everybody that a text is the name of, or a host the domain of: all of them where there are several.
    pub fn named_by(&self, text: &str) -> Vec<&Organisation> {
        let mut found: Vec<usize> = self
            .by_name
            .get(fold(text.trim()).trim())
            .into_iter()
            .flatten()
            .map(|(index, ..)| *index)
            .collect();
        let address = text.trim().split_once("://").map_or(text.trim(), |(_, rest)| rest);
        let host = address.split(['/', ':', '?', '#']).next().unwrap_or("");
        let of = |id: &str| self.by_id.get(id).copied();
        found.extend(of(text.trim()));
        found.extend(self.by_host(host).and_then(|organisation| of(&organisation.id)));
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|index| self.list.get(index)).collect()
    }

    /// Names that several organisations have though one of them at least does not say so (`ambiguous`): folded,
    /// with the ids.
    pub fn collisions(&self) -> Vec<(&str, Vec<&str>)> {
        let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
        let mut names: Vec<_> = self.by_name.iter().collect();
        names.sort_unstable();
        for (name, entries) in names {
            let mut ids: Vec<&str> = entries
                .iter()
                .filter_map(|(index, ..)| Some(self.list.get(*index)?.id.as_str()))
                .collect();
            ids.sort_unstable();
            ids.dedup();
            if ids.len() > 1 && entries.iter().any(|(.., ambiguous)| !ambiguous) {
                found.push((name, ids));
            }
        }
        found
    }

    /// The organisation that publishes under a host, or under a domain that the host belongs to.
    pub fn by_host(&self, host: &str) -> Option<&Organisation> {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            let index = self.by_domain.get(rest).and_then(|index| self.list.get(*index));
            if index.is_some() {
                return index;
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// How many words the longest name has.
    pub const fn longest_words(&self) -> usize {
        self.beginnings.longest_words()
    }

    /// Calls `each` with where the names that begin where a folded text does may end, fewer words first, until
    /// it says that it is enough. No name is left out, and of those told nearly all are one.
    pub fn each_beginning(&self, folded: &str, each: &mut dyn FnMut(Ended) -> bool) {
        self.beginnings.each(folded, each);
    }

    /// The organisation that `name` (as printed) names. `None` where it names none or two.
    pub fn find(&self, name: &str) -> Option<Named<'_>> {
        self.named(fold(name.trim()).trim(), printed(name).as_ref())
    }

    /// [`Self::find`] of a name that is folded already.
    fn named(&self, folded: &str, name: &str) -> Option<Named<'_>> {
        let entries = self.by_name.get(folded)?;
        let pick = |wanted: &dyn Fn(&(usize, String, bool)) -> bool| {
            let mut fitting = entries.iter().filter(|entry| wanted(entry));
            let first = fitting.next()?;
            if fitting.any(|entry| entry.0 != first.0) {
                return None;
            }
            self.list.get(first.0).map(|organisation| Named { organisation, ambiguous: first.2 })
        };
        // The very text decides; else a name that means nothing else may differ in case.
        pick(&|entry| entry.1 == name.trim()).or_else(|| pick(&|entry| !entry.2))
    }

    /// The organisation that `name` (as printed) is credited to in a text of these `countries`: where it is
    /// the name of several, that of one of the countries, if there is only one. `certain` is false where it
    /// stays open which is meant; the first then stands for all. `folded` is the name as it is folded.
    pub fn credited(&self, folded: &str, name: &str, countries: &[String]) -> Option<Credited<'_>> {
        let folded = folded.trim();
        // Nearly everything that is looked up is no name.
        let entries = self.by_name.get(folded)?;
        let name = printed(name.trim());
        let name = name.as_ref();
        if let Some(Named { organisation, ambiguous }) = self.named(folded, name) {
            return Some(Credited { organisation, ambiguous, certain: true });
        }
        let mut fitting: Vec<&Organisation> = entries
            .iter()
            .filter(|entry| entry.1 == name || entry.1.to_uppercase() == name || !entry.2)
            .filter_map(|entry| self.list.get(entry.0))
            .collect();
        fitting.dedup_by(|one, other| one.id == other.id);
        let first = fitting.first().copied()?;
        let home = |one: &&&Organisation| one.is_of(countries);
        let mut here = fitting.iter().filter(home);
        let (organisation, certain) = match (here.next(), here.next()) {
            (Some(one), None) => (*one, true),
            _ => (first, fitting.len() == 1),
        };
        Some(Credited { organisation, ambiguous: true, certain })
    }

    /// The one of several organisations of one name whose town stands in a folded text. Both folded.
    pub fn placed(&self, name: &str, text: &str) -> Option<&Organisation> {
        let entries = self.by_name.get(name)?;
        let words = |text: &str| format!(" {} ", text.replace(|c: char| !is_alphanumeric(c), " "));
        let text = words(text);
        let mut fitting = entries
            .iter()
            .filter_map(|entry| self.list.get(entry.0))
            .filter(|one| one.places.iter().any(|place| text.contains(&words(&fold(place)))));
        let first = fitting.next()?;
        fitting.all(|other| other.id == first.id).then_some(first)
    }

    /// The one organisation whose code a word is as some print it: *Irna* for `IRNA`; a code of three letters only
    /// in a text of its `countries`. Said only of a word that stands beside one for agencies, or as a source: it
    /// may be anybody's name.
    pub fn titled(&self, word: &str, countries: &[String]) -> Option<&Organisation> {
        let entries = self.by_name.get(fold(word).trim())?;
        let word = printed(word);
        let home = |index: usize| self.list.get(index).is_some_and(|one| one.is_of(countries));
        let mut fitting = entries.iter().filter(|entry| {
            is_titled(&entry.1, &word) && (word.chars().count() > 3 || home(entry.0))
        });
        let first = fitting.next()?;
        fitting.all(|other| other.0 == first.0).then(|| self.list.get(first.0)).flatten()
    }

    /// A party by this printed name, with the registry's id where it knows it.
    pub fn party(&self, name: &str) -> Party {
        Party {
            name: name.to_owned(),
            id: self.find(name).map(|named| named.organisation.id.clone()),
        }
    }

    /// Whether `id` is `ancestor` or belongs to it by way of parents. A cycle ends the search.
    pub fn belongs_to(&self, id: &str, ancestor: &str) -> bool {
        id == ancestor || self.line(id).any(|one| one.parent.as_deref() == Some(ancestor))
    }

    /// An organisation, then its parent, and so on. A cycle ends it.
    pub fn line<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Organisation> + 'a {
        let parent = |one: &&'a Organisation| self.get(one.parent.as_deref()?);
        std::iter::successors(self.get(id), parent).take(self.list.len())
    }
}
