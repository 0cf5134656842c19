//! A labelled set of articles, and how right the reading of it is: precision and recall by language. The
//! project's own stands in `tests/corpus`; its figures in `docs/accuracy.md`.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;

use crate::document::{Document, Identity, Passage};
use crate::engine::examine;
use crate::find::Scratch;
use crate::lexicon::Lexicon;
use crate::lexicon::language::{ExpectNotice, ExpectTerm};
use crate::limits::Limits;
use crate::record::{Action, Channel, Coverage, Record};
use crate::text::fold;

/// One labelled article.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// `<tag>-<number>`.
    pub id: String,
    /// Whether it states rights of its own.
    pub kind: ArticleKind,
    /// The article.
    pub text: String,
    /// The notice it holds.
    #[serde(default)]
    pub notice: Option<ExpectNotice>,
    /// The terms it states.
    #[serde(default)]
    pub terms: Vec<ExpectTerm>,
    /// The licence it is under.
    #[serde(default)]
    pub licence: Option<String>,
}

/// Whether an article states rights, or only talks about them or about something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ArticleKind {
    /// It states rights of its own.
    Claim,
    /// It does not.
    Mention,
}

/// Right and wrong answers to one question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    right: u32,
    false_alarms: u32,
    missed: u32,
}

impl Counts {
    fn add(&mut self, label: bool, found: bool) {
        match (label, found) {
            (true, true) => self.right += 1,
            (false, true) => self.false_alarms += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }

    fn merge(&mut self, other: Self) {
        self.right += other.right;
        self.false_alarms += other.false_alarms;
        self.missed += other.missed;
    }

    /// Of what was found, the share that is there; 1 where nothing was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.false_alarms)
    }

    /// Of what is there, the share that was found; 1 where nothing is there.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.false_alarms + self.missed)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// How the articles of one language fared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Score {
    /// How many there are.
    pub articles: u32,
    /// Whether there is a notice.
    pub notice: Counts,
    /// Whether there is a restriction.
    pub restriction: Counts,
    /// Which actions are restricted.
    pub action: Counts,
    /// Whether the holder is the right one, of the notices that name one.
    pub holder: Counts,
    /// Whether there is a permission or a licence.
    pub grant: Counts,
    /// Permissions found where somebody restricts or says nothing: must be none.
    pub false_permissions: u32,
    /// What was wrong, for people.
    pub wrong: Vec<String>,
}

impl Score {
    fn merge(&mut self, other: &Self) {
        self.articles += other.articles;
        self.notice.merge(other.notice);
        self.restriction.merge(other.restriction);
        self.action.merge(other.action);
        self.holder.merge(other.holder);
        self.grant.merge(other.grant);
        self.false_permissions += other.false_permissions;
    }

    fn article(&mut self, article: &Article, record: &Record) {
        self.articles += 1;
        let restricts =
            |term: &ExpectTerm| term.modality.is_some_and(crate::record::Modality::restricts);
        let labelled = (
            article.notice.is_some(),
            article.terms.iter().any(restricts),
            article.licence.is_some() || article.terms.iter().any(|term| !restricts(term)),
        );
        let restrictive: Vec<_> =
            record.terms.iter().filter(|term| term.modality.restricts()).collect();
        let found = (
            !record.notices.is_empty(),
            !restrictive.is_empty(),
            !record.licences.is_empty()
                || record.terms.iter().any(|term| !term.modality.restricts()),
        );
        self.notice.add(labelled.0, found.0);
        self.restriction.add(labelled.1, found.1);
        self.grant.add(labelled.2, found.2);
        self.false_permissions += u32::from(found.2 && !labelled.2);
        if labelled.1 {
            for action in Action::ALL {
                let wanted = article.terms.iter().filter(|term| restricts(term));
                let wanted =
                    wanted.filter_map(|term| term.actions.as_ref()).any(|all| all.contains(action));
                self.action
                    .add(wanted, restrictive.iter().any(|term| term.actions.contains(action)));
            }
        }
        if let Some(name) = article.notice.as_ref().and_then(|notice| notice.holder.as_deref()) {
            let held = |name: &str| fold(name).trim_end_matches('.').to_owned();
            let right = record.notices.iter().any(|notice| {
                notice.holder.as_ref().is_some_and(|holder| held(&holder.name) == held(name))
            });
            self.holder.add(true, right);
            if !right {
                let holders: Vec<_> =
                    record.notices.iter().filter_map(|notice| notice.holder.as_ref()).collect();
                let holders: Vec<&str> =
                    holders.iter().map(|holder| holder.name.as_str()).collect();
                self.wrong.push(format!("{}: holder {name}, found {holders:?}", article.id));
            }
        }
        for (what, label, found) in [
            ("notice", labelled.0, found.0),
            ("restriction", labelled.1, found.1),
            ("permission", labelled.2, found.2),
        ] {
            if label != found {
                let quotes: Vec<&str> =
                    record.terms.iter().map(|term| term.evidence.quote.as_str()).collect();
                let verb = if label { "missed" } else { "false alarm" };
                self.wrong.push(format!("{}: {what}: {verb} {quotes:?}", article.id));
            }
        }
    }
}

/// Reads each article and holds it against its labels; by language.
pub fn score(
    sets: &[(String, Vec<Article>)],
    lexicon: &Lexicon,
    limits: &Limits,
) -> BTreeMap<String, Score> {
    let mut scratch = Scratch::default();
    let mut all: BTreeMap<String, Score> = BTreeMap::new();
    for (language, articles) in sets {
        for article in articles {
            let record =
                examine(document(&article.id, &article.text), lexicon, limits, &mut scratch);
            all.entry(language.clone()).or_default().article(article, &record);
        }
    }
    all
}

/// A plain text as a document.
pub fn document(id: &str, text: &str) -> Document {
    Document {
        identity: Identity { id: id.to_owned(), source: id.to_owned(), ..Identity::default() },
        passages: vec![Passage::plain(None, Channel::Text, text.to_owned())],
        origins: Vec::new(),
        declared_language: None,
        coverage: Coverage::default(),
        problems: Vec::new(),
    }
}

/// The scores as a Markdown table.
pub fn table(scores: &BTreeMap<String, Score>) -> String {
    let mut out = String::from(
        "| language | articles | notice P | R | F1 | restriction P | R | F1 | action F1 | holder right | grant F1 | false permissions |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    let mut sum = Score::default();
    for score in scores.values() {
        sum.merge(score);
    }
    let all = ("all".to_owned(), sum);
    let rows = scores.iter().chain(std::iter::once((&all.0, &all.1)));
    for (language, score) in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {language} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {} |",
            score.articles,
            score.notice.precision(),
            score.notice.recall(),
            score.notice.f1(),
            score.restriction.precision(),
            score.restriction.recall(),
            score.restriction.f1(),
            score.action.f1(),
            score.holder.recall(),
            score.grant.f1(),
            score.false_permissions,
        );
    }
    out
}
