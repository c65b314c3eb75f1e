//! What a rule may name: measures and bodies by their ids, and libraries.

use std::sync::Arc;

use engine::model::{BodyId, MeasureId};
use indexmap::IndexMap;

use super::library::Library;
use crate::diagnostic::Diagnostic;

/// What a rule may name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Vocabulary {
    /// Every measure of the project.
    pub measures: Vec<MeasureId>,
    /// Every body of the project.
    pub bodies: Vec<BodyId>,
    /// Every library that may be imported, by name, or what is wrong with it.
    pub libraries: IndexMap<String, Result<Arc<Library>, Vec<Diagnostic>>>,
}
