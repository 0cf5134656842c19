//! The sentence of a clause, with places for what was found: `"{grantor} prohibits {actions}"`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer};

use crate::record::Evidence;

macro_rules! places {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $absent:literal);+ $(;)?) => {
        /// A place in the sentence of a clause.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Place { $($(#[$doc])* $name),+ }

        impl Place {
            /// All places.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The word between the braces.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// What stands there where the statement says nothing of it.
            const fn absent(self) -> &'static str {
                match self { $(Self::$name => $absent),+ }
            }
        }
    };
}

places! {
    /// Who may give leave.
    Grantor = "grantor", "the publisher (not named)";
    /// What is done.
    Actions = "actions", "any use";
    /// Where it stands.
    Channel = "channel", "any channel";
    /// On what condition.
    Condition = "condition", "no condition";
    /// Who claims copyright.
    Holder = "holder", "a holder that is not named";
    /// For which years.
    Years = "years", "no year";
    /// The licence.
    Licence = "licence", "no licence";
    /// The organisation of a hop.
    Organisation = "organisation", "an unknown organisation";
    /// The country of it.
    Country = "country", "an unknown country";
    /// What it did.
    Role = "role", "no role";
    /// The language of the document.
    Language = "language", "an unknown language";
    /// The code of a problem.
    Code = "code", "no problem";
    /// Where an organisation published its stance, and when.
    Source = "source", "no source";
    /// What a term says.
    Modality = "modality", "no term";
}

/// What a condition was fulfilled by.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Hit {
    /// The places in the document.
    pub evidence: Vec<Evidence>,
    /// What goes into the sentence, in the order of the record.
    values: BTreeMap<Place, Vec<String>>,
    /// What each organisation has published: a sentence about that is said of each on its own.
    published: Vec<BTreeMap<Place, Vec<String>>>,
    /// The licences that fulfilled it.
    pub licences: Vec<String>,
}

impl Hit {
    /// Adds a value, once.
    pub fn say(&mut self, place: Place, value: impl Into<String>) {
        let (value, values) = (value.into(), self.values.entry(place).or_default());
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// Adds what one organisation has published, once.
    pub fn published(&mut self, values: &[(Place, String)]) {
        let mut one: BTreeMap<Place, Vec<String>> = BTreeMap::new();
        for (place, value) in values {
            self.say(*place, value.as_str());
            one.entry(*place).or_default().push(value.clone());
        }
        if !self.published.contains(&one) {
            self.published.push(one);
        }
    }

    /// Adds a place in the document, once.
    pub fn show(&mut self, evidence: &Evidence) {
        if !self.evidence.contains(evidence) {
            self.evidence.push(evidence.clone());
        }
    }

    /// Adds all of another.
    pub fn join(&mut self, other: Self) {
        for evidence in &other.evidence {
            self.show(evidence);
        }
        for (place, values) in other.values {
            for value in values {
                self.say(place, value);
            }
        }
        for one in other.published {
            if !self.published.contains(&one) {
                self.published.push(one);
            }
        }
        for licence in other.licences {
            if !self.licences.contains(&licence) {
                self.licences.push(licence);
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Place(Place),
}

/// A sentence with places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    written: String,
    parts: Vec<Part>,
}

impl Template {
    /// The sentence as written, or what is wrong with it.
    pub fn new(written: &str) -> Result<Self, String> {
        let (mut parts, mut rest) = (Vec::new(), written);
        while let Some((text, after)) = rest.split_once('{') {
            let (word, after) = after.split_once('}').ok_or("a `{` without its `}`")?;
            let place = Place::ALL.iter().find(|place| place.word() == word).ok_or_else(|| {
                let known: Vec<String> =
                    Place::ALL.iter().map(|place| format!("`{}`", place.word())).collect();
                format!("unknown placeholder `{word}`, expected one of {}", known.join(", "))
            })?;
            parts.extend([Part::Text(text.to_owned()), Part::Place(*place)]);
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self { written: written.to_owned(), parts })
    }

    /// The sentence with what was found in its places. What several have published is a sentence of each: one says
    /// nothing for another.
    pub(super) fn fill(&self, hit: &Hit) -> String {
        let of = |part: &Part| match part {
            Part::Place(place) => *place == Place::Source,
            Part::Text(_) => false,
        };
        if hit.published.is_empty() || !self.parts.iter().any(of) {
            return self.filled(&|place| hit.values.get(&place));
        }
        let each = hit
            .published
            .iter()
            .map(|one| self.filled(&|place| one.get(&place).or_else(|| hit.values.get(&place))));
        each.collect::<Vec<_>>().join("; ")
    }

    fn filled<'a>(&self, values: &dyn Fn(Place) -> Option<&'a Vec<String>>) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Place(place) => values(*place)
                    .map_or_else(|| place.absent().to_owned(), |values| listed(values)),
            })
            .collect()
    }
}

impl fmt::Display for Template {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::word::parsed(deserializer, "a sentence", Self::new)
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn listed(values: &[String]) -> String {
    match values {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_absent_ones_are_said() {
        let template = Template::new("{grantor} prohibits {actions} ({channel})").unwrap();
        let mut hit = Hit::default();
        for action in ["scrape", "crawl", "ai-use", "crawl"] {
            hit.say(Place::Actions, action);
        }
        hit.say(Place::Channel, "text");
        assert_eq!(
            template.fill(&hit),
            "the publisher (not named) prohibits scrape, crawl and ai-use (text)"
        );
    }

    #[test]
    fn unknown_and_open_places_are_refused() {
        assert!(Template::new("{grantr}").unwrap_err().contains("unknown placeholder `grantr`"));
        assert!(Template::new("{grantor").is_err());
    }
}
