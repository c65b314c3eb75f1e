//! All that is found of a file, table by table.

use engine::model::{Cadence, Catalogue};

use super::apart::{HasOneFigure, Rows, meaning};
use super::cells::Cells;
use super::column::{Column, Contents, columns};
use super::facts::{BodyFrom, FigureColumn, FileKind, Lack, Lines, Mark, PeriodFrom, Sketch, Sketched};
use super::open::open;
use super::parted::{Parted, parted};
use super::periods;
use super::spot::{Spot, spot};
use super::whose::{KnownBodies, bodies};
use crate::readers::grid::Grid;
use crate::readers::table::{Headings, collapsed};
use crate::readers::table_layout::TableLayout;

/// So many rows of headings a table may have.
const MOST_HEADER_ROWS: u32 = 6;
/// So many bodies are told of a file.
const MOST_BODIES: usize = 20_000;

/// Looks at a file by its name and its bytes. A sheet that is named is looked at alone.
pub fn sketch(name: &str, bytes: &[u8], sheet: Option<&str>, register: Option<&Catalogue>) -> Sketched {
    let nothing = |kind| Sketched {
        kind,
        written: None,
        sheets: Vec::new(),
        table: None,
        others: Vec::new(),
        lack: None,
    };
    let opened = match open(bytes, sheet) {
        Ok(opened) => opened,
        Err(error) => return Sketched { lack: Some(Lack::Unreadable(error)), ..nothing(FileKind::Text) },
    };
    let known = KnownBodies::of(register);
    let mut spotted: Vec<(usize, &Grid)> = opened.grids.iter().map(|grid| (weight(grid), grid)).collect();
    spotted.retain(|(weight, _)| *weight > 0);
    spotted.sort_by_key(|(weight, _)| usize::MAX - *weight);
    let mut lack = Some(Lack::NoFigures);
    let mut tables = Vec::new();
    let mut others = Vec::new();
    for (_, grid) in spotted {
        if !tables.is_empty() {
            others.extend(grid.sheet.as_deref().map(str::to_owned));
            continue;
        }
        match draw(name, grid, &known) {
            Ok(table) => tables.push(table),
            Err(found) => lack = Some(found),
        }
    }
    let lack = lack.filter(|_| tables.is_empty());
    Sketched {
        kind: opened.kind,
        written: opened.written,
        sheets: opened.sheets,
        table: tables.pop(),
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
    let (header_rows, headings) = headings(&cells, &spot, last);
    let columns = columns(&cells, &spot, &headings);
    let rows = spot.rows.clone().filter(|row| cells.filled(*row) > 1).count();
    let first_heading = last + 1 - header_rows as usize;
    let (every, period, taken) = period(&columns, &around(grid, first_heading, file));
    let is_free = |column: &&Column| !taken.contains(&column.place) && column.holds != Contents::Nothing;
    let of_figures = |column: &&Column| column.holds == Contents::Figures && !column.name.is_empty();
    let free: Vec<&Column> = columns.iter().filter(is_free).collect();
    let figures: Vec<&Column> = free.iter().copied().filter(of_figures).collect();
    let under_headings = matches!(period, PeriodFrom::Headings | PeriodFrom::HeadingsWithoutYear);
    let (figures, mut not_read) =
        if under_headings { under(&figures, &period) } else { (figures, Vec::new()) };
    if figures.is_empty() {
        return Err(Lack::NoFigures);
    }
    let texts: Vec<Column> =
        columns.iter().filter(is_free).filter(|column| column.holds == Contents::Texts).cloned().collect();
    let periods =
        columns.iter().filter(|column| taken.contains(&column.place)).map(|column| column.texts.len()).max();
    let body = bodies(&texts, known, rows, periods.unwrap_or(1));
    let named = named(&body);
    let is_body = |column: &&Column| named.contains(&column.name);
    let mut keys = taken.clone();
    keys.extend(texts.iter().filter(is_body).map(|column| column.place));
    let places = figures.iter().map(|column| column.place).collect();
    let searched = Rows { cells: &cells, spot: &spot, keys, figures: places };
    let has_one = if under_headings || figures.len() == 1 { HasOneFigure::Yes } else { HasOneFigure::No };
    let apart = meaning(&searched.apart(&texts), &searched, has_one);
    let body_columns: Vec<&Column> = texts.iter().filter(is_body).collect();
    let texts_of_bodies = body_names(&searched, &body_columns, &body);
    let Parted { body, apart, bodies } = parted(body, apart, texts_of_bodies);
    if under_headings {
        not_read.retain(|heading: &String| !heading.trim().is_empty());
        let is_idle = |column: &&Column| !named.contains(&column.name) && !apart.has(&column.name);
        not_read.extend(
            texts
                .iter()
                .filter(is_idle)
                .filter(|column| !column.heading.is_empty())
                .map(|column| column.heading.clone()),
        );
    }
    let marks = marks(&figures, &cells);
    let lines = lines(grid, &spot, first_heading, header_rows);
    not_read.dedup();
    let sketch = Sketch {
        sheet: grid.sheet.as_deref().map(str::to_owned),
        numerals: cells.numerals,
        lines,
        ends_at: ends_at(&cells, &spot),
        not_read,
        every,
        period,
        bodies,
        body,
        figures: figures
            .iter()
            .map(|column| FigureColumn { name: column.name.clone(), unit: column.unit() })
            .collect(),
        apart,
        marks,
    };
    Ok(sketch)
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

/// The rows of headings: one, or as many as tell the columns of figures apart.
fn headings(cells: &Cells<'_>, spot: &Spot, last: usize) -> (u32, Headings) {
    let of = |rows: u32| {
        Headings::new(cells.grid, &TableLayout { header_rows: rows, ..TableLayout::default() }, last)
    };
    let is_told = |rows: u32| {
        let (headings, more) = (of(rows), of(rows + 1));
        let names: Vec<&str> = spot.figures.iter().map(|column| headings.joined(*column)).collect();
        // A column without a heading is told by its letter, unless one stands further up.
        let is_headless =
            |place: usize| names[place].is_empty() && more.joined(spot.figures[place]).is_empty();
        let is_alone = |place: usize| {
            !names[place].is_empty() && names.iter().filter(|other| **other == names[place]).count() == 1
        };
        (0..names.len()).all(|place| is_headless(place) || is_alone(place))
    };
    let lowest = of(1);
    let names: Vec<&str> = spot.figures.iter().map(|column| lowest.joined(*column)).collect();
    if periods::of_headings(&names).is_some_and(|(_, named)| named.len() * 2 >= names.len()) {
        return (1, lowest);
    }
    let mut rows = 1;
    while rows < MOST_HEADER_ROWS && !is_told(rows) {
        let above = (last + 1).checked_sub(rows as usize + 1);
        if above.is_none_or(|above| cells.filled(above) < 2) {
            break;
        }
        rows += 1;
    }
    // Rows that tell nothing more are no headings.
    let is_better = rows == 1 || is_told(rows);
    let rows = if is_better { rows } else { 1 };
    (rows, of(rows))
}

/// What stands around the table: its title, the name of its sheet and that of its file.
struct Around {
    title: Vec<String>,
    sheet: Vec<String>,
    file: Vec<String>,
}

fn around(grid: &Grid, first_heading: usize, file: &str) -> Around {
    let shown = (0..first_heading).filter(|row| !grid.is_hidden_row(*row));
    let cells = shown.flat_map(|row| (0..grid.width(row)).map(move |column| grid.cell(row, column)));
    let title = cells.map(collapsed).filter(|text| !text.is_empty()).take(200).collect();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    Around {
        title,
        sheet: grid.sheet.iter().map(|name| collapsed(name)).collect(),
        file: vec![stem.to_owned()],
    }
}

/// What tells the period, how often periods are, and the columns that are taken up by that.
fn period(columns: &[Column], around: &Around) -> (Option<Cadence>, PeriodFrom, Vec<usize>) {
    if let Some((every, one, other)) = two_columns(columns) {
        let names = [&columns[one], &columns[other]].map(|column| column.name.clone());
        return (Some(every), PeriodFrom::Columns(names), vec![one, other]);
    }
    let figures: Vec<&Column> = columns.iter().filter(|column| column.holds == Contents::Figures).collect();
    let texts: Vec<&str> = figures.iter().map(|column| column.heading.as_str()).collect();
    let of_headings = periods::of_headings(&texts).filter(|(_, named)| named.len() * 2 >= texts.len());
    if let Some((every, _)) = of_headings {
        return (Some(every), PeriodFrom::Headings, Vec::new());
    }
    let named = columns
        .iter()
        .filter(|column| may_be_period(column))
        .find_map(|column| Some((periods::cadence(column.but_totals())?, column)));
    if let Some((every, column)) = named {
        return (Some(every), PeriodFrom::Column(column.name.clone()), vec![column.place]);
    }
    let part = columns.iter().filter(|column| column.holds == Contents::Texts).find_map(|column| {
        let parts = column.distinct().map(|text| text.split_once(':').map_or("", |(code, _)| code));
        Some((periods::cadence(parts)?, column))
    });
    if let Some((every, column)) = part {
        return (Some(every), PeriodFrom::Part(column.name.clone()), vec![column.place]);
    }
    if let Some(every) = periods::without_year(&texts) {
        return (Some(every), PeriodFrom::HeadingsWithoutYear, Vec::new());
    }
    let places: [(&[String], MakePeriodFrom); 3] = [
        (&around.title, PeriodFrom::Title),
        (&around.sheet, PeriodFrom::SheetName),
        (&around.file, PeriodFrom::FileName),
    ];
    let said = places.into_iter().find_map(|(texts, from)| {
        periods::around(texts).map(|(every, text)| (Some(every), from(text), Vec::new()))
    });
    said.unwrap_or((None, PeriodFrom::Nowhere, Vec::new()))
}

/// What a place outside the rows makes of a text that names a period.
type MakePeriodFrom = fn(String) -> PeriodFrom;

/// Whether a column may hold periods: no figure that is not a whole number is one.
fn may_be_period(column: &Column) -> bool {
    let lower = column.heading.to_lowercase();
    let is_headed = ["year", "period", "date", "time", "month", "quarter", "week", "jahr", "day"]
        .iter()
        .any(|word| lower.contains(word));
    let are_texts = column.holds == Contents::Texts;
    let are_short_numbers = || column.distinct().all(|text| (4..=8).contains(&text.len()));
    column.filled > 0 && (are_texts || is_headed || (column.place < 3 && are_short_numbers()))
}

/// Two columns that name a period only together.
fn two_columns(columns: &[Column]) -> Option<(Cadence, usize, usize)> {
    const MOST: usize = 12;
    let candidates: Vec<&Column> = columns
        .iter()
        .filter(|column| (1..=120).contains(&column.texts.len()))
        .filter(|column| column.distinct().all(|text| text.len() <= 24))
        .take(MOST)
        .collect();
    for one in &candidates {
        for other in candidates.iter().filter(|other| other.place != one.place) {
            let begun = || {
                one.distinct()
                    .take(2)
                    .flat_map(|first| other.distinct().take(4).map(move |second| format!("{first} {second}")))
            };
            let begun: Vec<String> = begun().collect();
            if periods::cadence(begun.iter().map(String::as_str)).is_none() {
                continue;
            }
            let all = || {
                one.distinct().take(12).flat_map(|first| {
                    other.distinct().take(30).map(move |second| format!("{first} {second}"))
                })
            };
            let joined: Vec<String> = all().collect();
            let alone = periods::cadence(other.distinct());
            let Some(every) = periods::cadence(joined.iter().map(String::as_str)) else { continue };
            if alone.is_none() && periods::cadence(one.distinct()) != Some(every) {
                return Some((every, one.place, other.place));
            }
        }
    }
    None
}

/// The columns of figures under periods, and the headings of the others.
fn under<'c>(figures: &[&'c Column], period: &PeriodFrom) -> (Vec<&'c Column>, Vec<String>) {
    let texts: Vec<String> = figures
        .iter()
        .map(|column| match period {
            PeriodFrom::HeadingsWithoutYear => format!("{} 2021", column.heading),
            _ => column.heading.clone(),
        })
        .collect();
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let named = periods::of_headings(&all).map(|(_, named)| named).unwrap_or_default();
    let is_named = |place: usize| {
        named.contains(&all[place])
            || period == &PeriodFrom::HeadingsWithoutYear && all[place].contains("To ")
    };
    let (mut read, mut left) = (Vec::new(), Vec::new());
    for (place, column) in figures.iter().enumerate() {
        if is_named(place) { read.push(*column) } else { left.push(column.heading.clone()) }
    }
    (read, left)
}

/// The columns that name bodies.
fn named(body: &BodyFrom) -> Vec<String> {
    match body {
        BodyFrom::Column { column, .. } | BodyFrom::Part { column, .. } => vec![column.clone()],
        BodyFrom::FirstOf(columns) | BodyFrom::Columns(columns) => columns.clone(),
        BodyFrom::Nowhere => Vec::new(),
    }
}

fn body_names(rows: &Rows<'_>, columns: &[&Column], body: &BodyFrom) -> Vec<String> {
    let mut names: Vec<String> = match body {
        BodyFrom::Nowhere => Vec::new(),
        BodyFrom::Columns(_) => rows.values(columns),
        _ => columns.iter().flat_map(|column| column.distinct().map(str::to_owned)).collect(),
    };
    names.truncate(MOST_BODIES);
    names
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
