//! `clearance explain`: one document with its evidence marked and the verdict behind it; or what a clause,
//! a word of the record, an organisation or a licence means.

use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::Path;

use anstyle::AnsiColor;
use clearance::document::Document;
use clearance::engine::{self, Judgement, examine};
use clearance::find::Scratch;
use clearance::lexicon::licence::LicenceRule;
use clearance::lexicon::weights::{Weighed, Weights};
use clearance::policy::{CUT, Policy, Verdict};
use clearance::record::{Action, Condition, Feature, Modality, OVERFLOW, Party, Record, Role};
use clearance::report::shown;
use clearance::source::{self, Exclude, Mapping, Reader, walk};
use clearance::text::{Folded, Span};

use super::args::Explain;
use super::chain;
use super::mark::{self, Mark};
use super::setup::{self, Knowledge};
use super::{Answer, Trouble, print};

pub(crate) fn explain(args: &Explain) -> Answer {
    let knowledge = Knowledge::load(&args.rules)?;
    let policy = args.policy.as_deref().map(|name| knowledge.policy(name)).transpose()?;
    if args.target == "-" || Path::new(&args.target).exists() {
        return document(args, &knowledge, policy.as_ref());
    }
    match meaning(&knowledge, policy.as_ref(), &args.target)? {
        Some(text) => {
            print(&text)?;
            Ok(0)
        }
        None => Err(Trouble::usage(format!(
            "`{}` is no file, and no clause, word, organisation or licence that is known",
            args.target
        ))),
    }
}

fn document(args: &Explain, knowledge: &Knowledge, policy: Option<&Policy>) -> Answer {
    let roots = [Path::new(&args.target).to_owned()];
    source::check_roots(&roots).map_err(|error| Trouble::usage(error.to_string()))?;
    let judgement = match policy {
        Some(policy) => {
            let (as_of, today) = setup::as_of(args.as_of.as_deref(), policy)?;
            Some(Judgement { policy, as_of, today })
        }
        None => None,
    };
    let colour = !matches!(anstream::stdout().current_choice(), anstream::ColorChoice::Never);
    let reader = Reader { limits: &knowledge.limits, mapping: &Mapping::default() };
    let mut scratch = Scratch::default();
    let mut code = 0;
    let mut printed = Ok(());
    for met in walk(&roots, &Exclude::default()) {
        let mut one = |outcome: source::Outcome| {
            let text = match outcome {
                Err((identity, failure)) => {
                    code = 3;
                    format!("{}\n  failed: {}\n", shown(&identity.source), shown(&failure.reason))
                }
                Ok(document) => {
                    let original = document.clone();
                    let record =
                        examine(document, &knowledge.lexicon, &knowledge.limits, &mut scratch);
                    let verdict = judgement.as_ref().map(|judgement| {
                        judgement.policy.judge(
                            &record,
                            judgement.day(&record),
                            &knowledge_of(knowledge),
                        )
                    });
                    if verdict.as_ref().is_some_and(|verdict| {
                        verdict.decision == clearance::policy::Decision::Deny
                    }) {
                        code = code.max(1);
                    }
                    let mut text = page(
                        &original,
                        &record,
                        verdict.as_ref(),
                        &knowledge.lexicon.weights,
                        (args.full, colour),
                    );
                    if args.words {
                        text.push_str(&words(&original, knowledge));
                    }
                    text
                }
            };
            if printed.is_ok() {
                printed = print(&text);
            }
        };
        match met {
            Err(failed) => one(Err(failed)),
            Ok(input) => {
                let _ = reader.units(input, &mut |unit| {
                    reader.documents(unit, &mut one);
                    ControlFlow::Continue(())
                });
            }
        }
    }
    printed?;
    Ok(code)
}

fn knowledge_of(knowledge: &Knowledge) -> clearance::policy::Knowledge<'_> {
    engine::knowledge(&knowledge.lexicon)
}

