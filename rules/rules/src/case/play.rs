//! Plays a test on a new engine: whatever falls due between two moments of it happens in its turn.

use engine::alert::AlertChange;
use engine::{Engine, Event};
use jiff::Timestamp;

use super::compare;
use super::difference::{Difference, texts};
use super::scene::Scene;
use super::timeline::{Case, PlannedEvents, PlannedResponse};
use super::trace;
use super::words::Words;
use crate::source::Span;

/// What came of a test.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Played {
    /// Where it came out otherwise than expected, in order of time; none where it passed.
    pub differences: Vec<Difference>,
    /// How many times a rule was run.
    pub evaluated: usize,
}

impl Case {
    /// Plays it through. Equal tests of equal projects come out alike, whenever and wherever they are played.
    /// What is expected in words is held to `words`.
    pub fn play(&self, words: &dyn Words) -> Played {
        let mut scene = Scene {
            engine: Engine::new(),
            words,
            mission: self.mission.as_ref(),
            told: Vec::new(),
            evaluated: 0,
        };
        let mut differences = Vec::new();
        for (moment, happening) in &self.moments {
            scene.let_time_pass(*moment);
            differences.extend(scene.take(*moment, happening, self));
        }
        Played { differences, evaluated: scene.evaluated }
    }
}

impl Scene<'_> {
    fn step(&mut self, moment: Timestamp, event: Event) {
        let effects = self.engine.step(moment, event);
        self.evaluated += effects.evaluated;
        let mission = self.mission;
        let is_looked_at =
            |change: &AlertChange| mission.is_none_or(|mission| change.alert.id.mission == *mission);
        self.told.extend(effects.alerts.into_iter().filter(is_looked_at));
    }

    /// Wakes the engine whenever it asked to be woken before `moment`.
    fn let_time_pass(&mut self, moment: Timestamp) {
        while let Some(due) = self.engine.next_wake().filter(|due| *due < moment) {
            self.step(due, Event::ClockAdvanced);
        }
    }

    /// Hands in what an official says; that it is refused, or is not, is a difference where that was not expected.
    fn respond(&mut self, moment: Timestamp, answer: &PlannedResponse, case: &Case) -> Option<Difference> {
        let refused = answer.refused.as_ref();
        let sides = match (self.engine.admit(answer.reply.clone(), moment), refused) {
            (Ok(response), _) => {
                self.step(moment, Event::Responded(response));
                refused.map(|_| (vec!["refused".to_owned()], vec!["taken".to_owned()]))
            }
            (Err(refusal), Some(wording)) => texts(wording.get_ref(), &refusal.to_string()),
            (Err(refusal), None) => Some((vec!["taken".to_owned()], vec![format!("refused: {refusal}")])),
        };
        let (expected, found) = sides?;
        let calendar = &self.engine.program()?.calendar;
        Some(Difference {
            place: Span { source: case.span.source.clone(), range: answer.range.clone() },
            moment: trace::moment(moment, calendar),
            about: format!("`{}` of {}", answer.reply.submission.kind, answer.reply.alert),
            expected,
            found,
        })
    }

    /// Readings first, program second, as the service has it; then what falls due at this very moment.
    fn take(&mut self, moment: Timestamp, happening: &PlannedEvents, case: &Case) -> Vec<Difference> {
        let mut differences = Vec::new();
        if !happening.reports.is_empty() {
            self.step(moment, Event::Observed(happening.reports.clone()));
        }
        for activation in &happening.activations {
            self.step(moment, Event::Activated(std::sync::Arc::clone(&activation.program)));
            differences.extend(activation.refusal.clone());
        }
        self.step(moment, Event::ClockAdvanced);
        for answer in &happening.answers {
            differences.extend(self.respond(moment, answer, case));
        }
        for check in &happening.checks {
            differences.extend(compare::check(check, self, case));
            self.told.clear();
        }
        differences
    }
}
