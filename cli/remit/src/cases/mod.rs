//! Rule tests of a folder: found, played on all cores, and told in three ways.
//!
//! `files` finds them, `cores` shares work out, `run` plays them into a `report`, which `text` tells people, `json` programs
//! and `junit` continuous integration; `coverage` tells what they reached.

mod cores;
mod coverage;
mod files;
mod json;
mod junit;
mod report;
mod run;
mod text;

pub use coverage::{page, table};
pub use files::{TESTS_FOLDER, texts};
pub use json::json;
pub use junit::junit;
pub use report::{FileReport, Outcome, Report, TestReport};
pub use run::{Choice, run};
pub use text::{Detail, text};
