//! `clearance organisations`: what the registry knows of somebody, and whose a name or a host is.

use std::fmt::Write;

use clearance::lexicon::organisation::{Organisation, Organisations as Registry};
use clearance::report::shown;

use super::args::{Organisations, OrganisationsAction};
use super::setup::Knowledge;
use super::{Answer, Trouble, print};

pub(crate) fn organisations(args: &Organisations) -> Answer {
    let knowledge = Knowledge::load(&args.rules)?;
    let registry = &knowledge.lexicon.organisations;
    match &args.action {
        OrganisationsAction::Show { id } => {
            let organisation =
                meant(registry, id).ok_or_else(|| Trouble::usage(unknown(registry, id)))?;
            print(&show(registry, organisation))?;
            Ok(0)
        }
        OrganisationsAction::Find { text } => {
            let found = registry.named_by(text);
            if found.is_empty() {
                print(&format!("nobody in the registry is named {}\n", shown(text)))?;
                return Ok(1);
            }
            let lines: String = found.iter().map(|one| line(one, text)).collect();
            print(&lines)?;
            Ok(0)
        }
    }
}

/// The organisation of an id, else the only one of a name.
fn meant<'a>(registry: &'a Registry, text: &str) -> Option<&'a Organisation> {
    registry.get(text).or_else(|| match *registry.named_by(text) {
        [one] => Some(one),
        _ => None,
    })
}

/// What to say where there is no such id.
fn unknown(registry: &Registry, id: &str) -> String {
    let named: Vec<&str> = registry.named_by(id).iter().map(|one| one.id.as_str()).collect();
    if !named.is_empty() {
        return format!("`{id}` is no id, but a name of several: {}", named.join(", "));
    }
    let near = registry
        .all()
        .iter()
        .map(|one| (strsim::jaro_winkler(&one.id, id), one.id.as_str()))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|one, other| one.0.total_cmp(&other.0));
    let hint = near.map_or_else(String::new, |(_, id)| format!("; did you mean `{id}`?"));
    format!(
        "no organisation `{id}`{hint}\n`clearance organisations find TEXT` looks by name, host or address"
    )
}

/// One line: id, name, what it is, and how sure the name is.
fn line(organisation: &Organisation, text: &str) -> String {
    let ambiguous = organisation
        .credits
        .iter()
        .find(|credit| credit.ambiguous && credit.text.eq_ignore_ascii_case(text.trim()));
    let note = ambiguous.map_or_else(String::new, |credit| {
        let reason = credit.reason.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        format!("  (only in a place for credits{reason})")
    });
    let country = organisation.country.as_deref().unwrap_or("--");
    format!(
        "{:<24} {:<40} {:<19} {country}{note}\n",
        organisation.id,
        organisation.name,
        organisation.kind.to_string()
    )
}

fn show(registry: &Registry, organisation: &Organisation) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{name:<14}{value}");
        }
    };
    row("id", &organisation.id);
    row("name", &organisation.name);
    row("kind", &organisation.kind.to_string());
    row("country", organisation.country.as_deref().unwrap_or(""));
    row("languages", &organisation.languages.join(" "));
    row("domains", &organisation.domains.join(" "));
    row("licensing", organisation.licensing.as_deref().unwrap_or(""));
    for stance in &organisation.stances {
        let actions: Vec<_> = stance.actions.iter().map(|action| action.word()).collect();
        let said = format!("{} {}", stance.modality.word(), actions.join(", "));
        row("stance", &format!("{said}, as of {} ({})", stance.as_of, stance.source));
    }
    if let Some(parent) = &organisation.parent {
        row("belongs to", &who(registry, parent));
    }
    let of = |wanted: &dyn Fn(&Organisation) -> bool| {
        let ids = registry.all().iter().filter(|one| wanted(one) && one.id != organisation.id);
        ids.map(|one| one.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    row("owns", &of(&|one| one.parent.as_deref() == Some(&organisation.id)));
    let sister = |one: &Organisation| one.parent.is_some() && one.parent == organisation.parent;
    row("sisters", &of(&sister));
    row("members", &of(&|one| one.is_member_of(&organisation.id)));
    for membership in &organisation.member_of {
        let network = who(registry, &membership.network);
        let day =
            membership.as_of.as_ref().map_or_else(String::new, |day| format!(", as of {day}"));
        let source = membership.source.as_ref().map_or_else(String::new, |at| format!(" ({at})"));
        let until =
            membership.until.as_ref().map_or_else(String::new, |day| format!(", until {day}"));
        row("member of", &format!("{network}{day}{until}{source}"));
    }
    for credit in &organisation.credits {
        let reason = credit.reason.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        let note = if credit.ambiguous {
            format!("  only in a place for credits, in this case{reason}")
        } else {
            String::new()
        };
        row("credit", &format!("{}{note}", credit.text));
    }
    out
}

/// An id with the name that belongs to it.
fn who(registry: &Registry, id: &str) -> String {
    registry.get(id).map_or_else(|| id.to_owned(), |one| format!("{} ({id})", one.name))
}
