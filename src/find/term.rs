//! The grammar of terms: composes the words of a sentence into statements of what may and may not be
//! done. One grammar for all languages; it knows parts of speech of rights, not words.

use std::collections::BTreeSet;

use crate::lexicon::matcher::{Hit, LanguageId};
use crate::lexicon::weights::Weighed;
use crate::lexicon::word::Word;
use crate::record::Feature;
use crate::record::{Action, Condition, Modality};
use crate::text::Span;

use super::circumstance;
use super::clause;
use super::grantor;
use super::list;
use super::modality;
use super::view::View;

/// A term as it was read, with spans of the folded view.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The clause.
    pub span: Span,
    /// The words that made it.
    pub focus: Span,
    /// What it says.
    pub modality: Modality,
    /// Of what.
    pub actions: Vec<Action>,
    /// Whether AI or automation is addressed.
    pub ai_specific: bool,
    /// On what condition.
    pub condition: Option<Condition>,
    /// Who may give leave.
    pub grantor: Option<Span>,
    /// 0 to 1.
    pub confidence: f64,
    /// What that came from.
    pub features: Vec<Feature>,
    /// How many words of the language bore on it, for choosing between languages.
    pub words: usize,
    /// The language it was read in.
    pub language: LanguageId,
}

/// A sentence to be read.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'a> {
    /// Where it stands.
    pub span: Span,
    /// The line around it.
    pub line: Span,
    /// Whether the line claims rights: *them* are then the texts that are claimed.
    pub claimed: bool,
    /// Whether another sentence of the line reports.
    pub told: bool,
    /// Its words in every language it may be in: what is said of the whole of it (who speaks, whether it
    /// is reported) is heard in all.
    pub heard: &'a [Hit],
}

/// Reads a sentence in one language, whether or not it is sure enough to be reported. `hits` are its
/// words in that language and the shared ones, in order.
pub fn read(
    view: &View<'_>,
    sentence: &Sentence<'_>,
    hits: &[Hit],
    language: LanguageId,
) -> Vec<Reading> {
    // A credit that holds a word of a term (*republished from*) takes nothing from a prohibition.
    let spoken: Vec<Hit> =
        hits.iter().filter(|hit| !matches!(hit.word, Word::Label(_))).copied().collect();
    let mut hits = longest(&spoken);
    // *Only with permission*, *for permission contact* listed whole still speak of permission: what is hidden
    // so would be allowed.
    let hidden = |leave: &&Hit| {
        leave.word == Word::Consent
            && !hits.contains(leave)
            && hits.iter().any(|hit| {
                matches!(hit.word, Word::Only | Word::Require | Word::Aside)
                    && hit.span.contains(leave.span)
            })
    };
    let leaves: Vec<Hit> = spoken.iter().filter(hidden).copied().collect();
    if !leaves.is_empty() {
        hits.extend(leaves);
        hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
    }
    // A list under its heading.
    if view.folded(sentence.span).contains('\n') {
        return list::read(view, sentence, &hits, language).into_iter().collect();
    }
    let mut all = Vec::new();
    for clause in clause::of(view, sentence.span, &hits) {
        let here = Sentence { claimed: sentence.claimed || clause.claimed, ..*sentence };
        if let Some(statement) = Statement::of(view, clause.span, &clause.hits, &here) {
            all.push(statement.weigh(view, &here, language));
        }
    }
    all
}

