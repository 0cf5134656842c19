//! `rules/` → what the rest works with: the only place that loads rules. Compiled once per run, shared by
//! all threads, never changed.

pub mod action;
mod beginning;
pub mod dative;
mod entry;
pub mod filter;
mod frequent;
mod image;
pub mod language;
mod languages;
pub mod licence;
pub mod load;
pub mod matcher;
pub mod name_words;
pub mod obligation;
pub mod organisation;
mod packed;
pub mod region;
mod scanner;
mod short_words;
pub mod sought;
pub mod source_languages;
pub mod stance;
pub mod weights;
pub mod word;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub use languages::Tongue;

use crate::limits::Limits;
use crate::text::{fold, is_prefixed};
use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use action::{ActionRule, Actions};
use dative::Datives;
use filter::Frequencies;
use frequent::Frequent;
use language::{Label, Language};
use languages::Files;
use licence::{CreativeCommons, LicenceRule, Licences};
use load::{RuleFiles, RulesError};
use matcher::{LanguageId, Matcher};
use name_words::NameWords;
use obligation::{Wording, Wordings};
use organisation::{Organisation, Organisations};
use region::Regions;
use short_words::ShortWords;
use source_languages::SourceLanguages;
use weights::{WeightTable, Weights};
use word::{Phrase, has_latin_accents};

/// The tag of what all languages share.
pub const SHARED: &str = "mul";

/// All knowledge of a run.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    /// The languages, in the order of their files; `mul` is one of them.
    pub tongues: Vec<Tongue>,
    files: Files,
    /// Their vocabulary, compiled.
    pub matcher: Matcher,
    /// Codes of regions that are those of agencies too.
    pub regions: Regions,
    /// The marks of the one that something is said to.
    pub datives: Datives,
    /// The registry of organisations.
    pub organisations: Organisations,
    /// The named licences.
    pub licences: Licences,
    /// What stands in the way of what.
    pub actions: Actions,
    /// How obligations are said in each language.
    pub wordings: Wordings,
    /// What tells a claim from a mention.
    pub weights: Weights,
    /// SHA-256 over the rules files, lower-case hexadecimal.
    pub digest: String,
    /// Frequent small words → the languages they are frequent in.
    frequent: Frequent,
    abbreviations: HashSet<String, FixedState>,
    particles: BTreeSet<String>,
    /// Letters that mean *and* before the word that they are written together with.
    joining_letters: BTreeSet<char>,
    articles: BTreeSet<String>,
    /// Small words that lead to who wrote a text: *by*.
    writers: ShortWords,
    byline_ends: HashSet<String, FixedState>,
    family_names: HashSet<String, FixedState>,
    /// Words of the titles of papers and broadcasters.
    pub mastheads: NameWords,
    /// Words of the names of bodies that put out releases.
    pub bodies: NameWords,
    /// Folded labels of one word → what they introduce.
    labels: HashMap<String, Label, FixedState>,
    /// What languages are called where a text says what it was translated from.
    pub source_languages: SourceLanguages,
    shared: Option<LanguageId>,
}

/// The letter that a joining word is, in a script that writes its small words together with the next one.
fn joining_letter(word: &str) -> Option<char> {
    let mut letters = word.chars();
    letters.next().filter(|letter| is_prefixed(*letter) && letters.as_str().is_empty())
}

