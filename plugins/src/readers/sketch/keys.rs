//! What tells the rows of a table apart: whose figures they are, and what they count.

use super::apart::{Found, HasOneFigure, Rows, meaning};
use super::cells::Cells;
use super::column::Column;
use super::facts::{Apart, BodyFrom, TextsOf};
use super::parted::{Parted, parted};
use super::spot::Spot;
use super::totals::totals;
use super::whose::{KnownBodies, bodies};
use crate::readers::NamedBy;

/// So many bodies are told of a file.
const MOST_BODIES: usize = 20_000;

/// A table whose periods and figures are known.
pub(super) struct Table<'a> {
    pub(super) cells: &'a Cells<'a>,
    pub(super) spot: &'a Spot,
    /// Its columns of texts that tell no period.
    pub(super) texts: &'a [Column],
    /// The columns that tell its periods.
    pub(super) taken: &'a [usize],
    pub(super) figures: Vec<usize>,
    pub(super) has_one: HasOneFigure,
    /// How many periods its rows have.
    pub(super) periods: usize,
}

/// What tells its rows apart.
pub(super) struct Keys {
    pub(super) body: BodyFrom,
    /// The bodies as the file names them, each once.
    pub(super) bodies: Vec<String>,
    pub(super) apart: Apart,
    pub(super) fill_down: Vec<String>,
    pub(super) totals: Option<TextsOf>,
    pub(super) part_headings: Vec<TextsOf>,
}

impl Table<'_> {
    /// Where a blank below a name means that name, there are many of them: a name that is left out once is not that of the row above.
    pub(super) fn keys(&self, known: &KnownBodies) -> Keys {
        let rows = Rows::new(self.cells, self.spot, self.figures.clone(), None).count();
        let body = bodies(self.texts, known, rows, self.periods);
        let is_sparse =
            |column: &&Column| named(&body).contains(&column.name) && column.filled * 3 <= rows * 2;
        let sparse = match &body {
            BodyFrom::Column { .. } => self.texts.iter().find(is_sparse),
            _ => None,
        };
        let Some(sparse) = sparse else { return self.of(body, None, &self.texts.iter().collect::<Vec<_>>()) };
        // A blank below a name means that name, where rows are told apart by it.
        let keys = self.of(body, Some(sparse), &self.texts.iter().collect::<Vec<_>>());
        match keys.apart {
            Apart::Unknown | Apart::Repeated { .. } => {
                self.of(BodyFrom::Nowhere, None, &self.texts.iter().collect::<Vec<_>>())
            }
            _ => keys,
        }
    }

    /// The keys, if the bodies are taken from there.
    fn of(&self, body: BodyFrom, filled_down: Option<&Column>, texts: &[&Column]) -> Keys {
        let totals = totals(self.texts, &body, self.cells, self.spot);
        let told = totals.as_ref().map(|(place, totals)| (*place, totals));
        let mut rows = Rows::new(self.cells, self.spot, self.figures.clone(), told);
        let of_bodies: Vec<&Column> =
            texts.iter().filter(|column| named(&body).contains(&column.name)).copied().collect();
        rows.by(self.taken.iter().copied().chain(of_bodies.iter().map(|column| column.place)).collect());
        if let Some(column) = filled_down {
            rows.fill_down(column.place);
        }
        let found = rows.apart(self.texts);
        let apart = meaning(found.as_ref(), &rows, self.has_one);
        let mut names = names(&rows, &of_bodies, &body);
        names.retain(|name| told.is_none_or(|(_, totals)| !totals.texts.contains(name)));
        let Parted { body, apart, bodies } = parted(body, apart, names);
        let (mut fill_down, mut part_headings) = (Vec::new(), Vec::new());
        if let (
            Apart::Measure { .. } | Apart::Repeated { .. },
            Some(Found { columns, fill_down: down, .. }),
        ) = (&apart, &found)
        {
            fill_down.extend(down.iter().map(|column| column.name.clone()));
            part_headings = rows.bare_texts(columns);
        }
        let mut bodies = bodies;
        part_headings.extend(no_codes(&body, &mut bodies));
        fill_down.extend(filled_down.map(|column| column.name.clone()));
        Keys { body, bodies, apart, fill_down, totals: totals.map(|(_, totals)| totals), part_headings }
    }
}

/// Texts among codes that are none, since no code has blanks: lines that say what stands below.
fn no_codes(body: &BodyFrom, bodies: &mut Vec<String>) -> Option<TextsOf> {
    let BodyFrom::Column { column, by: NamedBy::Code } = body else { return None };
    let is_no_code = |text: &String| text.contains(' ');
    let texts: Vec<String> = bodies.iter().filter(|text| is_no_code(text)).cloned().collect();
    if texts.is_empty() || texts.len() * 10 > bodies.len() {
        return None;
    }
    bodies.retain(|text| !is_no_code(text));
    Some(TextsOf { column: column.clone(), texts })
}

/// The columns that name bodies.
pub(super) fn named(body: &BodyFrom) -> Vec<String> {
    match body {
        BodyFrom::Column { column, .. } | BodyFrom::Part { column, .. } => vec![column.clone()],
        BodyFrom::FirstOf(columns) | BodyFrom::Columns(columns) => columns.clone(),
        BodyFrom::Nowhere => Vec::new(),
    }
}

fn names(rows: &Rows<'_>, columns: &[&Column], body: &BodyFrom) -> Vec<String> {
    let mut names: Vec<String> = match body {
        BodyFrom::Nowhere => Vec::new(),
        BodyFrom::Columns(_) => rows.values(columns),
        _ => columns.iter().flat_map(|column| column.distinct().map(str::to_owned)).collect(),
    };
    names.truncate(MOST_BODIES);
    names
}
