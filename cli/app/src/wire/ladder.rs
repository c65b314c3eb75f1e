//! How far an alert went up its ladder, as programs read it.

use engine::alert::{Alert, StepTold};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use words::alert::{climb, reply_by};

/// An alert's place on its ladder.
#[derive(Serialize, Debug)]
pub(super) struct WireLadder {
    id: String,
    /// Who was told, step by step.
    told: Vec<WireStep>,
    /// The next step; null at the top, and while the clock stands still.
    next: Option<WireNext>,
    /// When whoever was told last is reminded, unless something else is told before; left out where nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    reminder: Option<Timestamp>,
    /// The last day on which a reply is asked for; left out where none is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_by: Option<Date>,
    /// Since when the clock stands still; left out while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    halted: Option<Timestamp>,
}

#[derive(Serialize, Debug)]
struct WireStep {
    to: String,
    body: String,
    people: Vec<String>,
    at: Timestamp,
}

#[derive(Serialize, Debug)]
struct WireNext {
    to: String,
    at: Timestamp,
}

impl WireLadder {
    pub(super) fn of(alert: &Alert, program: &Program) -> Option<Self> {
        let (climb, ladder) = climb(alert, program)?;
        let calendar = climb.calendar(program);
        let next = climb.next_step(ladder, calendar).and_then(|(step, at)| {
            let to = ladder.steps.get(step)?.to.to_string();
            Some(WireNext { to, at })
        });
        Some(Self {
            id: ladder.id.to_string(),
            told: climb.told.iter().map(WireStep::of).collect(),
            next,
            reminder: climb.next_reminder(ladder, calendar),
            reply_by: reply_by(alert, program),
            halted: climb.halted_at,
        })
    }
}

impl WireStep {
    fn of(step: &StepTold) -> Self {
        Self {
            to: step.to.to_string(),
            body: step.body.to_string(),
            people: step.people.iter().map(ToString::to_string).collect(),
            at: step.at,
        }
    }
}
