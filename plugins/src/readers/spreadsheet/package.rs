//! The parts of a zipped workbook, unpacked within bounds.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::bounds::{MOST_UNPACKED, too_large};
use super::xml::Xml;
use crate::readers::file_fault::FileFault;

/// The most parts of a workbook. One of a thousand sheets has a few thousand.
const MOST_PARTS: usize = 20_000;

/// A zipped workbook.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: Cell<u64>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FileFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::DamagedSpreadsheet)?;
        if archive.len() > MOST_PARTS {
            return Err(too_large());
        }
        Ok(Self { archive, left: Cell::new(MOST_UNPACKED) })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// A part, to be read as XML; none where there is no such part.
    pub(super) fn xml(&mut self, part: &str) -> Result<Option<Xml<'_>>, FileFault> {
        let Self { archive, left } = self;
        let file = match archive.by_name(part) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(FileFault::ProtectedSpreadsheet);
            }
            Err(_) => return Err(FileFault::DamagedSpreadsheet),
        };
        // What a part says of its own size is a claim, and so it is counted too.
        if file.size() > left.get() {
            return Err(too_large());
        }
        Ok(Some(Xml::of(BufReader::with_capacity(32 << 10, Box::new(Counted { file, left })))))
    }
}

/// A part whose bytes are counted as they are unpacked.
struct Counted<'z, R> {
    file: R,
    left: &'z Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        self.left.set(left);
        Ok(read)
    }
}
