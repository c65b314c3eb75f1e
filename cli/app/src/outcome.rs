//! What steps led to, in the lines that stand on the ledger: whoever works the ledger out again must come to the same.
//!
//! The lines hold facts and no sentences, so that better words for the same facts make no other outcome.

use std::fmt::Display;

use engine::Effects;
use engine::alert::{AlertChange, Severity};
use ledger::commit::Outcome;

/// The version that works things out here.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the steps of one commit led to.
#[derive(Default)]
pub(crate) struct OutcomeLines {
    told: Vec<String>,
    verdicts: Vec<String>,
}

impl OutcomeLines {
    pub(crate) fn add(&mut self, effects: &Effects) {
        self.told.extend(effects.alerts.iter().map(told));
        self.verdicts.extend(effects.verdicts.iter().map(|change| {
            format!("{} {} {} {} {}", change.node, change.body, change.period, change.from, change.to.verdict)
        }));
    }

    /// None where nothing followed.
    pub(crate) fn outcome(self) -> Option<Outcome> {
        Outcome::of(VERSION, self.told, self.verdicts)
    }
}

/// The change of an alert: which, of what kind and when, how it stands and how grave it is, since when, whose it is, for which periods, and who is
/// named for what.
fn told(change: &AlertChange) -> String {
    let alert = &change.alert;
    let named = alert.named().map(|breaker| match breaker.part.contribution() {
        Some(contribution) => format!("{}/{contribution}:{}", breaker.body, breaker.verdict),
        None => format!("{}:{}", breaker.body, breaker.verdict),
    });
    format!(
        "{} {} {} {} {} since={} lead={} periods={} named={}",
        alert.id,
        change.change.as_str(),
        change.at,
        alert.state,
        alert.severity.map_or("-", Severity::as_str),
        alert.since,
        alert.lead,
        listed(alert.periods.iter()),
        listed(named),
    )
}

fn listed(things: impl Iterator<Item = impl Display>) -> String {
    things.map(|thing| thing.to_string()).collect::<Vec<_>>().join(",")
}
