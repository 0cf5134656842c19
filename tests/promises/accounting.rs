//! Every document seen is exactly one entry; what could not be read is never allowed; nothing is no success.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use super::support::{
    ARTICLE, Bench, LENIENT, Ran, check, clearance, corpus, gzip, judge, row, scan, zstd,
};

#[test]
fn accounting() {
    let bench = Bench::new();
    corpus(&bench);
    for name in
        ["data/.hidden", "data/.git/config", "data/a\nb.txt", "data/empty.txt", "more/x.txt"]
    {
        bench.write(name, "");
    }
    bench.write("data/blank.jsonl", "\n\n \n");
    bench.write("data/array.json", "[]");
    symlink("nowhere", bench.path("data/dangling")).unwrap();
    symlink(".", bench.path("data/loop")).unwrap();
    // Of each of four folders: five files of one document, four rows, two elements, one packed row. Then
    // five files and two links.
    let documents = 4 * (5 + 4 + 2 + 1) + 5 + 2;
    let roots = [bench.data(), bench.path("more")];
    let report = Ran::of(&mut check(&roots)).report();
    assert_eq!(report.entries.len(), documents);
    assert!(["allow", "review", "deny", "failed"].iter().all(|word| report.total(word) > 0));
    // A scan sees the same documents, and fails for the same ones.
    let scanned = Ran::of(&mut scan(&roots)).report();
    let names = |report: &super::support::Report| -> Vec<String> {
        report.entries.iter().map(|entry| entry["document"].to_string()).collect()
    };
    assert_eq!(names(&scanned), names(&report));
    assert_eq!(scanned.total("recorded") + scanned.total("failed"), documents as u64);
    assert_eq!(scanned.total("failed"), report.total("failed"));
}

