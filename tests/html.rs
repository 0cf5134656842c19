//! The HTML report, in a browser: it opens without an error, filters, leads to a document, is printed, can be used by
//! keyboard and screen reader, asks nobody for anything, and runs nothing that a document says.

// The helpers are tests too, though clippy.toml only knows functions marked as such; files of their own folder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::print_stderr, clippy::format_collect)]
// Dice: a number between 0 and 1 is made of another.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
#![cfg(unix)]

#[path = "html/browser.rs"]
mod browser;
#[path = "html/entries.rs"]
mod entries;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Instant;

use browser::Browser;
use clearance::report::{Entry, Look, Report, RunHeader, Totals, format};

/// The report of these entries.
fn rendered(header: RunHeader, all: impl Iterator<Item = Entry>, brief: bool) -> String {
    let render = format("html", Look { brief, ..Look::default() }).unwrap();
    let mut report = Report::start(render.as_ref(), header, Vec::new()).unwrap();
    let mut totals = Totals::default();
    for entry in all {
        totals.add(&entry);
        report.entry(&entry).unwrap();
    }
    String::from_utf8(report.finish(&totals).unwrap()).unwrap()
}

fn kept(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// A report of 200 entries, by its address.
fn small() -> &'static str {
    static SMALL: OnceLock<String> = OnceLock::new();
    SMALL.get_or_init(|| {
        let text = rendered(entries::header(), (0..200).map(entries::entry), false);
        format!("file://{}", kept("html-small.html", &text).display())
    })
}

fn browser() -> Option<Browser> {
    browser::installed().map(|program| Browser::start(&program))
}

const FOUND: &str = "document.getElementById('found').textContent.replace(/\\u202f/g, '')";

#[test]
fn it_opens_without_an_error_and_asks_nobody() {
    let Some(mut browser) = browser() else { return };
    browser.open(small());
    assert!(
        browser.text("document.querySelector('h1').textContent").starts_with("Of 200 documents, ")
    );
    assert_eq!(browser.text(FOUND), "200 documents");
    let lines = browser.value("document.querySelectorAll('#rows .line').length").as_u64().unwrap();
    assert!((3..60).contains(&lines), "{lines} lines of a virtual list");
    for part in ["#facets .card", "#agreements tbody tr", "svg.flow .band", "svg.flow .node"] {
        let there = format!("document.querySelectorAll('{part}').length > 2");
        assert_eq!(browser.value(&there), true, "{part}");
    }
    assert_eq!(browser.faults(), [""; 0]);
}

