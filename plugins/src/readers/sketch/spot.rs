//! Where a table is: the first row of figures, the headings above it, and its last row.

use std::ops::Range;

use super::cells::{Cell, Cells};
use super::periods;

/// Where a table is, by rows of its grid.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// The row of headings next to the figures; none where nothing stands above them.
    pub(super) heading: Option<usize>,
    pub(super) rows: Range<usize>,
    /// So many rows of headings there are at the least.
    pub(super) heading_rows: u32,
    /// The first of the rows that say of each series what it is, in what unit and when it was published, where such rows head the table.
    pub(super) facts_from: Option<usize>,
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
    let facts = facts(cells, first);
    let first = facts.as_ref().map_or(first, |facts| facts.end);
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
    let heading = match &facts {
        Some(facts) => Some(facts.end - 1),
        None => above.clone().rev().find(says).or_else(|| above.rev().find(|row| cells.filled(*row) > 0)),
    };
    let goes_on = heading.filter(|heading| heading + 1 < first && goes_on(cells, *heading, &figures));
    let heading_rows = if goes_on.is_some() { 2 } else { 1 };
    let heading = goes_on.map_or(heading, |heading| Some(heading + 1));
    // What stands between headings and figures are rows of the table without any.
    let first = heading.map_or(first, |heading| heading + 1);
    let facts_from = facts.map(|facts| facts.start);
    Some(Spot { heading, heading_rows, facts_from, rows: first..last + 1, figures })
}

/// Whether the row below a heading heads columns too: those to which that gives no heading, or single ones of figures.
fn goes_on(cells: &Cells<'_>, heading: usize, figures: &[usize]) -> bool {
    let row = heading + 1;
    let filled = || cells.row(row).iter().enumerate().filter(|(_, cell)| **cell != Cell::Blank);
    let of_figures = filled().filter(|(place, _)| figures.contains(place)).count();
    let is_heading = |(place, cell): (usize, &Cell)| {
        *cell == Cell::Text && (figures.contains(&place) || cells.kind(heading, place) == Cell::Blank)
    };
    filled().all(is_heading) && (of_figures > 0 || filled().count() > 1)
}

/// Rows above the periods of a table that say things of each of its series: its title, unit, source, and when it was published.
fn facts(cells: &Cells<'_>, first: usize) -> Option<Range<usize>> {
    const MOST_FACTS: usize = 12;
    const LEAST_FACTS: usize = 3;
    const SAMPLES: usize = 400;
    let is_period = |row: &usize| periods::is_any(cells.text(*row, 0));
    let end = (first..cells.rows().min(first + MOST_FACTS)).find(is_period)?;
    let below: Vec<usize> =
        (end..cells.rows()).filter(|row| !cells.text(*row, 0).is_empty()).take(SAMPLES).collect();
    if below.len() < LEAST_FACTS || below.iter().filter(|row| is_period(row)).count() * 10 < below.len() * 9 {
        return None;
    }
    let start =
        (end.saturating_sub(MOST_FACTS)..end).rev().take_while(|row| cells.filled(*row) > 0).last()?;
    let says = |row: &usize| cells.text(*row, 0).contains(char::is_alphabetic);
    let is_wide = |row: &usize| cells.filled(*row) > 1;
    let are_facts = end - start >= LEAST_FACTS
        && (start + 1..end).all(|row| says(&row))
        && is_wide(&start)
        && (start..end).filter(is_wide).count() >= LEAST_FACTS;
    are_facts.then_some(start..end)
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