impl Lexicon {
    /// Compiles these rules. Refuses what is unknown, double or empty.
    pub fn new(files: &RuleFiles, limits: &Limits) -> Result<Self, RulesError> {
        let mut languages: Vec<Language> = Vec::new();
        let mut phrases = Vec::new();
        let mut frequent: HashMap<String, Vec<LanguageId>, FixedState> = HashMap::default();
        let mut abbreviations = HashSet::default();
        let mut labels = HashMap::default();
        let mut particles = BTreeSet::new();
        let mut joining_letters = BTreeSet::new();
        let mut mastheads = NameWords::default();
        let mut bodies = NameWords::default();
        let mut articles = BTreeSet::new();
        let (mut writers, mut byline_ends) = (ShortWords::default(), HashSet::default());
        let mut family_names = HashSet::default();
        let mut frequencies = Frequencies::default();
        let mut source_languages = BTreeMap::new();
        let mut datives = Datives::default();
        let mut regions = Regions::default();
        for (file, _) in files.under("languages") {
            let language: Language = files.load(file, limits)?;
            let wrong = |message| RulesError::Wrong { file: format!("rules/{file}"), message };
            if languages.iter().any(|known| known.language == language.language) {
                return Err(wrong(format!("language `{}` has a file already", language.language)));
            }
            let id = languages.len() as LanguageId;
            for (word, written) in language.words.entries() {
                let phrase = Phrase::parse(word, written).ok_or_else(|| {
                    wrong(format!("`{written}` is empty when folded; take it out"))
                })?;
                phrases.push((id, phrase));
            }
            for (label, list) in &language.words.labels {
                let plain = list.iter().filter(|word| word.chars().all(char::is_alphabetic));
                // Without its marks a label of two letters is another word: *tờ* is not *to*.
                let told_apart =
                    plain.filter(|word| fold(word).len() > 2 || !has_latin_accents(word));
                labels.extend(told_apart.map(|word| (fold(word), *label)));
            }
            for word in &language.frequent {
                let at = frequent.entry(fold(word)).or_default();
                if !at.contains(&id) {
                    at.push(id);
                }
            }
            // Counter-examples are ordinary texts; small words stand in all of them. Two spaces make four bytes of one
            // letter too.
            language.counterexamples.iter().for_each(|text| frequencies.add(&fold(&text.text)));
            language
                .frequent
                .iter()
                .for_each(|word| frequencies.add(&format!("  {} ", fold(word))));
            SourceLanguages::add(&mut source_languages, &language.words.source_languages)
                .map_err(wrong)?;
            regions.add(&language.regions);
            datives.add(id, &language.words);
            particles.extend(language.words.particle.iter().map(|word| fold(word)));
            joining_letters
                .extend(language.words.and.iter().filter_map(|word| joining_letter(word)));
            mastheads.add(&language.words.masthead);
            bodies.add(&language.words.body);
            let reporters = language.words.labels.get(&Label::Reporter).into_iter().flatten();
            let small: Vec<String> = language.frequent.iter().map(|word| fold(word)).collect();
            let leads = reporters.map(|word| fold(word)).filter(|word| small.contains(word));
            leads.for_each(|word| writers.insert(&word));
            byline_ends.extend(language.words.byline_end.iter().map(|word| fold(word)));
            family_names.extend(language.words.family_name.iter().map(|word| fold(word)));
            articles.extend(language.words.article.iter().map(|word| fold(word)));
            abbreviations.extend(language.abbreviations.iter().map(|word| fold(word)));
            languages.push(language);
        }
        let mut organisations: Vec<Organisation> = Vec::new();
        let mut ids = HashSet::new();
        for (file, _) in files.under("organisations") {
            let more: Vec<Organisation> = files.load(file, limits)?;
            for one in more {
                if !ids.insert(one.id.clone()) {
                    let message = format!("organisation `{}` is there twice", one.id);
                    return Err(RulesError::Wrong { file: format!("rules/{file}"), message });
                }
                organisations.push(one);
            }
        }
        let organisations = Organisations::new(organisations);
        if let Some(wrong) = organisations.wrong().into_iter().next() {
            return Err(RulesError::Wrong {
                file: "rules/organisations".to_owned(),
                message: format!("{wrong}; mend or take out"),
            });
        }
        let licences: Vec<LicenceRule> = files.load("licences.yaml", limits)?;
        let commons: CreativeCommons = files.load("creative-commons.yaml", limits)?;
        let licences = Licences::new(licences, commons);
        let matcher =
            Matcher::new(phrases, licences.leads(), &organisations.literals(), &frequencies);
        let actions: Vec<ActionRule> = files.load("actions.yaml", limits)?;
        let wordings: Vec<Wording> = files.load("obligations.yaml", limits)?;
        let wordings = Wordings::new(wordings).map_err(|message| RulesError::Wrong {
            file: "rules/obligations.yaml".to_owned(),
            message,
        })?;
        let weights: WeightTable = files.load("weights.yaml", limits)?;
        let shared =
            languages.iter().position(|known| known.language == SHARED).map(|id| id as LanguageId);
        let tongue = |one: &Language| Tongue {
            language: one.language.clone(),
            countries: one.countries.clone(),
            capital_nouns: one.capital_nouns,
        };
        Ok(Self {
            tongues: languages.iter().map(tongue).collect(),
            files: languages.into(),
            matcher,
            regions,
            datives,
            organisations,
            licences,
            actions: Actions::new(actions),
            wordings,
            weights: Weights::new(weights),
            digest: files.digest(),
            frequent: Frequent::new(frequent),
            abbreviations,
            labels,
            source_languages: source_languages.into(),
            particles,
            joining_letters,
            mastheads,
            bodies,
            articles,
            writers,
            byline_ends,
            family_names,
            shared,
        })
    }

