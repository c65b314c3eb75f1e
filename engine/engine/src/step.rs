//! The one way in for change: [`Engine::step`]. It delegates, and decides nothing itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

use crate::alert::{AlertChange, AlertManager, AlertRecord};
use crate::evaluate::{Edit, Evaluated, Evaluator, VerdictChange};
use crate::evidence::Evidence;
use crate::model::{Cell, Observation, Response, ResponseId, Unused};
use crate::program::Program;

/// Something that happened, told to the engine in the order in which it is stored.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "an event is handed over once, and no list of them is kept")]
pub enum Event {
    Observed(Vec<Observation>),
    /// Files were read of which something could not be used, or can be used now. Nothing is evaluated yet, since what they report
    /// otherwise is still to be heard.
    SetAside(Vec<Unused>),
    /// A program came into force.
    Activated(Arc<Program>),
    /// An official said something to an alert, as [`Engine::admit`] lets it in.
    Responded(Response),
    /// A moment passed at which something was due.
    ClockAdvanced,
    /// The service came up after being down: the time between counts towards no `for`. Nothing is evaluated yet, since
    /// reports that arrived meanwhile are still to be read.
    Resumed,
}

/// What follows from an event, for the caller to carry out.
#[derive(Clone, PartialEq, Debug)]
pub struct Effects {
    /// When: the moment of the step, as the engine takes it.
    pub at: Timestamp,
    /// How many rules ran, each counted as often as it ran; [`Engine::evaluated`] names them.
    pub evaluated: usize,
    /// Verdicts that changed.
    pub verdicts: Vec<VerdictChange>,
    /// What people are to be told.
    pub alerts: Vec<AlertChange>,
    /// The cells whose reports came to disagree, or no longer do, none before a program is in force.
    pub disputed: BTreeSet<Cell>,
    /// The next moment at which something falls due: step with [`Event::ClockAdvanced`] then.
    pub next_wake: Option<Timestamp>,
}

/// What came of one round of evaluation, or of two.
#[derive(Default)]
struct Round {
    /// How many rules ran.
    ran: usize,
    verdicts: Vec<VerdictChange>,
    alerts: Vec<AlertChange>,
}

impl Round {
    fn extend(&mut self, later: Self) {
        self.ran += later.ran;
        self.verdicts.extend(later.verdicts);
        self.alerts.extend(later.alerts);
    }
}

/// The accountability engine: the fold of every event so far.
#[derive(Default)]
pub struct Engine {
    pub(crate) now: Option<Timestamp>,
    pub(crate) evaluator: Evaluator,
    pub(crate) alert_manager: AlertManager,
}

impl Engine {
    /// An engine to which nothing has happened yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// An engine that has heard the reports of a snapshot, and to which nothing else has happened yet.
    pub fn with_evidence(evidence: Evidence) -> Self {
        Self { evaluator: Evaluator::with_evidence(evidence), ..Self::default() }
    }

    /// Takes one event in. A clock that steps back counts as standing still, so that nothing is undone by it.
    pub fn step(&mut self, now: Timestamp, event: Event) -> Effects {
        let before = self.now;
        let now = before.map_or(now, |before| before.max(now));
        self.now = Some(now);
        self.evaluator.begin();
        self.alert_manager.begin();
        let mut round = Round::default();
        match event {
            Event::Observed(observations) => self.evaluator.observe(&observations, now),
            Event::SetAside(unused) => {
                self.evaluator.set_aside(unused);
                return self.effects(now, round);
            }
            Event::Activated(program) => {
                // What fell due before is told by the program that was in force then, so that the new one is not to blame for it.
                round = self.settle(now);
                let before = self.evaluator.program().map(|program| Arc::clone(&program.roster));
                self.evaluator.activate(&program, now);
                if before.is_some_and(|before| before != program.roster) {
                    self.alert_manager.look_at_posts(&mut self.evaluator);
                }
                round.alerts.extend(self.alert_manager.withdraw_undeclared(&mut self.evaluator, now));
            }
            Event::Responded(response) => self.evaluator.respond(response, now),
            Event::Resumed => {
                let down = before.map(|before| now.duration_since(before)).unwrap_or_default();
                self.alert_manager.leave_out(down, &mut self.evaluator, now);
                return self.effects(now, round);
            }
            Event::ClockAdvanced => {}
        }
        round.extend(self.round(now));
        self.effects(now, round)
    }

    /// Lets everything that has fallen due by `now` pass, where there is anything.
    fn settle(&mut self, now: Timestamp) -> Round {
        if self.next_wake().is_none_or(|wake| wake > now) {
            return Round::default();
        }
        let settled = self.round(now);
        self.evaluator.begin_again();
        settled
    }

    /// One round of evaluation, with what people are told of it. Rules that ask when people were told run once that is decided; nothing
    /// reads what comes of those.
    fn round(&mut self, now: Timestamp) -> Round {
        self.evaluator.advance(now);
        let (mut round, edit) = self.evaluate(now);
        if self.evaluator.is_behind() {
            self.evaluator.go_on_with(edit);
            round.extend(self.evaluate(now).0);
        }
        round
    }

    fn evaluate(&mut self, now: Timestamp) -> (Round, Option<Edit>) {
        let ran_before = self.evaluator.ran().len();
        let finished = self.evaluator.finish(now);
        let alerts = self.alert_manager.look(&mut self.evaluator, &finished, now);
        let ran = self.evaluator.ran().len() - ran_before;
        (Round { ran, verdicts: finished.changes, alerts }, finished.edit)
    }

    fn effects(&mut self, at: Timestamp, round: Round) -> Effects {
        let Round { ran, verdicts, alerts } = round;
        let disputed = self.evaluator.take_turned();
        Effects { at, evaluated: ran, verdicts, alerts, disputed, next_wake: self.next_wake() }
    }

    /// The rules that ran in the last step, each as often as it ran, in the order of the program.
    pub fn evaluated(&self) -> impl Iterator<Item = Evaluated> {
        self.evaluator.ran()
    }

    /// The next moment at which something falls due.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.evaluator.next_wake()
    }

    /// Whether time counts towards the `for` or the `keep_firing_for` of an alert, so that it matters how long Remit was up.
    pub fn counts_time(&self) -> bool {
        self.alert_manager.records().values().any(AlertRecord::counts_time)
    }

    /// The moment of the last step.
    pub fn now(&self) -> Option<Timestamp> {
        self.now
    }

    /// The evidence as it stands.
    pub fn evidence(&self) -> &Evidence {
        self.evaluator.evidence()
    }

    /// Whether a response was taken in before.
    pub fn knows_response(&self, id: &ResponseId) -> bool {
        self.evaluator.responses().has(id)
    }

    /// Every response so far, withdrawn or not, in the order in which they came.
    pub fn responses(&self) -> impl Iterator<Item = &Response> {
        self.evaluator.responses().all()
    }

    /// The groups that were opened and neither closed nor withdrawn, in order, each by the response that opened it.
    pub fn open_groups(&self) -> impl Iterator<Item = &Response> {
        self.evaluator.responses().open_groups()
    }

    /// The program in force.
    pub fn program(&self) -> Option<&Arc<Program>> {
        self.evaluator.program()
    }
}
