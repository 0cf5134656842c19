//! Paths to inputs: what stands under the roots that were named, in an order that depends on nothing but
//! the names. No ignore file is honoured: data must not be able to hide itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use globset::GlobSet;
use walkdir::{DirEntry, WalkDir};

use super::error::{ReadError, RootError};
use crate::document::Identity;
use crate::record::Failure;

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// A file that the walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The path relative to the root that was named, `/`-separated; for a root that is itself a file its
    /// name; `-` for standard input.
    pub id: String,
    /// The path as named and walked, `/`-separated, in a printable form that loses nothing.
    pub source: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named itself: then a link is followed, because somebody asked for it.
    pub named: bool,
}

impl Input {
    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.named && self.path == Path::new(STDIN)
    }

    /// What a failed entry for it is called.
    pub fn identity(&self) -> Identity {
        Identity { id: self.id.clone(), source: self.source.clone(), ..Identity::default() }
    }
}

/// What is left out, because somebody said so on the command line.
#[derive(Debug, Clone, Default)]
pub struct Exclude {
    /// Matched against [`Input::id`] of files and folders; a folder that matches is not entered.
    pub globs: GlobSet,
}

/// Looks whether each root is there and none lies within another.
pub fn check_roots(roots: &[PathBuf]) -> Result<(), RootError> {
    let mut seen: Vec<(PathBuf, &PathBuf)> = Vec::new();
    for root in roots {
        let place = if root == Path::new(STDIN) {
            PathBuf::from(STDIN)
        } else {
            // `symlink_metadata` would let a dangling link pass: a root must lead somewhere.
            fs::canonicalize(root).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => RootError::Missing(root.clone()),
                _ => RootError::Unreadable { path: root.clone(), error },
            })?
        };
        for (other, named) in &seen {
            if place.starts_with(other) {
                return Err(RootError::Twice { inner: root.clone(), outer: (*named).clone() });
            }
            if other.starts_with(&place) {
                return Err(RootError::Twice { inner: (*named).clone(), outer: root.clone() });
            }
        }
        seen.push((place, root));
    }
    Ok(())
}

/// Everything under `roots` that is not a folder: roots in the order given, names in the order of their
/// bytes. What cannot be read is not left out but comes as a failure.
pub fn walk<'a>(
    roots: &'a [PathBuf],
    exclude: &'a Exclude,
) -> impl Iterator<Item = Result<Input, (Identity, Failure)>> + use<'a> {
    roots.iter().flat_map(move |root| -> Box<dyn Iterator<Item = _> + 'a> {
        if root == Path::new(STDIN) {
            let input = Input {
                id: STDIN.to_owned(),
                source: STDIN.to_owned(),
                path: root.clone(),
                named: true,
            };
            return Box::new(std::iter::once(Ok(input)));
        }
        let tree = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter();
        let kept = tree.filter_entry(move |entry| {
            let id = id(root, entry.path());
            // The root itself has no name of its own to be left out by, unless it is a file.
            (entry.depth() == 0 && entry.file_type().is_dir()) || !exclude.globs.is_match(&id)
        });
        Box::new(kept.filter_map(move |entry| met(root, entry)))
    })
}

fn met(
    root: &Path,
    entry: Result<DirEntry, walkdir::Error>,
) -> Option<Result<Input, (Identity, Failure)>> {
    let (path, named, found) = match entry {
        Ok(entry) if entry.file_type().is_dir() => return None,
        Ok(entry) => {
            let named = entry.depth() == 0;
            let found = if named { None } else { refused(entry.file_type()) };
            (entry.into_path(), named, found)
        }
        Err(error) => {
            let path = error.path().unwrap_or(root).to_owned();
            let depth = error.depth();
            let found = match error.into_io_error() {
                Some(error) if error.kind() == io::ErrorKind::NotFound => ReadError::Vanished,
                Some(error) => ReadError::Walk(error),
                None => ReadError::Link,
            };
            (path, depth == 0, Some(found))
        }
    };
    let input = Input { id: id(root, &path), source: shown(&path), path, named };
    Some(match found {
        None => Ok(input),
        Some(error) => Err((input.identity(), error.failure())),
    })
}

