//! Bytes to text: byte order mark, what the document declares, what the bytes are, and only then a guess;
//! each of the latter leaves a trace in the record. Facts: WHATWG Encoding Standard, HTML "determining
//! the character encoding" (<https://html.spec.whatwg.org/multipage/parsing.html>).

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;
use simdutf8::basic::from_utf8;

use super::error::ReadError;
use super::sniff::binary;
use crate::limits::Limits;
use crate::record::Problem;

type Encoding = &'static encoding_rs::Encoding;

/// How far into a page its `<meta charset>` may stand. Browsers look at 1024 bytes; pages are sloppier.
const META_BYTES: usize = 4096;

/// What the guess is fed: more does not make it better.
const GUESS_BYTES: usize = 1 << 20;

/// A text with how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// In UTF-8, without byte order mark.
    pub(super) text: Cow<'a, str>,
    /// The WHATWG name, lower case.
    pub(super) encoding: String,
    /// What was odd about it.
    pub(super) problems: Vec<Problem>,
}

/// Decodes the bytes of one document.
pub(super) fn decode<'a>(
    bytes: impl Into<Cow<'a, [u8]>>,
    limits: &Limits,
) -> Result<Decoded<'a>, ReadError> {
    let bytes: Cow<'a, [u8]> = bytes.into();
    let head = bytes.get(..limits.head_bytes).unwrap_or(&bytes);
    if let Some(what) = binary(head) {
        return Err(ReadError::Binary(what));
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(ReadError::Charset("UTF-32"));
    }
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(&bytes) {
        let body = bytes.get(length..).unwrap_or_default();
        let mut problems = Vec::new();
        if let Some(label) = declared(body)
            && encoding_rs::Encoding::for_label(&label)
                .is_none_or(|said| said != encoding && !is_utf16(said))
        {
            let message = format!(
                "declared as {}, but its byte order mark says {}",
                shortened(&label),
                name(encoding)
            );
            problems.push(Problem::new("encoding-conflict", message));
        }
        return with(encoding, body, problems).map(Decoded::owned);
    }
    if memchr::memchr(0, head).is_some() {
        let encoding =
            utf16_by_pattern(head).ok_or(ReadError::Binary("a binary file (NUL bytes)"))?;
        return with(encoding, &bytes, vec![guessed(encoding)]).map(Decoded::owned);
    }
    let said = match declared(&bytes) {
        None => None,
        Some(label) => match encoding_rs::Encoding::for_label(&label) {
            None => return Err(ReadError::UnknownCharset { label: shortened(&label) }),
            Some(encoding) if encoding == REPLACEMENT => {
                return Err(ReadError::Charset("a charset that is unsafe to decode"));
            }
            // A page whose ASCII declaration could be read is not in UTF-16.
            Some(encoding) if is_utf16(encoding) => Some(UTF_8),
            Some(encoding) => Some(encoding),
        },
    };
    // ISO-2022-JP is all ASCII bytes, so it is valid UTF-8 and yet not.
    let escapes =
        memchr::memchr_iter(0x1B, &bytes).any(|at| bytes.get(at + 1).is_some_and(|c| *c == b'$'));
    let bytes = match if escapes { Err(bytes) } else { utf8(bytes) } {
        Ok(text) => return Ok(plain(text)),
        Err(bytes) => bytes,
    };
    if let Some(encoding) = said {
        return with(encoding, &bytes, Vec::new()).map(Decoded::owned);
    }
    if !escapes && let Ok(mended) = with(UTF_8, &bytes, Vec::new()) {
        return Ok(mended.owned());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes.get(..GUESS_BYTES).unwrap_or(&bytes), bytes.len() <= GUESS_BYTES);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    let bytes = match if encoding == UTF_8 { utf8(bytes) } else { Err(bytes) } {
        Ok(text) => return Ok(plain(text)),
        Err(bytes) => bytes,
    };
    // An escape that is no shift of ISO-2022-JP is a control character in a text of some other charset.
    let encoding = if escapes && encoding != ISO_2022_JP && from_utf8(&bytes).is_ok() {
        UTF_8
    } else {
        encoding
    };
    let decoded = with(encoding, &bytes, vec![guessed(encoding)])?;
    if is_noise(&decoded.text) {
        return Err(ReadError::Binary("a binary file (control characters)"));
    }
    Ok(decoded.owned())
}

