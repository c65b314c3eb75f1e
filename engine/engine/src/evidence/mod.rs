//! Evidence by cell: every observation, the figure in force, and the sums and ratios derived from it.
//!
//! It knows which readers asked about which cell, and says whom a change wakes. It does not evaluate rules.

mod deduplicator;
mod derived;
mod gap;
mod graph;
mod history;
mod store;

pub use deduplicator::{Deduplicator, Receipt};
pub use gap::{Gap, WhyAbsent};
pub use history::{Heard, Hearing, History};
pub use store::{CellIx, Evidence, ReaderIx};
