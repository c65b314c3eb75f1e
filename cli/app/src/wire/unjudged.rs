//! What nobody is judged by, as programs read it: commitments that cannot be measured yet, and what is not pursued any more.

use engine::program::{Commitment, Lacking, Mission, Program};
use jiff::civil::Date;
use serde::Serialize;
use words::explanation::{WireAuthority, WireException};

use crate::standing::Scope;

/// Something promised that cannot be measured as it is declared.
#[derive(Serialize, Debug)]
pub struct WireCommitment {
    mission: String,
    obligation: String,
    title: String,
    lead: Option<String>,
    /// The keys that would let it be judged.
    lacks: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authority: Vec<WireAuthority>,
}

impl WireCommitment {
    pub(super) fn of((mission, commitment): (&Mission, &Commitment)) -> Self {
        Self {
            mission: mission.id.to_string(),
            obligation: commitment.id.to_string(),
            title: commitment.title.clone(),
            lead: commitment.lead.as_ref().map(ToString::to_string),
            lacks: commitment.lacks.iter().copied().map(Lacking::key).collect(),
            authority: commitment.authority.iter().map(Into::into).collect(),
        }
    }
}

/// A duty that somebody decided to pursue no longer.
#[derive(Serialize, Debug)]
pub struct WireNotPursued {
    mission: String,
    obligation: String,
    title: String,
    since: Date,
    reason: String,
    decided_by: String,
}

impl WireNotPursued {
    /// Those that are asked about; one about each of many once.
    pub(super) fn all(scope: &Scope, program: &Program) -> Vec<Self> {
        let declared = program.missions.values().flat_map(|mission| {
            let first = mission.declared().map(|alike| &alike[0]);
            first.map(move |obligation| (mission, obligation))
        });
        let stopped = declared.filter_map(|(mission, obligation)| {
            let stop = obligation.not_pursued.as_ref()?;
            scope.holds(&obligation.reference(&mission.id), Some(program)).then(|| Self {
                mission: mission.id.to_string(),
                obligation: obligation.declared_id().to_string(),
                title: obligation.declared_title().to_owned(),
                since: stop.since,
                reason: stop.reason.clone(),
                decided_by: stop.decided_by.clone(),
            })
        });
        stopped.collect()
    }
}

/// A body that does not owe what many owe, with the obligation.
#[derive(Serialize, Debug)]
pub struct WireExcepted {
    mission: String,
    obligation: String,
    #[serde(flatten)]
    exception: WireException,
}

impl WireExcepted {
    /// Those of what is asked about.
    pub(super) fn all(scope: &Scope, program: &Program) -> Vec<Self> {
        let owed = program.missions.values().flat_map(|mission| {
            mission.obligations.iter().map(move |obligation| (obligation.reference(&mission.id), obligation))
        });
        let meant = owed.filter(|(reference, _)| scope.holds(reference, Some(program)));
        let each = meant.flat_map(|(reference, obligation)| {
            obligation.exceptions().into_iter().map(move |one| Self {
                mission: reference.mission.to_string(),
                obligation: reference.obligation.to_string(),
                exception: WireException::of(one, program),
            })
        });
        each.collect()
    }
}
