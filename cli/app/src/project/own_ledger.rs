//! Whether the ledger that lies in a database is the project's own. An address says nothing of that: two projects may have the same by mistake, as where the folder of
//! one was copied for the other.
//!
//! It goes by the title of what is in force on the ledger, and not by folders, which move. A file is not looked at: it lies where the project is.

use std::fmt::Display;

use ledger::source::Sources;
use rules::diagnostic::{Code, Diagnostic};

/// A project as it is told from others.
#[derive(Clone, Copy)]
pub(super) struct Told<'p> {
    pub(super) title: Option<&'p str>,
    pub(super) sources: &'p Sources,
}

impl Told<'_> {
    /// Whether what another project is may be what this one was before.
    fn goes_on_from(self, before: Self) -> bool {
        match (self.title, before.title) {
            (Some(title), Some(known)) if title == known => true,
            (None, None) => {
                before.sources.missions.keys().any(|path| self.sources.missions.contains_key(path))
            }
            // A title that is changed by itself makes no other project.
            _ => self.says_the_same_as(before),
        }
    }

    fn says_the_same_as(self, before: Self) -> bool {
        let (one, other) = (self.sources, before.sources);
        let declares = |path| one.missions.get(path).map(|mission| &mission.declaration);
        one.bodies == other.bodies
            && other.missions.iter().all(|(path, mission)| declares(path) == Some(&mission.declaration))
    }
}

/// Refuses to go on with the ledger of another project.
pub(super) fn check_own(
    project: Told<'_>,
    in_force: Told<'_>,
    place: &impl Display,
) -> Result<(), Diagnostic> {
    if project.goes_on_from(in_force) {
        return Ok(());
    }
    let named = |told: Told<'_>| {
        told.title.map_or_else(|| "without a title".to_owned(), |title| format!("`{title}`"))
    };
    let message = format!(
        "the ledger {place} is that of another project: what is in force on it is {}, and this is {}",
        named(in_force),
        named(project)
    );
    Err(Diagnostic::project_error(Code::Ledger, message).with_help(
        "give each project a database of its own, and name it in `url` of `[store]`. Where this is the same project under another title, change the title by itself first, and anything else once it is in force",
    ))
}
