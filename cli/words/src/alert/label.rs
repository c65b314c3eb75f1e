//! Labels of alerts, and of what becomes of them. A label is a word in capitals.

use engine::alert::{Alert, AlertKind, AlertState, Change};

/// Over an obligation that cannot be judged, because its rule failed.
pub const FAILED: &str = "FAILED";
/// What funds an obligation was cut, and it is to be accepted anew.
pub const TO_ACCEPT: &str = "TO ACCEPT";
/// An alert that only one side of a comparison has: the second.
pub const APPEARS: &str = "APPEARS";
/// The same of the first.
pub const VANISHES: &str = "VANISHES";
/// An alert that both sides have, but not alike.
pub const MOVES: &str = "MOVES";

/// How an alert stands: whatever waits for something else is held up, and is no offence of its own party; nor is
/// what is only at risk, or disputed.
pub fn of_alert(alert: &Alert) -> &'static str {
    match alert.state {
        _ if alert.id.kind == AlertKind::Cut => TO_ACCEPT,
        _ if alert.is_held_up() => "HELD UP",
        AlertState::Firing if alert.is_at_risk() => "AT RISK",
        AlertState::Firing if alert.is_disputed() => "DISPUTED",
        state => of_state(state),
    }
}

/// What an alert has come to.
pub fn of_state(state: AlertState) -> &'static str {
    match state {
        AlertState::Firing => "FIRING",
        AlertState::Pending | AlertState::Inactive => "PENDING",
    }
}

/// What became of an alert.
pub fn of_change(change: Change) -> &'static str {
    match change {
        Change::Fired => "FIRING",
        Change::Updated => "UPDATED",
        Change::Resolved => "RESOLVED",
        Change::Corrected => "CORRECTED",
        Change::Restated => "RESTATED",
        Change::Withdrawn => "WITHDRAWN",
        Change::Escalated => "ESCALATED",
        Change::Reminded => "REMINDER",
    }
}
