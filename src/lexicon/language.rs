//! One language: its vocabulary by the part a word plays in a notice, a term or a credit, with the
//! examples that are its tests. The shape of `rules/languages/<tag>.yaml`; `rules/README.md` tells how to
//! write one.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::{Action, Condition, Modality};

/// A file of `rules/languages/`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// BCP 47 tag; `mul` for what all languages share.
    pub language: String,
    /// Its name in English.
    pub name: String,
    /// ISO 3166-1 alpha-2 of the countries whose press is written in it: of two agencies of one code, that of
    /// such a country is meant.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Whether it writes every noun with a capital: then a capital tells no name.
    #[serde(default)]
    pub capital_nouns: bool,
    /// Codes of regions that are those of agencies too, with towns that they stand behind: `PA: [Belém]`.
    #[serde(default)]
    pub regions: BTreeMap<String, Vec<String>>,
    /// Its most frequent small words, by which a text in it is known.
    #[serde(default)]
    pub frequent: Vec<String>,
    /// Short forms that a full stop after does not end a sentence.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// The vocabulary.
    pub words: Words,
    /// Texts that must be read as they say.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Texts in which nothing must be found, but for what they say.
    #[serde(default)]
    pub counterexamples: Vec<Example>,
}

/// The vocabulary of one language. Each entry is a word or phrase; `stem*` stands for all words that
/// begin so, `*stem` for all that end so, `a ... b` for two parts that stand apart in a sentence, `... a`
/// where what it speaks of stands before it, `=AI` for this very case.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// Says that what it governs is forbidden: *prohibited*, *may not*, *do not*, *will be prosecuted*.
    pub prohibit: Vec<String>,
    /// Turns a permission near it into a prohibition: *not*, *no*.
    pub negate: Vec<String>,
    /// Says that what it governs is allowed: *permitted*, *may be*, *free to*.
    pub permit: Vec<String>,
    /// Keeps a right back for somebody: *reserves*, *is reserved*, *opposes*.
    pub reserve: Vec<String>,
    /// Makes leave a condition, beside a word of `consent`: *requires*, *subject to*.
    pub require: Vec<String>,
    /// Narrows: *only*, *solely*.
    pub only: Vec<String>,
    /// Use of no named kind: *use*, *usage*.
    #[serde(rename = "use")]
    pub usage: Vec<String>,
    /// What is done, in words that mean it of texts.
    pub actions: BTreeMap<Action, Vec<String>>,
    /// What is done, in words that mean other things too: counted only beside `content`, `ai` or `ours`.
    pub weak: BTreeMap<Action, Vec<String>>,
    /// Artificial intelligence, robots, automation.
    pub ai: Vec<String>,
    /// What it is done to: *content*, *this article*.
    pub content: Vec<String>,
    /// Leave: *permission*, *consent*.
    pub consent: Vec<String>,
    /// That it must be in writing.
    pub written: Vec<String>,
    /// *Without*, *unless*, *except*: with `consent`, the condition under which a term falls away.
    pub without: Vec<String>,
    /// One word for *without leave*: *unauthorised*, 無断.
    pub unauthorised: Vec<String>,
    /// Whole phrases of a condition.
    pub unless: BTreeMap<Condition, Vec<String>>,
    /// Leads from `consent` to who gives it: *from*, *of*.
    pub grantor: Vec<String>,
    /// A sign that stands for the word of a notice: ©, (c), ℗.
    pub mark: Vec<String>,
    /// The word of a notice: *copyright*, *hak cipta*.
    pub copyright: Vec<String>,
    /// The whole formula: *all rights reserved*.
    pub rights_reserved: Vec<String>,
    /// Says whose the copyright is; `...` is where the holder stands: *copyright belongs to ...*.
    pub owned: Vec<String>,
    /// Says whose the texts are, in words that are said of other things too: *belong to ...*, *are the
    /// property of ...*; counted only of `content` that is `ours` or of several kinds. `...` before the
    /// words is where the holder stands in languages that end with the verb.
    pub belongs: Vec<String>,
    /// Says that it is protected: *protected by copyright*.
    pub protected: Vec<String>,
    /// Puts a work under a licence: *licensed under*.
    pub licensed: Vec<String>,
    /// Marks a mention, not a claim: *sued*, *according to*, *the terms of others*.
    pub reporting: Vec<String>,
    /// The speaker as the one who acts: *we do not*, *our service*.
    pub speaker: Vec<String>,
    /// What belongs to the reader: *your data*.
    pub yours: Vec<String>,
    /// What belongs to the speaker: *our*, *this site*.
    pub ours: Vec<String>,
    /// Begins another clause: *but*, *however*.
    pub contrast: Vec<String>,
    /// Joins names in a list: *and*.
    pub and: Vec<String>,
    /// Joins the house that made something to the one that passed it on: *via*.
    pub via: Vec<String>,
    /// Small words within the names of persons: *de*, *van*, *bin*.
    pub particle: Vec<String>,
    /// Words of the titles of papers and broadcasters: `Gazette` ends one, `Diario ...` begins one,
    /// `*zeitung` is how one of a single word ends.
    pub masthead: Vec<String>,
    /// Words of the names of bodies that put out releases, written as `masthead`: `Institute`, `Stiftung ...`,
    /// `*verband`.
    pub body: Vec<String>,
    /// What stands right behind the name of a writer where extractors glue the line of the author to the next: months,
    /// days of the week, *Published*, *Updated*, what they are (*Freelance*).
    pub byline_end: Vec<String>,
    /// Frequent family names, in scripts that set no words apart: where one stands a name begins.
    pub family_name: Vec<String>,
    /// Articles: *the*. A sentence begins with one, and a name stands behind it.
    pub article: Vec<String>,
    /// Legal forms of companies: *Inc.*, *`GmbH`*. A comma before one does not end a name.
    pub legal: Vec<String>,
    /// Ends a holder: *powered by*, *contact*.
    pub aside: Vec<String>,
    /// Other domains where things are forbidden and allowed: *smoking*.
    pub elsewhere: Vec<String>,
    /// Marks the one that something is said to: a word before the name (*to*), an ending of it (`-nek`), or
    /// what is written together with it (`ל-`).
    pub to: Vec<String>,
    /// How words of saying begin: `declar` for *declaró*, *declaraba*.
    pub says: Vec<String>,
    /// How words begin by which a paper or an agency tells its readers, before or behind its name: *reports*, *writes*,
    /// *reveals*. Not those that are said of its own affairs (*announces*).
    pub tells: Vec<String>,
    /// Words for one that speaks of itself: *X said that it …* tells nothing to its readers.
    pub itself: Vec<String>,
    /// Leads to what was said: *that*.
    pub that: Vec<String>,
    /// Words of credits.
    pub labels: BTreeMap<Label, Vec<String>>,
    /// What other languages are called beside a word for translators, by their BCP 47 tags, with the words that lead
    /// to them: `en: [from English, from the English]`. Looked for nowhere else.
    pub source_languages: BTreeMap<String, Vec<String>>,
}

