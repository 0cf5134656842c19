//! The same article in another format says the same.

use std::collections::BTreeSet;
use std::io::Write;

use serde_json::{Value, json};

use super::support::{ARTICLE, ARTIKEL, Bench, Ran, gzip, page, row, scan, zstd};

/// What an article says, without where it says it and how sure that is.
fn facts(entry: &Value) -> BTreeSet<String> {
    let list = |name: &str| entry[name].as_array().cloned().unwrap_or_default();
    let notices = list("notices").into_iter().map(|notice| {
        json!(["notice", notice["holder"], notice["years"], notice["all_rights_reserved"]])
    });
    let terms = list("terms").into_iter().map(|term| {
        let parts = ["modality", "actions", "condition", "grantor", "ai_specific"];
        json!(["term", parts.map(|part| term[part].clone())])
    });
    let licences = list("licences").into_iter().map(|licence| json!(["licence", licence["id"]]));
    notices.chain(terms).chain(licences).map(|fact| fact.to_string()).collect()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 1);
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn format_blindness() {
    for (article, notices, terms) in [(ARTICLE, 1, 1), (ARTIKEL, 1, 1)] {
        let bench = Bench::new();
        let html = page(article);
        let rows = row("a", article) + "\n";
        for (name, bytes) in [
            ("a.txt", article.as_bytes().to_vec()),
            ("b.md", article.as_bytes().to_vec()),
            ("c.html", html.clone().into_bytes()),
            ("d.json", rows.clone().into_bytes()),
            ("e.json", format!("[{rows}]").into_bytes()),
            ("f.jsonl", rows.clone().into_bytes()),
            ("g.jsonl.gz", gzip(rows.as_bytes())),
            ("h.txt.zst", zstd(article.as_bytes())),
            ("i.html.xz", xz(html.as_bytes())),
            ("j.md.bz2", bzip2(article.as_bytes())),
            ("k.jsonl.gz.zst", zstd(&gzip(rows.as_bytes()))),
            ("l.jsonl", json!({ "html": html }).to_string().into_bytes()),
            // Rows in a file that is called JSON.
            ("m.json", rows.repeat(2).into_bytes()),
            ("n", article.as_bytes().to_vec()),
            ("o.txt", article.replace('\n', "\r\n").into_bytes()),
            (
                "p.txt",
                format!("\u{FEFF}{article}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
            ),
        ] {
            bench.write(&format!("data/{name}"), bytes);
        }
        let report = Ran::of(&mut scan(&[bench.data()])).report();
        assert_eq!((report.total("seen"), report.total("failed")), (17, 0));
        let first = &report.entries[0];
        assert_eq!(first["notices"].as_array().unwrap().len(), notices, "{first}");
        assert_eq!(first["terms"].as_array().unwrap().len(), terms, "{first}");
        let expected = facts(first);
        for entry in &report.entries {
            assert_eq!(facts(entry), expected, "{}", entry["document"]["source"]);
            assert_eq!(entry["document"]["language"], first["document"]["language"]);
        }
    }
}
