//! A stream of rows, cut into pieces of bounded size at its line breaks, so that the reading thread does
//! nothing but read and the workers do the rest.

use std::io::{BufRead, ErrorKind};
use std::ops::ControlFlow;

use super::error::ReadError;
use super::walk::Input;

/// Whole lines of a stream of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The file they come from.
    pub input: Input,
    /// The number of the first, from 1.
    pub first: u64,
    /// The lines as they are.
    pub bytes: Vec<u8>,
}

/// How many bytes of lines make a piece of work: few enough that they stay near the processor until they are read, and
/// that their memory is used again rather than fetched anew.
const CHUNK: usize = 256 << 10;

/// What comes out of the cutter.
pub(super) enum Cut {
    /// Whole lines: the number of the first, and their bytes.
    Lines(u64, Vec<u8>),
    /// One line that could not be read; the next ones can.
    Line(u64, ReadError),
    /// Nothing more can be read, from this line on.
    Rest(u64, ReadError),
}

/// Cuts `reader` at its line breaks, never holding more than a chunk and one line.
pub(super) fn cut(
    reader: &mut dyn BufRead,
    line_limit: usize,
    give: &mut dyn FnMut(Cut) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let (mut first, mut count) = (1_u64, 0_u64);
    let mut chunk: Vec<u8> = Vec::new();
    loop {
        let begun = chunk.len();
        // One more than the limit tells a line that is too long from one that just fits; a line break
        // after that is still found by the skipping below.
        let got = read_line(reader, line_limit.saturating_add(1), &mut chunk);
        let line = first + count;
        match got {
            Ok(0) => {
                return if chunk.is_empty() {
                    ControlFlow::Continue(())
                } else {
                    give(Cut::Lines(first, chunk))
                };
            }
            Ok(length) if length > line_limit && chunk.last() != Some(&b'\n') => {
                chunk.truncate(begun);
                if !chunk.is_empty() {
                    give(Cut::Lines(first, std::mem::take(&mut chunk)))?;
                }
                give(Cut::Line(line, ReadError::LineTooLong { limit: line_limit }))?;
                chunk = Vec::new();
                (first, count) = (line + 1, 0);
                if let Err(error) = skip_line(reader) {
                    return give(Cut::Rest(first, ReadError::from_io(error, 0)));
                }
            }
            Ok(_) => {
                count += 1;
                if chunk.len() >= CHUNK {
                    // The next is as long.
                    let next = Vec::with_capacity(chunk.len() + chunk.len() / 64);
                    give(Cut::Lines(first, std::mem::replace(&mut chunk, next)))?;
                    (first, count) = (first + count, 0);
                }
            }
            Err(error) => {
                // What there is of the line that broke off is not a row.
                chunk.truncate(begun);
                if !chunk.is_empty() {
                    give(Cut::Lines(first, chunk))?;
                }
                return give(Cut::Rest(line, ReadError::from_io(error, 0)));
            }
        }
    }
}

/// The lines of some bytes, without their breaks; behind a break at the end one that is empty.
pub(super) fn each(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut from = 0;
    memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]).map(move |end| {
        let line = bytes.get(from..end).unwrap_or(&[]);
        from = end + 1;
        line
    })
}

/// Reads up to a line break and with it, but no more than so many bytes; how many.
fn read_line(reader: &mut dyn BufRead, bound: usize, line: &mut Vec<u8>) -> std::io::Result<usize> {
    let mut read = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let rest = buffer.get(..bound.saturating_sub(read)).unwrap_or(buffer);
        let end = memchr::memchr(b'\n', rest);
        let got = end.map_or(rest, |end| rest.get(..=end).unwrap_or(rest));
        line.extend_from_slice(got);
        let length = got.len();
        reader.consume(length);
        read += length;
        if end.is_some() || length == 0 {
            return Ok(read);
        }
    }
}

fn skip_line(reader: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let length = buffer.len();
        if let Some(at) = memchr::memchr(b'\n', buffer) {
            reader.consume(at + 1);
            return Ok(());
        }
        reader.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], limit: usize) -> Vec<(u64, Result<Vec<u8>, String>)> {
        let mut found = Vec::new();
        let mut reader = std::io::BufReader::with_capacity(7, bytes);
        let _ = cut(&mut reader, limit, &mut |cut| {
            found.push(match cut {
                Cut::Lines(line, bytes) => (line, Ok(bytes)),
                Cut::Line(line, error) | Cut::Rest(line, error) => (line, Err(error.to_string())),
            });
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn each_line_is_told() {
        for bytes in [&b""[..], b"\n", b"a", b"a\n", b"a\n\nbc\nd"] {
            let split: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
            assert_eq!(each(bytes).collect::<Vec<_>>(), split);
        }
    }

    #[test]
    fn a_line_that_is_too_long_does_not_take_the_others_with_it() {
        let found = all(b"aa\n\nbbbbbbbbbbbbbbbbbbbb\ncc\ndd", 8);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], (1, Ok(b"aa\n\n".to_vec())));
        assert!(found[1].0 == 3 && found[1].1.is_err());
        assert_eq!(found[2], (4, Ok(b"cc\ndd".to_vec())));
        assert_eq!(all(b"12345678\n", 8), [(1, Ok(b"12345678\n".to_vec()))]);
        assert_eq!(all(b"", 8), []);
    }
}
