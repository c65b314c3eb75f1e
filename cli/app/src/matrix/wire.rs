//! The matrix and the lists of one body, for programs. Every list is whole.

use engine::model::{BodyId, FeedId, MeasureId, ObligationRef, Period, Verdict};
use engine::program::Program;
use jiff::civil::Date;
use serde::Serialize;
use words::explanation::WireException;

use super::cell::{Cell, Duty, Led};
use super::grid::{Matrix, MatrixCounts, MissionMatrix, RowSubject};
use super::lists::{Awaited, BodyLists, IsOwed, Owing};
use super::twice::AskedTwice;

/// The answer of `remit matrix --format json`.
#[derive(Serialize, Debug)]
pub struct MatrixReport {
    as_of: Date,
    revision: String,
    missions: Vec<WireMission>,
    /// Measures of outcomes by which no obligation is judged.
    outcomes_without_obligation: Vec<String>,
}

#[derive(Serialize, Debug)]
struct WireMission {
    mission: String,
    counts: WireCounts,
    bodies: Vec<String>,
    outcomes: Vec<WireOutcome>,
}

#[derive(Serialize, Debug)]
struct WireCounts {
    owed: usize,
    broken: usize,
    led: usize,
    empty: usize,
    pointed_to: usize,
    excepted: usize,
}

#[derive(Serialize, Debug)]
struct WireOutcome {
    /// The obligation; left out of a measure that no obligation is judged by.
    #[serde(skip_serializing_if = "Option::is_none")]
    obligation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<String>,
    title: String,
    cells: Vec<WireCell>,
}

#[derive(Serialize, Debug)]
struct WireCell {
    body: String,
    /// `owes`, `leads`, `excepted` or `empty`.
    what: &'static str,
    /// The worst verdict of what it owes.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    duties: Vec<WireDuty>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    leads: Vec<WireLed>,
    /// The relations that lead to an empty field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<String>,
    /// Why it is excepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    exceptions: Vec<WireException>,
}

#[derive(Serialize, Debug)]
struct WireDuty {
    obligation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    contribution: Option<String>,
    measure: String,
    about: String,
    period: Option<String>,
    verdict: Option<&'static str>,
}

#[derive(Serialize, Debug)]
struct WireLed {
    obligation: String,
    period: Option<String>,
    verdict: Option<&'static str>,
}

/// The answer of `remit matrix --body ID --format json`.
#[derive(Serialize, Debug)]
pub struct BodyReport {
    as_of: Date,
    revision: String,
    body: String,
    owes: Vec<WireDuty>,
    leads: Vec<WireLed>,
    is_owed: Vec<WireIsOwed>,
    awaited: Vec<WireAwaited>,
    asked_twice: Vec<WireTwice>,
}

#[derive(Serialize, Debug)]
struct WireIsOwed {
    obligation: String,
    by: Vec<String>,
    /// The relation that says so; none where it is about the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    relation: Option<String>,
}

#[derive(Serialize, Debug)]
struct WireAwaited {
    measure: String,
    about: String,
    period: String,
    due: Date,
    standing: &'static str,
    bodies: Vec<String>,
    obligations: Vec<String>,
}

#[derive(Serialize, Default, Debug)]
struct WireTwice {
    measures: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    obligations: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    feeds: Vec<String>,
}

impl MatrixReport {
    pub fn new(matrix: &Matrix, program: &Program) -> Self {
        Self {
            as_of: matrix.day,
            revision: program.revision.to_string(),
            missions: matrix.missions.iter().map(|mission| wire_mission(mission, program)).collect(),
            outcomes_without_obligation: texts(&matrix.unowned),
        }
    }
}

impl BodyReport {
    pub fn new(lists: &BodyLists, program: &Program) -> Self {
        Self {
            as_of: lists.day,
            revision: program.revision.to_string(),
            body: lists.body.to_string(),
            owes: lists.owes.iter().map(Into::into).collect(),
            leads: lists.leads.iter().map(Into::into).collect(),
            is_owed: lists.is_owed.iter().map(Into::into).collect(),
            awaited: lists.awaited.iter().map(Into::into).collect(),
            asked_twice: lists.asked_twice.iter().map(Into::into).collect(),
        }
    }
}