#[test]
fn it_filters_sorts_searches_and_the_address_keeps_it() {
    let Some(mut browser) = browser() else { return };
    browser.open(small());
    browser.value("document.querySelector('[data-dimension=clause][data-key=opted-out]').click()");
    let denied = browser.text(FOUND);
    assert!(denied.ends_with(" of 200 documents") && !denied.starts_with("200"), "{denied}");
    let badges = "[...new Set([...document.querySelectorAll('#rows .badge')].map((one) => one.textContent))].join()";
    assert_eq!(browser.text(badges), "deny");
    browser.value("document.querySelector('[data-sort=name]').click()");
    browser.value("const box = document.getElementById('query'); box.value = 'ferry'; box.dispatchEvent(new Event('input'))");
    browser.becomes("location.hash.includes('q=ferry')");
    let (narrower, hash) = (browser.text(FOUND), browser.text("location.hash"));
    assert_ne!(narrower, denied);
    assert_eq!(hash, "#clause=opted-out&q=ferry&sort=name");
    let titles =
        "[...document.querySelectorAll('#rows .name .title')].map((one) => one.textContent)";
    assert_eq!(browser.value(&format!("{titles}.every((title) => title.includes('ferry'))")), true);
    assert_eq!(browser.value(&format!("{titles}.join() === {titles}.sort().join()")), true);
    // Somebody else opens the same.
    browser.open(&format!("{}{hash}", small()));
    assert_eq!(browser.text(FOUND), narrower);
    assert_eq!(browser.text("document.getElementById('query').value"), "ferry");
    browser.value("document.getElementById('clear').click()");
    assert_eq!(browser.text(FOUND), "200 documents");
    // By a node of the flow, and by a decision.
    browser.value("document.querySelector('svg.flow .node[role=button]').dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    assert_ne!(browser.text(FOUND), "200 documents");
    browser.value(
        "document.getElementById('clear').click(); document.querySelector('.count.allow').click()",
    );
    assert_eq!(browser.text(badges), "allow");
    assert_eq!(browser.faults(), [""; 0]);
}

#[test]
fn it_leads_to_a_document_and_back() {
    let Some(mut browser) = browser() else { return };
    browser.open(small());
    let title = browser.text("document.querySelector('#rows .line .title').textContent");
    browser.value("document.querySelector('#rows .line').click()");
    browser.becomes("!document.getElementById('document').hidden");
    assert_eq!(browser.text("document.getElementById('document-title').textContent"), title);
    for part in [".reasons li", ".excerpt mark", ".statements tbody tr", ".hops li"] {
        let there = format!("document.querySelectorAll('#document {part}').length > 0");
        assert_eq!(browser.value(&there), true, "{part}");
    }
    let slip = "/\\b(null|undefined|NaN|object Object)\\b/.test(document.body.innerText)";
    assert_eq!(browser.value(slip), false, "what is not there is not printed");
    let hash = browser.text("location.hash");
    assert!(hash.starts_with("#document=crawl%2F"), "{hash}");
    // A link to evidence goes there and leaves the address as it is.
    browser.value("document.querySelector('#document .quotes a').click()");
    assert_eq!(browser.text("location.hash"), hash);
    assert!(browser.text("document.activeElement.id").starts_with("statement-"));
    browser.key("Escape");
    browser.becomes("document.getElementById('document').hidden");
    // The link alone.
    browser.open(&format!("{}{hash}", small()));
    assert_eq!(browser.text("document.getElementById('document-title').textContent"), title);
    browser.value("document.querySelector('a[rel=next]').click()");
    browser.becomes(&format!("location.hash !== {hash:?}"));
    browser.open(&format!("{}#document=nowhere", small()));
    assert!(browser.text(FOUND).contains("nowhere"));
    assert_eq!(browser.faults(), [""; 0]);
}

#[test]
fn the_keyboard_is_enough() {
    let Some(mut browser) = browser() else { return };
    browser.open(small());
    browser.value("document.getElementById('grid').focus()");
    browser.key("End");
    browser
        .becomes("document.querySelector('.line.current').getAttribute('aria-rowindex') === '201'");
    let last = browser.text("document.querySelector('.line.current .title').textContent");
    browser.key("Enter");
    browser.becomes("!document.getElementById('document').hidden");
    assert_eq!(browser.text("document.getElementById('document-title').textContent"), last);
    browser.key("Escape");
    browser.becomes("document.getElementById('document').hidden");
    assert_eq!(browser.text("document.activeElement.id"), "grid");
    assert_eq!(browser.text("document.querySelector('.line.current .title').textContent"), last);
    browser.value("document.querySelector('svg.flow .node[role=button]').focus()");
    browser.key("Enter");
    browser.becomes("document.querySelectorAll('#chips li').length === 1");
    assert_eq!(browser.faults(), [""; 0]);
}

/// Whatever can be operated says what it is.
#[test]
fn a_screen_reader_has_a_name_for_everything() {
    let Some(mut browser) = browser() else { return };
    for view in ["", "#document=", "#clause=opted-out"] {
        browser.open(&format!("{}{view}", small()));
        if view == "#document=" {
            browser.value("document.querySelector('#rows .line').click()");
            browser.becomes("!document.getElementById('document').hidden");
        }
        let tree = browser.call("Accessibility.getFullAXTree", serde_json::json!({}));
        let nodes = tree["nodes"].as_array().unwrap();
        let mut named = 0;
        for node in nodes.iter().filter(|node| node["ignored"] != true) {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            if matches!(
                role,
                "button"
                    | "link"
                    | "searchbox"
                    | "textbox"
                    | "grid"
                    | "heading"
                    | "navigation"
                    | "image"
            ) {
                let name = node["name"]["value"].as_str().unwrap_or_default();
                assert!(!name.trim().is_empty(), "{view}: a {role} without a name: {node}");
                named += 1;
            }
        }
        assert!(named > 10, "{view}: {named}");
        let levels = "[...document.querySelectorAll('main:not([hidden]) h1, main:not([hidden]) h2')].map((one) => one.tagName).join(' ')";
        let levels = browser.text(levels);
        assert!(
            levels.starts_with("H1 H2") && !levels.trim_start_matches("H1").contains("H1"),
            "{levels}"
        );
    }
}

#[test]
fn it_can_be_printed() {
    let Some(mut browser) = browser() else { return };
    browser.open(small());
    let whole = browser.pdf();
    assert!(whole.starts_with(b"%PDF-"));
    assert_eq!(browser.text("document.querySelectorAll('#printed tbody tr').length"), "200");
    browser.value("document.querySelector('#rows .line').click()");
    browser.becomes("!document.getElementById('document').hidden");
    let one = browser.pdf();
    assert!(one.starts_with(b"%PDF-") && one.len() < whole.len(), "{} {}", one.len(), whole.len());
    assert_eq!(browser.faults(), [""; 0]);
}

/// What would run if any text were taken for markup, for a handler, for an address or for the end of the data.
const HOSTILE: [&str; 12] = [
    "<script>window.owned = 1</script>",
    "</script><script>window.owned = 1</script>",
    "<!--<script>window.owned = 1",
    "]]></style></title></textarea><img src=x onerror=window.owned=1>",
    "\"><svg onload=window.owned=1>",
    "' autofocus onfocus=window.owned=1 x='",
    "javascript:window.owned=1",
    "data:text/html,<script>window.owned=1</script>",
    "{{ 7 * 7 }}{% raw %}${window.owned=1}",
    "__proto__",
    "constructor",
    "\u{2028}window.owned=1\u{2029}//\u{0}\u{1B}]0;x\u{7}\u{202E}\u{E0041}\u{FEFF}\\\"",
];

#[test]
fn hostile_strings_in_every_field_run_no_script() {
    let mut header = entries::header();
    header.version = HOSTILE[1].into();
    header.rules = HOSTILE[3].into();
    header.as_of = Some(HOSTILE[4].into());
    header.policy.as_mut().unwrap().name = HOSTILE[0].into();
    header.policy.as_mut().unwrap().sha256 = HOSTILE[5].into();
    let all: Vec<Entry> = HOSTILE
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let (entry, places) = entries::filled_with(text, number);
            assert!(places > 60, "{text} stands in {places} places");
            entry
        })
        .collect();
    let text = rendered(header, all.into_iter(), false);
    // Two elements of data and one script, whatever the data says.
    assert_eq!(text.matches("<script").count(), 3);
    assert_eq!(text.matches("</script").count(), 3);
    assert!(!text.contains(['\u{2028}', '\u{202E}', '\u{1B}', '\u{0}']));
    let Some(mut browser) = browser() else { return };
    let address = format!("file://{}", kept("html-hostile.html", &text).display());
    browser.open(&address);
    assert_eq!(browser.text(FOUND), "12 documents");
    browser.value("for (const button of document.querySelectorAll('#facets button, svg.flow .node, #agreements button')) button.dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    browser.value("document.getElementById('clear').click()");
    let links = "[...document.querySelectorAll('a[href]')].filter((one) => !/^(#|https?:)/.test(one.getAttribute('href'))).length";
    for place in 0..HOSTILE.len() {
        let address = browser.text(&format!(
            "document.querySelectorAll('#rows .line')[{place}].getAttribute('href')"
        ));
        browser.value(&format!("location.hash = {address:?}"));
        browser.becomes("!document.getElementById('document').hidden");
        assert_eq!(browser.value(links), 0, "a link to somewhere else than the web");
        let held = browser.text("document.getElementById('document').textContent");
        let wanted = HOSTILE.iter().filter(|text| held.contains(*text)).count();
        // The last has characters that are shown by their number.
        assert!(wanted > 0 || held.contains("U+202E"), "{place}: {held}");
        browser.value("for (const one of document.querySelectorAll('#document .tag, #document .quotes a')) one.click()");
        browser.value("document.getElementById('back').click()");
        browser.becomes("document.getElementById('document').hidden");
    }
    assert!(browser.pdf().starts_with(b"%PDF-"));
    assert_eq!(browser.faults(), [""; 0]);
    // In the address too.
    for text in HOSTILE {
        browser.open(&format!(
            "{address}#document={text}&q={text}&sort={text}&clause={text}&decision={text}"
        ));
        assert_eq!(browser.text("typeof window.owned"), "undefined", "{text}");
        assert_eq!(browser.faults(), [""; 0], "{text}");
    }
}

