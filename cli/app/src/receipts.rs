//! The query for what became of files: how many of their rows are new, and which could not be used. Nothing is laid out here.

use ledger::entry::FileReceipt;

/// What became of the files that were read, in their order.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Receipts {
    pub files: Vec<FileReceipt>,
}

impl Receipts {
    /// The files of which rows were set aside.
    pub fn set_aside(&self) -> impl Iterator<Item = &FileReceipt> {
        self.files.iter().filter(|receipt| receipt.set_aside() > 0)
    }
}

impl From<Vec<FileReceipt>> for Receipts {
    fn from(files: Vec<FileReceipt>) -> Self {
        Self { files }
    }
}
