//! What steps led to, in the lines that stand on the ledger: whoever works the ledger out again must come to the same.
//!
//! The lines hold facts and no sentences, so that better words for the same facts make no other outcome.

use std::collections::BTreeMap;
use std::fmt::Display;

use engine::Effects;
use engine::alert::{AlertChange, Severity};
use engine::model::MissionId;
use ledger::commit::{LeafForm, Outcome, OutcomePart};

/// The version that works things out here.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the steps of one commit led to, line by line with the mission that it is of.
#[derive(Default)]
pub(crate) struct OutcomeLines {
    told: Vec<(MissionId, String)>,
    verdicts: Vec<(MissionId, String)>,
}

impl OutcomeLines {
    pub(crate) fn add(&mut self, effects: &Effects) {
        self.told.extend(effects.alerts.iter().map(|change| (change.alert.id.mission.clone(), told(change))));
        self.verdicts.extend(effects.verdicts.iter().map(|change| {
            let line = format!(
                "{} {} {} {} {}",
                change.node, change.body, change.period, change.from, change.to.verdict
            );
            (change.node.obligation().mission.clone(), line)
        }));
    }

    /// In the form in which it stands in leaves; none where nothing followed.
    pub(crate) fn outcome(self, form: LeafForm) -> Option<Outcome> {
        let Self { told, verdicts } = self;
        if told.is_empty() && verdicts.is_empty() {
            return None;
        }
        let parts = match form {
            LeafForm::Whole => {
                let lines = |(_, line): (MissionId, String)| line;
                let told = told.into_iter().map(lines).collect();
                vec![OutcomePart::of(None, told, verdicts.into_iter().map(lines))]
            }
            LeafForm::Parted => by_mission(told, verdicts),
        };
        Some(Outcome { by: VERSION.to_owned(), parts })
    }
}

fn by_mission(told: Vec<(MissionId, String)>, verdicts: Vec<(MissionId, String)>) -> Vec<OutcomePart> {
    let mut missions: BTreeMap<MissionId, [Vec<String>; 2]> = BTreeMap::new();
    for (place, lines) in [told, verdicts].into_iter().enumerate() {
        for (mission, line) in lines {
            missions.entry(mission).or_default()[place].push(line);
        }
    }
    let part = |(mission, [told, verdicts]): (MissionId, [Vec<String>; 2])| {
        OutcomePart::of(Some(mission), told, verdicts)
    };
    missions.into_iter().map(part).collect()
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