/// Facts without a policy, nothing at all, only what needs somebody.
#[test]
fn it_is_whole_whatever_it_is_a_report_of() {
    let unasked = |header: RunHeader| RunHeader { policy: None, as_of: None, ..header };
    let facts = (0..40).map(|number| match entries::entry(number) {
        Entry::Judged(judged) => Entry::judged(judged.record, None),
        failed @ Entry::Failed(_) => failed,
    });
    let scan = rendered(unasked(entries::header()), facts, false);
    let nothing = rendered(entries::header(), std::iter::empty(), false);
    let brief = rendered(entries::header(), (0..200).map(entries::entry), true);
    let Some(mut browser) = browser() else { return };
    browser.open(&format!("file://{}", kept("html-scan.html", &scan).display()));
    assert_eq!(
        browser.text("document.querySelector('h1').textContent"),
        "40 documents read; no policy was asked."
    );
    assert_eq!(
        browser.text("document.querySelectorAll('[data-card=clause], #agreements').length"),
        "0"
    );
    browser.value("document.querySelector('#rows .line').click()");
    browser.becomes("!document.getElementById('document').hidden");
    assert_eq!(browser.faults(), [""; 0]);
    browser.open(&format!("file://{}", kept("html-nothing.html", &nothing).display()));
    assert_eq!(browser.text("document.querySelector('h1').textContent"), "No documents were seen.");
    assert_eq!(browser.faults(), [""; 0]);
    browser.open(&format!("file://{}", kept("html-brief.html", &brief).display()));
    assert!(
        browser
            .text("document.getElementById('left-out').textContent")
            .contains("that are allowed")
    );
    assert_eq!(browser.text("document.querySelectorAll('#rows .badge.allow').length"), "0");
    assert_eq!(browser.faults(), [""; 0]);
}