/// Leaves out words that stand within a longer one: *not permitted* hides *permitted*. What stands in the
/// slot of a longer one is its own word. `hits` are in order, a longer one before those it begins with.
pub fn longest(hits: &[Hit]) -> Vec<Hit> {
    // How far the solid words reach that begin before this one, and those that begin with it.
    let (mut before, mut beside) = (0, (0, 0));
    let slotted: Vec<&Hit> = hits.iter().filter(|hit| hit.slot.is_some()).collect();
    let joins: Vec<&Hit> = hits.iter().filter(|hit| hit.word == Word::And).collect();
    let mut kept = Vec::with_capacity(hits.len());
    for hit in hits {
        let span = hit.span;
        if span.start != beside.0 {
            before = before.max(beside.1);
            beside = (span.start, 0);
        }
        let within_slotted = slotted.iter().any(|other| {
            let free = other.slot.is_some_and(|slot| slot.overlaps(span));
            !free && other.span.len() > span.len() && other.span.contains(span)
        });
        // *または*: a phrase that begins with *は* does not begin there.
        let torn = hit.slot.is_some()
            && joins.iter().any(|and| and.span.start < span.start && span.start < and.span.end);
        if span.end > before && span.end >= beside.1 && !(within_slotted || torn) {
            kept.push(*hit);
        }
        if hit.slot.is_none() {
            beside.1 = beside.1.max(span.end);
        }
    }
    kept
}

/// What a clause says, before it is weighed.
pub struct Statement {
    clause: Span,
    focus: Span,
    modality: Modality,
    actions: Vec<Action>,
    ai_specific: bool,
    condition: Option<Condition>,
    grantor: Option<Span>,
    features: Vec<Feature>,
    words: usize,
}

impl Statement {
    /// Reads a clause; `None` where it says nothing.
    pub fn of(
        view: &View<'_>,
        clause: Span,
        hits: &[Hit],
        sentence: &Sentence<'_>,
    ) -> Option<Self> {
        let has = |word: Word| hits.iter().any(|hit| hit.word == word);
        // *No crawlers.* – machines that are refused in so few words come for the texts.
        let machine = |hit: &Hit| {
            matches!(
                hit.word,
                Word::Weak(Action::Crawl | Action::Scrape | Action::AiTrain | Action::Tdm)
            )
        };
        let refused = view.folded(clause).split_whitespace().count() <= 4
            && hits.first().is_some_and(|hit| hit.word == Word::Negate)
            && hits.iter().any(machine);
        let ai = refused || has(Word::Ai);
        // A statement beside a notice is about what the notice is about.
        let marked =
            [Word::Mark, Word::Copyright, Word::RightsReserved, Word::Protected, Word::Owned]
                .into_iter()
                .any(has);
        let object = ai || marked || sentence.claimed || has(Word::Content) || has(Word::Ours);
        let grantor = grantor::of(view, clause, hits);
        // *बरगद प्रकाशन की अनुमति*: what is part of a name is not done.
        let done: Vec<Hit> = hits
            .iter()
            .filter(|hit| {
                !(matches!(hit.word, Word::Weak(_))
                    && grantor.is_some_and(|name| name.contains(hit.span)))
            })
            .copied()
            .collect();
        let (mut actions, strong) = actions(&done, object, ai);
        let condition = modality::condition(hits);
        let leave = matches!(condition, Some(Condition::Permission | Condition::WrittenPermission));
        // *Any use requires our consent* needs no object to be understood, only more trust.
        let usage = has(Word::Usage) && (object || leave);
        let modality = modality::of(
            view,
            clause,
            (hits, sentence.heard),
            condition,
            !actions.is_empty() || usage,
        )?;
        let mut features = Vec::new();
        // *The texts are for private use only*: no act need be named.
        let whole = modality == Modality::Prohibited && modality::own_use_only(hits);
        if actions.is_empty() && !usage && !whole {
            return None;
        }
        // A permission must say what it is about: *AI can …* permits nothing.
        // Only the credit that publishers ask for makes up for it: *Reprinting allowed with credit.*
        let credited = condition == Some(Condition::Attribution)
            && (has(Word::Action(Action::Reproduce)) || has(Word::Action(Action::Distribute)));
        let texts = has(Word::Content) || has(Word::Ours) || credited;
        if !(modality.restricts() || texts) {
            return None;
        }
        let restricts = modality.restricts();
        // "Used for AI" is a use by AI though no act is named.
        if ai && (actions.is_empty() || actions == [Action::CommercialUse]) && (usage || restricts)
        {
            actions.push(Action::AiUse);
            actions.sort_unstable();
        }
        let machine = actions.iter().any(|action| {
            matches!(
                action,
                Action::Tdm | Action::AiTrain | Action::AiUse | Action::Crawl | Action::Scrape
            )
        });
        let said = |word: &Word| {
            matches!(
                word,
                Word::Prohibit
                    | Word::Negate
                    | Word::Permit
                    | Word::Reserve
                    | Word::Require
                    | Word::Only
            )
        };
        if !hits.iter().any(|hit| said(&hit.word)) {
            features.push(Feature::Verbless);
        }
        // Only texts are reproduced with a mention of their source.
        let named = object || machine || leave || (credited && strong);
        if !named && view.folded(clause).split_whitespace().count() > 8 {
            features.push(Feature::NothingNamed);
        }
        if usage && !object {
            features.push(Feature::Objectless);
        }
        if strong {
            features.push(Feature::StrongAction);
        }
        if has(Word::Content) {
            features.push(Feature::ContentNamed);
        }
        if has(Word::Ours) {
            features.push(Feature::Ours);
        }
        if condition.is_some() {
            features.push(Feature::ConditionNamed);
        }
        // *Only with a link*, *a link is required*: what is allowed so is otherwise not.
        if condition == Some(Condition::Attribution)
            && (has(Word::Only) || (has(Word::Require) && !has(Word::Permit)))
        {
            features.push(Feature::OnlySo);
        }
        let told = |hit: &&Hit| {
            matches!(
                hit.word,
                Word::Prohibit
                    | Word::Permit
                    | Word::Reserve
                    | Word::Require
                    | Word::Only
                    | Word::Action(_)
                    | Word::Unauthorised
            )
        };
        let focus =
            hits.iter().filter(told).map(|hit| hit.span).reduce(Span::join).unwrap_or(clause);
        let ai_specific = ai
            || actions.iter().any(|action| {
                matches!(
                    action,
                    Action::Tdm | Action::AiTrain | Action::AiUse | Action::Crawl | Action::Scrape
                )
            });
        Some(Self {
            clause,
            focus,
            modality,
            actions,
            ai_specific,
            condition,
            grantor,
            features,
            words: hits.len(),
        })
    }