/// What a word of credits introduces.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// Where the text comes from: *Source:*.
    Source,
    /// *Translator:*.
    Translator,
    /// *Editor:*.
    Editor,
    /// *Reporter:*, *By*.
    Reporter,
    /// *Photo:*: what follows is about a picture.
    Photo,
    /// Whom a statement was given to: *told*, *in an interview with*.
    Told,
    /// Whose report is told on: *quoted from*, *according to a report by*, *... reported*.
    TakenFrom,
    /// Leads from one that tells on a report to the one whose report it is: *X reports, citing Y*. Beside no
    /// other name it is [`Self::TakenFrom`].
    Citing,
    /// Leads from the one whose report it is to the one that tells on it: *Y, cited by X*. Beside no other
    /// name it is [`Self::TakenFrom`].
    CitedBy,
    /// Where the text itself came out first: *originally published by*, *republished with permission from*.
    Original,
    /// Whose copy the text holds beside its own: *with inputs from*, *with files from*, *... contributed to
    /// this report*.
    Material,
    /// Who passed the text on: *provided by*, *distributed by*.
    Provided,
    /// In whose name it was passed on: *on behalf of*.
    Behalf,
    /// Where it came out again: *was reprinted on*. The other way round than all else.
    Reprinted,
    /// Agencies that are credited without a name: *agencies*, *news services*.
    Unnamed,
    /// What an agency is called beside its name: *the news agency*. In a sentence that reports, its report is
    /// told on.
    Agency,
    /// Who holds an office at an organisation or works for it: *the director of*, *formerly with*. Right before its
    /// name it is spoken of, and sends nothing.
    Office,
    /// Leads from a house's own people to an agency at the end of a line: *with*, *avec*.
    With,
    /// A chart or a table: what its line names as a source is the picture's.
    Chart,
    /// Right behind a word for sources: where figures come from, and not the text. *Own calculations*, a
    /// statistical office.
    Figures,
    /// Ends a dateline that has no brackets: 电, 讯.
    Dispatch,
    /// Another article is named: *Read also:*. What follows is no part of this one.
    Related,
}

/// A text with what must be found in it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text, as it would stand at the end of an article.
    pub text: String,
    /// What must be found; for a counter-example nothing but this.
    #[serde(default)]
    pub expect: Expect,
    /// Why a naive matcher would be wrong here.
    #[serde(default)]
    pub why: Option<String>,
}

/// What must be found in an example. What is left out is not looked at; a kind that is left out must not
/// be found in a counter-example.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// A notice.
    pub notice: Option<ExpectNotice>,
    /// A term.
    pub term: Option<ExpectTerm>,
    /// The SPDX id of a licence.
    pub licence: Option<String>,
    /// Hops, as `id or name` in their order.
    pub hops: Vec<String>,
    /// Persons, as `name (role)`; a translator also as `name (translator from en)`.
    pub persons: Vec<String>,
}

/// A notice as an example expects it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectNotice {
    /// The holder's name, exactly.
    pub holder: Option<String>,
    /// First and last year.
    pub years: Vec<u16>,
    /// Whether all rights are reserved.
    pub all_rights_reserved: Option<bool>,
}

/// A term as an example expects it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExpectTerm {
    /// Its modality.
    pub modality: Option<Modality>,
    /// Exactly these actions, in any order.
    pub actions: Option<Vec<Action>>,
    /// Its condition.
    pub condition: Option<Condition>,
    /// Whether AI is addressed.
    pub ai_specific: Option<bool>,
    /// The grantor's name, exactly.
    pub grantor: Option<String>,
}
