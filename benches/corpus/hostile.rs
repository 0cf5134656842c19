//! Texts that are made to be dear: nobody publishes them, somebody will try them.

use std::io::{self, Write};

use crate::pool::Pools;
use crate::random::Random;

/// Bytes of one row of the kinds that are many rows.
const ROW: usize = 8 << 10;

/// Writes `bytes` of a kind.
pub(crate) fn write(kind: &str, bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    match kind {
        "candidates" => candidates(bytes, out)?,
        "hits" => repeat("© 2026 copyright ", bytes, out)?,
        "line" => line(bytes, out)?,
        // A row that never ends: over every bound, to be refused without being held.
        "row" => {
            out.write_all(b"{\"id\":\"endless\",\"text\":\"")?;
            line(bytes, out)?;
            out.write_all(b"\"}\n")?;
        }
        _ => {
            let message = format!("no kind `{kind}`: candidates, hits, line, row");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
    }
    out.flush()
}

/// Beginnings of what is looked for, each without its end: every word has the gram of a literal and none is one.
fn candidates(bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    let lexicon = clearance::lexicon::Lexicon::builtin().map_err(io::Error::other)?;
    let mut words: Vec<String> = Vec::new();
    for (_, written) in lexicon.languages().iter().flat_map(|language| language.words.entries()) {
        let mut word = written.replace(['*', '.', '='], "");
        if word.chars().count() >= 5 {
            word.pop();
            words.push(word);
        }
    }
    let mut random = Random::new(1);
    let mut written = 0;
    let mut number = 0;
    while written < bytes {
        let mut text = String::new();
        while text.len() < ROW {
            text.push_str(words.get(random.below(words.len())).map_or("", String::as_str));
            text.push(if random.percent(10) { '\n' } else { ' ' });
        }
        let row = format!("{}\n", serde_json::json!({"id": number.to_string(), "text": text}));
        out.write_all(row.as_bytes())?;
        written += row.len() as u64;
        number += 1;
    }
    Ok(())
}

fn repeat(piece: &str, bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    for _ in 0..bytes / piece.len() as u64 {
        out.write_all(piece.as_bytes())?;
    }
    Ok(())
}

/// Ordinary sentences with no line break, with a notice now and then.
fn line(bytes: u64, out: &mut dyn Write) -> io::Result<()> {
    let pools = Pools::new()?;
    let mut random = Random::new(2);
    let mut written = 0;
    while written < bytes {
        let Some(pool) = pools.all().get(random.below(pools.all().len())) else { continue };
        let list = if random.percent(5) { &pool.tails } else { &pool.sentences };
        let text = random.pick(list).unwrap_or("").replace('"', "'");
        out.write_all(text.as_bytes())?;
        out.write_all(b" ")?;
        written += text.len() as u64 + 1;
    }
    Ok(())
}