/// One document, explained.
fn page(
    document: &Document,
    record: &Record,
    verdict: Option<&Verdict>,
    weights: &Weights,
    (full, colour): (bool, bool),
) -> String {
    let mut out = String::new();
    let identity = &record.document;
    let _ = writeln!(
        out,
        "{}  {} bytes, {}, {}, language {}",
        shown(&identity.id),
        identity.bytes,
        identity.media_type,
        identity.encoding,
        identity.language.as_deref().unwrap_or("unknown"),
    );
    let marks = marks(record, weights);
    for passage in &document.passages {
        let here: Vec<Mark<'_>> =
            marks.iter().filter(|mark| mark.evidence.field == passage.field).cloned().collect();
        if here.is_empty() && !full {
            continue;
        }
        if let Some(field) = &passage.field {
            let _ = writeln!(out, "  field {}", shown(field));
        }
        out.push_str(&mark::lines(&passage.source, &here, full, colour));
    }
    if marks.is_empty() {
        let _ = writeln!(out, "  nothing is said about rights or origin; that is not permission");
    }
    chain::lines(&record.attribution, &mut out);
    for problem in &record.problems {
        let _ = writeln!(out, "  problem: {} ({})", shown(&problem.message), shown(&problem.code));
    }
    if let Some(verdict) = verdict {
        let _ = writeln!(out, "  verdict: {}", verdict.decision);
        for clause in &verdict.clauses {
            let _ =
                writeln!(out, "    {} by {}: {}", clause.then, clause.id, shown(&clause.because));
        }
        for discharged in &verdict.discharged {
            let _ = writeln!(
                out,
                "    discharged: {}",
                shown(&format!(
                    "«{}» by the agreement {} with {}",
                    discharged.evidence.quote, discharged.reference, discharged.with
                ))
            );
        }
        for waived in &verdict.waived {
            let _ = writeln!(
                out,
                "    waived: {} ({}, by {}, expires {})",
                waived.clause.id,
                shown(&waived.reason),
                shown(&waived.by),
                waived.expires
            );
        }
        for obligation in &verdict.obligations {
            let _ = writeln!(out, "    obliges: {}", shown(&obligation.text));
        }
        if let Some(strictest) = &verdict.strictest {
            let _ = writeln!(out, "    strictest link: {}", shown(&strictest.to_string()));
        }
        for remark in &verdict.remarks {
            let _ = writeln!(out, "    note: {}", shown(remark));
        }
    }
    out.push('\n');
    out
}

/// The words of the rules in each line of a document, by the part they play.
fn words(document: &Document, knowledge: &Knowledge) -> String {
    let lexicon = &knowledge.lexicon;
    let mut out = String::new();
    let mut folded = Folded::default();
    for passage in &document.passages {
        folded.fill(passage.text(), passage.reading.is_none());
        let mut start = 0;
        for line in folded.text.split('\n') {
            let window = Span::new(start, start + line.len());
            start += line.len() + 1;
            let hits = lexicon.matcher.words(&folded, passage.text(), window);
            if hits.is_empty() {
                continue;
            }
            let _ =
                writeln!(out, "  words of: {}", shown(folded.to_text(window).of(passage.text())));
            for hit in hits {
                let tag = lexicon.language(hit.language).map_or("", |language| &language.language);
                let text = folded.to_text(hit.span).of(passage.text());
                let _ =
                    writeln!(out, "    {tag:<8} {:<28} {}", format!("{:?}", hit.word), shown(text));
            }
        }
    }
    out
}

