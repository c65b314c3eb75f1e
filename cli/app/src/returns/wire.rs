//! Returns, for programs.

use engine::model::{BodyId, FeedId, Period, Report};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use words::full_receipt::status;
use words::returns::{self as say, ReturnCounts};

use super::sheet::{Listed, Return, ReturnFigure};

/// A list of returns.
#[derive(Serialize, Debug)]
pub struct WireListed<'r> {
    as_at: Timestamp,
    position: u64,
    /// How many there are on all pages.
    all: usize,
    /// How many of these wait for figures.
    open: usize,
    returns: Vec<WireReturnCounts<'r>>,
    /// Behind which place the next page begins; null on the last.
    next: Option<usize>,
}

#[derive(Serialize, Debug)]
struct WireReturnCounts<'r> {
    body: &'r str,
    body_name: &'r str,
    period: String,
    figures: usize,
    came: usize,
    asked: usize,
    late: usize,
    first_due: Option<Date>,
    complete: bool,
}

/// One return.
#[derive(Serialize, Debug)]
pub struct WireReturn<'r> {
    as_at: Timestamp,
    position: u64,
    sentence: String,
    #[serde(flatten)]
    counts: WireReturnCounts<'r>,
    reports: Vec<WireFigure<'r>>,
}

/// One figure of a return.
#[derive(Serialize, Debug)]
struct WireFigure<'r> {
    measure: &'r str,
    title: &'r str,
    standing: &'static str,
    due: Date,
    /// What is in force, as text since it is exact; null where nothing is, or a reason is in the place of a figure.
    value: Option<String>,
    /// The figure, where nobody reported it and others make it up.
    worked_out: Option<String>,
    status: Option<&'static str>,
    asked_by: Vec<String>,
    feeds: Vec<&'r str>,
    earlier: Vec<WireEarlier>,
}

#[derive(Serialize, Debug)]
struct WireEarlier {
    period: String,
    value: Option<String>,
}

impl<'r> WireListed<'r> {
    pub fn of(
        (as_at, position): (Timestamp, u64),
        (all, listed): (&[Listed], &'r [Listed]),
        next: Option<usize>,
        program: &'r Program,
    ) -> Self {
        Self {
            as_at,
            position,
            all: all.len(),
            open: all.iter().filter(|one| one.counts.asked > 0).count(),
            returns: listed
                .iter()
                .map(|one| WireReturnCounts::of((&one.body, one.period, one.counts), program))
                .collect(),
            next,
        }
    }
}

/// Whose return it is, for which period, and how it stands.
type Whose<'r> = (&'r BodyId, Period, ReturnCounts);

impl<'r> WireReturnCounts<'r> {
    fn of((body, period, counts): Whose<'r>, program: &'r Program) -> Self {
        Self {
            body: body.as_str(),
            body_name: program.catalogue.body_name(body),
            period: period.to_string(),
            figures: counts.all,
            came: counts.came,
            asked: counts.asked,
            late: counts.late,
            first_due: counts.first_due,
            complete: counts.came == counts.all,
        }
    }
}

impl<'r> WireReturn<'r> {
    pub fn of((as_at, position): (Timestamp, u64), sheet: &'r Return, program: &'r Program) -> Self {
        let (name, counts) = (program.catalogue.body_name(&sheet.body), sheet.counts());
        Self {
            as_at,
            position,
            sentence: say::sentence(name, sheet.period, &counts),
            counts: WireReturnCounts::of((&sheet.body, sheet.period, counts), program),
            reports: sheet.figures.iter().map(|figure| WireFigure::of(figure, program)).collect(),
        }
    }
}

impl<'r> WireFigure<'r> {
    fn of(figure: &'r ReturnFigure, program: &'r Program) -> Self {
        let measure = &figure.report.cell.measure;
        let earlier = figure.earlier.iter();
        let earlier =
            earlier.map(|(period, report)| WireEarlier { period: period.to_string(), value: value(*report) });
        Self {
            measure: measure.as_str(),
            title: program.catalogue.measure_title(measure),
            standing: figure.standing.as_str(),
            due: figure.report.timing().due,
            value: figure.in_force.and_then(|said| value(said.report)),
            worked_out: figure.worked_out.map(|figure| figure.to_string()),
            status: figure.in_force.map(|said| status(said.status)),
            asked_by: figure.asked_by.iter().map(ToString::to_string).collect(),
            feeds: figure.feeds.iter().map(FeedId::as_str).collect(),
            earlier: earlier.collect(),
        }
    }
}

fn value(report: Report) -> Option<String> {
    match report {
        Report::Value(value) => Some(value.to_string()),
        Report::Absent(_) => None,
    }
}
