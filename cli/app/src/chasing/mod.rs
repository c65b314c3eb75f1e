//! The question what is due, asked of a project: what was known on a day, by the ledger where there is one and by the feeds where not.
//! Nothing is judged, and nothing is written. `known` is what was known, `ask` the question, and `moves` how often days were moved.

mod ask;
mod known;
mod moves;

pub use ask::{DueNow, DueQuestion, due, supply, supply_in_force};
pub use moves::{Moves, moves};
