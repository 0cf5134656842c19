//! Untrusted text on its way to a terminal: names of files, quotes, names of holders. A control character
//! in one of them could clear the screen, set a title or turn the line round; it is shown, not sent.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a terminal would act on this character rather than show it, or a reader would be deceived.
pub(super) const fn acts(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}'          // C0 with ESC, DEL, C1
        | '\u{61C}' | '\u{200E}' | '\u{200F}'             // marks of direction
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // embeddings, overrides, isolates
        | '\u{2028}' | '\u{2029}'                         // line and paragraph separators
        | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}'          // byte order mark, tags
    )
}

/// Whether a character that acts may stand in a text: never wrong where it says no, and told by bytes alone, without a
/// way out of the loop, for nearly no text has any.
pub(super) fn may_act(text: &str) -> bool {
    // What begins one: those below 0x20 and 0x7F themselves, the first bytes of the others.
    let begins = |byte: u8| byte < 0x20 || matches!(byte, 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF | 0xF3);
    text.bytes().fold(false, |any, byte| any | begins(byte))
}

/// The text with every character that acts written out as `\n`, `\t` or `\u{…}`.
pub fn shown(text: &str) -> Cow<'_, str> {
    if !may_act(text) || !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a string cannot fail.
            c if acts(c) => drop(write!(out, "\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(shown("© ANTARA 2025 無断"), "© ANTARA 2025 無断");
        assert_eq!(shown("a\u{1b}]0;x\u{7}b"), "a\\u{1b}]0;x\\u{7}b");
        assert_eq!(shown("a\nb\tc\r"), "a\\nb\\tc\\r");
        assert_eq!(shown("\u{202e}txt.exe\u{2029}\u{9b}"), "\\u{202e}txt.exe\\u{2029}\\u{9b}");
    }

    #[test]
    fn what_acts_is_never_passed_over() {
        for c in (0..=0x10_FFFF).filter_map(char::from_u32).filter(|c| acts(*c)) {
            assert!(may_act(&format!("a{c}b")), "{c:?}");
        }
        assert!(!may_act("plain, größer, 東京, вот"));
    }
}
