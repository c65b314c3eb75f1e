//! The query for figures that are in doubt, and that verdicts rest on all the same. Programs read it as JSON.

use std::collections::{BTreeMap, BTreeSet};

use engine::Engine;
use engine::alert::{Alert, AlertChange};
use engine::evidence::{Evidence, History};
use engine::model::{Cell, ObligationRef};
use serde::Serialize;
use words::contested::Contested;
use words::names::Names;
use words::questionable::QuestionableFigure;

use crate::standing::ProjectStanding;
use crate::unreconciled::{Disputed, disputed};

/// What is in doubt of the figures on which something rests.
#[derive(Default)]
pub struct Doubts {
    pub questionable: Vec<QuestionableFigure>,
    pub contested: Vec<Contested>,
}

impl Doubts {
    /// Of the figures on which an alert rests.
    pub fn of_alert(engine: &Engine, alert: &Alert) -> Self {
        Self::among(engine.evidence(), engine.figures_behind(alert))
    }

    /// Of the figures on which an alert rests that goes on after a change.
    pub fn of_change(engine: &Engine, change: &AlertChange) -> Self {
        match change.ended {
            None => Self::of_alert(engine, &change.alert),
            Some(_) => Self::default(),
        }
    }

    /// What an alert says of them, a sentence for each kind.
    pub fn in_words(&self, names: Names<'_>) -> Vec<String> {
        let questionable = words::questionable::in_alert(&self.questionable, names);
        questionable.into_iter().chain(words::contested::in_alert(&self.contested, names)).collect()
    }

    fn among(evidence: &Evidence, cells: Vec<Cell>) -> Self {
        let mut doubts = Self::default();
        for cell in cells {
            doubts.questionable.extend(questionable(evidence, &cell));
            if let Some(Disputed::Contested(figure)) = disputed(evidence, cell) {
                doubts.contested.push(figure);
            }
        }
        doubts
    }
}

/// The questionable figures on which obligations rest as they stand, by measure, body and period.
pub fn questionable_in(engine: &Engine, standing: &ProjectStanding) -> Vec<QuestionableFigure> {
    let obligations: BTreeSet<&ObligationRef> =
        standing.verdicts.iter().map(|standing| standing.node.obligation()).collect();
    let behind = obligations.into_iter().flat_map(|reference| engine.figures_behind_newest(reference));
    // Few are, so that only those are put in order.
    let figures = behind.filter_map(|cell| Some((questionable(engine.evidence(), &cell)?, cell)));
    let in_order: BTreeMap<Cell, QuestionableFigure> = figures.map(|(figure, cell)| (cell, figure)).collect();
    in_order.into_values().collect()
}

/// A figure with how far it lies from those before it; none where it is not questionable.
pub(crate) fn questionable(evidence: &Evidence, cell: &Cell) -> Option<QuestionableFigure> {
    let questionable = evidence.questionable(cell)?;
    let heard = evidence.history(cell).map(History::current)?;
    Some(QuestionableFigure { cell: cell.clone(), heard, questionable })
}

/// A figure that is far from all before it.
#[derive(Serialize, Debug)]
pub struct WireQuestionable {
    measure: String,
    body: String,
    period: String,
    value: String,
    /// How many figures before it were looked at.
    before: usize,
    least: String,
    most: String,
    file: String,
    line: u32,
}

impl From<&QuestionableFigure> for WireQuestionable {
    fn from(figure: &QuestionableFigure) -> Self {
        let QuestionableFigure { cell: Cell { measure, body, period }, heard, questionable } = figure;
        Self {
            measure: measure.to_string(),
            body: body.to_string(),
            period: period.to_string(),
            value: questionable.value.to_string(),
            before: questionable.before,
            least: questionable.least.to_string(),
            most: questionable.most.to_string(),
            file: heard.source.file.path.clone(),
            line: heard.source.place().line,
        }
    }
}
