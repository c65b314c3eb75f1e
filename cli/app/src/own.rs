//! What is somebody's own: what the bodies for which an account speaks lead, owe or wait for, and all of the missions of its board.

use std::collections::BTreeSet;

use engine::model::{BodyId, MissionId};

/// For whom an account speaks.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Own {
    pub bodies: BTreeSet<BodyId>,
    pub missions: BTreeSet<MissionId>,
}

impl Own {
    /// Whether something of a mission that concerns these bodies is somebody's own.
    pub fn holds<'b>(&self, mission: &MissionId, bodies: impl IntoIterator<Item = &'b BodyId>) -> bool {
        self.missions.contains(mission) || self.has_any(bodies)
    }

    /// Whether an account speaks for any of these bodies.
    pub fn has_any<'b>(&self, bodies: impl IntoIterator<Item = &'b BodyId>) -> bool {
        bodies.into_iter().any(|body| self.bodies.contains(body))
    }

    /// Whether nothing can be somebody's own who speaks for so little.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty() && self.missions.is_empty()
    }
}
