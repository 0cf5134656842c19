//! Imports run strictly downward, every file says what it is for, and no file is long.
//!
//! The source is read as tokens (comments, strings and `#[cfg(test)] mod` to the end of the file left out), so
//! what counts is what the compiler would see, not what the documentation links to.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules, from the top. A module imports from the lines below its own; see also [`MAY`].
const LAYERS: [&[&str]; 14] = [
    &["cli"],
    &["fit"],
    &["corpus", "proof", "rejudge", "schema"],
    &["engine"],
    &["report"],
    &["policy"],
    &["attribution"],
    &["find", "signal"],
    &["builtin"],
    &["lexicon", "source"],
    &["document", "record"],
    &["yaml"],
    &["limits"],
    &["text"],
];

/// What the order alone does not say: pairs that may import each other on one line.
const MAY: [(&str, &str); 2] = [("document", "record"), ("record", "document")];

/// What the order alone would allow, and is not meant: the lowest three stand by themselves.
const MAY_NOT: [(&str, &str); 2] = [("yaml", "text"), ("limits", "text")];

const LONGEST: usize = 20 * 1024;

#[test]
fn imports_run_downward() {
    let wrong: Vec<String> = sources().iter().flat_map(|(path, text)| faults(path, text)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_none_is_long() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if !text.starts_with("//!") {
            wrong.push(format!("src/{path}: does not open with `//!` and what the file is for"));
        }
        if text.len() >= LONGEST {
            wrong
                .push(format!("src/{path}: {} bytes, {LONGEST} are too many: part it", text.len()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The test of the test: made-up sources, and what is found in them.
#[test]
fn an_upward_import_is_found() {
    let found = |path: &str, text: &str| faults(path, text).len();

    for (path, text) in [
        ("lexicon/word.rs", "use crate::policy::Policy;"),
        ("lexicon/word.rs", "use crate::{record::Action, report::{self}};"),
        ("lexicon/word.rs", "fn f() -> crate::engine::Run { todo() }"),
        ("lexicon/word.rs", "use super::super::find::Finding;"),
        ("lexicon/mod.rs", "use super::find::Finding;"),
        ("lexicon/mod.rs", "use crate::source;"),
        ("find/mod.rs", "use crate::signal::robots;"),
        ("signal/mod.rs", "pub use crate::find::*;"),
        ("record.rs", "use crate::lexicon::Lexicon;"),
        ("text.rs", "use crate::limits::Limits;"),
        ("yaml.rs", "use crate::text::fold;"),
        ("text.rs", "use crate::Policy;"),
        ("newcomer.rs", "use crate::text::fold;"),
        ("find/mod.rs", "use serde_yaml::Value;"),
        ("find/mod.rs", "fn f() { ::serde_yaml::from_str(\"\") }"),
        ("engine.rs", "use std::{env, fs};"),
        ("engine.rs", "fn f() { let _ = std::env::args(); }"),
        ("engine.rs", "fn f() { eprintln!(\"here\"); }"),
        ("engine.rs", "use std::io::stdout;"),
        ("engine.rs", "#[cfg(test)]\nuse crate::cli::Args;"),
    ] {
        assert_eq!(found(path, text), 1, "{path}: {text}");
    }

    for (path, text) in [
        (
            "lexicon/word.rs",
            "use crate::{limits::Limits, record::{Action, Condition}, text, yaml};",
        ),
        ("lexicon/word.rs", "use super::load::RuleFiles;\nuse crate::lexicon::weights as w;"),
        ("lexicon/word.rs", "pub(crate) mod inner;\npub(in crate::lexicon) fn f() {}"),
        ("record.rs", "/// See [`crate::policy::Policy`].\nuse crate::document::Identity;"),
        ("record.rs", "/* use crate::policy; /* nested */ use crate::engine; */"),
        ("record.rs", "const A: &str = \"use crate::policy; \\\" println!()\";"),
        ("record.rs", "const A: &str = r#\"use crate::\"policy\";\"#; const B: char = '\"';"),
        ("record.rs", "fn f<'a>(a: &'a str) -> char { 'b' }"),
        ("record.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use crate::engine::run; }"),
        ("engine.rs", "const V: &str = env!(\"CARGO_PKG_VERSION\");"),
        ("cli/check.rs", "use clearance::engine; fn f() { println!(); std::env::args(); }"),
        ("yaml.rs", "use crate::limits::Limits; fn f() { serde_yaml::from_str(\"\") }"),
    ] {
        assert_eq!(faults(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}

/// Everything in one file of `src` that must not be there.
fn faults(path: &str, text: &str) -> Vec<String> {
    let module = path.split('/').next().unwrap_or(path).trim_end_matches(".rs");
    // The binary and the front page of the library (`lib`) stand above the order.
    let top = matches!(module, "cli" | "main");
    let depth = path.matches('/').count() + usize::from(!path.ends_with("/mod.rs"));
    let tokens = tokens(text);

    let mut wrong = Vec::new();
    let mut fault = |what: String| wrong.push(format!("src/{path}: {what}"));
    if !matches!(module, "main" | "lib") && level(module).is_none() {
        fault(format!("`{module}` has no place in the order: give it one in tests/layers.rs"));
        return wrong;
    }
    for written in paths(&tokens) {
        let shown = written.join("::");
        let names: Vec<&str> = written.iter().map(String::as_str).collect();
        if names.contains(&"serde_yaml") && module != "yaml" {
            fault(format!("`{shown}`: only yaml.rs names serde_yaml"));
        }
        if !top && names.starts_with(&["std", "env"]) {
            fault(format!("`{shown}`: only cli looks at the environment"));
        }
        if !top && matches!(names.as_slice(), ["std", "io", "stdout" | "stderr", ..]) {
            fault(format!("`{shown}`: only cli prints"));
        }
        if top || module == "lib" {
            continue;
        }
        let target = match names.as_slice() {
            ["crate", name, ..] => *name,
            _ if names.iter().take_while(|name| **name == "super").count() == depth => {
                names.get(depth).copied().unwrap_or_default()
            }
            _ => continue,
        };
        match level(target) {
            _ if target == module => {}
            None => fault(format!("`{shown}`: name the module, not what lib.rs hands out")),
            Some(_) if !may_import(module, target) => {
                fault(format!("`{shown}`: {module} may not import {target}"));
            }
            Some(_) => {}
        }
    }
    if !top {
        for pair in tokens.windows(2) {
            if let [name, bang] = pair
                && bang == "!"
                && matches!(name.as_str(), "print" | "println" | "eprint" | "eprintln" | "dbg")
            {
                fault(format!("`{name}!`: only cli prints"));
            }
        }
    }
    wrong
}

fn level(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn may_import(from: &str, to: &str) -> bool {
    MAY.contains(&(from, to)) || (level(from) < level(to) && !MAY_NOT.contains(&(from, to)))
}

/// The paths that are written out in code: `use` trees unfolded, and `a::b` wherever it stands.
fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = if token == "use" {
            unfold(after, &[], &mut found)
        } else if is_name(token) {
            let (path, after) = path(rest);
            found.push(path);
            after
        } else {
            after
        };
    }
    // One name is no path: `pub(crate)`, `self.field`, a variable.
    found.retain(|path| path.len() > 1);
    found
}

/// `a::b::c` at the head of the tokens, and what follows it.
fn path(tokens: &[String]) -> (Vec<String>, &[String]) {
    let mut path = Vec::new();
    let mut rest = tokens;
    while let Some((name, after)) = rest.split_first().filter(|(name, _)| is_name(name)) {
        path.push(name.clone());
        rest = after;
        match after.split_first() {
            Some((colons, after)) if colons == "::" => rest = after,
            _ => break,
        }
    }
    (path, rest)
}

/// One `use` tree at the head of the tokens; ends before the `,`, `}` or `;` that closes it.
fn unfold<'a>(
    tokens: &'a [String],
    above: &[String],
    found: &mut Vec<Vec<String>>,
) -> &'a [String] {
    let start = tokens.strip_prefix(&["::".to_owned()]).unwrap_or(tokens);
    let (own, mut rest) = path(start);
    let whole = [above, &own].concat();
    if let Some((_, inside)) = rest.split_first().filter(|(brace, _)| *brace == "{") {
        rest = inside;
        while let Some((token, after)) = rest.split_first() {
            rest = match token.as_str() {
                "}" => return after,
                "," => after,
                _ => unfold(rest, &whole, found),
            };
        }
        return rest;
    }
    found.push(whole);
    let end = rest.iter().position(|token| matches!(token.as_str(), "," | "}" | ";"));
    end.map_or(&[], |end| rest.get(end..).unwrap_or_default())
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, `::` and single signs; what is no code is left out.
fn tokens(text: &str) -> Vec<String> {
    // Tests may import from above: they stand at the end of a file.
    let code = text.find("\n#[cfg(test)]\nmod ").and_then(|at| text.get(..at)).unwrap_or(text);
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest).unwrap_or_else(|| {
            let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = match name {
                0 if rest.starts_with("::") => 2,
                0 => first.len_utf8(),
                _ => name,
            };
            let token = rest.get(..length).unwrap_or_default();
            if !token.trim().is_empty() {
                tokens.push(token.to_owned());
            }
            length
        });
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}

/// The length of the comment, string or character at the head of the text, if one stands there.
fn skipped(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(comment(text));
    }
    let prefix = ["br", "cr", "r", "b", "c", ""].into_iter().find(|prefix| {
        let after = text.strip_prefix(prefix).unwrap_or_default();
        after.starts_with('"')
            || (prefix.ends_with('r') && after.trim_start_matches('#').starts_with('"'))
    });
    if let Some(prefix) = prefix {
        let after = text.get(prefix.len()..)?;
        if prefix.ends_with('r') {
            let hashes = after.len() - after.trim_start_matches('#').len();
            let close = format!("\"{}", "#".repeat(hashes));
            let inside = after.get(hashes + 1..)?;
            let end = inside.find(&close).map_or(inside.len(), |end| end + close.len());
            return Some(prefix.len() + hashes + 1 + end);
        }
        return Some(prefix.len() + quoted(after, '"'));
    }
    // A character, not a lifetime: closed after one character or an escape.
    let inside = text.strip_prefix('\'')?;
    let one = inside.chars().next()?;
    let closed = one == '\\' || inside.get(one.len_utf8()..)?.starts_with('\'');
    closed.then(|| quoted(text, '\''))
}

fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == mark && !escaped {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// Every Rust file under `src`: its path from there, `/`-separated, and its text.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && let (Ok(inside), Ok(text)) =
                    (path.strip_prefix(&root), fs::read_to_string(&path))
            {
                files.push((inside.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    assert!(files.iter().any(|(path, _)| path == "lib.rs"), "src was not found");
    files.sort();
    files
}
