//! SPDX 3.0.1 as JSON-LD with the profiles core, software, simple licensing and dataset: the dataset as somebody
//! described it, a package for each source that its documents come from, the licences these declare, and the counts
//! of the run as annotations. No licence is concluded: that is for a person.
//!
//! `created` is the day of the judgement, and for a scan the day on which the dataset was published: a report does not
//! read the clock.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use serde_json::{Value, json};

use super::dataset::{Dataset, is_address};
use super::jsonl::inert;
use super::shown::shown;
use super::survey::said::{LISTED, judged, object, title};
use super::survey::{Describe, Described, Part, Source, Survey};
use super::{Look, RunHeader, Totals};

/// The format `spdx`.
#[derive(Debug, Clone)]
pub struct Spdx {
    dataset: Arc<Dataset>,
    most: usize,
}

impl Spdx {
    /// The format, of a dataset.
    pub fn new(dataset: Arc<Dataset>, look: &Look) -> Described<Self> {
        Described(Self { dataset, most: look.limit.unwrap_or(LISTED) })
    }
}

impl Describe for Spdx {
    fn describe(
        &self,
        survey: &Survey,
        header: &RunHeader,
        totals: &Totals,
        digest: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let base = format!("urn:clearance:spdx:{}", digest.get(..32).unwrap_or(digest));
        let mut graph = Graph { base, all: Vec::new(), licences: BTreeMap::new() };
        graph.head(&self.dataset, survey, header, totals);
        let declared: Vec<String> =
            self.dataset.licences.iter().map(|licence| graph.licence(licence)).collect();
        graph.relation("dataset", "hasDeclaredLicense", "complete", &declared);
        let largest = survey.largest();
        let listed = largest.get(..self.most.min(largest.len())).unwrap_or_default();
        let mut packages = Vec::new();
        for (number, (source, part)) in listed.iter().enumerate() {
            packages.push(graph.part(number + 1, source, part));
        }
        if !packages.is_empty() {
            let whole = listed.len() == largest.len() && survey.others.all.documents == 0;
            let completeness = if whole && totals.failed == 0 { "complete" } else { "incomplete" };
            graph.relation("dataset", "contains", completeness, &packages);
        }
        graph.write(out)
    }
}

struct Graph {
    base: String,
    all: Vec<Value>,
    /// The ids of the expressions that were said, by licence.
    licences: BTreeMap<String, String>,
}

const CREATION: &str = "_:creation";

impl Graph {
    fn id(&self, name: &str) -> String {
        format!("{}:{name}", self.base)
    }

    fn head(&mut self, dataset: &Dataset, survey: &Survey, header: &RunHeader, totals: &Totals) {
        let day = header.as_of.as_deref().and_then(|day| day.parse().ok());
        let created = moment(day.unwrap_or(dataset.published));
        let (creator, tool) = (self.id("creator"), self.id("clearance"));
        self.all.push(json!({
            "type": "CreationInfo", "@id": CREATION, "specVersion": "3.0.1", "created": created,
            "createdBy": [creator], "createdUsing": [tool],
        }));
        let mut organisation = json!({
            "type": "Organization", "spdxId": creator, "creationInfo": CREATION,
            "name": shown(&dataset.creator.name),
        });
        if let (Some(url), Some(object)) = (
            dataset.creator.url.as_deref().filter(|url| is_address(url)),
            organisation.as_object_mut(),
        ) {
            object.insert(
                "externalRef".to_owned(),
                json!([{
                    "type": "ExternalRef", "externalRefType": "altWebPage", "locator": [url],
                }]),
            );
        }
        self.all.push(organisation);
        self.all.push(json!({
            "type": "Tool", "spdxId": tool, "creationInfo": CREATION,
            "name": format!("clearance-{}", shown(&header.version)),
        }));
        self.all.push(json!({
            "type": "SpdxDocument", "spdxId": self.id("document"), "creationInfo": CREATION,
            "profileConformance": ["core", "software", "simpleLicensing", "dataset"],
            "rootElement": [self.id("dataset")],
        }));
        let mut package = json!({
            "type": "dataset_DatasetPackage", "spdxId": self.id("dataset"), "creationInfo": CREATION,
            "name": shown(&dataset.name),
            "description": shown(&dataset.description),
            "software_packageVersion": shown(&dataset.version),
            "software_downloadLocation": dataset.url,
            "software_primaryPurpose": "data",
            "originatedBy": [creator],
            "suppliedBy": creator,
            "builtTime": moment(dataset.built()),
            "releaseTime": moment(dataset.published),
            "dataset_datasetType": ["text"],
            "dataset_datasetSize": survey.whole.all.bytes,
            "dataset_dataPreprocessing": [judged(header, totals)],
            "dataset_hasSensitivePersonalInformation":
                if dataset.personal_information.is_some() { "yes" } else { "noAssertion" },
        });
        if let Some(package) = package.as_object_mut() {
            for (key, text) in [
                ("dataset_dataCollectionProcess", &dataset.collection),
                ("dataset_intendedUse", &dataset.intended_use),
            ] {
                if let Some(text) = text {
                    package.insert(key.to_owned(), json!(shown(text)));
                }
            }
        }
        self.all.push(package);
        self.annotation("dataset", &survey.whole);
    }

