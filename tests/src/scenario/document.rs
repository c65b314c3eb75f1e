//! A scenario file as it is written.

use std::collections::BTreeMap;

use engine::respond::{Enclosure, ForecastWords, GroupWords, PaperWords};
use serde::Deserialize;

/// A project and what happens to it.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it shows, in a sentence.
    pub situation: String,
    /// The starter pack with which the project begins; none where all of it stands in `files`.
    pub starter: Option<String>,
    /// The project's files by their paths, in the place of those of the pack where they have the same.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// What happens, in order of time. The first step also puts the project in force.
    pub step: Vec<Step>,
}

/// One moment: what happens, and what must come of it. What is not mentioned is not looked at.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// A day, or a day and a time, in the project's zone. Whatever falls due before it happens first.
    pub at: String,
    /// Files that are written anew.
    #[serde(default)]
    pub write: BTreeMap<String, String>,
    /// Texts that are exchanged within files.
    #[serde(default)]
    pub edit: Vec<Edit>,
    /// Reports that arrive in one batch, a line each: `referrals of prisons in 2020-Q1 = 34`, or for one period after
    /// another `referrals of prisons from 2020-Q1 = 34 35 ..`; then, where need be, `published 2020-05-01` or `backfill`,
    /// and `provisional` or `revised`. Of a document `until 2025-03-31` or `until ever` stands in the place of the figure, and `titled` and `link`
    /// may follow; `withdrawn` takes a report back.
    #[serde(default)]
    pub reports: String,
    /// What came in and could not be used, a line each: `feeds/a.csv line 2, referrals of prisons in 2020-Q1: why`, or
    /// `feeds/b.csv: why` for a whole file.
    #[serde(default)]
    pub set_aside: String,
    /// What officials say to alerts, each of which must be taken in.
    #[serde(default)]
    pub replies: Vec<Said>,
    /// Everything that people are told up to and at this moment.
    pub told: Option<Vec<String>>,
    /// The messages of that, word for word.
    pub says: Option<Vec<String>>,
    /// Every open alert.
    pub alerts: Option<Vec<String>>,
    /// Some verdicts, a line each; with the reason in brackets where that is to be held too.
    #[serde(default)]
    pub verdicts: Vec<String>,
    /// Every report that is due within 30 days and has not come, as it stands.
    pub due: Option<Vec<String>>,
    /// Every run of a rule that the reports or the new files lead to, without those that time alone does.
    pub ran: Option<Vec<String>>,
    /// Missions that the new files break, by their paths.
    pub refused: Option<Vec<String>>,
    /// Some figures, as they were known on a day.
    #[serde(default)]
    pub known: Vec<String>,
}

/// What an official says to an alert.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub alert: String,
    /// The contribution that is meant; every one where none is named.
    pub contribution: Option<String>,
    /// Such as `accept`.
    pub kind: String,
    pub by: String,
    #[serde(default)]
    pub reason: String,
    pub approver: Option<String>,
    /// Its last day.
    pub until: Option<String>,
    /// Of a document that it reports.
    pub title: Option<String>,
    pub link: Option<String>,
    /// The first day of that document.
    pub from: Option<String>,
    /// Of a group that it opens.
    #[serde(default)]
    pub members: Vec<String>,
    pub exit_test: Option<String>,
    /// Of a forecast: the figure, and the period of which it is expected.
    pub value: Option<String>,
    #[serde(rename = "for")]
    pub of_period: Option<String>,
}

impl Said {
    /// What is handed in with it.
    ///
    /// # Panics
    /// A day is none.
    pub fn enclosure(&self) -> Enclosure {
        let Self { title, link, from, members, exit_test, .. } = self;
        if let (Some(value), Some(period)) = (&self.value, &self.of_period) {
            let value = value.parse().expect("a number");
            return Enclosure::Forecast(ForecastWords { value, period: period.clone() });
        }
        if !members.is_empty() {
            let exit_test = exit_test.clone().unwrap_or_default();
            return Enclosure::Group(GroupWords { members: members.clone(), exit_test });
        }
        if title.is_none() && link.is_none() && from.is_none() {
            return Enclosure::Nothing;
        }
        let from = from.as_ref().map(|day| day.parse().expect("a day"));
        Enclosure::Paper(PaperWords { title: title.clone().unwrap_or_default(), link: link.clone(), from })
    }
}

/// One text exchanged for another.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    pub file: String,
    /// What stands there once.
    pub from: String,
    /// What is to stand there.
    pub to: String,
}
