//! The sheets of a workbook that was opened once, for whoever reads it several times over.

use super::sheet::{SheetName, SheetVisitor};
use crate::readers::file_fault::ReadError;
use crate::readers::grid::Grid;

/// The sheets of a workbook, with the cells of some.
#[derive(Default)]
pub(in crate::readers) struct KeptSheets(Vec<(SheetName, Option<Grid>)>);

impl KeptSheets {
    /// Notes a sheet, of which cells may be kept next.
    pub(in crate::readers) fn note(&mut self, sheet: &SheetName) {
        self.0.push((sheet.clone(), None));
    }

    /// Keeps the cells of the sheet that was noted last.
    pub(in crate::readers) fn keep(&mut self, grid: Grid) {
        if let Some((_, kept)) = self.0.last_mut() {
            *kept = Some(grid);
        }
    }

    /// The cells that are kept, sheet by sheet.
    pub(in crate::readers) fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.0.iter().filter_map(|(_, grid)| grid.as_ref())
    }

    /// Shows every sheet to a visitor, as if the workbook was opened again; none where that one wants cells that were not kept.
    pub(super) fn show(&self, visitor: &mut dyn SheetVisitor) -> Option<Result<(), ReadError>> {
        for (sheet, grid) in &self.0 {
            if !visitor.wants(sheet) {
                continue;
            }
            if let Err(error) = visitor.take(grid.as_ref()?.clone()) {
                return Some(Err(error));
            }
        }
        Some(Ok(()))
    }
}
