//! The rules over the recorded history: what they would have told, and what a change of them would do to it.
//!
//! `range` says which days are asked about; `outcome` is what one program tells of a history, and `episode` an alert in it
//! from its firing to its end; `comparison` sets two outcomes side by side. `part` takes a program apart into what can be
//! walked by itself, `checkpoint` holds on to the parts that are done, and `workers` walk them on all cores. `judge` puts a
//! question to them, `revision` finds a program that was in force before, and `wire` is the answer as programs read it. One program judges the whole history: what was in force when
//! is no matter here.

mod checkpoint;
mod comparison;
mod episode;
mod judge;
mod outcome;
mod part;
mod range;
mod revision;
mod wire;
mod workers;

pub use checkpoint::Checkpoint;
pub use comparison::{Comparison, MovedEpisode, VerdictShift};
pub use episode::{Episode, episodes};
pub use judge::{compare, compare_with, replay_with};
pub use outcome::{AlertNews, BrokenPart, FinalVerdict, ReplayOutcome};
pub use range::Range;
pub use revision::{FoundProgram, RevisionError, find as find_revision, short as short_revision};
pub use wire::{ComparedSide, ComparisonReport, ReplayReport};
pub use workers::Workers;
