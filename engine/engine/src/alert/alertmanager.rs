//! Holds all alerts: decides from verdicts which match, and what people are told anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::ascent::{have_posts_changed, keep_up, next_look, take_due};
use super::correction::turned_by;
use super::edited::{Edited, withdrawn};
use super::groups;
use super::lifecycle::{Condition, Life};
use super::matter::Matter;
use super::record::{AlertRecord, AlertRecords};
use super::snapshot::{do_others_wait, ending, is_asked_otherwise, responses, snapshot, taken_back};
use super::ties::Ties;
use super::uptime::{Downtimes, open_since};
use super::{Alert, AlertChange, AlertId, AlertKind, AlertState, Change, Ending};
use crate::evaluate::{Evaluator, Finished, ObligationIx, ObligationState, Turn, Wake};
use crate::model::Patience;
use crate::program::Program;

/// Holds the records of alerts.
#[derive(Default)]
pub(crate) struct AlertManager {
    records: AlertRecords,
    downtimes: Downtimes,
    /// When each obligation is looked at next for the ladder and the posts of its alert.
    looks: BTreeMap<ObligationIx, Timestamp>,
    /// How many alerts were put together to be told.
    snapshots: u64,
    /// Of which obligations the alerts were looked at in the last step.
    looked_at: Vec<ObligationIx>,
}

impl AlertManager {
    pub(crate) fn records(&self) -> &AlertRecords {
        &self.records
    }

    pub(crate) fn downtimes(&self) -> &Downtimes {
        &self.downtimes
    }

    /// Begins a step: what was looked at in the last one is nobody's business any more.
    pub(crate) fn begin(&mut self) {
        self.looked_at.clear();
    }

    /// Of which obligations the alerts were looked at in the last step.
    pub(crate) fn looked_at(&self) -> &[ObligationIx] {
        &self.looked_at
    }

    pub(crate) fn snapshots(&self) -> u64 {
        self.snapshots
    }

    /// Looks at the alerts of every obligation that was touched, and of those that hang on them.
    pub(crate) fn look(
        &mut self,
        evaluator: &mut Evaluator,
        finished: &Finished,
        now: Timestamp,
    ) -> Vec<AlertChange> {
        let Finished { touched, turns, .. } = finished;
        let closed = evaluator.close_groups(now);
        let touched = &groups::with_groups(evaluator, touched, &closed);
        for of_one in turns.chunk_by(|one, next| one.obligation == next.obligation) {
            self.take_turns(evaluator, of_one);
        }
        let Some(program) = evaluator.program().filter(|_| !touched.is_empty()).cloned() else {
            return Vec::new();
        };
        for ix in touched {
            for kind in AlertKind::ALL {
                self.live_on(evaluator, &program, (*ix, kind), finished, now);
            }
        }
        let mut changes = Vec::new();
        // What everybody accepted is told as that, and let go of afterwards.
        for ix in evaluator.state().with_neighbours(touched) {
            for kind in AlertKind::ALL {
                let id = AlertId::of(evaluator.state().obligation(ix), kind);
                changes.extend(self.tell(evaluator, finished, (ix, &id), now));
            }
            evaluator.settle_cuts(ix);
            self.look_again(evaluator, ix, now);
            self.looked_at.push(ix);
        }
        let told = closed.iter().filter_map(|response| groups::closed(evaluator, response, &changes, now));
        let told: Vec<AlertChange> = told.collect();
        changes.extend(told);
        note_told(evaluator, &changes);
        changes
    }

    /// Withdraws what no obligation of the program in force answers for any more.
    pub(crate) fn withdraw_undeclared(
        &mut self,
        evaluator: &mut Evaluator,
        now: Timestamp,
    ) -> Vec<AlertChange> {
        let state = evaluator.state();
        let is_declared = |id: &AlertId| state.find(&id.obligation_ref()).is_some();
        let gone: Vec<AlertId> = self.records.keys().filter(|id| !is_declared(id)).cloned().collect();
        let taken = gone.iter().filter_map(|id| self.records.remove(id)?.told);
        let changes = taken.map(|told| withdrawn(told, Ending::NotDeclared, now)).collect::<Vec<_>>();
        note_told(evaluator, &changes);
        changes
    }

