//! A project under test. What tests need of the program is made ready once for all of them.

use std::sync::Arc;

use engine::components::Components;
use engine::program::Program;

use crate::script::{Counting, CoverageLog};
use crate::source::Sources;

/// A project whose rules are tested.
pub struct TestProgram {
    pub(super) sources: Arc<Sources>,
    pub(super) components: Components,
    /// Where rules count what they reach, also those that come into force within a test.
    log: Option<Arc<CoverageLog>>,
}

impl TestProgram {
    /// A project with its texts and the program that was compiled from them.
    pub fn new(sources: Arc<Sources>, program: Arc<Program>) -> Self {
        Self { components: Components::of(program), log: None, sources }
    }

    /// The same project, whose program was compiled to count what it reaches in this log.
    #[must_use]
    pub fn counting_in(self, log: Arc<CoverageLog>) -> Self {
        Self { log: Some(log), ..self }
    }

    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The program at the start of each test, whole.
    pub(super) fn program(&self) -> &Arc<Program> {
        self.components.program()
    }

    /// Whether rules count what they reach.
    pub(super) fn counting(&self) -> Counting<'_> {
        self.log.as_deref().map_or(Counting::Off, Counting::In)
    }
}
