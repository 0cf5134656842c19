//! Named licences, held against a table; and laws that hold for every name there is: what takes a freedom
//! away is never lost, and no text makes the reading of one panic.

#![allow(clippy::unwrap_used)] // a test that cannot go on stops

use clearance::engine;
use clearance::find::Scratch;
use clearance::lexicon::Lexicon;
use clearance::limits::Limits;
use clearance::record::Licence;
use clearance::{corpus, yaml};
use proptest::prelude::*;
use serde::Deserialize;

/// A text, and the licence that it is put under.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    text: String,
    licence: Option<String>,
}

/// The licences of a text.
fn licences(lexicon: &Lexicon, text: &str) -> Vec<Licence> {
    let document = corpus::document("text.txt", text);
    engine::examine(document, lexicon, &Limits::default(), &mut Scratch::default()).licences
}

fn ids(lexicon: &Lexicon, text: &str) -> Vec<String> {
    licences(lexicon, text).into_iter().map(|licence| licence.id).collect()
}

#[test]
fn each_text_is_under_the_licence_it_names() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/licences.yaml");
    let text = std::fs::read_to_string(file).unwrap();
    let rows: Vec<Row> = yaml::load("tests/licences.yaml", &text, &Limits::default()).unwrap();
    assert!(rows.len() >= 200, "{} rows", rows.len());
    let lexicon = Lexicon::builtin().unwrap();
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let found = ids(&lexicon, &row.text);
            let wanted: Vec<String> = row.licence.iter().cloned().collect();
            (found != wanted).then(|| format!("{}\n  {found:?}, not {wanted:?}", row.text))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

/// How many freedoms a Creative Commons id takes away.
fn elements(id: &str) -> usize {
    ["-NC", "-ND", "-SA"].iter().filter(|element| id.contains(**element)).count()
}

