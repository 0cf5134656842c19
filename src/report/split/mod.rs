//! The split: what is allowed, for review and denied, each in a folder of its own, in the format it came in. Whole
//! or not at all: the folders are filled under other names and renamed when all is written.

mod piece;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use self::piece::place;
pub use self::piece::{Aside, Kept, Piece, Shape};
use super::jsonl::inert;
use super::{RunHeader, WriteError};
use crate::document::Locator;
use crate::source::{Input, Pack, packed};

/// The schema of the first line of a manifest.
pub const MANIFEST_SCHEMA: &str = "clearance.manifest/1";
/// The schema of its last line.
pub const MANIFEST_TOTALS_SCHEMA: &str = "clearance.manifest-totals/1";

/// Where the sides go; a side without a folder is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// What is allowed.
    pub allowed: Option<PathBuf>,
    /// What a person must look at.
    pub review: Option<PathBuf>,
    /// What is denied.
    pub denied: Option<PathBuf>,
    /// Documents that are files of their own become hard links, not copies.
    pub link: bool,
}

impl Folders {
    /// Whether no side is wanted.
    pub const fn is_empty(&self) -> bool {
        self.allowed.is_none() && self.review.is_none() && self.denied.is_none()
    }
}

/// A split that is being written. Dropped before [`Split::commit`], it leaves nothing behind.
pub struct Split {
    roots: Vec<PathBuf>,
    link: bool,
    /// Allowed, review, denied.
    sides: [Option<Side>; 3],
    failed: u64,
}

/// One folder.
struct Side {
    folder: PathBuf,
    temporary: TempDir,
    manifest: Manifest,
    /// The file of lines that is being written: pieces of one input come one after the other.
    open: Option<Open>,
    files: u64,
}

/// A file that is being written.
struct Open {
    input: Input,
    name: String,
    documents: u64,
    out: Box<dyn Pack>,
    digest: std::rc::Rc<std::cell::RefCell<(Sha256, u64)>>,
}

/// The list of what is in a folder, written beside it.
struct Manifest {
    file: tempfile::NamedTempFile,
    out: Vec<u8>,
    hasher: Sha256,
    documents: u64,
}

#[derive(Serialize)]
struct First<'a> {
    schema: &'static str,
    side: &'static str,
    #[serde(flatten)]
    header: Stamp<'a>,
}

#[derive(Serialize)]
struct Stamp<'a> {
    version: &'a str,
    rules: &'a str,
    policy: &'a Option<super::PolicyStamp>,
    as_of: &'a Option<String>,
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    source: &'a str,
    locator: &'a Option<Locator>,
    sha256: &'a str,
    bytes: u64,
    file: &'a str,
}

#[derive(Serialize)]
struct FileLine<'a> {
    file: &'a str,
    sha256: &'a str,
    bytes: u64,
    documents: u64,
}

#[derive(Serialize)]
struct Last<'a> {
    schema: &'static str,
    documents: u64,
    files: u64,
    /// Documents of the whole run that could not be judged, and are on no side.
    failed: u64,
    sha256: &'a str,
}

impl Split {
    /// Begins a split of what lies under `roots`.
    ///
    /// # Errors
    ///
    /// Where a folder is there already, lies inside what is checked or inside another one (the question was
    /// wrong), or cannot be written to.
    pub fn create(
        folders: &Folders,
        roots: &[PathBuf],
        header: &RunHeader,
    ) -> Result<Self, WriteError> {
        let named = [
            ("allowed", &folders.allowed),
            ("review", &folders.review),
            ("denied", &folders.denied),
        ];
        let mut sides = [None, None, None];
        let mut taken: Vec<PathBuf> = Vec::new();
        for (slot, (name, folder)) in sides.iter_mut().zip(named) {
            let Some(folder) = folder else { continue };
            let side = Side::create(folder, name, roots, header)?;
            let apart = |other: &PathBuf| {
                !side.folder.starts_with(other) && !other.starts_with(&side.folder)
            };
            if !taken.iter().all(apart) {
                return Err(WriteError::Inside(folder.display().to_string()));
            }
            taken.push(side.folder.clone());
            *slot = Some(side);
        }
        Ok(Self { roots: roots.to_vec(), link: folders.link, sides, failed: 0 })
    }

    /// Adds a piece; pieces of one input must come one after the other.
    ///
    /// # Errors
    ///
    /// Where something cannot be written, or two inputs would get one name.
    pub fn keep(&mut self, piece: &Piece) -> io::Result<()> {
        self.failed += piece.documents.iter().filter(|kept| kept.side.is_none()).count() as u64;
        let Some(input) = &piece.input else { return Ok(()) };
        let name = self.name(input, &piece.shape)?;
        for (at, side) in self.sides.iter_mut().enumerate() {
            let Some(side) = side else { continue };
            let here = |kept: &&Kept| kept.side.map(place) == Some(at);
            let documents: Vec<&Kept> = piece.documents.iter().filter(here).collect();
            if documents.is_empty() {
                continue;
            }
            let folder = side.folder.display().to_string();
            let kept = side.take(at, piece, &name, &documents, self.link);
            kept.map_err(|error| io::Error::new(error.kind(), format!("{folder}: {error}")))?;
        }
        Ok(())
    }

