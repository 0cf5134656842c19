//! What the documents of a run add up to, by whom they are from: the sum that a description of a dataset is made of
//! (CycloneDX, SPDX, Croissant, the summary of training content). Memory grows with the number of sources and is
//! bounded; documents leave nothing behind but counts.

pub mod described;
pub mod said;
pub mod sighting;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use self::described::{Describe, Described};
pub use self::sighting::{Outcome, Restriction, Sighting, Source};
use crate::record::{Action, Channel, Modality};

/// Sources that are told apart; what comes after is summed up under [`Survey::others`]. Measured: some 120 MB.
const SOURCES: usize = 100_000;
/// Different languages or media types: more than there are in any dataset.
const TAGS: usize = 1_000;
/// Different licences or holders that are kept of a source.
const NAMES: usize = 50;

/// How many documents, and how many raw bytes they have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Documents.
    pub documents: u64,
    /// Bytes.
    pub bytes: u64,
}

impl Amount {
    fn add(&mut self, bytes: u64) {
        self.documents += 1;
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

/// What some documents add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// All of them.
    pub all: Amount,
    /// By what became of them.
    pub outcomes: BTreeMap<Outcome, Amount>,
    /// By licence: its address where one is given, and how many documents.
    pub licences: BTreeMap<String, (Option<String>, u64)>,
    /// By holder.
    pub holders: BTreeMap<String, u64>,
    /// Licences or holders that were too many to be kept.
    pub dropped: u64,
    /// How many documents a channel restricts.
    pub restricted: BTreeMap<Channel, u64>,
    /// How many documents restrict an action, and how hard; `None` is any use.
    pub actions: BTreeMap<(Option<Action>, Modality), u64>,
}

impl Part {
    /// How many documents ended so.
    pub fn of(&self, outcome: Outcome) -> Amount {
        self.outcomes.get(&outcome).copied().unwrap_or_default()
    }

    /// What may be used: what is allowed, or, where no policy was asked, what was read.
    pub fn usable(&self) -> Amount {
        let (allow, recorded) = (self.of(Outcome::Allow), self.of(Outcome::Recorded));
        Amount {
            documents: allow.documents + recorded.documents,
            bytes: allow.bytes.saturating_add(recorded.bytes),
        }
    }

    fn add(&mut self, sighting: &Sighting) {
        self.all.add(sighting.bytes);
        self.outcomes.entry(sighting.outcome).or_default().add(sighting.bytes);
        for (id, address) in &sighting.licences {
            if self.licences.len() >= NAMES && !self.licences.contains_key(id) {
                self.dropped += 1;
                continue;
            }
            let (known, count) = self.licences.entry(id.clone()).or_default();
            *known = known.take().or_else(|| address.clone());
            *count += 1;
        }
        for name in &sighting.holders {
            if self.holders.len() >= NAMES && !self.holders.contains_key(name) {
                self.dropped += 1;
                continue;
            }
            *self.holders.entry(name.clone()).or_default() += 1;
        }
        let channels: BTreeSet<Channel> =
            sighting.restrictions.iter().map(|restriction| restriction.channel).collect();
        for channel in channels {
            *self.restricted.entry(channel).or_default() += 1;
        }
        let mut actions: BTreeSet<(Option<Action>, Modality)> = BTreeSet::new();
        for Restriction { modality, actions: of, .. } in &sighting.restrictions {
            if of.is_empty() {
                actions.insert((None, *modality));
            }
            actions.extend(of.iter().map(|action| (Some(*action), *modality)));
        }
        for action in actions {
            *self.actions.entry(action).or_default() += 1;
        }
    }
}

/// What the documents of a run add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// All of them.
    pub whole: Part,
    /// By whom they are from.
    pub sources: BTreeMap<Source, Part>,
    /// Those of sources beyond the bound.
    pub others: Part,
    /// What may be used, by language; `None` is not known.
    pub languages: BTreeMap<Option<String>, Amount>,
    /// By media type.
    pub media_types: BTreeMap<String, Amount>,
    /// The extensions of the files of a media type.
    pub extensions: BTreeMap<String, BTreeSet<String>>,
    /// In how many documents a channel could be seen.
    pub channels: BTreeMap<Channel, u64>,
    /// How many documents that a channel restricts ended so.
    pub honoured: BTreeMap<Channel, BTreeMap<Outcome, u64>>,
    /// The first and the last day that a document says it was published on.
    pub published: Option<(Date, Date)>,
}

impl Survey {
    /// Adds the next document of the run.
    pub fn add(&mut self, sighting: &Sighting) {
        self.whole.add(sighting);
        let full = self.sources.len() >= SOURCES && !self.sources.contains_key(&sighting.source);
        let part = if full {
            &mut self.others
        } else {
            self.sources.entry(sighting.source.clone()).or_default()
        };
        part.add(sighting);
        for channel in &sighting.channels {
            *self.channels.entry(*channel).or_default() += 1;
        }
        let restricting: BTreeSet<Channel> =
            sighting.restrictions.iter().map(|restriction| restriction.channel).collect();
        for channel in restricting {
            let outcomes = self.honoured.entry(channel).or_default();
            *outcomes.entry(sighting.outcome).or_default() += 1;
        }
        if sighting.outcome == Outcome::Failed {
            return;
        }
        if matches!(sighting.outcome, Outcome::Allow | Outcome::Recorded) {
            let language = sighting.language.clone();
            let full = self.languages.len() >= TAGS && !self.languages.contains_key(&language);
            let language = if full { None } else { language };
            self.languages.entry(language).or_default().add(sighting.bytes);
        }
        let full = self.media_types.len() >= TAGS;
        if !full || self.media_types.contains_key(&sighting.media_type) {
            let amount = self.media_types.entry(sighting.media_type.clone()).or_default();
            amount.add(sighting.bytes);
        }
        if let Some(extension) = &sighting.extension {
            let known = self.extensions.entry(sighting.media_type.clone()).or_default();
            if known.len() < NAMES {
                known.insert(extension.clone());
            }
        }
        if let Some(day) = sighting.published {
            self.published = Some(match self.published {
                None => (day, day),
                Some((first, last)) => (first.min(day), last.max(day)),
            });
        }
    }

    /// The sources with the most bytes first.
    pub fn largest(&self) -> Vec<(&Source, &Part)> {
        let mut all: Vec<_> = self.sources.iter().collect();
        all.sort_by_key(|(source, part)| (std::cmp::Reverse(part.all.bytes), *source));
        all
    }
}

impl Source {
    /// What it is called; nothing for what nobody is named for.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Domain(name) | Self::Publisher(name) | Self::Holder(name) => Some(name),
            Self::Unnamed => None,
        }
    }

    /// By what it is called.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Domain(_) => "domain",
            Self::Publisher(_) => "publisher",
            Self::Holder(_) => "holder",
            Self::Unnamed => "unnamed",
        }
    }
}
