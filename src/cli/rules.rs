//! `clearance rules`: lists, tests and lints the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use clearance::lexicon::SHARED;
use clearance::lexicon::word::{Phrase, Word};
use clearance::proof::registry::{self, Entry};
use clearance::proof::{self, dead, swallowed};
use clearance::report::shown;

use super::args::{Rules, RulesAction};
use super::labelled;
use super::setup::{Knowledge, rules_trouble};
use super::{Answer, Trouble, print};

/// How many failing examples of one language are shown.
const SHOWN: usize = 12;

pub(crate) fn rules(args: &Rules) -> Answer {
    let mut knowledge = Knowledge::load(&args.rules)?;
    let (out, code) = match &args.action {
        RulesAction::List => (list(&knowledge), 0),
        RulesAction::Test => test(&knowledge),
        RulesAction::Lint => lint(&knowledge)?,
        RulesAction::Score { set } => (labelled::score(&knowledge, set)?, 0),
        RulesAction::Fit { set } => (labelled::fit(&mut knowledge, set)?, 0),
    };
    print(&out)?;
    Ok(code)
}

fn list(knowledge: &Knowledge) -> String {
    let lexicon = &knowledge.lexicon;
    let mut out = String::new();
    let _ = writeln!(out, "rules {}\n\nlanguages", lexicon.digest);
    for language in lexicon.languages() {
        let _ = writeln!(
            out,
            "  {:<8} {:<24} {:>5} words {:>4} examples",
            language.language,
            language.name,
            language.words.entries().len(),
            language.examples.len() + language.counterexamples.len()
        );
    }
    let _ = writeln!(out, "  {} literals in all", lexicon.matcher.literals());
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for organisation in lexicon.organisations.all() {
        *kinds.entry(format!("{:?}", organisation.kind)).or_default() += 1;
    }
    let _ = writeln!(out, "\norganisations");
    for (kind, count) in kinds {
        let _ = writeln!(out, "  {kind:<20} {count:>5}");
    }
    let _ = writeln!(out, "\nlicences");
    for licence in lexicon.licences.all() {
        let _ = writeln!(out, "  {:<24} {}", licence.id, licence.versions.join(" "));
    }
    let _ = writeln!(out, "\npolicies");
    for name in knowledge.ready() {
        let _ = writeln!(out, "  {name}");
    }
    out
}

/// The least share of runs in disguise that must pass, in per cent.
const DISGUISED: usize = 95;

fn test(knowledge: &Knowledge) -> (String, u8) {
    let mut out = String::new();
    let (mut runs, mut failed, mut disguised, mut unseen) = (0, 0, 0, 0);
    let _ = writeln!(out, "language  examples   formats   failed  disguises   failed");
    let proofs = proof::prove(&knowledge.lexicon, &knowledge.limits);
    for proof in &proofs {
        runs += proof.runs;
        failed += proof.failing.len();
        disguised += proof.disguised_runs;
        unseen += proof.disguised_failing.len();
        let _ = writeln!(
            out,
            "{:<9} {:>8} {:>9} {:>8} {:>10} {:>8}",
            proof.language,
            proof.examples,
            proof.runs,
            proof.failing.len(),
            proof.disguised_runs,
            proof.disguised_failing.len()
        );
    }
    for proof in &proofs {
        let all = proof.failing.iter().chain(&proof.disguised_failing);
        for failing in all.take(SHOWN) {
            let _ = writeln!(
                out,
                "\n{} {} as {}: {}",
                failing.language,
                failing.place,
                failing.form,
                shown(&failing.text)
            );
            let _ = writeln!(out, "  {}", shown(&failing.message));
        }
        let more = (proof.failing.len() + proof.disguised_failing.len()).saturating_sub(SHOWN);
        if more > 0 {
            let _ = writeln!(out, "  … and {more} more of {}", proof.language);
        }
    }
    let _ = writeln!(
        out,
        "\n{} of {runs} runs passed, {} of {disguised} in disguise",
        runs - failed,
        disguised - unseen
    );
    let enough = (disguised - unseen) * 100 >= disguised * DISGUISED;
    (out, u8::from(failed > 0 || !enough))
}

