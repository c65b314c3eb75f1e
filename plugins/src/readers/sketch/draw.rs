//! All that is found of a file, table by table.

use engine::model::Catalogue;

use super::apart::HasOneFigure;
use super::cells::Cells;
use super::column::{Column, Contents, columns};
use super::facts::{FigureColumn, FileKind, Lack, Lines, Mark, Sketch, Sketched};
use super::headed::headed;
use super::keys::{Keys, Table, named};
use super::open::Opened;
use super::periods;
use super::spot::{Spot, spot};
use super::when::{When, around, under, when};
use super::whose::KnownBodies;
use crate::readers::file_fault::ReadError;
use crate::readers::grid::Grid;

/// So many tables are looked at besides the largest.
const MOST_BESIDE: usize = 11;

/// What is found of a file that cannot be read.
pub fn unreadable(error: ReadError) -> Sketched {
    Sketched {
        kind: FileKind::Text,
        written: None,
        sheets: Vec::new(),
        table: None,
        beside: Vec::new(),
        others: Vec::new(),
        lack: Some(Lack::Unreadable(error)),
    }
}

/// Looks at a file by its name and its cells.
pub fn sketch(name: &str, opened: &Opened, register: Option<&Catalogue>) -> Sketched {
    let known = KnownBodies::of(register);
    let mut spotted: Vec<(usize, &Grid)> =
        opened.grids().into_iter().map(|grid| (weight(grid), grid)).collect();
    spotted.retain(|(weight, _)| *weight > 0);
    spotted.sort_by_key(|(weight, _)| usize::MAX - *weight);
    let mut lack = Some(Lack::NoFigures);
    let mut tables = Vec::new();
    let mut others = Vec::new();
    for (_, grid) in spotted {
        if !tables.is_empty() {
            others.extend(grid.sheet.as_deref().map(str::to_owned));
        }
        if tables.len() > MOST_BESIDE {
            continue;
        }
        match draw(name, grid, &known) {
            Ok(table) => tables.push(table),
            Err(found) => lack = Some(found),
        }
    }
    let lack = lack.filter(|_| tables.is_empty());
    let mut tables = tables.into_iter();
    Sketched {
        kind: opened.kind,
        written: opened.written,
        sheets: opened.sheets.clone(),
        table: tables.next(),
        beside: tables.collect(),
        others,
        lack,
    }
}

/// How many cells the table of a grid has, if it has one.
fn weight(grid: &Grid) -> usize {
    spot(&Cells::of(grid)).map_or(0, |spot| spot.rows.len() * spot.figures.len())
}

/// The table of a grid.
fn draw(file: &str, grid: &Grid, known: &KnownBodies) -> Result<Sketch, Lack> {
    let cells = Cells::of(grid);
    let spot = spot(&cells).ok_or(Lack::NoFigures)?;
    let Some(last) = spot.heading else { return Err(without_headings(&cells, &spot)) };
    let headed = headed(&cells, &spot, last);
    let columns = columns(&cells, &spot, &headed);
    let first_heading = last + 1 - headed.rows as usize;
    let When { every, from: period, taken, dates } = when(&columns, &around(grid, first_heading, file));
    let is_free = |column: &&Column| !taken.contains(&column.place) && column.holds != Contents::Nothing;
    let of_figures = |column: &&Column| column.holds == Contents::Figures && !column.name.is_empty();
    let figures: Vec<&Column> = columns.iter().filter(is_free).filter(of_figures).collect();
    let is_under = period.is_of_headings();
    let (figures, left) =
        if is_under { under(&figures, &columns, (&period, &dates)) } else { (figures, Vec::new()) };
    if figures.is_empty() {
        return Err(Lack::NoFigures);
    }
    let texts: Vec<Column> =
        columns.iter().filter(is_free).filter(|column| column.holds == Contents::Texts).cloned().collect();
    let periods = columns.iter().filter(|column| taken.contains(&column.place));
    let table = Table {
        cells: &cells,
        spot: &spot,
        texts: &texts,
        taken: &taken,
        figures: figures.iter().map(|column| column.place).collect(),
        has_one: if is_under || figures.len() == 1 { HasOneFigure::Yes } else { HasOneFigure::No },
        periods: periods.map(|column| column.but_totals().count()).max().unwrap_or(1),
    };
    let Keys { body, bodies, apart, fill_down, totals, part_headings } = table.keys(known);
    let not_read = if is_under {
        let idle = columns.iter().filter(|column| {
            column.holds != Contents::Figures
                && !taken.contains(&column.place)
                && !named(&body).contains(&column.name)
                && !apart.has(&column.name)
        });
        // Under a period stand figures that are still to come.
        let idle = idle.filter(|column| {
            column.holds != Contents::Nothing
                || !(periods::is_any(&column.heading) || periods::is_any(&format!("{} 2021", column.heading)))
        });
        not_read(left, idle)
    } else {
        Vec::new()
    };
    let figure = |column: &&Column| FigureColumn {
        name: column.name.clone(),
        title: headed.title(column.place),
        unit: column.unit(),
    };
    Ok(Sketch {
        sheet: grid.sheet.as_deref().map(str::to_owned),
        numerals: cells.numerals,
        lines: lines(grid, &spot, first_heading, headed.rows),
        ends_at: ends_at(&cells, &spot),
        not_read,
        every,
        period,
        dates,
        bodies,
        body,
        figures: figures.iter().map(figure).collect(),
        apart,
        fill_down,
        totals,
        part_headings,
        marks: marks(&figures, &cells),
    })
}

