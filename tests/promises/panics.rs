//! Whatever is fed, the program does not panic: neither does it end by one, nor is one caught and recorded.

use super::support::{ARTICLE, ARTIKEL, Bench, Ran, check, gzip, page, row};

/// Numbers that look like chance and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Pieces that are put where they do not belong: signs that begin statements, characters whose folded form
/// is shorter or longer, marks that join, markup that does not end.
const PIECES: &[&str] = &[
    "©",
    "(c) ",
    "©©2026-",
    "2026–1999",
    "9999999999",
    "٢٠٢٦",
    "All rights reserved",
    "ﷺ",
    "İ",
    "ß",
    "ﬃ",
    "\u{301}",
    "\u{200D}",
    "\u{200B}",
    "\u{AD}",
    "👨‍👩‍👧",
    "無断転載を禁じます",
    "版权所有",
    "\n\n",
    "\r",
    "\u{2028}",
    "\0",
    "\u{FEFF}",
    "«",
    "»",
    "\"",
    "(",
    ")",
    "https://creativecommons.org/licenses/by/",
    "CC BY-NC-ND 4.0",
    "(AP) - ",
    "Sumber: ",
    "/",
    "dilarang ",
    "may not be used ",
    "without ",
    "permission",
    ";",
    "&copy;",
    "&#x110000;",
    "&#0;",
    "&notit;",
    "<!--",
    "-->",
    "<script>",
    "</",
    "<p",
    "<meta charset=utf-16>",
    "<link rel=license href=",
    "<![CDATA[",
    "```",
    "[a](b \"",
    "![",
    "|---|",
    "\\u",
    "{",
    "}",
    "[",
    "\\",
];

fn garbled(text: &str, chance: &mut Chance) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=chance.below(12) {
        let (at, other) = (chance.below(characters.len()), chance.below(characters.len()));
        match chance.below(4) {
            0 => drop(characters.drain(at..(at + chance.below(30)).min(characters.len()))),
            1 => characters.swap(at, other),
            _ => drop(characters.splice(at..at, chance.pick(PIECES).chars()).collect::<Vec<_>>()),
        }
        if characters.is_empty() {
            characters.push('a');
        }
    }
    characters.into_iter().collect()
}

#[test]
fn no_panics() {
    let bench = Bench::new();
    let mut chance = Chance(2026);
    for number in 0..80 {
        let text = garbled(if number % 2 == 0 { ARTICLE } else { ARTIKEL }, &mut chance);
        let html = garbled(&page(&text), &mut chance);
        let rows = garbled(&format!("{}\n{}\n", row("a", &text), row("b", &html)), &mut chance);
        let mut bytes = text.clone().into_bytes();
        for _ in 0..chance.below(20) {
            let at = chance.below(bytes.len());
            bytes[at] = u8::try_from(chance.below(256)).unwrap();
        }
        let mut packed = gzip(rows.as_bytes());
        let at = chance.below(packed.len());
        packed[at] ^= 1;
        for (name, bytes) in [
            ("txt", text.clone().into_bytes()),
            ("bin", bytes),
            ("md", text.into_bytes()),
            ("html", html.into_bytes()),
            ("jsonl", rows.clone().into_bytes()),
            ("json", format!("[{}", rows.replace('\n', ",")).into_bytes()),
            ("jsonl.gz", packed),
        ] {
            bench.write(&format!("data/{number}.{name}"), bytes);
        }
    }
    let ran = Ran::of(&mut check(&[bench.data()]));
    let report = ran.report();
    assert!(report.total("seen") >= 80 * 6 && report.total("failed") < report.total("seen") / 2);
    for entry in report.failed() {
        let reason = entry["failed"]["reason"].as_str().unwrap();
        assert!(!reason.contains("internal"), "{}", entry["document"]);
    }
}