    /// The language of an id.
    pub fn language(&self, id: LanguageId) -> Option<&Tongue> {
        self.tongues.get(usize::from(id))
    }

    /// All that the files of the languages say, in their order.
    pub fn languages(&self) -> &[Language] {
        self.files.all()
    }

    /// The countries whose press is written in the language of a tag.
    pub fn countries(&self, tag: Option<&str>) -> &[String] {
        let known = |tongue: &&Tongue| Some(tongue.language.as_str()) == tag;
        self.tongues.iter().find(known).map_or(&[], |tongue| tongue.countries.as_slice())
    }

    /// The id of what all languages share.
    pub const fn shared(&self) -> Option<LanguageId> {
        self.shared
    }

    /// The languages that a folded word is frequent in.
    pub fn frequent(&self, word: &str) -> &[LanguageId] {
        self.frequent.of(word)
    }

    /// The same of a word of one to eight bytes as a number, the first byte lowest.
    #[inline]
    pub fn frequent_number(&self, word: u64) -> &[LanguageId] {
        self.frequent.of_number(word)
    }

    /// What a folded word introduces where it is a label by itself.
    pub fn label(&self, word: &str) -> Option<Label> {
        self.labels.get(word).copied()
    }

    /// Whether a folded small word may stand within the name of a person.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// Whether a letter before a word, and written together with it, means *and*: in Hebrew and Arabic.
    pub fn is_joining_letter(&self, letter: char) -> bool {
        self.joining_letters.contains(&letter)
    }

    /// Whether such a word may begin with this byte.
    #[inline]
    pub fn may_lead_to_writer(&self, first: u8) -> bool {
        self.writers.may_begin(first)
    }

    /// How many bytes of a folded word such a word takes that begins it: *byann*.
    pub fn writer_within(&self, word: &str) -> Option<usize> {
        self.writers.within(word)
    }

    /// Whether a folded word is a small word of some language that leads to who wrote a text: *by*.
    pub fn leads_to_writer(&self, word: &str) -> bool {
        self.writers.contains(word)
    }

    /// Whether a folded word ends the name of a writer that was glued to what stood beside it: a month, *Updated*.
    pub fn ends_byline(&self, word: &str) -> bool {
        self.byline_ends.contains(word)
    }

    /// Whether this is a family name of a language that sets no words apart.
    pub fn is_family_name(&self, name: &str) -> bool {
        self.family_names.contains(name)
    }

    /// Whether a folded word is an article of some language: it begins a sentence, and no name.
    pub fn is_article(&self, word: &str) -> bool {
        self.articles.contains(word)
    }

    /// Whether a full stop after this folded word does not end a sentence.
    pub fn abbreviates(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }
}