#[test]
fn fail_closed() {
    let bench = Bench::new();
    let policy = bench.write("lenient.yaml", LENIENT);
    let text = ARTICLE.repeat(200);
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    for (name, bytes) in [
        ("cut.txt.gz", cut(gzip(text.as_bytes()))),
        ("cut.txt.zst", cut(zstd(text.as_bytes()))),
        ("no.txt.gz", text.clone().into_bytes()),
        ("picture.txt", b"\x89PNG\r\n\x1A\n0000".to_vec()),
        ("nuls.txt", vec![0; 5000]),
        ("cut.json", row("a", ARTICLE).into_bytes()[..100].to_vec()),
        ("list.jsonl", b"[1]\n\"text\"\n5\nnull\n{}\n".to_vec()),
        ("no-text.jsonl", b"{\"image\":\"a.png\"}".to_vec()),
        ("surrogate.jsonl", br#"{"text":"\ud800"}"#.to_vec()),
        (
            "charset.html",
            b"<html><head><meta charset=klingon></head><body>\xE4\xF6</body></html>".to_vec(),
        ),
        (
            "noise.txt",
            (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8 | 1).collect(),
        ),
    ] {
        bench.write(&format!("data/{name}"), bytes);
    }
    symlink("../lenient.yaml", bench.path("data/link.txt")).unwrap();
    symlink("gone", bench.path("data/dangling.txt")).unwrap();
    let pipe = bench.path("data/pipe.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let locked = bench.write("data/locked.txt", ARTICLE);
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is locked for root.
    if std::fs::read(&locked).is_ok() {
        std::fs::remove_file(&locked).unwrap();
    }
    let ran = Ran::of(judge(&[bench.data()]).arg("--policy").arg(&policy));
    let report = ran.report();
    let passed = report.entries.iter().filter(|entry| entry.get("failed").is_none());
    let passed: Vec<_> = passed.map(|entry| &entry["document"]["id"]).collect();
    assert!(passed.is_empty(), "{passed:?}");
    assert_eq!(ran.code, Some(3));
    for entry in report.failed() {
        assert!(!entry["failed"]["reason"].as_str().unwrap().is_empty());
        assert!(entry.get("verdict").is_none() && entry.get("terms").is_none());
    }
    // What was read before the break stands, what comes after is failed, and the run with it.
    bench.write("more/rows.json", format!("[{},{}", row("a", "x"), row("b", "y")));
    bench.write(
        "more/rows.jsonl.gz",
        cut(gzip(vec![row("a", ARTICLE); 9000].join("\n").as_bytes())),
    );
    let ran = Ran::of(judge(&[bench.path("more")]).arg("--policy").arg(&policy));
    let report = ran.report();
    assert_eq!(ran.code, Some(3));
    assert_eq!(report.total("failed"), 2);
    let last = report.of("rows.jsonl.gz").pop().cloned();
    assert!(last.is_none_or(|last| last.get("failed").is_some()));
    // Nor does a threshold let it pass.
    let never =
        Ran::of(judge(&[bench.path("more")]).arg("-p").arg(&policy).args(["--fail-on", "never"]));
    assert_eq!(never.code, Some(3));
}

#[test]
fn no_vacuous_pass() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.path("data/deep/empty")).unwrap();
    let refused = |command: &mut Command| {
        let ran = Ran::of(command);
        assert_eq!(ran.code, Some(2), "{} {}", ran.err, String::from_utf8_lossy(&ran.out));
        assert!(!ran.err.is_empty());
        let totals = b"clearance.totals";
        assert!(!ran.out.windows(totals.len()).any(|window| window == totals));
    };
    // Nothing to read.
    refused(&mut check(&[bench.data()]));
    refused(&mut scan(&[bench.data()]));
    let report = bench.path("report.jsonl");
    let named = format!("jsonl={}", report.display());
    refused(check(&[bench.data()]).args(["-o", &named]));
    assert!(!report.exists());
    bench.write("data/rows.jsonl", "\n\n");
    refused(&mut check(&[bench.data()]));
    let empty = Ran::of(check(&[bench.data()]).arg("--allow-empty"));
    assert_eq!((empty.code, empty.report().total("seen")), (Some(0), 0));
    // Nothing to judge by.
    bench.write("data/a.txt", ARTICLE);
    refused(&mut judge(&[bench.data()]));
    for policy in [
        "",
        "{}",
        &LENIENT.replace("[ai-train]", "[]"),
        &LENIENT.replace("otherwise: allow\n", ""),
        &LENIENT.replace("ai-train", "ai-trian"),
        &format!("{LENIENT}claims: []\n"),
        &format!("{LENIENT}---\n{LENIENT}"),
        "policy: p\nuse: [ai-train]\notherwise: allow\nclauses: []\n",
        &LENIENT.replace("problem: { code", "porblem: { code"),
        &LENIENT.replace("{ problem: { code: never } }", "{}"),
        &LENIENT.replace("then: deny", "then: denied"),
        &format!(
            "{LENIENT}agreements: [{{ with: nobody-known, permits: [ai-train], from: 2026-01-01, reference: r }}]\n"
        ),
        &format!(
            "{LENIENT}waivers: [{{ clause: none, documents: [\"**\"], reason: r, by: b, expires: 2027-01-01 }}]\n"
        ),
    ] {
        let file = bench.write("policy.yaml", policy);
        refused(judge(&[bench.data()]).arg("--policy").arg(file));
    }
    // Nothing to know.
    std::fs::create_dir(bench.path("rules")).unwrap();
    refused(check(&[bench.data()]).arg("--rules").arg(bench.path("rules")));
    bench.write("rules/languages/xx.yaml", "langauge: xx\n");
    refused(check(&[bench.data()]).arg("--rules").arg(bench.path("rules")));
    // Nothing asked.
    refused(&mut clearance());
    refused(clearance().args(["check", "--policy", "ai-training"]));
}

#[test]
fn the_exit_code_follows_from_the_totals() {
    let bench = Bench::new();
    bench.write("deny/a.txt", ARTICLE);
    bench.write("review/a.txt", "Nothing is said.\n");
    bench.write(
        "allow/a.jsonl",
        r#"{"text":"t","license":"https://creativecommons.org/licenses/by/4.0/"}"#,
    );
    bench.write("failed/a.txt", [0; 100]);
    for folders in
        [&["allow"][..], &["allow", "review"], &["allow", "deny"], &["review", "deny", "failed"]]
    {
        let paths: Vec<_> = folders.iter().map(|name| bench.path(name)).collect();
        for fail_on in ["deny", "review", "never"] {
            let ran = Ran::of(check(&paths).args(["--fail-on", fail_on]));
            let report = super::support::Report::read(&ran.out);
            for word in folders {
                assert_eq!(report.total(word), 1, "{}", report.totals);
            }
            assert_eq!(ran.code, Some(report.exit_code(fail_on)), "{folders:?} {fail_on}");
        }
    }
}