/// What is double, dead or untested.
fn lint(knowledge: &Knowledge) -> Result<(String, u8), Trouble> {
    let mut found: Vec<String> = Vec::new();
    // Two entries are one where the matcher cannot tell them apart.
    let key = |word: Word, text: &str| {
        // What a word leads to may stand on either side of it: *podaje X*, *X podaje*.
        let told = |phrase: Phrase| (word, phrase.parts, phrase.behind, phrase.open);
        Phrase::parse(word, text).map(|phrase| format!("{:?}", told(phrase)))
    };
    let mut shared: BTreeSet<String> = BTreeSet::new();
    for language in knowledge.lexicon.languages().iter().filter(|known| known.language == SHARED) {
        shared.extend(language.words.entries().iter().filter_map(|(word, text)| key(*word, text)));
    }
    for language in knowledge.lexicon.languages() {
        let file = format!("rules/languages/{}.yaml", language.language);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (word, text) in language.words.entries() {
            let Some(key) = key(word, text) else { continue };
            if !seen.insert(key.clone()) {
                found.push(format!("{file}: `{text}` stands twice in one part"));
            } else if language.language != SHARED && shared.contains(&key) {
                found.push(format!("{file}: `{text}` stands in mul.yaml already"));
            }
            let parts = Phrase::parse(word, text).map_or(0, |phrase| phrase.parts.len());
            if parts > 3 {
                found.push(format!(
                    "{file}: `{text}` has {parts} parts; two or three can be told apart"
                ));
            }
            if text.trim_matches('*').contains('*') {
                found.push(format!("{file}: `{text}` has a star within; a star stands at an end"));
            }
        }
        for text in dead::entries(&knowledge.lexicon, language) {
            found.push(format!("{file}: `{text}` is not found in its own text"));
        }
        if language.examples.is_empty() || language.counterexamples.is_empty() {
            found.push(format!("{file}: needs examples and counterexamples"));
        }
    }
    let organisations = &knowledge.lexicon.organisations;
    for (name, ids) in organisations.collisions() {
        let ids = ids.join("`, `");
        found.push(format!(
            "rules/organisations: `{name}` is a name of `{ids}`; say `ambiguous: true` where it is, or take it out"
        ));
    }
    found.extend(registered(knowledge)?);
    for one in swallowed::names(&knowledge.lexicon, &knowledge.limits) {
        found.push(format!(
            "rules/organisations: `{}`, a name of `{}`, is read as `{}`: a shorter name swallows it",
            one.name, one.of, one.read_as
        ));
    }
    let mut out = String::new();
    for line in &found {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "{} found", found.len());
    Ok((out, u8::from(!found.is_empty())))
}

/// What is double in the registry, or too plain to be a name.
fn registered(knowledge: &Knowledge) -> Result<Vec<String>, Trouble> {
    let Knowledge { files, lexicon, limits } = knowledge;
    let named = |entry: &Entry| format!("`{}` ({})", entry.id, entry.file);
    let mut found = Vec::new();
    for (domain, owners) in registry::shared_domains(files, limits).map_err(rules_trouble)? {
        let owners: Vec<String> = owners.iter().map(named).collect();
        let owners = owners.join(" and ");
        found.push(format!("`{domain}` is a domain of {owners}; a host belongs to one"));
    }
    let words = registry::plain_words(files, lexicon.languages(), limits);
    for (name, Entry { id, file }) in words.map_err(rules_trouble)? {
        found.push(format!(
            "{file}: `{name}`, a name of `{id}`, is an everyday word; say `ambiguous: true`"
        ));
    }
    Ok(found)
}