    /// What an input is called in the folders: as relative to its root, below the name of the root where there are
    /// several.
    fn name(&self, input: &Input, shape: &Shape) -> io::Result<PathBuf> {
        if input.is_stdin() {
            let lines = matches!(shape, Shape::Lines(_));
            return Ok(PathBuf::from(if lines { "stdin.jsonl" } else { "stdin" }));
        }
        let strip = |root: &PathBuf| Some((root.clone(), input.path.strip_prefix(root).ok()?));
        let Some((root, rest)) = self.roots.iter().find_map(strip) else {
            return Err(io::Error::other(format!("{}: lies under no root", input.source)));
        };
        let own = root.file_name().map(PathBuf::from);
        let name = match (rest.as_os_str().is_empty(), self.roots.len() > 1, own) {
            (true, _, Some(own)) => own,
            (false, true, Some(own)) => own.join(rest),
            _ => rest.to_owned(),
        };
        let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if name.as_os_str().is_empty() || !name.components().all(plain) {
            return Err(io::Error::other(format!("{}: has no name below its root", input.source)));
        }
        Ok(name)
    }

    /// Puts all folders and their manifests in their places, or none.
    ///
    /// # Errors
    ///
    /// Where something cannot be written or renamed; what was renamed before is taken back.
    pub fn commit(self) -> Result<(), WriteError> {
        let failed = self.failed;
        let mut ready = Vec::new();
        for mut side in self.sides.into_iter().flatten() {
            let name = side.folder.display().to_string();
            side.finish(failed).map_err(|source| WriteError::Io { name: name.clone(), source })?;
            ready.push((side.folder, name, side.temporary, side.manifest.file));
        }
        let mut done: Vec<PathBuf> = Vec::new();
        for (folder, name, temporary, manifest) in ready {
            let beside = beside(&folder);
            let placed = fs::rename(temporary.path(), &folder).and_then(|()| {
                // What it was called is gone: nothing is left to be cleaned up.
                let _ = temporary.keep();
                done.push(folder);
                manifest.persist_noclobber(&beside).map_err(|error| error.error)?;
                done.push(beside);
                Ok(())
            });
            if let Err(source) = placed {
                for path in done.iter().rev() {
                    let _ = if path.is_dir() {
                        fs::remove_dir_all(path)
                    } else {
                        fs::remove_file(path)
                    };
                }
                return Err(WriteError::Io { name, source });
            }
        }
        Ok(())
    }
}

/// Where the manifest of a folder stands.
fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".manifest.jsonl");
    folder.with_file_name(name)
}

impl Side {
    fn create(
        folder: &Path,
        side: &'static str,
        roots: &[PathBuf],
        header: &RunHeader,
    ) -> Result<Self, WriteError> {
        let name = folder.display().to_string();
        let fail = |source| WriteError::Io { name: name.clone(), source };
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = fs::canonicalize(parent.unwrap_or(Path::new("."))).map_err(fail)?;
        let Some(last) = folder.file_name() else { return Err(WriteError::Special(name)) };
        let target = parent.join(last);
        let mut roots = roots.iter().filter_map(|root| fs::canonicalize(root).ok());
        if roots.any(|root| target.starts_with(root)) {
            return Err(WriteError::Inside(name));
        }
        for path in [&target, &beside(&target)] {
            if fs::symlink_metadata(path).is_ok() {
                return Err(WriteError::There(path.display().to_string()));
            }
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".clearance-").suffix(".part");
        let mut files = builder;
        #[cfg(unix)]
        {
            // As any new folder and file, not only for their owner; the umask takes away what it must.
            use std::os::unix::fs::PermissionsExt;
            files.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = files.tempfile_in(&parent).map_err(fail)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            files.permissions(fs::Permissions::from_mode(0o777));
        }
        let temporary = files.tempdir_in(&parent).map_err(fail)?;
        let mut manifest = Manifest { file, out: Vec::new(), hasher: Sha256::new(), documents: 0 };
        let stamp = Stamp {
            version: &header.version,
            rules: &header.rules,
            policy: &header.policy,
            as_of: &header.as_of,
        };
        let first = First { schema: MANIFEST_SCHEMA, side, header: stamp };
        manifest.line(&first).map_err(fail)?;
        Ok(Self { folder: target, temporary, manifest, open: None, files: 0 })
    }

    /// Writes what of a piece is on this side, the one `at` this place of the three.
    fn take(
        &mut self,
        at: usize,
        piece: &Piece,
        name: &Path,
        documents: &[&Kept],
        link: bool,
    ) -> io::Result<()> {
        let Some(input) = &piece.input else { return Ok(()) };
        match &piece.shape {
            Shape::Nothing => Ok(()),
            Shape::Lines(sides) => {
                let bytes = sides.get(at).map_or(&[][..], Vec::as_slice);
                self.lines(input, name, bytes, documents)
            }
            Shape::Rows(sides) => {
                let rows = sides.get(at).map_or(&[][..], Vec::as_slice);
                let array = format!("[\n{}\n]\n", rows.join(",\n"));
                self.lines(input, name, array.as_bytes(), documents)?;
                self.close()
            }
            Shape::Whole(bytes) => self.whole(input, name, bytes, documents, link),
        }
    }

