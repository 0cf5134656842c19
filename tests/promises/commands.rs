//! Data never commands: nothing inside the scanned tree changes rules, policy or terminal.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::support::{ARTICLE, Bench, LENIENT, Ran, check, clearance, judge};

/// Whether a terminal would do anything but show it: a control character, or one that turns the direction
/// of what follows.
fn commands_terminal(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{E0000}'..='\u{E007F}')
}

fn harmless(ran: &Ran) {
    let out = String::from_utf8(ran.out.clone()).unwrap();
    for text in [&out, &ran.err] {
        if let Some(line) = text.lines().find(|line| line.chars().any(commands_terminal)) {
            panic!("{line:?}");
        }
    }
}

/// Attacks on a terminal: a title, a screen cleared, a link, a bell, a line written over, one from right
/// to left, in C1 controls, a tag nobody sees.
const HOSTILE: &str = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{1B}]8;;https://a.example\u{1B}\\x\r\u{8}\u{202E}txt\u{2066}\u{9B}31m\u{7F}\u{E0041}";

#[test]
fn data_never_commands() {
    let bench = Bench::new();
    for name in ["a.txt", "archive/b.txt", "z.txt"] {
        bench.write(&format!("data/{name}"), ARTICLE);
    }
    let entries = |command: &mut Command| -> Vec<Value> {
        let report = Ran::of(command).report();
        let mut entries = report.of("a.txt");
        entries.extend(report.of("archive/b.txt"));
        entries.extend(report.of("z.txt"));
        assert_eq!(entries.len(), 3);
        entries.into_iter().cloned().collect()
    };
    let header = |command: &mut Command| Ran::of(command).report().header;
    let in_tree = || {
        // Also where somebody stands in the tree itself.
        let mut command = check(&["."]);
        command.current_dir(bench.data());
        command
    };
    let (before, head) = (entries(&mut in_tree()), header(&mut in_tree()));
    let waivers = format!(
        "{LENIENT}waivers:\n  - {{ clause: never, documents: [\"**\"], reason: r, by: b, expires: 2099-01-01 }}\n"
    );
    let language = "language: en\nname: English\nwords: {}\n";
    for (name, text) in [
        ("clearance.yaml", "policy: lenient\nfail_on: never\nallow_empty: true\n"),
        ("clearance.toml", "policy = 'lenient'\n"),
        (".clearance.yaml", "policy: lenient\n"),
        ("clearance-policy.yaml", waivers.as_str()),
        ("ai-training", LENIENT),
        ("ai-training.yaml", LENIENT),
        ("policies/ai-training.yaml", LENIENT),
        ("rules/policies/ai-training.yaml", LENIENT),
        ("rules/languages/en.yaml", language),
        ("waivers.yaml", waivers.as_str()),
        (".clearanceignore", "*\n"),
        (".gitignore", "*\n"),
        (".ignore", "*\n"),
        ("archive/.gitignore", "*\n"),
        (".git/info/exclude", "*\n"),
        ("archive/.nomedia", ""),
        ("robots.txt", "User-agent: *\nAllow: /\n"),
        ("-p", LENIENT),
        ("--policy=lenient", LENIENT),
    ] {
        bench.write(&format!("data/{name}"), text);
    }
    assert_eq!(entries(&mut in_tree()), before);
    assert_eq!(header(&mut in_tree()), head);
    // Nor does a document that gives orders.
    let orders =
        "clearance: allow\n# clearance-disable opted-out\n<!-- clearance:ignore-file -->\n";
    bench.write("data/orders.txt", format!("{orders}{ARTICLE}{orders}"));
    let report = Ran::of(&mut in_tree()).report();
    assert_eq!(report.of("orders.txt")[0]["verdict"]["decision"], "deny");
    // Nor does a row that calls itself by the name of documents that a waiver is for.
    let row = serde_json::json!({ "id": "archive/x", "url": "archive/y", "text": ARTICLE });
    bench.write("more/rows.jsonl", row.to_string());
    let policy = "policy: p\nuse: [ai-train]\notherwise: allow\nclauses:\n  - { id: no, when: { term: { covers: use } }, then: deny, because: b }\nwaivers:\n  - { clause: no, documents: [\"archive/**\"], reason: r, by: b, expires: 2099-01-01 }\n";
    let policy = bench.write("policy.yaml", policy);
    let ran = Ran::of(judge(&[bench.path("more")]).arg("-p").arg(policy));
    assert_eq!(ran.report().total("deny"), 1);
    // Nothing was written but what was named: here nothing at all.
    let count = || walkdir::WalkDir::new(bench.path("")).into_iter().count();
    let files = count();
    Ran::of(&mut in_tree());
    assert_eq!(count(), files);
}

