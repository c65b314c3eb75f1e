//! The query for forecasts to alerts that are over: they stand beside what is told of their obligation, with how each came out.

use engine::Engine;
use engine::alert::{Alert, AlertChange, AlertKind};
use engine::model::{ObligationRef, Response};

/// So many of the newest are told beside an alert.
const MOST_BESIDE: usize = 3;

/// Forecasts about an obligation that none of these alerts shows, in the order in which they were made.
pub fn past_forecasts(engine: &Engine, of: &ObligationRef, alerts: &[Alert]) -> Vec<Response> {
    let shown =
        |made: &Response| alerts.iter().flat_map(|alert| &alert.responses).any(|one| one.id == made.id);
    engine.forecasts_of(of).filter(|made| !shown(made)).collect()
}

/// The newest that are told beside an alert: what was expected at an earlier breach, and how that came out.
pub fn beside_alert(engine: &Engine, alert: &Alert) -> Vec<Response> {
    if alert.id.kind != AlertKind::Breach {
        return Vec::new();
    }
    let mut past = past_forecasts(engine, &alert.id.obligation_ref(), std::slice::from_ref(alert));
    past.split_off(past.len().saturating_sub(MOST_BESIDE))
}

/// The same of an alert that goes on after a change.
pub fn beside_change(engine: &Engine, change: &AlertChange) -> Vec<Response> {
    match change.ended {
        None => beside_alert(engine, &change.alert),
        Some(_) => Vec::new(),
    }
}
