//! The reader of spreadsheets: the table of one sheet, or of several, through the columns of a feed.

use std::sync::Arc;

use engine::model::{Sheets, SourceFile};

use super::tables::Tables;
use super::workbook::read_sheets;
use crate::readers::file_fault::ReadError;
use crate::readers::grid::Grid;
use crate::readers::joined_tables::JoinedTables;
use crate::readers::reader::{ReadContext, Reader, Reading};
use crate::readers::table::TableReader;
use crate::readers::{Format, Holds, Layout};

/// The format, for the registry.
pub(crate) const FORMAT: Format = Format {
    name: "spreadsheet",
    files: "*.{xlsx,xlsm,ods,xls}",
    holds: Holds::Tables,
    reader: |layout| Box::new(SpreadsheetReader::new(layout)),
};

/// Reads spreadsheets of one layout, or of several, each on sheets of its own.
struct SpreadsheetReader(Vec<TableReader>);

impl SpreadsheetReader {
    fn new(layout: &Layout) -> Self {
        Self(std::iter::once(layout).chain(&layout.beside).map(TableReader::new).collect())
    }
}

impl SpreadsheetReader {
    /// Reads several tables: what two of them say of one thing is held against each other.
    fn read_several(
        &self,
        grids: &[Vec<Grid>],
        file: &Arc<SourceFile>,
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let mut joined = JoinedTables::default();
        for (table, grids) in self.0.iter().zip(grids) {
            joined.add(table.read_one_of_several(grids, file, context)?);
        }
        Ok(joined.finish())
    }
}

impl Reader for SpreadsheetReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let mut tables = Tables::new(&self.0, file, context);
        read_sheets(bytes, &mut tables)?;
        let grids = tables.settle()?;
        let names = grids.iter().flatten().filter_map(|grid| grid.sheet.as_deref());
        let sheets = Sheets::named(names.map(Arc::from));
        let file = Arc::new(SourceFile { sheets: sheets.clone(), ..SourceFile::clone(file) });
        let reading = match (&*self.0, &*grids) {
            ([table], [grids]) => table.read_all(grids, &file, context)?,
            _ => self.read_several(&grids, &file, context)?,
        };
        Ok(Reading { sheets, ..reading })
    }
}
