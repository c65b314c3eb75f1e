//! The matrix, and the lists of one body.

use app::matrix::{BodyLists, Cell, Matrix, Owed, RowSubject};
use engine::program::Program;
use words::names::Names;

use super::row::row;
use crate::catalogue::{body_sentences, title_of};

const COLUMNS: [&str; 11] = [
    "mission",
    "outcome",
    "title",
    "body",
    "body_name",
    "what",
    "verdict",
    "period",
    "duties",
    "relations",
    "excepted",
];

/// A heading, and a row for each field.
pub fn matrix_table(matrix: &Matrix, program: &Program) -> String {
    let mut table = row(&COLUMNS.map(str::to_owned));
    let names = Names { program };
    for mission in &matrix.missions {
        for (place, outcome) in mission.rows.iter().enumerate() {
            let id = match outcome {
                RowSubject::Obligation { reference, .. } => reference.to_string(),
                RowSubject::Measure(measure) => format!("measure:{measure}"),
            };
            for body in &mission.bodies {
                let Some(cell) = mission.cell(place, body) else { continue };
                let [what, verdict, period, duties, relations, excepted] = fields(cell);
                table.push_str(&row(&[
                    mission.mission.to_string(),
                    id.clone(),
                    title_of(outcome, program),
                    body.to_string(),
                    names.body(body).to_owned(),
                    what,
                    verdict,
                    period,
                    duties,
                    relations,
                    excepted,
                ]));
            }
        }
    }
    table
}

fn fields(cell: &Cell) -> [String; 6] {
    let worst = cell.owed().and_then(Owed::worst);
    let what = match (cell.owed(), worst) {
        (None, _) if cell.exceptions().is_empty() => "empty",
        (None, _) => "excepted",
        (Some(_), None) => "leads",
        (Some(_), Some(_)) => "owes",
    };
    let duties = cell.owed().map(|owed| &owed.duties[..]).unwrap_or_default();
    let of_worst = duties.iter().find(|duty| Some(duty.verdict()) == worst);
    let period = of_worst.and_then(|duty| duty.newest).map(|(period, _)| period.to_string());
    let relations: Vec<String> = cell.pointed().iter().map(ToString::to_string).collect();
    let reasons: Vec<String> = cell.exceptions().iter().map(|one| one.reason.clone()).collect();
    [
        what.to_owned(),
        worst.map(|worst| worst.as_str().to_owned()).unwrap_or_default(),
        period.unwrap_or_default(),
        duties.len().to_string(),
        relations.join("; "),
        reasons.join("; "),
    ]
}

/// A heading, and a row for each line of each list.
pub fn body_table(lists: &BodyLists, program: &Program) -> String {
    let mut table = row(&["body", "list", "line"].map(str::to_owned));
    for (over, lines) in body_sentences(lists, program) {
        for line in lines {
            table.push_str(&row(&[lists.body.to_string(), over.to_owned(), line]));
        }
    }
    table
}
