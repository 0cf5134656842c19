//! Croissant 1.1 (MLCommons) with its vocabulary for responsible AI, for catalogues and loaders of datasets: what
//! somebody says of the dataset, its files by kind, how it was judged, and as usage information what the documents
//! restrict. The licence is that of the dataset; those of its documents are usage information and promise nothing.

use std::io;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::dataset::{Dataset, licence_address};
use super::jsonl::inert;
use super::shown::shown;
use super::survey::said::judged;
use super::survey::{Describe, Described, Survey};
use super::{Look, RunHeader, Totals};
use crate::record::{Action, Modality};

/// Licences that are named.
const LICENCES: usize = 100;

/// The format `croissant`.
#[derive(Debug, Clone)]
pub struct Croissant {
    dataset: Arc<Dataset>,
}

impl Croissant {
    /// The format, of a dataset.
    pub const fn new(dataset: Arc<Dataset>, _: &Look) -> Described<Self> {
        Described(Self { dataset })
    }
}

impl Describe for Croissant {
    fn describe(
        &self,
        survey: &Survey,
        header: &RunHeader,
        totals: &Totals,
        _: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let dataset = &*self.dataset;
        let licences: Vec<String> =
            dataset.licences.iter().map(|licence| licence_address(licence)).collect();
        let mut creator = Map::new();
        creator.insert("@type".to_owned(), json!("sc:Organization"));
        creator.insert("name".to_owned(), json!(shown(&dataset.creator.name)));
        if let Some(url) = &dataset.creator.url {
            creator.insert("url".to_owned(), json!(shown(url)));
        }
        let languages: Vec<&str> = survey.languages.keys().flatten().map(String::as_str).collect();
        let mut said = json!({
            "@context": context(),
            "@type": "sc:Dataset",
            "conformsTo": [
                "http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0",
            ],
            "name": shown(&dataset.name),
            "description": shown(&dataset.description),
            "url": dataset.url,
            "version": shown(&dataset.version),
            "license": licences,
            "creator": creator,
            "datePublished": dataset.published.to_string(),
            "dateCreated": dataset.built().to_string(),
            "inLanguage": languages,
            "usageInfo": usage(survey),
            "rai:dataManipulationProtocol": judged(header, totals),
            "rai:dataLimitations": limitations(survey),
            "distribution": files(survey),
        });
        if let Some(said) = said.as_object_mut() {
            for (key, text) in [
                ("citeAs", &dataset.citation),
                ("rai:dataCollection", &dataset.collection),
                ("rai:dataUseCases", &dataset.intended_use),
                ("rai:personalSensitiveInformation", &dataset.personal_information),
            ] {
                if let Some(text) = text {
                    said.insert(key.to_owned(), json!(shown(text)));
                }
            }
        }
        inert(&said, out)?;
        out.push(b'\n');
        Ok(())
    }
}

/// The files by kind: a set for each media type.
fn files(survey: &Survey) -> Vec<Value> {
    let known = survey.media_types.keys().filter(|kind| !kind.is_empty());
    known
        .map(|kind| {
            let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
            let id: String = format!("files-{kind}").chars().map(plain).collect();
            let extensions = survey.extensions.get(kind).into_iter().flatten();
            let mut includes: Vec<String> =
                extensions.map(|extension| format!("**/*{extension}")).collect();
            if includes.is_empty() {
                includes.push("**/*".to_owned());
            }
            json!({
                "@type": "cr:FileSet", "@id": id, "name": id, "encodingFormat": kind,
                "includes": includes,
            })
        })
        .collect()
}

/// What the documents restrict and permit, as an offer that forbids the most that any of them forbids.
fn usage(survey: &Survey) -> Value {
    let part = &survey.whole;
    let mut prohibitions: Vec<Value> = Vec::new();
    let mut sentences: Vec<String> = Vec::new();
    for ((action, modality), count) in &part.actions {
        let word = action.map_or("any use", |action| action.word());
        sentences.push(format!("{word}: {modality} in {count} documents"));
        let prohibition = json!({ "odrl:action": { "@id": address(*action) } });
        let forbids = matches!(modality, Modality::Prohibited | Modality::PermissionRequired);
        if forbids && !prohibitions.contains(&prohibition) {
            prohibitions.push(prohibition);
        }
    }
    for (id, (_, count)) in part.licences.iter().take(LICENCES) {
        sentences.push(format!("licence {id}: named by {count} documents"));
    }
    if sentences.is_empty() {
        sentences.push("no document names a licence or restricts a use".to_owned());
    }
    json!([{
        "@type": ["sc:CreativeWork", "odrl:Offer"],
        "name": "What the documents say of their use",
        "description": sentences.join("; "),
        "odrl:prohibition": prohibitions,
    }])
}

/// The address of an action: of ODRL 2.2 (W3C) or of TDMRep where these have it.
fn address(action: Option<Action>) -> String {
    match action {
        None => "http://www.w3.org/ns/odrl/2/use".to_owned(),
        Some(
            Action::Reproduce
            | Action::Distribute
            | Action::Modify
            | Action::Archive
            | Action::Index,
        ) => {
            let word = action.map_or("", |action| action.word());
            format!("http://www.w3.org/ns/odrl/2/{word}")
        }
        Some(Action::Tdm) => "http://www.w3.org/ns/tdmrep#mine".to_owned(),
        Some(action) => format!("urn:clearance:action:{}", action.word()),
    }
}

fn limitations(survey: &Survey) -> String {
    let seen: Vec<String> =
        survey.channels.iter().map(|(channel, count)| format!("{channel} ({count})")).collect();
    format!(
        "Rights were read from these channels, with the number of documents in which each could be seen: {}. A document that says nothing is not thereby free.",
        if seen.is_empty() { "none".to_owned() } else { seen.join(", ") }
    )
}

/// What the keys mean.
fn context() -> Value {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "odrl": "http://www.w3.org/ns/odrl/2/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "containedIn": "cr:containedIn",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
