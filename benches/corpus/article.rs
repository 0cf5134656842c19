//! One article after another: languages, lengths and tails in the shares that crawls have.

use std::fmt::Write;

use crate::pool::{Pool, Pools};
use crate::random::Random;

/// Of a hundred articles, how many are English, have a line above, and say whose they are.
const ENGLISH: usize = 45;
const HEADED: usize = 35;
const SIGNED: usize = 33;

/// Bytes of the median article, and the spread that makes the mean half as long again.
const MEDIAN: f64 = 3_000.0;
const SIGMA: f64 = 0.9;

/// An article in parts, so that it can be a row, a file or a page.
#[derive(Debug, Default)]
pub(crate) struct Article {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) language: String,
    pub(crate) head: Option<String>,
    pub(crate) paragraphs: Vec<String>,
    pub(crate) tail: Vec<String>,
}

impl Article {
    pub(crate) fn text(&self) -> String {
        let head = self.head.iter();
        let parts: Vec<&str> =
            head.chain(&self.paragraphs).chain(&self.tail).map(String::as_str).collect();
        parts.join("\n")
    }
}

/// Writes articles.
#[derive(Debug)]
pub(crate) struct Author<'a> {
    pools: &'a Pools,
    random: Random,
    written: u64,
}

impl<'a> Author<'a> {
    pub(crate) const fn new(pools: &'a Pools, seed: u64) -> Self {
        Self { pools, random: Random::new(seed), written: 0 }
    }

    fn pool(&mut self) -> &'a Pool {
        let all = self.pools.all();
        let foreign = 1 + self.random.below(all.len() - 1);
        if self.random.percent(ENGLISH) { &all[0] } else { &all[foreign] }
    }

    /// The pool of a language, for what stands around an article.
    pub(crate) fn pool_of(&self, tag: &str) -> &'a Pool {
        self.pools.all().iter().find(|pool| pool.tag == tag).unwrap_or(&self.pools.all()[0])
    }

    pub(crate) const fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// The next article.
    pub(crate) fn write(&mut self) -> Article {
        let pool = self.pool();
        self.written += 1;
        let number = self.written;
        let size = self.random.size(MEDIAN, SIGMA);
        let house = self.line(pool, &pool.houses);
        let host: String =
            "abcdefghijklmnopqrstuvwxyz".chars().skip(self.random.below(20)).take(5).collect();
        let mut article = Article {
            id: format!("{}-{number:07}", pool.tag),
            url: format!(
                "https://www.{host}-{}.example/{}/{number}.html",
                pool.tag,
                2000 + number % 26
            ),
            title: self.line(pool, &pool.sentences).trim_end_matches(['.', '。', '।']).to_owned(),
            language: pool.tag.to_owned(),
            ..Article::default()
        };
        if self.random.percent(HEADED) {
            article.head = Some(self.of_house(pool, &pool.heads, &house));
        }
        let mut length = 0;
        while length < size {
            let mut paragraph = String::new();
            for _ in 0..2 + self.random.below(5) {
                let sentence = self.line(pool, &pool.sentences);
                if !paragraph.is_empty() && !paragraph.ends_with(['。', '！']) {
                    paragraph.push(' ');
                }
                paragraph.push_str(&sentence);
            }
            length += paragraph.len() + 1;
            article.paragraphs.push(paragraph);
        }
        if self.random.percent(SIGNED) {
            for _ in 0..=self.random.below(4) {
                let line = self.of_house(pool, &pool.tails, &house);
                if !article.tail.contains(&line) {
                    article.tail.push(line);
                }
            }
        }
        article
    }

    /// One line of a list, filled in.
    pub(crate) fn line(&mut self, pool: &Pool, list: &[Box<str>]) -> String {
        self.of_house(pool, list, "")
    }

    fn of_house(&mut self, pool: &Pool, list: &[Box<str>], house: &str) -> String {
        let line = self.random.pick(list).unwrap_or("");
        let mut out = String::with_capacity(line.len() + 32);
        let mut rest = line;
        while let Some(at) = rest.find(['{', '[']) {
            out.push_str(&rest[..at]);
            let inner = &rest[at + 1..];
            let Some(end) = inner.find(['}', ']']) else { break };
            let slot = &inner[..end];
            rest = &inner[end + 1..];
            match slot {
                "n" => self.number(&mut out),
                "y" => _ = write!(out, "{}", 1994 + self.random.below(33)),
                "p" => out.push_str(self.random.pick(&pool.people).unwrap_or("")),
                "c" => out.push_str(self.random.pick(&pool.towns).unwrap_or("")),
                "o" if house.is_empty() => {
                    out.push_str(self.random.pick(&pool.houses).unwrap_or(""))
                }
                "o" => out.push_str(house),
                _ => {
                    let words: Vec<&str> = slot.split('|').collect();
                    out.push_str(words[self.random.below(words.len())]);
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// Small numbers are more frequent than large ones.
    fn number(&mut self, out: &mut String) {
        let bound = 10_usize.pow(1 + self.random.below(5) as u32);
        _ = write!(out, "{}", 2 + self.random.below(bound));
    }
}
