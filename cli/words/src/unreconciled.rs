//! Figures that were reported in two ways, with nothing to decide between them: what each side says, for both.

use std::collections::BTreeSet;

use engine::evidence::Heard;
use engine::model::Cell;

use crate::english;
use crate::figure::{attributed, place};
use crate::names::Names;
use crate::notice::Notice;

/// Over the figures.
pub const HEADING: &str = "Unreconciled figures";
/// What such a figure is called.
pub const KIND: &str = "unreconciled";
/// So many figures are told one by one.
const MOST_TOLD: usize = 12;

/// A figure with all that was said of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Unreconciled {
    pub cell: Cell,
    /// What was said, the first to come in first.
    pub said: Vec<Heard>,
}

/// The figures, each in a line.
pub fn lines(figures: &[Unreconciled], names: Names<'_>) -> Vec<String> {
    let told = figures.iter().take(MOST_TOLD).map(|figure| line(figure, names));
    let more = figures.len().saturating_sub(MOST_TOLD);
    let more = (more > 0).then(|| format!("and {}", english::count(more, "more figure")));
    told.chain(more).collect()
}

/// `Homes inspected, Gateway Council, Q1 2018: 12 (feeds/f/a.csv, line 2) and 9 (feeds/f/b.csv, line 2)`.
pub fn line(figure: &Unreconciled, names: Names<'_>) -> String {
    let measure = &figure.cell.measure;
    let said: Vec<String> = figure.said.iter().map(|heard| attributed(heard, measure, names)).collect();
    format!("{}: {}", names.cell(&figure.cell), english::list(&said))
}

/// Figures came to be unreconciled.
pub fn notice(figures: &[Unreconciled], names: Names<'_>) -> Notice {
    let count = english::count(figures.len(), "figure");
    let sides: BTreeSet<String> =
        figures.iter().flat_map(|figure| &figure.said).map(|heard| heard.source.file.path.clone()).collect();
    let sides: Vec<String> = sides.into_iter().collect();
    Notice {
        subject: format!("{count} unreconciled"),
        text: format!(
            "For the sender of {}: your reports contradict each other, and the figure is unreconciled. Both are kept. Where nothing says \
             which counts (a date, a status, the name of a file), what they decide is disputed.\n\n{}\n\nAsked of you: agree on the \
             figure, and send it again.",
            english::some_of(&sides, MOST_TOLD),
            lines(figures, names).join("\n")
        ),
    }
}

/// Figures are no longer unreconciled or contested; each stands beside its cell.
pub fn settled(figures: &[(Cell, Option<Heard>)], names: Names<'_>) -> Notice {
    let told = figures.iter().take(MOST_TOLD).map(|(cell, now)| {
        let stands = now.as_ref().map_or_else(String::new, |heard| {
            let figure = crate::figure::reported(heard, &cell.measure, names);
            format!(": {figure} ({})", place(heard))
        });
        format!("{}{stands}", names.cell(cell))
    });
    let mut told: Vec<String> = told.collect();
    if figures.len() > MOST_TOLD {
        told.push(format!("and {}", english::count(figures.len() - MOST_TOLD, "more figure")));
    }
    let count = english::count(figures.len(), "figure");
    Notice {
        subject: format!("{count} reconciled"),
        text: format!(
            "Reports disagreed on {}; now they agree, or a later one decides.\n\n{}",
            if figures.len() == 1 { "a figure" } else { "figures" },
            told.join("\n")
        ),
    }
}
