//! One return: all that a body is asked to report for a period, with what came and what was reported before.

use app::published::Picture;
use app::returns::{Return, ReturnFigure};
use askama::Template;
use engine::program::Program;
use words::matrix::obligation;
use words::names::Names;
use words::{english, returns as say};

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/return.html")]
struct ReturnPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    body: &'p str,
    body_href: String,
    fill_in: String,
    table: String,
    figures: Vec<Figure<'p>>,
}

struct Figure<'p> {
    href: String,
    title: &'p str,
    stands: String,
    in_force: Option<String>,
    asked_by: Vec<Asked>,
    earlier: Vec<String>,
}

struct Asked {
    href: String,
    title: String,
}

/// One return, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn return_sheet(
    picture: &Picture,
    sheet: &Return,
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let (body, period) = (program.catalogue.body_name(&sheet.body), sheet.period.to_string());
    let page = ReturnPage {
        frame: Frame::new(picture, access).below_front().below(address::RETURNS, "Returns"),
        sentence: say::sentence(body, sheet.period, &sheet.counts()),
        body,
        body_href: address::body(&sheet.body),
        fill_in: address::fill_in(&sheet.body, &period),
        table: format!("{}?format=csv", address::return_of(&sheet.body, &period)),
        figures: sheet.figures.iter().map(|figure| Figure::of(figure, program)).collect(),
    };
    page.render()
}

impl<'p> Figure<'p> {
    fn of(figure: &'p ReturnFigure, program: &'p Program) -> Self {
        let id = &figure.cell().measure;
        let asked = |reference: &_| Asked {
            href: address::obligation(reference),
            title: obligation(reference, program),
        };
        Self {
            href: address::measure(id),
            title: program.catalogue.measure_title(id),
            stands: say::stands(&figure.standing, figure.report.timing().due, program),
            in_force: in_force(figure, program),
            asked_by: figure.asked_by.iter().map(asked).collect(),
            earlier: earlier(figure, program),
        }
    }
}

/// What is in force of a figure, with its unit.
pub(super) fn in_force(figure: &ReturnFigure, program: &Program) -> Option<String> {
    let measure = program.catalogue.measures.get(&figure.cell().measure)?;
    let names = Names { program };
    let worked_out = figure.worked_out.map(|value| say::worked_out(value, measure, names));
    figure.in_force.map(|said| say::said(&said, measure, names)).or(worked_out)
}

/// What was reported before, the newest first: `Q4 2023: 95%`.
pub(super) fn earlier(figure: &ReturnFigure, program: &Program) -> Vec<String> {
    let Some(measure) = program.catalogue.measures.get(&figure.cell().measure) else { return Vec::new() };
    let told = |(period, report): &(_, _)| {
        format!("{}: {}", english::period(*period), say::report(*report, measure, Names { program }))
    };
    figure.earlier.iter().map(told).collect()
}
