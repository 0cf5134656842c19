//! JSON that may stand in a script element. The element ends at `</script`, and `<!--` would change how the rest is
//! read (WHATWG HTML, 13.2.5, script data states), so no `<`, `>` or `&` stands there as itself; what a terminal or
//! an editor would act on is written as `\u…` too. Every reader of JSON turns it back into the same text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::report::shown::acts;

struct Embedded;

/// Whether a character must not stand in the element as itself.
const fn escaped(c: char) -> bool {
    matches!(c, '<' | '>' | '&') || acts(c)
}

impl Formatter for Embedded {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        text: &str,
    ) -> io::Result<()> {
        let mut rest = text;
        while let Some((before, after)) = rest.find(escaped).map(|at| rest.split_at(at)) {
            out.write_all(before.as_bytes())?;
            let mut after = after.chars();
            for unit in after.next().unwrap_or_default().encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = after.as_str();
        }
        out.write_all(rest.as_bytes())
    }
}

/// Writes a value as JSON on one line.
pub(super) fn json(value: &impl Serialize, out: &mut Vec<u8>) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(&mut *out, Embedded))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_element_and_all_comes_back() {
        let text = "</script><!-- & ]]> \u{2028}\u{2029}\u{202E}\u{0}\u{E0041} \"\\ 東京";
        let mut out = Vec::new();
        json(&text, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(!written.contains(escaped), "{written}");
        assert!(!written.contains('\n'));
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
