//! The one place that reads YAML: bounds before the parser, errors with file, line, column and what to do.
//!
//! Three passes: a bound refuses what would make the parser slow, a walk refuses a key that stands
//! twice (the parser would let the last one win in silence), and only then serde makes the value.

use std::collections::BTreeSet;
use std::fmt;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};

use crate::limits::Limits;

/// Levels of nesting that are read. The parser's own bound is 128, but it looks at it only after a scan
/// whose time grows with the square of the depth.
const DEPTH: usize = 64;

/// A YAML file that could not be read, with where and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}{}", self.place(), self.advice())]
pub struct YamlError {
    /// The file as it was named.
    pub file: String,
    /// 1-based; 0 where the whole file is meant.
    pub line: usize,
    /// 1-based, in characters; 0 where the whole file is meant.
    pub column: usize,
    /// What is wrong and what was expected.
    pub message: String,
    /// What to do about it ("did you mean …?").
    pub help: Option<String>,
    /// The text of the file, for showing the line.
    pub source_text: String,
}

/// One step from the root of a YAML file to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The value of this key.
    Key(&'a str),
    /// The key itself.
    Name(&'a str),
    /// The item at this place of a list, from 0.
    Item(usize),
}

impl YamlError {
    /// An error about a whole file.
    pub fn whole(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            line: 0,
            column: 0,
            message: message.into(),
            help: None,
            source_text: String::new(),
        }
    }

    /// An error about the value that `path` leads to; where it leads to nothing, about the last value
    /// on the way.
    pub fn at(file: &str, text: &str, path: &[Step<'_>], message: impl Into<String>) -> Self {
        let (line, column) = locate(text, path);
        Self { line, column, source_text: text.to_owned(), ..Self::whole(file, message) }.advised()
    }

    /// With this advice.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The error with the line it is about and a mark under the place; in colour if asked.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let title = Level::ERROR.primary_title(self.message.as_str());
        let mut report = Vec::new();
        if let Some((excerpt, first, span)) = self.excerpt() {
            report.push(
                title.element(
                    Snippet::source(excerpt)
                        .path(self.file.as_str())
                        .line_start(first)
                        .fold(false)
                        .annotation(AnnotationKind::Primary.span(span)),
                ),
            );
        } else {
            report.push(title.element(annotate_snippets::Origin::path(self.file.as_str())));
        }
        if let Some(help) = &self.help {
            report.push(annotate_snippets::Group::with_title(
                Level::HELP.secondary_title(help.as_str()),
            ));
        }
        renderer.render(&report)
    }

    /// The line before, the line and the number of the first of them, and the token in them.
    fn excerpt(&self) -> Option<(String, usize, std::ops::Range<usize>)> {
        let index = self.line.checked_sub(1)?;
        let line = self.source_text.lines().nth(index)?;
        let start = offset(line, self.column);
        let length = line.get(start..).map_or(0, token_bytes);
        let before = index.checked_sub(1).and_then(|one| self.source_text.lines().nth(one));
        let (text, first, base) = before.map_or_else(
            || (line.to_owned(), self.line, 0),
            |before| (format!("{before}\n{line}"), index, before.len() + 1),
        );
        let end = (base + start + length).min(text.len());
        Some((text, first, base + start..end))
    }

    fn place(&self) -> String {
        match (self.line, self.column) {
            (0, _) => format!("{}: ", self.file),
            (line, column) => format!("{}:{line}:{column}: ", self.file),
        }
    }

    fn advice(&self) -> String {
        self.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"))
    }

    /// Adds "did you mean" where the message names a word and what was expected instead.
    fn advised(self) -> Self {
        if self.help.is_some() {
            return self;
        }
        let nearest = wrong_word(&self.message).and_then(|(wrong, expected)| {
            nearest(wrong, expected.iter().copied()).map(|word| did_you_mean(&word))
        });
        Self { help: nearest, ..self }
    }
}

/// The advice for a word that is near to the one that was written.
pub fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}

/// The one of `known` that `wrong` was most likely meant to be; `None` where none is near.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    for word in known {
        let likeness = strsim::jaro_winkler(&wrong.to_lowercase(), &word.to_lowercase());
        if likeness > 0.8 && best.is_none_or(|(old, _)| likeness > old) {
            best = Some((likeness, word));
        }
    }
    best.map(|(_, word)| word.to_owned())
}

