//! The table in a grid: its headings, where its rows begin and end, and what each thing in it is taken from.

use std::ops::Range;

use engine::model::SourceFile;

use crate::readers::columns::{ColumnIx, Columns};
use crate::readers::file_fault::{FileFault, MissingColumns, ReadError, Separators};
use crate::readers::grid::Grid;
use crate::readers::table_layout::{HeadingRow, Hidden, TableLayout};

use super::around::Surroundings;
use super::heading::{Headings, collapsed, is_same, is_same_but_for_digits};
use super::lexicon::Lexicon;
use super::place::{self, Melted, Place};
use super::row::{Frame, TableRow};

/// A table, found in a grid.
pub(super) struct Table {
    pub(super) headings: Headings,
    pub(super) frame: Frame,
    /// The rows below the headings, up to the end of the table.
    pub(super) rows: Range<usize>,
    pub(super) melted: Vec<Melted>,
    /// Columns whose headings name nothing that is taken from headings.
    pub(super) unread: Vec<usize>,
    /// Whether the rows give one report for each column.
    pub(super) is_melted: bool,
}

/// In so many rows it is looked whether a heading is part of a name.
const MOST_SAMPLES: usize = 8;
/// Further down, a row of headings is not looked for by the names of columns.
const MOST_ROWS_ABOVE: usize = 200;

/// Finds the table that a layout describes.
pub(super) fn find(
    grid: &Grid,
    columns: &Columns,
    layout: &TableLayout,
    lexicon: &Lexicon<'_>,
    file: &SourceFile,
) -> Result<Table, ReadError> {
    let (heading_row, headings) = heading_row(grid, columns, layout, lexicon)?;
    let line = grid.line(heading_row);
    let missing = place::missing(columns, layout, &headings);
    if !missing.is_empty() {
        return Err(place::missing_columns(&missing, &headings, line));
    }
    let first_row = (heading_row + 1).saturating_sub(layout.header_rows as usize);
    let around = Surroundings { grid, first_row, file };
    let on_line = |error: ReadError| ReadError { line: error.line.or(Some(line)), ..error };
    let places = place::places(columns, layout, &headings, &around, lexicon).map_err(on_line)?;
    let fill_down = layout.fill_down.iter().map(|name| place::column(&headings, name));
    let fill_down = fill_down.collect::<Result<Vec<_>, _>>().map_err(on_line)?;
    let is_melted = places.iter().any(Place::reads_heading);
    let rows = heading_row + 1..end(grid, layout, heading_row + 1);
    let frame = Frame { heading_row, places, fill_down };
    let shown = rows.clone().filter(|row| is_shown(grid, layout, *row) && !is_blank(grid, *row));
    let samples: Vec<usize> = shown.take(MOST_SAMPLES).collect();
    let joined = |slot: ColumnIx, heading: &str| {
        let mut row = TableRow::new(&frame, grid);
        let texts = samples.iter().map(|place| {
            row.go_to(*place);
            row.joined(slot, heading).unwrap_or_default()
        });
        texts.collect()
    };
    let (melted, unread) = place::melted(columns, layout, &headings, lexicon, &joined);
    if is_melted && melted.is_empty() {
        let found = headings.named().map(|place| headings.joined(place).to_owned()).collect();
        return Err(FileFault::NoSuchHeadings { names: wanted(layout), found }.on_line(line));
    }
    Ok(Table { headings, frame, rows, melted, unread, is_melted })
}

/// What is taken from headings, in words.
fn wanted(layout: &TableLayout) -> Vec<&'static str> {
    layout.sources.iter().filter_map(|(_, source)| Some(source.of_headings()?.names.word())).collect()
}

fn heading_row(
    grid: &Grid,
    columns: &Columns,
    layout: &TableLayout,
    lexicon: &Lexicon<'_>,
) -> Result<(usize, Headings), ReadError> {
    match &layout.heading {
        HeadingRow::After(rows) => after(grid, layout, *rows),
        HeadingRow::Words { words, nth } => by_words(grid, layout, words, *nth),
        HeadingRow::Columns => by_columns(grid, columns, layout, lexicon),
    }
}

/// The last of the rows of headings that follow so many rows, as an editor or a spreadsheet counts them.
fn after(grid: &Grid, layout: &TableLayout, rows: u32) -> Result<(usize, Headings), ReadError> {
    let first = (0..grid.row_count()).find(|row| grid.line(*row) > rows);
    let last = first.map(|first| first + (layout.header_rows as usize).saturating_sub(1));
    let last =
        last.filter(|last| *last < grid.row_count()).ok_or_else(|| FileFault::NoHeader.on_line(rows + 1))?;
    Ok((last, Headings::new(grid, layout, last)))
}

