//! The program: the compiled whole of missions and rules in force. It is data; the rules in it are called elsewhere.

use std::sync::Arc;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::model::{
    Approver, BodyId, Cadence, Calendar, Catalogue, ContributionId, Dependency, Due, MeasureId, MissionId,
    Needs, ObligationId, ObligationRef, Params, Patience, Period, Revision, RuleId,
};
use crate::view::{Stop, View};

/// Turns evidence into a judgement. Pure: equal views give equal results.
pub trait Rule: Send + Sync {
    /// Its name.
    fn id(&self) -> &RuleId;

    /// Judges the view's subject.
    ///
    /// # Errors
    /// A figure that it needs is missing, or the rule itself failed.
    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop>;
}

/// What a rule found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assessment {
    /// The finding.
    pub judgement: Judgement,
    /// Why, in a sentence for people, without a full stop; empty where the rule gave none.
    pub reason: String,
    /// The line of the rule that gave the judgement, counted from 1.
    pub line: Option<u32>,
}

/// What a rule may find. Silence, lateness and failure are the engine's to judge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// Done.
    Met,
    /// Not missed yet, but likely to be.
    AtRisk,
    /// Not done.
    Missed,
}

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

/// One mission. It is the unit of reload: an equal revision means that nothing about it changed.
#[derive(Clone)]
pub struct Mission {
    /// Its stable id.
    pub id: MissionId,
    /// Its title.
    pub title: String,
    /// The board that answers for it.
    pub board: Option<String>,
    /// The content hash of its declaration, of its rules and of all that it refers to.
    pub revision: Revision,
    /// The content hash of its own texts alone: its declaration, its rules and what those import. This is what approvers sign.
    pub texts: Revision,
    /// Who may sign a change of its texts; empty where a change needs no signature, and two or more otherwise.
    pub approvers: Vec<Approver>,
    /// What is owed.
    pub obligations: Vec<Obligation>,
}

/// What is owed each period.
#[derive(Clone)]
pub struct Obligation {
    /// Its stable id.
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
    /// When its evidence is due.
    pub due: Due,
    /// How it is judged.
    pub judged: Judged,
    /// What it waits for.
    pub depends_on: Vec<Dependency>,
    /// How long a breach must last, and how long an alert outlasts it.
    pub patience: Patience,
    /// What an official who is told should do next, as a sentence.
    pub next_step: Option<String>,
}

/// One party's part in an obligation: a contribution, or the lead's own duty where it stands alone.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The contribution; none where the lead owes it alone.
    pub contribution: Option<&'a Contribution>,
    /// Who owes it.
    pub by: &'a BodyId,
    /// What is owed.
    pub duty: &'a Duty,
}

impl Obligation {
    /// How many parts there are, at least one.
    pub fn part_count(&self) -> usize {
        match &self.judged {
            Judged::Alone(_) => 1,
            Judged::Joint { contributions, .. } => contributions.len(),
        }
    }

    /// The part at `index`, which is less than [`Self::part_count`].
    pub fn part(&self, index: usize) -> Part<'_> {
        match &self.judged {
            Judged::Alone(duty) => Part { contribution: None, by: &self.lead, duty },
            Judged::Joint { contributions, .. } => {
                let contribution = &contributions[index];
                Part { contribution: Some(contribution), by: &contribution.by, duty: &contribution.duty }
            }
        }
    }

    /// The obligations that it waits for.
    pub fn awaited_obligations(&self) -> impl Iterator<Item = &ObligationRef> {
        self.depends_on.iter().filter_map(|dependency| match dependency {
            Dependency::Obligation(reference) => Some(reference),
            Dependency::Measure(_) => None,
        })
    }

    /// The measures that it waits for, each with its place among the dependencies.
    pub fn gates(&self) -> impl Iterator<Item = (usize, &MeasureId)> {
        self.depends_on.iter().enumerate().filter_map(|(place, dependency)| match dependency {
            Dependency::Measure(measure) => Some((place, measure)),
            Dependency::Obligation(_) => None,
        })
    }

    /// Every part in order.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        (0..self.part_count()).map(|index| self.part(index))
    }
}

/// How an obligation is judged.
#[derive(Clone)]
pub enum Judged {
    /// Owed by the lead alone.
    Alone(Duty),
    /// Joined up from the contributions of several bodies.
    Joint {
        /// How many of them are needed.
        needs: Needs,
        /// At least one.
        contributions: Vec<Contribution>,
    },
}

/// One body's part of an obligation.
#[derive(Clone)]
pub struct Contribution {
    /// Its stable id.
    pub id: ContributionId,
    /// Who owes it.
    pub by: BodyId,
    /// The person to be told.
    pub owner: Option<String>,
    /// Its weight among the contributions.
    pub weight: Decimal,
    /// What is owed.
    pub duty: Duty,
}

/// What is owed by one body: a rule over a measure.
#[derive(Clone)]
pub struct Duty {
    /// What it is judged by.
    pub measure: MeasureId,
    /// The rule.
    pub rule: Arc<dyn Rule>,
    /// What the declaration hands to the rule.
    pub params: Arc<Params>,
}
