//! What a policy says of a record: the decision, and all that it stands on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::AgreementState;
use super::curation::Curated;
use super::obligation::Obligation;
use crate::record::{Action, Evidence, Modality, Party, Role};

/// The answer; a later one is a worse one.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// May be used, on the obligations.
    Allow,
    /// A person must look.
    Review,
    /// May not be used.
    Deny,
}

impl Decision {
    /// The word in YAML and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Review => "review",
            Self::Deny => "deny",
        }
    }
}

impl std::fmt::Display for Decision {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.word())
    }
}

/// A clause that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fired {
    /// Which.
    pub id: String,
    /// What it says.
    pub then: Decision,
    /// Its sentence, with what was found.
    pub because: String,
    /// What was found.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Whether it stood in the baseline for the same bytes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub known: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde asks for it
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A clause that fired and does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waived {
    /// The clause as it fired.
    #[serde(flatten)]
    pub clause: Fired,
    /// Why it does not count.
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// The last day of the waiver.
    pub expires: jiff::civil::Date,
    /// The place of the waiver in the policy; not part of a report.
    #[serde(skip)]
    pub index: Option<usize>,
    /// The places of other waivers that say the same; not part of a report.
    #[serde(skip)]
    pub also: Vec<usize>,
}

/// A term that an agreement takes away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Discharged {
    /// The party of the agreement.
    pub with: String,
    /// Where the agreement is found.
    pub reference: String,
    /// The term.
    pub evidence: Evidence,
}

/// What an agreement that there is not would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Leverage {
    /// The id of the organisation that it would be with, for every use of the policy.
    pub with: String,
    /// What the decision would be.
    pub decision: Decision,
}

/// What the strictest link stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// A term of the document.
    Term {
        /// Where it stands.
        evidence: Evidence,
    },
    /// What the organisation has published elsewhere.
    Stance {
        /// The address of it.
        source: String,
        /// The day on which it was published or seen.
        as_of: jiff::civil::Date,
    },
}

/// The link of the chain that restricts the uses of the policy most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Strictest {
    /// Who.
    pub organisation: Party,
    /// What it did.
    pub role: Role,
    /// What it says.
    pub modality: Modality,
    /// Of what.
    pub actions: Vec<Action>,
    /// What that stands on.
    pub ground: Ground,
}

impl std::fmt::Display for Strictest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let actions: Vec<_> = self.actions.iter().map(|action| action.word()).collect();
        let (name, role, modality) =
            (&self.organisation.name, self.role.word(), self.modality.word());
        write!(f, "{name} ({role}): {modality} {}", actions.join(", "))?;
        match &self.ground {
            Ground::Term { evidence } => write!(f, ", line {}", evidence.line),
            Ground::Stance { source, as_of } => write!(f, ", published at {source} ({as_of})"),
        }
    }
}

/// What a policy says of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// The answer.
    pub decision: Decision,
    /// Whether all that keeps it from being allowed stood in the baseline for the same bytes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub known: bool,
    /// The clauses that fired and count, in the order of the policy.
    #[serde(default)]
    pub clauses: Vec<Fired>,
    /// What remains to be done.
    #[serde(default)]
    pub obligations: Vec<Obligation>,
    /// The clauses that fired and were waived.
    #[serde(default)]
    pub waived: Vec<Waived>,
    /// The terms that agreements take away.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discharged: Vec<Discharged>,
    /// The agreements that had to be looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<AgreementState>,
    /// The names that were mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curated: Vec<Curated>,
    /// The organisations an agreement with which would make the decision milder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leverage: Vec<Leverage>,
    /// The link of the chain that restricts most, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strictest: Option<Strictest>,
    /// What else a reader must know: an agreement that has ended, a waiver that has expired.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}