/// The evidence of a record, each piece with what it is for.
fn marks<'a>(record: &'a Record, weights: &Weights) -> Vec<Mark<'a>> {
    let mut all = Vec::new();
    let mut add = |evidence, colour, label: String, because: String| {
        all.push(Mark { evidence, style: mark::style(colour), label, because });
    };
    for notice in &record.notices {
        let holder = notice.holder.as_ref().map_or("no holder named".to_owned(), named);
        let years: Vec<String> = notice
            .years
            .iter()
            .map(|years| {
                if years.from == years.to {
                    years.from.to_string()
                } else {
                    format!("{}–{}", years.from, years.to)
                }
            })
            .collect();
        let all_rights = if notice.all_rights_reserved { " · all rights reserved" } else { "" };
        let label =
            format!("notice: {holder} {}{all_rights} · {:.2}", years.join(", "), notice.confidence);
        let why = sum(weights, Weighed::Notice, &notice.circumstances);
        add(&notice.evidence, AnsiColor::Yellow, label, why);
    }
    for term in &record.terms {
        let actions = if term.actions.is_empty() {
            "any use".to_owned()
        } else {
            term.actions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        let mut label = format!("term: {} · {actions}", term.modality);
        if term.ai_specific {
            label.push_str(" · about AI or automation");
        }
        if let Some(condition) = term.condition {
            let _ = write!(label, " · condition {condition}");
        }
        if let Some(grantor) = &term.grantor {
            let _ = write!(label, " · grantor {}", named(grantor));
        }
        let _ = write!(label, " · {:.2}", term.confidence);
        let colour = if term.modality.restricts() { AnsiColor::Red } else { AnsiColor::Green };
        let weighed = if term.modality.restricts() { Weighed::Term } else { Weighed::Grant };
        add(&term.evidence, colour, label, sum(weights, weighed, &term.circumstances));
    }
    for licence in &record.licences {
        add(
            &licence.evidence,
            AnsiColor::Green,
            format!("licence: {} · {} · {:.2}", licence.id, licence.channel, licence.confidence),
            sum(weights, Weighed::Licence, &licence.circumstances),
        );
    }
    for hop in &record.attribution.hops {
        add(
            &hop.evidence,
            AnsiColor::Cyan,
            format!("hop: {} · {} · {:.2}", named(&hop.organisation), hop.role, hop.confidence),
            String::new(),
        );
    }
    for person in &record.attribution.persons {
        add(
            &person.evidence,
            AnsiColor::Blue,
            match &person.source_language {
                Some(tag) => format!("person: {} · {} from {tag}", person.name, person.role),
                None => format!("person: {} · {}", person.name, person.role),
            },
            String::new(),
        );
    }
    all
}

fn named(party: &Party) -> String {
    party.id.as_ref().map_or_else(|| party.name.clone(), |id| format!("{} ({id})", party.name))
}

/// How a confidence came about: what the kind of statement starts from, and what each circumstance adds.
fn sum(weights: &Weights, weighed: Weighed, circumstances: &[Feature]) -> String {
    let mut out = format!("from {:+.1}", weights.bias(weighed));
    for feature in circumstances {
        let _ = write!(out, ", {feature} {:+.1}", weights.weight(weighed, *feature));
    }
    out
}

/// What is known of a licence.
fn named_licence(licence: &LicenceRule, id: &str) -> String {
    let words = |actions: &mut dyn Iterator<Item = Action>| {
        let words: Vec<&str> = actions.map(Action::word).collect();
        if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
    };
    let mut out = format!("licence {id}\n");
    if let Some(about) = &licence.about {
        let _ = writeln!(out, "{about}");
    }
    let permits = words(&mut licence.permits.iter().copied());
    let rest = Action::ALL.iter().copied().filter(|action| !licence.permits.contains(action));
    let silent = words(&mut { rest });
    let obliges: Vec<&str> = licence.obliges.iter().map(|condition| condition.word()).collect();
    let obliges = if obliges.is_empty() { "nothing".to_owned() } else { obliges.join(", ") };
    let _ = writeln!(out, "permits: {permits}");
    let _ = writeln!(out, "does not permit: {silent}");
    let _ = writeln!(out, "obliges to: {obliges}");
    if let (Some(host), Some(path)) = (licence.hosts.first(), licence.paths.first()) {
        let version = licence.version(id).unwrap_or("VERSION");
        let _ = writeln!(out, "address: https://{host}{}", path.replace("{version}", version));
    }
    out
}

