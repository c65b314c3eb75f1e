//! The query behind `remit run`, the editor's figures and whatever else shows it: how things stand, as plain values. Asking
//! changes nothing, and nothing is laid out here.

use std::collections::BTreeMap;

use engine::Engine;
use engine::alert::{Alert, AlertKind, AlertState, Severity};
use engine::model::{BodyId, MissionId, ObligationRef, Revision, Verdict};
use engine::program::{Commitment, Mission, Obligation, Program};
use engine::standing::Standing;
use jiff::civil::Date;
use words::summary::StandingKind;

/// Of what it is asked how it stands.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum Scope {
    #[default]
    Project,
    Mission(MissionId),
    /// One, or those about each of many that share its name.
    Obligation(ObligationRef),
    /// What a body leads or contributes to.
    Body(BodyId),
}

fn is_owed_by(obligation: &Obligation, body: &BodyId) -> bool {
    let is_about = obligation.one_of.as_ref().is_some_and(|one| one.body == *body);
    obligation.lead == *body || is_about || obligation.parts().any(|part| part.by == *body)
}

/// Whether one about each of many is meant by the id that they share.
fn is_declared_as(reference: &ObligationRef, owed: &Obligation, named: &ObligationRef) -> bool {
    reference.mission == named.mission && *owed.declared_id() == named.obligation
}

/// How everything that is asked about stands.
#[derive(Clone, Debug)]
pub struct ProjectStanding {
    /// The program by which it is judged; none where nothing is in force.
    pub revision: Option<Revision>,
    /// Every verdict of every period of every obligation, in the order of the program.
    pub verdicts: Vec<Standing>,
    /// Every alert that is pending or firing.
    pub alerts: Vec<Alert>,
}

/// How one obligation stands.
#[derive(Clone, Default, Debug)]
pub struct ObligationStanding {
    /// The verdicts of the whole and of its parts.
    pub verdicts: Vec<Standing>,
    pub alerts: Vec<Alert>,
}

impl ObligationStanding {
    /// How the newest period stands that is due.
    pub fn newest_due(&self) -> Option<Verdict> {
        let mut wholes = self.verdicts.iter().filter(|standing| standing.node.is_whole());
        wholes.rfind(|standing| standing.verdict != Verdict::NotDue).map(|standing| standing.verdict)
    }

    /// How it stands in the one way that a board asks about.
    pub fn kind(&self) -> StandingKind {
        StandingKind::of(&self.alerts, self.newest_due())
    }

    /// The same on a day, of this obligation: one that is not pursued any more, or from which its body is excepted, stands so,
    /// whatever came before.
    pub fn kind_on(&self, obligation: &Obligation, day: Date) -> StandingKind {
        // A cut in what funds it says nothing of that.
        let own: Vec<&Alert> = self.alerts.iter().filter(|alert| alert.id.kind != AlertKind::Cut).collect();
        match &own[..] {
            [] if obligation.not_pursued_on(day).is_some() => StandingKind::NotPursued,
            [] if obligation.exception(obligation.running_on(day)).is_some() => StandingKind::Excepted,
            _ => self.kind(),
        }
    }

    /// Whether anybody owes it on a day: when the one body that it is about has closed, nobody does.
    pub fn is_owed(&self, obligation: &Obligation, program: &Program, day: Date) -> bool {
        let about = obligation.one_of.as_ref();
        let body = about.and_then(|one| program.catalogue.bodies.get(&one.body));
        let closed = body.and_then(|body| body.closed);
        closed.is_none_or(|closed| day <= closed) || !self.alerts.is_empty()
    }
}

impl Scope {
    /// Whether an obligation of this program is asked about.
    pub fn holds(&self, obligation: &ObligationRef, program: Option<&Program>) -> bool {
        match self {
            Self::Project => true,
            Self::Mission(mission) => obligation.mission == *mission,
            Self::Obligation(own) if obligation == own => true,
            Self::Obligation(own) => {
                let declared = program.and_then(|program| program.obligation(obligation));
                declared.is_some_and(|owed| is_declared_as(obligation, owed, own))
            }
            Self::Body(body) => {
                let declared = program.and_then(|program| program.obligation(obligation));
                declared.is_some_and(|obligation| is_owed_by(obligation, body))
            }
        }
    }

