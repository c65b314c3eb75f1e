//! A figure with where it came from.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::evidence::{Disagreement, Evidence, Gap, Heard, Questionable, WhyAbsent};
use crate::model::{Calendar, Cell, UnusedReport};

/// A figure with where it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    pub cell: Cell,
    /// Its value, or why there is none.
    pub value: Result<Decimal, WhyAbsent>,
    /// What came in for it and could not be used, where it was not reported otherwise.
    pub unused: Option<Arc<UnusedReport>>,
    /// Every report of it, in order of precedence: the last is in force.
    pub reports: Vec<Heard>,
    /// How many of the last of these disagree.
    pub rivals: usize,
    /// How they do.
    pub disagreement: Option<Disagreement>,
    /// How far it lies from those before it, where that is far.
    pub questionable: Option<Questionable>,
    /// The figures that it is derived from.
    pub inputs: Vec<Figure>,
}

impl Figure {
    /// The figure as it stands.
    pub(super) fn of(evidence: &Evidence, cell: Cell) -> Self {
        let inputs = evidence.inputs(&cell).into_iter().map(|input| Self::of(evidence, input)).collect();
        let (reports, rivals) = evidence.reports(&cell);
        let questionable = evidence.questionable(&cell);
        let disagreement = evidence.disagreement(&cell);
        let value = evidence.value(&cell);
        let unused = value.as_ref().err().and_then(|gap| gap.unused.clone());
        let value = value.map_err(|gap| gap.why);
        Self { cell, value, unused, reports, rivals, disagreement, questionable, inputs }
    }

    /// Names the files that wait for the end of an embargo and may hold what a gap lacks: the figure itself, or those that it is made of.
    pub(super) fn wait_for(&mut self, gap: &Gap, evidence: &Evidence, calendar: &Calendar) {
        if self.cell == gap.cell {
            return self.name_waiting(evidence, calendar);
        }
        self.inputs.iter_mut().for_each(|input| input.wait_for(gap, evidence, calendar));
    }

    fn name_waiting(&mut self, evidence: &Evidence, calendar: &Calendar) {
        if self.unused.is_none()
            && let Err(gap) = evidence.value(&self.cell)
        {
            self.unused = evidence.waiting_for(&gap, calendar).map(Arc::new);
        }
        self.inputs.iter_mut().for_each(|input| input.name_waiting(evidence, calendar));
    }

    /// The figures that are missing from a sum which has a value all the same, since enough of them are there.
    pub fn lacks(&self) -> Vec<&Self> {
        if self.value.is_err() || !self.reports.is_empty() {
            return Vec::new();
        }
        self.inputs.iter().filter(|input| input.value.is_err()).collect()
    }

    /// The figures that would have to be reported for this one to hold a value: itself, or the missing ones that it is
    /// derived from.
    pub fn missing(&self) -> Vec<&Cell> {
        let from_inputs: Vec<&Cell> = self.inputs.iter().flat_map(Self::missing).collect();
        let is_heir = || self.inputs.iter().all(|input| input.cell.measure == self.cell.measure);
        match self.value {
            Ok(_) => Vec::new(),
            Err(WhyAbsent::NeverReported) if is_heir() => vec![&self.cell],
            Err(_) if self.is_silent_total() => vec![&self.cell],
            Err(_) if from_inputs.is_empty() => vec![&self.cell],
            Err(_) => from_inputs,
        }
    }

    /// Whether it is the total of a breakdown of which nothing came: then the total is missing, and not each value.
    fn is_silent_total(&self) -> bool {
        let is_silent_value = |input: &Self| {
            let total = input.cell.measure.as_part().map(|(total, _)| total);
            total == Some(self.cell.measure.as_str()) && input.value == Err(WhyAbsent::NeverReported)
        };
        !self.inputs.is_empty() && self.inputs.iter().all(is_silent_value)
    }
}
