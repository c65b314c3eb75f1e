//! What came of rule tests, told in three ways: `text` tells people, `json` programs and `junit` continuous integration;
//! `coverage` tells what they reached.

mod coverage;
mod json;
mod junit;
mod text;

pub use coverage::{page, table};
pub use json::json;
pub use junit::junit;
pub use text::{Detail, text};
