//! What each thing of a layout is taken from, once the headings of a table are known.

use crate::readers::columns::{ColumnIx, Columns, MeasurePlace};
use crate::readers::file_fault::{FileFault, MissingColumns, ReadError, Separators};
use crate::readers::table_layout::{Names, Source, TableLayout};

use super::around::Surroundings;
use super::heading::{Found, Headings, letter, without_notes};
use super::lexicon::Lexicon;

/// What a thing of the layout is taken from.
pub(super) enum Place {
    Column(usize),
    Joined(Vec<Place>),
    /// The same of a name, which goes without the parts that are blank.
    Words(Vec<usize>),
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
    let of_name = |name: &'l String| match layout.source(name) {
        None => vec![name.as_str()],
        Some(source) => source.columns(),
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
    let finder = Finder { headings, around, lexicon };
    let names_measure = |slot: usize| {
        columns
            .figures
            .iter()
            .any(|figure| matches!(figure.measure, MeasurePlace::Column(ColumnIx(of)) if of == slot))
    };
    let place = |(slot, name): (usize, &String)| match layout.source(name) {
        None => Ok(Place::Column(column(headings, name)?)),
        Some(Source::Joined(parts)) if names_measure(slot) => finder.words(parts),
        Some(source) => finder.place(source),
    };
    columns.names().iter().enumerate().map(place).collect()
}

/// Where the places of a layout are found.
struct Finder<'a> {
    headings: &'a Headings,
    around: &'a Surroundings<'a>,
    lexicon: &'a Lexicon<'a>,
}

impl Finder<'_> {
    /// Parts that name a measure. In tables of groups and what is in them, the row of a group has no second part.
    fn words(&self, parts: &[Source]) -> Result<Place, ReadError> {
        let places = parts.iter().map(|part| self.place(part)).collect::<Result<Vec<_>, _>>()?;
        let column = |place: &Place| if let Place::Column(column) = place { Some(*column) } else { None };
        let columns: Option<Vec<usize>> = places.iter().map(column).collect();
        Ok(columns.map_or(Place::Joined(places), Place::Words))
    }

    fn place(&self, source: &Source) -> Result<Place, ReadError> {
        Ok(match source {
            Source::Column(name) => Place::Column(column(self.headings, name)?),
            Source::Joined(sources) => {
                Place::Joined(sources.iter().map(|source| self.place(source)).collect::<Result<_, _>>()?)
            }
            Source::FirstOf(names) => {
                let columns = names.iter().map(|name| column(self.headings, name));
                Place::FirstOf(columns.collect::<Result<_, _>>()?)
            }
            Source::Part { column: name, part, by } => {
                let column = column(self.headings, name)?;
                Place::Part { column, part: *part as usize, by: by.clone() }
            }
            Source::Headings { .. } => Place::Heading,
            Source::Cell => Place::Cell,
            Source::Around { from, names, pattern } => {
                Place::Text(self.around.find(*from, *names, pattern.as_ref(), self.lexicon)?)
            }
            Source::Said(text) => Place::Text(text.clone()),
        })
    }
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

impl Place {
    /// The columns that it reads, besides the one whose figure is read.
    pub(super) fn columns(&self) -> Vec<usize> {
        match self {
            Self::Column(column) | Self::Part { column, .. } => vec![*column],
            Self::FirstOf(columns) | Self::Words(columns) => columns.clone(),
            Self::Joined(places) => places.iter().flat_map(Self::columns).collect(),
            Self::Heading | Self::Cell | Self::Text(_) => Vec::new(),
        }
    }

    /// Whether it reads the heading of the column whose figure is read.
    pub(super) fn reads_heading(&self) -> bool {
        match self {
            Self::Heading => true,
            Self::Joined(places) => places.iter().any(Self::reads_heading),
            _ => false,
        }
    }
}

/// The columns whose headings name everything that is taken from headings, and the headings that name nothing.
///
/// `joined` says what a heading becomes in rows where it is one of several parts; nothing, where there are no rows yet.
pub(super) fn melted(
    columns: &Columns,
    layout: &TableLayout,
    headings: &Headings,
    lexicon: &Lexicon<'_>,
    joined: &dyn Fn(ColumnIx, &str) -> Vec<String>,
) -> (Vec<Melted>, Vec<usize>) {
    let read: Vec<usize> = needed(columns, layout).filter_map(|name| column(headings, name).ok()).collect();
    let sources = columns.names().iter().enumerate();
    let sources: Vec<_> = sources
        .filter_map(|(slot, name)| Some((ColumnIx(slot), layout.source(name)?)))
        .filter_map(|(slot, source)| Some((slot, source, source.of_headings()?)))
        .collect();
    if sources.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let (mut melted, mut unread) = (Vec::new(), Vec::new());
    let others = headings.named().filter(|place| !read.contains(place));
    for place in others.filter(|place| !headings.is_any_of(*place, &layout.not_read)) {
        let said = sources.iter().map(|(slot, source, of)| {
            let text = of.row.map_or(headings.joined(place), |row| headings.in_row(place, row));
            let text = match of.pattern {
                Some(pattern) => pattern.find(text, of.names.word())?,
                None => text,
            };
            let found = match source {
                Source::Joined(_) => part_of_name(of.names, text, lexicon, &|text| joined(*slot, text)),
                _ => lexicon.name(of.names, text),
            };
            Some((*slot, found?.to_owned()))
        });
        match said.collect::<Option<Vec<_>>>() {
            Some(names) => {
                let heading = headings.joined(place).to_owned();
                melted.push(Melted { column: place, heading, names });
            }
            None => unread.push(place),
        }
    }
    (melted, unread)
}

/// A heading that names something with other parts, as the first rows show.
fn part_of_name<'t>(
    names: Names,
    text: &'t str,
    lexicon: &Lexicon<'_>,
    joined: &dyn Fn(&str) -> Vec<String>,
) -> Option<&'t str> {
    let names_any = |text: &&str| {
        let samples = joined(text);
        let is_one = |sample: &String| lexicon.name(names, sample).is_some();
        !text.is_empty() && (samples.is_empty() || samples.iter().any(is_one))
    };
    [text, without_notes(text)].into_iter().find(names_any)
}
