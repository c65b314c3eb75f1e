//! What a project says of a notifier that prints.

use serde::Deserialize;

/// What a project says of it, besides its kind.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StdoutSettings {
    /// Its name in the project.
    pub id: String,
}
