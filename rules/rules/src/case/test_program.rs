//! A project under test. What tests need of the program is made ready once for all of them.

use std::sync::Arc;

use engine::components::Components;
use engine::program::Program;

use super::feed_files::FeedFiles;
use crate::declare::case::SharedFixtures;
use crate::script::{Counting, CoverageLog};
use crate::source::{SourceText, Sources};

/// A project whose rules are tested.
pub struct TestProgram {
    pub(super) sources: Arc<Sources>,
    pub(super) components: Components,
    /// Where rules count what they reach, also those that come into force within a test.
    log: Option<Arc<CoverageLog>>,
    /// What reads files of its feeds; without it, tests know no feed.
    files: Option<Arc<dyn FeedFiles>>,
    /// What tests of every file may begin with.
    shared: Option<SharedFixtures>,
}

impl TestProgram {
    /// A project with its texts and the program that was compiled from them.
    pub fn new(sources: Arc<Sources>, program: Arc<Program>) -> Self {
        Self { components: Components::of(program), log: None, files: None, shared: None, sources }
    }

    /// The same project, whose program was compiled to count what it reaches in this log.
    #[must_use]
    pub fn counting_in(self, log: Arc<CoverageLog>) -> Self {
        Self { log: Some(log), ..self }
    }

    /// The same project, whose tests may be fed files that this reads.
    #[must_use]
    pub fn reading(self, files: Arc<dyn FeedFiles>) -> Self {
        Self { files: Some(files), ..self }
    }

    /// The same project, whose tests may begin with the fixtures of this text: that of [`SHARED_FIXTURES`](super::SHARED_FIXTURES).
    #[must_use]
    pub fn sharing(self, fixtures: Option<SourceText>) -> Self {
        Self { shared: fixtures.map(SharedFixtures::read), ..self }
    }

    pub(super) fn shared(&self) -> Option<&SharedFixtures> {
        self.shared.as_ref()
    }

    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The program at the start of each test, whole.
    pub(super) fn program(&self) -> &Arc<Program> {
        self.components.program()
    }

    /// What reads files of its feeds.
    pub(super) fn files(&self) -> Option<&dyn FeedFiles> {
        self.files.as_deref()
    }

    /// Whether rules count what they reach.
    pub(super) fn counting(&self) -> Counting<'_> {
        self.log.as_deref().map_or(Counting::Off, Counting::In)
    }
}
