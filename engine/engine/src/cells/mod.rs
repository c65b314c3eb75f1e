//! Evidence by cell: every observation, the figure in force, and the sums and ratios derived from it.
//!
//! It knows which readers asked about which cell, and says whom a change wakes. It does not evaluate rules.

mod derived;
mod evidence;
mod gap;
mod graph;
mod history;
mod sieve;

pub use evidence::{CellIx, Evidence, ReaderIx};
pub use gap::{Gap, WhyAbsent};
pub use history::{Heard, Hearing, History};
pub use sieve::{Receipt, Sieve};
