//! JSON Schema of the words of a policy that read themselves: what their readers accept, for editors.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::glob::{NameGlob, PathGlob};
use super::law::Jurisdiction;
use super::template::{Place, Template};
use super::values::OneOrMany;
use super::word::{Confidence, Digest, Id, Or, Sentence, Wanted};
use super::written::AsOf;
use crate::record::Action;

macro_rules! described {
    ($($type:ty, $name:literal, $schema:expr);+ $(;)?) => { $(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    )+ };
}

described! {
    Id, "Id", json_schema!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" });
    Sentence, "Sentence", json_schema!({ "type": "string", "pattern": "\\S" });
    Digest, "Digest", json_schema!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    Jurisdiction, "Jurisdiction", json_schema!({ "type": "string", "pattern": "^[A-Z]{2}$" });
    Confidence, "Confidence", json_schema!({ "type": "number", "minimum": 0, "maximum": 1 });
    NameGlob, "NameGlob", json_schema!({ "type": "string", "minLength": 1 });
    PathGlob, "PathGlob", json_schema!({ "type": "string", "minLength": 1 });
    AsOf, "AsOf", json_schema!({
        "anyOf": [{ "type": "string", "format": "date" }, { "const": "document" }]
    });
    Template, "Template", template();
}

fn template() -> Schema {
    let places: Vec<String> =
        Place::ALL.iter().map(|place| format!("{{{}}}", place.word())).collect();
    let description = format!("A sentence with places: {}.", places.join(", "));
    json_schema!({ "type": "string", "description": description })
}

impl JsonSchema for Wanted {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Wanted".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let action = generator.subschema_for::<Action>();
        json_schema!({ "anyOf": [{ "const": "use" }, action] })
    }
}

impl<T: JsonSchema> JsonSchema for Or<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}OrNone", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "enum": ["none", "unknown"] }, value] })
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        let many = json_schema!({ "type": "array", "items": one, "minItems": 1 });
        json_schema!({ "anyOf": [one, many] })
    }
}

/// The schema of a policy file.
pub fn policy(generator: &mut SchemaGenerator) -> Schema {
    super::written::Written::json_schema(generator)
}
