//! A measure: what it is, who reports it, and what it is to reach.

use askama::Template;
use engine::model::{AddsUp, Measure, MeasureId, Party, Target};
use engine::program::Program;
use words::{declaration, english, exception, relation};

use super::frame::Frame;
use crate::catalogue::address::Link;
use crate::catalogue::cited::{Cited, all_cited};
use crate::catalogue::owed::{measure_link, obligation_link, owed};
use crate::catalogue::table::Table;
use crate::catalogue::trajectory::{Trajectory, draw};

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
    /// What says that it is to be reported.
    cited: Vec<Cited>,
    adds_up: &'static str,
    roll_up: Option<&'static str>,
    ratio: Option<(Link, Link)>,
    /// What it is divided by, with the measures of the values.
    breakdown: Option<(String, Vec<Link>)>,
    /// The measure of which it is a value.
    total: Option<Link>,
    reporters: String,
    targets: Vec<Aim>,
    obligations: Vec<Link>,
    /// By title, and in a line.
    relations: Vec<(String, String)>,
    /// How it stood, where a day is asked about.
    stood: Vec<Table>,
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
    /// What says that it is to be reached.
    cited: Vec<Cited>,
    /// Whom it does not bind, and why.
    excepted: Vec<String>,
    drawing: Option<Trajectory>,
}

/// So many are named whom a target does not bind.
const MOST_EXCEPTED: usize = 12;

pub(in crate::catalogue) fn measure(
    frame: &Frame,
    program: &Program,
    measure: &Measure,
    stood: Vec<Table>,
) -> askama::Result<String> {
    let ratio = match &measure.adds_up {
        AddsUp::Ratio { numerator, denominator } => {
            Some((measure_link(program, numerator), measure_link(program, denominator)))
        }
        AddsUp::Sum | AddsUp::Alone => None,
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
        unit: declaration::unit(&measure.unit),
        every: english::cadence(measure.every),
        better: declaration::better(measure.better),
        class: measure.class.map(declaration::class),
        due: declaration::due(measure.due, measure.every),
        cited: all_cited(&measure.authority),
        adds_up: declaration::adds_up(&measure.adds_up),
        roll_up: measure.roll_up.map(declaration::roll_up),
        ratio,
        breakdown: breakdown(program, measure),
        total: measure.id.as_part().map(|(total, _)| measure_link(program, &MeasureId::new(total))),
        reporters: declaration::reporters(measure, &program.catalogue),
        targets: targets.map(|target| aim(program, target)).collect(),
        obligations: judged,
        relations: relation::all_of(&Party::Measure(measure.id.clone()), program),
        stood,
    };
    page.render()
}

fn breakdown(program: &Program, measure: &Measure) -> Option<(String, Vec<Link>)> {
    let breakdown = measure.breakdown.as_ref()?;
    let values = breakdown.parts(&measure.id).map(|part| measure_link(program, &part));
    Some((breakdown.name.replace(['_', '-'], " "), values.collect()))
}

fn aim(program: &Program, target: &Target) -> Aim {
    let points = target.points.iter().map(|point| (english::date(point.by), english::number(point.value)));
    let drawing = draw(target);
    let line = declaration::line(target);
    let told = if drawing.is_some() { format!("{line} {}", declaration::SCALE) } else { line };
    let (title, points) = (declaration::target(target, &program.catalogue), points.collect());
    let excepted = exception::of_target(target, program, MOST_EXCEPTED);
    Aim { title, told, points, cited: all_cited(&target.authority), excepted, drawing }
}
