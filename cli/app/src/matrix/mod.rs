//! The query behind `remit matrix`: what each body owes for each outcome and how that stands, as plain values; where a body that a
//! mission names owes nothing; and what one body owes, is owed, is waited on for and is asked for twice. Nothing is judged for it, and
//! nothing is laid out here.
//!
//! `cell` is one field, `newest` the newest verdicts, `pointed` whom relations lead to, `grid` all of a mission, `twice` what is asked for
//! more than once, `lists` all of one body, `bodies` each body in numbers, `burden` what bodies are asked for and how often, `coverage` what nobody owes and nothing judges, and `wire` the JSON that programs read.

mod bodies;
mod burden;
mod cell;
mod coverage;
mod grid;
mod lists;
mod newest;
mod pointed;
mod twice;
mod wire;

pub use bodies::BodyCounts;
pub use burden::{AskedReports, BodyBurden, Burden};
pub use cell::{Cell, Duty, Led, Owed};
pub use coverage::Coverage;
pub use grid::{Matrix, MatrixCounts, MissionMatrix, RowSubject};
pub use lists::{AllLists, Awaited, BodyLists, IsOwed, Owing};
pub use twice::AskedTwice;
pub use wire::{BodyReport, MatrixReport};
