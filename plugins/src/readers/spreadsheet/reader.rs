//! The reader of spreadsheets: the table of one sheet, or of several, through the columns of a feed.

use std::sync::Arc;

use engine::model::{Sheets, SourceFile};

use super::kept::KeptSheets;
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

/// What a layout reads of a workbook that was opened before; none where it wants sheets of which no cells were kept.
pub(in crate::readers) fn read_kept(
    layout: &Layout,
    kept: &KeptSheets,
    file: &Arc<SourceFile>,
    context: &ReadContext<'_>,
) -> Option<Result<Reading, ReadError>> {
    let reader = SpreadsheetReader::new(layout);
    let mut tables = Tables::new(&reader.0, file, context);
    let shown = kept.show(&mut tables)?;
    Some(shown.and_then(|()| reader.read_settled(tables, file, context)))
}

impl SpreadsheetReader {
    /// Reads the tables, once every sheet was shown to them.
    fn read_settled(
        &self,
        tables: Tables<'_>,
        file: &Arc<SourceFile>,
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
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
        self.read_settled(tables, file, context)
    }
}
