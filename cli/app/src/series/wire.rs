//! A series for programs.

use engine::evidence::{Heard, LeadsTo, Pace};
use engine::model::{Report, Vintage};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::gathered::{Series, SeriesStep};

/// The figures of one measure of one body.
#[derive(Serialize, Debug)]
pub struct SeriesReport {
    pub as_at: Timestamp,
    pub position: u64,
    pub measure: String,
    pub body: String,
    /// The oldest first.
    pub periods: Vec<WireStep>,
    /// Whether there are older ones.
    pub goes_on: bool,
    /// Where they lead at the rate of the last year; none where no target is still to be reached.
    pub pace: Option<WirePace>,
}

#[derive(Serialize, Debug)]
pub struct WireStep {
    pub period: String,
    /// The figure in force; none where there is none.
    pub figure: Option<String>,
    pub target: Option<String>,
    /// Every report of it, in order of precedence.
    pub reports: Vec<WireHeard>,
}

#[derive(Serialize, Debug)]
pub struct WireHeard {
    /// What it says; none where it says why there is no figure.
    pub figure: Option<String>,
    /// Why there is no figure.
    pub absent: Option<&'static str>,
    /// When it was published; none of undated history.
    pub published: Option<Timestamp>,
    pub file: String,
    /// The hash of what that file holds.
    pub hash: String,
    pub line: u32,
}

#[derive(Serialize, Debug)]
pub struct WirePace {
    /// The period a year before the newest.
    pub since: String,
    pub newest: String,
    pub per_period: String,
    pub target: String,
    pub by: Date,
    /// The period with which the target is reached; none where it is not in time.
    pub reached: Option<String>,
    /// Where it is not: the figure of the last period by that day.
    pub figure: Option<String>,
}

impl SeriesReport {
    pub fn of(series: &Series, as_at: Timestamp, position: u64) -> Self {
        Self {
            as_at,
            position,
            measure: series.measure.to_string(),
            body: series.body.to_string(),
            periods: series.steps.iter().map(WireStep::of).collect(),
            goes_on: series.goes_on,
            pace: series.pace.as_ref().map(WirePace::of),
        }
    }
}

impl WireStep {
    fn of(step: &SeriesStep) -> Self {
        Self {
            period: step.period.to_string(),
            figure: step.figure.as_ref().ok().map(ToString::to_string),
            target: step.target.map(|target| target.normalize().to_string()),
            reports: step.reports.iter().map(WireHeard::of).collect(),
        }
    }
}

impl WireHeard {
    fn of(heard: &Heard) -> Self {
        let (figure, absent) = match heard.report {
            Report::Value(value) => (Some(value.to_string()), None),
            Report::Absent(absence) => (None, Some(absence.as_str())),
        };
        let published = match heard.vintage {
            Vintage::At(moment) => Some(moment),
            Vintage::Backfill => None,
        };
        let file = &heard.source.file;
        Self {
            figure,
            absent,
            published,
            file: file.path.clone(),
            hash: file.hash.clone(),
            line: heard.source.line,
        }
    }
}

impl WirePace {
    fn of(pace: &Pace) -> Self {
        let (reached, figure) = match pace.leads_to {
            LeadsTo::Target(period) => (Some(period.to_string()), None),
            LeadsTo::Figure(_, figure) => (None, Some(figure.round_dp(6).normalize().to_string())),
        };
        Self {
            since: pace.since.to_string(),
            newest: pace.newest.0.to_string(),
            per_period: pace.per_period.round_dp(6).normalize().to_string(),
            target: pace.target.0.normalize().to_string(),
            by: pace.target.1,
            reached,
            figure,
        }
    }
}