    /// A package of what comes from a source; its id.
    fn part(&mut self, number: usize, source: &Source, part: &Part) -> String {
        let name = format!("source-{number}");
        let id = self.id(&name);
        let mut package = json!({
            "type": "software_Package", "spdxId": id, "creationInfo": CREATION,
            "name": title(source), "software_primaryPurpose": "data",
        });
        let holders: Vec<&str> = part.holders.keys().map(String::as_str).collect();
        if let (false, Some(package)) = (holders.is_empty(), package.as_object_mut()) {
            package.insert("software_copyrightText".to_owned(), json!(holders.join("; ")));
        }
        self.all.push(package);
        let declared: Vec<String> = part.licences.keys().map(|id| self.licence(id)).collect();
        if !declared.is_empty() {
            // Each is that of some documents of the source, so none is said to hold for all.
            self.relation(&name, "hasDeclaredLicense", "incomplete", &declared);
        }
        self.annotation(&name, part);
        id
    }

    fn annotation(&mut self, name: &str, part: &Part) {
        self.all.push(json!({
            "type": "Annotation", "spdxId": self.id(&format!("{name}-counts")),
            "creationInfo": CREATION, "annotationType": "review", "subject": self.id(name),
            "contentType": "application/json", "statement": object(part).to_string(),
        }));
    }

    fn relation(&mut self, from: &str, kind: &str, completeness: &str, to: &[String]) {
        self.all.push(json!({
            "type": "Relationship", "spdxId": self.id(&format!("{from}-{kind}")),
            "creationInfo": CREATION, "relationshipType": kind, "from": self.id(from), "to": to,
            "completeness": completeness,
        }));
    }

    /// The expression of a licence; its id.
    fn licence(&mut self, licence: &str) -> String {
        if let Some(known) = self.licences.get(licence) {
            return known.clone();
        }
        let id = self.id(&format!("licence-{}", self.licences.len() + 1));
        let expression = expression(licence, self.licences.len() + 1);
        let mut said = json!({
            "type": "simplelicensing_LicenseExpression", "spdxId": id, "creationInfo": CREATION,
            "simplelicensing_licenseExpression": expression,
        });
        if let (true, Some(said)) = (is_address(licence), said.as_object_mut()) {
            said.insert(
                "simplelicensing_customIdToUri".to_owned(),
                json!([{
                    "type": "DictionaryEntry", "key": expression, "value": licence,
                }]),
            );
        }
        self.all.push(said);
        self.licences.insert(licence.to_owned(), id.clone());
        id
    }

    fn write(&self, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(
            b"{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":[",
        );
        for (index, element) in self.all.iter().enumerate() {
            out.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
            inert(element, out)?;
        }
        out.extend_from_slice(b"\n]}\n");
        Ok(())
    }
}

fn moment(day: jiff::civil::Date) -> String {
    format!("{day}T00:00:00Z")
}

/// A licence as an expression (SPDX 3.0.1, annex *SPDX license expressions*): its id where SPDX lists it, else a
/// reference of this document.
fn expression(licence: &str, number: usize) -> String {
    if spdx::license_id(licence).is_some_and(|known| known.name == licence) {
        return licence.to_owned();
    }
    let name = licence.strip_prefix("LicenseRef-").unwrap_or(licence);
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    if !name.is_empty() && name.chars().all(plain) {
        return format!("LicenseRef-{name}");
    }
    format!("LicenseRef-clearance-{number}")
}
