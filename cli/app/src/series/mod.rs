//! The figures of one measure of one body, period by period: what is in force, what was asked for, and every report of it, with where they
//! lead at their present rate. It judges nothing.
//!
//! `gathered` is the series, and `wire` the same for programs.

mod gathered;
mod wire;

pub use gathered::{Series, SeriesStep};
pub use wire::SeriesReport;
