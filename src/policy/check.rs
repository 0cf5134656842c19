//! The check of a policy as a whole: what one place of its files says of another, and of the registry.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::agreement::Agreement;
use super::clause::Clause;
use super::condition::{At, Condition};
use super::curation::Curation;
use super::shelf::{PolicyFile, Shelf};
use super::statement::HopTest;
use super::waiver::Waiver;
use super::word::Or;
use super::written::{Gather, Gathered, Placed};
use super::{Knowledge, Policy};
use crate::limits::Limits;
use crate::yaml::Step::{Item, Key, Name};
use crate::yaml::{self, YamlError};

/// Reads a policy with all that it extends, and checks it as a whole.
pub(super) fn load(
    file: PolicyFile,
    shelf: &dyn Shelf,
    knowledge: &Knowledge<'_>,
    limits: &Limits,
) -> Result<Policy, YamlError> {
    let mut all = Gathered::default();
    Gather { shelf, limits, open: Vec::new() }.add(file, &mut all)?;
    let check = Check { all: &all, knowledge };
    check.whole()?;
    let (Some(uses), Some(otherwise)) = (all.uses, all.otherwise) else {
        return Err(YamlError::whole(&all.name, "it says nothing of `use` or `otherwise`"));
    };
    let digests: Vec<String> = all.files.iter().map(|file| hex(file.text.as_bytes())).collect();
    let sha256 = match &digests[..] {
        [one] => one.clone(),
        several => hex(several.iter().fold(String::new(), |all, one| all + one + "\n").as_bytes()),
    };
    let origins = all.clauses.iter().map(|clause| clause.file).collect();
    Ok(Policy {
        name: all.name,
        sha256,
        files: all.files.into_iter().map(|file| file.name).zip(digests).collect(),
        laws: all.laws,
        uses,
        otherwise,
        as_of: all.as_of,
        classes: all.classes.into_iter().map(|class| class.value).collect(),
        origins,
        clauses: values(all.clauses),
        agreements: values(all.agreements),
        curations: values(all.curations),
        waivers: values(all.waivers),
        cases: all.cases,
    })
}

fn values<T>(list: Vec<Placed<T>>) -> Vec<T> {
    list.into_iter().map(|one| one.value).collect()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

struct Check<'a> {
    all: &'a Gathered,
    knowledge: &'a Knowledge<'a>,
}

