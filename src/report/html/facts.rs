//! What many entries say alike stands once. An entry comes as pieces: text of its row, and facts, each a JSON value;
//! here each fact becomes its number in a table that grows as the entries come, so that the table never has to be
//! known before the first row. In the page:
//!
//! ```json
//! {"rows":[ [[new facts…],[row…]], … ],"left_out":{"refused":0,"allowed":0}}
//! ```
//!
//! The pieces are lines, told by their first byte: `=` text, `#` a fact, `.` the end of an entry and whether somebody
//! must look at it. JSON has no line ends in it, so that nothing needs to be parsed.

use std::collections::HashMap;
use std::io;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{embed, page};
use crate::report::fold::Fold;
use crate::report::{RunHeader, Totals};

/// An entry in pieces.
pub(super) struct Pieces<'a> {
    out: &'a mut Vec<u8>,
    text: Vec<u8>,
}

impl<'a> Pieces<'a> {
    pub(super) const fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, text: Vec::new() }
    }

    /// Adds text of the row as it stands: brackets and commas.
    pub(super) fn raw(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    /// Adds a value of the row as JSON.
    pub(super) fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        embed::json(value, &mut self.text)
    }

    /// Adds the number of a fact.
    pub(super) fn fact(&mut self, fact: &impl Serialize) -> io::Result<()> {
        self.flush();
        self.out.push(b'#');
        embed::json(fact, self.out)?;
        self.out.push(b'\n');
        Ok(())
    }

    /// Ends the entry; `settled` where nobody has to look at it.
    pub(super) fn end(mut self, settled: bool) {
        self.flush();
        self.out.extend_from_slice(if settled { b".+\n" } else { b".-\n" });
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.out.push(b'=');
            self.out.append(&mut self.text);
            self.out.push(b'\n');
        }
    }
}

/// The table of facts, and how many rows may still be listed.
pub(super) struct Facts {
    numbers: HashMap<Box<[u8]>, usize>,
    listed: bool,
    refused: Room,
    allowed: Room,
    digest: Sha256,
}

/// How many rows there is room for, and how many found none.
struct Room {
    left: u64,
    over: u64,
}

impl Facts {
    pub(super) fn new(refused: u64, allowed: u64) -> Self {
        Self {
            numbers: HashMap::default(),
            listed: false,
            refused: Room { left: refused, over: 0 },
            allowed: Room { left: allowed, over: 0 },
            digest: Sha256::new(),
        }
    }

    fn row(&mut self, pieces: &[&[u8]], out: &mut Vec<u8>) {
        let (mut news, mut row): (Vec<u8>, Vec<u8>) = (Vec::new(), Vec::new());
        for piece in pieces {
            match piece.split_first() {
                Some((b'#', fact)) => {
                    let next = self.numbers.len();
                    let number = if let Some(number) = self.numbers.get(fact) {
                        *number
                    } else {
                        self.numbers.insert(fact.into(), next);
                        if !news.is_empty() {
                            news.push(b',');
                        }
                        news.extend_from_slice(fact);
                        next
                    };
                    row.extend_from_slice(number.to_string().as_bytes());
                }
                Some((_, text)) => row.extend_from_slice(text),
                None => {}
            }
        }
        out.extend_from_slice(if self.listed { b"\n,[[" } else { b"{\"rows\":[\n[[" });
        out.append(&mut news);
        out.extend_from_slice(b"],");
        out.append(&mut row);
        out.push(b']');
        self.listed = true;
    }

    /// Ends the data.
    fn end(&mut self, out: &mut Vec<u8>) {
        let start = if self.listed { "" } else { "{\"rows\":[" };
        let (refused, allowed) = (self.refused.over, self.allowed.over);
        let end =
            format!("{start}\n],\"left_out\":{{\"refused\":{refused},\"allowed\":{allowed}}}}}");
        out.extend_from_slice(end.as_bytes());
    }
}

impl Fold for Facts {
    fn take(&mut self, made: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        let before = out.len();
        let mut pieces: Vec<&[u8]> = Vec::new();
        for piece in made.split(|byte| *byte == b'\n') {
            if piece.first() != Some(&b'.') {
                pieces.push(piece);
                continue;
            }
            let room = if piece == b".+" { &mut self.allowed } else { &mut self.refused };
            if room.left == 0 {
                room.over += 1;
            } else {
                room.left -= 1;
                self.row(&pieces, out);
            }
            pieces.clear();
        }
        self.digest.update(out.get(before..).unwrap_or_default());
        Ok(())
    }

    fn finish(
        &mut self,
        header: &RunHeader,
        totals: &Totals,
        _: &str,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        let before = out.len();
        self.end(out);
        self.digest.update(out.get(before..).unwrap_or_default());
        // Of the data as it stands in the page, so that a reader can hold one against the other.
        let digest = std::mem::take(&mut self.digest).finalize();
        page::body(header, totals, &page::hexadecimal(&digest), out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(own: u32, shared: &str, settled: bool) -> Vec<u8> {
        let mut out = Vec::new();
        let mut pieces = Pieces::new(&mut out);
        pieces.raw("[");
        pieces.value(&own).unwrap();
        pieces.raw(",");
        pieces.fact(&shared).unwrap();
        pieces.raw("]");
        pieces.end(settled);
        out
    }

    fn assembled(entries: &[Vec<u8>], refused: u64, allowed: u64) -> serde_json::Value {
        let mut out = Vec::new();
        let mut facts = Facts::new(refused, allowed);
        for entry in entries {
            facts.take(entry, &mut out).unwrap();
        }
        facts.end(&mut out);
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_fact_stands_once() {
        let entries = [entry(1, "a\nb", false), entry(2, "a\nb", false), entry(3, "c", true)];
        let wanted = serde_json::json!({
            "rows": [[["a\nb"], [1, 0]], [[], [2, 0]], [["c"], [3, 1]]],
            "left_out": {"refused": 0, "allowed": 0},
        });
        assert_eq!(assembled(&entries, 9, 9), wanted);
        // However many come at once.
        assert_eq!(assembled(&[entries.concat()], 9, 9), wanted);
    }

    #[test]
    fn what_finds_no_room_is_counted() {
        let entries = [entry(1, "a", true), entry(2, "b", false), entry(3, "c", true)];
        let found = assembled(&entries, 9, 1);
        assert_eq!(found["rows"].as_array().unwrap().len(), 2);
        assert_eq!(found["left_out"], serde_json::json!({"refused": 0, "allowed": 1}));
        assert_eq!(assembled(&[], 9, 9)["rows"], serde_json::json!([]));
    }
}
