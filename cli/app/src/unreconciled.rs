//! The query for figures that were reported in two ways, with nothing to decide between them. Nothing is laid out here.

use engine::Engine;
use engine::evidence::Evidence;
use engine::model::Cell;
use words::unreconciled::Unreconciled;

/// Every such figure, with all that was said of it.
pub fn unreconciled(engine: &Engine) -> Vec<Unreconciled> {
    engine.evidence().unreconciled().filter_map(|cell| contested(engine.evidence(), cell)).collect()
}

/// A cell with all that was said of it; none where something decides.
pub(crate) fn contested(evidence: &Evidence, cell: Cell) -> Option<Unreconciled> {
    evidence.contradiction(&cell)?;
    let said = evidence.history(&cell)?.rivals();
    Some(Unreconciled { cell, said })
}
