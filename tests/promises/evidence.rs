//! Every span cuts its quote out of the source.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::support::{ARTICLE, ARTIKEL, Bench, Ran, page, row, scan};

/// Every piece of evidence in a value, however deep.
fn pieces<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("quote") {
                found.push(value);
            }
            fields.values().for_each(|field| pieces(field, found));
        }
        Value::Array(list) => list.iter().for_each(|one| pieces(one, found)),
        _ => {}
    }
}

/// A piece of evidence as it stands in the source that it is said to stand in.
struct Piece<'a> {
    cut: &'a str,
    quote: &'a str,
}

fn piece<'a>(evidence: &'a Value, source: &'a str, what: &str) -> Piece<'a> {
    let number = |name: &str| usize::try_from(evidence[name].as_u64().unwrap()).unwrap();
    let (start, end) = (number("start"), number("end"));
    // Also that both are on character boundaries and inside.
    let cut = source.get(start..end).unwrap_or_else(|| panic!("{what}: {evidence}"));
    let before = &source[..start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    assert_eq!(number("line"), before.matches('\n').count() + 1, "{what}: {evidence}");
    assert_eq!(
        number("column"),
        source[line_start..start].chars().count() + 1,
        "{what}: {evidence}"
    );
    let quote = evidence["quote"].as_str().unwrap();
    assert!(!quote.is_empty() && quote.chars().count() <= 201, "{what}: {evidence}");
    Piece { cut, quote }
}

/// A quote is the source, or as much of it as a report may hold.
fn cuts_out(piece: &Piece<'_>) -> bool {
    piece.cut == piece.quote
        || (piece.quote.chars().count() >= 190
            && piece.cut.starts_with(piece.quote.trim_end_matches('…')))
}

#[test]
fn evidence() {
    let bench = Bench::new();
    let long = format!("© 2026 {} All rights reserved.\n", "Marrow Bay Courier and ".repeat(30));
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in [
        ("plain.txt", ARTICLE.to_owned()),
        ("windows.txt", ARTICLE.replace('\n', "\r\n")),
        ("mac.txt", ARTICLE.replace('\n', "\r")),
        ("no-end.txt", ARTIKEL.trim_end().to_owned()),
        ("wide.txt", ARTICLE.replace("2024-2026", "２０２４－２０２６").replace("Bay", "Ｂａｙ")),
        (
            "hidden.txt",
            ARTICLE.replace("rights", "ri\u{200B}gh\u{AD}ts").replace("train", "tr\u{2060}ain"),
        ),
        ("accents.txt", ARTICLE.replace("Courier", "Cou\u{0301}rier").replace("Bay", "Bäy 😀")),
        ("wrapped.txt", ARTIKEL.replace(" tanpa", "\ntanpa").replace(" untuk", "\nuntuk")),
        ("long.txt", long),
        ("many.txt", ARTICLE.repeat(5)),
        ("tabs.txt", ARTIKEL.replace(' ', "\t")),
        ("a.md", format!("# T\n\n{}", ARTICLE.replace("rights reserved", "**rights** reserved"))),
        ("b.md", ARTIKEL.replace("ANTARA 2026", "[ANTARA](https://a.example) 2026")),
        ("a.html", page(&ARTICLE.replace('©', "&copy;"))),
        ("b.html", page(&ARTIKEL.replace("©", "&#xA9;").replace("konten", "<b>kon</b>ten"))),
        (
            "c.html",
            page(ARTICLE).replace("<body>", "<body><!-- © 1999 Nobody --><script>'©'</script>"),
        ),
    ] {
        bench.write(&format!("data/{name}"), &text);
        texts.insert(format!("data/{name}"), text);
    }
    // Decoded first: the span is one of the text in UTF-8, without its byte order mark.
    let latin: Vec<u8> = ARTICLE.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    bench.write("data/latin.txt", latin);
    texts.insert("data/latin.txt".into(), ARTICLE.into());
    bench.write("data/mark.txt", format!("\u{FEFF}{ARTICLE}"));
    texts.insert("data/mark.txt".into(), ARTICLE.into());
    let utf16: Vec<u8> =
        format!("\u{FEFF}{ARTIKEL}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    bench.write("data/utf16.txt", utf16);
    texts.insert("data/utf16.txt".into(), ARTIKEL.into());
    bench.write("data/rows.jsonl", format!("{}\n{}", row("a", ARTICLE), row("b", &page(ARTIKEL))));
    // The articles that come with the program too.
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    for entry in fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("data/examples/{}", path.file_name().unwrap().to_str().unwrap());
        let text = fs::read_to_string(path).unwrap();
        bench.write(&name, &text);
        texts.insert(name, text);
    }

    let report = Ran::of(scan(&["data"]).current_dir(bench.path(""))).report();
    assert_eq!(report.total("failed"), 0);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in &report.entries {
        let source = entry["document"]["source"].as_str().unwrap();
        let id = entry["document"]["id"].as_str().unwrap();
        let mut found = Vec::new();
        pieces(entry, &mut found);
        *seen.entry(source).or_default() += found.len();
        for evidence in found {
            let what = format!("{source} {id}");
            let Some(field) = evidence.get("field").and_then(Value::as_str) else {
                let piece = piece(evidence, &texts[source], &what);
                if source.ends_with(".txt") {
                    assert!(cuts_out(&piece), "{what}: {evidence} cuts out {:?}", piece.cut);
                }
                continue;
            };
            let row: Value = if source == "data/rows.jsonl" {
                let text = if id == "a" { ARTICLE.to_owned() } else { page(ARTIKEL) };
                serde_json::json!({ "text": text })
            } else {
                let line = entry["document"]["locator"]["line"].as_u64().unwrap();
                let text = texts[source].lines().nth(usize::try_from(line).unwrap() - 1).unwrap();
                serde_json::from_str(text).unwrap()
            };
            let text = row[field].as_str().unwrap();
            let piece = piece(evidence, text, &what);
            assert!(cuts_out(&piece) || text.contains("<html"), "{what}: {evidence} of {text:?}");
        }
    }
    for (source, count) in &seen {
        assert!(*count > 0 || source.contains("examples"), "{source}: nothing was found");
    }
}
