//! The memo: what the engine worked out, so that a restart need not work it out again.
//!
//! It only makes the fold quicker. Without it, stepping through every event again gives the same state.

use std::sync::Arc;

use jiff::Timestamp;

use crate::alert::{Alert, AlertId, AlertRecord, AlertState, Climb, Downtimes, Life, Severity};
use crate::evaluate::{JoinedWhole, RuleSaid, SeenFigure, Telling, Told};
use crate::model::{Cell, ObligationRef, Period, Response, Revision, Unused};
use crate::program::{Cut, Program};
use crate::step::Engine;

/// What the engine worked out up to one moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Memo {
    pub now: Timestamp,
    /// The program in force, which must be the same when the memo is used.
    pub revision: Revision,
    /// Every response so far, in the order in which they came.
    pub responses: Vec<Response>,
    /// The cells that rules read, each once.
    pub cells: Vec<Cell>,
    /// What every rule said.
    pub said: Vec<RuleSaid>,
    /// How every whole stands that a rule joins.
    pub joined: Vec<JoinedWhole>,
    /// Every alert that is not inactive.
    pub alerts: Vec<AlertMemo>,
    /// The times in which the service was down, from when to when.
    pub downtimes: Vec<(Timestamp, Timestamp)>,
    /// What could not be used of the files of feeds.
    pub unused: Vec<Unused>,
    /// The contents of files of which something could not be used, before that was read otherwise; by their paths.
    pub formerly_unused: Vec<(Arc<str>, Arc<str>)>,
    /// The figures that waivers saw.
    pub seen: Vec<SeenFigure>,
    /// When people were told of the alerts of each obligation.
    pub told: Vec<(ObligationRef, Vec<Telling>)>,
    /// The cuts after which obligations are still to be accepted anew.
    pub cuts: Vec<(ObligationRef, Vec<Cut>)>,
}

/// One alert's life.
#[derive(Clone, PartialEq, Debug)]
pub struct AlertMemo {
    pub id: AlertId,
    /// Where it stands.
    pub state: AlertState,
    /// Since when the matter has been open.
    pub since: Timestamp,
    /// From when `for` counts; none while it is inactive.
    pub active_at: Option<Timestamp>,
    /// The first evaluation that no longer matched.
    pub cleared_at: Option<Timestamp>,
    /// How grave it is; none where a rule failed.
    pub severity: Option<Severity>,
    /// The periods it is about.
    pub periods: Arc<[Period]>,
    /// What people were last told of it.
    pub told: Option<Arc<Alert>>,
    /// How far it went up its ladder.
    pub climb: Option<Climb>,
}

/// Why a memo is of no use.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the memo is of program {found}, and the program in force is {wanted}")]
pub struct StaleMemo {
    /// The memo's program.
    pub found: Revision,
    /// The program in force.
    pub wanted: Revision,
}

impl Engine {
    /// What was worked out so far; none before a program was in force, nor between a resumption or what was set aside and the
    /// next step, when something may still have to be looked at.
    pub fn memo(&self) -> Option<Memo> {
        let revision = self.program()?.revision.clone();
        if self.evaluator.is_behind()
            || self.next_wake().is_some_and(|due| self.now.is_some_and(|now| due <= now))
        {
            return None;
        }
        let alerts = self.alert_manager.records().iter().map(|(id, record)| alert_memo(id, record)).collect();
        let responses = self.responses().cloned().collect();
        let downtimes = self.alert_manager.downtimes().all().to_vec();
        let unused = self.evidence().all_unused().cloned().collect();
        let (cells, said) = self.evaluator.dictate();
        let seen = self.evaluator.responses().seen().collect();
        let formerly = self.evidence().formerly_unused();
        let formerly_unused =
            formerly.map(|(path, content)| (Arc::clone(path), Arc::clone(content))).collect();
        let told = self.evaluator.told().all();
        let told = told.map(|(obligation, tellings)| (obligation.clone(), tellings.to_vec())).collect();
        let cuts = self.evaluator.cuts();
        let cuts = cuts.iter().map(|(obligation, cuts)| (obligation.clone(), cuts.clone())).collect();
        let joined = self.evaluator.joined_wholes().collect();
        let now = self.now?;
        Some(Memo {
            now,
            revision,
            responses,
            cells,
            said,
            joined,
            alerts,
            downtimes,
            unused,
            formerly_unused,
            seen,
            told,
            cuts,
        })
    }

    /// Puts a program in force with what was worked out under it before. The engine must have heard every observation
    /// up to the memo's moment, and no program since it was new.
    ///
    /// # Errors
    /// The memo is of another program; the engine is unchanged.
    ///
    /// # Panics
    /// A program is in force already.
    pub fn reinstate(&mut self, program: &Arc<Program>, memo: Memo) -> Result<(), StaleMemo> {
        if memo.revision != program.revision {
            return Err(StaleMemo { found: memo.revision, wanted: program.revision.clone() });
        }
        assert!(self.program().is_none(), "a memo is for an engine that has worked nothing out yet");
        self.now = Some(memo.now);
        self.evaluator.set_aside(memo.unused);
        self.evaluator.recall_formerly_unused(memo.formerly_unused);
        self.evaluator.recall_told(Told::new(memo.told));
        self.evaluator.recall_cuts(memo.cuts.into_iter().collect());
        self.evaluator.recall(
            program,
            (memo.responses, memo.seen),
            (memo.cells, memo.said, memo.joined),
            memo.now,
        );
        let records = memo.alerts.into_iter().map(|alert| (alert.id.clone(), record(alert)));
        let downtimes = Downtimes::new(memo.downtimes);
        self.alert_manager.recall(records.collect(), downtimes, &mut self.evaluator, memo.now);
        Ok(())
    }
}

fn alert_memo(id: &AlertId, record: &AlertRecord) -> AlertMemo {
    let cleared_at = match record.life {
        Life::Firing { cleared_at, .. } => cleared_at,
        Life::Inactive | Life::Pending { .. } => None,
    };
    AlertMemo {
        id: id.clone(),
        state: record.life.state(),
        since: record.since,
        active_at: record.life.active_at(),
        cleared_at,
        severity: record.severity,
        periods: Arc::clone(&record.periods),
        told: record.told.clone(),
        climb: record.climb.clone(),
    }
}

fn record(memo: AlertMemo) -> AlertRecord {
    let life = match (memo.state, memo.active_at) {
        (AlertState::Inactive, _) | (_, None) => Life::Inactive,
        (AlertState::Pending, Some(active_at)) => Life::Pending { active_at },
        (AlertState::Firing, Some(active_at)) => Life::Firing { active_at, cleared_at: memo.cleared_at },
    };
    let mut record = AlertRecord::new(life, memo.since, (memo.severity, memo.periods), memo.told);
    record.climb = memo.climb;
    record
}
