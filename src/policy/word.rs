//! Single words of a policy: how a value is read from one string, ids, confidences, words with `none`.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use crate::record::Action;

/// Reads a string and makes a value of it; what `make` says is wrong becomes an error at this place.
pub(super) fn parsed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    make: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    struct Text<F>(&'static str, F);

    impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Text<F> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str(self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.1)(text).map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Text(expected, make))
}

/// A name in kebab-case: lower-case letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(String);

impl Id {
    /// The id of an organisation of the registry, which was checked when it was loaded.
    pub(super) fn of_organisation(id: &str) -> Self {
        Self(id.to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, "a name in kebab-case", |text| {
            let part = |part: &str| {
                !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            };
            if text.split('-').all(part) {
                Ok(Self(text.to_owned()))
            } else {
                Err(format!("`{text}` is not in kebab-case (lower-case letters, digits, hyphens)"))
            }
        })
    }
}

/// A SHA-256 in lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest(String);

impl Digest {
    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 12 of them, enough for people.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, "a SHA-256", |text| {
            let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            if text.len() == 64 && text.bytes().all(digit) {
                Ok(Self(text.to_owned()))
            } else {
                Err(format!("`{text}` is not a SHA-256 (64 digits of lower-case hexadecimal)"))
            }
        })
    }
}

/// A sentence that must say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence(String);

impl Sentence {
    /// No sentence: of what nobody has written.
    pub(super) const fn none() -> Self {
        Self(String::new())
    }

    /// The sentence.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, "a sentence", |text| match text.trim() {
            "" => Err("it is empty: somebody will have to answer for this later".to_owned()),
            text => Ok(Self(text.to_owned())),
        })
    }
}

/// A confidence, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence(f64);

impl Confidence {
    /// The number.
    pub const fn value(self) -> f64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(D::Error::custom(format_args!("{value} is not a confidence: it goes from 0 to 1")))
        }
    }
}

/// A value, or the word for its absence (`none`, `unknown`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Or<T> {
    /// There is none.
    Absent,
    /// This one.
    Value(T),
}

impl<T: fmt::Display> fmt::Display for Or<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => formatter.write_str("none"),
            Self::Value(value) => value.fmt(formatter),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Or<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, "a word, or `none`", |text| match text {
            "none" | "unknown" => Ok(Self::Absent),
            _ => T::deserialize(StrDeserializer::<Plain>::new(text))
                .map(Self::Value)
                .map_err(|error| error.0),
        })
    }
}

/// What is meant to be done: `use`, as the policy says at its head, or these actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Every use of the policy.
    Use,
    /// This action.
    Action(Action),
}

impl fmt::Display for Wanted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Use => formatter.write_str("the use of this policy"),
            Self::Action(action) => action.fmt(formatter),
        }
    }
}

impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer, "`use` or an action", |text| match text {
            "use" => Ok(Self::Use),
            _ => Action::deserialize(StrDeserializer::<Plain>::new(text))
                .map(Self::Action)
                .map_err(|error| error.0),
        })
    }
}

/// An error that is only its sentence, to pass one through a closure.
#[derive(Debug)]
struct Plain(String);

impl fmt::Display for Plain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Plain {}

impl Error for Plain {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
