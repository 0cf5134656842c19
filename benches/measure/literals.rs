//! The literals that are looked for in every byte of a text, as the library compiles them: what the engines that are
//! compared all look for.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clearance::lexicon::Lexicon;
use clearance::lexicon::filter::{Bounds, Frequencies};
use clearance::lexicon::word::{Part, Phrase};
use clearance::text::{fold, is_letter};

use crate::Result;

/// The literals with the letters they do not stand beside, and how frequent their grams are.
pub(crate) struct Literals {
    pub(crate) list: Vec<(String, Bounds)>,
    pub(crate) frequencies: Frequencies,
}

impl Literals {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut frequencies = Frequencies::default();
        for language in lexicon.languages() {
            language.counterexamples.iter().for_each(|text| frequencies.add(&fold(&text.text)));
            language.frequent.iter().for_each(|word| frequencies.add(&format!(" {} ", fold(word))));
        }
        let mut words: BTreeMap<String, Bounds> = BTreeMap::new();
        let entries = lexicon.languages().iter().flat_map(|language| language.words.entries());
        let phrases = entries.filter(|(word, _)| word.is_gate());
        for phrase in phrases.filter_map(|(word, written)| Phrase::parse(word, written)) {
            let Some(part) = phrase.parts.get(phrase.rarest(&frequencies)) else { continue };
            let bounds = bounds(part);
            let known = words.entry(part.literal.clone()).or_insert(bounds);
            known.left &= bounds.left;
            known.right &= bounds.right;
        }
        let leads = lexicon.licences.leads().map(|(lead, bounds)| (lead.to_owned(), bounds));
        let names = lexicon.organisations.literals();
        let names = names.into_iter().map(|name| (name.folded, name.bounds));
        let mut list: Vec<(String, Bounds)> = words.into_iter().chain(leads).chain(names).collect();
        list.retain(|(literal, _)| !literal.is_empty());
        Self { list, frequencies }
    }
}

fn bounds(part: &Part) -> Bounds {
    Bounds {
        left: part.literal.starts_with(is_letter) && !part.leads,
        right: part.literal.ends_with(is_letter) && !part.trails,
    }
}

/// For peers that read patterns from a file.
pub(crate) fn print() -> Result<()> {
    let lexicon = Lexicon::builtin()?;
    let mut lines: Vec<String> =
        Literals::new(&lexicon).list.into_iter().map(|(literal, _)| literal).collect();
    lines.sort_unstable();
    lines.dedup();
    let mut out = io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
