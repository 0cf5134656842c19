//! The sentences by language, from `sentences/<tag>.txt`: sections that begin with `= name`, one sentence a line.

use std::io;

/// What is written in one language. `{n}` stands for a number, `{y}` for a year, `{p}` for a person, `{c}` for a town,
/// `{o}` for a house, `[a|b]` for one of several words.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    pub(crate) tag: &'static str,
    pub(crate) people: Vec<Box<str>>,
    pub(crate) towns: Vec<Box<str>>,
    pub(crate) houses: Vec<Box<str>>,
    pub(crate) sentences: Vec<Box<str>>,
    /// Lines above an article.
    pub(crate) heads: Vec<Box<str>>,
    /// Notices, terms and credits below one.
    pub(crate) tails: Vec<Box<str>>,
    /// Menus, consent banners and teasers, which pages have around the article.
    pub(crate) menus: Vec<Box<str>>,
}

macro_rules! files {
    ($($tag:literal),* $(,)?) => {
        [$(($tag, include_str!(concat!("sentences/", $tag, ".txt")))),*]
    };
}

/// English first; the others follow in the order of their tags.
const FILES: [(&str, &str); 32] = files![
    "en", "ar", "bg", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk",
    "zh-Hans",
];

/// All languages.
#[derive(Debug)]
pub(crate) struct Pools(Vec<Pool>);

impl Pools {
    pub(crate) fn new() -> io::Result<Self> {
        FILES
            .into_iter()
            .map(|(tag, text)| Pool::parse(tag, text))
            .collect::<io::Result<_>>()
            .map(Self)
    }

    pub(crate) fn all(&self) -> &[Pool] {
        &self.0
    }
}

impl Pool {
    fn parse(tag: &'static str, text: &str) -> io::Result<Self> {
        let mut pool = Self { tag, ..Self::default() };
        let mut section = "";
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(name) = line.strip_prefix("= ") {
                section = name;
                continue;
            }
            let names = || line.split('|').map(|name| name.trim().into());
            match section {
                "people" => pool.people.extend(names()),
                "towns" => pool.towns.extend(names()),
                "houses" => pool.houses.extend(names()),
                "sentences" => pool.sentences.push(line.into()),
                "heads" => pool.heads.push(line.into()),
                "tails" => pool.tails.push(line.into()),
                "menus" => pool.menus.push(line.into()),
                _ => {
                    let message = format!("sentences/{tag}.txt: no section `{section}`");
                    return Err(io::Error::new(io::ErrorKind::InvalidData, message));
                }
            }
        }
        let empty = [
            &pool.people,
            &pool.towns,
            &pool.houses,
            &pool.sentences,
            &pool.heads,
            &pool.tails,
            &pool.menus,
        ];
        if empty.iter().any(|list| list.is_empty()) {
            let message = format!("sentences/{tag}.txt: a section is empty or missing");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(pool)
    }
}
