//! How much the engine has looked at, for tests that hold what things cost. Nothing else hangs on it.

use crate::step::Engine;

/// What was looked at since the engine was new.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Effort {
    /// Parts, gates and obligations that were looked up. Counted in debug builds alone.
    pub lookups: u64,
    /// Reports of revised cells that were looked through. Counted in debug builds alone.
    pub revisions: u64,
    /// Alerts that were put together as people see them, to be told.
    pub snapshots: u64,
    /// How often a rule was asked what the parts of a whole come to.
    pub joins: u64,
}

impl Engine {
    pub fn effort(&self) -> Effort {
        Effort {
            lookups: self.evaluator.state().lookups(),
            revisions: self.evaluator.evidence().revisions_looked_at(),
            snapshots: self.alert_manager.snapshots(),
            joins: self.evaluator.joins(),
        }
    }
}
