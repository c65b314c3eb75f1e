//! A workbook of any kind, told by what the file begins with: names of files lie.

use super::package::Package;
use super::sheet::SheetVisitor;
use super::{ods, xls, xlsx};
use crate::readers::file_fault::{FileFault, ReadError};

/// The largest file that is opened, in bytes.
const LARGEST: usize = 128 << 20;
const ZIP: &[u8] = b"PK\x03\x04";
/// What old XLS files begin with, and new ones that are protected by a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// `EncryptedPackage`, as the folder of a compound file writes it.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// Whether a file holds a workbook, told by what it begins with.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// Shows every sheet of a workbook to a visitor, in order, with the cells of those that it wants.
pub(in crate::readers) fn read_sheets(bytes: &[u8], visitor: &mut dyn SheetVisitor) -> Result<(), ReadError> {
    if bytes.is_empty() {
        return Err(FileFault::Empty.of_all());
    }
    if bytes.len() > LARGEST {
        return Err(FileFault::LargeSpreadsheet { mebibytes: LARGEST as u64 >> 20 }.of_all());
    }
    if bytes.starts_with(COMPOUND) {
        let is_encrypted = bytes.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED);
        return if is_encrypted {
            Err(FileFault::ProtectedSpreadsheet.of_all())
        } else {
            xls::read_sheets(bytes, visitor)
        };
    }
    if !bytes.starts_with(ZIP) {
        return Err(FileFault::NoSpreadsheet.of_all());
    }
    let mut package = Package::open(bytes).map_err(FileFault::of_all)?;
    if package.has("content.xml") {
        ods::read_sheets(&mut package, visitor)
    } else if package.has("encrypted-package") {
        Err(FileFault::ProtectedSpreadsheet.of_all())
    } else if package.has("xl/workbook.bin") {
        Err(FileFault::BinaryWorkbook.of_all())
    } else {
        xlsx::read_sheets(&mut package, visitor)
    }
}
