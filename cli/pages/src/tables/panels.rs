//! What panels say: a row for each of them, and of one a row for each figure.

use app::panels::{Panel, PanelFigure, Readers};
use engine::program::Program;
use words::panel as say;

use super::row::row;

const PANELS: [&str; 5] = ["panel", "name", "figures", "contested", "unanswered"];
const FIGURES: [&str; 9] =
    ["measure", "measure_title", "body", "body_name", "period", "people_say", "official", "state", "told"];

/// A heading, and a row for each panel.
pub fn panels_table(panels: &[Panel], program: &Program) -> String {
    let mut table = row(&PANELS.map(str::to_owned));
    for panel in panels {
        let (contested, unanswered) = panel.counts();
        table.push_str(&row(&[
            panel.voice.to_string(),
            say::name(&panel.voice, program).to_owned(),
            panel.figures.len().to_string(),
            contested.to_string(),
            unanswered.to_string(),
        ]));
    }
    table
}

/// A heading, and a row for each figure of a panel.
pub fn panel_table(figures: &[PanelFigure], program: &Program, readers: Readers) -> String {
    let (register, mut table) = (&program.catalogue, row(&FIGURES.map(str::to_owned)));
    for figure in figures {
        let cell = &figure.cell;
        table.push_str(&row(&[
            cell.measure.to_string(),
            register.measure_title(&cell.measure).to_owned(),
            cell.body.to_string(),
            register.body_name(&cell.body).to_owned(),
            cell.period.to_string(),
            say::said(&figure.said, &cell.measure, program),
            figure.official_words(program),
            figure.side.as_str().to_owned(),
            figure.answers_in_words(program, readers).join(" "),
        ]));
    }
    table
}
