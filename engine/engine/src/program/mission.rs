//! Missions and what they oblige whom to, all together the program.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{Part, Terms};
use crate::model::{
    Approver, BodyId, Cadence, Calendar, Catalogue, ContributionId, MissionId, ObligationId, ObligationRef,
    Patience, Period, Revision,
};

/// Everything that is in force.
#[derive(Clone)]
pub struct Program {
    /// The content hash of the whole.
    pub revision: Revision,
    /// Bodies, measures and targets.
    pub catalogue: Arc<Catalogue>,
    /// The time zone and the bank holidays.
    pub calendar: Arc<Calendar>,
    /// Missions by id, in the order of their files.
    pub missions: IndexMap<MissionId, Arc<Mission>>,
}

impl Program {
    /// The obligation of this name, where there is one.
    pub fn obligation(&self, reference: &ObligationRef) -> Option<&Obligation> {
        let mission = self.missions.get(&reference.mission)?;
        mission.obligations.iter().find(|obligation| obligation.id == reference.obligation)
    }
}

/// One mission. It is the unit of reload: an equal revision means that nothing about it changed.
#[derive(Clone)]
pub struct Mission {
    pub id: MissionId,
    pub title: String,
    /// The board that answers for it.
    pub board: Option<String>,
    /// The content hash of its declaration, of its rules and of all that it refers to.
    pub revision: Revision,
    /// The content hash of its own texts alone: its declaration, its rules and what those import. This is what approvers sign.
    pub texts: Revision,
    /// Who may sign a change of its texts; empty where a change needs no signature, and two or more otherwise.
    pub approvers: Vec<Approver>,
    pub obligations: Vec<Obligation>,
}

/// What is owed each period.
#[derive(Clone)]
pub struct Obligation {
    pub id: ObligationId,
    /// Its title, as a sentence about who does what.
    pub title: String,
    /// The body that answers for the join.
    pub lead: BodyId,
    /// The person at the lead body to be told.
    pub owner: Option<String>,
    /// How often it is owed.
    pub every: Cadence,
    /// The first period for which it was owed.
    pub from: Period,
    /// The last, where it ended.
    pub until: Option<Period>,
    /// What a period is judged by that is opened now.
    pub terms: Arc<Terms>,
    /// How long a breach must last, and how long an alert outlasts it.
    pub patience: Patience,
    /// What an official who is told should do next, as a sentence.
    pub next_step: Option<String>,
}

impl Obligation {
    /// Every part, in the order of the declaration.
    pub fn parts(&self) -> &[Part] {
        &self.terms.parts
    }

    /// The parts that are contributions, each with its id; none where the lead owes it alone.
    pub fn contributions(&self) -> impl Iterator<Item = (&ContributionId, &Part)> {
        self.terms.parts.iter().filter_map(|part| Some((part.id.contribution()?, part)))
    }

    /// Where it stands, with the mission that it belongs to.
    pub fn reference(&self, mission: &MissionId) -> ObligationRef {
        ObligationRef { mission: mission.clone(), obligation: self.id.clone() }
    }
}
