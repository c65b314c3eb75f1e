//! What a rule may name: measures and bodies by their ids, and libraries.

use std::sync::Arc;

use engine::model::{BodyId, MeasureId};
use indexmap::{IndexMap, IndexSet};

use super::library::Library;
use crate::diagnostic::Diagnostic;

/// What a rule may name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Vocabulary {
    /// Every measure of the project.
    pub measures: IndexSet<MeasureId>,
    /// Every body of the project.
    pub bodies: IndexSet<BodyId>,
    /// Every library that may be imported.
    pub libraries: Libraries,
}

/// Libraries by name, or what is wrong with them.
pub type Libraries = IndexMap<String, Result<Arc<Library>, Vec<Diagnostic>>>;
