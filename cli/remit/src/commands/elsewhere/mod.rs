//! What a service elsewhere is asked, in the words of the command line.
//!
//! `pages` asks for lists page by page; `alerts`, `due`, `explain`, `report`, `respond`, `run` and `silence` are one question each.

mod alerts;
mod due;
mod explain;
mod pages;
mod report;
mod respond;
mod run;
mod silence;

pub(super) use alerts::alerts;
pub(super) use due::due;
pub(super) use explain::explain;
pub(super) use pages::token;
pub(super) use report::report;
pub(super) use respond::{decide, respond};
pub(super) use run::run;
pub(super) use silence::{end_silence, silence, silences};
