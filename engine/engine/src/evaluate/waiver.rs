//! What a waiver covers: what was known when it was given, as it had been received by then. What came to be known later and is worse is
//! a matter of its own.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::evaluator::Evaluator;
use super::instance::{InstanceIx, Work};
use super::period::PeriodState;
use super::responses::Answer;
use crate::model::{Better, Cell, Report, Response, ResponseKind, Scope};

impl Evaluator {
    /// Whether an answer bears on what an instance found, as its own figure stands now, be it reported or worked out.
    pub(super) fn covers(&self, ix: InstanceIx, answer: &Answer<'_>) -> bool {
        let Response { submission, scope, at, .. } = answer.response();
        let instance = self.state.instance(ix);
        if submission.kind != ResponseKind::Waive || !matches!(instance.work, Work::Part(_)) {
            return true;
        }
        let cell = self.own_cell(ix);
        let Ok(now) = self.evidence.value(&cell) else { return true };
        match answer.saw(&cell).or_else(|| self.published_by(&cell, *at)) {
            Some(then) => !self.is_worse(&cell, (then, now)),
            // Its silence was waived, or the part was named, and with it whatever it was going to report.
            None => *scope != Scope::Whole || *at >= instance.deadlines.grace_ends,
        }
    }

    /// The value of a report that had been published by a moment: of a part that was not owed yet when it was waived, nothing was seen.
    fn published_by(&self, cell: &Cell, moment: Timestamp) -> Option<Decimal> {
        match self.evidence.history(cell)?.known_at(moment)?.report {
            Report::Value(value) => Some(value),
            Report::Absent(_) => None,
        }
    }

    /// The figures that are known of all that a waiver is about.
    pub(super) fn seen_by(&self, response: &Response) -> BTreeMap<Cell, Decimal> {
        let Response { obligation, periods, submission, .. } = response;
        let owed = self.state.find(obligation).map(|ix| self.state.obligation(ix));
        let Some(owed) = owed.filter(|_| submission.kind == ResponseKind::Waive) else {
            return BTreeMap::new();
        };
        let concerned = periods.iter().filter_map(|period| owed.opened(*period));
        let cells = concerned.flat_map(PeriodState::parts).map(|(_, ix)| self.own_cell(ix));
        cells.filter_map(|cell| self.evidence.value(&cell).ok().map(|value| (cell, value))).collect()
    }

    fn is_worse(&self, cell: &Cell, (then, now): (Decimal, Decimal)) -> bool {
        let measure = self.in_force().catalogue.measures.get(&cell.measure);
        match measure.map(|measure| measure.better) {
            Some(Better::Higher) => now < then,
            Some(Better::Lower) => now > then,
            None => false,
        }
    }
}
