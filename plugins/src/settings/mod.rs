//! What `remit.toml` says of feeds, notifiers and the ledger.
//!
//! `[project]` and `[calendar]` are read by the rules, which also report a text that is not TOML and tables that nobody
//! knows.
//!
//! - `project`: all of it;
//! - `declaration`, `feed`, `layout`, `breakdown`, `naming`: `[[feed]]` as it is written, and what it comes to; `table`: `[feed.table]`,
//!   `sheets`: `[[feed.sheet]]`, and `source`: what a column is taken from; `figure_columns`: what figures are of;
//! - `papers`: the columns of papers; `panel`: who may read what a panel says;
//! - `arithmetic`, `worked_out`: what is done to figures;
//! - `marks`: what marks in place of figures stand for, and `numerals`: how numbers are written;
//! - `host`: `[[plugin]]`, and what plugins are told in the places where they are used;
//! - `notifier`: `[[notifier]]`, `route`: `[[route]]` (`hours`: when), `hook`: `[[hook]]`, `pull` and `stream`: how the files of a feed come, `store`: `[store]`, `checkpoints`: `[checkpoints]`, and `server`: `[server]`;
//! - `secrets`: those that it holds itself, which reach no ledger;
//! - `told_by`: what of them stands in messages;
//! - `mention`: a place that names a measure, a body or a mission; `unknown_names`: those that the project does not have.

mod arithmetic;
mod breakdown;
mod checkpoints;
mod declaration;
mod feed;
mod figure_columns;
mod hook;
mod host;
mod hours;
mod layout;
mod marks;
mod mention;
mod naming;
mod notifier;
mod numerals;
mod panel;
mod papers;
mod project;
mod pull;
mod receipt;
mod route;
mod secrets;
mod server;
mod sheets;
mod source;
mod store;
mod stream;
mod table;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod test_program;
#[cfg(test)]
mod tests;
mod told_by;
mod unknown_names;
mod worked_out;

pub use checkpoints::CheckpointSettings;
pub use notifier::Notifier;
pub use project::{Settings, parse, parse_with, read_settings};
pub use server::ServerSettings;
pub use store::StoreSettings;
pub use told_by::ToldBy;
pub use unknown_names::{check, check_routes};
