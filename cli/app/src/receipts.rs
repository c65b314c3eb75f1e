//! The query for what became of files: how many of their rows are new, and which could not be used. Nothing is laid out here.

use ledger::entry::FileReceipt;

/// What became of the files that were read, in their order.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Receipts {
    pub files: Vec<FileReceipt>,
    /// Files that are no longer there, whose figures are in force all the same.
    pub gone: Vec<GoneFile>,
}

/// A file of a feed that was read and is no longer there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoneFile {
    pub path: String,
    /// The hash of what it held when it was last read.
    pub content: String,
    /// How many figures in force are its own.
    pub figures: usize,
}

impl Receipts {
    /// The files of which rows were set aside.
    pub fn set_aside(&self) -> impl Iterator<Item = &FileReceipt> {
        self.files.iter().filter(|receipt| receipt.set_aside() > 0)
    }
}

impl From<Vec<FileReceipt>> for Receipts {
    fn from(files: Vec<FileReceipt>) -> Self {
        Self { files, gone: Vec::new() }
    }
}
