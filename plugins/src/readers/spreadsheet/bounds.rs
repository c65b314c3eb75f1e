//! How much a workbook may hold: a small file can unpack to anything.

use crate::readers::file_fault::FileFault;

/// The most bytes of names by which a workbook lists its sheets and its parts.
const MOST_NAMES: usize = 16 << 20;

/// Counts the names that are kept of a workbook.
#[derive(Default)]
pub(super) struct Names(usize);

impl Names {
    /// Counts one more.
    pub(super) fn count(&mut self, name: &str) -> Result<(), FileFault> {
        self.0 += name.len();
        if self.0 > MOST_NAMES { Err(too_large()) } else { Ok(()) }
    }
}

/// The most bytes to which all that is read of a workbook may unpack.
pub(super) const MOST_UNPACKED: u64 = 1 << 30;

/// The fault of a workbook that holds more.
pub(super) fn too_large() -> FileFault {
    FileFault::LargeSpreadsheet { mebibytes: MOST_UNPACKED >> 20 }
}
