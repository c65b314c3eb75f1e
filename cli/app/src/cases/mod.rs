//! Rule tests of a folder: found and played on all cores.
//!
//! `files` finds them, `feed_files` reads what they are fed, and `run` plays them into a `report`; `played` keeps what came of them; `from_alert` makes one of an alert as it stands, of pieces of `toml_text`.

mod feed_files;
mod files;
mod from_alert;
mod played;
mod report;
mod run;
pub(crate) mod toml_text;

pub use feed_files::ProjectFiles;
pub use files::{TESTS_FOLDER, shared_fixtures, texts};
pub use from_alert::{FromAlertError, from_alert};
pub use played::PlayedTests;
pub use report::{FileReport, Tally, TestOutcome, TestReport, TestReports};
pub use run::{Choice, run};
