//! JSON Schemas of all that people write and programs read: policies, rules, records, entries. Generated from the
//! types that read and write them, so that they cannot say anything else; kept under `schemas/`, where editors find
//! them, and held against the types by a test.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::lexicon::action::ActionRule;
use crate::lexicon::language::Language;
use crate::lexicon::licence::{CreativeCommons, LicenceRule};
use crate::lexicon::obligation::Wording;
use crate::lexicon::organisation::Organisation;
use crate::lexicon::weights::WeightTable;
use crate::policy::{Verdict, schema};
use crate::record::Record;
use crate::report::{Entry, RunHeader, Totals};

/// A name, what it is the schema of, and what makes it.
type Made = (&'static str, &'static str, fn(&mut SchemaGenerator) -> Schema);

/// All schemas; a new one is a line here and a file under `schemas/`.
const ALL: &[Made] = &[
    ("policy", "A policy file", schema::policy),
    ("record", "A record: a line of `scan --format jsonl`", Record::json_schema),
    ("entry", "An entry: a line of `check --format jsonl`", Entry::json_schema),
    ("verdict", "A verdict", Verdict::json_schema),
    ("run", "The first line of a report", RunHeader::json_schema),
    ("totals", "The sums of the last line of a report", Totals::json_schema),
    ("rules-language", "A file of `rules/languages`", Language::json_schema),
    ("rules-organisations", "A file of `rules/organisations`", Vec::<Organisation>::json_schema),
    ("rules-licences", "`rules/licences.yaml`", Vec::<LicenceRule>::json_schema),
    ("rules-creative-commons", "`rules/creative-commons.yaml`", CreativeCommons::json_schema),
    ("rules-actions", "`rules/actions.yaml`", Vec::<ActionRule>::json_schema),
    ("rules-weights", "`rules/weights.yaml`", WeightTable::json_schema),
    ("rules-obligations", "`rules/obligations.yaml`", Vec::<Wording>::json_schema),
];

/// The names of all schemas, each with what it is of.
pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALL.iter().map(|(name, about, _)| (*name, *about))
}

/// The schema of this name as JSON (draft 2020-12), with a line break at its end; `None` where there is none.
pub fn get(name: &str) -> Option<String> {
    let (_, about, make) = ALL.iter().find(|(known, ..)| *known == name)?;
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = make(&mut generator);
    schema.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".to_owned(), (*about).into());
    let definitions = generator.take_definitions(true);
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), definitions.into());
    }
    // A schema is made of what JSON can say.
    let mut text = serde_json::to_string_pretty(&schema).ok()?;
    text.push('\n');
    Some(text)
}
