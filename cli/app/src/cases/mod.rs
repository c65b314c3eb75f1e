//! Rule tests of a folder: found and played on all cores.
//!
//! `files` finds them, and `run` plays them into a `report`.

mod files;
mod report;
mod run;

pub use files::{TESTS_FOLDER, texts};
pub use report::{FileReport, Outcome, Report, Tally, TestReport};
pub use run::{Choice, run};
