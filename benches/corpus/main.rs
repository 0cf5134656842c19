//! Makes what is measured: texts, pages and files of a given size from sentences written for it. The same seed and
//! size give the same bytes on every machine.

mod article;
mod hostile;
mod page;
mod pool;
mod random;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use article::Author;
use pool::Pools;

const USAGE: &str = "\
usage: corpus jsonl BYTES FILE      rows of id, url, title and text
       corpus html BYTES DIR        raw pages
       corpus files COUNT DIR       small text files
       corpus hostile KIND BYTES FILE
                                    KIND: candidates, hits, line, row
       corpus sentences             how many there are in each language";

/// Changing it changes every figure that was measured before.
const SEED: u64 = 20_261_126;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["jsonl", bytes, file] => jsonl(number(bytes)?, Path::new(file)),
        ["html", bytes, folder] => html(number(bytes)?, Path::new(folder)),
        ["files", count, folder] => files(number(count)?, Path::new(folder)),
        ["hostile", kind, bytes, file] => hostile::write(kind, number(bytes)?, &mut create(file)?),
        ["sentences"] => {
            let mut out = io::stdout().lock();
            for pool in Pools::new()?.all() {
                writeln!(out, "{} {}", pool.tag, pool.sentences.len())?;
            }
            Ok(())
        }
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, USAGE)),
    }
}

/// A count, also with the exponent that people write: `1e9`.
fn number(text: &str) -> io::Result<u64> {
    let parsed = match text.split_once('e') {
        None => text.parse().ok(),
        Some((digits, power)) => {
            let power = power.parse().ok().and_then(|power| 10_u64.checked_pow(power));
            digits.parse::<u64>().ok().zip(power).map(|(digits, power)| digits * power)
        }
    };
    let wrong = || io::Error::new(io::ErrorKind::InvalidInput, format!("`{text}` is no count"));
    parsed.ok_or_else(wrong)
}

fn create(path: impl AsRef<Path>) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::with_capacity(1 << 20, File::create(path)?))
}

fn jsonl(bytes: u64, file: &Path) -> io::Result<()> {
    let pools = Pools::new()?;
    let mut author = Author::new(&pools, SEED);
    let mut out = create(file)?;
    let mut written = 0;
    while written < bytes {
        let article = author.write();
        let row = serde_json::json!({
            "id": article.id, "url": article.url, "title": article.title, "text": article.text(),
        });
        let line = format!("{row}\n");
        out.write_all(line.as_bytes())?;
        written += line.len() as u64;
    }
    out.flush()
}

fn html(bytes: u64, folder: &Path) -> io::Result<()> {
    let pools = Pools::new()?;
    let mut author = Author::new(&pools, SEED);
    let mut written = 0;
    for number in 0.. {
        if written >= bytes {
            break;
        }
        let article = author.write();
        let page = page::page(&article, &mut author);
        written += page.len() as u64;
        save(folder, number, "html", &page)?;
    }
    Ok(())
}

fn files(count: u64, folder: &Path) -> io::Result<()> {
    let pools = Pools::new()?;
    let mut author = Author::new(&pools, SEED);
    for number in 0..count {
        save(folder, number, "txt", &author.write().text())?;
    }
    Ok(())
}

/// A thousand files in a folder, as crawls are kept.
fn save(folder: &Path, number: u64, extension: &str, text: &str) -> io::Result<()> {
    let folder = folder.join(format!("{:03}", number / 1000));
    fs::create_dir_all(&folder)?;
    File::create(folder.join(format!("{number:06}.{extension}")))?.write_all(text.as_bytes())
}
