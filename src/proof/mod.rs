//! The examples and counter-examples of the rules, run: what each language file says of itself, held
//! against what is found. Plainly and through the input formats, since a format must not change a fact;
//! and through disguises, which a reader does not see.

pub mod cases;
pub mod dead;
pub mod forms;
pub mod registry;
pub mod swallowed;

use std::collections::BTreeSet;

use crate::engine::examine;
use crate::find::Scratch;
use crate::lexicon::Lexicon;
use crate::lexicon::language::{Example, Expect, ExpectNotice, ExpectTerm, Language};
use crate::limits::Limits;
use crate::record::{Notice, Person, Record, Role, Term};
use crate::source::{Input, Mapping, Reader, Unit};
use crate::text::fold;

use forms::{DISGUISES, FORMS};

/// An example that is not read as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failing {
    /// The language file.
    pub language: String,
    /// The example's place in its list, from 1, and which list.
    pub place: String,
    /// The form in which it failed.
    pub form: &'static str,
    /// The text.
    pub text: String,
    /// What was expected, and what was found.
    pub message: String,
}

/// How the examples of one language fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Its tag.
    pub language: String,
    /// How many examples and counter-examples there are.
    pub examples: usize,
    /// How many times one was run, plainly and through the formats.
    pub runs: usize,
    /// What failed of those.
    pub failing: Vec<Failing>,
    /// How many times one was run in disguise.
    pub disguised_runs: usize,
    /// What failed of those.
    pub disguised_failing: Vec<Failing>,
}

/// Runs all examples of all languages.
pub fn prove(lexicon: &Lexicon, limits: &Limits) -> Vec<Proof> {
    let mut scratch = Scratch::default();
    lexicon
        .languages()
        .iter()
        .map(|language| prove_one(language, lexicon, limits, &mut scratch))
        .collect()
}

fn prove_one(
    language: &Language,
    lexicon: &Lexicon,
    limits: &Limits,
    scratch: &mut Scratch,
) -> Proof {
    let mut proof = Proof {
        language: language.language.clone(),
        examples: 0,
        runs: 0,
        failing: Vec::new(),
        disguised_runs: 0,
        disguised_failing: Vec::new(),
    };
    let lists: [(&str, bool, &[Example]); 2] = [
        ("example", false, &language.examples),
        ("counterexample", true, &language.counterexamples),
    ];
    for (list, counter, examples) in lists {
        for (index, example) in examples.iter().enumerate() {
            proof.examples += 1;
            let mut run = |form: &'static str, file: &str, text: &str| {
                let found = read(file, text, lexicon, limits, scratch);
                let message = match found {
                    Ok(record) => wrong(&example.expect, &record, counter),
                    Err(reason) => Some(reason),
                };
                message.map(|message| Failing {
                    language: language.language.clone(),
                    place: format!("{list} {}", index + 1),
                    form,
                    text: example.text.clone(),
                    message,
                })
            };
            for (form, wrap) in FORMS {
                proof.runs += 1;
                proof.failing.extend(run(form, form, &wrap(&example.text)));
            }
            for (name, file, disguise) in DISGUISES {
                proof.disguised_runs += 1;
                proof.disguised_failing.extend(run(name, file, &disguise(&example.text)));
            }
        }
    }
    proof
}

/// The record of a text in one form.
fn read(
    form: &str,
    text: &str,
    lexicon: &Lexicon,
    limits: &Limits,
    scratch: &mut Scratch,
) -> Result<Record, String> {
    let input =
        Input { id: form.to_owned(), source: form.to_owned(), path: form.into(), named: true };
    let reader = Reader { limits, mapping: &Mapping::default() };
    let mut found = Err("no document was read".to_owned());
    reader.documents(Unit::Loaded(input, text.as_bytes().to_vec()), &mut |outcome| {
        found = match outcome {
            Ok(document) => Ok(examine(document, lexicon, limits, scratch)),
            Err((_, failure)) => Err(failure.reason),
        };
    });
    found
}

