//! The bytes that a document was read from, once more: for whoever passes on what was read, as it came.

use std::io::{self, Cursor, Read, Write};

use super::decompress::{self, Codec};
use super::open::{Counted, Opened};
use super::{Input, ReadError, Reader, charset, json, sha256};

/// The rows of a file that holds an array of them, as they are written there. Decoded to UTF-8, as the digest of
/// each row is over that.
pub type Rows = Vec<String>;

impl Reader<'_> {
    /// The bytes of a file as they are on the disk, if what is in them still has this digest.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read any more, or has changed since its document was judged.
    pub fn original(&self, input: &Input, digest: &str) -> io::Result<Vec<u8>> {
        let failed = |error: &ReadError| io::Error::other(format!("{}: {error}", input.source));
        let bytes = self.packed_rows(input)?;
        if sha256(&bytes) != digest {
            let unpacked = self.unpacked(input, &bytes).map_err(|error| failed(&error))?;
            if sha256(&unpacked) != digest {
                return Err(failed(&ReadError::Changed));
            }
        }
        Ok(bytes)
    }

    /// The bytes of a file as they are on the disk, for one of rows: each row has a digest of its own.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read any more.
    pub fn packed_rows(&self, input: &Input) -> io::Result<Vec<u8>> {
        let failed = |error: &ReadError| io::Error::other(format!("{}: {error}", input.source));
        let (reader, witness) = Opened::open(input).map_err(|error| failed(&error))?.split();
        // What packs a document is never much more than the document.
        let bound = self.limits.document_bytes as u64 + (1 << 20);
        let mut bytes = Vec::new();
        reader.take(bound).read_to_end(&mut bytes)?;
        witness.unchanged().map_err(|error| failed(&error))?;
        Ok(bytes)
    }

    /// The rows of the bytes of a file that holds an array of them.
    ///
    /// # Errors
    ///
    /// Where they are none that [`Reader::documents`] has read rows from.
    pub fn elements(&self, input: &Input, bytes: &[u8]) -> io::Result<Rows> {
        let failed = |error: &ReadError| io::Error::other(format!("{}: {error}", input.source));
        let unpacked = self.unpacked(input, bytes).map_err(|error| failed(&error))?;
        let decoded = charset::decode(unpacked, self.limits).map_err(|error| failed(&error))?;
        Ok(json::elements(&decoded.text).0.into_iter().map(str::to_owned).collect())
    }

    fn unpacked(&self, input: &Input, bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
        let name = if input.is_stdin() { "" } else { &input.source };
        let packed = Counted::over(Box::new(Cursor::new(bytes.to_vec())));
        let mut reader = decompress::unpack(packed, name, self.limits)?;
        let mut unpacked = Vec::new();
        reader.read_to_end(&mut unpacked).map_err(|error| ReadError::from_io(error, 0))?;
        Ok(unpacked)
    }
}

/// A writer that packs as the suffixes of `name` say (`.gz`, `.zst`, `.bz2`, `.xz`, also several), and writes as
/// it is where they say nothing.
///
/// # Errors
///
/// Where a packer cannot be made.
pub fn packed(name: &str, out: Box<dyn Pack>) -> io::Result<Box<dyn Pack>> {
    let mut out = out;
    let mut codecs = decompress::codecs(name);
    // The last suffix is the outermost layer: the first that what is written comes through last.
    while let Some(codec) = codecs.pop() {
        out = match codec {
            Codec::Gzip => {
                Box::new(flate2::write::GzEncoder::new(out, flate2::Compression::default()))
            }
            Codec::Zstd => Box::new(zstd::stream::write::Encoder::new(out, 0)?),
            Codec::Bzip2 => {
                Box::new(bzip2::write::BzEncoder::new(out, bzip2::Compression::default()))
            }
            Codec::Xz => Box::new(liblzma::write::XzEncoder::new(out, 6)),
        };
    }
    Ok(out)
}

/// A writer that has to be told where its end is.
pub trait Pack: Write {
    /// Writes what is still to be written, in this layer and in all below.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    fn end(self: Box<Self>) -> io::Result<()>;
}

impl Pack for flate2::write::GzEncoder<Box<dyn Pack>> {
    fn end(self: Box<Self>) -> io::Result<()> {
        (*self).finish()?.end()
    }
}

impl Pack for zstd::stream::write::Encoder<'_, Box<dyn Pack>> {
    fn end(self: Box<Self>) -> io::Result<()> {
        (*self).finish()?.end()
    }
}

impl Pack for bzip2::write::BzEncoder<Box<dyn Pack>> {
    fn end(self: Box<Self>) -> io::Result<()> {
        (*self).finish()?.end()
    }
}

impl Pack for liblzma::write::XzEncoder<Box<dyn Pack>> {
    fn end(self: Box<Self>) -> io::Result<()> {
        (*self).finish()?.end()
    }
}
