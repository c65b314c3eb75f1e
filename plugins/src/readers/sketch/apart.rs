//! Which columns tell rows of one body and period apart.

use rustc_hash::FxHashMap;

use super::cells::Cells;
use super::column::{Column, Contents};
use super::facts::Apart;
use super::spot::Spot;

/// A column of kinds has at least two, and at the most so many.
const MOST_KINDS: usize = 400;
/// So many columns are tried at once.
const MOST_CANDIDATES: usize = 12;

/// What a search for such columns goes by.
pub(super) struct Rows<'a> {
    pub(super) cells: &'a Cells<'a>,
    pub(super) spot: &'a Spot,
    /// The columns of bodies and periods.
    pub(super) keys: Vec<usize>,
    /// The columns of figures.
    pub(super) figures: Vec<usize>,
}

impl Rows<'_> {
    /// How many rows say something else than another one of the same key.
    fn contradictions(&self, more: &[usize]) -> usize {
        let mut said: FxHashMap<Vec<&str>, Vec<&str>> = FxHashMap::default();
        let mut contradictions = 0;
        for row in self.spot.rows.clone().filter(|row| self.cells.filled(*row) > 1) {
            let texts = |columns: &[usize]| -> Vec<&str> {
                columns.iter().map(|column| self.cells.text(row, *column)).collect()
            };
            let key = [texts(&self.keys), texts(more)].concat();
            let figures = texts(&self.figures);
            match said.get(&key) {
                Some(other) if *other != figures => contradictions += 1,
                Some(_) => {}
                None => drop(said.insert(key, figures)),
            }
        }
        contradictions
    }

    /// The fewest columns that tell rows apart.
    pub(super) fn apart<'c>(&self, columns: &'c [Column]) -> Result<Vec<&'c Column>, ()> {
        let before = self.contradictions(&[]);
        // A row or two may be wrong by themselves.
        let few = |left: usize| left * 50 <= before;
        if before == 0 {
            return Ok(Vec::new());
        }
        let is_candidate = |column: &&Column| {
            column.holds == Contents::Texts
                && !self.keys.contains(&column.place)
                && (2..=MOST_KINDS).contains(&column.texts.len())
        };
        let mut candidates: Vec<&Column> = columns.iter().filter(is_candidate).collect();
        candidates.sort_by_key(|column| column.texts.len());
        candidates.truncate(MOST_CANDIDATES);
        if let Some(one) = candidates.iter().find(|column| few(self.contradictions(&[column.place]))) {
            return Ok(vec![one]);
        }
        for (place, one) in candidates.iter().enumerate() {
            for other in candidates.iter().skip(place + 1) {
                if few(self.contradictions(&[one.place, other.place])) {
                    let mut both = vec![*one, *other];
                    both.sort_by_key(|column| column.place);
                    return Ok(both);
                }
            }
        }
        Err(())
    }

    /// What these columns say together, each once.
    pub(super) fn values(&self, columns: &[&Column]) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        let mut seen = rustc_hash::FxHashSet::default();
        for row in self.spot.rows.clone().filter(|row| self.cells.filled(*row) > 1) {
            let texts: Vec<&str> = columns.iter().map(|column| self.cells.text(row, column.place)).collect();
            let joined = texts.iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(" ");
            if !joined.is_empty() && seen.insert(joined.clone()) {
                values.push(joined);
            }
        }
        values
    }
}

/// What columns that tell rows apart come to: the measure, where a row has one figure; else what divides its measures.
pub(super) fn meaning(
    found: &Result<Vec<&Column>, ()>,
    rows: &Rows<'_>,
    has_one_figure: HasOneFigure,
) -> Apart {
    let names = |columns: &[&Column]| columns.iter().map(|column| column.name.clone()).collect();
    match (found.as_deref(), has_one_figure) {
        (Ok([]), _) => Apart::Nothing,
        (Ok(columns), HasOneFigure::Yes) => {
            Apart::Measure { columns: names(columns), values: rows.values(columns) }
        }
        (Ok([column]), HasOneFigure::No) => {
            Apart::Breakdown { column: column.name.clone(), values: rows.values(&[column]) }
        }
        _ => Apart::Unknown,
    }
}

/// Whether each row, or each column under a period, has one figure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HasOneFigure {
    Yes,
    No,
}
