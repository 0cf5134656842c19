//! Marks evidence in the lines of a source: in colour on a terminal, in brackets elsewhere.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use clearance::record::Evidence;
use clearance::report::shown;

/// What a piece of evidence is for.
#[derive(Debug, Clone)]
pub(crate) struct Mark<'a> {
    pub(crate) evidence: &'a Evidence,
    pub(crate) style: Style,
    /// What is said under the line.
    pub(crate) label: String,
    /// How sure it is and why, under that; may be empty.
    pub(crate) because: String,
}

/// A style of a bold colour.
pub(crate) const fn style(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour))).bold()
}

/// Characters of a line that are shown around its evidence.
const AROUND: usize = 160;

/// The lines of `source` with their marks; lines without any are left out unless `full`.
pub(crate) fn lines(source: &str, marks: &[Mark<'_>], full: bool, colour: bool) -> String {
    let mut out = String::new();
    let mut start = 0;
    let mut skipped = 0;
    // What stands after the last line break is no line of its own.
    for (index, line) in source.strip_suffix('\n').unwrap_or(source).split('\n').enumerate() {
        let end = start + line.len();
        let mut here: Vec<&Mark<'_>> = marks
            .iter()
            .filter(|mark| {
                mark.evidence.start >= start
                    && mark.evidence.start <= end
                    && mark.evidence.start < end.max(start + 1)
            })
            .collect();
        here.sort_by_key(|mark| (mark.evidence.start, mark.evidence.end));
        if here.is_empty() && !full {
            skipped += 1;
        } else {
            if skipped > 0 {
                out.push_str(&gap(skipped));
            }
            skipped = 0;
            let _ =
                writeln!(out, "{:>4} │ {}", index + 1, marked(line, start, &here, full, colour));
            for mark in here {
                let (on, off) = if colour {
                    (mark.style.render().to_string(), mark.style.render_reset().to_string())
                } else {
                    Default::default()
                };
                let _ = writeln!(out, "     │   {on}└ {}{off}", shown(&mark.label));
                if !mark.because.is_empty() {
                    let _ = writeln!(out, "     │       {}", shown(&mark.because));
                }
            }
        }
        start = end + 1;
    }
    if skipped > 0 {
        out.push_str(&gap(skipped));
    }
    out
}

fn gap(lines: usize) -> String {
    format!("     ┆ … {lines} {}\n", if lines == 1 { "line" } else { "lines" })
}

/// One line with its evidence marked. Of a long line, what stands around the evidence.
fn marked(line: &str, start: usize, marks: &[&Mark<'_>], full: bool, colour: bool) -> String {
    let mut out = String::new();
    let mut at = 0;
    let mut last_end = 0;
    for mark in marks {
        let from = mark.evidence.start.saturating_sub(start);
        let to = mark.evidence.end.saturating_sub(start).min(line.len());
        if from < last_end || to <= from {
            continue; // within what is marked already
        }
        out.push_str(&plain(line.get(at..from).unwrap_or(""), full, at == 0, false));
        let text = shown(line.get(from..to).unwrap_or("")).into_owned();
        if colour {
            let _ = write!(out, "{}{text}{}", mark.style.render(), mark.style.render_reset());
        } else {
            let _ = write!(out, "[{text}]");
        }
        at = to;
        last_end = to;
    }
    out.push_str(&plain(line.get(at..).unwrap_or(""), full, at == 0, true));
    out
}

/// Text between marks, shortened where it is long.
fn plain(text: &str, full: bool, head: bool, tail: bool) -> String {
    let count = text.chars().count();
    if full || count <= AROUND {
        return shown(text).into_owned();
    }
    let first = || text.chars().take(AROUND / 2).collect::<String>();
    let last = || text.chars().skip(count - AROUND / 2).collect::<String>();
    match (head, tail) {
        (true | false, true) => format!("{}…", shown(&first())),
        (true, false) => format!("…{}", shown(&last())),
        (false, false) => format!("{} … {}", shown(&first()), shown(&last())),
    }
}
