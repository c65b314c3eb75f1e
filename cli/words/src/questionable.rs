//! Figures that are possible, and far from all before them: what they are, and what was usual.

use engine::evidence::{Heard, Questionable};
use engine::model::{Cell, MeasureId};

use crate::english;
use crate::figure::place;
use crate::names::Names;

/// Over the figures.
pub const HEADING: &str = "Questionable figures";
/// What such a figure is called.
pub const KIND: &str = "questionable";
/// So many figures are told one by one.
const MOST_TOLD: usize = 8;
/// So many are told where an alert rests on them.
const MOST_IN_ALERT: usize = 3;

/// A questionable figure, with where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct QuestionableFigure {
    pub cell: Cell,
    pub heard: Heard,
    pub questionable: Questionable,
}

/// The figures, each in a line.
pub fn lines(figures: &[QuestionableFigure], names: Names<'_>) -> Vec<String> {
    let told = figures.iter().take(MOST_TOLD).map(|figure| line(figure, names));
    let more = figures.len().saturating_sub(MOST_TOLD);
    let more = (more > 0).then(|| format!("and {}", english::count(more, "more figure")));
    told.chain(more).collect()
}

/// What an alert says that rests on such figures; nothing where there are none.
pub fn in_alert(figures: &[QuestionableFigure], names: Names<'_>) -> Option<String> {
    let mut told: Vec<String> =
        figures.iter().take(MOST_IN_ALERT).map(|figure| line(figure, names)).collect();
    let more = figures.len().saturating_sub(MOST_IN_ALERT);
    told.extend((more > 0).then(|| english::count(more, "more figure")));
    (!told.is_empty()).then(|| format!("Questionable, and used all the same: {}", told.join("; ")))
}

/// A figure beside what was usual, with where it stands.
pub fn line(figure: &QuestionableFigure, names: Names<'_>) -> String {
    format!("{} ({})", said(&figure.cell, figure.questionable, names), place(&figure.heard))
}

/// A figure beside what was usual: `Homes, North Council, May 2024: 9,300 where the last eight lay between 80 and 95`.
pub fn said(cell: &Cell, questionable: Questionable, names: Names<'_>) -> String {
    let value = names.amount(&cell.measure, questionable.value);
    format!("{}: {value} where {}", names.cell(cell), usual(&cell.measure, questionable, names))
}

/// What was usual: `the last eight lay between 80 and 95`.
pub fn usual(measure: &MeasureId, questionable: Questionable, names: Names<'_>) -> String {
    let Questionable { before, least, most, .. } = questionable;
    let number = english::figure(before);
    let [least, most] = [least, most].map(|value| names.amount(measure, value));
    if least == most {
        return format!("the last {number} were {least}");
    }
    format!("the last {number} lay between {least} and {most}")
}
