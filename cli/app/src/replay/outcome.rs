//! What one program tells of a history.

use std::collections::BTreeMap;
use std::fmt;

use engine::alert::{AlertChange, AlertId, Breaker, Change};
use engine::model::{BodyId, MissionId, Node, ObligationRef, PartId, Period, Verdict};
use engine::program::Program;
use engine::standing::Standing;
use jiff::Timestamp;
use words::replay::ToldCounts;

/// What one program tells of a history.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct ReplayOutcome {
    /// What people would have been told, in order of time.
    pub told: Vec<AlertNews>,
    /// Every verdict as it stands at the end, in the order of the program.
    pub verdicts: Vec<FinalVerdict>,
    /// How many rules were run.
    pub rules_run: usize,
}

/// Something that people would have been told of an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertNews {
    pub at: Timestamp,
    pub change: Change,
    pub id: AlertId,
    /// The periods it is about, in order.
    pub periods: Vec<Period>,
    /// Who breaks the obligation.
    pub broken_by: Vec<BrokenPart>,
    /// The whole in plain English, in sentences.
    pub message: String,
}

/// A part that breaks an obligation: a contribution, or the lead where it owes it alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BrokenPart {
    pub part: PartId,
    /// Who owes it.
    pub body: BodyId,
}

impl fmt::Display for BrokenPart {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.part.contribution() {
            Some(contribution) => write!(out, "{contribution}"),
            None => write!(out, "{}", self.body),
        }
    }
}

impl From<&Breaker> for BrokenPart {
    fn from(breaker: &Breaker) -> Self {
        Self { part: breaker.part.clone(), body: breaker.body.clone() }
    }
}

impl AlertNews {
    /// What people would have been told of a change under this program.
    pub fn of(told: AlertChange, program: &Program) -> Self {
        let message = words::alert::message_of_change(&told, program, program);
        let AlertChange { change, at, alert, .. } = told;
        let broken_by =
            alert.breakers().filter(|breaker| !breaker.is_disputed()).map(BrokenPart::from).collect();
        Self { at, change, id: alert.id.clone(), periods: alert.periods.to_vec(), broken_by, message }
    }
}

/// One verdict as it stands at the end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FinalVerdict {
    pub node: Node,
    /// Who owes it.
    pub body: BodyId,
    pub period: Period,
    pub verdict: Verdict,
}

impl From<Standing> for FinalVerdict {
    fn from(standing: Standing) -> Self {
        let Standing { node, body, period, verdict, .. } = standing;
        Self { node, body, period, verdict }
    }
}

impl ReplayOutcome {
    /// Puts the records of a program's parts together, in an order that does not depend on how it was taken apart.
    pub(super) fn joined(program: &Program, parts: impl IntoIterator<Item = Self>) -> Self {
        let places = places(program);
        let place = |reference: &ObligationRef| places.get(reference).copied().unwrap_or(usize::MAX);
        let mut whole = Self::default();
        for part in parts {
            whole.told.extend(part.told);
            whole.verdicts.extend(part.verdicts);
            whole.rules_run += part.rules_run;
        }
        whole.told.sort_by_key(|told| (told.at, place(&told.id.obligation_ref()), told.id.kind));
        whole.verdicts.sort_by_key(|standing| place(standing.node.obligation()));
        whole
    }

    /// What concerns one mission, or all of it.
    pub(super) fn about(mut self, mission: Option<&MissionId>) -> Self {
        if let Some(mission) = mission {
            self.told.retain(|told| told.id.mission == *mission);
            self.verdicts.retain(|standing| standing.node.obligation().mission == *mission);
        }
        self
    }

    /// How many verdicts there are of each kind, in the order of the list of verdicts.
    pub fn tally(&self) -> BTreeMap<Verdict, usize> {
        let mut tally = BTreeMap::new();
        self.verdicts.iter().for_each(|standing| *tally.entry(standing.verdict).or_default() += 1);
        tally
    }

    /// How often each kind of change was told.
    pub fn told_counts(&self) -> ToldCounts {
        ToldCounts {
            fired: self.told_of(Change::Fired),
            updated: self.told_of(Change::Updated),
            resolved: self.told_of(Change::Resolved),
            corrected: self.told_of(Change::Corrected),
            restated: self.told_of(Change::Restated),
            withdrawn: self.told_of(Change::Withdrawn),
            escalated: self.told_of(Change::Escalated),
            reminded: self.told_of(Change::Reminded),
        }
    }

    fn told_of(&self, change: Change) -> usize {
        self.told.iter().filter(|told| told.change == change).count()
    }
}

/// Where each obligation stands in a program.
fn places(program: &Program) -> BTreeMap<ObligationRef, usize> {
    let references = program.missions.values().flat_map(|mission| {
        let reference = |obligation: &engine::program::Obligation| ObligationRef {
            mission: mission.id.clone(),
            obligation: obligation.id.clone(),
        };
        mission.obligations.iter().map(reference)
    });
    references.zip(0..).collect()
}
