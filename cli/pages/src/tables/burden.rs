//! What bodies are asked for, with a row for each measure of each body; and what rests with nobody, with a row for each.

use app::matrix::{BodyBurden, Coverage};
use engine::program::Program;

use super::row::row;

const ASKED: [&str; 6] = ["body", "body_name", "measure", "title", "reports_in_a_year", "asked_by"];
const NOBODY: [&str; 3] = ["what", "id", "name"];

/// A heading, and a row for each measure that a body is asked for.
pub fn burden_table(bodies: &[BodyBurden], program: &Program) -> String {
    let (register, mut table) = (&program.catalogue, row(&ASKED.map(str::to_owned)));
    for BodyBurden { body, asked, .. } in bodies {
        for one in asked {
            let by: Vec<String> = one.by.iter().map(ToString::to_string).collect();
            table.push_str(&row(&[
                body.to_string(),
                register.body_name(body).to_owned(),
                one.measure.to_string(),
                register.measure_title(&one.measure).to_owned(),
                one.reports.to_string(),
                by.join("; "),
            ]));
        }
    }
    table
}

/// A heading, and a row for whatever rests with nobody.
pub fn coverage_table(coverage: &Coverage, program: &Program) -> String {
    let (register, mut table) = (&program.catalogue, row(&NOBODY.map(str::to_owned)));
    for (what, measures) in [("outcome-unowed", &coverage.outcomes), ("measure-unjudged", &coverage.unjudged)]
    {
        for id in measures {
            table.push_str(&row(&[what.to_owned(), id.to_string(), register.measure_title(id).to_owned()]));
        }
    }
    for id in &coverage.untouched {
        table.push_str(&row(&[
            "body-untouched".to_owned(),
            id.to_string(),
            register.body_name(id).to_owned(),
        ]));
    }
    table
}