/// Headings that name no period, of figures that are left and of columns that are no key of a row.
fn not_read<'c>(left: Vec<String>, idle: impl Iterator<Item = &'c Column>) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for heading in left.into_iter().chain(idle.map(|column| column.heading.clone())) {
        if !heading.trim().is_empty() && !headings.contains(&heading) {
            headings.push(heading);
        }
    }
    headings
}

/// Where the table stands.
fn lines(grid: &Grid, spot: &Spot, first_heading: usize, header_rows: u32) -> Lines {
    Lines {
        headings: grid.line(first_heading),
        header_rows,
        first: grid.line(spot.rows.start),
        last: grid.line(spot.rows.end - 1),
    }
}

/// What stands in place of figures, the commonest first.
fn marks(figures: &[&Column], cells: &Cells<'_>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (text, times) in figures.iter().flat_map(|column| column.marks(cells)) {
        match marks.iter_mut().find(|mark| mark.text == text) {
            Some(mark) => mark.times += times,
            None => marks.push(Mark { text, times }),
        }
    }
    marks.sort_by_key(|mark| u32::MAX - mark.times);
    marks
}

/// A table without headings: a list of organisations, or one that nobody can know the meaning of.
fn without_headings(cells: &Cells<'_>, spot: &Spot) -> Lack {
    let rows: Vec<usize> = spot.rows.clone().take(200).collect();
    let is_code = |text: &str| {
        (2..=9).contains(&text.len())
            && text.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit())
    };
    let codes = rows.iter().filter(|row| is_code(cells.text(**row, 0))).count();
    let names = rows.iter().filter(|row| cells.text(**row, 1).contains(' ')).count();
    if codes == rows.len() && names * 10 >= rows.len() * 9 { Lack::RegisterList } else { Lack::NoHeadings }
}

/// How the first row below the table begins, where it has one.
fn ends_at(cells: &Cells<'_>, spot: &Spot) -> Option<String> {
    const MOST: usize = 24;
    let row = (spot.rows.end..cells.rows()).find(|row| cells.filled(*row) > 0)?;
    let text =
        (0..cells.row(row).len()).map(|column| cells.text(row, column)).find(|text| !text.is_empty())?;
    let text: String = text.chars().take(MOST).collect::<String>().trim().to_owned();
    let begins = |row: usize| {
        let filled =
            (0..cells.row(row).len()).map(|column| cells.text(row, column)).find(|text| !text.is_empty());
        filled.is_some_and(|first| first.starts_with(&text))
    };
    (!spot.rows.clone().any(begins)).then_some(text)
}