    /// The commitments of this program that are asked about and cannot be measured yet, each with its mission.
    pub fn commitments<'p>(&self, program: &'p Program) -> Vec<(&'p Mission, &'p Commitment)> {
        let is_meant = |mission: &Mission, commitment: &Commitment| match self {
            Self::Project => true,
            Self::Mission(own) => mission.id == *own,
            Self::Obligation(own) => mission.id == own.mission && commitment.id == own.obligation,
            Self::Body(body) => commitment.lead.as_ref() == Some(body),
        };
        let missions = program.missions.values();
        let all = missions.flat_map(|mission| mission.commitments.iter().map(move |one| (&**mission, one)));
        all.filter(|(mission, commitment)| is_meant(mission, commitment)).collect()
    }

    /// Whether there is anything in the program that is asked about.
    pub fn is_declared(&self, program: &Program) -> bool {
        match self {
            Self::Project => true,
            Self::Mission(mission) => program.missions.contains_key(mission),
            Self::Obligation(own) => {
                let mission = program.missions.get(&own.mission);
                let mut named = mission.into_iter().flat_map(|mission| &mission.obligations);
                named.any(|owed| owed.id == own.obligation || *owed.declared_id() == own.obligation)
                    || program.commitment(own).is_some()
            }
            Self::Body(body) => program.catalogue.bodies.contains_key(body),
        }
    }
}

impl ProjectStanding {
    /// How things stand in an engine.
    pub fn of(engine: &Engine, scope: &Scope) -> Self {
        let program = engine.program().map(|program| &**program);
        // Verdicts of one obligation stand together, and there may be a great many.
        let mut newest: Option<(ObligationRef, bool)> = None;
        let verdicts = engine.verdicts().filter(|standing| {
            let own = standing.node.obligation();
            match &newest {
                Some((reference, is_meant)) if reference == own => *is_meant,
                _ => newest.insert((own.clone(), scope.holds(own, program))).1,
            }
        });
        let is_meant = |alert: &Alert| scope.holds(&alert.id.obligation_ref(), program);
        let alerts = engine.alerts().into_iter().filter(is_meant);
        let mut all = Vec::new();
        if *scope == Scope::Project {
            all.reserve_exact(engine.verdict_count());
        }
        all.extend(verdicts);
        Self {
            revision: engine.program().map(|program| program.revision.clone()),
            verdicts: all,
            alerts: alerts.collect(),
        }
    }

    /// Whether people are being told of anything as grave as this, or that a rule failed. A cut is held against nobody.
    pub fn is_firing(&self, least: Severity) -> bool {
        let is_grave = |alert: &Alert| {
            alert.id.kind != AlertKind::Cut && alert.severity.is_none_or(|severity| severity >= least)
        };
        self.alerts.iter().any(|alert| alert.state == AlertState::Firing && is_grave(alert))
    }

    /// The same obligation by obligation. Each verdict is looked at once, and finds the room that it needs: a project may hold a great many.
    pub fn into_obligations(self) -> BTreeMap<ObligationRef, ObligationStanding> {
        let is_beside = |one: &Standing, next: &Standing| one.node.obligation() == next.node.obligation();
        let counts: Vec<(ObligationRef, usize)> = self
            .verdicts
            .chunk_by(is_beside)
            .map(|together| (together[0].node.obligation().clone(), together.len()))
            .collect();
        let mut obligations: BTreeMap<ObligationRef, ObligationStanding> = BTreeMap::new();
        let mut verdicts = self.verdicts.into_iter();
        for (obligation, count) in counts {
            let own = obligations.entry(obligation).or_default();
            own.verdicts.reserve_exact(count);
            own.verdicts.extend(verdicts.by_ref().take(count));
        }
        for alert in self.alerts {
            obligations.entry(alert.id.obligation_ref()).or_default().alerts.push(alert);
        }
        obligations
    }
}
