//! Which columns tell rows of one body and period apart.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{Cell, Cells};
use super::column::{Column, Contents};
use super::facts::{Apart, TextsOf};
use super::labels::are_labels;
use super::spot::Spot;

/// A column of kinds has at least two, and at the most so many.
const MOST_KINDS: usize = 400;
/// So many columns are tried at once.
const MOST_CANDIDATES: usize = 12;
/// So many rows tell whether they repeat each other.
const MOST_ROWS: usize = 20_000;

/// The rows of a table, and what a search for such columns goes by.
pub(super) struct Rows<'a> {
    cells: &'a Cells<'a>,
    /// The rows that have figures, or marks in their place, and are no totals.
    full: Vec<usize>,
    /// The rows that have none.
    bare: Vec<usize>,
    /// The columns of bodies and periods.
    keys: Vec<usize>,
    /// The columns of figures.
    figures: Vec<usize>,
    /// The cells of columns in which a blank means the one above, by rows of the grid.
    down: FxHashMap<usize, FxHashMap<usize, &'a str>>,
}

/// Columns that tell rows apart, with those among them in which a blank means the cell above.
pub(super) struct Found<'c> {
    pub(super) columns: Vec<&'c Column>,
    pub(super) fill_down: Vec<&'c Column>,
    is_enough: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(
        cells: &'a Cells<'a>,
        spot: &Spot,
        figures: Vec<usize>,
        totals: Option<(usize, &TextsOf)>,
    ) -> Self {
        let is_total = |row: usize| {
            totals
                .is_some_and(|(place, totals)| totals.texts.iter().any(|text| text == cells.text(row, place)))
        };
        let has_figures = |row: usize| {
            figures.iter().any(|column| matches!(cells.kind(row, *column), Cell::Figure | Cell::Mark))
        };
        let all = spot.rows.clone().filter(|row| cells.filled(*row) > 0 && !is_total(*row));
        let (full, bare) = all.partition(|row| has_figures(*row));
        Self { cells, full, bare, keys: Vec::new(), figures, down: FxHashMap::default() }
    }

    /// How many rows have figures.
    pub(super) fn count(&self) -> usize {
        self.full.len()
    }

    /// The same rows by these columns of bodies and periods.
    pub(super) fn by(&mut self, keys: Vec<usize>) {
        self.keys = keys;
    }

    /// Takes a blank of a column for the cell above.
    pub(super) fn fill_down(&mut self, column: usize) {
        let mut above = "";
        let mut all: Vec<usize> = self.full.iter().chain(&self.bare).copied().collect();
        all.sort_unstable();
        let cell = |row: usize| {
            let own = self.cells.text(row, column);
            if !own.is_empty() {
                above = own;
            }
            (row, above)
        };
        let filled = all.into_iter().map(cell).collect();
        self.down.insert(column, filled);
    }

    fn text(&self, row: usize, column: usize) -> &'a str {
        let above = || self.down.get(&column)?.get(&row).copied();
        above().unwrap_or_else(|| self.cells.text(row, column))
    }

    /// How many rows say something else than another one of the same key.
    fn contradictions(&self, more: &[usize]) -> usize {
        let mut said: FxHashMap<Vec<&str>, Vec<&str>> = FxHashMap::default();
        let mut contradictions = 0;
        for row in self.full.iter().take(MOST_ROWS) {
            let texts = |columns: &[usize]| -> Vec<&str> {
                columns.iter().map(|column| self.text(*row, *column)).collect()
            };
            let named = texts(more);
            // Nothing can be called by a blank.
            if !named.is_empty() && named.iter().all(|text| text.is_empty()) {
                contradictions += 1;
                continue;
            }
            let key = [texts(&self.keys), named].concat();
            let figures = texts(&self.figures);
            match said.get(&key) {
                Some(other) if *other != figures => contradictions += 1,
                Some(_) => {}
                None => drop(said.insert(key, figures)),
            }
        }
        contradictions
    }

    /// The fewest columns that tell rows apart; of those that do not, the ones that say what is counted.
    pub(super) fn apart<'c>(&mut self, columns: &'c [Column]) -> Option<Found<'c>> {
        let enough = |columns: Vec<&'c Column>| Found { columns, fill_down: Vec::new(), is_enough: true };
        let before = self.contradictions(&[]);
        if before == 0 {
            return Some(enough(Vec::new()));
        }
        let candidates = self.candidates(columns);
        if let Some(found) = self.search(&candidates, before) {
            return Some(enough(found));
        }
        let is_sparse = |column: &&&Column| column.filled * 2 < self.full.len() && column.begins;
        let sparse: Vec<&Column> = candidates.iter().filter(is_sparse).copied().collect();
        for column in &sparse {
            self.fill_down(column.place);
        }
        if let Some(found) = (!sparse.is_empty()).then(|| self.search(&candidates, before)).flatten() {
            let is_used = |column: &&&Column| found.iter().any(|used| used.place == column.place);
            let fill_down = sparse.iter().filter(is_used).copied().collect();
            return Some(Found { columns: found, fill_down, is_enough: true });
        }
        self.down.clear();
        let has_labels = |columns: &Vec<&Column>| columns.iter().any(|column| are_labels(column));
        let left = |columns: &Vec<&Column>| self.contradictions(&places(columns));
        let tries = tries(&candidates).into_iter().filter(has_labels);
        let best = tries.min_by_key(left).filter(|best| left(best) < before)?;
        Some(Found { columns: best, fill_down: Vec::new(), is_enough: false })
    }

    fn candidates<'c>(&self, columns: &'c [Column]) -> Vec<&'c Column> {
        let is_candidate = |column: &&Column| {
            column.holds == Contents::Texts
                && !self.keys.contains(&column.place)
                && (2..=MOST_KINDS).contains(&column.texts.len())
        };
        let mut candidates: Vec<&Column> = columns.iter().filter(is_candidate).collect();
        candidates.sort_by_key(|column| column.texts.len());
        candidates.truncate(MOST_CANDIDATES);
        candidates
    }

    fn search<'c>(&self, candidates: &[&'c Column], before: usize) -> Option<Vec<&'c Column>> {
        // A row or two may be wrong by themselves.
        let are_enough = |columns: &Vec<&Column>| self.contradictions(&places(columns)) * 50 <= before;
        tries(candidates).into_iter().find(are_enough)
    }

    /// What these columns say together in rows of figures, each once.
    pub(super) fn values(&self, columns: &[&Column]) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        let mut seen = FxHashSet::default();
        for row in &self.full {
            let texts: Vec<&str> = columns.iter().map(|column| self.text(*row, column.place)).collect();
            let joined = texts.iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(" ");
            if !joined.is_empty() && seen.insert(joined.clone()) {
                values.push(joined);
            }
        }
        values
    }

    /// What these columns say only in rows without figures.
    pub(super) fn bare_texts(&self, columns: &[&Column]) -> Vec<TextsOf> {
        let of_column = |column: &&Column| {
            let used: FxHashSet<&str> =
                self.full.iter().map(|row| self.cells.text(*row, column.place)).collect();
            let mut texts: Vec<String> = Vec::new();
            for row in &self.bare {
                let text = self.cells.text(*row, column.place);
                if !text.is_empty() && !used.contains(text) && texts.iter().all(|known| known != text) {
                    texts.push(text.to_owned());
                }
            }
            (!texts.is_empty()).then(|| TextsOf { column: column.name.clone(), texts })
        };
        columns.iter().filter_map(of_column).collect()
    }
}

