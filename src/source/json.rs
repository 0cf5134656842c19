//! JSON as far as rows need it: an object as a list of its fields in their order, keys that come twice
//! included, since a reader that keeps the last of two licences hides the first.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::error::ReadError;
use super::quick;

/// The value of a field, as far as it can hold a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// A string.
    Text(String),
    /// A number, as it is written shortest.
    Number(String),
    /// `true`, `false` or `null`.
    Nothing,
    /// An array; its strings on lines of their own.
    List(String),
    /// An object; its `name`, if it has one.
    Object(String),
}

impl Value {
    /// The text in it, if there is any.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(text) | Self::List(text) | Self::Object(text) => {
                (!text.is_empty()).then_some(text.as_str())
            }
            Self::Nothing => None,
        }
    }
}

/// The fields of an object, in their order.
pub(super) type Fields = Vec<(String, Value)>;

/// Parses one object. Nesting is bounded by `serde_json` (128).
pub(super) fn fields(text: &str) -> Result<Fields, ReadError> {
    match quick::fields(text) {
        Some(fields) => Ok(fields),
        None => by_serde(text),
    }
}

/// The same of any object, with what is wrong with it.
pub(super) fn by_serde(text: &str) -> Result<Fields, ReadError> {
    let what = match text.trim_start().as_bytes().first() {
        Some(b'{') => {
            return serde_json::from_str::<Object>(text)
                .map(|object| object.0)
                .map_err(|error| ReadError::Json(error.to_string()));
        }
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b'0'..=b'9' | b'-') => "a number",
        Some(b't' | b'f' | b'n') => "true, false or null",
        Some(_) => "not JSON",
        None => "empty",
    };
    Err(ReadError::NotObject(what))
}

struct Object(Fields);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Object;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueReader)
    }
}

struct ValueReader;

impl<'de> Visitor<'de> for ValueReader {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut lines = String::new();
        while let Some(value) = list.next_element::<Value>()? {
            if let Value::Text(text) | Value::Object(text) = value
                && !text.is_empty()
            {
                if !lines.is_empty() {
                    lines.push('\n');
                }
                lines.push_str(&text);
            }
        }
        Ok(Value::List(lines))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut name = String::new();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            if let ("name", Value::Text(text)) = (key.as_str(), value) {
                name = text;
            }
        }
        Ok(Value::Object(name))
    }
}

/// The elements of an array, as they stand, and whether it ends as an array does. Each is parsed on its
/// own, so that one that is broken does not take the others with it.
pub(super) fn elements(text: &str) -> (Vec<&str>, bool) {
    let Some(body) = text.trim_start().strip_prefix('[') else { return (Vec::new(), false) };
    let mut found = Vec::new();
    let (mut depth, mut quoted, mut escaped, mut start) = (0_usize, false, false, 0);
    for (at, byte) in body.bytes().enumerate() {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 0 => depth -= 1,
            b',' if depth == 0 => {
                found.push(body.get(start..at).unwrap_or("").trim());
                start = at + 1;
            }
            b']' => {
                let last = body.get(start..at).unwrap_or("").trim();
                if !last.is_empty() || !found.is_empty() {
                    found.push(last);
                }
                let rest = body.get(at + 1..).unwrap_or("").trim();
                return (found, rest.is_empty());
            }
            _ => {}
        }
    }
    // The last was not ended: what is there of it is not the whole of it.
    (found, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_come_twice_are_kept() {
        let fields = fields(r#"{"a":"x","b":[1,"y",{"name":"z"}],"a":2,"c":null}"#).unwrap();
        let got: Vec<_> = fields.iter().map(|(key, value)| (key.as_str(), value.text())).collect();
        assert_eq!(got, [("a", Some("x")), ("b", Some("y\nz")), ("a", Some("2")), ("c", None)]);
    }

    #[test]
    fn deep_nesting_and_lone_surrogates_are_errors() {
        let deep = format!("{{\"a\":{}", "[".repeat(1_000_000));
        assert!(matches!(fields(&deep), Err(ReadError::Json(why)) if why.contains("recursion")));
        assert!(matches!(fields(r#"{"a":"\ud800"}"#), Err(ReadError::Json(_))));
        assert!(matches!(fields("[]"), Err(ReadError::NotObject("an array"))));
    }

    #[test]
    fn an_array_is_cut_between_its_elements() {
        let array = r#" [{"a":"],["}, [1,2] ,"\"," ] "#;
        assert_eq!(elements(array), (vec![r#"{"a":"],["}"#, "[1,2]", r#""\",""#], true));
        assert_eq!(elements("[]"), (vec![], true));
        assert_eq!(elements("[1,2"), (vec!["1"], false));
        assert_eq!(elements("[1] x"), (vec!["1"], false));
    }
}
