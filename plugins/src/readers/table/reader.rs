//! All reports of a table, row by row, handed to the reader of rows.

use std::sync::Arc;

use engine::model::SourceFile;
use jiff::tz::TimeZone;

use crate::readers::columns::Columns;
use crate::readers::duplicates::Contradicted;
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::Grid;
use crate::readers::identifiers::IdentifierCache;
use crate::readers::reader::{ReadContext, Reading};
use crate::readers::row_fault::RowFault;
use crate::readers::row_reader::RowReader;
use crate::readers::table_layout::{Names, TableLayout};
use crate::readers::{DateOrder, Layout};

use super::found::{self, Table};
use super::heading::is_same;
use super::lexicon::{Lexicon, NamesBodies};
use super::place::Place;
use super::record::Record;
use super::row::TableRow;

/// Reads tables of one layout, each from a grid.
pub(in crate::readers) struct TableReader {
    columns: Columns,
    layout: TableLayout,
    cache: IdentifierCache,
}

/// What is known of a text besides its cells; of a sheet, nothing is.
#[derive(Clone, Default, PartialEq, Debug)]
pub(in crate::readers) struct TextFaults {
    pub(in crate::readers) spoilt: Vec<Spoilt>,
    pub(in crate::readers) end: TextEnd,
}

/// Whether the last line of a text has an end.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(in crate::readers) enum TextEnd {
    #[default]
    Whole,
    /// It may have been cut off.
    Open,
}

/// Lines of a text that are no rows of any table, such as those that a stray quotation mark runs over.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::readers) struct Spoilt {
    pub(in crate::readers) first: u32,
    pub(in crate::readers) last: u32,
    pub(in crate::readers) fault: RowFault,
}

impl TableReader {
    pub(in crate::readers) fn new(layout: &Layout) -> Self {
        let table = layout.table.as_deref().cloned().unwrap_or_default();
        Self { columns: Columns::new(layout), layout: table, cache: IdentifierCache::default() }
    }

    /// How the tables are written.
    pub(in crate::readers) fn layout(&self) -> &TableLayout {
        &self.layout
    }

    /// Checks whether the grid holds the table that the feed describes.
    ///
    /// # Errors
    /// It does not.
    pub(in crate::readers) fn check(
        &self,
        grid: &Grid,
        file: &SourceFile,
        context: &ReadContext<'_>,
    ) -> Result<(), ReadError> {
        found::find(grid, &self.columns, &self.layout, &self.lexicon(context), file).map(|_| ())
    }

    /// Reads the tables of all grids as one: what two of them say of one thing is held against each other.
    ///
    /// # Errors
    /// A grid holds no such table.
    pub(in crate::readers) fn read_all(
        &self,
        grids: &[Grid],
        file: &Arc<SourceFile>,
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        Ok(self.rows_of_all(grids, file, context)?.finish())
    }

    /// The same of a table that stands beside others in one file: on which cells it contradicts itself is told besides.
    ///
    /// # Errors
    /// A grid holds no such table.
    pub(in crate::readers) fn read_one_of_several(
        &self,
        grids: &[Grid],
        file: &Arc<SourceFile>,
        context: &ReadContext<'_>,
    ) -> Result<(Reading, Vec<Contradicted>), ReadError> {
        Ok(self.rows_of_all(grids, file, context)?.finish_one_of_several())
    }

