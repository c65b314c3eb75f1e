//! What tests reached of the rules: as a table for people, a page for browsers, and for programs.

mod page;
mod table;
mod wire;

pub use page::page;
pub use table::table;
pub(super) use wire::WireCoverage;