    /// Adds lines to the file of an input.
    fn lines(
        &mut self,
        input: &Input,
        name: &Path,
        bytes: &[u8],
        documents: &[&Kept],
    ) -> io::Result<()> {
        if self.open.as_ref().is_none_or(|open| open.input != *input) {
            self.close()?;
            let shown = crate::source::shown(name);
            let digest = std::rc::Rc::new(std::cell::RefCell::new((Sha256::new(), 0)));
            let file =
                Digested { file: BufWriter::new(self.new_file(name)?), digest: digest.clone() };
            let name = if input.is_stdin() { "" } else { shown.as_str() };
            let out = packed(name, Box::new(file))?;
            self.open = Some(Open { input: input.clone(), name: shown, documents: 0, out, digest });
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        open.out.write_all(bytes)?;
        open.documents += documents.len() as u64;
        for kept in documents {
            self.manifest.document(kept, &open.name)?;
        }
        Ok(())
    }

    /// A document that is a file of its own.
    fn whole(
        &mut self,
        input: &Input,
        name: &Path,
        bytes: &[u8],
        documents: &[&Kept],
        link: bool,
    ) -> io::Result<()> {
        self.close()?;
        if link && !input.is_stdin() {
            let target = self.target(name)?;
            let source = fs::canonicalize(&input.path)?;
            fs::hard_link(source, &target).map_err(|error| {
                io::Error::other(format!(
                    "{}: cannot be linked to: {error}; leave out --link",
                    input.source
                ))
            })?;
        } else {
            let mut file = self.new_file(name)?;
            file.write_all(bytes)?;
        }
        let shown = crate::source::shown(name);
        for kept in documents {
            self.manifest.document(kept, &shown)?;
        }
        self.files += 1;
        let sha256 = crate::source::digest(bytes);
        let documents = documents.len() as u64;
        self.manifest.line(&FileLine {
            file: &shown,
            sha256: &sha256,
            bytes: bytes.len() as u64,
            documents,
        })
    }

    fn target(&self, name: &Path) -> io::Result<PathBuf> {
        let path = self.temporary.path().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(path)
    }

    fn new_file(&self, name: &Path) -> io::Result<File> {
        let path = self.target(name)?;
        File::create_new(&path).map_err(|error| {
            if error.kind() == io::ErrorKind::AlreadyExists {
                let name = crate::source::shown(name);
                io::Error::other(format!("two inputs are called {name}: split them one by one"))
            } else {
                error
            }
        })
    }

    /// Ends the file that is being written.
    fn close(&mut self) -> io::Result<()> {
        let Some(open) = self.open.take() else { return Ok(()) };
        open.out.end()?;
        let (hasher, bytes) = open.digest.replace((Sha256::new(), 0));
        self.files += 1;
        self.manifest.line(&FileLine {
            file: &open.name,
            sha256: &hex(hasher),
            bytes,
            documents: open.documents,
        })
    }

    /// Ends the last file and the manifest.
    fn finish(&mut self, failed: u64) -> io::Result<()> {
        self.close()?;
        let Self { manifest, files, .. } = self;
        let sha256 = hex(manifest.hasher.clone());
        let documents = manifest.documents;
        manifest.line(&Last {
            schema: MANIFEST_TOTALS_SCHEMA,
            documents,
            files: *files,
            failed,
            sha256: &sha256,
        })?;
        manifest.flush()?;
        manifest.file.as_file().sync_all()
    }
}

impl Manifest {
    fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        let start = self.out.len();
        inert(value, &mut self.out)?;
        self.out.push(b'\n');
        self.hasher.update(self.out.get(start..).unwrap_or_default());
        if self.out.len() >= 1 << 16 { self.flush() } else { Ok(()) }
    }

    fn document(&mut self, kept: &Kept, file: &str) -> io::Result<()> {
        self.documents += 1;
        self.line(&DocumentLine {
            source: &kept.source,
            locator: &kept.locator,
            sha256: &kept.sha256,
            bytes: kept.bytes,
            file,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.out)?;
        self.out.clear();
        Ok(())
    }
}

/// A file whose bytes are counted and digested as they are written.
struct Digested {
    file: BufWriter<File>,
    digest: std::rc::Rc<std::cell::RefCell<(Sha256, u64)>>,
}

impl Write for Digested {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        let mut digest = self.digest.borrow_mut();
        digest.0.update(bytes.get(..written).unwrap_or_default());
        digest.1 += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Pack for Digested {
    fn end(self: Box<Self>) -> io::Result<()> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()
    }
}

fn hex(hasher: Sha256) -> String {
    use std::fmt::Write as _;
    hasher.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
