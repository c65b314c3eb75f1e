//! An alert in plain English: what is broken, by whom, why, who waits, what next.

use super::{Alert, AlertKind, Breaker};
use crate::model::{Catalogue, Verdict};
use crate::plain;
use crate::program::Obligation;

/// The alert in sentences.
pub(super) fn message(alert: &Alert, obligation: &Obligation, catalogue: &Catalogue) -> String {
    let mut sentences = vec![opening(alert, obligation)];
    sentences
        .extend(alert.broken_by.iter().map(|breaker| breaker_sentence(alert.id.kind, breaker, catalogue)));
    if !alert.held_up_by.is_empty() {
        sentences.push(format!("Held up by {}", plain::list(&alert.held_up_by)));
    }
    if !alert.holds_up.is_empty() {
        let waits = if alert.holds_up.len() == 1 { "waits" } else { "wait" };
        sentences.push(format!(
            "{} {waits} for this",
            plain::capitalised(&plain::count(alert.holds_up.len(), "other obligation"))
        ));
    }
    if alert.id.kind == AlertKind::Breach {
        sentences.extend(
            obligation.next_step.as_deref().map(|step| format!("Next: {}", step.trim_end_matches('.'))),
        );
    }
    sentences.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

fn opening(alert: &Alert, obligation: &Obligation) -> String {
    let broken = match alert.id.kind {
        AlertKind::Breach => "not met",
        AlertKind::RuleFailed => "could not be judged, because its rule failed,",
    };
    format!("{}: {broken} {}", obligation.title, plain::streak(&alert.periods))
}

fn breaker_sentence(kind: AlertKind, breaker: &Breaker, catalogue: &Catalogue) -> String {
    let name = catalogue.body_name(&breaker.body);
    let streak = plain::streak(&breaker.periods);
    let did = match (kind, breaker.verdict) {
        (AlertKind::RuleFailed, _) => format!("The rule failed for {name} {streak}"),
        (AlertKind::Breach, Verdict::NoData) => format!("{name} has given no usable figure {streak}"),
        (AlertKind::Breach, _) => format!("{name} has missed {streak}"),
    };
    let did = if kind == AlertKind::Breach && breaker.periods.len() > 1 {
        did.replacen(" for ", " ", 1)
    } else {
        did
    };
    if breaker.reason.is_empty() { did } else { format!("{did} ({})", breaker.reason) }
}