    /// Leaves the time in which Remit was down out of every count.
    pub(crate) fn leave_out(&mut self, down: SignedDuration, evaluator: &mut Evaluator, now: Timestamp) {
        self.downtimes.note(now.saturating_sub(down).unwrap_or(now), now);
        for record in self.records.values_mut() {
            record.life = record.life.shifted(down);
            record.climb.iter_mut().for_each(|climb| climb.leave_out(down));
        }
        evaluator.schedule().forget(|wake| matches!(wake, Wake::Alert(_) | Wake::Ladder(_)));
        let (records, downtimes) = (std::mem::take(&mut self.records), std::mem::take(&mut self.downtimes));
        self.recall(records, downtimes, evaluator, now);
    }

    /// Takes alerts up where a memo left them.
    pub(crate) fn recall(
        &mut self,
        records: AlertRecords,
        downtimes: Downtimes,
        evaluator: &mut Evaluator,
        now: Timestamp,
    ) {
        self.downtimes = downtimes;
        let Some(program) = evaluator.program().cloned() else { return };
        for (id, record) in &records {
            let Some(ix) = evaluator.state().find(&id.obligation_ref()) else { continue };
            let owed = evaluator.state().obligation(ix);
            let (patience, calendar) =
                (patience(owed, id.kind), program.calendar_of(&owed.obligation().lead));
            if let Some(moment) = record.life.next_change(patience, calendar) {
                evaluator.schedule().wake_at(moment, now, Wake::Alert(ix));
            }
        }
        self.records = records;
        self.looks.clear();
        let state = evaluator.state();
        let groups =
            evaluator.responses().open_groups().filter_map(|response| state.find(&response.obligation));
        let open: Vec<_> = self.records.keys().filter_map(|id| state.find(&id.obligation_ref())).collect();
        let open: BTreeSet<ObligationIx> = groups.chain(open).collect();
        for ix in open {
            self.look_again(evaluator, ix, now);
        }
    }

    /// Has everything that is open looked at: who holds which post may be another.
    pub(crate) fn look_at_posts(&self, evaluator: &mut Evaluator) {
        let state = evaluator.state();
        let told = self.records.iter().filter(|(_, record)| record.told.is_some());
        let open: Vec<_> = told.filter_map(|(id, _)| state.find(&id.obligation_ref())).collect();
        for ix in open {
            evaluator.touch(ix);
        }
    }

    /// Wakes when something falls due on the ladder of an obligation's alert, or a post passes to somebody else.
    fn look_again(&mut self, evaluator: &mut Evaluator, ix: ObligationIx, now: Timestamp) {
        let id = AlertId::of(evaluator.state().obligation(ix), AlertKind::Breach);
        let of_record = self.records.get(&id).and_then(|record| next_look(record, evaluator, ix, now));
        let of_group = evaluator.next_look_at_group(&id.obligation_ref(), now);
        let next = of_record.into_iter().chain(of_group).min();
        if let Some(moment) = self.looks.remove(&ix) {
            evaluator.schedule().forget_at(moment, Wake::Ladder(ix));
        }
        if let Some(moment) = next {
            evaluator.schedule().wake_at(moment, now, Wake::Ladder(ix));
            self.looks.insert(ix, moment);
        }
    }

    /// Takes in which parts of one obligation turned.
    fn take_turns(&mut self, evaluator: &Evaluator, turns: &[Turn]) {
        let Some(Turn { obligation: ix, .. }) = turns.first() else { return };
        for kind in AlertKind::ALL {
            let id = AlertId::of(evaluator.state().obligation(*ix), kind);
            if let Some(record) = self.records.get_mut(&id) {
                record.parts_turned(evaluator, *ix, kind, turns);
            }
        }
    }

