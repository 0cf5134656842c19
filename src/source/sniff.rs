//! What a file is: by its name, then by its first bytes. A binary is told by the magic of its kind so
//! that the failure can name it.

use super::decompress::bare_name;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One text.
    Plain,
    /// One text with light markup.
    Markdown,
    /// One page.
    Html,
    /// One row, or an array of rows.
    Json,
    /// One row on each line.
    JsonLines,
}

/// The table of formats: a new one is a line here and a file beside this one.
const FORMATS: [(Format, &str, &[&str]); 5] = [
    (Format::Plain, "text/plain", &["txt", "text", "asc"]),
    (Format::Markdown, "text/markdown", &["md", "markdown", "mdown", "mkd"]),
    (Format::Html, "text/html", &["html", "htm", "xhtml", "xht", "shtml"]),
    (Format::Json, "application/json", &["json"]),
    (Format::JsonLines, "application/json", &["jsonl", "ndjson", "jl", "jsonlines"]),
];

impl Format {
    /// By the extension of a file, under its suffixes of compression.
    pub fn of_name(name: &str) -> Option<Self> {
        let file = bare_name(name).rsplit('/').next()?;
        let (_, extension) = file.rsplit_once('.')?;
        FORMATS
            .iter()
            .find(|(_, _, extensions)| extensions.iter().any(|e| e.eq_ignore_ascii_case(extension)))
            .map(|(format, _, _)| *format)
    }

    /// By how the decoded text begins, where the name says nothing more than "text".
    pub fn of_text(text: &str) -> Self {
        if is_html_page(text) { Self::Html } else { Self::Plain }
    }

    /// The media type of its documents.
    pub fn media_type(self) -> &'static str {
        FORMATS.iter().find(|(format, _, _)| *format == self).map_or("", |(_, media, _)| media)
    }
}

fn begins(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with))
}

/// Whether a text says of itself that it is an HTML page.
pub(super) fn is_html_page(text: &str) -> bool {
    let head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if begins(head, "<?xml") {
        let window: String = head.chars().take(1024).collect();
        return window.to_ascii_lowercase().contains("<html");
    }
    begins(head, "<!doctype html") || begins(head, "<html")
}

/// Whether a field of a row holds markup: a page, or a fragment that begins with one of the elements
/// that texts are made of.
pub(super) fn is_html_fragment(text: &str) -> bool {
    if is_html_page(text) {
        return true;
    }
    let head = text.trim_start();
    ["p", "div", "article", "section", "main", "body", "head", "header", "h1", "h2", "figure"]
        .iter()
        .any(|name| {
            begins(head, "<")
                && head.get(1..).is_some_and(|rest| begins(rest, name))
                && matches!(
                    head.as_bytes().get(1 + name.len()),
                    Some(b'>' | b' ' | b'\n' | b'\t' | b'\r' | b'/')
                )
        })
}

/// Whether a stream without a name holds rows.
pub(super) fn is_rows(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    head.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
}

/// Whether a file begins with a row: one line that is a whole object, and more after it, which no single
/// JSON value can have.
pub(super) fn holds_rows(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let Some(end) = memchr::memchr(b'\n', head) else { return false };
    let (first, rest) = head.split_at(end);
    first.starts_with(b"{")
        && !rest.trim_ascii_start().is_empty()
        && serde_json::from_slice::<serde::de::IgnoredAny>(first).is_ok()
}

/// What a binary looks like, if it is one that is known.
pub(super) fn binary(head: &[u8]) -> Option<&'static str> {
    const MAGICS: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1A\n", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF87a", "a GIF image"),
        (b"GIF89a", "a GIF image"),
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive (or an office document, EPUB)"),
        (b"PK\x05\x06", "an empty ZIP archive"),
        (b"PAR1", "a Parquet file"),
        (b"ARROW1\0\0", "an Arrow file"),
        (b"ORC\x0A", "an ORC file"),
        (b"Obj\x01", "an Avro file"),
        (b"\x7FELF", "a program (ELF)"),
        (b"\xCA\xFE\xBA\xBE", "a program"),
        (b"\xCF\xFA\xED\xFE", "a program (Mach-O)"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old office document"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"Rar!\x1A\x07", "a RAR archive"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x04\x22\x4D\x18", "an LZ4 stream"),
        (b"{\\rtf", "an RTF document"),
        (b"WARC/1.", "a WARC archive"),
        (b"WARC/0.", "a WARC archive"),
    ];
    let first = head.first();
    let begins = |magic: &[u8]| magic.first() == first && head.starts_with(magic);
    if let Some((_, name)) = MAGICS.iter().find(|(magic, _)| begins(magic)) {
        return Some(name);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some("a tar archive");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name_then_by_text() {
        assert_eq!(Format::of_name("x/a.HTML.gz"), Some(Format::Html));
        assert_eq!(Format::of_name("x.html/a"), None);
        assert_eq!(Format::of_name("a.jsonl.gz.zst"), Some(Format::JsonLines));
        assert_eq!(Format::of_text(" \n<!DOCTYPE HTML><p>"), Format::Html);
        assert_eq!(Format::of_text("<?xml version='1.0'?>\n<html>"), Format::Html);
        assert_eq!(Format::of_text("<?xml version='1.0'?>\n<nitf>"), Format::Plain);
        assert!(is_html_fragment("<p>a"));
        assert!(!is_html_fragment("<pa"));
        assert!(is_rows(b" \n{"));
    }

    #[test]
    fn rows_are_told_from_one_object() {
        assert!(holds_rows(b"\xEF\xBB\xBF\n{\"a\":1}\r\n\n{\"a\":2"));
        assert!(!holds_rows(b"{\"a\":1}\n"));
        assert!(!holds_rows(b"{\n\"a\":1}\n"));
        assert!(!holds_rows(b"[{\"a\":1},\n{}]"));
    }
}
