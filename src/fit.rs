//! Fits the weights of `rules/weights.yaml` to a labelled set: logistic regression on the circumstances of
//! each statement, held near the weights that are there, so that a small set moves them only as far as it
//! has reason to. Deterministic; nothing is written.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::corpus::document;
use crate::engine::examine;
use crate::find::Scratch;
use crate::lexicon::Lexicon;
use crate::lexicon::weights::Weighed;
use crate::limits::Limits;
use crate::record::Feature;

/// A labelled passage: one line of a labelled set.
#[derive(Debug, Clone, Deserialize)]
pub struct Labelled {
    /// The passage.
    pub text: String,
    /// `notice`, `restriction`, `both`, `grant` or `negative`.
    pub label: String,
}

/// One statement that could be made, and whether it is one.
#[derive(Debug, Clone)]
struct Sample {
    features: Vec<Feature>,
    is: bool,
}

/// The weights of one kind of statement, before and after.
#[derive(Debug, Clone)]
pub struct Fitted {
    /// What each circumstance weighed, and weighs: `(feature, before, after, how often it was seen)`.
    pub weights: Vec<(Feature, f64, f64, usize)>,
    /// The bias, before and after.
    pub bias: (f64, f64),
    /// The share of statements told right on the half that was fitted on, before and after.
    pub fitted_half: (f64, f64),
    /// The same on the other half.
    pub other_half: (f64, f64),
    /// How many statements there were.
    pub samples: usize,
}

/// How strongly the weights are held where they are.
const PRIOR: f64 = 0.02;
/// Steps of descent, and how far each goes.
const STEPS: usize = 2_000;
const RATE: f64 = 0.5;

/// Fits the weights for notices and for terms. The passages with even numbers are fitted on, the others
/// are held against.
pub fn fit(
    labelled: &[Labelled],
    lexicon: &Lexicon,
    limits: &Limits,
) -> BTreeMap<&'static str, Fitted> {
    let mut scratch = Scratch::default();
    let (mut notices, mut terms) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    for (index, passage) in labelled.iter().enumerate() {
        let record = examine(document("", &passage.text), lexicon, limits, &mut scratch);
        let label = passage.label.as_str();
        let is_notice = matches!(label, "notice" | "both");
        let is_term = matches!(label, "restriction" | "both");
        let half = index % 2;
        // Of a passage that has one, the surest statement is it; of one that has none, none is.
        let sure = |all: Vec<(f64, Vec<Feature>)>, is: bool| -> Vec<Sample> {
            let best = all.iter().map(|one| one.0).fold(0.0, f64::max);
            all.into_iter()
                .filter(|one| !is || one.0 >= best)
                .map(|(_, features)| Sample { features, is })
                .collect()
        };
        let all =
            record.notices.into_iter().map(|one| (one.confidence, one.circumstances)).collect();
        if let Some(into) = notices.get_mut(half) {
            into.extend(sure(all, is_notice));
        }
        let restrictive = record.terms.into_iter().filter(|term| term.modality.restricts());
        let all = restrictive.map(|one| (one.confidence, one.circumstances)).collect();
        if let Some(into) = terms.get_mut(half) {
            into.extend(sure(all, is_term));
        }
    }
    let mut fitted = BTreeMap::new();
    fitted.insert("notice", descend(Weighed::Notice, &notices, lexicon));
    fitted.insert("term", descend(Weighed::Term, &terms, lexicon));
    fitted
}

fn descend(weighed: Weighed, halves: &[Vec<Sample>; 2], lexicon: &Lexicon) -> Fitted {
    let [fitted_on, other] = halves;
    let before: BTreeMap<Feature, f64> = Feature::ALL
        .iter()
        .map(|feature| (*feature, lexicon.weights.weight(weighed, *feature)))
        .collect();
    let bias = lexicon.weights.bias(weighed);
    let mut weights = before.clone();
    let mut shift = bias;
    let count = number(fitted_on.len().max(1));
    for _ in 0..STEPS {
        let mut gradient: BTreeMap<Feature, f64> = BTreeMap::new();
        let mut slope = 0.0;
        for sample in fitted_on {
            let error = probability(sample, &weights, shift) - f64::from(u8::from(sample.is));
            slope += error;
            for feature in &sample.features {
                *gradient.entry(*feature).or_default() += error;
            }
        }
        for (feature, weight) in &mut weights {
            let pull = before.get(feature).map_or(0.0, |was| PRIOR * (*weight - was));
            *weight -= RATE * (gradient.get(feature).copied().unwrap_or(0.0) / count + pull);
        }
        shift -= RATE * (slope / count + PRIOR * (shift - bias));
    }
    let seen = |feature: Feature| {
        halves.iter().flatten().filter(|sample| sample.features.contains(&feature)).count()
    };
    let rounded = |value: f64| (value * 10.0).round() / 10.0;
    Fitted {
        weights: before
            .iter()
            .map(|(feature, was)| {
                let is = weights.get(feature).copied().unwrap_or(*was);
                (*feature, *was, rounded(is), seen(*feature))
            })
            .filter(|(_, was, _, seen)| *seen > 0 || *was != 0.0)
            .collect(),
        bias: (bias, rounded(shift)),
        fitted_half: (right(fitted_on, &before, bias), right(fitted_on, &weights, shift)),
        other_half: (right(other, &before, bias), right(other, &weights, shift)),
        samples: halves.iter().map(Vec::len).sum(),
    }
}

fn probability(sample: &Sample, weights: &BTreeMap<Feature, f64>, bias: f64) -> f64 {
    let sum: f64 = sample.features.iter().filter_map(|feature| weights.get(feature)).sum();
    1.0 / (1.0 + (-(sum + bias)).exp())
}

/// A count as a figure to reckon with; no labelled set has four thousand million passages.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The share of samples that are told right at one half.
fn right(samples: &[Sample], weights: &BTreeMap<Feature, f64>, bias: f64) -> f64 {
    let right =
        samples.iter().filter(|sample| (probability(sample, weights, bias) >= 0.5) == sample.is);
    number(right.count()) / number(samples.len().max(1))
}
