//! Putting a program in force.

use std::sync::Arc;

use engine::program::Program;
use jiff::Timestamp;
use plugins::stores::StoreError;
use rules::source::Sources;

use super::asker::Asker;
use super::carry_out::Command;
use crate::recorder::Recorder;

/// Put a program in force, unless it is in force already.
pub struct Activate {
    pub asked_by: Asker,
    pub program: Program,
    pub sources: Arc<Sources>,
}

impl Command for Activate {
    type Outcome = ();
    type Error = StoreError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        tracing::debug!(asked_by = %self.asked_by, revision = %self.program.revision, "to be in force");
        recorder.activate(now, self.program, &self.sources)
    }
}
