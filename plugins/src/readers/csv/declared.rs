//! The reader of text files whose table a feed declares.

use std::sync::Arc;

use engine::model::SourceFile;

use super::text_grid::text_grid;
use crate::readers::Layout;
use crate::readers::decode::decode_as;
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::reader::{ReadContext, Reader, Reading};
use crate::readers::table::TableReader;

/// The largest file that is held as a whole. One that is a plain list of columns may be larger.
const MOST_MEBIBYTES: usize = 128;

/// Reads text files of one layout.
pub(super) struct DeclaredReader(TableReader);

impl DeclaredReader {
    pub(super) fn new(layout: &Layout) -> Self {
        Self(TableReader::new(layout))
    }
}

impl Reader for DeclaredReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let form = self.0.layout().text;
        if bytes.len() > MOST_MEBIBYTES << 20 {
            return Err(FileFault::LargeTable { mebibytes: MOST_MEBIBYTES }.of_all());
        }
        let text = decode_as(bytes, form.encoding)?;
        let (grid, faults) = text_grid(&text, form.delimiter)?;
        self.0.read(&grid, &faults, file, context)
    }
}