    /// Weighs it by where and how it is said.
    pub fn weigh(self, view: &View<'_>, sentence: &Sentence<'_>, language: LanguageId) -> Reading {
        let mut features = self.features;
        features.extend(circumstance::place(view, self.clause, sentence.line));
        features.extend(circumstance::manner(view, sentence.span, self.focus, sentence.heard));
        if sentence.told && !features.contains(&Feature::Reporting) {
            features.push(Feature::AmongReports);
        }
        if sentence.span.len() > 500 {
            features.push(Feature::LongSentence);
        }
        let weighed = if self.modality.restricts() { Weighed::Term } else { Weighed::Grant };
        let confidence = view.lexicon.weights.confidence(weighed, &features);
        Reading {
            span: view.trim(self.clause),
            focus: self.focus,
            modality: self.modality,
            actions: self.actions,
            ai_specific: self.ai_specific,
            condition: self.condition,
            grantor: self.grantor,
            confidence,
            features,
            words: self.words,
            language,
        }
    }
}

/// The actions named, and whether one is named by a word that means it of texts.
fn actions(hits: &[Hit], object: bool, ai: bool) -> (Vec<Action>, bool) {
    // A word that means it of texts says what the others are done to.
    let acts = hits.iter().any(|hit| matches!(hit.word, Word::Action(_)));
    let mut named = BTreeSet::new();
    let mut strong = false;
    for hit in hits {
        match hit.word {
            Word::Action(action) => {
                named.insert(action);
                strong = true;
            }
            // A word of other trades too: counts beside what it would be done to.
            Word::Weak(Action::AiTrain) if ai => {
                named.insert(Action::AiTrain);
            }
            Word::Weak(action) if (object || acts) && action != Action::AiTrain => {
                named.insert(action);
            }
            _ => {}
        }
    }
    // Indexing for AI is an input of AI, not of search.
    if ai && named.remove(&Action::Index) {
        named.insert(Action::AiUse);
    }
    (named.into_iter().collect(), strong)
}
