//! The `when` of a clause: a condition on a statement or on the document, or several joined by `all`,
//! `any`, `not`. A map with one key, so that what joins two conditions is always written down.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::judge::Case;
use super::statement::{HopTest, LicenceTest, NoticeTest, TermTest};
use super::template::Hit;
use super::whole::{DocumentTest, ProblemTest};

/// The keys of a condition.
const KEYS: &[&str] =
    &["notice", "term", "licence", "hop", "document", "problem", "all", "any", "not"];

/// What must be found for a clause to fire.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Condition {
    /// A copyright notice like this.
    Notice(NoticeTest),
    /// A term like this.
    Term(Box<TermTest>),
    /// A licence like this.
    Licence(LicenceTest),
    /// An organisation in the attribution like this.
    Hop(Box<HopTest>),
    /// A document like this.
    Document(Box<DocumentTest>),
    /// A problem like this.
    Problem(ProblemTest),
    /// All of these.
    All(Vec<Self>),
    /// One of these at least.
    Any(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
}

impl Condition {
    /// Whether it is fulfilled, and by what.
    pub(super) fn hit(&self, case: &Case<'_>) -> Option<Hit> {
        let mut hit = Hit::default();
        let found = match self {
            Self::Notice(test) => test.hit(case, &mut hit),
            Self::Term(test) => test.hit(case, &mut hit),
            Self::Licence(test) => test.hit(case, &mut hit),
            Self::Hop(test) => test.hit(case, &mut hit),
            Self::Document(test) => test.hit(case, &mut hit),
            Self::Problem(test) => test.hit(case, &mut hit),
            Self::All(list) => {
                for one in list {
                    hit.join(one.hit(case)?);
                }
                true
            }
            Self::Any(list) => {
                let mut found = false;
                for one in list.iter().filter_map(|one| one.hit(case)) {
                    found = true;
                    hit.join(one);
                }
                found
            }
            Self::Not(one) => one.hit(case).is_none(),
        };
        found.then_some(hit)
    }

    /// Whether it asks for a problem with this code.
    pub(super) fn names_problem(&self, code: &str) -> bool {
        match self {
            Self::Problem(test) => test.names(code),
            Self::All(list) | Self::Any(list) => list.iter().any(|one| one.names_problem(code)),
            _ => false,
        }
    }

    /// In plain words.
    pub(super) fn describe(&self) -> String {
        let joined = |list: &[Self], by: &str| {
            let words: Vec<String> = list.iter().map(Self::describe).collect();
            format!("({})", words.join(by))
        };
        match self {
            Self::Notice(test) => test.describe(),
            Self::Term(test) => test.describe(),
            Self::Licence(test) => test.describe(),
            Self::Hop(test) => test.describe(),
            Self::Document(test) => test.describe(),
            Self::Problem(test) => test.describe(),
            Self::All(list) => joined(list, " and "),
            Self::Any(list) => joined(list, " or "),
            Self::Not(one) => format!("no ({})", one.describe()),
        }
    }

    /// Visits it and every condition in it, with the keys and items that lead to each.
    pub(super) fn visit<'a>(&'a self, path: &mut Vec<At>, see: &mut dyn FnMut(&[At], &'a Self)) {
        see(path, self);
        match self {
            Self::All(list) | Self::Any(list) => {
                let key = if matches!(self, Self::All(_)) { "all" } else { "any" };
                for (index, one) in list.iter().enumerate() {
                    path.extend([At::Key(key), At::Item(index)]);
                    one.visit(path, see);
                    path.truncate(path.len().saturating_sub(2));
                }
            }
            Self::Not(one) => {
                path.push(At::Key("not"));
                one.visit(path, see);
                path.pop();
            }
            _ => {}
        }
    }
}

/// A step from a condition to a part of it.
pub(super) type At = crate::yaml::Step<'static>;

/// The key of a condition.
struct Word(&'static str);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Known;

        impl Visitor<'_> for Known {
            type Value = Word;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the name of a condition")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Word, E> {
                KEYS.iter()
                    .find(|key| **key == text)
                    .map(|key| Word(key))
                    .ok_or_else(|| E::unknown_field(text, KEYS))
            }
        }

        deserializer.deserialize_str(Known)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct One;

        impl<'de> Visitor<'de> for One {
            type Value = Condition;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a condition, as in `{ term: { modality: prohibited } }`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Condition, A::Error> {
                let Some(Word(key)) = map.next_key()? else {
                    return Err(A::Error::custom("the condition is empty: it would always hold"));
                };
                let some = |list: Vec<Condition>| {
                    if list.is_empty() {
                        Err(A::Error::custom("the list is empty"))
                    } else {
                        Ok(list)
                    }
                };
                let condition = match key {
                    "notice" => Condition::Notice(map.next_value()?),
                    "term" => Condition::Term(map.next_value()?),
                    "licence" => Condition::Licence(map.next_value()?),
                    "hop" => Condition::Hop(map.next_value()?),
                    "document" => Condition::Document(map.next_value()?),
                    "problem" => Condition::Problem(map.next_value()?),
                    "all" => Condition::All(some(map.next_value()?)?),
                    "any" => Condition::Any(some(map.next_value()?)?),
                    _ => Condition::Not(map.next_value()?),
                };
                if let Some(Word(second)) = map.next_key()? {
                    map.next_value::<IgnoredAny>()?;
                    return Err(A::Error::custom(format_args!(
                        "a condition has one key, this one has `{key}` and `{second}`: write \
                         `all: [{{ {key}: … }}, {{ {second}: … }}]`"
                    )));
                }
                Ok(condition)
            }
        }

        deserializer.deserialize_map(One)
    }
}
