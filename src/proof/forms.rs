//! The forms that an example is run in: as files of each format, and in disguises.

use unicode_normalization::UnicodeNormalization;

/// The name of the file that an example would be, and how its text is put in.
type Form = (&'static str, fn(&str) -> String);

/// A disguise: its name, the name of the file, and what it makes of a text.
type Disguise = (&'static str, &'static str, fn(&str) -> String);

/// The input formats.
pub const FORMS: [Form; 4] = [
    ("plain.txt", |text| text.to_owned()),
    ("text.md", |text| text.replace('\n', "\n\n").replace('*', "\\*").replace('_', "\\_")),
    ("page.html", |text| page(&escaped(text))),
    ("row.json", |text| serde_json::json!({ "id": "row", "text": text }).to_string()),
];

/// The disguises: a reader sees the same text, or nearly.
pub const DISGUISES: [Disguise; 9] = [
    ("zero-width", "plain.txt", |text| within_words(text, "\u{200B}")),
    ("soft hyphens", "plain.txt", |text| within_words(text, "\u{AD}")),
    ("bidi controls", "plain.txt", |text| within_words(text, "\u{2066}\u{2069}")),
    ("full width", "plain.txt", |text| ascii(text, |c| char::from_u32(c as u32 + 0xFEE0))),
    ("mathematical letters", "plain.txt", |text| ascii(text, mathematical)),
    ("decomposed", "plain.txt", |text| text.nfd().collect()),
    ("entities", "page.html", |text| page(&entities(text))),
    ("tags within words", "page.html", |text| page(&within_words(&escaped(text), "<b></b>"))),
    ("look-alikes", "plain.txt", look_alikes),
];

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn page(text: &str) -> String {
    let lines = text.replace('\n', "</p>\n<p>");
    format!("<!doctype html>\n<html><body><main>\n<p>{lines}</p>\n</main></body></html>\n")
}

/// Puts something between the second and the third letter of each word of four letters and more.
/// Entities are left alone.
fn within_words(text: &str, what: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut word = String::new();
    let mut entity = false;
    let flush = |word: &mut String, out: &mut String| {
        let long = word.chars().count() >= 4 && !word.chars().any(|c| c.is_ascii_digit());
        for (index, c) in word.chars().enumerate() {
            if long && index == 2 {
                out.push_str(what);
            }
            out.push(c);
        }
        word.clear();
    };
    for c in text.chars() {
        if c.is_alphanumeric() && !entity {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            entity = c == '&' || (entity && c != ';');
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    out
}

/// Changes the ASCII letters and digits that `change` knows.
fn ascii(text: &str, change: fn(char) -> Option<char>) -> String {
    let one = |c: char| if c.is_ascii_alphanumeric() { change(c).unwrap_or(c) } else { c };
    text.chars().map(one).collect()
}

/// Mathematical bold letters (U+1D400 and on).
fn mathematical(c: char) -> Option<char> {
    let base = match c {
        'A'..='Z' => 0x1D400 - u32::from(b'A'),
        'a'..='z' => 0x1D41A - u32::from(b'a'),
        _ => return None,
    };
    char::from_u32(base + c as u32)
}

/// Every letter outside the tags as a numeric character reference.
fn entities(text: &str) -> String {
    let one =
        |c: char| if c == '\n' || c == ' ' { c.to_string() } else { format!("&#x{:x};", c as u32) };
    text.chars().map(one).collect()
}

/// Cyrillic letters for the Latin ones that look the same, one in each Latin word of four letters and more.
fn look_alikes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let flush = |word: &mut String, out: &mut String| {
        let latin = word.chars().count() >= 4 && word.is_ascii();
        let mut changed = !latin;
        for (index, c) in word.chars().enumerate() {
            let other = match c {
                'a' => '\u{430}',
                'e' => '\u{435}',
                'o' => '\u{43E}',
                'c' => '\u{441}',
                'p' => '\u{440}',
                _ => c,
            };
            let here = !changed && index > 0 && other != c;
            changed |= here;
            out.push(if here { other } else { c });
        }
        word.clear();
    };
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            flush(&mut word, &mut out);
            out.push(c);
        }
    }
    flush(&mut word, &mut out);
    out
}