/// Reads `text`, the content of `file`, as one `T`.
pub fn load<T: DeserializeOwned>(file: &str, text: &str, limits: &Limits) -> Result<T, YamlError> {
    bounded(file, text, limits)?;
    Walk::default()
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .and_then(|()| serde_yaml::from_str(text))
        .map_err(|error| from_parser(file, text, &error))
}

/// Reads `text` as one `T`, where a test has seen that [`load`] would take it: the rules that are built in.
pub fn load_checked<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, YamlError> {
    serde_yaml::from_str(text).map_err(|error| from_parser(file, text, &error))
}

/// Refuses what would cost the parser more than it is worth: size, nesting, control characters.
fn bounded(file: &str, text: &str, limits: &Limits) -> Result<(), YamlError> {
    if text.len() > limits.yaml_bytes {
        let message = format!("{} bytes, more than the {} allowed", text.len(), limits.yaml_bytes);
        return Err(YamlError::whole(file, message));
    }
    if text.trim().is_empty() {
        return Err(YamlError::whole(file, "the file is empty"));
    }
    if let Some((line, column)) = too_deep(text) {
        return Err(YamlError {
            line,
            column,
            source_text: text.to_owned(),
            ..YamlError::whole(file, format!("nested deeper than {DEPTH} levels"))
        });
    }
    Ok(())
}

/// Where lists and maps nest deeper than [`DEPTH`]. Counts brackets that can open a list or a map, and
/// dashes that open lists on one line; quoted text and comments are passed over.
fn too_deep(text: &str) -> Option<(usize, usize)> {
    let (mut depth, mut quote, mut comment) = (0_usize, None, false);
    let (mut line, mut column, mut dashes) = (1_usize, 0_usize, 0_usize);
    let mut before = '\n';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        column += 1;
        let opens = matches!(before, '\n' | ' ' | '\t' | '[' | '{' | ',' | ':' | '-');
        match (quote, character) {
            (_, '\n') => {
                (line, column, comment, dashes) = (line + 1, 0, false, 0);
                // A line that starts at the margin with a letter ends what was open: brackets in
                // running text must not add up over a file.
                if quote.is_none() && characters.peek().is_some_and(|next| next.is_alphabetic()) {
                    depth = 0;
                }
            }
            _ if comment => {}
            (Some('"'), '\\') => {
                characters.next();
                column += 1;
            }
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'') if opens => quote = Some(character),
            (None, '#') if opens => comment = true,
            (None, '[' | '{') if opens => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, '-' | '?') if opens => dashes += 1,
            _ => {}
        }
        if depth > DEPTH || dashes > DEPTH && matches!(before, ' ' | '\n') && !comment {
            return Some((line, column));
        }
        before = character;
    }
    None
}

/// An error of the parser, with the very place and with advice.
fn from_parser(file: &str, text: &str, error: &serde_yaml::Error) -> YamlError {
    let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
    let whole = error.to_string();
    let mut message = whole.as_str();
    // The place stands at the head of our own line: once is enough.
    if let Some((head, tail)) = whole.rsplit_once(" at line ")
        && tail.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "column".contains(c))
    {
        message = head;
    }
    let several = message.contains("more than one document");
    if several {
        message = "the file holds more than one document (`---`), one was expected";
    }
    let mut found =
        YamlError { line, column, source_text: text.to_owned(), ..YamlError::whole(file, message) };
    if several && let Some(index) = text.lines().skip(1).position(|one| one.starts_with("---")) {
        (found.line, found.column) = (index + 2, 1);
    }
    // For some errors the parser knows only where the map starts: look for the word from there on.
    if let Some((wrong, _)) = wrong_word(message)
        && let Some((line, column)) = find_token(text, line, column, wrong)
    {
        (found.line, found.column) = (line, column);
    }
    found.advised()
}

/// From "unknown field `a`, expected one of `b`, `c`" the `a` and the `b`, `c`.
fn wrong_word(message: &str) -> Option<(&str, Vec<&str>)> {
    let (_, rest) = message.split_once("unknown ")?;
    let mut ticked = rest.split('`').skip(1).step_by(2);
    let wrong = ticked.next()?;
    Some((wrong, ticked.collect()))
}

