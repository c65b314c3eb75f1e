//! Scenarios: a project's files, what happens to it day by day, and what must come of it.
//!
//! A `document` is the file as it is written, `report` reads its lines of figures, `project` gathers its texts, `stage`
//! plays it through and says where it came out otherwise, `account` puts what came out in words.

mod account;
mod document;
mod project;
mod report;
mod stage;

pub use document::{Scenario, Step};
pub use stage::play;
