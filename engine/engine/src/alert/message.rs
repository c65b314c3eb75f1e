//! An alert in plain English: what is broken, by whom, why, who waits, what next.

use super::{Alert, AlertKind, Complaint};
use crate::model::Catalogue;
use crate::plain;
use crate::program::{Obligation, Program};

/// The alert in sentences.
pub(super) fn message(alert: &Alert, obligation: &Obligation, program: &Program) -> String {
    let catalogue = &program.catalogue;
    let mut sentences = vec![opening(alert, obligation)];
    sentences.extend(alert.complaints().iter().map(|complaint| complaint_sentence(complaint, catalogue)));
    sentences.extend(alert.replies(obligation, catalogue, &program.calendar));
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

fn complaint_sentence(complaint: &Complaint<'_>, catalogue: &Catalogue) -> String {
    let names: Vec<&str> = complaint.bodies.iter().map(|(body, _)| catalogue.body_name(body)).collect();
    let because = complaint.because.map(|(_, reason)| format!(" ({reason})")).unwrap_or_default();
    format!("{} {}{because}", plain::list(&names), complaint.did)
}
