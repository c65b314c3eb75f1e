//! The page of one series: the figures of one measure of one body as a picture and period by period, with every report of them and where
//! they lead.

use app::published::Picture;
use app::series::{Series, SeriesStep};
use askama::Template;
use engine::Engine;
use engine::evidence::Heard;
use engine::model::{Cell, Period, Vintage};
use engine::program::Program;
use rust_decimal::Decimal;
use words::names::{Names, heading};
use words::{english, figure};

use super::address;
use super::frame::{Access, Frame};
use crate::catalogue::{Drawn, Step, draw, look_ahead, told};

#[derive(Template)]
#[template(path = "live/series.html")]
struct SeriesPage<'p> {
    frame: Frame<'p>,
    title: String,
    drawn: Drawn,
    /// The newest first.
    rows: Vec<Row>,
    has_targets: bool,
    goes_on: bool,
    body: (String, &'p str),
    measure: (String, &'p str),
}

/// One period.
struct Row {
    period: String,
    figure: String,
    target: String,
    /// Every report of it, the one in force first.
    reports: Vec<Report>,
}

/// One report, with those behind it that say the same.
struct Report {
    said: String,
    first: Said,
    again: Vec<Said>,
}

/// When and where something was reported.
struct Said {
    /// When it was published; empty of undated history.
    published: String,
    place: String,
    /// The receipt of its file; none where a person reported it.
    receipt: Option<String>,
}

/// One series, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn series(
    picture: &Picture,
    series: &Series,
    (engine, program): (&Engine, &Program),
    access: Access,
) -> askama::Result<String> {
    let names = Names { program };
    let measure = names.measure(&series.measure);
    let body = names.body(&series.body);
    let steps = steps(series, engine);
    let mut said = told(&steps, &series.measure, names);
    if let Some(pace) = &series.pace {
        said = format!("{said} {}", words::pace::sentence(pace, &series.measure, names));
    }
    let drawing = if program.catalogue.is_document(&series.measure) { None } else { draw(&steps) };
    let measure_page = address::measure(&series.measure);
    let frame = Frame::new(picture, access).below_front().below(address::BODIES, "Bodies");
    let page = SeriesPage {
        frame: frame.below(&address::body(&series.body), body).below(&measure_page, measure),
        drawn: Drawn { id: "series".to_owned(), title: format!("{measure}: {body}"), told: said, drawing },
        title: sentence(series, names),
        rows: series.steps.iter().rev().map(|step| row(step, series, names)).collect(),
        has_targets: series.steps.iter().any(|step| step.target.is_some()),
        goes_on: series.goes_on,
        body: (address::body(&series.body), body),
        measure: (measure_page, measure),
    };
    page.render()
}

/// `Adults who smoke, England: from 19.8% in 2011 to 10.4% in 2024.`
fn sentence(series: &Series, names: Names<'_>) -> String {
    let of = format!("{}, {}", names.measure(&series.measure), names.body(&series.body));
    let said = |(period, figure): (Period, Decimal)| {
        format!("{} {}", names.amount(&series.measure, figure), english::within(period))
    };
    let mut known = series.steps.iter().filter_map(|step| Some((step.period, *step.figure.as_ref().ok()?)));
    match (known.next(), known.next_back()) {
        (Some(first), Some(last)) => format!("{of}: from {} to {}.", said(first), said(last)),
        (Some(one), None) => format!("{of}: {}.", said(one)),
        (None, _) => format!("{of}: no figure that can be used."),
    }
}

fn steps(series: &Series, engine: &Engine) -> Vec<Step> {
    let mut steps: Vec<Step> = series
        .steps
        .iter()
        .map(|step| Step {
            label: heading(step.period),
            value: step.figure.as_ref().ok().copied(),
            target: step.target,
            expected: None,
            is_revised: is_revised(step),
        })
        .collect();
    if let Some(newest) = series.steps.iter().rposition(|step| step.figure.is_ok()) {
        let period = series.steps[newest].period;
        let cell = Cell { measure: series.measure.clone(), body: series.body.clone(), period };
        look_ahead(&mut steps, newest, series.pace.as_ref(), (&cell, engine.evidence()));
    }
    steps
}

/// Whether anything else was ever said.
fn is_revised(step: &SeriesStep) -> bool {
    let mut reports = step.reports.iter();
    let first = reports.next();
    first.is_some_and(|first| reports.any(|other| other.report != first.report))
}

fn row(step: &SeriesStep, series: &Series, names: Names<'_>) -> Row {
    let amount = |value| names.amount(&series.measure, value);
    let alike = step.reports.chunk_by(say_the_same);
    Row {
        period: heading(step.period),
        figure: step.figure.as_ref().map_or_else(english::why_missing, |value| amount(*value)),
        target: step.target.map(amount).unwrap_or_default(),
        reports: alike.rev().map(|same| report(same, series, names)).collect(),
    }
}

/// Reports that follow each other and say the same, of which there is at least one.
fn report(same: &[Heard], series: &Series, names: Names<'_>) -> Report {
    let (first, again) = (&same[0], &same[1..]);
    let voice = names.voice(first).map(|voice| format!(" ({voice})")).unwrap_or_default();
    Report {
        said: format!("{}{voice}", figure::reported(first, &series.measure, names)),
        first: said(first, names),
        again: again.iter().map(|heard| said(heard, names)).collect(),
    }
}

fn said(heard: &Heard, names: Names<'_>) -> Said {
    let file = &heard.source.file;
    let published = match heard.vintage {
        Vintage::At(moment) => names.day(moment),
        Vintage::Backfill => String::new(),
    };
    let receipt = (!file.is_reply()).then(|| address::report(&file.hash));
    Said { published, place: figure::place(heard), receipt }
}

/// Whether two reports say the same for the same.
fn say_the_same(one: &Heard, other: &Heard) -> bool {
    (one.report, one.status) == (other.report, other.status)
        && one.source.file.speaks_for == other.source.file.speaks_for
}
