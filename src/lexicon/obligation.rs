//! How what has to be printed with an article is said in its language: `rules/obligations.yaml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The sentences of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// BCP 47 tag.
    pub language: String,
    /// The credit, with `{parts}` for who and what.
    pub source: String,
    /// How a title stands among the parts, with `{title}`.
    pub title: String,
    /// What stands between the parts.
    pub join: String,
    /// Under which licence, with `{licence}`.
    pub licence: String,
    /// That works made from it are shared under the same licence.
    pub share_alike: String,
    /// That it is not for gain.
    pub non_commercial: String,
    /// The notice that has to be kept, with `{notice}`.
    pub keep_notice: String,
}

/// The sentences of all languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wordings {
    all: Vec<Wording>,
}

impl Wordings {
    /// These, or what is wrong with them: each needs its places, and the first language stands for those that
    /// are not listed.
    pub fn new(all: Vec<Wording>) -> Result<Self, String> {
        if all.is_empty() {
            return Err("holds no language".to_owned());
        }
        for (index, one) in all.iter().enumerate() {
            for (key, text, place) in [
                ("source", &one.source, "{parts}"),
                ("title", &one.title, "{title}"),
                ("licence", &one.licence, "{licence}"),
                ("keep_notice", &one.keep_notice, "{notice}"),
            ] {
                if text.matches(place).count() != 1 {
                    return Err(format!("{}: `{key}` needs {place} once", one.language));
                }
            }
            if all.iter().take(index).any(|other| other.language == one.language) {
                return Err(format!("language `{}` is there twice", one.language));
            }
        }
        Ok(Self { all })
    }

    /// The sentences for the language of a tag, of a kind of it, or the first; `None` where there are none.
    pub fn of(&self, tag: Option<&str>) -> Option<&Wording> {
        let exact = |tag: &str| self.all.iter().find(|one| one.language.eq_ignore_ascii_case(tag));
        let primary = |tag: &str| tag.split('-').next().and_then(exact);
        tag.and_then(|tag| exact(tag).or_else(|| primary(tag))).or(self.all.first())
    }

    /// The languages, in the order of the file.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|one| one.language.as_str())
    }
}
