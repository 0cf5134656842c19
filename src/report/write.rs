//! Where a report goes. A file holds the old report or the whole new one, never a part: the new one is
//! written beside it, forced to the disk and then renamed over it.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A report that could not be written (exit code 3), or not here (exit code 2).
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The file lies in what is scanned, and would be read as data by the next run.
    #[error("{0}: lies inside what is scanned, or inside another output: write it elsewhere")]
    Inside(String),
    /// There is something else by this name.
    #[error("{0}: not a regular file: name a file, or `-` for standard output")]
    Special(String),
    /// Something is there already, and is not overwritten.
    #[error("{0}: is there already: name a folder that is not there")]
    There(String),
    /// The system said no. An old report is untouched.
    #[error("{name}: the report could not be written: {source}")]
    Io {
        /// The name of the report.
        name: String,
        /// What the system said.
        source: io::Error,
    },
}

impl WriteError {
    fn io(name: &str, source: io::Error) -> Self {
        Self::Io { name: name.to_owned(), source }
    }

    /// Whether the question was wrong (exit code 2) rather than the writing (3).
    pub const fn is_usage(&self) -> bool {
        matches!(self, Self::Inside(_) | Self::Special(_) | Self::There(_))
    }

    /// Whether the reader of a pipe went away.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// A report in a file. Dropped before [`FileSink::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct FileSink {
    path: PathBuf,
    name: String,
    folder: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl FileSink {
    /// Opens a report for writing. Nothing by its name is touched yet. `roots` are the paths that are
    /// scanned: a report must not lie inside one.
    pub fn create(path: &Path, roots: &[PathBuf]) -> Result<Self, WriteError> {
        let name = path.display().to_string();
        let fail = |source| WriteError::io(&name, source);
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = fs::canonicalize(parent.unwrap_or(Path::new("."))).map_err(fail)?;
        let Some(last) = path.file_name() else {
            return Err(WriteError::Special(name));
        };
        let target = folder.join(last);
        // A root that does not exist holds nothing; that it is missing is said elsewhere.
        let roots = || roots.iter().filter_map(|root| fs::canonicalize(root).ok());
        if roots().any(|root| target.starts_with(root)) {
            return Err(WriteError::Inside(name));
        }
        match fs::symlink_metadata(&target) {
            Ok(found) if !found.is_file() => return Err(WriteError::Special(name)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(fail(error)),
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".clearance-").suffix(".part");
        #[cfg(unix)]
        {
            // As any new file, not only for its owner; the umask takes away what it must.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(&folder).map_err(fail)?;
        Ok(Self { path: target, name, folder, file: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Where the report goes, by way of no link.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the whole report in its place. On an error the old one is untouched.
    pub fn commit(self) -> Result<(), WriteError> {
        let Self { path, name, folder, file } = self;
        let fail = |source| WriteError::io(&name, source);
        let file = file.into_inner().map_err(|error| fail(error.into_error()))?;
        file.as_file().sync_all().map_err(fail)?;
        file.persist(&path).map_err(|error| fail(error.error))?;
        // The name is safe on the disk only when its folder is. Not every system can do that; the
        // report is whole either way.
        if let Ok(folder) = fs::File::open(folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Write for FileSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A report on a stream, as standard output. Its end is said by [`StreamSink::commit`]: what is dropped
/// before may be lost.
#[derive(Debug)]
pub struct StreamSink<W: Write> {
    name: String,
    stream: BufWriter<W>,
}

impl<W: Write> StreamSink<W> {
    /// A report on this stream; `name` is for messages.
    pub fn new(name: &str, stream: W) -> Self {
        Self { name: name.to_owned(), stream: BufWriter::with_capacity(1 << 16, stream) }
    }

    /// Hands on all that was written, and says whether it was taken.
    pub fn commit(mut self) -> Result<(), WriteError> {
        self.stream.flush().map_err(|source| WriteError::io(&self.name, source))
    }
}

impl<W: Write> Write for StreamSink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_whole_or_absent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.jsonl");
        let mut sink = FileSink::create(&path, &[]).unwrap();
        sink.write_all(b"old").unwrap();
        assert!(!path.exists());
        sink.commit().unwrap();
        let mut dropped = FileSink::create(&path, &[]).unwrap();
        dropped.write_all(b"new").unwrap();
        drop(dropped);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_report_does_not_lie_in_what_is_scanned() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("data");
        fs::create_dir_all(root.join("deep")).unwrap();
        let inside = root.join("deep/../out.jsonl");
        let error = FileSink::create(&inside, std::slice::from_ref(&root)).unwrap_err();
        assert!(matches!(error, WriteError::Inside(_)) && error.is_usage());
        assert!(FileSink::create(&folder.path().join("data.jsonl"), &[root]).is_ok());
        assert!(matches!(FileSink::create(folder.path(), &[]), Err(WriteError::Special(_))));
        assert!(FileSink::create(&folder.path().join("none/out"), &[]).is_err());
    }

    #[test]
    fn a_stream_that_takes_nothing_is_an_error() {
        struct Gone;

        impl Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }

        let mut sink = StreamSink::new("standard output", Gone);
        sink.write_all(b"line\n").unwrap();
        assert!(sink.commit().unwrap_err().is_broken_pipe());
    }
}
