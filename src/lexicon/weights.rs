//! How much each circumstance says for or against a statement being a claim of this document, and not a
//! mention: one readable table, `rules/weights.yaml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::Feature;

/// The weight of one circumstance for each kind of statement; 0 where it is left out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Which circumstance.
    pub feature: Feature,
    /// For a notice.
    #[serde(default)]
    pub notice: f64,
    /// For a term.
    #[serde(default)]
    pub term: f64,
    /// For a licence.
    #[serde(default)]
    pub licence: f64,
    /// Why.
    pub because: String,
}

/// The table as it is written.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeightTable {
    /// What each kind of statement starts from.
    pub bias: Bias,
    /// Below this confidence a statement is not reported.
    pub threshold: Bias,
    /// How sure a credit is, by where it stands.
    pub credits: CreditWeights,
    /// The weights.
    pub weights: Vec<Weight>,
}

/// How sure a hop is by the place of its credit, 0 to 1, and what it is multiplied by.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditWeights {
    /// In a dateline.
    pub dateline: f64,
    /// In a closing mark.
    pub closing: f64,
    /// Behind a label.
    pub source_line: f64,
    /// In the place of the author.
    pub byline: f64,
    /// In a sentence about where the text came out.
    pub syndication: f64,
    /// In the running text.
    pub cue: f64,
    /// In the markup or the metadata.
    pub structured: f64,
    /// The holder of a notice, as the publisher.
    pub holder: f64,
    /// Times this where the registry does not know the name.
    pub unknown: f64,
    /// Times this where only the order of the text says which comes first.
    pub inferred: f64,
    /// The most hops of one document.
    pub hops: usize,
}

/// One figure for each kind of statement.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bias {
    /// For a notice.
    pub notice: f64,
    /// For a restrictive term.
    pub term: f64,
    /// For a permission.
    pub grant: f64,
    /// For a licence.
    pub licence: f64,
}

/// What kind of statement is weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighed {
    /// A notice.
    Notice,
    /// A restrictive term.
    Term,
    /// A permission, which starts lower: it must be surer than a restriction.
    Grant,
    /// A licence.
    Licence,
}

/// The table, compiled.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Weights {
    table: WeightTable,
    by_feature: BTreeMap<Feature, Weight>,
}

impl Weights {
    /// The weights of this table.
    pub fn new(table: WeightTable) -> Self {
        let by_feature =
            table.weights.iter().map(|weight| (weight.feature, weight.clone())).collect();
        Self { table, by_feature }
    }

    /// The table as it is written.
    pub const fn table(&self) -> &WeightTable {
        &self.table
    }

    /// How sure credits are.
    pub const fn credits(&self) -> &CreditWeights {
        &self.table.credits
    }

    /// The same weights, with nothing left out: for fitting them.
    pub fn unbounded(&mut self) {
        let threshold = &mut self.table.threshold;
        (threshold.notice, threshold.term, threshold.grant, threshold.licence) =
            (0.0, 0.0, 0.0, 0.0);
    }

    /// What one circumstance adds for a kind of statement.
    pub fn weight(&self, weighed: Weighed, feature: Feature) -> f64 {
        self.by_feature.get(&feature).map_or(0.0, |weight| match weighed {
            Weighed::Notice => weight.notice,
            Weighed::Term | Weighed::Grant => weight.term,
            Weighed::Licence => weight.licence,
        })
    }

    /// What a kind of statement starts from.
    pub const fn bias(&self, weighed: Weighed) -> f64 {
        let bias = &self.table.bias;
        match weighed {
            Weighed::Notice => bias.notice,
            Weighed::Term => bias.term,
            Weighed::Grant => bias.grant,
            Weighed::Licence => bias.licence,
        }
    }

    /// The confidence that these circumstances give, 0 to 1, rounded to two places.
    pub fn confidence(&self, weighed: Weighed, features: &[Feature]) -> f64 {
        let sum = features
            .iter()
            .fold(self.bias(weighed), |sum, feature| sum + self.weight(weighed, *feature));
        let confidence = 1.0 / (1.0 + (-sum).exp());
        (confidence * 100.0).round() / 100.0
    }

    /// Whether a statement of this confidence is reported.
    pub fn reported(&self, weighed: Weighed, confidence: f64) -> bool {
        let threshold = &self.table.threshold;
        confidence
            >= match weighed {
                Weighed::Notice => threshold.notice,
                Weighed::Term => threshold.term,
                Weighed::Grant => threshold.grant,
                Weighed::Licence => threshold.licence,
            }
    }
}
