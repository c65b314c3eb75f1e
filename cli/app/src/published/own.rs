//! What of a picture is somebody's own. It is made of the picture alone, so that it is told of a day that is over as well.

use std::sync::Arc;

use words::summary::{of_mission, summary};

use super::obligation::DeclaredObligation;
use super::picture::{MissionPicture, Picture, counts};
use crate::own::Own;

impl Picture {
    /// The same picture with what is somebody's own alone. Where a declaration is about each of many, those are left of them that are.
    #[must_use]
    pub fn of_own(&self, own: &Own) -> Self {
        let missions: Vec<MissionPicture> =
            self.missions.iter().filter_map(|mission| mission.of_own(own)).collect();
        let sentence = summary(&counts(missions.iter()));
        Self { sentence, missions, ..self.clone() }
    }
}

impl MissionPicture {
    fn of_own(&self, own: &Own) -> Option<Self> {
        if own.missions.contains(&self.id) {
            return Some(self.clone());
        }
        let obligations: Vec<Arc<DeclaredObligation>> =
            self.obligations.iter().filter_map(|declared| of_own(declared, own)).collect();
        if obligations.is_empty() {
            return None;
        }
        let mut mission = Self { obligations, commitments: Vec::new(), ..self.clone() };
        mission.sentence = of_mission(&mission.title, &counts(std::iter::once(&mission)));
        Some(mission)
    }
}

/// What of a declaration is somebody's own.
fn of_own(declared: &Arc<DeclaredObligation>, own: &Own) -> Option<Arc<DeclaredObligation>> {
    let members: Vec<_> =
        declared.members.iter().filter(|member| own.has_any(&member.concerns)).map(Arc::clone).collect();
    match members.len() {
        0 => None,
        all if all == declared.members.len() => Some(Arc::clone(declared)),
        _ => Some(Arc::new(declared.with_members(members))),
    }
}
