//! Where a table is: the first row of figures, the headings above it, and its last row.

use std::ops::Range;

use super::cells::{Cell, Cells};

/// Where a table is, by rows of its grid.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// The row of headings next to the figures; none where nothing stands above them.
    pub(super) heading: Option<usize>,
    pub(super) rows: Range<usize>,
    /// Columns that hold figures, or marks in their place.
    pub(super) figures: Vec<usize>,
}

/// So many rows after a row are to be like it.
const FOLLOWING: usize = 8;
/// Headings stand no further above the figures.
const MOST_ROWS_BETWEEN: usize = 8;

/// The first table of a grid.
pub(super) fn spot(cells: &Cells<'_>) -> Option<Spot> {
    let first = (0..cells.rows()).find(|row| begins(cells, *row))?;
    let figures = figure_columns(cells, first);
    let is_row = |row: &usize| {
        let holds = |column: &usize| matches!(cells.kind(*row, *column), Cell::Figure | Cell::Mark);
        figures.iter().any(holds) && cells.filled(*row) >= 2
    };
    let last = (first..cells.rows()).rev().find(is_row)?;
    let says = |row: &usize| {
        let headed = figures.iter().filter(|column| cells.kind(*row, **column) != Cell::Blank).count();
        headed * 2 >= figures.len().max(1)
    };
    let above = first.saturating_sub(MOST_ROWS_BETWEEN)..first;
    let heading = above.clone().rev().find(says).or_else(|| above.rev().find(|row| cells.filled(*row) > 0));
    // What stands between headings and figures are rows of the table without any.
    let first = heading.map_or(first, |heading| heading + 1);
    Some(Spot { heading, rows: first..last + 1, figures })
}

/// Whether the rows of figures begin here.
fn begins(cells: &Cells<'_>, row: usize) -> bool {
    let figures = cells.figures(row);
    if figures.is_empty() || cells.filled(row) < 2 {
        return false;
    }
    let following: Vec<usize> =
        (row + 1..cells.rows()).filter(|row| cells.filled(*row) > 1).take(FOLLOWING).collect();
    if following.is_empty() {
        return !is_of_headings(cells, row, &figures);
    }
    let is_alike = |other: &&usize| {
        let alike = figures
            .iter()
            .filter(|column| matches!(cells.kind(**other, **column), Cell::Figure | Cell::Mark))
            .count();
        alike * 2 >= figures.len()
    };
    let alike = following.iter().filter(is_alike).count();
    let all_years = |row: &usize| is_of_headings(cells, *row, &figures);
    alike * 3 >= following.len() * 2
        && (!is_of_headings(cells, row, &figures) || following.iter().all(all_years))
}

/// Whether the figures of a row are years, or count the columns: such rows are headings.
fn is_of_headings(cells: &Cells<'_>, row: usize, figures: &[usize]) -> bool {
    let numbers: Vec<Option<u32>> =
        figures.iter().map(|column| cells.text(row, *column).parse().ok()).collect();
    let are_years = numbers.iter().all(|number| number.is_some_and(|number| (1800..2200).contains(&number)));
    let counts =
        || numbers.windows(2).all(|pair| matches!(pair, [Some(one), Some(next)] if *next == one + 1));
    !numbers.is_empty() && (are_years || (numbers.len() > 2 && counts()))
}

/// The columns that hold figures in some of the rows that follow.
fn figure_columns(cells: &Cells<'_>, first: usize) -> Vec<usize> {
    const SAMPLES: usize = 400;
    let rows: Vec<usize> = (first..cells.rows()).filter(|row| cells.filled(*row) > 1).take(SAMPLES).collect();
    let width = rows.iter().map(|row| cells.row(*row).len()).max().unwrap_or_default();
    let holds = |column: &usize| {
        let counted = |kind: Cell| rows.iter().filter(|row| cells.kind(**row, *column) == kind).count();
        let (figures, marks, texts) = (counted(Cell::Figure), counted(Cell::Mark), counted(Cell::Text));
        figures > 0 && figures + marks >= texts
    };
    (0..width).filter(holds).collect()
}
