//! Numbers for what evidence is about: a series, a cell of it, and what is known of a cell beside its reports.

use crate::model::Cell;

/// A measure of a body, over all periods of one cadence.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct SeriesIx(u32);

/// A cell: a series, and the index of a period in it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct CellIx {
    pub(super) series: SeriesIx,
    /// As in [`crate::model::Period::index`].
    pub(super) index: i32,
}

/// A cell with its place, looked up once for all who ask; it has none where its series was neither reported nor asked about.
#[derive(Clone, Debug)]
pub(crate) struct PlacedCell {
    pub(crate) cell: Cell,
    pub(crate) ix: Option<CellIx>,
}

/// The place of a cell that is read or derived among the nodes of the graph.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct NodeIx(u32);

/// A reader to wake when a cell changes; only the subscriber knows what the number means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ReaderIx(pub u32);

impl SeriesIx {
    pub(super) fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("fewer than four thousand million series"))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) fn cell(self, index: i32) -> CellIx {
        CellIx { series: self, index }
    }
}

impl NodeIx {
    /// Stands where there is no node, so that a slot needs no more room for saying so.
    pub(super) const NONE: Self = Self(u32::MAX);

    pub(super) fn new(index: usize) -> Self {
        let index = u32::try_from(index).ok().filter(|index| *index != u32::MAX);
        Self(index.expect("fewer than four thousand million cells are read"))
    }

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}
