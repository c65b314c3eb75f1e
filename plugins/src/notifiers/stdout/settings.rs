//! What a project says of a notifier that prints.

use language::read::Table;

/// What a project says of it, besides its kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StdoutSettings {
    /// Its name in the project.
    pub id: String,
}

impl StdoutSettings {
    pub(crate) fn read(table: &Table<'_>) -> Option<Self> {
        let id = table.require("id")?.verbatim()?.into_inner();
        Some(Self { id })
    }
}
