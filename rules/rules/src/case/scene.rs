//! The engine of a test while it is played.

use engine::Engine;
use engine::alert::AlertChange;
use engine::model::MissionId;

use super::words::Words;

/// The engine of a test, with what people were told since the last check.
pub(super) struct Scene<'a> {
    pub(super) engine: Engine,
    pub(super) words: &'a dyn Words,
    /// The one mission that is looked at, where the test names one.
    pub(super) mission: Option<&'a MissionId>,
    pub(super) told: Vec<AlertChange>,
    pub(super) evaluated: usize,
}