fn refused(kind: fs::FileType) -> Option<ReadError> {
    if kind.is_symlink() {
        Some(ReadError::Link)
    } else if kind.is_file() {
        None
    } else {
        Some(ReadError::NotRegular(special(kind)))
    }
}

/// What a file is that is none, in words.
#[cfg(unix)]
pub(super) fn special(kind: fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a named pipe"
    } else if kind.is_socket() {
        "a socket"
    } else if kind.is_block_device() || kind.is_char_device() {
        "a device"
    } else if kind.is_dir() {
        "a folder"
    } else {
        "neither a file nor a folder"
    }
}

/// What a file is that is none, in words.
#[cfg(not(unix))]
pub(super) fn special(kind: fs::FileType) -> &'static str {
    if kind.is_dir() { "a folder" } else { "neither a file nor a folder" }
}

/// The path relative to its root; for a root that is a file its name.
fn id(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    if relative.as_os_str().is_empty() {
        return shown(Path::new(path.file_name().unwrap_or(path.as_os_str())));
    }
    shown(relative)
}

/// A path as it is printed: `/` between its parts, bytes that are no UTF-8 as `%XX`, and so that it can
/// be told back, a `%` that could be mistaken for one of these as `%25`.
pub fn shown(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = {
        use std::os::unix::ffi::OsStrExt;
        path.as_os_str().as_bytes().to_vec()
    };
    #[cfg(not(unix))]
    let bytes = path.to_string_lossy().replace('\\', "/").into_bytes();

    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        let mut rest = chunk.valid();
        while let Some(at) = rest.find('%') {
            let (before, after) = rest.split_at(at);
            let after = after.strip_prefix('%').unwrap_or(after);
            out.push_str(before);
            out.push('%');
            if is_mistakable(after.as_bytes()) {
                out.push_str("25");
            }
            rest = after;
        }
        out.push_str(rest);
        for byte in chunk.invalid() {
            let digit =
                |value: u8| char::from_digit(value.into(), 16).unwrap_or('0').to_ascii_uppercase();
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

fn is_mistakable(after: &[u8]) -> bool {
    match after {
        [b'2', b'5', ..] => true,
        [high, low, ..] => {
            matches!(high, b'8' | b'9' | b'A'..=b'F') && matches!(low, b'0'..=b'9' | b'A'..=b'F')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_name_that_is_no_text_is_printed_without_loss() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        for (bytes, want) in [
            (&b"a/b c.txt"[..], "a/b c.txt"),
            (b"a\xFF.txt", "a%FF.txt"),
            (b"a%FF.txt", "a%25FF.txt"),
            (b"a%25FF.txt", "a%2525FF.txt"),
            (b"50%.txt", "50%.txt"),
            (b"a%20b", "a%20b"),
        ] {
            assert_eq!(shown(Path::new(OsStr::from_bytes(bytes))), want);
        }
    }

    #[test]
    fn roots_are_there_and_apart() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a");
        fs::create_dir(&inner).unwrap();
        assert!(check_roots(std::slice::from_ref(&inner)).is_ok());
        assert!(matches!(check_roots(&[folder.path().join("b")]), Err(RootError::Missing(_))));
        let both = [folder.path().to_owned(), inner];
        assert!(matches!(check_roots(&both), Err(RootError::Twice { .. })));
    }

    #[test]
    fn the_order_is_that_of_the_bytes_and_hidden_files_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "B.txt", ".hidden", ".gitignore", "a/z", "a/y"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::File::create(path).unwrap();
        }
        let roots = [folder.path().to_owned()];
        let ids = |exclude: &Exclude| -> Vec<String> {
            walk(&roots, exclude).map(|input| input.unwrap().id).collect()
        };
        let all = [".gitignore", ".hidden", "B.txt", "a/y", "a/z", "b.txt"];
        assert_eq!(ids(&Exclude::default()), all);
        let globs =
            globset::GlobSetBuilder::new().add(globset::Glob::new("a").unwrap()).build().unwrap();
        assert_eq!(ids(&Exclude { globs }), [".gitignore", ".hidden", "B.txt", "b.txt"]);
    }
}
