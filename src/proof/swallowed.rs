//! Names of organisations that are read as another's: where a shorter name swallows a longer one, a credit to one
//! house would be told as a credit to another.

use crate::find::Scratch;
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::record::Role;

/// A name that is read as somebody else's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swallowed {
    /// The name, as it is registered.
    pub name: String,
    /// The id of the organisation whose name it is.
    pub of: String,
    /// Who was read instead: an id, or a name that the registry does not know.
    pub read_as: String,
}

/// The names that stand in brackets by themselves, where agencies are credited, and are not read as their owner's.
/// A name that means something else too, or is somebody else's besides, says so itself (`ambiguous`).
pub fn names(lexicon: &Lexicon, limits: &Limits) -> Vec<Swallowed> {
    let mut scratch = Scratch::default();
    let mut all = Vec::new();
    for organisation in lexicon.organisations.all() {
        let own = organisation.name.as_str();
        let credits = organisation.credits.iter();
        let registered = credits.clone().any(|credit| credit.text == own);
        let credits = credits.filter(|credit| !credit.ambiguous).map(|credit| credit.text.as_str());
        for name in credits.chain((!registered).then_some(own)) {
            let text = format!("({name})");
            let Ok(record) = super::read("name.txt", &text, lexicon, limits, &mut scratch) else {
                continue;
            };
            let hops = record.attribution.hops;
            let mut read = hops
                .iter()
                .filter(|hop| hop.role != Role::Photo)
                .map(|hop| hop.organisation.id.as_deref().unwrap_or(&hop.organisation.name));
            let first = read.clone().next();
            if let Some(first) = first.filter(|_| !read.any(|id| id == organisation.id)) {
                all.push(Swallowed {
                    name: name.to_owned(),
                    of: organisation.id.clone(),
                    read_as: first.to_owned(),
                });
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // a test writes its own files

    use std::fs;

    use super::*;
    use crate::lexicon::load::RuleFiles;

    #[test]
    fn no_name_of_the_registry_is_read_as_another_s() {
        let lexicon = Lexicon::builtin().unwrap();
        assert_eq!(names(&lexicon, &Limits::default()), []);
    }

    #[test]
    fn a_name_that_is_taken_from_another_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("organisations")).unwrap();
        // More parts than are held to be one name.
        let text =
            "- id: bay\n  name: Bay|Sea|Cape|Fell|Moor|Reuters\n  kind: agency\n  credits: []\n";
        fs::write(folder.path().join("organisations/more.yaml"), text).unwrap();
        let mut files = RuleFiles::builtin();
        files.add(folder.path(), &Limits::default()).unwrap();
        let lexicon = Lexicon::new(&files, &Limits::default()).unwrap();
        let found = names(&lexicon, &Limits::default());
        let told: Vec<_> =
            found.iter().map(|one| (one.of.as_str(), one.read_as.as_str())).collect();
        assert_eq!(told, [("bay", "reuters")]);
    }
}
