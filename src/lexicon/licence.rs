//! Named licences: how each is called and addressed, what it permits and what it obliges to.
//! Facts from `rules/licences.yaml` and `rules/creative-commons.yaml`; what a licence permits is read from
//! its legal text, not from its name.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::filter::Bounds;
use crate::record::{Action, Condition};
use crate::text::{fold, is_alphabetic, is_letter};

/// One licence, or one family of licences whose version stands in the name or the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LicenceRule {
    /// SPDX id without version (`CC-BY-NC`), or whole where there is none.
    pub id: String,
    /// Versions there are; the id with `-` and the version is the SPDX id. Empty: the id is whole.
    #[serde(default)]
    pub versions: Vec<String>,
    /// Versions that SPDX has no id for: theirs begin with `LicenseRef-`.
    #[serde(default)]
    pub unlisted: Vec<String>,
    /// Ports that SPDX has an id for, with their version: `3.0-DE`. A port without one gets
    /// `LicenseRef-` before the id. Empty: an address of this licence has no ports.
    #[serde(default)]
    pub ports: Vec<String>,
    /// What stands behind the version in the SPDX id: `-only`.
    #[serde(default)]
    pub suffix: String,
    /// What stands there instead where the text says *or any later version*: `-or-later`.
    #[serde(default)]
    pub later_suffix: String,
    /// How *or any later version* is said. Folded when compiled.
    #[serde(default)]
    pub later: Vec<String>,
    /// What a person should know of it, in a line.
    #[serde(default)]
    pub about: Option<String>,
    /// What it allows, on [`LicenceRule::obliges`].
    #[serde(default)]
    pub permits: Vec<Action>,
    /// What must be done with what is allowed.
    #[serde(default)]
    pub obliges: Vec<Condition>,
    /// Path of its address after the host, with `{version}` where the version stands.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Hosts of its address, without `www.`.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Names in prose, in any language: each names this licence and no freer one. Folded when compiled.
    #[serde(default)]
    pub names: Vec<String>,
    /// Names that mean something else too (`ODC-By` does not, `OGL` does): they count only where the
    /// sentence says that something is put under them. Folded when compiled.
    #[serde(default)]
    pub ambiguous_names: Vec<String>,
    /// Whether its names count only where the sentence speaks of this very text: that something *is in the
    /// public domain* is said of many things.
    #[serde(default)]
    pub of_this_text: bool,
}

impl LicenceRule {
    /// The id of a version, of the form that SPDX has; `later` says that a later one will do.
    pub fn versioned(&self, version: &str, later: bool) -> String {
        let suffix = if later { &self.later_suffix } else { &self.suffix };
        let unlisted = self.unlisted.iter().any(|known| known == version);
        let reference = if unlisted { "LicenseRef-" } else { "" };
        format!("{reference}{}-{version}{suffix}", self.id)
    }

    /// Whether `rest` is what may stand behind the id: a version, with a port or a suffix or without.
    fn is_version(&self, rest: &str) -> bool {
        let Some(rest) = rest.strip_prefix('-') else { return false };
        self.versions.iter().any(|version| {
            rest.strip_prefix(version.as_str()).is_some_and(|tail| {
                let port = tail.strip_prefix('-').is_some_and(|port| {
                    !self.ports.is_empty()
                        && (2..=8).contains(&port.len())
                        && port.bytes().all(|byte| byte.is_ascii_alphabetic())
                });
                tail.is_empty() || port || tail == self.suffix || tail == self.later_suffix
            })
        })
    }

    /// The id that the path of an address names, both without the leading slash.
    fn of_path(&self, pattern: &str, path: &str) -> Option<String> {
        let Some((lead, _)) = pattern.split_once("{version}") else {
            let tail = path.strip_prefix(pattern)?;
            let whole = tail.is_empty() || tail.starts_with(['/', '.']);
            return whole.then(|| self.id.clone());
        };
        let tail = path.strip_prefix(lead)?;
        let dashed = |version: &str| version.replace('.', "-");
        let (version, rest) = self.versions.iter().find_map(|version| {
            // `4.0-nc` is not `4.0`.
            let ends = |rest: &&str| {
                let file = rest.strip_prefix('.');
                rest.is_empty()
                    || rest.starts_with('/')
                    || file.is_some_and(|name| name.starts_with(char::is_alphabetic))
            };
            let major = version.strip_suffix(".0").unwrap_or(version);
            let written = [version.as_str(), &dashed(version), major];
            let rest = written.iter().find_map(|form| tail.strip_prefix(form).filter(ends))?;
            Some((version, rest))
        })?;
        let port = rest.trim_start_matches('/').split('/').next().unwrap_or("");
        let is_port = !self.ports.is_empty()
            && (2..=8).contains(&port.len())
            && !matches!(port, "rdf" | "deed")
            && port.bytes().all(|byte| byte.is_ascii_alphabetic());
        Some(if is_port {
            self.ported(version, &port.to_ascii_uppercase())
        } else {
            self.versioned(version, false)
        })
    }

