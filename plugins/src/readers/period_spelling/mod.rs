//! Periods as they are spelt in the wild, read by the cadence of their measure.
//!
//! The canonical spelling belongs to the engine. What could mean two things is not guessed at: it is no period. In order:
//! - `day`: days;
//! - `stretch`: runs of whole months, such as `Q1 2021/22` and `Oct-Dec 2018`;
//! - `grid`: which of a measure's periods a text names.

mod day;
mod grid;
mod stretch;
#[cfg(test)]
mod tests;

pub(super) use day::day;
pub(super) use grid::{Grid, Unread, parse_period};