    fn live_on(
        &mut self,
        evaluator: &mut Evaluator,
        program: &Program,
        (ix, kind): (ObligationIx, AlertKind),
        Finished { turns, edit, .. }: &Finished,
        now: Timestamp,
    ) {
        let owed = evaluator.state().obligation(ix);
        let (id, patience) = (AlertId::of(owed, kind), patience(owed, kind));
        let calendar = program.calendar_of(&owed.obligation().lead);
        let over = over(owed, program, now);
        let known = self.records.get(&id);
        let overdue = evaluator.overdue_group(owed.reference(), now);
        let asked = evaluator.reacceptance(owed).filter(|_| kind == AlertKind::Cut);
        let Matter { condition, severity, spans } = match (&over, kind) {
            (Some(_), _) => Matter::of_nobody(known),
            (None, AlertKind::Breach) => Matter::of_breach(owed, known, || {
                known.is_some_and(|record| record.is_at_risk_and_silent(evaluator, ix))
            }),
            (None, AlertKind::RuleFailed) => Matter::of_failure(owed),
            (None, AlertKind::Group) => Matter::of_group(overdue.map(|(response, _)| response)),
            (None, AlertKind::Cut) => Matter::of_cut(asked.as_ref(), |at| {
                owed.obligation().running_on(program.calendar.day(at)).max(owed.obligation().from)
            }),
        };
        let cut_at = asked.as_ref().and_then(|asked| asked.cuts.first()).map(|cut| cut.at);
        let since = || match overdue.filter(|_| kind == AlertKind::Group).map(|(_, end)| end).or(cut_at) {
            Some(moment) => moment,
            None => open_since(evaluator, ix, spans.first().map(|(first, _)| *first), (program, turns), now),
        };
        let nothing_yet = || AlertRecord::new(Life::Inactive, since(), (severity, Arc::default()), None);
        let record = self.records.entry(id.clone()).or_insert_with(nothing_yet);
        let before = record.life.next_change(patience, calendar);
        if condition == Condition::Matches {
            record.weigh(severity, since);
        }
        let began = self.downtimes.count_from(record.since);
        let was = record.life;
        record.life = was.after(condition, began, now, patience, calendar);
        // By an edit nothing is reported, so whatever ends with one was declared away.
        let by_edit = edit.as_ref().filter(|_| kind == AlertKind::Breach).map(|_| Ending::Redeclared);
        if was.is_matching()
            && condition == Condition::Clear
            && let Some(ending) = over.or(by_edit)
        {
            record.end(ending);
        }
        let next = record.life.next_change(patience, calendar);
        if condition == Condition::Matches {
            record.is_about(spans);
        }
        if record.life == Life::Inactive && record.told.is_none() {
            self.records.remove(&id);
        }
        if let Some(moment) = before.filter(|_| before != next) {
            evaluator.schedule().forget_at(moment, Wake::Alert(ix));
        }
        if let Some(moment) = next {
            evaluator.schedule().wake_at(moment, now, Wake::Alert(ix));
        }
    }

    /// What people are told of an alert: what an edit restated first, and what became of it.
    fn tell(
        &mut self,
        evaluator: &Evaluator,
        finished: &Finished,
        (ix, id): (ObligationIx, &AlertId),
        now: Timestamp,
    ) -> Vec<AlertChange> {
        let is_over = self.records.get(id).is_some_and(|record| record.ended.is_some());
        // What differs is looked into where somebody is told: most edits turn nothing.
        let reference = evaluator.state().obligation(ix).reference();
        let edit = finished.edit.as_ref().filter(|edit| is_over || !edit.turned(reference).is_empty());
        let edited = edit.and_then(|edit| Edited::of(&self.records, evaluator, (ix, id), edit, now));
        if is_over {
            let over = self.records.remove(id).and_then(|record| record.told.zip(record.ended));
            let change = over.map(|(told, ended)| match edited {
                Some(edited) => edited.away(told, ended),
                None => withdrawn(told, ended, now),
            });
            return change.into_iter().collect();
        }
        let restated = edited.and_then(|edited| edited.restated(&self.records, evaluator, (ix, id)));
        self.snapshots += u64::from(restated.is_some());
        restated.into_iter().chain(self.tell_on(evaluator, finished, (ix, id), now)).collect()
    }