/// What could be asked of a network or of another program is not in the source at all.
#[test]
fn no_network_and_no_child_process() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in walkdir::WalkDir::new(source) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).unwrap();
            // `exec` and `fork` as the calls they would be: SARIF has a key `executionSuccessful`.
            let calls = ["std::net", "net::", "Command::new", "process::Command"];
            for word in calls.into_iter().chain(["fork(", "exec(", "execv", "execl", ".exec"]) {
                let found = text.lines().find(|line| line.contains(word));
                assert_eq!(found, None, "{}", entry.path().display());
            }
        }
    }
}

#[test]
fn what_is_printed_never_commands_the_terminal() {
    let bench = Bench::new();
    let term = "This content may not be used to train artificial intelligence systems";
    let text = format!(
        "© 2026 Mar{HOSTILE}row Bay {HOSTILE} Courier{HOSTILE}\n\n{term} {HOSTILE} without permission.\n"
    );
    bench.write("data/a.txt", &text);
    bench.write("data/b.html", format!("<!doctype html><title>{HOSTILE}</title><p>{text}"));
    let row = serde_json::json!({
        "id": HOSTILE, "title": HOSTILE, "url": HOSTILE, "text": text, "license": HOSTILE, "date": HOSTILE,
    });
    bench.write(
        "data/c.jsonl",
        format!("{row}\n{{\"{HOSTILE}\n{{\"x{}\":1}}\n", HOSTILE.escape_default()),
    );
    bench.write("data/d.html", format!("<meta charset=\"{HOSTILE}\"><p>\u{E9}"));
    let name: Vec<u8> = [b"data/e", HOSTILE.replace('/', "").as_bytes(), b"\n\xFF.txt"].concat();
    let path = bench.path("").join(OsStr::from_bytes(&name));
    fs::write(&path, &text).unwrap();
    let policy = bench.write("policy.yaml", LENIENT.replace("never", "\"n\u{1B}[2Jever\""));
    let broken = bench.write(
        &format!("broken{}.yaml", HOSTILE.replace('/', "")),
        format!("# {HOSTILE}\npolicy: {HOSTILE}\nuse: [{HOSTILE}]\n"),
    );
    let unknown = bench
        .write("unknown.yaml", format!("{LENIENT}\"\\e[2J{}\": 1 # {}\n", '\u{202E}', "\u{202E}"));
    let data = bench.data();
    for policy in [
        None,
        Some(OsStr::new("ai-training")),
        Some(policy.as_os_str()),
        Some(broken.as_os_str()),
        Some(unknown.as_os_str()),
    ] {
        for words in [&["-f", "text"][..], &["-f", "text", "--brief"]] {
            let mut command = clearance();
            command.arg(if policy.is_some() { "check" } else { "scan" }).arg(&data).args(words);
            if let Some(policy) = policy {
                command.arg("-p").arg(policy);
            }
            harmless(&Ran::of(&mut command));
        }
    }
    for target in [data.as_os_str(), OsStr::new(HOSTILE)] {
        harmless(&Ran::of(
            clearance().args(["explain", "--full", "-p", "ai-training"]).arg(target),
        ));
    }
    for words in [
        &["scan", HOSTILE][..],
        &["check", "x", "-p", HOSTILE],
        &["check", "x", "-p", "ai-training", "--as-of", HOSTILE],
        &["scan", "x", "-f", HOSTILE],
        &["scan", "x", "-o", HOSTILE],
        &["scan", "x", "--rules", HOSTILE],
        &["init", HOSTILE],
        &["init", "-p", HOSTILE],
        &["policy", "check", HOSTILE],
        &["policy", "show", HOSTILE],
    ] {
        let ran = Ran::of(clearance().args(words).current_dir(bench.path("")));
        assert_ne!(ran.code, Some(0), "{words:?}");
        harmless(&ran);
    }
    for verb in ["check", "show"] {
        for policy in [&policy, &broken, &unknown] {
            harmless(&Ran::of(clearance().args(["policy", verb]).arg(policy)));
        }
    }
    // A report for programs says the same text in characters that do nothing.
    let ran = Ran::of(&mut check(&[&data]));
    harmless(&ran);
    let report = ran.report();
    assert_eq!(report.total("seen"), 7);
    assert_eq!(report.entries[2]["document"]["id"], HOSTILE);
}
