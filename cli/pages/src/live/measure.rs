//! The page of one measure: what it counts and who reports it, its newest figures body by body, those in doubt, and how reports came.

use app::published::Picture;
use askama::Template;
use engine::Engine;
use engine::model::Measure;
use engine::program::Program;
use words::{declaration, english};

use super::address;
use super::files::CameIn;
use super::frame::{Access, Frame};
use super::panels::{PanelLink, panels_that_speak};
use super::tabled::tabled;
use crate::catalogue::Table;

#[derive(Template)]
#[template(path = "live/measure.html")]
struct MeasurePage<'p> {
    frame: Frame<'p>,
    title: &'p str,
    facts: Vec<(&'static str, String)>,
    targets: &'p [TargetLine],
    panels: Vec<PanelLink>,
    stood: Vec<Table>,
    came_in: CameIn,
}

/// A target of a measure, beside which a change of it begins.
pub struct TargetLine {
    /// `78 by 2025-03-31`.
    pub told: String,
    pub mission: String,
    /// Where the value stands in the mission's text.
    pub place: String,
}

impl TargetLine {
    fn href(&self) -> String {
        address::propose(&self.mission, &self.place)
    }
}

/// One measure, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn measure(
    picture: &Picture,
    measure: &Measure,
    (engine, program): (&Engine, &Program),
    targets: &[TargetLine],
    access: Access,
) -> askama::Result<String> {
    let page = MeasurePage {
        frame: Frame::new(picture, access).below_front(),
        title: &measure.title,
        facts: facts(measure, program),
        targets,
        panels: panels_that_speak(picture, (engine, program), |cell| cell.measure == measure.id),
        stood: measure_tables(picture, measure, engine),
        came_in: CameIn::of(engine, |cell| cell.measure == measure.id),
    };
    page.render()
}

/// Its figures and reports as tables.
pub fn measure_tables(picture: &Picture, measure: &Measure, engine: &Engine) -> Vec<Table> {
    tabled(picture, engine, |stood| stood.of_measure(&measure.id))
}

fn facts(measure: &Measure, program: &Program) -> Vec<(&'static str, String)> {
    let facts = [
        ("Identifier", measure.id.to_string()),
        ("Unit", declaration::unit(&measure.unit)),
        ("How often", english::cadence(measure.every).to_string()),
        ("Which way is better", declaration::better(measure.better).to_string()),
        ("Who reports it", declaration::reporters(measure, &program.catalogue)),
        ("When it is due", declaration::due(measure.due, measure.every)),
        ("How it adds up", declaration::adds_up(&measure.adds_up).to_string()),
    ];
    facts.into_iter().filter(|(_, told)| !told.is_empty()).collect()
}
