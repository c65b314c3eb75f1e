//! An organisation as a list names it: by codes, since no list knows the ids of a project.

use jiff::civil::Date;

/// One entry of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Listed {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: String,
    /// Codes of what it is a part of, the nearest first.
    pub(super) parents: Vec<String>,
    pub(super) opened: Option<Date>,
    /// Its last day.
    pub(super) closed: Option<Date>,
    /// Codes of those that followed it.
    pub(super) successors: Vec<String>,
}

impl Listed {
    /// The id that it has in the project: its code, as ids are written.
    pub(super) fn id(&self) -> String {
        let id = self.code.to_ascii_lowercase();
        if language::read::is_well_formed(&id) { id } else { format!("code-{id}") }
    }
}
