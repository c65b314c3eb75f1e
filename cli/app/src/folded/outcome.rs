//! What events came to.

use engine::{Engine, Event};
use jiff::Timestamp;

/// What a list of events came to.
pub struct Folded {
    pub engine: Engine,
    /// How many rules were run.
    pub evaluated: usize,
}

impl Folded {
    /// Before anything happened.
    pub(crate) fn nothing() -> Self {
        Self { engine: Engine::new(), evaluated: 0 }
    }

    pub(crate) fn step(&mut self, at: Timestamp, event: Event) {
        self.evaluated += self.engine.step(at, event).evaluated;
    }
}
