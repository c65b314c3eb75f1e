//! An engine that never restarts: it hears what was written down, and only that, and watches over what people are told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::approvals::Approvals;
use app::doubts::Doubts;
use app::edited::edited_texts;
use engine::alert::{Alert, AlertChange, AlertId, AlertState};
use engine::model::{Observation, SourceFile, Wait};
use engine::program::Program;
use engine::standing::Standing;
use engine::{Engine, Event};
use jiff::Timestamp;
use ledger::entry::{Entry, Message, Recorded};
use rules::source::Sources;

use super::receivers::NOTIFIERS;
use words::names::Names;

/// Everything that two engines must agree on.
#[derive(PartialEq, Debug)]
pub struct Standings {
    pub verdicts: Vec<Standing>,
    pub alerts: Vec<Alert>,
    /// When something falls due next.
    pub next_wake: Option<Timestamp>,
}

impl Standings {
    /// How an engine stands.
    pub fn of(engine: &Engine) -> Self {
        let (verdicts, alerts) = (engine.verdicts().collect(), engine.alerts());
        Self { verdicts, alerts, next_wake: engine.next_wake() }
    }

    /// Compares with the standings that are wanted, and shows only where they differ.
    ///
    /// # Panics
    /// They differ.
    #[track_caller]
    pub fn check(&self, wanted: &Self, what: &str) {
        let only = |these: &Self, others: &Self| -> Vec<String> {
            let verdicts = these.verdicts.iter().filter(|verdict| !others.verdicts.contains(verdict));
            let alerts = these.alerts.iter().filter(|alert| !others.alerts.contains(alert));
            verdicts
                .map(|verdict| format!("{verdict:?}"))
                .chain(alerts.map(|alert| format!("{alert:#?}")))
                .collect()
        };
        assert_eq!(only(self, wanted), only(wanted, self), "{what}");
        assert_eq!(self.next_wake, wanted.next_wake, "{what}: the next wake-up");
        assert!(self == wanted, "{what}: the order");
    }
}

#[derive(Default)]
pub struct Shadow {
    engine: Engine,
    programs: Vec<(Arc<Sources>, Arc<Program>)>,
    /// The texts in force, and those that they took the place of.
    sources: [Option<Arc<Sources>>; 2],
    observations: Vec<Observation>,
    /// Messages that were queued, by notifier and id.
    queued: BTreeSet<(String, String)>,
    settled: BTreeSet<(String, String)>,
    states: BTreeMap<AlertId, Stage>,
    firings: Vec<Firing>,
}

#[derive(Clone, Copy)]
struct Stage {
    state: AlertState,
    /// Since when its matter was open while it was pending; none where the program changed meanwhile.
    pending_since: Option<Timestamp>,
    /// When it was found to be open since then.
    found: Timestamp,
}

/// An alert that went from pending to firing under one program.
#[derive(Clone, Debug)]
pub struct Firing {
    pub id: AlertId,
    /// Since when its matter was open: from there its patience counts.
    pub pending_since: Timestamp,
    /// When it was found to be open since then: a report that is read late may show that a matter is older.
    pub found: Timestamp,
    /// When it fired.
    pub fired: Timestamp,
    /// For how long it was to be pending.
    pub patience: Wait,
}

impl Shadow {
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Every observation so far.
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// Alerts that fired since this was last asked.
    pub fn take_firings(&mut self) -> Vec<Firing> {
        std::mem::take(&mut self.firings)
    }

    /// Whether a message was written down.
    pub fn has_queued(&self, notifier: &str, message_id: &str) -> bool {
        self.queued.contains(&(notifier.to_owned(), message_id.to_owned()))
    }

    /// Whether it was written down that a message was taken or refused.
    pub fn has_settled(&self, notifier: &str, message_id: &str) -> bool {
        self.settled.contains(&(notifier.to_owned(), message_id.to_owned()))
    }

    /// Messages of which nothing was written down since they were queued.
    pub fn unsettled(&self) -> Vec<&(String, String)> {
        self.queued.difference(&self.settled).collect()
    }

    /// Hears one transaction, and gives back the files whose receipts are in it, in the order in which they were read.
    ///
    /// # Panics
    /// What people are told is not what follows from what happened.
    pub fn hear(&mut self, transaction: Vec<Recorded>) -> Vec<Arc<SourceFile>> {
        let mut changes = Vec::new();
        let mut messages = Vec::new();
        let (mut files, mut superseded) = (Vec::new(), Vec::new());
        for Recorded { at, entry, .. } in transaction {
            match entry {
                Entry::Observed(observations) => {
                    self.observations.extend(observations.iter().cloned());
                    changes.extend(self.step(at, Event::Observed(observations)));
                }
                Entry::Activated(sources) => {
                    let program = self.compile(&sources);
                    let replaced = self.sources[0].take();
                    self.sources = [Some(sources), replaced];
                    self.states.values_mut().for_each(|stage| stage.pending_since = None);
                    changes.extend(self.step(at, Event::Activated(program)));
                }
                Entry::SetAside(unused) => changes.extend(self.step(at, Event::SetAside(unused))),
                Entry::ClockAdvanced => changes.extend(self.step(at, Event::ClockAdvanced)),
                Entry::Resumed => changes.extend(self.step(at, Event::Resumed)),
                Entry::Responded(response) => changes.extend(self.step(at, Event::Responded(response))),
                Entry::Approved { .. }
                | Entry::HandedIn(_)
                | Entry::Proposed(_)
                | Entry::Decided(_)
                | Entry::Silenced(_)
                | Entry::SilenceEnded(_)
                | Entry::DifferenceAccepted(_) => {}
                Entry::Received(receipt) => files.push(receipt.file),
                Entry::Queued { notifier, message, .. } => {
                    messages.push((notifier, Arc::unwrap_or_clone(message)));
                }
                Entry::Attempted { notifier, message_id, .. } => {
                    assert!(!self.has_settled(&notifier, &message_id), "nothing settled is tried again");
                }
                Entry::Settled { notifier, message_id } => {
                    assert!(self.has_queued(&notifier, &message_id), "only what was queued is sent");
                    assert!(self.settled.insert((notifier, message_id)), "nothing is settled twice");
                }
                Entry::Superseded { notifier, message_id, .. } => {
                    superseded.push((notifier, message_id));
                }
            }
        }
        self.compare(&changes, messages);
        for (notifier, message_id) in superseded {
            assert!(self.has_queued(&notifier, &message_id), "only what was queued is superseded");
            assert!(self.settled.insert((notifier, message_id)), "nothing that was taken is superseded");
        }
        files
    }

