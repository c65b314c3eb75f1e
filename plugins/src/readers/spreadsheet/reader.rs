//! The reader of spreadsheets: the table of one sheet, or of several, through the columns of a feed.

use std::sync::Arc;

use engine::model::{Sheets, SourceFile};

use super::choice::Choice;
use super::workbook::read_sheets;
use crate::readers::file_fault::ReadError;
use crate::readers::reader::{ReadContext, Reader, Reading};
use crate::readers::table::TableReader;
use crate::readers::{Format, Holds};

/// The format, for the registry.
pub(crate) const FORMAT: Format = Format {
    name: "spreadsheet",
    files: "*.{xlsx,xlsm,ods,xls}",
    holds: Holds::Tables,
    reader: |layout| Box::new(SpreadsheetReader(TableReader::new(layout))),
};

/// Reads spreadsheets of one layout.
struct SpreadsheetReader(TableReader);

impl Reader for SpreadsheetReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let mut choice = Choice::new(&self.0, file, context);
        read_sheets(bytes, &mut choice)?;
        let grids = choice.settle()?;
        let names = grids.iter().filter_map(|grid| grid.sheet.as_deref());
        let sheets = Sheets::named(names.map(Arc::from));
        let file = Arc::new(SourceFile { sheets: sheets.clone(), ..SourceFile::clone(file) });
        let reading = self.0.read_all(&grids, &file, context)?;
        Ok(Reading { sheets, ..reading })
    }
}
