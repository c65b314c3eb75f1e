//! Feeds: folders of files in which bodies report, and the readers that turn such files into observations.
//!
//! A format is a folder of this module with its reader and its tests, and a line in `format`; `script` reads through
//! plugins. All formats share
//! - `settings`: what a feed is told;
//! - `plan`: the settings with every column in its place;
//! - `rows`: from a row to observations, with `lookup`, `figure`, `spelling` and `gather` doing the parts;
//! - `fault`: why a row cannot be used, and `text`: why a file cannot;
//! - `folder`: the files themselves.

mod csv;
mod fault;
mod figure;
mod folder;
mod format;
mod gather;
mod lookup;
mod ndjson;
mod plan;
#[cfg(test)]
mod real;
mod rows;
mod script;
mod settings;
mod spelling;
mod text;
#[cfg(test)]
mod trial;
mod unit;

pub use folder::{Feed, FeedError, is_passing};
pub use format::{FORMATS, FeedFormat, Format};
pub use script::ScriptFormat;
pub use settings::{Codes, Figures, Filter, Layout, Settings, VintageFrom};
pub use spelling::parse_period;

pub(crate) use text::listed;