/// The first place at or after a line and column where `token` stands as a whole word.
fn find_token(text: &str, line: usize, column: usize, token: &str) -> Option<(usize, usize)> {
    if token.is_empty() {
        return None;
    }
    for (index, content) in text.lines().enumerate().skip(line.saturating_sub(1)) {
        let from = if index + 1 == line { offset(content, column) } else { 0 };
        for (at, _) in content.match_indices(token) {
            let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            let before = content.get(..at).and_then(|head| head.chars().next_back());
            let after = content.get(at + token.len()..).and_then(|tail| tail.chars().next());
            if at >= from && !before.is_some_and(word) && !after.is_some_and(word) {
                return Some((index + 1, content.get(..at)?.chars().count() + 1));
            }
        }
    }
    None
}

/// Byte of a 1-based column; the end of the line where it is shorter.
fn offset(line: &str, column: usize) -> usize {
    line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}

/// How many bytes of `rest` are one key or value, for the mark under it.
fn token_bytes(rest: &str) -> usize {
    let quoted = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quoted {
        Some(quote) => rest.char_indices().skip(1).find(|(_, c)| *c == quote).map(|(at, _)| at + 1),
        None => rest.find([' ', ',', ':', ']', '}', '#']).filter(|end| *end > 0),
    };
    end.unwrap_or_else(|| rest.trim_end().len())
}

/// Where the value stands that `path` leads to; (0, 0) where the file cannot be parsed.
///
/// The parser tells the place of a value only with an error, so a walk to the value ends in one.
pub fn locate(text: &str, path: &[Step<'_>]) -> (usize, usize) {
    (0..=path.len())
        .rev()
        .filter_map(|length| path.get(..length))
        .find_map(|path| {
            let error = Walk { path: Some(path) }
                .deserialize(serde_yaml::Deserializer::from_str(text))
                .err()?;
            let at = error.location()?;
            error.to_string().contains(HERE).then(|| (at.line(), at.column()))
        })
        .unwrap_or((0, 0))
}

/// What a walk says when it has arrived.
const HERE: &str = "the value that was looked for";

/// A walk over a whole file: refuses a key that stands twice in a map, and stops with an error at the
/// end of its path, if it has one.
#[derive(Default, Clone, Copy)]
struct Walk<'a> {
    path: Option<&'a [Step<'a>]>,
}

/// One key of a map, seen by a [`Walk`].
struct KeyOf<'a, 'b> {
    seen: &'b BTreeSet<String>,
    stop: Option<&'a str>,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Walk<'_> {
    /// An error where the path ends here.
    fn arrived<E: serde::de::Error>(self) -> Result<(), E> {
        if self.path.is_some_and(<[Step<'_>]>::is_empty) { Err(E::custom(HERE)) } else { Ok(()) }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.arrived()
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        self.arrived()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        self.arrived()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.arrived()
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        self.arrived()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.arrived()
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.arrived()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<(), D::Error> {
        self.deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.arrived()?;
        for index in 0.. {
            let path = match self.path.and_then(<[Step<'_>]>::split_first) {
                Some((Step::Item(wanted), rest)) if *wanted == index => Some(rest),
                _ => None,
            };
            if items.next_element_seed(Walk { path })?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.arrived()?;
        let mut seen = BTreeSet::new();
        loop {
            let step = self.path.and_then(<[Step<'_>]>::split_first);
            let stop = match step {
                Some((Step::Name(name), _)) => Some(*name),
                _ => None,
            };
            let Some(key) = entries.next_key_seed(KeyOf { seen: &seen, stop })? else { break };
            let path = match step {
                Some((Step::Key(wanted), rest)) if *wanted == key => Some(rest),
                _ => None,
            };
            entries.next_value_seed(Walk { path })?;
            seen.insert(key);
        }
        Ok(())
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        // A YAML tag (`!x`): nothing of ours is written with one.
        let (_, _) = data.variant::<IgnoredAny>()?;
        Err(A::Error::custom("a tag (`!…`) is not allowed here"))
    }
}

impl<'de> DeserializeSeed<'de> for KeyOf<'_, '_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyOf<'_, '_> {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<String, E> {
        if self.stop == Some(key) {
            return Err(E::custom(HERE));
        }
        if self.seen.contains(key) {
            return Err(E::custom(format_args!("the key `{key}` stands twice in one map")));
        }
        Ok(key.to_owned())
    }
}
