//! One open alert.

use engine::Engine;
use engine::alert::{Alert, AlertId, AlertKind, AlertState, Severity};
use engine::program::Program;
use jiff::civil::Date;
use language::visible::visible;
use words::alert::{in_short, label, sentences};
use words::board_state::BoardState;
use words::response::forecast::made_earlier;

use crate::past_forecasts::beside_alert;

/// So many bodies are named where an alert is told in short.
pub(super) const MOST_NAMED: usize = 3;

/// An alert that is pending or firing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenAlert {
    pub id: AlertId,
    pub state: BoardState,
    /// A word in capitals: `FIRING`.
    pub label: &'static str,
    /// By which `--fail-on` it makes a run fail; none where it makes none fail.
    pub fails_on: Option<Severity>,
    /// The day since which the matter is open.
    pub since: Date,
    /// What people are told of it, sentence by sentence, the first saying what is wrong.
    pub sentences: Vec<String>,
    /// Who is named and what is waited for, in a sentence or two.
    pub short: String,
}

impl OpenAlert {
    pub(super) fn of(alert: &Alert, engine: &Engine, program: &Program) -> Self {
        let earlier = beside_alert(engine, alert);
        let earlier = earlier.iter().filter_map(|made| made_earlier(made, program));
        let state = match alert.severity {
            _ if alert.is_held_up() || alert.id.kind == AlertKind::Cut => BoardState::Waiting,
            None => BoardState::NotJudged,
            Some(_) if alert.is_at_risk() => BoardState::AtRisk,
            Some(_) => BoardState::Missed,
        };
        Self {
            id: alert.id.clone(),
            state,
            label: label::of_alert(alert),
            fails_on: fails_on(alert),
            since: program.calendar.day(alert.since),
            sentences: sentences(alert, program)
                .into_iter()
                .chain(earlier.map(|said| visible(&format!("{said}.")).into_owned()))
                .collect(),
            short: in_short(alert, program, MOST_NAMED),
        }
    }

    /// What is wrong.
    pub fn sentence(&self) -> &str {
        self.sentences.first().map_or("", String::as_str)
    }
}

/// As gravely as a run takes it: one about a rule that failed counts as a breach.
fn fails_on(alert: &Alert) -> Option<Severity> {
    let counts = alert.state == AlertState::Firing && alert.id.kind != AlertKind::Cut;
    counts.then(|| alert.severity.unwrap_or(Severity::Breach))
}
