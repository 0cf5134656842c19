//! What must be done with what is allowed: who asks for it, and the line that does it, in the language of the
//! article.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::judge::Case;
use super::template::listed;
use crate::lexicon::obligation::Wording;
use crate::record::{Condition, Record, Role, Scope};

macro_rules! duties {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// A duty that comes with a permission.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum Duty { $($(#[$doc])* #[serde(rename = $word)] $name),+ }

        impl Duty {
            /// The word in YAML and JSON.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

duties! {
    /// Naming the source.
    Attribution = "attribution",
    /// Keeping the notices of copyright with it.
    KeepNotice = "keep-notice",
    /// Not for gain.
    NonCommercial = "non-commercial",
    /// Under the same terms.
    ShareAlike = "share-alike",
    /// Leave in writing.
    WrittenPermission = "written-permission",
    /// Leave in any form.
    Permission = "permission",
    /// Against payment.
    Payment = "payment",
    /// For subscribers.
    Subscription = "subscription",
}

impl std::fmt::Display for Duty {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.word())
    }
}

impl From<Condition> for Duty {
    fn from(condition: Condition) -> Self {
        match condition {
            Condition::Attribution => Self::Attribution,
            Condition::NonCommercial => Self::NonCommercial,
            Condition::ShareAlike => Self::ShareAlike,
            Condition::WrittenPermission => Self::WrittenPermission,
            Condition::Permission => Self::Permission,
            Condition::Payment => Self::Payment,
            Condition::Subscription => Self::Subscription,
        }
    }
}

/// What must be done with what is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Obligation {
    /// What.
    pub kind: Duty,
    /// Who asks for it.
    pub text: String,
    /// What to print with the article, in its language; `None` where nothing is printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
}

/// What must be done, and who asks for it; gathered while clauses fire.
#[derive(Default)]
pub(super) struct Duties {
    all: BTreeMap<Duty, BTreeSet<String>>,
    licences: BTreeSet<String>,
}

impl Duties {
    /// A duty that a clause asks for.
    pub fn of_clause(&mut self, duty: Duty, clause: &str) {
        self.all.entry(duty).or_default().insert(format!("clause {clause}"));
    }

    /// What a licence asks for. Whoever must name the source must leave the notice that names it.
    pub fn of_licence(&mut self, id: &str, conditions: &[Condition]) {
        self.licences.insert(id.to_owned());
        for condition in conditions {
            self.all.entry((*condition).into()).or_default().insert(id.to_owned());
        }
        if conditions.contains(&Condition::Attribution) {
            self.all.entry(Duty::KeepNotice).or_default().insert(id.to_owned());
        }
    }

    /// The obligations, in the order of [`Duty`].
    pub fn list(self, case: &Case<'_>) -> Vec<Obligation> {
        let Self { all, licences } = self;
        let wording = case.knowledge.wordings.of(case.record.document.language.as_deref());
        all.into_iter()
            // Where there is no notice there is none to keep.
            .filter(|(duty, _)| *duty != Duty::KeepNotice || !case.record.notices.is_empty())
            .map(|(kind, by)| {
                let by: Vec<String> = by.into_iter().collect();
                let line = wording.and_then(|wording| line(kind, wording, case.record, &licences));
                Obligation { kind, text: format!("{kind}, as {} asks", listed(&by)), line }
            })
            .collect()
    }
}

/// What is printed for a duty.
fn line(
    duty: Duty,
    wording: &Wording,
    record: &Record,
    licences: &BTreeSet<String>,
) -> Option<String> {
    match duty {
        Duty::Attribution => {
            let credit = credit(wording, record);
            let licence = licensed(record, licences)
                .map(|licence| wording.licence.replace("{licence}", &licence));
            let both: Vec<String> = credit.into_iter().chain(licence).collect();
            (!both.is_empty()).then(|| both.join(" "))
        }
        Duty::KeepNotice => {
            let mut quotes: Vec<String> = Vec::new();
            for notice in &record.notices {
                let quote = tidy(&notice.evidence.quote);
                if !quotes.contains(&quote) {
                    quotes.push(quote);
                }
            }
            Some(wording.keep_notice.replace("{notice}", &quotes.join(" · ")))
        }
        Duty::ShareAlike => Some(wording.share_alike.clone()),
        Duty::NonCommercial => Some(wording.non_commercial.clone()),
        Duty::WrittenPermission | Duty::Permission | Duty::Payment | Duty::Subscription => None,
    }
}

/// Who wrote it, whose it is, what it is called and where it stands: of these, what is known.
fn credit(wording: &Wording, record: &Record) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |part: String| {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    };
    let persons = record.attribution.persons.iter();
    for person in persons.filter(|person| person.role == Role::Reporter) {
        add(tidy(&person.name));
    }
    let holders = record.notices.iter().filter_map(|notice| notice.holder.as_ref());
    let text = |scope: Option<Scope>| scope.unwrap_or(Scope::Text) == Scope::Text;
    let hops = record.attribution.hops.iter();
    let hops = hops.filter(|hop| text(hop.scope)).map(|hop| &hop.organisation);
    // Who holds the rights is whom to name; where nobody claims them, all whose text it is.
    let named: Vec<_> = holders.collect();
    let named = if named.is_empty() { hops.collect() } else { named };
    for party in named {
        add(tidy(&party.name));
    }
    if let Some(title) = record.document.title.as_deref().map(tidy).filter(|one| !one.is_empty()) {
        add(wording.title.replace("{title}", &title));
    }
    if let Some(url) = &record.document.url {
        add(tidy(url));
    }
    (!parts.is_empty()).then(|| wording.source.replace("{parts}", &parts.join(&wording.join)))
}

/// The licences that were relied on, each with its address where it was read.
fn licensed(record: &Record, licences: &BTreeSet<String>) -> Option<String> {
    let named: Vec<String> = licences
        .iter()
        .map(|id| {
            let mut found = record.licences.iter().filter(|licence| licence.id == *id);
            found
                .find_map(|licence| licence.url.as_deref())
                .map_or_else(|| id.clone(), |url| format!("{id} ({})", tidy(url)))
        })
        .collect();
    (!named.is_empty()).then(|| listed(&named))
}

/// On one line.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
