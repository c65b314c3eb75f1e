//! What each thing of a layout is taken from, once the headings of a table are known.

use crate::readers::columns::{ColumnIx, Columns};
use crate::readers::file_fault::{FileFault, MissingColumns, ReadError, Separators};
use crate::readers::table_layout::{Source, TableLayout};

use super::around::Surroundings;
use super::heading::{Found, Headings, letter};
use super::lexicon::Lexicon;

/// What a thing of the layout is taken from.
pub(super) enum Place {
    Column(usize),
    Joined(Vec<usize>),
    FirstOf(Vec<usize>),
    Part {
        column: usize,
        part: usize,
        by: String,
    },
    /// The heading of the column whose figure is read.
    Heading,
    /// The figure under that heading.
    Cell,
    /// One text for the whole table.
    Text(String),
}

/// A column with a figure for each row, and what its heading says.
pub(super) struct Melted {
    pub(super) column: usize,
    /// All that stands above it.
    pub(super) heading: String,
    /// By the things of the layout: what the heading says of each that is taken from headings.
    pub(super) names: Vec<(ColumnIx, String)>,
}

/// The columns that a layout names and these headings lack.
pub(super) fn missing<'l>(
    columns: &'l Columns,
    layout: &'l TableLayout,
    headings: &Headings,
) -> Vec<&'l str> {
    let mut missing: Vec<&str> = Vec::new();
    for name in needed(columns, layout) {
        if headings.find(name) == Found::Nothing && !missing.contains(&name) {
            missing.push(name);
        }
    }
    missing
}

/// Every heading that the layout needs.
pub(super) fn needed<'l>(columns: &'l Columns, layout: &'l TableLayout) -> impl Iterator<Item = &'l str> {
    let of_name = |name: &'l String| -> Vec<&'l str> {
        match layout.source(name) {
            None => vec![name],
            Some(Source::Joined(columns) | Source::FirstOf(columns)) => {
                columns.iter().map(String::as_str).collect()
            }
            Some(Source::Part { column, .. }) => vec![column],
            Some(Source::Headings { .. } | Source::Cell | Source::Around { .. } | Source::Said(_)) => {
                Vec::new()
            }
        }
    };
    columns.names().iter().flat_map(of_name).chain(layout.fill_down.iter().map(String::as_str))
}

/// What a fault of the headings says, on their line.
pub(super) fn missing_columns(missing: &[&str], headings: &Headings, line: u32) -> ReadError {
    let found: Vec<String> = headings.named().map(|place| headings.joined(place).to_owned()).collect();
    let separators = match found.as_slice() {
        [only] if only.contains([';', '\t', '|', ',']) => Separators::Others,
        _ => Separators::AsExpected,
    };
    let missing = missing.iter().map(|name| (*name).to_owned()).collect();
    FileFault::MissingColumns(MissingColumns { missing, found, separators }).on_line(line)
}

/// Every thing of a layout in its place.
pub(super) fn places(
    columns: &Columns,
    layout: &TableLayout,
    headings: &Headings,
    around: &Surroundings<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<Vec<Place>, ReadError> {
    let all =
        |names: &[String]| names.iter().map(|name| column(headings, name)).collect::<Result<Vec<_>, _>>();
    let place = |name: &String| {
        Ok(match layout.source(name) {
            None => Place::Column(column(headings, name)?),
            Some(Source::Joined(names)) => Place::Joined(all(names)?),
            Some(Source::FirstOf(names)) => Place::FirstOf(all(names)?),
            Some(Source::Part { column: name, part, by }) => {
                Place::Part { column: column(headings, name)?, part: *part as usize, by: by.clone() }
            }
            Some(Source::Headings { .. }) => Place::Heading,
            Some(Source::Cell) => Place::Cell,
            Some(Source::Around { from, names, pattern }) => {
                Place::Text(around.find(*from, *names, pattern.as_ref(), lexicon)?)
            }
            Some(Source::Said(text)) => Place::Text(text.clone()),
        })
    };
    columns.names().iter().map(place).collect()
}

/// The column that a name means, which was found to be there.
pub(super) fn column(headings: &Headings, name: &str) -> Result<usize, ReadError> {
    match headings.find(name) {
        Found::Column(place) => Ok(place),
        Found::Twice(first, second) => Err(FileFault::SameHeading {
            name: name.to_owned(),
            first: letter(first),
            second: letter(second),
        }
        .of_all()),
        Found::Nothing => Err(FileFault::MissingColumns(MissingColumns {
            missing: vec![name.to_owned()],
            found: Vec::new(),
            separators: Separators::AsExpected,
        })
        .of_all()),
    }
}

/// The columns that a place reads by themselves.
impl Place {
    pub(super) fn columns(&self) -> &[usize] {
        match self {
            Self::Column(column) | Self::Part { column, .. } => std::slice::from_ref(column),
            Self::Joined(columns) | Self::FirstOf(columns) => columns,
            Self::Heading | Self::Cell | Self::Text(_) => &[],
        }
    }
}

/// The columns whose headings name everything that is taken from headings, and the headings that name nothing.
pub(super) fn melted(
    columns: &Columns,
    layout: &TableLayout,
    headings: &Headings,
    read: &[usize],
    lexicon: &Lexicon<'_>,
) -> (Vec<Melted>, Vec<usize>) {
    let sources: Vec<_> = columns
        .names()
        .iter()
        .enumerate()
        .filter_map(|(slot, name)| match layout.source(name) {
            Some(Source::Headings { names, row, pattern }) => Some((ColumnIx(slot), *names, *row, pattern)),
            _ => None,
        })
        .collect();
    if sources.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let (mut melted, mut unread) = (Vec::new(), Vec::new());
    let others = headings.named().filter(|place| !read.contains(place));
    for place in others.filter(|place| !headings.is_any_of(*place, &layout.not_read)) {
        let said = sources.iter().map(|(slot, names, row, pattern)| {
            let text = row.map_or(headings.joined(place), |row| headings.in_row(place, row));
            let text = match pattern {
                Some(pattern) => pattern.find(text, names.word())?,
                None => text,
            };
            Some((*slot, lexicon.name(*names, text)?.to_owned()))
        });
        match said.collect::<Option<Vec<_>>>() {
            Some(names) => {
                melted.push(Melted { column: place, heading: headings.joined(place).to_owned(), names })
            }
            None => unread.push(place),
        }
    }
    (melted, unread)
}