    /// The id of a port: SPDX has some, the others are named after them.
    pub fn ported(&self, version: &str, port: &str) -> String {
        let known = self.ports.iter().any(|known| {
            known.strip_prefix(version).and_then(|rest| rest.strip_prefix('-')) == Some(port)
        });
        let reference = if known { "" } else { "LicenseRef-" };
        format!("{reference}{}-{version}-{port}", self.id)
    }

    /// The id that is named by a name and what stands behind it, folded: the version, and whether a later
    /// one will do. A family whose version does not stand there has none.
    pub fn of_name(&self, behind: &str) -> String {
        let Some(version) = self.version(behind) else { return self.id.clone() };
        let later = self.later.iter().any(|later| behind.contains(later.as_str()));
        self.versioned(version, later && !self.later_suffix.is_empty())
    }

    /// The version that the first number of a text names: `3.0`, also written `3` or `3-0`.
    pub fn version(&self, behind: &str) -> Option<&str> {
        let start = behind.find(|c: char| c.is_ascii_digit())?;
        let number = behind.get(start..)?;
        let end = number.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-'));
        let number = number.get(..end.unwrap_or(number.len()))?.trim_end_matches(['.', '-']);
        let number = number.replace('-', ".");
        let whole = format!("{number}.0");
        let known = |version: &&String| **version == number || **version == whole;
        self.versions.iter().find(known).map(String::as_str)
    }
}

/// The Creative Commons licences: how they are introduced, and their elements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreativeCommons {
    /// Hosts of their addresses. An address of such a host that is none of a licence casts doubt on what
    /// else is named beside it.
    pub hosts: Vec<String>,
    /// The name of the organisation in all scripts; folded when loaded.
    pub introductions: Vec<String>,
    /// How a code begins (`cc by`); the elements are read from its third byte on. Folded when loaded.
    pub codes: Vec<String>,
    /// The elements.
    pub elements: Vec<LicenceElement>,
    /// The jurisdictions that the licences were ported to: code (`de`) → its names. Folded when loaded.
    #[serde(default)]
    pub jurisdictions: BTreeMap<String, Vec<String>>,
    /// Versions that were not ported: a jurisdiction behind one says nothing.
    #[serde(default)]
    pub unported: Vec<String>,
    /// What else a page may be about: a licence in a sentence that names such a work is that work's. `*` at
    /// the end: any word that begins so. Folded when loaded.
    #[serde(default)]
    pub other_works: Vec<String>,
}

/// An element of the Creative Commons licences, by its code and its names in prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LicenceElement {
    /// `by`, `nc`, `nd` or `sa`.
    pub id: String,
    /// Its names; folded when loaded.
    pub names: Vec<String>,
    /// How words begin that mean what it takes away (`commer`): beside a word that forbids, or within a name,
    /// they cast doubt where the element itself was not read. Folded when loaded.
    #[serde(default)]
    pub stems: Vec<String>,
    /// The letters alone of each of its names; made when loaded.
    #[serde(skip)]
    pub letters: Vec<String>,
}

/// The letters of a folded name alone.
pub fn letters(folded: &str) -> String {
    folded.chars().filter(|c| is_alphabetic(*c)).collect()
}

/// All licences.
#[derive(Debug, Serialize, Deserialize)]
pub struct Licences {
    list: Vec<LicenceRule>,
    creative_commons: CreativeCommons,
    heads: Vec<String>,
}

