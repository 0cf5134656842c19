//! Compression around any format: peeled off layer by layer while it streams, counting what comes out,
//! so that a small file cannot become an endless one. Sizes written in headers are never believed.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use super::error::ReadError;
use super::open::Counted;
use crate::limits::Limits;

/// What an unpacker may take for its window. `xz -9` needs 65 MiB.
const MEMORY: u64 = 256 << 20;

/// How much is looked at to tell a compression by its first bytes.
const MAGIC_BYTES: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

/// By name: the suffix, and what it promises.
const SUFFIXES: [(&str, Codec); 5] = [
    (".gz", Codec::Gzip),
    (".zst", Codec::Zstd),
    (".zstd", Codec::Zstd),
    (".bz2", Codec::Bzip2),
    (".xz", Codec::Xz),
];

impl Codec {
    const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
        }
    }

    fn of_magic(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 0x08, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstd),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            // Three letters and a digit begin many a text; the digits of pi that follow do not.
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => {
                Some(Self::Bzip2)
            }
            _ => None,
        }
    }

    fn unpack(self, packed: Box<dyn BufRead>) -> io::Result<Box<dyn Read>> {
        Ok(match self {
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(packed)),
            Self::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::with_buffer(packed)?;
                decoder.window_log_max(27)?;
                Box::new(decoder)
            }
            Self::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(packed)),
            Self::Xz => {
                let stream = liblzma::stream::Stream::new_stream_decoder(
                    MEMORY,
                    liblzma::stream::CONCATENATED,
                )?;
                Box::new(liblzma::bufread::XzDecoder::new_stream(packed, stream))
            }
        })
    }
}

/// The name without the suffixes of compression: what tells the format.
pub(super) fn bare_name(name: &str) -> &str {
    let mut name = name;
    while let Some((bare, _)) = last_suffix(name) {
        name = bare;
    }
    name
}

/// The layers that a name promises, the innermost first.
pub(super) fn codecs(name: &str) -> Vec<Codec> {
    let mut found = Vec::new();
    let mut name = name;
    while let Some((bare, codec)) = last_suffix(name) {
        found.push(codec);
        name = bare;
    }
    found.reverse();
    found
}

fn last_suffix(name: &str) -> Option<(&str, Codec)> {
    SUFFIXES.iter().find_map(|(suffix, codec)| {
        let at = name.len().checked_sub(suffix.len())?;
        let (bare, end) = name.split_at_checked(at)?;
        end.eq_ignore_ascii_case(suffix).then_some((bare, *codec))
    })
}

/// Whether a file of this name that begins so is not compressed, nor said to be.
pub(super) fn is_plain(name: &str, head: &[u8]) -> bool {
    last_suffix(name).is_none() && Codec::of_magic(head).is_none()
}

/// The bytes within all layers of compression. `name` says how many there are to be; where it says
/// nothing, the bytes do.
pub(super) fn unpack(
    packed: Counted,
    name: &str,
    limits: &Limits,
) -> Result<Box<dyn BufRead>, ReadError> {
    let base = packed.count();
    let mut name = name;
    let mut reader: Box<dyn BufRead> = Box::new(BufReader::with_capacity(64 << 10, packed));
    let mut layers = 0;
    loop {
        let named = last_suffix(name);
        let (head, rest) =
            peek(reader, MAGIC_BYTES).map_err(|error| ReadError::from_io(error, 0))?;
        let found = Codec::of_magic(&head);
        reader = rest;
        if let Some((bare, codec)) = named {
            if found != Some(codec) {
                return Err(ReadError::WrongMagic { named: codec.name() });
            }
            name = bare;
        }
        let Some(codec) = found else { return Ok(reader) };
        layers += 1;
        if layers > limits.layers {
            return Err(ReadError::Layers { limit: limits.layers });
        }
        let inner = codec.unpack(reader).map_err(|error| ReadError::Damaged {
            codec: codec.name(),
            after: 0,
            error: error.to_string(),
        })?;
        let bounded = Bounded {
            inner,
            codec,
            count: 0,
            base: Rc::clone(&base),
            unpacked: limits.unpacked_bytes,
            ratio: limits.ratio,
            after: limits.ratio_after,
        };
        reader = Box::new(BufReader::with_capacity(64 << 10, bounded));
    }
}

/// The first bytes, and the reader as if they had not been read.
pub(super) fn peek(
    mut reader: Box<dyn BufRead>,
    length: usize,
) -> io::Result<(Vec<u8>, Box<dyn BufRead>)> {
    // Mostly they are in the buffer already.
    let buffered = reader.fill_buf()?;
    if let Some(head) = buffered.get(..length) {
        return Ok((head.to_vec(), reader));
    }
    let mut head = Vec::with_capacity(length);
    reader.by_ref().take(length as u64).read_to_end(&mut head)?;
    let chained = io::Cursor::new(head.clone()).chain(reader);
    Ok((head, Box::new(chained)))
}

/// A layer of compression that counts what comes out.
struct Bounded {
    inner: Box<dyn Read>,
    codec: Codec,
    count: u64,
    base: Rc<Cell<u64>>,
    unpacked: u64,
    ratio: u64,
    after: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = match self.inner.read(buffer) {
            Ok(got) => got,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => {
                // A layer below has already said what is wrong with it.
                let ours =
                    error.get_ref().and_then(|inner| inner.downcast_ref::<ReadError>()).is_some();
                return Err(if ours { error } else { self.damaged(&error) });
            }
        };
        self.count += got as u64;
        if self.count > self.unpacked {
            return Err(ReadError::Unpacked { limit: self.unpacked }.into_io());
        }
        if self.count > self.after && self.count / self.base.get().max(1) > self.ratio {
            return Err(ReadError::Ratio { limit: self.ratio }.into_io());
        }
        Ok(got)
    }
}

impl Bounded {
    fn damaged(&self, error: &io::Error) -> io::Error {
        let (codec, after) = (self.codec.name(), self.count);
        ReadError::Damaged { codec, after, error: error.to_string() }.into_io()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_suffixes() {
        assert_eq!(bare_name("a.jsonl.gz.ZST"), "a.jsonl");
        assert_eq!(bare_name("a.txt"), "a.txt");
        assert_eq!(bare_name("é.xz"), "é");
        assert_eq!(bare_name("gz"), "gz");
    }

    #[test]
    fn a_text_is_not_taken_for_a_compression() {
        assert_eq!(Codec::of_magic(b"BZh9 is how a bzip2 file begins"), None);
        assert_eq!(Codec::of_magic(b""), None);
    }
}
