//! The files for continuous integration: they are YAML, each command in them is one that there is, and the action does
//! what it says when its steps are run as a runner would.

// The helpers are tests too, though clippy.toml only knows functions marked as such; files of their own folder.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap()
}

fn clearance(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clearance")).args(arguments).output().unwrap()
}

/// The YAML in a page of the documentation.
fn blocks(page: &str) -> Vec<Value> {
    page.split("```yaml\n").skip(1).map(|rest| yaml(rest.split("```").next().unwrap())).collect()
}

/// Every text in a value.
fn texts(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(text) => all.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, all)),
        Value::Object(items) => items.values().for_each(|item| texts(item, all)),
        _ => {}
    }
}

/// What is wrong with a command line of `clearance`: it is held against the help of its subcommand.
fn faults(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    let take = if words.first() == Some(&"policy") { 2 } else { 1 };
    let command: Vec<&str> = words.iter().copied().take(take).collect();
    let help = clearance(&[&command[..], &["--help"]].concat());
    if !help.status.success() {
        return vec![format!("no command `{}`", command.join(" "))];
    }
    let help = String::from_utf8(help.stdout).unwrap();
    let known: Vec<&str> = help.split(|c: char| !(c.is_alphanumeric() || c == '-')).collect();
    let mut wrong = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if word.starts_with('-') && *word != "--" && !known.contains(word) {
            wrong.push(format!("no flag `{word}` of `{}`", command.join(" ")));
        }
        let format = match words.get(index.wrapping_sub(1)) {
            Some(&"--output") => word.split('=').next(),
            Some(&"--format") => Some(*word),
            _ => None,
        };
        if let Some(format) = format
            && !clearance::report::formats().any(|known| known == format)
            && format != "none"
        {
            wrong.push(format!("no format `{format}`"));
        }
    }
    wrong
}

#[test]
fn every_command_in_them_is_one_that_there_is() {
    assert_eq!(faults("clearance chekc data/"), ["no command `chekc`"]);
    assert_eq!(faults("clearance check data/ --polcy x"), ["no flag `--polcy` of `check`"]);
    assert_eq!(faults("clearance check data/ --output htm=x"), ["no format `htm`"]);

    let mut values = blocks(&read("docs/ci.md"));
    assert_eq!(values.len(), 4);
    for hook in yaml(&read(".pre-commit-hooks.yaml")).as_array().unwrap() {
        assert_eq!(hook["language"], "rust");
        let arguments = hook["args"].as_array().into_iter().flatten();
        let arguments: Vec<&str> = arguments.filter_map(Value::as_str).collect();
        let entry = hook["entry"].as_str().unwrap();
        values.push(Value::String(format!("{entry} {}", arguments.join(" "))));
    }
    let mut all = Vec::new();
    for value in &values {
        texts(value, &mut all);
    }
    let commands: Vec<&String> = all.iter().filter(|text| text.starts_with("clearance ")).collect();
    assert_eq!(commands.len(), 6, "{commands:?}");
    for command in commands {
        assert_eq!(faults(command), [""; 0], "{command}");
    }
}

/// The inputs and outputs that the documentation names are those that the action has.
#[test]
fn the_documentation_is_of_this_action() {
    let (action, page) = (yaml(&read("action.yml")), read("docs/ci.md"));
    for name in action["inputs"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("| `{name}` |")), "docs/ci.md: no input `{name}`");
    }
    let used = blocks(&page);
    let step = &used[0]["jobs"]["clearance"]["steps"][1]["with"];
    for name in step.as_object().unwrap().keys() {
        assert!(!action["inputs"][name].is_null(), "docs/ci.md: `{name}` is no input");
    }
    for name in action["outputs"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("`{name}`")), "docs/ci.md: no output `{name}`");
    }
    // Both hooks are told of.
    for hook in yaml(&read(".pre-commit-hooks.yaml")).as_array().unwrap() {
        let id = hook["id"].as_str().unwrap();
        assert!(page.contains(&format!("- id: {id}\n")), "docs/ci.md: no hook `{id}`");
    }
}

