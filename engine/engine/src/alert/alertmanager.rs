//! Holds all alerts: decides from verdicts which match, and what people are told anew.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::lifecycle::{Condition, Life};
use super::record::{AlertRecord, AlertRecords};
use super::snapshot::{ending, snapshot};
use super::{Alert, AlertChange, AlertId, AlertKind, AlertState, Change, Ending};
use crate::evaluate::{Evaluator, ObligationIx, ObligationState, Wake};
use crate::model::{Patience, Period, Verdict};
use crate::program::Program;

/// Holds the records of alerts.
#[derive(Default)]
pub(crate) struct AlertManager {
    records: AlertRecords,
}

const KINDS: [AlertKind; 2] = [AlertKind::Breach, AlertKind::RuleFailed];

impl AlertManager {
    pub(crate) fn records(&self) -> &AlertRecords {
        &self.records
    }

    /// Looks at the alerts of every obligation that was touched, and of those that hang on them.
    pub(crate) fn look(
        &mut self,
        evaluator: &mut Evaluator,
        touched: &BTreeSet<ObligationIx>,
        now: Timestamp,
    ) -> Vec<AlertChange> {
        let Some(program) = evaluator.program().cloned() else { return Vec::new() };
        for ix in touched {
            for kind in KINDS {
                self.live_on(evaluator, &program, *ix, kind, now);
            }
        }
        let mut concerned = touched.clone();
        concerned.extend(touched.iter().flat_map(|ix| evaluator.state().neighbours(*ix)));
        let mut changes = Vec::new();
        for ix in evaluator.state().order().filter(|ix| concerned.contains(ix)) {
            for kind in KINDS {
                let id = AlertId::of(evaluator.state().obligation(ix), kind);
                changes.extend(self.tell(evaluator, &program, ix, &id, now));
            }
        }
        changes
    }

    /// Withdraws what no obligation of the program in force answers for any more.
    pub(crate) fn withdraw_undeclared(&mut self, evaluator: &Evaluator, now: Timestamp) -> Vec<AlertChange> {
        let state = evaluator.state();
        let is_declared = |id: &AlertId| {
            state
                .find(&id.obligation_ref())
                .is_some_and(|ix| state.obligation(ix).obligation().lead == id.body)
        };
        let gone: Vec<AlertId> = self.records.keys().filter(|id| !is_declared(id)).cloned().collect();
        let taken = gone.iter().filter_map(|id| self.records.remove(id)?.told);
        let withdrawn = taken.map(|told| {
            let alert = Alert { state: AlertState::Inactive, ..told };
            AlertChange { change: Change::Withdrawn, at: now, alert, ended: Some(Ending::NotDeclared) }
        });
        withdrawn.collect()
    }

    /// Leaves the time in which Remit was down out of every count.
    pub(crate) fn leave_out(&mut self, down: SignedDuration, evaluator: &mut Evaluator, now: Timestamp) {
        for record in self.records.values_mut() {
            record.life = record.life.shifted(down);
        }
        evaluator.schedule().forget(|wake| matches!(wake, Wake::Alert(_)));
        let records = std::mem::take(&mut self.records);
        self.recall(records, evaluator, now);
    }

    /// Takes alerts up where a memo left them.
    pub(crate) fn recall(&mut self, records: AlertRecords, evaluator: &mut Evaluator, now: Timestamp) {
        let Some(program) = evaluator.program().cloned() else { return };
        for (id, record) in &records {
            let Some(ix) = evaluator.state().find(&id.obligation_ref()) else { continue };
            let patience = patience(evaluator.state().obligation(ix), id.kind);
            if let Some(moment) = record.life.next_change(patience, &program.calendar) {
                evaluator.schedule().wake_at(moment, now, Wake::Alert(ix));
            }
        }
        self.records = records;
    }

