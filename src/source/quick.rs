//! The fields of a row as nearly all rows are: one object of strings, numbers and constants. Whatever else a row holds,
//! and whatever is wrong with it, is left to `serde_json`: nothing is read here that it would read otherwise.

use super::json::{Fields, Value};

/// The fields of an object; `None` where it is not as simple as that.
pub(super) fn fields(text: &str) -> Option<Fields> {
    let mut rest = next(text).strip_prefix('{')?;
    let mut fields = Fields::new();
    loop {
        let (key, behind) = string(next(rest))?;
        let value = next(next(behind).strip_prefix(':')?);
        let (value, behind) = match string(value) {
            Some((text, behind)) => (Value::Text(text), behind),
            None => scalar(value)?,
        };
        fields.push((key, value));
        let behind = next(behind);
        if let Some(behind) = behind.strip_prefix(',') {
            rest = behind;
            continue;
        }
        let behind = behind.strip_prefix('}')?;
        return next(behind).is_empty().then_some(fields);
    }
}

/// What stands behind the white space of JSON.
fn next(text: &str) -> &str {
    text.trim_start_matches([' ', '\n', '\t', '\r'])
}

/// A number or a constant, and what stands behind it.
fn scalar(text: &str) -> Option<(Value, &str)> {
    let first = text.as_bytes().first()?;
    if !matches!(first, b'-' | b'0'..=b'9' | b't' | b'f' | b'n') {
        return None;
    }
    let end = text.find([',', '}', ' ', '\n', '\t', '\r'])?;
    let (value, behind) = text.split_at_checked(end)?;
    Some((serde_json::from_str(value).ok()?, behind))
}

/// A string in quotation marks, and what stands behind it.
fn string(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix('"')?;
    let (mut string, mut from) = (String::new(), 0);
    let end = loop {
        let at = from + memchr::memchr2(b'"', b'\\', text.get(from..)?.as_bytes())?;
        let before = text.get(from..at)?;
        if text.as_bytes().get(at) == Some(&b'"') {
            if from == 0 {
                before.clone_into(&mut string);
            } else {
                string.push_str(before);
            }
            break at;
        }
        if string.capacity() == 0 {
            // As long as the rest at most: one piece of memory, however many escapes there are.
            string.reserve(text.len().min(before.len() + MOST));
        }
        string.push_str(before);
        let (c, length) = escaped(text.get(at..)?)?;
        string.push(c);
        from = at + length;
    };
    // A control character must not stand there as it is: asked in one loop without a way out.
    let raw = text.get(..end)?;
    let control = raw.bytes().fold(0xFF, |least, byte| byte.min(least)) < b' ';
    (!control).then_some((string, text.get(end + 1..)?))
}

/// How much is reserved for a string with escapes.
const MOST: usize = 8 << 10;

/// The character that an escape stands for, and the bytes of it.
fn escaped(text: &str) -> Option<(char, usize)> {
    let c = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let high = unit(text)?;
            if let Some(c) = char::from_u32(high) {
                return Some((c, 6));
            }
            let low = unit(text.get(6..)?)?;
            let pair = (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(&low);
            let code = 0x1_0000 + ((high & 0x3FF) << 10 | low & 0x3FF);
            return Some((char::from_u32(code).filter(|_| pair)?, 12));
        }
        _ => return None,
    };
    Some((c, 2))
}

/// The number of `\uXXXX`.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(())?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    #[test]
    fn what_is_read_is_what_serde_reads() {
        for text in [
            r#"{"a":"x"}"#,
            " {\t\"a\" : \"x\\ny\" ,\r\n\"b\":-1.5e3 , \"c\": null,\"a\":true } ",
            r#"{"id":17,"big":123456789012345678901,"text":"\"\\\/\b\f\n\r\t\u00e9\u20AC\ud83d\ude00 ü 東"}"#,
            r#"{"a":"","":"b"}"#,
        ] {
            let want = json::by_serde(text).unwrap();
            assert_eq!(fields(text), Some(want), "{text}");
        }
    }

    #[test]
    fn all_else_is_left_to_serde() {
        for text in [
            "",
            "{}",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":\"x",
            "{\"a\":\"x\\",
            "{\"a\":\"x\"",
            "{\"a\":\"x\",}",
            "{\"a\":\"x\"} y",
            "{\"a\":[1]}",
            "{\"a\":{}}",
            "{\"a\":01}",
            "{\"a\":nul}",
            "{\"a\":1",
            "{\"a\":\"x\ny\"}",
            "{\"a\":\"\\x\"}",
            "{\"a\":\"\\u12\"}",
            "{\"a\":\"\\u+123\"}",
            "{\"a\":\"\\ud800\"}",
            "{\"a\":\"\\ud800\\u0041\"}",
            "{\"a\":\"\\udc00\"}",
            "{a:1}",
            "\u{A0}{\"a\":1}",
        ] {
            assert_eq!(fields(text), None, "{text:?}");
        }
    }

    proptest::proptest! {
        /// Whatever stands in a row: what is read here is what serde reads.
        #[test]
        fn never_reads_what_serde_reads_otherwise(text in r#"[{]?("[a-zé東]{0,3}|[\[\]{}":,\\ \n0-9a-fu.+-]|true|null|\\u[0-9a-fD]{4}|"){0,24}[}]?"#) {
            if let Some(own) = fields(&text) {
                proptest::prop_assert_eq!(Some(own), json::by_serde(&text).ok());
            }
        }

        /// Any object of strings and numbers is plain.
        #[test]
        fn reads_any_object_of_strings_and_numbers(
            texts in proptest::collection::vec((".*", ".*"), 1..4),
            number in proptest::num::i64::ANY,
        ) {
            let mut row: serde_json::Map<String, serde_json::Value> =
                texts.into_iter().map(|(key, value)| (key, value.into())).collect();
            row.insert("number".to_owned(), number.into());
            let text = serde_json::Value::Object(row).to_string();
            proptest::prop_assert_eq!(fields(&text), json::by_serde(&text).ok());
        }
    }
}