impl Check<'_> {
    fn whole(&self) -> Result<(), YamlError> {
        self.said(self.all.uses.is_some(), "use", "what you intend to do")?;
        self.said(self.all.otherwise.is_some(), "otherwise", "what a silent document gets")?;
        let last = self.all.files.len().saturating_sub(1);
        if self.all.uses.as_ref().is_some_and(Vec::is_empty) {
            return Err(self.error(last, &[Key("use")], "the list is empty"));
        }
        if self.all.clauses.is_empty() {
            return Err(self.error(last, &[Key("clauses")], "the list is empty or missing"));
        }
        self.classes()?;
        for (index, clause) in self.all.clauses.iter().enumerate() {
            self.clause(clause, self.all.clauses.get(..index).unwrap_or_default())?;
        }
        for agreement in &self.all.agreements {
            self.agreement(agreement)?;
        }
        for (index, curation) in self.all.curations.iter().enumerate() {
            self.curation(curation, self.all.curations.get(..index).unwrap_or_default())?;
        }
        self.all.waivers.iter().try_for_each(|waiver| self.waiver(waiver))?;
        self.cases(last)
    }

    fn said(&self, said: bool, key: &str, what: &str) -> Result<(), YamlError> {
        if said {
            return Ok(());
        }
        let last = self.all.files.len().saturating_sub(1);
        Err(self.error(last, &[], format!("missing field `{key}`: {what}")))
    }

    fn classes(&self) -> Result<(), YamlError> {
        let mut seen = BTreeSet::new();
        for class in &self.all.classes {
            let (id, globs) = &class.value;
            // A key of a map has no place in a list: it is found by its name.
            let at = |error: &str| {
                let file = self.all.files.get(class.file);
                let text = file.map_or("", |file| file.text.as_str());
                let name = file.map_or("", |file| file.name.as_str());
                let path = [Key("classes"), Name(id.as_str())];
                YamlError::at(name, text, &path, error)
            };
            if globs.is_empty() {
                return Err(at("the list is empty"));
            }
            if !seen.insert(id) {
                return Err(at(&format!("what is extended has a class `{id}` already")));
            }
        }
        Ok(())
    }

    fn clause(&self, clause: &Placed<Clause>, before: &[Placed<Clause>]) -> Result<(), YamlError> {
        let at = |key| [Key("clauses"), Item(clause.item), Key(key)];
        let Placed { file, value, .. } = clause;
        if let Some(other) = before.iter().find(|other| other.value.id == value.id) {
            let error = self.error(*file, &at("id"), format!("a second clause `{}`", value.id));
            return Err(if other.file == *file {
                error
            } else {
                error.with_help(format!(
                    "the first is extended from {}: write `without: [{}]` to replace it",
                    self.all.files.get(other.file).map_or("", |file| file.name.as_str()),
                    value.id
                ))
            });
        }
        let contrary = |other: &&Placed<Clause>| {
            other.value.when == value.when && other.value.then != value.then
        };
        if let Some(other) = before.iter().find(contrary) {
            let message = format!(
                "the policy contradicts itself: for the same documents `{}` says {} and `{}` says {}",
                other.value.id, other.value.then, value.id, value.then
            );
            return Err(self.error(*file, &at("then"), message));
        }
        let mut path = vec![Key("clauses"), Item(clause.item), Key("when")];
        let mut wrong = Ok(());
        value.when.visit(&mut path, &mut |path, condition| {
            if wrong.is_ok() {
                wrong = self.condition(*file, path, condition);
            }
        });
        wrong
    }

    fn condition(&self, file: usize, path: &[At], condition: &Condition) -> Result<(), YamlError> {
        match condition {
            Condition::Hop(test) => self.hop(file, path, test),
            Condition::Licence(test) => {
                for class in test.class.iter().flatten() {
                    let Or::Value(class) = class else { continue };
                    let mut known = self.all.classes.iter().map(|known| known.value.0.as_str());
                    if known.clone().any(|known| known == class.as_str()) {
                        continue;
                    }
                    let at: Vec<At> =
                        path.iter().copied().chain([Key("licence"), Key("class")]).collect();
                    let message = format!("the policy has no class `{class}`");
                    return Err(self.near(file, &at, message, class, &mut known));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn hop(&self, file: usize, path: &[At], test: &HopTest) -> Result<(), YamlError> {
        let organisations = test.organisation.iter().flatten().filter_map(|one| match one {
            Or::Value(id) => Some(("organisation", id)),
            Or::Absent => None,
        });
        let networks = test.member_of.iter().flatten().map(|id| ("member_of", id));
        for (key, id) in organisations.chain(networks) {
            let at: Vec<At> = path.iter().copied().chain([Key("hop"), Key(key)]).collect();
            self.organisation(file, &at, id)?;
        }
        for country in test.country.iter().flatten() {
            let at: Vec<At> = path.iter().copied().chain([Key("hop"), Key("country")]).collect();
            self.country(file, &at, country)?;
        }
        Ok(())
    }

    /// A country that no organisation is of would match nothing, in silence.
    fn country(&self, file: usize, at: &[At], country: &str) -> Result<(), YamlError> {
        let of = |code: &str| {
            let mut all = self.knowledge.organisations.all().iter();
            all.any(|one| one.country.as_deref() == Some(code))
        };
        if of(country) {
            return Ok(());
        }
        let capitals = country.to_ascii_uppercase();
        let letters = country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic());
        let (message, help) = if letters && of(&capitals) {
            (format!("`{country}` is no country code"), format!("write `{capitals}`"))
        } else if letters && capitals == country {
            let help = "`organisations find NAME` says of which country an organisation is";
            (format!("no organisation of the registry is of the country `{country}`"), help.into())
        } else {
            let help = "write the two capital letters of ISO 3166-1 (alpha-2), as `GB` or `JP`";
            (format!("`{country}` is no country code"), help.to_owned())
        };
        Err(self.error(file, at, message).with_help(help))
    }

    fn agreement(&self, placed: &Placed<Agreement>) -> Result<(), YamlError> {
        let Placed { file, item, value: agreement } = placed;
        let at = |key| [Key("agreements"), Item(*item), Key(key)];
        self.organisation(*file, &at("with"), agreement.with.as_str())?;
        self.some(*file, &at("permits"), &agreement.permits)?;
        if agreement.until.is_some_and(|until| until < agreement.from) {
            let message = format!("the agreement ends before it begins ({})", agreement.from);
            return Err(self.error(*file, &at("until"), message));
        }
        if let Some(documents) = &agreement.documents {
            self.some(*file, &at("documents"), documents)?;
        }
        Ok(())
    }

    fn curation(
        &self,
        placed: &Placed<Curation>,
        before: &[Placed<Curation>],
    ) -> Result<(), YamlError> {
        let Placed { file, item, value: curation } = placed;
        let at = [Key("curations"), Item(*item), Key("holder"), Key("to")];
        self.organisation(*file, &at, curation.holder.to.as_str())?;
        self.some(*file, &[Key("curations"), Item(*item), Key("documents")], &curation.documents)?;
        let contrary = |other: &&Placed<Curation>| {
            other.value.holder.from == curation.holder.from
                && other.value.documents == curation.documents
                && other.value.holder.to != curation.holder.to
        };
        if let Some(other) = before.iter().find(contrary) {
            let message = format!(
                "the policy contradicts itself: «{}» is mended to {} and to {}",
                curation.holder.from.as_str(),
                other.value.holder.to,
                curation.holder.to
            );
            return Err(self.error(*file, &at, message));
        }
        Ok(())
    }

    fn waiver(&self, placed: &Placed<Waiver>) -> Result<(), YamlError> {
        let Placed { file, item, value: waiver } = placed;
        if waiver.names_nothing() {
            let message = "it names no documents: write `documents` or `sha256`";
            return Err(self.error(*file, &[Key("waivers"), Item(*item)], message));
        }
        let mut known = self.all.clauses.iter().map(|clause| clause.value.id.as_str());
        if !known.clone().any(|known| known == waiver.clause.as_str()) {
            let at = [Key("waivers"), Item(*item), Key("clause")];
            let message = format!("the policy has no clause `{}`", waiver.clause);
            return Err(self.near(*file, &at, message, waiver.clause.as_str(), &mut known));
        }
        Ok(())
    }

    fn cases(&self, file: usize) -> Result<(), YamlError> {
        for (item, case) in self.all.cases.iter().enumerate() {
            if case.text.is_none() && case.html.is_none() {
                let message = "it has no article: write `text` or `html`";
                return Err(self.error(file, &[Key("cases"), Item(item)], message));
            }
            for clause in case.clauses.iter().flatten() {
                let mut known = self.all.clauses.iter().map(|clause| clause.value.id.as_str());
                if !known.clone().any(|known| known == clause.as_str()) {
                    let at = [Key("cases"), Item(item), Key("clauses")];
                    let message = format!("the policy has no clause `{clause}`");
                    return Err(self.near(file, &at, message, clause.as_str(), &mut known));
                }
            }
        }
        Ok(())
    }

    fn organisation(&self, file: usize, at: &[At], id: &str) -> Result<(), YamlError> {
        let organisations = self.knowledge.organisations;
        if organisations.get(id).is_some() {
            return Ok(());
        }
        let mut known = organisations.all().iter().map(|one| one.id.as_str());
        let message = format!("no organisation has the id `{id}`");
        Err(self.near(file, at, message, id, &mut known))
    }

    fn some<T>(&self, file: usize, at: &[At], list: &[T]) -> Result<(), YamlError> {
        if list.is_empty() {
            return Err(self.error(file, at, "the list is empty"));
        }
        Ok(())
    }

    fn error(&self, file: usize, at: &[At], message: impl Into<String>) -> YamlError {
        let file = self.all.files.get(file);
        let (name, text) = file.map_or(("", ""), |file| (file.name.as_str(), file.text.as_str()));
        YamlError::at(name, text, at, message)
    }

    fn near(
        &self,
        file: usize,
        at: &[At],
        message: String,
        wrong: &str,
        known: &mut dyn Iterator<Item = &str>,
    ) -> YamlError {
        let error = self.error(file, at, message);
        match yaml::nearest(wrong, known) {
            Some(word) => error.with_help(yaml::did_you_mean(&word)),
            None => error,
        }
    }
}
