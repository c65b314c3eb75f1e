//! What a service elsewhere is asked, in the words of the command line.
//!
//! `pages` asks for lists page by page; `alerts`, `due` and `report` are one question each.

mod alerts;
mod due;
mod pages;
mod report;

pub(super) use alerts::alerts;
pub(super) use due::due;
pub(super) use report::report;