/// The bound is one of size, which is the same everywhere; how long it takes to open is printed and not judged.
#[test]
fn a_hundred_thousand_entries_are_one_page() {
    let text = rendered(entries::header(), (0..100_000).map(entries::entry), false);
    let megabytes = text.len() / 1_000_000;
    eprintln!("100,000 entries: {megabytes} MB");
    assert!(megabytes < 30, "{megabytes} MB");
    let address = format!("file://{}", kept("html-large.html", &text).display());
    let Some(mut browser) = browser() else { return };
    let begun = Instant::now();
    browser.open(&address);
    browser.becomes("document.querySelectorAll('#rows .line').length > 3");
    eprintln!("opened in {} ms", begun.elapsed().as_millis());
    assert_eq!(browser.text(FOUND), "100000 documents");
    let begun = Instant::now();
    browser.value("document.querySelector('[data-dimension=language]').click()");
    eprintln!("filtered in {} ms", begun.elapsed().as_millis());
    assert!(browser.text(FOUND).ends_with(" of 100000 documents"));
    browser.value("document.getElementById('clear').click()");
    browser
        .value("const rows = document.getElementById('rows'); rows.scrollTop = rows.scrollHeight");
    browser.becomes("document.querySelector('#rows .line:last-child').getAttribute('aria-rowindex') === '100001'");
    assert_eq!(browser.faults(), [""; 0]);
}

/// A run and a report of what it saved are the same page, and so are two runs.
#[test]
fn the_same_input_makes_the_same_page() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_clearance"))
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
        output.stdout
    };
    let path = folder.path().join("saved.jsonl").display().to_string();
    let saved = format!("jsonl={path}");
    let check = [
        "check",
        "examples/articles",
        "--policy",
        "ai-training",
        "--as-of",
        "2026-01-01",
        "--format",
        "html",
    ];
    let first = run(&[&check[..], &["-j", "1", "-o", saved.as_str()]].concat());
    assert_eq!(first, run(&[&check[..], &["-j", "4"]].concat()));
    let again = run(&["report", &path, "--format", "html"]);
    assert_eq!(first, again);
    assert!(first.starts_with(b"<!doctype html>") && first.ends_with(b"</html>"));
}
