//! Evidence by cell: every observation, the figure in force, and the sums and ratios derived from it.
//!
//! It knows which readers asked about which cell, and says whom a change wakes. It does not evaluate rules.
//!
//! Ids are numbers here: a series (a measure of a body) is a column over periods, which holds what is in force; reports
//! before that are kept aside. Files, each using only those before it: `gap`, `interner`, `index`, `rank`, `origin`, `derived`, `column`, `revision`,
//! `spread`, `undisclosed`, `table`, `history`, `ratio`, `lineage`, `roll_up`, `recipe`, `unused`, `store`, `missing`, `reporting`, `graph`, `voices`, `papers`, `set_aside`, `adopt`, `questionable`, `pace`, `snapshot`, `left_out`, `replied`, `release`,
//! `deduplicator`.

mod adopt;
mod column;
mod deduplicator;
mod derived;
mod gap;
mod graph;
mod history;
mod index;
mod interner;
mod left_out;
mod lineage;
mod missing;
mod origin;
mod pace;
mod papers;
mod questionable;
mod rank;
mod ratio;
mod readers;
mod recipe;
mod release;
mod replied;
mod reporting;
mod revision;
mod roll_up;
mod set_aside;
mod snapshot;
mod spread;
mod store;
mod table;
#[cfg(test)]
mod tests;
mod undisclosed;
mod unused;
mod voices;

pub use deduplicator::{Deduplicator, Receipt};
pub use gap::{Contradiction, Disagreement, Gap, Whose, WhyAbsent};
pub use history::{Heard, Hearing, History, News};
pub(crate) use index::PlacedCell;
pub use index::{CellIx, ReaderIx, SeriesIx};
pub use origin::Origin;
pub use pace::{LeadsTo, Pace};
pub use papers::{DocumentOnDay, PaperInForce};
pub use questionable::Questionable;
pub use release::HeldFigure;
pub(crate) use reporting::Reporting;
pub use snapshot::{ColumnsError, ReportRow, Series, SeriesColumn};
pub use spread::Spread;
pub use store::Evidence;