impl Licences {
    /// The licences of these rules.
    pub fn new(mut list: Vec<LicenceRule>, mut creative_commons: CreativeCommons) -> Self {
        let commons = &mut creative_commons;
        let elements = commons.elements.iter_mut();
        let elements =
            elements.flat_map(|element| element.names.iter_mut().chain(&mut element.stems));
        let others = commons.introductions.iter_mut().chain(&mut commons.codes);
        let jurisdictions = commons.jurisdictions.values_mut().flatten();
        for name in elements.chain(others).chain(jurisdictions).chain(&mut commons.other_works) {
            *name = fold(name);
        }
        for rule in &mut list {
            for name in
                rule.names.iter_mut().chain(&mut rule.ambiguous_names).chain(&mut rule.later)
            {
                *name = fold(name);
            }
        }
        let mut heads: Vec<String> =
            creative_commons.hosts.iter().map(|host| fold(&format!("{host}/"))).collect();
        for rule in &list {
            for host in rule.hosts.iter().filter(|host| !creative_commons.hosts.contains(host)) {
                heads.extend(rule.paths.iter().map(|path| {
                    let lead = path.split("{version}").next().unwrap_or("").trim_start_matches('/');
                    fold(&format!("{host}/{lead}"))
                }));
            }
        }
        heads.sort();
        heads.dedup();
        let mut all = Self { list, creative_commons, heads };
        all.spell();
        all
    }

    /// The letters of the names, which no file has.
    pub(super) fn spell(&mut self) {
        for element in &mut self.creative_commons.elements {
            element.letters = element.names.iter().map(|name| letters(name)).collect();
        }
    }

    /// How the Creative Commons licences are named, folded.
    pub const fn creative_commons(&self) -> &CreativeCommons {
        &self.creative_commons
    }

    /// How the addresses of licences begin, without scheme and `www.`, folded.
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// How addresses and names of licences begin, folded, and beside which letters they do not stand: only where
    /// one of these does can a licence be named.
    pub fn leads(&self) -> impl Iterator<Item = (&str, Bounds)> {
        let names =
            self.list.iter().flat_map(|rule| rule.names.iter().chain(&rule.ambiguous_names));
        let commons = &self.creative_commons;
        let glued = self.heads.iter().chain(&commons.introductions);
        let begun = |lead: &str| Bounds { left: lead.starts_with(is_letter), right: false };
        let glued = glued.map(move |lead| (lead.as_str(), begun(lead)));
        let word = move |name: &'_ String| Bounds {
            left: name.starts_with(is_letter),
            right: name.ends_with(is_letter),
        };
        glued.chain(commons.codes.iter().chain(names).map(move |name| (name.as_str(), word(name))))
    }

    /// All, in the order of the file.
    pub fn all(&self) -> &[LicenceRule] {
        &self.list
    }

    /// The rule of an SPDX id, with or without its version, of a port or not, in any case.
    pub fn get(&self, id: &str) -> Option<&LicenceRule> {
        let bare = id.strip_prefix("LicenseRef-").unwrap_or(id);
        let exact = |id: &str, bare: &str| {
            self.list.iter().find(|rule| rule.id == id).or_else(|| {
                self.list.iter().find(|rule| {
                    bare.strip_prefix(rule.id.as_str()).is_some_and(|rest| rule.is_version(rest))
                })
            })
        };
        exact(id, bare).or_else(|| {
            let reference = |id: &str| id.eq_ignore_ascii_case("LicenseRef-");
            let at = "LicenseRef-".len();
            let bare = id.get(..at).filter(|lead| reference(lead)).and_then(|_| id.get(at..));
            let is = |rule: &LicenceRule, id: &str| {
                let parts = id.get(..rule.id.len()).zip(id.get(rule.id.len()..));
                parts.is_some_and(|(lead, rest)| {
                    let known = rest.is_empty() || rule.is_version(rest);
                    known && lead.eq_ignore_ascii_case(&rule.id)
                })
            };
            self.list.iter().find(|rule| is(rule, id) || bare.is_some_and(|bare| is(rule, bare)))
        })
    }

    /// The licence of an address, if it is one of a known licence, read whole.
    pub fn of_address(&self, address: &str) -> Option<String> {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let (host, path) = rest.trim_start_matches('/').split_once('/')?;
        let host = host.split(':').next().unwrap_or("");
        let host = match host.split_at_checked(4) {
            Some((www, host)) if www.eq_ignore_ascii_case("www.") => host,
            _ => host,
        };
        let known = |known: &String| known.eq_ignore_ascii_case(host);
        let mut rules = self.list.iter().filter(|rule| rule.hosts.iter().any(known)).peekable();
        // Nearly every link of a page leads elsewhere.
        rules.peek()?;
        let path = path.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
        rules
            .flat_map(|rule| rule.paths.iter().map(move |pattern| (rule, pattern)))
            .filter_map(|(rule, pattern)| {
                let pattern = pattern.trim_start_matches('/').to_ascii_lowercase();
                Some((pattern.len(), rule.of_path(&pattern, path.trim_start_matches('/'))?))
            })
            .max_by_key(|(length, _)| *length)
            .map(|(_, id)| id)
    }
}