fn places(columns: &[&Column]) -> Vec<usize> {
    columns.iter().map(|column| column.place).collect()
}

/// Each of these columns, then each two of them as they stand.
fn tries<'c>(candidates: &[&'c Column]) -> Vec<Vec<&'c Column>> {
    let mut tries: Vec<Vec<&Column>> = candidates.iter().map(|column| vec![*column]).collect();
    for (place, one) in candidates.iter().enumerate() {
        for other in candidates.iter().skip(place + 1) {
            let mut both = vec![*one, *other];
            both.sort_by_key(|column| column.place);
            tries.push(both);
        }
    }
    tries
}

/// What columns that tell rows apart come to: the measure, where a row has one figure; else what divides its measures.
pub(super) fn meaning(found: Option<&Found<'_>>, rows: &Rows<'_>, has_one_figure: HasOneFigure) -> Apart {
    let Some(found) = found else { return Apart::Unknown };
    let columns = || found.columns.iter().map(|column| column.name.clone()).collect();
    let values = || rows.values(&found.columns);
    match (found.columns.as_slice(), has_one_figure) {
        ([], _) => Apart::Nothing,
        (_, HasOneFigure::Yes) if found.is_enough => Apart::Measure { columns: columns(), values: values() },
        (_, HasOneFigure::Yes) => Apart::Repeated { columns: columns(), values: values() },
        ([column], HasOneFigure::No) if found.is_enough => {
            Apart::Breakdown { column: column.name.clone(), values: values() }
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
