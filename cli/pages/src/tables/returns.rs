//! Returns, with a row for each; one return, with a row for each of its figures; and the rows of a file, each with what would become of it.

use std::collections::BTreeMap;

use app::returns::{Listed, Return, ReturnFigure};
use engine::model::Report;
use engine::program::Program;
use words::full_receipt::status;
use words::names::Names;

use super::row::row;

const LISTED: [&str; 8] = ["body", "body_name", "period", "figures", "came", "asked", "late", "first_due"];
const FIGURES: [&str; 10] =
    ["body", "period", "measure", "title", "standing", "due", "value", "status", "asked_by", "feeds"];

/// A heading, and a row for each return.
pub fn returns_table(listed: &[Listed], program: &Program) -> String {
    let mut table = row(&LISTED.map(str::to_owned));
    for Listed { body, period, counts } in listed {
        table.push_str(&row(&[
            body.to_string(),
            Names { program }.body(body).to_owned(),
            period.to_string(),
            counts.all.to_string(),
            counts.came.to_string(),
            counts.asked.to_string(),
            counts.late.to_string(),
            counts.first_due.map(|day| day.to_string()).unwrap_or_default(),
        ]));
    }
    table
}

/// A heading, and a row for each figure.
pub fn return_table(sheet: &Return, program: &Program) -> String {
    let mut table = row(&FIGURES.map(str::to_owned));
    for figure in &sheet.figures {
        table.push_str(&row(&fields(figure, program)));
    }
    table
}

/// What would become of the rows of a file, by their lines.
pub fn lines_table(heading: &str, told: &BTreeMap<u32, String>) -> String {
    let mut table = row(&["line".to_owned(), heading.to_owned()]);
    for (line, told) in told {
        table.push_str(&row(&[line.to_string(), told.clone()]));
    }
    table
}

fn fields(figure: &ReturnFigure, program: &Program) -> [String; FIGURES.len()] {
    let cell = figure.cell();
    let value = figure.in_force.and_then(|said| match said.report {
        Report::Value(value) => Some(value.to_string()),
        Report::Absent(_) => None,
    });
    let listed = |all: Vec<String>| all.join("; ");
    [
        cell.body.to_string(),
        cell.period.to_string(),
        cell.measure.to_string(),
        Names { program }.measure(&cell.measure).to_owned(),
        figure.standing.as_str().to_owned(),
        figure.report.timing().due.to_string(),
        value.unwrap_or_default(),
        figure.in_force.map(|said| status(said.status)).unwrap_or_default().to_owned(),
        listed(figure.asked_by.iter().map(ToString::to_string).collect()),
        listed(figure.feeds.iter().map(ToString::to_string).collect()),
    ]
}
