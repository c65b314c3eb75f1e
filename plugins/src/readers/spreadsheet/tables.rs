//! The tables of a workbook that a feed reads, each with the sheets on which it stands.

use engine::model::{Sheets, SourceFile};

use super::choice::Choice;
use super::sheet::{SheetName, SheetVisitor};
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::Grid;
use crate::readers::reader::ReadContext;
use crate::readers::table::TableReader;

/// Hands the sheets of one workbook to every table that wants them.
pub(super) struct Tables<'a> {
    choices: Vec<Choice<'a>>,
    /// The sheets that are wanted, each with the places of the tables that want it.
    wanted: Vec<(Box<str>, Vec<usize>)>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(tables: &'a [TableReader], file: &'a SourceFile, context: &'a ReadContext<'a>) -> Self {
        let choices = tables.iter().map(|table| Choice::new(table, file, context)).collect();
        Self { choices, wanted: Vec::new() }
    }

    /// The sheets of each table, numbered so that no two rows of the workbook have one number.
    pub(super) fn settle(self) -> Result<Vec<Vec<Grid>>, ReadError> {
        let mut all = Vec::new();
        let mut count = 0;
        for choice in self.choices {
            let mut grids = choice.settle()?;
            for grid in &mut grids {
                let number = Sheets::number(count, 0);
                *grid = std::mem::take(grid).numbered_from(number);
                count += 1;
            }
            all.push(grids);
        }
        if count > Sheets::MOST {
            return Err(FileFault::ManySheets { most: Sheets::MOST }.of_all());
        }
        Ok(all)
    }
}

impl SheetVisitor for Tables<'_> {
    fn wants(&mut self, sheet: &SheetName) -> bool {
        let each = self.choices.iter_mut().enumerate();
        let wanting: Vec<usize> =
            each.filter_map(|(place, choice)| choice.wants(sheet).then_some(place)).collect();
        let is_wanted = !wanting.is_empty();
        if is_wanted {
            self.wanted.push((sheet.name.clone(), wanting));
        }
        is_wanted
    }

    fn take(&mut self, grid: Grid) -> Result<(), ReadError> {
        let name = grid.sheet.clone().unwrap_or_default();
        let wanted = self.wanted.iter().find(|(wanted, _)| *wanted == name);
        let Some([others @ .., last]) = wanted.map(|(_, places)| places.as_slice()) else { return Ok(()) };
        for other in others {
            self.choices[*other].take(grid.clone())?;
        }
        self.choices[*last].take(grid)
    }
}
