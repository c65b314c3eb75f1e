//! How an obligation, a part of it or a rule stands now, for whoever points at it.

use std::collections::BTreeMap;

use engine::alert::{Alert, AlertKind, AlertState, Severity};
use engine::model::{Period, Verdict};

use crate::names::Names;
use crate::{english, verdict};

/// Where no period has begun.
pub const NOTHING_OWED: &str = "Nothing is owed yet.";
/// Where an obligation is not known.
pub const NO_SUCH_OBLIGATION: &str =
    "No verdicts: on the disk there is no such obligation, or its mission has a fault.";
/// The name of all parts together.
pub const THE_WHOLE: &str = "the whole";

/// The alerts of an obligation that are open.
pub fn alerts(open: &[Alert], names: Names<'_>) -> String {
    let told: Vec<String> = open.iter().map(|alert| alert_line(alert, names)).collect();
    if told.is_empty() { "No alert is open.".to_owned() } else { told.join(" ") }
}

fn alert_line(alert: &Alert, names: Names<'_>) -> String {
    let about = match alert.severity {
        _ if alert.id.kind == AlertKind::Group => " about a group whose end has passed",
        _ if alert.id.kind == AlertKind::Cut => " about a cut in what funds it",
        Some(Severity::Breach) => "",
        Some(Severity::AtRisk) => " about a risk",
        None => " about a rule that failed",
    };
    let state = match alert.state {
        AlertState::Firing => "is firing",
        AlertState::Pending | AlertState::Inactive => "is pending",
    };
    format!("An alert{about} {state}, open since {}.", names.day(alert.since))
}

/// Periods that stand alike, and why: `Q1 2024: **missed**, 80% of its level`, where `verdict` is the verdict as it is laid out.
pub fn run(periods: &[Period], verdict: &str, reason: Option<&str>) -> String {
    let reason = reason.map(|reason| format!(", {reason}")).unwrap_or_default();
    format!("{}: {verdict}{reason}", english::capitalised(&english::periods(periods)))
}

/// How many verdicts a rule gives now, and in how many obligations.
pub fn rule(verdicts: &BTreeMap<Verdict, usize>, obligations: usize) -> String {
    let total: usize = verdicts.values().sum();
    if total == 0 {
        return "This rule gives no verdict now.".to_owned();
    }
    let kinds: Vec<String> = verdicts
        .iter()
        .map(|(kind, count)| format!("{} {}", english::figure(*count), verdict::word(*kind)))
        .collect();
    format!(
        "This rule gives {} now, in {}: {}.",
        english::count(total, "verdict"),
        english::count(obligations, "obligation"),
        english::list(&kinds)
    )
}

/// Contributions that are not shown.
pub fn more_contributions(number: usize) -> String {
    format!("and {}", english::count(number, "more contribution"))
}
