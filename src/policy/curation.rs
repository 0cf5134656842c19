//! A curation: mends a name that was read wrong or is not in the registry, visibly, before the judgement.
//! It mends who somebody is, never what was said.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::glob::PathGlob;
use super::word::{Id, Sentence};
use crate::document::Identity;
use crate::record::{Party, Record};

/// A name that is mended in some documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Curation {
    /// The documents.
    pub documents: Vec<PathGlob>,
    /// Who is meant.
    pub holder: Renaming,
    /// Why.
    pub reason: Sentence,
}

/// From a name as read to an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Renaming {
    /// The name as it was read.
    pub from: Sentence,
    /// The id of the organisation that is meant.
    pub to: Id,
}

/// A name that was mended for a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Curated {
    /// The name as it was read.
    pub from: String,
    /// The organisation that is meant.
    pub to: String,
    /// Why.
    pub reason: String,
    /// The place of the curation in the resolved policy, from 0; not part of a report.
    #[serde(skip)]
    pub index: Option<usize>,
}

impl fmt::Display for Curation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "of «{}» to {}", self.holder.from.as_str(), self.holder.to)
    }
}

impl Curation {
    /// Whether it names this document.
    pub fn is_about(&self, document: &Identity) -> bool {
        self.documents.iter().any(|glob| glob.fits(document))
    }

    /// Mends holders, grantors and organisations of hops. What was mended, if anything was; `index`
    /// is the place of the curation in the policy.
    pub(super) fn mend(&self, record: &mut Record, index: usize) -> Option<Curated> {
        let mut mended = false;
        let holders = record.notices.iter_mut().filter_map(|notice| notice.holder.as_mut());
        let grantors = record.terms.iter_mut().filter_map(|term| term.grantor.as_mut());
        let hops = record.attribution.hops.iter_mut().map(|hop| &mut hop.organisation);
        for party in holders.chain(grantors).chain(hops) {
            mended |= self.rename(party);
        }
        mended.then(|| Curated {
            from: self.holder.from.as_str().to_owned(),
            to: self.holder.to.as_str().to_owned(),
            reason: self.reason.as_str().to_owned(),
            index: Some(index),
        })
    }

    fn rename(&self, party: &mut Party) -> bool {
        let to = Some(self.holder.to.as_str());
        let meant = party.name == self.holder.from.as_str() && party.id.as_deref() != to;
        if meant {
            party.id = to.map(str::to_owned);
        }
        meant
    }
}
