//! What is wrong with the registry and no text would show: a host that two organisations claim goes to the last one
//! read, and a name that is an everyday word makes a credit of every sentence that holds the word.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::lexicon::language::Language;
use crate::lexicon::load::{RuleFiles, RulesError};
use crate::lexicon::organisation::Organisation;
use crate::limits::Limits;
use crate::text::fold;

/// An organisation and the file that it stands in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// The file, from the rules folder on.
    pub file: String,
}

/// All organisations with their files, in the order of these.
fn entries(files: &RuleFiles, limits: &Limits) -> Result<Vec<(String, Organisation)>, RulesError> {
    let mut all = Vec::new();
    for (file, _) in files.under("organisations") {
        let more: Vec<Organisation> = files.load(file, limits)?;
        all.extend(more.into_iter().map(|one| (format!("rules/{file}"), one)));
    }
    Ok(all)
}

/// The domains that several organisations claim, with these: a host belongs to one.
pub fn shared_domains(
    files: &RuleFiles,
    limits: &Limits,
) -> Result<Vec<(String, Vec<Entry>)>, RulesError> {
    let mut owners: BTreeMap<String, BTreeSet<Entry>> = BTreeMap::new();
    for (file, one) in entries(files, limits)? {
        for domain in &one.domains {
            let domain = domain.trim_end_matches('.').to_ascii_lowercase();
            let bare = domain.strip_prefix("www.").unwrap_or(&domain).to_owned();
            let entry = Entry { id: one.id.clone(), file: file.clone() };
            owners.entry(bare).or_default().insert(entry);
        }
    }
    let shared = owners.into_iter().filter(|(_, owners)| owners.len() > 1);
    Ok(shared.map(|(domain, owners)| (domain, owners.into_iter().collect())).collect())
}

/// The names that are one everyday word and do not say so (`ambiguous`), with whose they are.
pub fn plain_words(
    files: &RuleFiles,
    languages: &[Language],
    limits: &Limits,
) -> Result<Vec<(String, Entry)>, RulesError> {
    let words: HashSet<String> = languages.iter().flat_map(words).collect();
    let mut found = Vec::new();
    for (file, one) in entries(files, limits)? {
        let listed = one.credits.iter().any(|credit| credit.text == one.name);
        let sure = || one.credits.iter().filter(|credit| !credit.ambiguous);
        let names = sure().map(|credit| &credit.text).chain((!listed).then_some(&one.name));
        let plain = names.filter(|name| words.contains(fold(name.trim()).trim()));
        // What counts between marks only is one of these words.
        let marked = sure().filter(|credit| credit.only_in.is_some()).map(|credit| &credit.text);
        for name in plain.chain(marked) {
            found.push((name.clone(), Entry { id: one.id.clone(), file: file.clone() }));
        }
    }
    Ok(found)
}

/// The single words of a language as they are folded. A stem (`verbot*`) is none, but a word that names begin or end
/// with (`Diario ...`) is.
fn words(language: &Language) -> Vec<String> {
    let words = &language.words;
    let lists = [&language.frequent, &words.particle, &words.article, &words.byline_end];
    let written = lists.into_iter().flatten().map(String::as_str);
    let vocabulary = words.entries().into_iter().map(|(_, text)| text);
    let names = words.masthead.iter().chain(&words.body);
    let names = names.map(|word| word.trim_end_matches("...").trim_end());
    let plain = |word: &str| {
        let word = word.trim_start_matches('=');
        let one = !word.contains(['*', ' ']) && !word.contains("...");
        one.then(|| fold(word))
    };
    written.chain(vocabulary).chain(names).filter_map(plain).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // a test writes its own files

    use std::fs;

    use super::*;
    use crate::lexicon::Lexicon;

    /// The built-in rules with these organisations besides.
    fn with(text: &str) -> RuleFiles {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("organisations")).unwrap();
        fs::write(folder.path().join("organisations/more.yaml"), text).unwrap();
        let mut files = RuleFiles::builtin();
        files.add(folder.path(), &Limits::default()).unwrap();
        files
    }

    fn plain(files: &RuleFiles) -> Vec<String> {
        let limits = Limits::default();
        let lexicon = Lexicon::new(files, &limits).unwrap();
        let found = plain_words(files, lexicon.languages(), &limits).unwrap();
        found.into_iter().map(|(name, entry)| format!("{name} {}", entry.id)).collect()
    }

    #[test]
    fn in_the_registry_a_domain_is_one_s_and_no_name_is_a_word() {
        let files = RuleFiles::builtin();
        assert_eq!(shared_domains(&files, &Limits::default()).unwrap(), []);
        assert_eq!(plain(&files), [""; 0]);
    }

    #[test]
    fn a_domain_of_two_is_told_with_both() {
        let files = with(
            "- { id: bay, name: Bay Wire, kind: agency, domains: [bay.example], credits: [] }\n\
             - { id: cape, name: Cape Wire, kind: agency, domains: [www.Bay.example, cape.example], credits: [] }\n",
        );
        let file = "rules/organisations/more.yaml".to_owned();
        let entry = |id: &str| Entry { id: id.to_owned(), file: file.clone() };
        let found = shared_domains(&files, &Limits::default()).unwrap();
        assert_eq!(found, [("bay.example".to_owned(), vec![entry("bay"), entry("cape")])]);
    }

    #[test]
    fn a_name_that_is_a_word_is_told_unless_it_says_so() {
        let files = with(
            "- { id: bay, name: The, kind: publisher, credits: [] }\n\
             - { id: cape, name: Cape Wire, kind: publisher, credits: [{ text: Tribune }, { text: Diario }] }\n\
             - { id: fell, name: Fell Wire, kind: publisher, credits: [{ text: Gazette, ambiguous: true }] }\n\
             - { id: moor, name: The Moor Tribune, kind: publisher, credits: [{ text: Moorpost, only_in: brackets }] }\n",
        );
        assert_eq!(plain(&files), ["The bay", "Tribune cape", "Diario cape", "Moorpost moor"]);
    }
}
