//! The filter against an automaton over the same literals and the same folded texts, in one process, round by round.

use std::cell::RefCell;
use std::fs::File;
use std::hint::black_box;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use clearance::lexicon::Lexicon;
use clearance::lexicon::filter::Filter;
use clearance::limits::Limits;
use clearance::source::{Input, Mapping, Reader};
use clearance::text::{Folded, Letters, Span, is_letter};
use cpu_time::ThreadTime;
use serde::{Deserialize, Serialize};

use crate::Result;
use crate::literals::Literals;
use crate::table::median;

/// Finds places in a text and gives each: the literal, and where it begins.
type Engine<'a> = dyn Fn(&str, &mut dyn FnMut(usize, usize)) + 'a;

/// What came of it. The automaton takes much memory, and what a program took counts for those it starts: so this runs
/// in a process of its own, and is told to the other in one line.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Compared {
    pub(crate) literals: usize,
    pub(crate) bytes: usize,
    pub(crate) hits: usize,
    /// CPU time of one pass.
    pub(crate) fold: Duration,
    pub(crate) filter: Duration,
    pub(crate) automaton: Duration,
    /// Bytes that the automaton takes.
    pub(crate) automaton_bytes: usize,
    /// What leftmost, not overlapping matches are counted in the same texts, for peers that count so.
    pub(crate) leftmost: usize,
    /// The same for every place of every literal, bounds or not.
    pub(crate) overlapping: usize,
}

/// The texts of the documents of a file.
fn texts(file: &Path) -> Result<Vec<String>> {
    let limits = Limits::default();
    let mapping = Mapping::default();
    let reader = Reader { limits: &limits, mapping: &mapping };
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let input = Input {
        id: name,
        source: file.to_string_lossy().into_owned(),
        path: file.to_owned(),
        named: true,
    };
    let mut texts = Vec::new();
    let flow = reader.units(input, &mut |unit| {
        reader.documents(unit, &mut |outcome| {
            let passages = outcome.into_iter().flat_map(|document| document.passages);
            texts.extend(passages.map(|passage| passage.text().to_owned()));
        });
        ControlFlow::Continue(())
    });
    match flow {
        ControlFlow::Continue(()) if !texts.is_empty() => Ok(texts),
        _ => Err(format!("{}: no texts", file.display()).into()),
    }
}

/// Runs both over `file`, and refuses to give figures where they do not find the same.
fn compare(file: &Path, rounds: usize, to: &Path) -> Result<Compared> {
    let texts = texts(file)?;
    let lexicon = Lexicon::builtin()?;
    let Literals { list, frequencies } = Literals::new(&lexicon);
    drop(lexicon);
    let filter =
        Filter::new(list.iter().map(|(literal, bounds)| (literal.as_str(), *bounds)), &frequencies);
    let literals = || list.iter().map(|(literal, _)| literal);
    let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(literals())?;
    let behind =
        |text: &str, at: usize| text.get(..at).is_some_and(|text| text.ends_with(is_letter));
    let before =
        |text: &str, at: usize| text.get(at..).is_some_and(|text| text.starts_with(is_letter));
    // Which bytes are letters is asked by nothing but words: it counts with the filter.
    let letters = RefCell::new(Letters::default());
    let by_filter = |text: &str, found: &mut dyn FnMut(usize, usize)| {
        letters.borrow_mut().fill(text);
        filter.find(text.as_bytes(), &letters.borrow(), Span::new(0, text.len()), found);
    };
    let by_automaton = |text: &str, found: &mut dyn FnMut(usize, usize)| {
        for hit in automaton.find_overlapping_iter(text) {
            let Some((_, bounds)) = list.get(hit.pattern().as_usize()) else { continue };
            let behind = bounds.left && behind(text, hit.start());
            if !(behind || (bounds.right && before(text, hit.end()))) {
                found(hit.pattern().as_usize(), hit.start());
            }
        }
    };

    let mut folded = Folded::default();
    let mut all = Vec::with_capacity(texts.len());
    let start = ThreadTime::now();
    for text in &texts {
        folded.fill(text, true);
        black_box(folded.text.len());
    }
    let fold = start.elapsed();
    for text in &texts {
        folded.fill(text, true);
        all.push(folded.text.clone());
    }
    drop(texts);

    let (mut one, mut other, mut hits) = (Vec::new(), Vec::new(), 0);
    for text in &all {
        one.clear();
        other.clear();
        by_filter(text, &mut |literal, at| one.push((literal, at)));
        by_automaton(text, &mut |literal, at| other.push((literal, at)));
        one.sort_unstable();
        other.sort_unstable();
        if one != other {
            return Err(
                format!("the filter and the automaton do not find the same in: {text}").into()
            );
        }
        hits += one.len();
    }
    let timed = |engine: &Engine<'_>| {
        let start = ThreadTime::now();
        let mut count = 0_usize;
        for text in &all {
            engine(text, &mut |_, _| count += 1);
        }
        black_box(count);
        start.elapsed()
    };
    let (mut filters, mut automata) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        filters.push(timed(&by_filter));
        automata.push(timed(&by_automaton));
    }
    File::create(to)?.write_all(all.join("\n").as_bytes())?;
    // A peer knows each literal once.
    let mut once: Vec<&String> = literals().collect();
    once.sort_unstable();
    once.dedup();
    let overlapping = AhoCorasick::new(&once)?;
    let leftmost = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&once)?;
    Ok(Compared {
        literals: list.len(),
        bytes: all.iter().map(String::len).sum(),
        hits,
        fold,
        filter: median(filters),
        automaton: median(automata),
        automaton_bytes: automaton.memory_usage(),
        leftmost: all.iter().map(|text| leftmost.find_iter(text).count()).sum(),
        overlapping: all.iter().map(|text| overlapping.find_overlapping_iter(text).count()).sum(),
    })
}

/// [`compare`] as a line, and the folded texts as a file for peers.
pub(crate) fn print(file: &Path, rounds: usize, folded: &Path) -> Result<()> {
    println!("{}", serde_json::to_string(&compare(file, rounds, folded)?)?);
    Ok(())
}