#[test]
fn every_restriction_of_every_language_is_kept_beside_every_name() {
    let lexicon = Lexicon::builtin().unwrap();
    let commons = lexicon.licences.creative_commons();
    let mut wrong = Vec::new();
    let (free, bound): (Vec<_>, Vec<_>) =
        commons.elements.iter().partition(|element| element.id == "by");
    let attribution: Vec<&str> = free.iter().flat_map(|e| &e.names).map(String::as_str).collect();
    for (index, name) in
        bound.iter().flat_map(|e| e.names.iter().map(move |name| (e, name))).enumerate()
    {
        let (element, name) = name;
        let by = attribution[index % attribution.len()];
        for text in [
            format!("Licensed under Creative Commons {by}-{name} 4.0."),
            format!("Licensed under Creative Commons {by} - {name}."),
            format!("Licensed under Creative Commons {by}, {name} 3.0"),
            format!("Licensed under CC BY 4.0 ({name})"),
            format!("CC-BY {name}"),
        ] {
            let code = format!("-{}", element.id.to_uppercase());
            for id in ids(&lexicon, &text) {
                if !id.contains(&code) {
                    wrong.push(format!("{text}: {id}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} lose a restriction:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_address_of_every_licence_is_read_as_it() {
    let lexicon = Lexicon::builtin().unwrap();
    for rule in lexicon.licences.all() {
        for (host, path) in rule.hosts.iter().flat_map(|h| rule.paths.iter().map(move |p| (h, p))) {
            let versions = if path.contains("{version}") {
                rule.versions.clone()
            } else {
                vec![String::new()]
            };
            for version in versions {
                let address = format!("https://{host}{}", path.replace("{version}", &version));
                let id = lexicon.licences.of_address(&address);
                let read = id.as_deref().and_then(|id| lexicon.licences.get(id));
                assert_eq!(read.map(|rule| &rule.id), Some(&rule.id), "{address}");
                // In prose the same, with what closes a sentence behind it.
                for text in
                    [format!("Licensed under {address}."), format!("Licensed under <{address}>")]
                {
                    assert_eq!(ids(&lexicon, &text).as_slice(), id.as_slice(), "{text}");
                }
            }
        }
    }
}

/// Of the SPDX licence list, those for texts and data.
const SPDX: &str = "
    C-UDA-1.0 CC-BY-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-2.5-AU CC-BY-3.0
    CC-BY-3.0-AT CC-BY-3.0-AU CC-BY-3.0-DE CC-BY-3.0-IGO CC-BY-3.0-NL CC-BY-3.0-US
    CC-BY-4.0 CC-BY-NC-1.0 CC-BY-NC-2.0 CC-BY-NC-2.5 CC-BY-NC-3.0 CC-BY-NC-3.0-DE
    CC-BY-NC-4.0 CC-BY-NC-ND-1.0 CC-BY-NC-ND-2.0 CC-BY-NC-ND-2.5 CC-BY-NC-ND-3.0 CC-BY-NC-ND-3.0-DE
    CC-BY-NC-ND-3.0-IGO CC-BY-NC-ND-4.0 CC-BY-NC-SA-1.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-2.0-DE CC-BY-NC-SA-2.0-FR
    CC-BY-NC-SA-2.0-UK CC-BY-NC-SA-2.5 CC-BY-NC-SA-3.0 CC-BY-NC-SA-3.0-DE CC-BY-NC-SA-3.0-IGO CC-BY-NC-SA-4.0
    CC-BY-ND-1.0 CC-BY-ND-2.0 CC-BY-ND-2.5 CC-BY-ND-3.0 CC-BY-ND-3.0-DE CC-BY-ND-4.0
    CC-BY-SA-1.0 CC-BY-SA-2.0 CC-BY-SA-2.0-UK CC-BY-SA-2.1-JP CC-BY-SA-2.5 CC-BY-SA-3.0
    CC-BY-SA-3.0-AT CC-BY-SA-3.0-DE CC-BY-SA-3.0-IGO CC-BY-SA-4.0 CC-PDDC CC-PDM-1.0
    CC-SA-1.0 CC0-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0 CDLA-Sharing-1.0 DL-DE-BY-2.0
    DL-DE-ZERO-2.0 FreeBSD-DOC GFDL-1.1-only GFDL-1.1-or-later GFDL-1.2-only GFDL-1.2-or-later
    GFDL-1.3-only GFDL-1.3-or-later LAL-1.2 LAL-1.3 MulanPSL-2.0 NCGL-UK-2.0
    NLOD-1.0 NLOD-2.0 O-UDA-1.0 ODC-By-1.0 ODbL-1.0 OGDL-Taiwan-1.0
    OGL-Canada-2.0 OGL-UK-1.0 OGL-UK-2.0 OGL-UK-3.0 OPL-UK-3.0 OPUBL-1.0
    PDDL-1.0 Unlicense WTFPL etalab-2.0
";

#[test]
fn every_id_is_of_the_spdx_list_or_says_that_it_is_not() {
    let lexicon = Lexicon::builtin().unwrap();
    let listed = |id: &str| SPDX.split_whitespace().any(|known| known == id);
    for rule in lexicon.licences.all() {
        let mut ids: Vec<String> =
            rule.versions.iter().map(|version| rule.versioned(version, false)).collect();
        if rule.versions.is_empty() {
            ids.push(rule.id.clone());
        } else if !rule.later.is_empty() {
            ids.extend(rule.versions.iter().map(|version| rule.versioned(version, true)));
        }
        ids.extend(rule.ports.iter().map(|port| format!("{}-{port}", rule.id)));
        for id in ids {
            assert!(id.starts_with("LicenseRef-") || listed(&id), "{id} is not on the SPDX list");
            assert_eq!(lexicon.licences.get(&id).map(|rule| &rule.id), Some(&rule.id), "{id}");
            assert!(lexicon.licences.get(&id.to_lowercase()).is_some(), "{id} in lower case");
        }
    }
}

#[test]
fn every_name_is_of_one_licence() {
    let lexicon = Lexicon::builtin().unwrap();
    let mut seen = std::collections::BTreeMap::new();
    for rule in lexicon.licences.all() {
        for name in rule.names.iter().chain(&rule.ambiguous_names) {
            if let Some(other) = seen.insert(name.clone(), &rule.id) {
                assert_eq!(other, &rule.id, "`{name}` names two licences");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// One element more never gives a licence with fewer; noise around a name never panics.
    #[test]
    fn an_element_more_is_a_freedom_less(
        by in 0_usize..1000,
        first in 0_usize..1000,
        more in 0_usize..1000,
        joint in prop::sample::select(vec!["-", " - ", " – ", "/", " ", ", ", "+", " | ", "\u{AD}-", "-\u{200B}"]),
        version in prop::sample::select(vec!["", " 4.0", " 3.0 DE", " 2.5"]),
        before in "\\PC{0,24}",
        behind in "\\PC{0,24}",
    ) {
        let lexicon = lexicon();
        let commons = lexicon.licences.creative_commons();
        let pick = |attribution: bool, at: usize| {
            let elements = commons.elements.iter().filter(|e| (e.id == "by") == attribution);
            let all: Vec<&String> = elements.flat_map(|e| &e.names).collect();
            all[at % all.len()].clone()
        };
        let (by, first, more) = (pick(true, by), pick(false, first), pick(false, more));
        let plain = format!("{before}\nLicensed under Creative Commons {by}{joint}{first}{version}.\n{behind}");
        let strict = format!("{before}\nLicensed under Creative Commons {by}{joint}{first}{joint}{more}{version}.\n{behind}");
        let fewest = |text: &str| ids(lexicon, text).iter().map(|id| elements(id)).min();
        if let (Some(plain), Some(strict)) = (fewest(&plain), fewest(&strict)) {
            prop_assert!(strict >= plain, "{}", by);
        }
        // And with codes of the deed.
        for code in ["nc", "nd", "sa"] {
            let text = format!("{before}\nLicensed under CC BY{joint}{code}{version}.\n{behind}");
            for id in ids(lexicon, &text) {
                prop_assert!(elements(&id) >= 1 || !id.starts_with("CC-BY"), "{}: {}", text, id);
            }
        }
    }

    /// What stands beside a name in the same sentence may only take away.
    #[test]
    fn noise_never_frees(noise in "\\PC{0,60}", code in prop::sample::select(vec!["CC BY-NC-ND 4.0", "CC-BY-SA-3.0", "https://creativecommons.org/licenses/by-nc/4.0/"])) {
        let lexicon = lexicon();
        let wanted = elements(ids(lexicon, &format!("Licensed under {code}"))[0].as_str());
        for text in [format!("{noise} {code} {noise}"), format!("Licensed under {code}{noise}"), format!("{noise}{code}")] {
            for id in ids(lexicon, &text) {
                prop_assert!(elements(&id) >= wanted || !id.starts_with("CC-BY"), "{}: {}", text, id);
            }
        }
    }
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::builtin().unwrap())
}
