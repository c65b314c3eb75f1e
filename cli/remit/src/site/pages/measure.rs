//! A measure: what it is, who reports it, and what it is to reach.

use ::words::english;
use askama::Template;
use engine::model::{AddsUp, Measure, Reporters, Target};
use engine::program::Program;

use super::frame::Frame;
use crate::site::address::Link;
use crate::site::owed::{measure_link, obligation_link, owed};
use crate::site::trajectory::{Trajectory, draw};
use crate::site::words;

#[derive(Template)]
#[template(path = "docs/measure.html")]
struct MeasurePage<'a> {
    frame: &'a Frame,
    measure: &'a Measure,
    unit: String,
    every: &'static str,
    better: &'static str,
    class: Option<&'static str>,
    due: String,
    adds_up: &'static str,
    ratio: Option<(Link, Link)>,
    reporters: String,
    targets: Vec<Aim>,
    obligations: Vec<Link>,
}

impl MeasurePage<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "measures.html";
}

/// A target in words, in figures and as a line.
struct Aim {
    title: String,
    /// What the drawing says, for those who do not see it.
    told: String,
    points: Vec<(String, String)>,
    drawing: Option<Trajectory>,
}

pub(in crate::site) fn measure(
    frame: &Frame,
    program: &Program,
    measure: &Measure,
) -> askama::Result<String> {
    let (adds_up, ratio) = match &measure.adds_up {
        AddsUp::Sum => ("A body’s figure is the sum of the figures of those below it.", None),
        AddsUp::Ratio { numerator, denominator } => {
            let links = (measure_link(program, numerator), measure_link(program, denominator));
            ("A hundred times one measure over another.", Some(links))
        }
        AddsUp::Alone => ("It does not add up: each body’s figure stands alone.", None),
    };
    let mut judged: Vec<Link> = Vec::new();
    for part in owed(program).iter().filter(|owed| owed.part.duty.measure == measure.id) {
        let link = obligation_link(part.mission, part.obligation);
        if !judged.contains(&link) {
            judged.push(link);
        }
    }
    let targets = program.catalogue.targets.iter().filter(|target| target.measure == measure.id);
    let page = MeasurePage {
        frame,
        measure,
        unit: words::unit(&measure.unit),
        every: english::cadence(measure.every),
        better: words::better(measure.better),
        class: measure.class.map(words::class),
        due: words::due(measure.due, measure.every),
        adds_up,
        ratio,
        reporters: reporters(program, measure),
        targets: targets.map(|target| aim(program, target)).collect(),
        obligations: judged,
    };
    page.render()
}

fn reporters(program: &Program, measure: &Measure) -> String {
    match &measure.reporters {
        Reporters::Anyone if matches!(measure.adds_up, AddsUp::Ratio { .. }) => {
            "Nobody has to: it is worked out from two other measures.".to_owned()
        }
        Reporters::Anyone => "Any body that is asked about it.".to_owned(),
        Reporters::Kind(kind) => format!("Every body of the kind “{kind}”."),
        Reporters::Listed(bodies) => {
            let names: Vec<&str> = bodies.iter().map(|body| program.catalogue.body_name(body)).collect();
            format!("{}.", english::list(&names))
        }
    }
}

fn aim(program: &Program, target: &Target) -> Aim {
    let whom = target.body.as_ref().map_or("every body", |body| program.catalogue.body_name(body));
    let from = english::date(target.effective_from);
    let title = match target.effective_to {
        Some(last) => format!("For {whom}, in force from {from} to {}", english::date(last)),
        None => format!("For {whom}, in force from {from}"),
    };
    let points: Vec<(String, String)> =
        target.points.iter().map(|point| (english::date(point.by), english::number(point.value))).collect();
    let said: Vec<String> = points.iter().map(|(day, value)| format!("{value} by {day}")).collect();
    let drawing = draw(target);
    let scale = if drawing.is_some() { " The drawing does not begin at nought." } else { "" };
    let said = english::list(&said);
    let told =
        format!("The line asks for {said}. It is straight between two dates, and level outside them.{scale}");
    Aim { title, told, points, drawing }
}
