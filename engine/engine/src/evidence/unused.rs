//! What came in and could not be used, by the cells that lack a figure for it. It is no report: it displaces none, and counts as none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use crate::model::{Cell, MeasureId, UnderEmbargo, Unused, UnusedReport};

/// What could not be used of every file, as it was last read.
#[derive(Default)]
pub(super) struct UnusedReports {
    pub(super) by_path: BTreeMap<Arc<str>, Unused>,
    /// The files with rows about a cell.
    by_cell: FxHashMap<Cell, BTreeSet<Arc<str>>>,
    /// The files that were refused.
    refused: BTreeSet<Arc<str>>,
    /// The files that wait for the end of their embargo.
    pub(super) waiting: BTreeSet<Arc<str>>,
    /// The content of each file of which something could not be used before it was last read.
    pub(super) formerly: BTreeMap<Arc<str>, Arc<str>>,
}

impl UnusedReports {
    /// What came in for a cell that holds no figure: a row about it, else a file that may have held one.
    pub(super) fn find(&self, cell: &Cell) -> Option<Arc<UnusedReport>> {
        if self.by_path.is_empty() {
            return None;
        }
        self.row(cell).or_else(|| self.refusal(&cell.measure)).map(Arc::new)
    }

    /// What came in for a document of a body: the newest row about it, whichever day it names, else a file that may have held one.
    pub(super) fn find_on_any_day(&self, cell: &Cell) -> Option<Arc<UnusedReport>> {
        let rows = self.by_path.values().flat_map(|file| file.rows.iter().map(|row| &row.cell));
        let of_document = rows.filter(|row| row.measure == cell.measure && row.body == cell.body);
        let newest = of_document.max_by_key(|row| row.period);
        newest.map_or_else(|| self.find(cell), |row| self.find(row))
    }

    fn row(&self, cell: &Cell) -> Option<UnusedReport> {
        let path = self.by_cell.get(cell)?.last()?;
        let file = self.by_path.get(path)?;
        let row = file.rows.iter().find(|row| row.cell == *cell)?;
        let place = Some(file.sheets.place(row.line));
        Some(UnusedReport { path: Arc::clone(path), place, reason: row.reason.clone(), waits_since: None })
    }

    fn refusal(&self, measure: &MeasureId) -> Option<UnusedReport> {
        let files = self.refused.iter().rev().filter_map(|path| self.by_path.get(path));
        let mut refused = files.filter_map(|file| Some((&file.path, file.refused.as_ref()?)));
        let (path, refused) = refused.find(|(_, refused)| is_about(refused.measures.as_deref(), measure))?;
        let reason = Some(Arc::clone(&refused.reason));
        Some(UnusedReport { path: Arc::clone(path), place: None, reason, waits_since: None })
    }

    /// A file that waits for the end of its embargo and may hold a figure: of several the one that came in first. What came in before the
    /// last day of a period holds nothing of it, so that no embargo, however long, speaks for the periods that follow.
    pub(super) fn waiting(&self, (measure, last_day): (&MeasureId, Timestamp)) -> Option<UnusedReport> {
        let waiting = self.waiting.iter().filter_map(|path| {
            let waits = self.by_path.get(path)?.under_embargo.as_ref()?;
            Some((path, waits))
        });
        let may_hold = |(_, waits): &(_, &UnderEmbargo)| {
            is_about(waits.measures.as_deref(), measure) && last_day <= waits.received
        };
        let (path, waits) = waiting.filter(may_hold).min_by_key(|(_, waits)| waits.received)?;
        let (path, reason) = (Arc::clone(path), Some(Arc::clone(&waits.told)));
        Some(UnusedReport { path, place: None, reason, waits_since: Some(waits.received) })
    }

    pub(super) fn replace(&mut self, unused: Unused) -> Option<Unused> {
        let path = Arc::clone(&unused.path);
        let before = self.by_path.remove(&path);
        if let Some(content) = before.as_ref().and_then(|before| before.content.clone()) {
            self.formerly.insert(Arc::clone(&path), content);
        }
        for row in before.iter().flat_map(|before| &before.rows) {
            if let Some(paths) = self.by_cell.get_mut(&row.cell) {
                paths.remove(&path);
            }
        }
        self.refused.remove(&path);
        self.waiting.remove(&path);
        for row in &unused.rows {
            self.by_cell.entry(row.cell.clone()).or_default().insert(Arc::clone(&path));
        }
        if unused.refused.is_some() {
            self.refused.insert(Arc::clone(&path));
        }
        if unused.under_embargo.is_some() {
            self.waiting.insert(Arc::clone(&path));
        }
        if !unused.is_nothing() {
            self.by_path.insert(path, unused);
        }
        before
    }
}

/// Whether a file about these measures is about one; where its rows say what they are about, it may be about any.
pub(super) fn is_about(measures: Option<&[MeasureId]>, measure: &MeasureId) -> bool {
    measures.is_none_or(|measures| measures.contains(measure))
}