    /// What people are told of an alert that no edit ended.
    fn tell_on(
        &mut self,
        evaluator: &Evaluator,
        finished: &Finished,
        (ix, id): (ObligationIx, &AlertId),
        now: Timestamp,
    ) -> Option<AlertChange> {
        let record = self.records.get(id)?;
        let state = record.life.state();
        if !matches!((&record.told, state), (_, AlertState::Firing) | (Some(_), AlertState::Inactive)) {
            return None;
        }
        let ties = Ties::of(&self.records, evaluator, ix, id.kind, record);
        let record = self.records.get_mut(id)?;
        keep_up(record, evaluator, (ix, id.kind), &ties, now);
        let before = record.told.clone();
        let change = match (&before, state) {
            (Some(_), AlertState::Inactive) => Change::Resolved,
            (None, _) if ties.is_held_up() => return None,
            (None, _) => Change::Fired,
            (Some(told), _) => match take_due(record, evaluator, ix, now) {
                // What else is news is told with the step.
                Some(Change::Escalated) => Change::Escalated,
                _ if is_news(told, record, &ties, evaluator, ix, now) => Change::Updated,
                Some(reminder) => reminder,
                None => return None,
            },
        };
        record.climb.iter_mut().for_each(|climb| climb.heard_at = now);
        let alert = Arc::new(snapshot(evaluator, (ix, id), record, ties, now));
        self.snapshots += 1;
        if change == Change::Resolved {
            let told = self.records.remove(id)?.told?;
            let ended = ending(evaluator, ix, &told);
            let change = match ended {
                Ending::Corrected(..) => Change::Corrected,
                Ending::ReadOtherwise(..) | Ending::GroupWithdrawn | Ending::CutMadeGood => Change::Withdrawn,
                _ => Change::Resolved,
            };
            return Some(AlertChange { ended: Some(ended), ..AlertChange::new(change, alert, now) });
        }
        record.was_told(&alert, evaluator, ix);
        let corrections = turned_by(evaluator, finished, ix);
        let taken_back = before.map(|told| taken_back(evaluator, &told)).unwrap_or_default();
        Some(AlertChange { corrections, taken_back, ..AlertChange::new(change, alert, now) })
    }
}

/// Lets the rules know that ask when people were told.
fn note_told(evaluator: &mut Evaluator, changes: &[AlertChange]) {
    for AlertChange { change, at, alert, .. } in
        changes.iter().filter(|told| told.alert.id.kind == AlertKind::Breach)
    {
        match change {
            Change::Fired => evaluator.note_told(alert.id.obligation_ref(), *at),
            Change::Resolved | Change::Corrected | Change::Withdrawn => {
                evaluator.note_over(&alert.id.obligation_ref(), *at);
            }
            Change::Updated | Change::Restated | Change::Escalated | Change::Reminded => {}
        }
    }
}

/// Why nobody owes an obligation any more, where nobody does.
fn over(owed: &ObligationState, program: &Program, now: Timestamp) -> Option<Ending> {
    let today = program.calendar.day(now);
    let closed = owed.closed_before(today, program).map(|(body, day)| Ending::NotOwed(body, day));
    let stopped = || owed.obligation().not_pursued_on(today).cloned().map(Ending::NotPursued);
    closed.or_else(stopped).or_else(|| excepted(owed, today))
}

/// The exception by which the body that it is about owes it no more. One that ends leaves open what was missed before.
fn excepted(owed: &ObligationState, today: Date) -> Option<Ending> {
    let obligation = owed.obligation();
    let body = &obligation.one_of.as_ref()?.body;
    let exception =
        obligation.exception(obligation.running_on(today)).filter(|exception| exception.until.is_none())?;
    Some(Ending::Excepted(body.clone(), exception.clone()))
}

fn patience(owed: &ObligationState, kind: AlertKind) -> Patience {
    match kind {
        AlertKind::Breach => owed.obligation().patience,
        AlertKind::RuleFailed | AlertKind::Group | AlertKind::Cut => Patience::NONE,
    }
}

/// Whether there is something that people have not been told; a changed figure under the same verdict is not.
fn is_news(
    told: &Alert,
    record: &mut AlertRecord,
    ties: &Ties,
    evaluator: &Evaluator,
    ix: ObligationIx,
    now: Timestamp,
) -> bool {
    let owed = evaluator.state().obligation(ix).obligation();
    let are_periods_told = Arc::ptr_eq(&told.periods, &record.periods) || told.periods == record.periods;
    !are_periods_told
        || told.severity != record.severity
        || !ties.are_told(told)
        || record.have_breakers_changed(told, evaluator, ix)
        || evaluator.program().is_some_and(|program| have_posts_changed(told, owed, program, now))
        || do_others_wait(evaluator, told, record.last_opened(evaluator, ix))
        || is_asked_otherwise(evaluator, told, ix)
        || told.responses != responses(evaluator, ix, told.id.kind, &record.periods, now)
}
