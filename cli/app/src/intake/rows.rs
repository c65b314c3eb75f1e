//! What became of each row of a report, found beside the sifting that decides it.

use std::collections::BTreeMap;

use engine::evidence::{Evidence, History, News};
use engine::model::{Cell, Observation};
use words::full_receipt::FigureSaid;

/// So many rows of a report are told one by one; all of them are counted.
const MOST_TOLD: usize = 1_000;

/// The rows of the reports that are answered, by the paths of their files.
#[derive(Default)]
pub(crate) struct RowsSaid(BTreeMap<String, Vec<RowSaid>>);

/// One row with a figure.
pub(super) struct RowSaid {
    pub(super) line: u32,
    pub(super) cell: Cell,
    pub(super) now: FigureSaid,
    /// What was in force of the figure until then.
    pub(super) before: Option<FigureSaid>,
    pub(super) news: News,
}

impl RowsSaid {
    /// Of the files at these paths.
    pub(crate) fn of_files(paths: impl IntoIterator<Item = String>) -> Self {
        Self(paths.into_iter().map(|path| (path, Vec::new())).collect())
    }

    /// Notes what a row adds to what is known.
    pub(crate) fn note(&mut self, evidence: &Evidence, said: &Observation, news: News) {
        let Some(rows) = self.0.get_mut(&said.source.file.path) else { return };
        if rows.len() >= MOST_TOLD {
            return;
        }
        let before = evidence.history(&said.cell).map(History::current);
        let before = before.map(|held| FigureSaid { report: held.report, status: held.status });
        let now = FigureSaid { report: said.report, status: said.status };
        rows.push(RowSaid { line: said.source.line, cell: said.cell.clone(), now, before, news });
    }

    /// What was said of each figure of one file.
    pub(crate) fn said(&self, path: &str) -> impl Iterator<Item = (&Cell, &FigureSaid)> {
        self.of(path).iter().map(|row| (&row.cell, &row.now))
    }

    /// Those of one file.
    pub(super) fn of(&self, path: &str) -> &[RowSaid] {
        self.0.get(path).map(Vec::as_slice).unwrap_or_default()
    }
}
