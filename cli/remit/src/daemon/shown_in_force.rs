//! What a worker that only follows shows of the texts in force beside the engine: by which feeds figures come, and by which feeds the files are found that it hands out. It is found anew
//! when other texts come into force.

use std::path::Path;
use std::sync::Arc;

use app::chasing::supply_in_force;
use app::due::Supply;
use app::intake::Intake;
use app::project;
use app::recorder::Follower;
use rules::source::Sources;

/// What the texts in force say of feeds.
pub(super) struct ShownInForce {
    sources: Option<Arc<Sources>>,
    pub(super) supply: Arc<Supply>,
    /// What is to be read by from now on; none once somebody took it, and where the folder does not hold the project as it is in force.
    pub(super) intake: Option<Intake>,
}

impl ShownInForce {
    /// What was found before, as long as the same texts are in force; or else what they say.
    pub(super) fn of(before: Option<Self>, dir: &Path, follower: &Follower) -> Self {
        let sources = follower.sources();
        if let Some(before) = before
            && before.sources.as_ref().map(Arc::as_ptr) == sources.map(Arc::as_ptr)
        {
            return before;
        }
        let supply = sources.and_then(|sources| supply_in_force(dir, sources)).unwrap_or_default();
        let feeds = sources.and_then(|sources| project::feeds_as_in_force(dir, &sources.project));
        let program = follower.engine().program().cloned();
        let intake = feeds.zip(program);
        let intake = intake.map(|(feeds, program)| Intake { project: dir.to_owned(), feeds, program });
        Self { sources: sources.cloned(), supply: Arc::new(supply), intake }
    }
}
