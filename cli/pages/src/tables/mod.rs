//! The same as pages show, as tables for spreadsheets and programs (RFC 4180).
//!
//! `row` writes one row, the others whole tables.

mod bodies;
mod due;
mod matrix;
mod row;

pub use bodies::bodies_table;
pub use due::due_table;
pub use matrix::{body_table, matrix_table};
pub use row::row;