fn wire_mission(mission: &MissionMatrix, program: &Program) -> WireMission {
    let MatrixCounts { owed, broken, led, empty, pointed, excepted } = mission.counts();
    let outcomes = mission.rows.iter().enumerate().map(|(place, outcome)| {
        let cells = mission.bodies.iter().filter_map(|body| Some((body, mission.cell(place, body)?)));
        let cells = cells.map(|(body, cell)| wire_cell(body, cell, program)).collect();
        match outcome {
            RowSubject::Obligation { reference, title } => WireOutcome {
                obligation: Some(reference.to_string()),
                measure: None,
                title: title.clone(),
                cells,
            },
            RowSubject::Measure(id) => {
                let title = program.catalogue.measure_title(id).to_owned();
                WireOutcome { obligation: None, measure: Some(id.to_string()), title, cells }
            }
        }
    });
    WireMission {
        mission: mission.mission.to_string(),
        counts: WireCounts { owed, broken, led, empty, pointed_to: pointed, excepted },
        bodies: texts(&mission.bodies),
        outcomes: outcomes.collect(),
    }
}

fn wire_cell(body: &BodyId, cell: &Cell, program: &Program) -> WireCell {
    let owed = cell.owed();
    let worst = owed.and_then(super::cell::Owed::worst);
    WireCell {
        body: body.to_string(),
        what: match (owed, worst) {
            (None, _) if cell.exceptions().is_empty() => "empty",
            (None, _) => "excepted",
            (Some(_), None) => "leads",
            (Some(_), Some(_)) => "owes",
        },
        verdict: worst.map(Verdict::as_str),
        duties: owed.map(|owed| owed.duties.iter().map(Into::into).collect()).unwrap_or_default(),
        leads: owed.map(|owed| owed.leads.iter().map(Into::into).collect()).unwrap_or_default(),
        relations: texts(cell.pointed()),
        exceptions: cell
            .exceptions()
            .iter()
            .map(|exception| WireException::of((body, exception), program))
            .collect(),
    }
}

fn newest(newest: Option<(Period, Verdict)>) -> (Option<String>, Option<&'static str>) {
    newest.map(|(period, verdict)| (period.to_string(), verdict.as_str())).unzip()
}

fn texts<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

impl From<&Duty> for WireDuty {
    fn from(duty: &Duty) -> Self {
        let (period, verdict) = newest(duty.newest);
        Self {
            obligation: duty.obligation.to_string(),
            contribution: duty.part.contribution().map(ToString::to_string),
            measure: duty.measure.to_string(),
            about: duty.about.to_string(),
            period,
            verdict,
        }
    }
}

impl From<&Led> for WireLed {
    fn from(led: &Led) -> Self {
        let (period, verdict) = newest(led.newest);
        Self { obligation: led.obligation.to_string(), period, verdict }
    }
}

impl From<&IsOwed> for WireIsOwed {
    fn from(IsOwed { obligation, by, owing }: &IsOwed) -> Self {
        let relation = match owing {
            Owing::To(relation) => Some(relation.to_string()),
            Owing::About => None,
        };
        Self { obligation: obligation.to_string(), by: texts(by), relation }
    }
}

impl From<&Awaited> for WireAwaited {
    fn from(awaited: &Awaited) -> Self {
        Self {
            measure: awaited.report.measure.to_string(),
            about: awaited.report.body.to_string(),
            period: awaited.report.period.to_string(),
            due: awaited.due,
            standing: awaited.standing.as_str(),
            bodies: texts(&awaited.bodies),
            obligations: texts(&awaited.obligations),
        }
    }
}

impl From<&AskedTwice> for WireTwice {
    fn from(twice: &AskedTwice) -> Self {
        let one = |measure: &MeasureId| vec![measure.to_string()];
        match twice {
            AskedTwice::ByObligations { measure, obligations } => Self {
                measures: one(measure),
                obligations: obligations.iter().map(ObligationRef::to_string).collect(),
                feeds: Vec::new(),
            },
            AskedTwice::ByFeeds { measure, feeds } => Self {
                measures: one(measure),
                obligations: Vec::new(),
                feeds: feeds.iter().map(FeedId::to_string).collect(),
            },
            AskedTwice::ByMeasures(measures) => Self { measures: texts(measures), ..Self::default() },
        }
    }
}
