//! A key of one of a project's files, with what it means and what may stand there.

/// A key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    /// What it means.
    pub(super) doc: &'static str,
    pub(super) holds: Holds,
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds {
    /// Anything.
    Anything,
    /// One of these words.
    Words(&'static [&'static str]),
    /// The id of a measure.
    Measure,
    /// The id of a body, or several.
    Body,
    /// A kind of bodies.
    Kind,
    /// A rule.
    Rule,
    /// What an obligation waits for.
    Dependency,
    /// The id of a mission.
    Mission,
    /// An alert: `mission/obligation/lead`.
    Alert,
    /// A measure and a body in promtool's short form.
    Series,
    /// A table whose keys are names of something; each holds what this key does.
    ByName(&'static Key),
    /// A table with these keys, or a list of them.
    Table(&'static [Key]),
    /// One of these words, or a table.
    WordsOrTable(&'static [&'static str], &'static [Key]),
}

impl Key {
    /// The keys of the table that stands here.
    pub(super) fn keys(&self) -> Option<&'static [Key]> {
        match self.holds {
            Holds::Table(keys) | Holds::WordsOrTable(_, keys) => Some(keys),
            _ => None,
        }
    }
}