    /// Every change is told to everyone, and nothing else is.
    fn compare(&mut self, changes: &[(AlertChange, String)], messages: Vec<(String, Message)>) {
        let (told, refusals): (Vec<_>, Vec<_>) =
            messages.into_iter().partition(|(_, message)| message.kind.starts_with("alert."));
        let wanted = changes.iter().flat_map(|(change, text)| {
            let kind = format!("alert.{}", change.change.as_str());
            NOTIFIERS.map(|notifier| (notifier.to_owned(), kind.clone(), change.at, text.clone()))
        });
        let found = told.iter().map(|(notifier, message)| {
            (notifier.clone(), message.kind.clone(), message.at, message.text.clone())
        });
        let (wanted, found): (Vec<_>, Vec<_>) = (wanted.collect(), found.collect());
        assert_eq!(found, wanted, "every change is told to everyone, together with what led to it");
        for (notifier, message) in told {
            let is_new = self.queued.insert((notifier, message.id));
            assert!(is_new, "two changes have one id, so that one is never told: {}", message.subject);
        }
        self.queued.extend(refusals.into_iter().map(|(notifier, message)| (notifier, message.id)));
    }

    /// What people are to be told of a step, with the messages.
    fn step(&mut self, at: Timestamp, event: Event) -> Vec<(AlertChange, String)> {
        let in_force = self.engine.program().cloned();
        let effects = self.engine.step(at, event);
        let now = self.engine.now().expect("something happened");
        let before = std::mem::take(&mut self.states);
        for alert in self.engine.alerts() {
            let old = before.get(&alert.id);
            let was = old.map_or(AlertState::Inactive, |stage| stage.state);
            assert!(
                (was, alert.state) != (AlertState::Firing, AlertState::Pending),
                "{} fell back to pending",
                alert.id
            );
            let pending_since = match was {
                // What is a breach now and was a risk before counts from when it was one.
                AlertState::Pending => old.and_then(|stage| stage.pending_since).map(|_| alert.since),
                AlertState::Inactive | AlertState::Firing => Some(alert.since),
            };
            let found =
                old.filter(|stage| stage.pending_since == pending_since).map_or(now, |stage| stage.found);
            if let (AlertState::Pending, AlertState::Firing, Some(pending_since)) =
                (was, alert.state, pending_since)
            {
                let patience = self.patience(&alert.id);
                self.firings.push(Firing {
                    id: alert.id.clone(),
                    pending_since,
                    found,
                    fired: now,
                    patience,
                });
            }
            self.states.insert(alert.id, Stage { state: alert.state, pending_since, found });
        }
        let told = effects.alerts.into_iter().map(|change| {
            let program = self.engine.program().expect("an alert is of a program");
            let before = in_force.as_deref().unwrap_or(program);
            let [now, replaced] = &self.sources;
            let both = now.as_deref().zip(replaced.as_deref()).filter(|_| change.restatement.is_some());
            let mission = &change.alert.id.mission;
            let amendments = change.restatement.as_ref().map_or(&[][..], |one| &one.amendments);
            let edited =
                |(now, before)| edited_texts(before, now, (mission, amendments), &Approvals::default());
            let texts = both.map(edited).unwrap_or_default();
            let doubts = Doubts::of_change(&self.engine, &change).in_words(Names { program });
            let text = words::alert::addressed(&change, before, program, &texts, &doubts, None);
            (change, text)
        });
        told.collect()
    }

    fn patience(&self, id: &AlertId) -> Wait {
        let program = self.engine.program().expect("an alert is of a program");
        let mut obligations = program.missions[&id.mission].obligations.iter();
        let obligation = obligations.find(|obligation| obligation.id == id.obligation);
        obligation.expect("an alert is of an obligation").patience.pending_for
    }

    /// The program of these texts, which are compiled once.
    pub fn compile(&mut self, sources: &Arc<Sources>) -> Arc<Program> {
        if let Some((_, program)) = self.programs.iter().find(|(known, _)| known == sources) {
            return Arc::clone(program);
        }
        let program = rules::compile(sources).program.expect("what came into force compiles");
        let program = Arc::new(program);
        self.programs.push((Arc::clone(sources), Arc::clone(&program)));
        program
    }
}