/// What is wrong with a record for an example; `None` if nothing.
fn wrong(expect: &Expect, record: &Record, counter: bool) -> Option<String> {
    if let Some(wanted) = &expect.notice
        && !record.notices.iter().any(|notice| notice_fits(wanted, notice))
    {
        return Some(format!("expected {wanted:?}, found notices {}", shown(&record.notices)));
    }
    if let Some(wanted) = &expect.term
        && !record.terms.iter().any(|term| term_fits(wanted, term))
    {
        return Some(format!("expected {wanted:?}, found terms {}", shown(&record.terms)));
    }
    if let Some(wanted) = &expect.licence
        && !record.licences.iter().any(|licence| licence.id == *wanted)
    {
        return Some(format!("expected licence {wanted}, found {}", shown(&record.licences)));
    }
    let hops: Vec<&str> = record
        .attribution
        .hops
        .iter()
        .map(|hop| hop.organisation.id.as_deref().unwrap_or(&hop.organisation.name))
        .collect();
    if !expect.hops.is_empty()
        && (hops.len() != expect.hops.len()
            || !hops.iter().zip(&expect.hops).all(|(one, other)| alike(one, other)))
    {
        return Some(format!("expected hops {:?}, found {hops:?}", expect.hops));
    }
    let persons: Vec<String> = record.attribution.persons.iter().map(credited).collect();
    if !expect.persons.is_empty()
        && (persons.len() != expect.persons.len()
            || !record.attribution.persons.iter().zip(&expect.persons).all(|(one, other)| {
                // What a translator translated from is looked at only where it is expected.
                let plain = Person { source_language: None, ..one.clone() };
                alike(&credited(one), other) || alike(&credited(&plain), other)
            }))
    {
        return Some(format!("expected persons {:?}, found {persons:?}", expect.persons));
    }
    // A restriction or a promise that was expected to be the only finding must not be read as freedom.
    let restricts = expect
        .term
        .as_ref()
        .and_then(|term| term.modality)
        .is_some_and(crate::record::Modality::restricts);
    if restricts && record.terms.iter().any(|term| !term.modality.restricts()) {
        return Some(format!("a restriction was read as a permission: {}", shown(&record.terms)));
    }
    if counter {
        if expect.notice.is_none() && !record.notices.is_empty() {
            return Some(format!("found a notice where none is: {}", shown(&record.notices)));
        }
        if expect.term.is_none() && !record.terms.is_empty() {
            return Some(format!("found a term where none is: {}", shown(&record.terms)));
        }
        if expect.licence.is_none() && !record.licences.is_empty() {
            return Some(format!("found a licence where none is: {}", shown(&record.licences)));
        }
        let carried = record.attribution.hops.iter().any(|hop| hop.role != Role::Republisher);
        if expect.hops.is_empty() && carried {
            return Some(format!("found hops where none are: {hops:?}"));
        }
    }
    None
}

/// A person as an example expects it.
fn credited(person: &Person) -> String {
    match &person.source_language {
        Some(tag) => format!("{} ({} from {tag})", person.name, person.role),
        None => format!("{} ({})", person.name, person.role),
    }
}

fn shown<T: serde::Serialize>(found: &T) -> String {
    serde_json::to_string(found).unwrap_or_default()
}

fn notice_fits(wanted: &ExpectNotice, notice: &Notice) -> bool {
    let holder = notice.holder.as_ref().map(|holder| holder.name.as_str());
    let mut years: Vec<u16> =
        notice.years.iter().flat_map(|years| [years.from, years.to]).collect();
    years.dedup();
    wanted.holder.as_deref().is_none_or(|name| holder.is_some_and(|holder| alike(holder, name)))
        && (wanted.years.is_empty() || wanted.years == years)
        && wanted.all_rights_reserved.is_none_or(|all| notice.all_rights_reserved == all)
}

fn term_fits(wanted: &ExpectTerm, term: &Term) -> bool {
    let set = |actions: &[crate::record::Action]| actions.iter().copied().collect::<BTreeSet<_>>();
    wanted.modality.is_none_or(|modality| term.modality == modality)
        && wanted.actions.as_ref().is_none_or(|actions| set(actions) == set(&term.actions))
        && wanted.condition.is_none_or(|condition| term.condition == Some(condition))
        && wanted.ai_specific.is_none_or(|ai| term.ai_specific == ai)
        && wanted.grantor.as_deref().is_none_or(|name| {
            term.grantor.as_ref().is_some_and(|grantor| alike(&grantor.name, name))
        })
}

/// Whether two names are the same to a reader: a disguise may stand in a name too.
fn alike(one: &str, other: &str) -> bool {
    one == other || fold(one) == fold(other)
}