impl Decoded<'_> {
    fn owned<'a>(self) -> Decoded<'a> {
        let text = Cow::Owned(self.text.into_owned());
        Decoded { text, encoding: self.encoding, problems: self.problems }
    }
}

/// Bytes as the text that they are in UTF-8, else the bytes.
fn utf8(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, str>, Cow<'_, [u8]>> {
    match bytes {
        Cow::Borrowed(bytes) => from_utf8(bytes).map(Cow::Borrowed).map_err(|_| bytes.into()),
        Cow::Owned(bytes) => {
            String::from_utf8(bytes).map(Cow::Owned).map_err(|error| error.into_bytes().into())
        }
    }
}

/// Whether what was guessed to be a text is none: every byte means something in most charsets, so only the
/// control characters tell. Colour codes of a terminal in a text stay below one in twenty.
fn is_noise(text: &str) -> bool {
    let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}');
    text.chars().filter(control).count().saturating_mul(20) > text.chars().count()
}

fn plain(text: Cow<'_, str>) -> Decoded<'_> {
    Decoded { text, encoding: name(UTF_8), problems: Vec::new() }
}

fn name(encoding: Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn is_utf16(encoding: Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn guessed(encoding: Encoding) -> Problem {
    let message = format!("no charset is declared; read as {}", name(encoding));
    Problem::new("encoding-guessed", message)
}

fn with(
    encoding: Encoding,
    bytes: &[u8],
    problems: Vec<Problem>,
) -> Result<Decoded<'_>, ReadError> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut decoded = Decoded { text, encoding: name(encoding), problems };
    if had_errors {
        let replaced = decoded.text.matches('\u{FFFD}').count();
        let characters = decoded.text.chars().count();
        let encoding = decoded.encoding.clone();
        if replaced.saturating_mul(1000) > characters {
            return Err(ReadError::Undecodable { replaced, characters, encoding });
        }
        let message = format!("{replaced} of {characters} characters are not valid {encoding}");
        decoded.problems.push(Problem::new("encoding-replaced", message));
    }
    Ok(decoded)
}

fn shortened(label: &[u8]) -> String {
    String::from_utf8_lossy(label).chars().take(40).collect()
}

/// UTF-16 without a byte order mark: the NULs of its ASCII stand all on one side.
fn utf16_by_pattern(head: &[u8]) -> Option<Encoding> {
    let (mut high, mut low, mut units) = (0_usize, 0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        units += 1;
        high += usize::from(pair.first() == Some(&0));
        low += usize::from(pair.last() == Some(&0));
    }
    let (encoding, many, few) =
        if low > high { (UTF_16LE, low, high) } else { (UTF_16BE, high, low) };
    let even = head.get(..head.len() & !1)?;
    // A character cut in two at the end of the head is no error, hence a few bytes less.
    let (_, had_errors) = encoding.decode_without_bom_handling(even.get(..even.len() & !3)?);
    // Cyrillic has them only between its words; that is enough of a pattern in a longer text alone.
    let enough = many * 10 >= units * 4 || (units >= 64 && many * 10 >= units);
    (enough && units > 1 && few * 100 <= units && !had_errors).then_some(encoding)
}

/// The label of a `<meta charset>` or `<meta http-equiv content>`, or of an XML declaration.
fn declared(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = bytes.get(..META_BYTES).unwrap_or(bytes);
    // In a text without markup the word may stand for anything.
    if !head.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let head = head.to_ascii_lowercase();
    let trimmed = head.trim_ascii_start();
    if trimmed.starts_with(b"<?xml") {
        let end = memmem::find(trimmed, b"?>")?;
        let label = value_after(trimmed.get(..end)?, b"encoding");
        if label.is_some() {
            return label;
        }
    }
    let mut at = 0;
    while let Some(found) = head.get(at..).and_then(|rest| memmem::find(rest, b"<")) {
        let rest = head.get(at + found..)?;
        if rest.starts_with(b"<!--") {
            at += found + memmem::find(rest, b"-->")? + 3;
            continue;
        }
        if rest.starts_with(b"<meta") && rest.get(5).is_some_and(|c| !c.is_ascii_alphanumeric()) {
            let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
            let label = value_after(rest.get(..end)?, b"charset");
            if label.is_some() {
                return label;
            }
        }
        at += found + 1;
    }
    None
}

/// What stands after `key` and `=`, with or without quotes.
fn value_after(tag: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    for at in memmem::find_iter(tag, key) {
        let rest = tag.get(at + key.len()..)?.trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=") else { continue };
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest
            .iter()
            .position(|c| matches!(c, b'"' | b'\'' | b';' | b'/' | b'>') || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let label = rest.get(..end)?.trim_ascii();
        if !label.is_empty() {
            return Some(label.to_vec());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<Decoded<'static>, ReadError> {
        decode(bytes.to_vec(), &Limits::default())
    }

    fn codes<'a>(decoded: &'a Decoded<'_>) -> Vec<&'a str> {
        decoded.problems.iter().map(|problem| problem.code.as_str()).collect()
    }

    #[test]
    fn valid_utf8_wins_without_a_guess() {
        let text = decoded("Hak cipta © 2025".as_bytes()).unwrap();
        assert_eq!((text.encoding.as_str(), codes(&text)), ("utf-8", vec![]));
        let text = decoded("<meta charset=latin1>©".as_bytes()).unwrap();
        assert_eq!(
            (text.encoding.as_str(), text.text.as_ref()),
            ("utf-8", "<meta charset=latin1>©")
        );
    }

    #[test]
    fn a_declared_charset_is_used() {
        let text = decoded(b"<html><meta charset='windows-1251'>\xC2\xF1\xE5").unwrap();
        assert!(text.text.ends_with("Все"));
        assert_eq!((text.encoding.as_str(), codes(&text)), ("windows-1251", vec![]));
        let page =
            b"<meta http-equiv=Content-Type content=\"text/html; charset=shift_jis\">\x93\xFA";
        assert!(decoded(page).unwrap().text.ends_with('日'));
    }

    #[test]
    fn a_charset_is_guessed_and_that_is_recorded() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251
            .encode("Все права защищены. Использование материалов без разрешения запрещено.");
        let text = decoded(&bytes).unwrap();
        assert_eq!(text.encoding, "windows-1251");
        assert_eq!(codes(&text), ["encoding-guessed"]);
        let (bytes, _, _) = ISO_2022_JP.encode("無断転載を禁じます。著作権は当社に帰属します。");
        assert_eq!(decoded(&bytes).unwrap().encoding, "iso-2022-jp");
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let text = "Copyright © ANTARA 2025\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, bytes, name) in
            [(&b"\xFF\xFE"[..], &little, "utf-16le"), (b"\xFE\xFF", &big, "utf-16be")]
        {
            let bare = decoded(bytes).unwrap();
            let marked = decoded(&[mark, bytes].concat()).unwrap();
            assert_eq!((bare.text.as_ref(), bare.encoding.as_str()), (text, name));
            assert_eq!(codes(&bare), ["encoding-guessed"]);
            assert_eq!((marked.text.as_ref(), codes(&marked)), (text, vec![]));
        }
    }

    #[test]
    fn what_cannot_be_told_fails() {
        assert!(matches!(decoded(b"\xFF\xFE\0\0a\0\0\0"), Err(ReadError::Charset("UTF-32"))));
        assert!(matches!(decoded(b"ab\0cd\x01"), Err(ReadError::Binary(_))));
        assert!(matches!(decoded(b"\x89PNG\r\n\x1A\n"), Err(ReadError::Binary("a PNG image"))));
        assert!(matches!(
            decoded(b"<meta charset=klingon>"),
            Err(ReadError::UnknownCharset { label }) if label == "klingon"
        ));
        assert!(matches!(decoded(b"<meta charset=iso-2022-cn>"), Err(ReadError::Charset(_))));
        assert!(matches!(
            decoded(b"<meta charset=utf-8>\xC2\xF1\xE5"),
            Err(ReadError::Undecodable { replaced: 3, .. })
        ));
    }

    #[test]
    fn a_few_bad_bytes_are_replaced_and_counted() {
        let mut bytes = "все ".repeat(1000).into_bytes();
        bytes.push(0xFF);
        let text = decoded(&bytes).unwrap();
        assert_eq!((text.encoding.as_str(), codes(&text)), ("utf-8", vec!["encoding-replaced"]));
    }

    #[test]
    fn a_mark_outranks_a_declaration() {
        let text = decoded(b"\xEF\xBB\xBF<meta charset=latin1>\xC2\xA9").unwrap();
        assert_eq!((text.encoding.as_str(), codes(&text)), ("utf-8", vec!["encoding-conflict"]));
        assert!(text.text.starts_with('<') && text.text.ends_with('©'));
    }
}
