//! `except`: who does not owe what a declaration lays on many, and why. Which bodies are meant is looked up elsewhere.

use std::ops::Range;

use engine::model::Authority;
use language::read::Table;
use toml::Spanned;

use super::authority::read_authority;
use super::group::{Group, group};

/// An exception as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct ExceptionDeclaration {
    pub(crate) place: Range<usize>,
    pub(crate) bodies: Option<Spanned<Group>>,
    pub(crate) reason: Option<String>,
    pub(crate) authority: Vec<Authority>,
    /// Periods in the cadence of the obligation.
    pub(crate) from: Option<Spanned<String>>,
    pub(crate) until: Option<Spanned<String>>,
}

/// The exceptions that stand in a table.
pub(super) fn read_exceptions(table: &Table<'_>) -> Vec<ExceptionDeclaration> {
    table.tables("except").iter().map(read_exception).collect()
}

fn read_exception(table: &Table<'_>) -> ExceptionDeclaration {
    ExceptionDeclaration {
        place: table.header(),
        bodies: table.require("bodies").and_then(|item| group(&item).map(|bodies| item.at(bodies))),
        reason: table.require("reason").and_then(|item| item.text()).map(Spanned::into_inner),
        authority: read_authority(table),
        from: table.get("from").and_then(|item| item.spelling("a period")),
        until: table.get("until").and_then(|item| item.spelling("a period")),
    }
}
