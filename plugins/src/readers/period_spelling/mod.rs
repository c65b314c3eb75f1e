//! Periods as they are spelt in the wild, read by the cadence of their measure.
//!
//! The canonical spelling belongs to the engine. What could mean two things is not guessed at: it is no period. In order:
//! - `unread`: why a text names no period;
//! - `names`: names of months, and `day`: days; `date_order`: the order of day and month that a feed declares;
//! - `written_out`: stretches whose first day is written;
//! - `week`: weeks by their numbers and days;
//! - `year_part`: terms, halves and years that begin on other days;
//! - `stretch`: runs of whole months, such as `Q1 2021/22` and `Oct-Dec 2018`;
//! - `grid`: which of a measure's periods a text names;
//! - `read`: the same, with what stands beside it.

mod date_order;
mod day;
mod grid;
mod names;
mod read;
mod stretch;
#[cfg(test)]
mod tests;
mod unread;
mod week;
mod written_out;
mod year_part;

pub use date_order::DateOrder;
pub(crate) use date_order::{Shown, shown_order};
pub(super) use day::day;
#[cfg(test)]
pub(super) use grid::parse_period;
pub(super) use grid::{Grid, of_another_kind};
pub(super) use read::read_period;
pub(super) use unread::Unread;
