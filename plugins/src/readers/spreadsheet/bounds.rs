//! How much a workbook may hold: a small file can unpack to anything.

use crate::readers::file_fault::FileFault;

/// The most bytes to which all that is read of a workbook may unpack.
pub(super) const MOST_UNPACKED: u64 = 1 << 30;

/// The fault of a workbook that holds more.
pub(super) fn too_large() -> FileFault {
    FileFault::LargeSpreadsheet { mebibytes: MOST_UNPACKED >> 20 }
}
