//! What a waiver covers: what was known when it was given. What came to be known later and is worse is a matter of its own.

use super::evaluator::Evaluator;
use super::instance::{InstanceIx, Work};
use super::responses::Answer;
use crate::model::{Better, Cell, Report, Response, ResponseKind, Scope};

impl Evaluator {
    /// Whether an answer bears on what an instance found, as its own figure stands now.
    pub(super) fn covers(&self, ix: InstanceIx, answer: &Answer<'_>) -> bool {
        let Response { submission, scope, at, .. } = answer.response();
        let instance = self.state.instance(ix);
        let (ResponseKind::Waive, Work::Part(place)) = (submission.kind, instance.work) else { return true };
        let opened = &self.state.obligation(instance.obligation).periods[instance.opened];
        let part = &opened.terms.parts[place];
        let measure = part.duty.measure.clone();
        let cell = Cell { measure, body: part.about().clone(), period: opened.period };
        let Some(history) = self.evidence.history(&cell) else { return true };
        let Report::Value(now) = history.current().report else { return true };
        match history.known_at(*at).map(|heard| heard.report) {
            Some(Report::Value(then)) => !self.is_worse(&cell, (then, now)),
            // Its silence was waived, or the part was named, and with it whatever it was going to report.
            _ => *scope != Scope::Whole || *at >= instance.deadlines.grace_ends,
        }
    }

    fn is_worse(&self, cell: &Cell, (then, now): (rust_decimal::Decimal, rust_decimal::Decimal)) -> bool {
        let measure = self.in_force().catalogue.measures.get(&cell.measure);
        match measure.map(|measure| measure.better) {
            Some(Better::Higher) => now < then,
            Some(Better::Lower) => now > then,
            None => false,
        }
    }
}
