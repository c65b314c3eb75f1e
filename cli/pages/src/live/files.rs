//! The files in which figures came, each leading to what became of it and from there to what it holds.

use std::collections::BTreeSet;

use engine::Engine;
use engine::model::Cell;

use super::address;

/// So many are named, the newest.
const MOST_NAMED: usize = 12;

/// Files in which figures came.
pub(super) struct CameIn {
    /// Where each leads, and what it is called.
    pub(super) files: Vec<(String, String)>,
    /// Whether there are others.
    pub(super) has_more: bool,
}

impl CameIn {
    /// Those of some figures, by the newest period of which they say something.
    pub(super) fn of(engine: &Engine, is_meant: impl Fn(&Cell) -> bool) -> Self {
        let evidence = engine.evidence();
        let mut cells: Vec<Cell> = evidence.reported().filter(is_meant).collect();
        cells.sort_by_key(|cell| std::cmp::Reverse(cell.period.last_day()));
        let mut known: BTreeSet<(String, String)> = BTreeSet::new();
        let mut came_in = Self { files: Vec::new(), has_more: false };
        for cell in &cells {
            for heard in evidence.reports(cell).0.iter().rev() {
                let file = &heard.source.file;
                if file.is_reply() || !known.insert((file.hash.clone(), file.path.clone())) {
                    continue;
                }
                if came_in.files.len() == MOST_NAMED {
                    came_in.has_more = true;
                    return came_in;
                }
                came_in.files.push((address::report(&file.hash), file.path.clone()));
            }
        }
        came_in
    }
}
