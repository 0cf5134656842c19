//! Opening a file so that what was a file when it was listed is still one when it is read, and noticing
//! when it changes under our hands.

use std::cell::Cell;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::rc::Rc;

use super::error::ReadError;
use super::walk::{Input, special};

/// An open input, counting the bytes it gives.
pub(super) struct Opened {
    reader: Box<dyn Read>,
    /// The same file, asked again at the end; `None` for standard input.
    before: Option<(Rc<File>, Metadata)>,
    count: Rc<Cell<u64>>,
}

/// What is asked of a file when it has been read to its end.
pub(super) struct Witness {
    before: Option<(Rc<File>, Metadata)>,
    count: Rc<Cell<u64>>,
}

impl Opened {
    /// Opens a file, or standard input.
    pub(super) fn open(input: &Input) -> Result<Self, ReadError> {
        let count = Rc::new(Cell::new(0));
        if input.is_stdin() {
            return Ok(Self { reader: Box::new(io::stdin().lock()), before: None, count });
        }
        let file = options(input).open(&input.path).map_err(refused)?;
        // By the handle, not by the name: the name may mean something else by now.
        let metadata = file.metadata().map_err(ReadError::Open)?;
        if !metadata.is_file() {
            return Err(ReadError::NotRegular(special(metadata.file_type())));
        }
        let file = Rc::new(file);
        let reader = Box::new(Shared(Rc::clone(&file)));
        Ok(Self { reader, before: Some((file, metadata)), count })
    }

    /// How long it was when it was opened; 0 for standard input.
    pub(super) fn length(&self) -> u64 {
        self.before.as_ref().map_or(0, |(_, metadata)| metadata.len())
    }

    /// The bytes, how many were given so far, and who to ask at the end.
    pub(super) fn split(self) -> (Counted, Witness) {
        let count = Rc::clone(&self.count);
        (Counted { inner: self.reader, count: self.count }, Witness { before: self.before, count })
    }
}

/// A file that is read here and asked elsewhere whether it has changed.
struct Shared(Rc<File>);

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&*self.0).read(buffer)
    }
}

/// A reader that says how many bytes it gave.
pub(super) struct Counted {
    inner: Box<dyn Read>,
    count: Rc<Cell<u64>>,
}

impl Counted {
    /// Counts what comes from elsewhere.
    pub(super) fn over(inner: Box<dyn Read>) -> Self {
        Self { inner, count: Rc::new(Cell::new(0)) }
    }

    /// The number of bytes given, seen from elsewhere.
    pub(super) fn count(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.count)
    }
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.count.set(self.count.get() + got as u64);
        Ok(got)
    }
}

impl Witness {
    /// Whether the file is what it was, and all of it was read.
    pub(super) fn unchanged(&self) -> Result<(), ReadError> {
        let Some((file, before)) = &self.before else { return Ok(()) };
        let after = file.metadata().map_err(ReadError::Open)?;
        let same = after.len() == before.len()
            && self.count.get() == before.len()
            && after.modified().ok() == before.modified().ok();
        if same { Ok(()) } else { Err(ReadError::Changed) }
    }
}

#[cfg(unix)]
fn options(input: &Input) -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    // Without O_NONBLOCK the open of a named pipe waits for a writer for ever.
    let flags = if input.named { libc::O_NONBLOCK } else { libc::O_NONBLOCK | libc::O_NOFOLLOW };
    options.read(true).custom_flags(flags);
    options
}

#[cfg(not(unix))]
fn options(_input: &Input) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

fn refused(error: io::Error) -> ReadError {
    if error.kind() == io::ErrorKind::NotFound {
        return ReadError::Vanished;
    }
    #[cfg(unix)]
    if error.raw_os_error() == Some(libc::ELOOP) {
        return ReadError::Link;
    }
    ReadError::Open(error)
}
