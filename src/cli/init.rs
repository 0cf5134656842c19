//! `clearance init`: a policy to start from and a CI snippet. Never overwrites.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use clearance::report::shown;

use super::args::Init;
use super::setup::Knowledge;
use super::{Answer, Trouble, print};

const SNIPPET: &str = "\
# Steps for your CI: they stop where the policy denies an article (exit code 1) or the answer is incomplete (3).
# Keep the policy outside of the folder that is checked.
#
# GitHub Actions, with annotations where the evidence stands:
#
#   - run: cargo install clearance --locked
#   - run: clearance check data/ --policy clearance-policy.yaml --format github -o jsonl=clearance.jsonl -o html=clearance.html
#
# GitLab, with the documents as tests of the merge request:
#
#   script:
#     - clearance check data/ --policy clearance-policy.yaml --quiet -o junit=clearance.xml -o html=clearance.html
#   artifacts:
#     when: always
#     paths: [clearance.html]
#     reports: { junit: clearance.xml }
#
# Only what is new, once a first report has been looked at:
#
#   clearance check data/ --policy clearance-policy.yaml --baseline clearance.jsonl
\
";

pub(crate) fn init(args: &Init) -> Answer {
    let knowledge = Knowledge::load(&[])?;
    let ready = format!("policies/{}.yaml", args.policy);
    let Some(text) = knowledge.files.get(&ready) else {
        let known = knowledge.ready().join(", ");
        return Err(Trouble::usage(format!(
            "policy `{}` is not a ready one; there are {known}",
            args.policy
        )));
    };
    let policy = args.folder.join("clearance-policy.yaml");
    let snippet = args.folder.join("clearance-ci.yaml");
    // Looked at first, so that either both are written or none.
    for path in [&policy, &snippet] {
        if path.symlink_metadata().is_ok() {
            return Err(Trouble::usage(format!(
                "{} is there already; nothing was written",
                path.display()
            )));
        }
    }
    write_new(&policy, text)?;
    write_new(&snippet, SNIPPET)?;
    let (policy, snippet) = (policy.display().to_string(), snippet.display().to_string());
    let (policy, snippet) = (shown(&policy), shown(&snippet));
    print(&format!(
        "wrote {policy}\nwrote {snippet}\nnext: edit the policy, then `clearance check PATH --policy {policy}`\n"
    ))?;
    Ok(0)
}

fn write_new(path: &Path, text: &str) -> Result<(), Trouble> {
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotFound => {
            Trouble::usage(format!("{}: {error}", path.display()))
        }
        _ => Trouble::Incomplete(format!("{}: {error}", path.display())),
    })
}
