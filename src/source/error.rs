//! Every way in which reading goes wrong, one variant for each, with a sentence that says what, where
//! and what to do. The first word of a sentence is stable, so that a report can be searched by it.

use std::io;
use std::path::PathBuf;

use crate::record::{Failure, Stage};

/// Why a file, or a row of it, did not become a document.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The walk met something that it could not look into.
    #[error("unreadable: {0}; grant read access or leave it out by name")]
    Walk(io::Error),
    /// Neither a file nor a folder.
    #[error("not-a-file: {0}; only regular files are read, pipe it to `-` instead")]
    NotRegular(&'static str),
    /// A symbolic link inside a root.
    #[error("link: a symbolic link, which is not followed; name its target as a path of its own")]
    Link,
    /// It was there when the folder was listed.
    #[error(
        "vanished: it was there when the folder was listed and is gone; run again on a tree at rest"
    )]
    Vanished,
    /// The system refused to open it.
    #[error("unreadable: {0}")]
    Open(io::Error),
    /// The system stopped giving bytes.
    #[error("unreadable: broke off after {after} bytes: {error}")]
    Read {
        /// Bytes that had been read.
        after: u64,
        /// What the system or the unpacker said.
        error: io::Error,
    },
    /// It was written to while it was read.
    #[error("changed: the file changed while it was read; run again on a tree at rest")]
    Changed,
    /// Larger than one document may be.
    #[error(
        "limit: more than {limit} bytes in one document; split it, or store rows as JSON Lines"
    )]
    TooLarge {
        /// The bound.
        limit: usize,
    },
    /// Longer than a line may be.
    #[error("limit: a line of more than {limit} bytes")]
    LineTooLong {
        /// The bound.
        limit: usize,
    },
    /// Unpacks to more than one file may.
    #[error("limit: unpacks to more than {limit} bytes")]
    Unpacked {
        /// The bound.
        limit: u64,
    },
    /// Unpacks to so much more than it is that it is no text.
    #[error("limit: unpacks to more than {limit} times its size, as a decompression bomb does")]
    Ratio {
        /// The bound.
        limit: u64,
    },
    /// Packed too many times over.
    #[error("limit: packed more than {limit} times over; unpack it first")]
    Layers {
        /// The bound.
        limit: usize,
    },
    /// The name promises one kind of compression, the bytes are another.
    #[error(
        "wrong-magic: the name says {named}, but the bytes are not {named}; name it by what it is"
    )]
    WrongMagic {
        /// What the name says.
        named: &'static str,
    },
    /// The compressed stream is damaged or cut off.
    #[error(
        "damaged: the {codec} stream breaks off or is damaged after {after} unpacked bytes: {error}"
    )]
    Damaged {
        /// The compression.
        codec: &'static str,
        /// Bytes that had been unpacked.
        after: u64,
        /// What the unpacker said.
        error: String,
    },
    /// Not a text.
    #[error("binary: looks like {0}, which is not supported; extract its text first")]
    Binary(&'static str),
    /// A charset that no one should be asked to guess.
    #[error("charset: {0} is not supported; convert it to UTF-8")]
    Charset(&'static str),
    /// The document names a charset that does not exist.
    #[error(
        "charset: the document says it is in {label:?}, which is no known charset; convert it to UTF-8"
    )]
    UnknownCharset {
        /// What it says, shortened.
        label: String,
    },
    /// Too much of it makes no sense in its charset.
    #[error(
        "undecodable: {replaced} of {characters} characters are not valid {encoding}; convert it to UTF-8"
    )]
    Undecodable {
        /// How many made no sense.
        replaced: usize,
        /// Of how many.
        characters: usize,
        /// In which charset.
        encoding: String,
    },
    /// Elements nested too deep.
    #[error("limit: HTML elements nested deeper than {limit}")]
    Depth {
        /// The bound.
        limit: usize,
    },
    /// Not valid JSON, or nested too deep.
    #[error("json: {0}")]
    Json(String),
    /// Valid JSON, but not an object.
    #[error("json: a row must be an object with named fields, this is {0}")]
    NotObject(&'static str),
    /// No text in a row.
    #[error("no-text: no text field among {fields}; say which one it is with a field mapping")]
    NoText {
        /// The fields there are.
        fields: String,
    },
    /// The stream of rows broke off.
    #[error("rest of file: nothing from here on could be read: {0}")]
    Rest(Box<ReadError>),
}

impl ReadError {
    /// The failure of an entry; what the walk finds has its own stage.
    pub fn failure(&self) -> Failure {
        let stage = match self {
            Self::Walk(_) | Self::NotRegular(_) | Self::Link => Stage::Walk,
            _ => Stage::Read,
        };
        Failure { stage, reason: self.to_string() }
    }

    /// Wrapped so that it travels through `std::io::Read`.
    pub(super) fn into_io(self) -> io::Error {
        io::Error::other(self)
    }

    /// Unwrapped from an error of `std::io::Read`, if it is one of ours.
    pub(super) fn from_io(error: io::Error, after: u64) -> Self {
        match error.downcast::<Self>() {
            Ok(ours) => ours,
            Err(error) => Self::Read { after, error },
        }
    }
}

/// Why the paths that were named cannot be walked: the question was wrong, nothing is read.
#[derive(Debug, thiserror::Error)]
pub enum RootError {
    /// It is not there.
    #[error("{path}: no such file or folder; check the spelling", path = super::walk::shown(.0))]
    Missing(PathBuf),
    /// It cannot be looked at.
    #[error("{path}: {error}", path = super::walk::shown(.path))]
    Unreadable {
        /// As named.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// Two of them hold the same files, so each document would be counted twice.
    #[error("{inner} lies within {outer}, which was named too; name each file once", inner = super::walk::shown(.inner), outer = super::walk::shown(.outer))]
    Twice {
        /// The one within.
        inner: PathBuf,
        /// The one around it.
        outer: PathBuf,
    },
}
