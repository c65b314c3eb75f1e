//! The same as pages show, as tables for spreadsheets and programs (RFC 4180).
//!
//! `row` writes one row, the others whole tables.

mod alerts;
mod approvals;
mod bodies;
mod burden;
mod changes;
mod due;
mod feeds;
mod ledger;
mod matrix;
mod panels;
mod returns;
mod row;
mod series;
mod silences;

pub use alerts::alerts_table;
pub use approvals::approvals_table;
pub use bodies::bodies_table;
pub use burden::{burden_table, coverage_table};
pub use changes::changes_table;
pub use due::due_table;
pub use feeds::{feeds_table, receipts_table, report_table};
pub use ledger::ledger_table;
pub use matrix::{body_table, matrix_table};
pub use panels::{panel_table, panels_table};
pub use returns::{lines_table, return_table, returns_table};
pub use row::row;
pub use series::series_table;
pub use silences::silences_table;