    fn rows_of_all<'a>(
        &'a self,
        grids: &[Grid],
        file: &'a Arc<SourceFile>,
        context: &ReadContext<'a>,
    ) -> Result<RowReader<'a>, ReadError> {
        let lexicon = self.lexicon(context);
        let mut rows = RowReader::new(&self.columns, &self.cache, file, context)?;
        for grid in grids {
            let table = found::find(grid, &self.columns, &self.layout, &lexicon, file)?;
            self.take(&table, grid, &mut rows, (&lexicon, context));
        }
        Ok(rows)
    }

    /// Reads the table of a grid.
    ///
    /// # Errors
    /// The grid holds no such table.
    pub(in crate::readers) fn read(
        &self,
        grid: &Grid,
        text: &TextFaults,
        file: &Arc<SourceFile>,
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let lexicon = self.lexicon(context);
        let table = found::find(grid, &self.columns, &self.layout, &lexicon, file)?;
        if text.end == TextEnd::Open && table.stops_short(grid) {
            return Err(FileFault::cut_off(grid.line(grid.row_count() - 1)));
        }
        let mut rows = RowReader::new(&self.columns, &self.cache, file, context)?;
        let heading = grid.line(table.frame.heading_row);
        let end = if table.rows.end < grid.row_count() { grid.line(table.rows.end) } else { u32::MAX };
        for spoilt in text.spoilt.iter().filter(|spoilt| heading < spoilt.first && spoilt.first < end) {
            (spoilt.first..=spoilt.last).for_each(|line| rows.quarantine(line, spoilt.fault.clone()));
        }
        self.take(&table, grid, &mut rows, (&lexicon, context));
        Ok(rows.finish())
    }

    /// Hands the rows of a table to the reader of rows.
    fn take(
        &self,
        table: &Table,
        grid: &Grid,
        rows: &mut RowReader<'_>,
        (lexicon, context): (&Lexicon<'_>, &ReadContext<'_>),
    ) {
        rows.reserve(table.rows.len() * table.melted.len().max(1));
        self.tell_unread(table, grid, rows);
        self.note_dates(table, grid, rows);
        let mut row = TableRow::new(&table.frame, grid);
        for place in table.rows.clone().filter(|place| found::is_shown(grid, &self.layout, *place)) {
            if found::is_blank(grid, place) || table.repeats_headings(grid, place) {
                continue;
            }
            row.go_to(place);
            Take { columns: &self.columns, table, grid, lexicon, context }.row(&row, place, rows);
        }
    }

    /// Notes in which order the table writes day and month, by all of its dates.
    fn note_dates(&self, table: &Table, grid: &Grid, rows: &mut RowReader<'_>) {
        if self.columns.dates != DateOrder::Undeclared {
            return;
        }
        let heading = grid.number(table.frame.heading_row);
        let melted = table.melted.iter().map(|melted| melted.column);
        for column in melted.chain(table.unread.iter().copied()) {
            rows.note_date(table.headings.joined(column), heading);
        }
        if table.is_melted {
            return;
        }
        let mut row = TableRow::new(&table.frame, grid);
        for place in table.rows.clone().filter(|place| found::is_shown(grid, &self.layout, *place)) {
            row.go_to(place);
            let record = Record::of_row(&row);
            for text in self.columns.dated().filter_map(|column| record.text(column)) {
                rows.note_date(text, grid.number(place));
            }
        }
    }

    fn lexicon<'a>(&'a self, context: &ReadContext<'a>) -> Lexicon<'a> {
        let reads = |names| {
            self.layout
                .sources
                .iter()
                .any(|(_, source)| source.of_headings().is_some_and(|of| of.names == names))
        };
        let names_bodies = if reads(Names::Body) { NamesBodies::Yes } else { NamesBodies::No };
        Lexicon::new(&self.columns, context.catalogue, names_bodies)
    }

    /// Tells once which columns are left out because their headings name nothing.
    fn tell_unread(&self, table: &Table, grid: &Grid, rows: &mut RowReader<'_>) {
        let headings: Vec<String> =
            table.unread.iter().map(|place| table.headings.joined(*place).to_owned()).collect();
        if headings.is_empty() {
            return;
        }
        let names = self.layout.sources.iter().find_map(|(_, source)| Some(source.of_headings()?.names));
        let fault = RowFault::UnreadHeadings { headings, names: names.unwrap_or(Names::Period) };
        rows.quarantine(grid.number(table.frame.heading_row), fault);
    }
}

/// Takes the reports of rows in.
struct Take<'a> {
    columns: &'a Columns,
    table: &'a Table,
    grid: &'a Grid,
    lexicon: &'a Lexicon<'a>,
    context: &'a ReadContext<'a>,
}

impl Take<'_> {
    fn row(&self, row: &TableRow<'_>, place: usize, rows: &mut RowReader<'_>) {
        let columns = self.table.frame.places.iter().flat_map(Place::columns);
        if row.is_blank_in(columns.chain(self.table.melted.iter().map(|melted| melted.column))) {
            return rows.skip();
        }
        if !self.table.is_melted {
            self.record(&Record::of_row(row), place, rows);
            return;
        }
        for melted in &self.table.melted {
            let record = Record::of_column(row, melted);
            if self.is_to_come(&record) {
                rows.note_to_come();
            } else if !self.record(&record, place, rows) {
                return;
            }
        }
    }

    /// Takes one report in. Says whether the row has more to say.
    fn record(&self, record: &Record<'_>, place: usize, rows: &mut RowReader<'_>) -> bool {
        let Some(admitted) = rows.admit(record, || self.grid.number(place)) else { return false };
        match self.misshapen(place) {
            None => {
                rows.take(admitted, record);
                true
            }
            Some(fault) => {
                rows.refuse(admitted, fault);
                false
            }
        }
    }

    /// What is wrong with the shape of a line of a text: fields that moved are not to be trusted. Rows of sheets have no shape.
    fn misshapen(&self, place: usize) -> Option<RowFault> {
        let (width, expected) = (self.grid.width(place), self.table.headings.width());
        if self.grid.sheet.is_some() {
            return None;
        }
        let has_more = || (expected..width).any(|column| !self.grid.cell(place, column).trim().is_empty());
        (width < expected || has_more()).then_some(RowFault::FieldCount { found: width, expected })
    }

    /// Whether a blank stands for a period that has not ended: no report, and no lack of one either.
    fn is_to_come(&self, record: &Record<'_>) -> bool {
        if !record.is_blank() {
            return false;
        }
        let today = TimeZone::UTC.to_datetime(self.context.received).date();
        let period = record.text(self.columns.period).and_then(|text| self.lexicon.period(text));
        period.is_some_and(|period| period.last_day() >= today)
    }
}

impl Table {
    /// Whether the last row of the text is one of the table's, and lacks columns.
    fn stops_short(&self, grid: &Grid) -> bool {
        let last = self.rows.clone().next_back();
        last.is_some_and(|last| last + 1 == grid.row_count() && grid.width(last) < self.headings.width())
    }

    /// Whether a row says the headings again, as tables do that were printed on several pages.
    fn repeats_headings(&self, grid: &Grid, row: usize) -> bool {
        let named = self.frame.places.iter().flat_map(Place::columns);
        let named: Vec<usize> = named.chain(self.melted.iter().map(|melted| melted.column)).collect();
        let headed: Vec<usize> = named
            .into_iter()
            .filter(|column| !grid.cell(self.frame.heading_row, *column).trim().is_empty())
            .collect();
        !headed.is_empty()
            && headed
                .iter()
                .all(|column| is_same(grid.cell(row, *column), grid.cell(self.frame.heading_row, *column)))
    }
}
