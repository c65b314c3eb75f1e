//! Telling open alerts again of which nothing was said for as long as their route says. Each is told as it stands then, once however long the
//! service was down.

use std::collections::{BTreeMap, BTreeSet};

use engine::alert::{Alert, AlertChange, Change};
use jiff::Timestamp;
use ledger::entry::{Entry, Position};
use plugins::routes::{Marks, Route};
use plugins::stores::StoreError;

use super::record::Recorder;
use super::repeats::{Repeats, Stale};
use super::route::{Through, calendar_of_receiver, queue};
use super::telling::open_alert;

/// A notifier that is told of an alert again, and when.
struct Again {
    notifier: String,
    /// When something was last said through it.
    last: Timestamp,
    due: Timestamp,
}

impl Recorder {
    /// When an open alert is next told again; none where no route tells anything again.
    pub fn next_repeat(&mut self) -> Option<Timestamp> {
        self.look_at_repeats();
        self.repeats.next()
    }

    /// Tells those alerts again of which nothing was said for long enough.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn repeat(&mut self, now: Timestamp) -> Result<(), StoreError> {
        self.look_at_repeats();
        let now = self.moment(now);
        let due = self.repeats.due.iter().take_while(|(moment, _)| *moment <= now);
        let due: Vec<String> = due.map(|(_, alert)| alert.clone()).collect();
        for id in due {
            let entries = self.told_again(&id, now);
            self.repeats.passed_over.insert(id.clone(), now);
            self.repeats.set(id.clone(), None);
            if let Stale::These(stale) = &mut self.repeats.stale {
                stale.insert(id);
            }
            let superseded = self.superseding(now, &entries);
            self.write(now, entries.into_iter().chain(superseded).collect())?;
        }
        Ok(())
    }

    /// Works out anew when those alerts are told of which something was said since.
    fn look_at_repeats(&mut self) {
        let stale = std::mem::replace(&mut self.repeats.stale, Stale::These(BTreeSet::new()));
        if self.routes.all.iter().all(|route| route.repeat.is_none()) {
            self.repeats = Repeats { stale: Stale::These(BTreeSet::new()), ..Repeats::default() };
            return;
        }
        let stale: Vec<String> = match stale {
            Stale::These(stale) => stale.into_iter().collect(),
            Stale::Everything => {
                self.repeats.due.clear();
                self.repeats.known.clear();
                self.state.heard.alerts().map(str::to_owned).collect()
            }
        };
        for id in stale {
            let again = self.open_alert(&id).map(|alert| self.again(&alert)).unwrap_or_default();
            if again.is_empty() {
                self.repeats.passed_over.remove(&id);
            }
            self.repeats.set(id, again.iter().map(|one| one.due).min());
        }
    }

    /// The alert of this name, where people were told of it and it is open.
    fn open_alert(&self, id: &str) -> Option<Alert> {
        open_alert(&self.engine, id).filter(|alert| self.engine.is_told(&alert.id))
    }

    /// Through which notifiers an alert is told again, and when through each.
    fn again(&self, alert: &Alert) -> Vec<Again> {
        let id = alert.id.to_string();
        let Some((heard, program)) = self.state.heard.of(&id).zip(self.engine.program()) else {
            return Vec::new();
        };
        let at = self.engine.now().unwrap_or_default();
        let message = self.telling().message_of(&reminder(alert.clone(), at), None, &[], 0);
        let marks = Marks::of_message(&message, Some(program));
        let calendar = calendar_of_receiver(&message, program);
        let passed_over = self.repeats.passed_over.get(&id).copied();
        let taking: Vec<&Route> = self.routes.taking(&marks).collect();
        let again = self.notifiers.iter().filter_map(|notifier| {
            let last = *heard.get(notifier)?;
            let route = taking.iter().find(|route| route.notifiers.contains(notifier)).or(taking.first())?;
            let due = route.repeats(passed_over.map_or(last, |moment| moment.max(last)), calendar)?;
            Some(Again { notifier: notifier.clone(), last, due })
        });
        again.collect()
    }

    /// What is said of an alert through those notifiers that heard nothing of it for long enough. Where something waits to be sent, that says it.
    fn told_again(&mut self, id: &str, now: Timestamp) -> Vec<Entry> {
        let Some(alert) = self.open_alert(id) else { return Vec::new() };
        let due = self.again(&alert).into_iter().filter(|one| one.due <= now);
        let mut by_last: BTreeMap<Timestamp, Vec<String>> = BTreeMap::new();
        for Again { notifier, last, .. } in due {
            by_last.entry(last).or_default().push(notifier);
        }
        let change = reminder(alert, now);
        let mut entries = Vec::new();
        for (last, mut notifiers) in by_last {
            let Some(program) = self.engine.program() else { return entries };
            let since = words::alert::told_again(last, &program.calendar);
            let place = self.next_place() + entries.len() as Position;
            let message = self.telling().message_of(&change, None, &[since], place);
            notifiers.retain(|notifier| !self.state.outbox.is_anything_waiting(notifier, &message));
            if notifiers.is_empty() {
                continue;
            }
            let (message, through) = self.hooked_and_routed(message, &mut entries);
            let through: Vec<Through> =
                through.into_iter().filter(|one| notifiers.contains(&one.notifier)).collect();
            entries.extend(queue(&through, message));
        }
        entries
    }
}

/// That an alert stands as it did.
pub(crate) fn reminder(alert: Alert, at: Timestamp) -> AlertChange {
    AlertChange::new(Change::Reminded, alert.into(), at)
}