    fn live_on(
        &mut self,
        evaluator: &mut Evaluator,
        program: &Program,
        ix: ObligationIx,
        kind: AlertKind,
        now: Timestamp,
    ) {
        let owed = evaluator.state().obligation(ix);
        let (id, patience) = (AlertId::of(owed, kind), patience(owed, kind));
        let (condition, periods) = condition(owed, kind);
        let record = self.records.entry(id.clone()).or_insert(AlertRecord {
            life: Life::Inactive,
            periods: Vec::new(),
            told: None,
        });
        let before = record.life.next_change(patience, &program.calendar);
        record.life = record.life.after(condition, now, patience, &program.calendar);
        let next = record.life.next_change(patience, &program.calendar);
        if condition == Condition::Matches {
            record.periods = periods;
        }
        if let Some(moment) = before.filter(|_| before != next) {
            evaluator.schedule().forget_at(moment, Wake::Alert(ix));
        }
        if let Some(moment) = next {
            evaluator.schedule().wake_at(moment, now, Wake::Alert(ix));
        }
        if record.life == Life::Inactive && record.told.is_none() {
            self.records.remove(&id);
        }
    }

    fn tell(
        &mut self,
        evaluator: &Evaluator,
        program: &Program,
        ix: ObligationIx,
        id: &AlertId,
        now: Timestamp,
    ) -> Option<AlertChange> {
        let record = self.records.get(id)?;
        let alert = snapshot(&self.records, evaluator, program, ix, id, record, now);
        let change = match (&record.told, alert.state) {
            (Some(_), AlertState::Inactive) => Change::Resolved,
            (None, AlertState::Firing) if alert.held_up_by.is_empty() => Change::Fired,
            (Some(told), AlertState::Firing) if is_news(told, &alert) => Change::Updated,
            _ => return None,
        };
        let mut ended = None;
        if change == Change::Resolved {
            ended = Some(ending(evaluator, ix, id.kind, &alert.periods));
            self.records.remove(id);
        } else if let Some(record) = self.records.get_mut(id) {
            record.told = Some(alert.clone());
        }
        Some(AlertChange { change, at: now, alert, ended })
    }
}

fn patience(owed: &ObligationState, kind: AlertKind) -> Patience {
    match kind {
        AlertKind::Breach => owed.obligation().patience,
        AlertKind::RuleFailed => Patience::NONE,
    }
}

/// What the verdicts say of an alert, with the periods in which it matches.
fn condition(owed: &ObligationState, kind: AlertKind) -> (Condition, Vec<Period>) {
    match kind {
        AlertKind::Breach => breach_condition(owed),
        AlertKind::RuleFailed if owed.failing.is_empty() => (Condition::Clear, Vec::new()),
        AlertKind::RuleFailed => {
            (Condition::Matches, owed.failing.iter().map(|opened| owed.periods[*opened].period).collect())
        }
    }
}

/// The breach is the newest run of broken periods; periods still open, and those about which nothing can be said, are
/// passed over. A period about which nothing can be said also keeps an older delivery from ending the alert.
fn breach_condition(owed: &ObligationState) -> (Condition, Vec<Period>) {
    let mut run = Vec::new();
    let mut unknown = false;
    for opened in owed.periods.iter().rev() {
        match opened.whole.verdict {
            verdict if verdict.is_breach() => run.push(opened.period),
            verdict if verdict.holds_state() => unknown = true,
            Verdict::NotDue | Verdict::Awaiting | Verdict::AtRisk => {}
            _ => break,
        }
    }
    run.reverse();
    match (run.is_empty(), unknown) {
        (false, _) => (Condition::Matches, run),
        (true, true) => (Condition::Unknown, run),
        (true, false) => (Condition::Clear, run),
    }
}

/// Whether there is something that people have not been told; a changed figure under the same verdict is not.
fn is_news(told: &Alert, alert: &Alert) -> bool {
    let breakers = |alert: &Alert| -> Vec<_> {
        alert.broken_by.iter().map(|breaker| (breaker.part.clone(), breaker.verdict)).collect()
    };
    told.periods != alert.periods
        || told.held_up_by != alert.held_up_by
        || told.holds_up != alert.holds_up
        || breakers(told) != breakers(alert)
        || told.responses != alert.responses
}