/// What a word means: a clause of the policy, an action, an organisation, a licence, a decision.
fn meaning(
    knowledge: &Knowledge,
    policy: Option<&Policy>,
    word: &str,
) -> Result<Option<String>, Trouble> {
    let lexicon = &knowledge.lexicon;
    if let Some(text) = policy.and_then(|policy| policy.describe_clause(word)) {
        return Ok(Some(format!("{}\n", text.trim_end())));
    }
    if policy.is_none() {
        // A policy has the clauses of what it extends: what is the same is said once.
        let mut found: Vec<(String, Vec<&str>)> = Vec::new();
        for name in knowledge.ready() {
            if let Some(text) = knowledge.policy(name)?.describe_clause(word) {
                match found.iter_mut().find(|(known, _)| *known == text) {
                    Some((_, names)) => names.push(name),
                    None => found.push((text, vec![name])),
                }
            }
        }
        let said = found.iter().map(|(text, names)| {
            let policies = if names.len() == 1 { "policy" } else { "policies" };
            format!("in {policies} {}:\n{}\n", names.join(", "), text.trim_end())
        });
        if !found.is_empty() {
            return Ok(Some(said.collect()));
        }
    }
    if let Some(action) = lexicon.actions.all().iter().find(|rule| rule.id.word() == word) {
        let needs: Vec<&str> = action.needs.iter().map(|need| need.word()).collect();
        let needs = if needs.is_empty() {
            String::new()
        } else {
            format!("; whoever forbids {} forbids it", needs.join(", "))
        };
        return Ok(Some(format!("action {word}: {}{needs}\n", action.meaning)));
    }
    if let Some(organisation) = lexicon
        .organisations
        .get(word)
        .or_else(|| lexicon.organisations.find(word).map(|named| named.organisation))
    {
        let mut out = format!(
            "organisation {}: {} ({:?})",
            organisation.id, organisation.name, organisation.kind
        );
        if let Some(country) = &organisation.country {
            let _ = write!(out, ", {country}");
        }
        if let Some(parent) = &organisation.parent {
            let _ = write!(out, ", belongs to {parent}");
        }
        let credits: Vec<&str> =
            organisation.credits.iter().map(|credit| credit.text.as_str()).collect();
        let _ = writeln!(out, "\ncredited as: {}", credits.join(" · "));
        return Ok(Some(out));
    }
    if let Some(licence) = lexicon.licences.get(word) {
        return Ok(Some(named_licence(licence, word)));
    }
    let sets: [(&str, Vec<&str>); 4] = [
        ("action", Action::ALL.iter().map(|word| word.word()).collect()),
        ("modality", Modality::ALL.iter().map(|word| word.word()).collect()),
        ("condition", Condition::ALL.iter().map(|word| word.word()).collect()),
        ("role", Role::ALL.iter().map(|word| word.word()).collect()),
    ];
    for (set, words) in sets {
        if words.contains(&word) {
            return Ok(Some(format!(
                "{word} is a {set} of the record, beside {}\n",
                words.join(", ")
            )));
        }
    }
    Ok(match word {
        "allow" => Some("allow: a clause allows it and none objects; what remains to be done stands under obligations\n".to_owned()),
        "review" => Some("review: somebody has to look; the clauses that fired say at what\n".to_owned()),
        "deny" => Some("deny: a clause refuses it; the worst clause that fires decides\n".to_owned()),
        "failed" => Some("failed: the document could not be read whole or judged; it is never allowed\n".to_owned()),
        OVERFLOW => Some(format!("{OVERFLOW}: {CUT}; it is for review\n")),
        _ => None,
    })
}
