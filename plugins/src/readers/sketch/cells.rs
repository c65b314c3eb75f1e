//! What the cells of a grid hold: figures, marks in their place, or texts.

use engine::model::Report;
use rustc_hash::FxHashMap;

use crate::readers::figure::{self, DecimalSign, FigureError, FigureStyle, Numerals, ThousandsSign};
use crate::readers::grid::Grid;

/// What a cell holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cell {
    Blank,
    Figure,
    /// What tables write in place of a figure.
    Mark,
    Text,
}

/// Further down and to the right, nothing is looked at: a sheet has no more rows.
const MOST_ROWS: usize = 1 << 20;
const MOST_COLUMNS: usize = 512;
/// From so many cells one tells how numbers are written.
const MOST_NUMBERS: usize = 20_000;

/// A grid with what each of its first cells holds.
pub(super) struct Cells<'g> {
    pub(super) grid: &'g Grid,
    pub(super) numerals: Numerals,
    /// By rows; hidden rows and columns are blank.
    kinds: Vec<Vec<Cell>>,
}

impl<'g> Cells<'g> {
    pub(super) fn of(grid: &'g Grid) -> Self {
        let numerals = numerals(grid);
        let style = FigureStyle::new(numerals, &[], &FxHashMap::default());
        let row = |row: usize| -> Vec<Cell> {
            if grid.is_hidden_row(row) {
                return Vec::new();
            }
            let columns = 0..grid.width(row).min(MOST_COLUMNS);
            let kind = |column| {
                if grid.is_hidden_column(column) { Cell::Blank } else { kind(grid.cell(row, column), &style) }
            };
            columns.map(kind).collect()
        };
        Self { grid, numerals, kinds: (0..grid.row_count().min(MOST_ROWS)).map(row).collect() }
    }

    pub(super) fn rows(&self) -> usize {
        self.kinds.len()
    }

    pub(super) fn row(&self, row: usize) -> &[Cell] {
        self.kinds.get(row).map_or(&[], Vec::as_slice)
    }

    pub(super) fn kind(&self, row: usize, column: usize) -> Cell {
        self.row(row).get(column).copied().unwrap_or(Cell::Blank)
    }

    pub(super) fn text(&self, row: usize, column: usize) -> &'g str {
        self.grid.cell(row, column).trim()
    }

    /// How many cells of a row hold anything.
    pub(super) fn filled(&self, row: usize) -> usize {
        self.row(row).iter().filter(|cell| **cell != Cell::Blank).count()
    }

    /// How its figures are written.
    pub(super) fn style(&self) -> FigureStyle {
        FigureStyle::new(self.numerals, &[], &FxHashMap::default())
    }

    /// The columns of a row that hold figures.
    pub(super) fn figures(&self, row: usize) -> Vec<usize> {
        let cells = self.row(row).iter().enumerate();
        cells.filter(|(_, cell)| **cell == Cell::Figure).map(|(column, _)| column).collect()
    }
}

/// What a text is, written so.
pub(super) fn kind(text: &str, style: &FigureStyle) -> Cell {
    if text.trim().is_empty() {
        return Cell::Blank;
    }
    match figure::read(text, style).map(|written| written.report) {
        Ok(Report::Value(_)) => Cell::Figure,
        Ok(Report::Absent(_)) | Err(FigureError::Bound(_) | FigureError::Formula(_)) => Cell::Mark,
        Err(_) => Cell::Text,
    }
}

/// Whether only its publisher knows what a text stands for that is no figure.
pub(super) fn is_unexplained(text: &str, style: &FigureStyle) -> bool {
    match figure::read(text, style) {
        Ok(_) => figure::undeclared_mark(text, style).is_some(),
        Err(FigureError::NotANumber(_) | FigureError::Bound(_)) => true,
        Err(_) => false,
    }
}

/// How the numbers of a grid are written: the way by which most can be read, and of equal ones the commonest.
fn numerals(grid: &Grid) -> Numerals {
    const WAYS: [(DecimalSign, Option<ThousandsSign>); 6] = [
        (DecimalSign::Stop, Some(ThousandsSign::Comma)),
        (DecimalSign::Comma, None),
        (DecimalSign::Comma, Some(ThousandsSign::Stop)),
        (DecimalSign::Comma, Some(ThousandsSign::Blank)),
        (DecimalSign::Stop, Some(ThousandsSign::Blank)),
        (DecimalSign::Stop, Some(ThousandsSign::Apostrophe)),
    ];
    if grid.sheet.is_some() {
        return Numerals::default();
    }
    let cells = (0..grid.row_count().min(MOST_ROWS)).flat_map(|row| {
        (0..grid.width(row).min(MOST_COLUMNS)).map(move |column| grid.cell(row, column).trim())
    });
    let numbers: Vec<&str> = cells.filter(|text| is_number_like(text)).take(MOST_NUMBERS).collect();
    let unread = |numerals: Numerals| {
        let style = FigureStyle::new(numerals, &[], &FxHashMap::default());
        numbers.iter().filter(|text| kind(text, &style) != Cell::Figure).count()
    };
    let ways = WAYS.map(|(decimal, thousands)| Numerals { decimal, thousands });
    ways.into_iter().min_by_key(|way| unread(*way)).unwrap_or_default()
}

/// Whether a text is made of digits with signs between them, and of no date.
fn is_number_like(text: &str) -> bool {
    let rest = text.trim_start_matches(['-', '+', '−', '£']).trim_end_matches('%');
    rest.starts_with(|first: char| first.is_ascii_digit())
        && rest
            .chars()
            .all(|letter| letter.is_ascii_digit() || ",.'’ \u{a0}\u{202f}\u{2009}".contains(letter))
}