/// The row that has all of these words, each as a cell of its own. Where none has, numbers that are glued to the last word of a cell are
/// taken for those of footnotes.
fn by_words(
    grid: &Grid,
    layout: &TableLayout,
    words: &[String],
    nth: u32,
) -> Result<(usize, Headings), ReadError> {
    let as_written = row_with_words(grid, layout, words, nth, is_same);
    as_written.or_else(|error| {
        let without_digits =
            |cell: &str, word: &str| is_same(cell, word) || is_same_but_for_digits(cell, word);
        row_with_words(grid, layout, words, nth, without_digits).map_err(|_| error)
    })
}

fn row_with_words(
    grid: &Grid,
    layout: &TableLayout,
    words: &[String],
    nth: u32,
    is_same: impl Fn(&str, &str) -> bool,
) -> Result<(usize, Headings), ReadError> {
    let mut left = nth;
    let mut nearest: Option<(usize, Vec<&str>)> = None;
    for row in rows(grid, layout) {
        let lacks = |word: &&String| !(0..grid.width(row)).any(|place| is_same(grid.cell(row, place), word));
        let missing: Vec<&str> = words.iter().filter(lacks).map(String::as_str).collect();
        if missing.is_empty() {
            left = left.saturating_sub(1);
            if left == 0 {
                return Ok((row, Headings::new(grid, layout, row)));
            }
        } else if nearest.as_ref().is_none_or(|(_, fewest)| missing.len() < fewest.len()) {
            nearest = Some((row, missing));
        }
    }
    if left < nth {
        return Err(FileFault::FewTables { found: nth - left, wanted: nth }.of_all());
    }
    let Some((row, missing)) = nearest else { return Err(FileFault::NoHeader.on_line(1)) };
    let found =
        (0..grid.width(row)).map(|place| collapsed(grid.cell(row, place))).filter(|text| !text.is_empty());
    let missing = missing.into_iter().map(str::to_owned).collect();
    let missing = MissingColumns { missing, found: found.collect(), separators: Separators::AsExpected };
    Err(FileFault::MissingColumns(missing).on_line(grid.line(row)))
}

/// The first row that has every column that the layout names, and heads something where headings are read. Where none has, the one
/// that has the most of them is told.
fn by_columns(
    grid: &Grid,
    columns: &Columns,
    layout: &TableLayout,
    lexicon: &Lexicon<'_>,
) -> Result<(usize, Headings), ReadError> {
    let mut nearest: Option<(usize, Headings)> = None;
    let mut fewest = (usize::MAX, usize::MAX);
    let names = place::needed(columns, layout).count();
    for row in rows(grid, layout).take(MOST_ROWS_ABOVE) {
        let headings = Headings::new(grid, layout, row);
        let missing = place::missing(columns, layout, &headings).len();
        let is_headed = missing == 0 && (heads(columns, layout, &headings, lexicon));
        if is_headed && (names > 0 || headings.width() > 0) {
            return Ok((row, headings));
        }
        // Of two rows that lack as many, a title has fewer cells.
        let lack = (missing, usize::MAX - headings.named().count());
        if lack < fewest {
            (fewest, nearest) = (lack, Some((row, headings)));
        }
    }
    nearest.ok_or_else(|| FileFault::NoHeader.on_line(1))
}

/// Whether some column is headed by what is taken from headings.
fn heads(columns: &Columns, layout: &TableLayout, headings: &Headings, lexicon: &Lexicon<'_>) -> bool {
    if wanted(layout).is_empty() {
        return true;
    }
    !place::melted(columns, layout, headings, lexicon, &|_, _| Vec::new()).0.is_empty()
}

/// The rows in which headings are looked for.
fn rows(grid: &Grid, layout: &TableLayout) -> impl Iterator<Item = usize> {
    let least = layout.header_rows as usize - 1;
    (least..grid.row_count()).filter(move |row| is_shown(grid, layout, *row) && !is_blank(grid, *row))
}

/// Where the table ends: before the row that says so, and before the notes that stand apart at the foot.
fn end(grid: &Grid, layout: &TableLayout, first: usize) -> usize {
    let says_so = |row: &usize| {
        let filled =
            (0..grid.width(*row)).map(|place| grid.cell(*row, place).trim()).find(|text| !text.is_empty());
        filled.is_some_and(|text| layout.ends_at.iter().any(|end| text.starts_with(end.trim())))
    };
    let end = (first..grid.row_count()).find(says_so).unwrap_or(grid.row_count());
    let foot = (first..end).rev().take_while(|row| filled(grid, *row) < 2).last().unwrap_or(end);
    // A row with a single cell that adjoins the others may be one of them, with nothing reported.
    (foot..end).find(|row| is_blank(grid, *row)).unwrap_or(end)
}

fn filled(grid: &Grid, row: usize) -> usize {
    (0..grid.width(row)).filter(|place| !grid.cell(row, *place).trim().is_empty()).count()
}

pub(super) fn is_blank(grid: &Grid, row: usize) -> bool {
    filled(grid, row) == 0
}

pub(super) fn is_shown(grid: &Grid, layout: &TableLayout, row: usize) -> bool {
    layout.hidden == Hidden::Read || !grid.is_hidden_row(row)
}
