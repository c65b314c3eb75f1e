//! The ids that a rule may name.

use engine::model::{BodyId, MeasureId};

/// The ids that a rule may name.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Vocabulary {
    /// Every measure of the project.
    pub measures: Vec<MeasureId>,
    /// Every body of the project.
    pub bodies: Vec<BodyId>,
}
