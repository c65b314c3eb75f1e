//! Which sheets of a workbook are read: those that the feed names, or else the only one that is shown and has the feed's table.

use engine::model::{Sheets, SourceFile};
use globset::{GlobBuilder, GlobMatcher};

use super::sheet::{MOST_CELLS, MOST_TEXT, SheetName, SheetVisitor};
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::{Grid, Shown};
use crate::readers::reader::ReadContext;
use crate::readers::table::TableReader;
use crate::readers::table_layout::Hidden;

/// Looks for the sheets of one workbook.
pub(super) struct Choice<'a> {
    table: &'a TableReader,
    file: &'a SourceFile,
    context: &'a ReadContext<'a>,
    named: Vec<Named<'a>>,
    /// Sheets that have the table.
    chosen: Vec<Grid>,
    /// The first of those that the feed names by their whole names, and that lack it.
    named_lacking: Option<(Box<str>, ReadError)>,
    /// Of the others that lack it the two that come nearest: a file may have ten thousand sheets.
    lacking: Vec<(Box<str>, ReadError)>,
    /// All that are shown.
    shown: Vec<Box<str>>,
    cells: usize,
    text: usize,
}

/// A name or a pattern of names.
struct Named<'a> {
    text: &'a str,
    pattern: Option<GlobMatcher>,
}

impl<'a> Choice<'a> {
    pub(super) fn new(table: &'a TableReader, file: &'a SourceFile, context: &'a ReadContext<'a>) -> Self {
        let named = table.layout().sheets.iter().map(|text| Named::new(text));
        Self {
            table,
            file,
            context,
            named: named.collect(),
            chosen: Vec::new(),
            named_lacking: None,
            lacking: Vec::new(),
            shown: Vec::new(),
            cells: 0,
            text: 0,
        }
    }

    /// The sheets to be read, in the order of the workbook.
    pub(super) fn settle(mut self) -> Result<Vec<Grid>, ReadError> {
        if let Some((sheet, error)) = self.named_lacking.take() {
            return Err(error.in_sheet(&sheet));
        }
        if self.chosen.len() > Sheets::MOST {
            return Err(FileFault::ManySheets { most: Sheets::MOST }.of_all());
        }
        match (self.chosen.len(), self.named.is_empty()) {
            (0, _) => Err(self.none()),
            (1, true) | (_, false) => Ok(self.chosen),
            (_, true) => {
                let sheets = self.chosen.iter().filter_map(|grid| grid.sheet.as_deref());
                Err(FileFault::SeveralSheets { sheets: sheets.map(str::to_owned).collect() }.of_all())
            }
        }
    }

    /// Why none can be read: the fault of the sheet that lacks the least, where only one could have been meant.
    fn none(self) -> ReadError {
        let Self { named, lacking, shown, .. } = self;
        let shown: Vec<String> = shown.into_iter().map(String::from).collect();
        // Of two that lack the same, neither comes nearer.
        if let [(_, one), (_, other), ..] = lacking.as_slice()
            && let Some(missing) = one.fault.same_columns_missing(&other.fault)
        {
            return FileFault::NoTable { missing: missing.to_vec(), shown }.of_all();
        }
        if let Some((sheet, error)) = lacking.into_iter().next() {
            return error.in_sheet(&sheet);
        }
        let wanted = named.iter().map(|named| named.text.to_owned()).collect();
        FileFault::NoSuchSheet { wanted, shown }.of_all()
    }
}

impl Choice<'_> {
    /// Keeps why a sheet lacks the table, if anybody is to be told.
    fn lacks(&mut self, sheet: Box<str>, error: ReadError) {
        if self.named.iter().any(|named| named.is(&sheet)) {
            self.named_lacking.get_or_insert((sheet, error));
            return;
        }
        self.lacking.push((sheet, error));
        self.lacking.sort_by_key(|(_, error)| error.fault.missing_columns().unwrap_or(usize::MAX));
        self.lacking.truncate(2);
    }
}

impl SheetVisitor for Choice<'_> {
    fn wants(&mut self, sheet: &SheetName) -> bool {
        let is_shown = sheet.shown == Shown::Yes;
        if is_shown {
            self.shown.push(sheet.name.clone());
        }
        let is_read = is_shown || self.table.layout().hidden == Hidden::Read;
        if self.named.is_empty() {
            return is_read;
        }
        // Whoever names a hidden sheet means it.
        self.named.iter().any(|named| named.is(&sheet.name) || (is_read && named.matches(&sheet.name)))
    }

    fn take(&mut self, grid: Grid) -> Result<(), ReadError> {
        let sheet: Box<str> = grid.sheet.clone().unwrap_or_default();
        if let Err(error) = self.table.check(&grid, self.file, self.context) {
            self.lacks(sheet, error);
            return Ok(());
        }
        // Where no sheet is named, a second one that has the table is only told of.
        let is_only_told = self.named.is_empty() && !self.chosen.is_empty();
        let grid = if is_only_told { Grid::of_sheet(&sheet) } else { grid };
        self.cells += grid.cell_count();
        self.text += grid.text_len();
        if self.cells > MOST_CELLS || self.text > MOST_TEXT {
            let fault = FileFault::LargeSheet { sheet: sheet.into(), most: MOST_CELLS };
            return Err(fault.of_all());
        }
        let number = Sheets::number(self.chosen.len(), 0);
        self.chosen.push(grid.numbered_from(number));
        Ok(())
    }
}

impl<'a> Named<'a> {
    fn new(text: &'a str) -> Self {
        let pattern = GlobBuilder::new(text.trim()).case_insensitive(true).build().ok();
        Self { text: text.trim(), pattern: pattern.map(|pattern| pattern.compile_matcher()) }
    }

    /// Whether it is the whole name of a sheet.
    fn is(&self, sheet: &str) -> bool {
        sheet.trim().eq_ignore_ascii_case(self.text)
    }

    fn matches(&self, sheet: &str) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.is_match(sheet.trim()))
    }
}
