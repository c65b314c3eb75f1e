//! The reference of the rule language in the forms in which people and editors read it.
//!
//! `definitions` writes the files that editors for Rhai understand, `tables` the tables in the documentation. What is said in
//! them stands beside each word in `api`. `built_in` tells of the rules that come with Remit.

mod built_in;
mod definitions;
mod tables;

pub use built_in::built_in_rules;
pub use definitions::definitions;
pub use tables::tables;