/// The step of the action, run as a runner runs it: what it told, and its outputs and summary.
fn step(inputs: &[(&str, &str)]) -> (Output, BTreeMap<String, String>, String) {
    let action = yaml(&read("action.yml"));
    let steps = action["runs"]["steps"].as_array().unwrap();
    let check = steps.iter().find(|step| step["id"] == "check").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let bin = folder.path().join("clearance/bin");
    fs::create_dir_all(&bin).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_clearance"), bin.join("clearance")).unwrap();
    let file = |name: &str| folder.path().join(name);
    for name in ["output", "summary", "script"] {
        fs::write(file(name), "").unwrap();
    }
    fs::write(file("script"), check["run"].as_str().unwrap()).unwrap();
    // As GitHub calls it.
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(file("script"));
    command.current_dir(root("")).env("RUNNER_TEMP", folder.path());
    command.env("GITHUB_OUTPUT", file("output")).env("GITHUB_STEP_SUMMARY", file("summary"));
    for (name, from) in check["env"].as_object().unwrap() {
        let input =
            from.as_str().unwrap().trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        let default = action["inputs"][input]["default"].as_str().unwrap_or("");
        let given = inputs.iter().find(|(name, _)| *name == input);
        command.env(name, given.map_or(default, |(_, value)| value));
    }
    let ran = command.output().unwrap();
    let told = fs::read_to_string(file("output")).unwrap();
    let told: BTreeMap<String, String> = told
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| {
            let path = Path::new(value);
            let value =
                if path.is_file() { fs::read_to_string(path).unwrap() } else { value.to_owned() };
            (name.to_owned(), value)
        })
        .collect();
    (ran, told, fs::read_to_string(file("summary")).unwrap())
}

#[test]
fn the_action_checks_and_leaves_its_reports() {
    let (ran, told, summary) = step(&[
        ("paths", "examples/articles\n"),
        ("policy", "ai-training"),
        ("as-of", "2026-01-01"),
    ]);
    assert!(ran.status.success(), "{ran:?}");
    assert_eq!(told["exit-code"], "1");
    assert!(told["jsonl"].starts_with("{\"schema\":\"clearance.run/1\""));
    assert!(told["html"].starts_with("<!doctype html>"));
    assert!(told["sarif"].contains("2.1.0"));
    assert!(!summary.is_empty());
    assert!(String::from_utf8_lossy(&ran.stdout).contains("::error"), "{ran:?}");

    let (_, told, _) =
        step(&[("paths", "examples/articles"), ("policy", "ai-training"), ("fail-on", "never")]);
    assert_eq!(told["exit-code"], "0");
    let (_, told, _) = step(&[("paths", "nowhere"), ("policy", "ai-training")]);
    assert_eq!(told["exit-code"], "2");
    assert!(!told.contains_key("html"));
}

/// What stands in an input is never a command.
#[test]
fn an_input_is_no_command() {
    let folder = tempfile::tempdir().unwrap();
    let owned = folder.path().join("owned");
    let attack = format!("$(touch {0}); `touch {0}`; \" ; touch {0} #", owned.display());
    for input in ["paths", "policy", "fail-on", "as-of", "rules"] {
        let mut inputs = vec![("paths", "examples/articles"), ("policy", "ai-training")];
        inputs.retain(|(name, _)| *name != input);
        inputs.push((input, &attack));
        let (_, told, _) = step(&inputs);
        assert_eq!(told["exit-code"], "2", "{input}");
        assert!(!owned.exists(), "{input}");
    }
    // Nothing of an input stands in a script itself.
    let action = yaml(&read("action.yml"));
    for step in action["runs"]["steps"].as_array().unwrap() {
        assert!(!step["run"].as_str().unwrap_or_default().contains("${{"), "{step}");
    }
}
