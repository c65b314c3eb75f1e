//! What an end by evidence leaves unsaid: that less is asked now than was when it was missed. That a figure reaches a lower line is no delivery of the
//! line before, so whoever was told of the miss hears of both lines. It does not say who lowered it, which is told when the texts change.

use std::sync::Arc;

use engine::alert::Alert;
use engine::model::{Better, Cell, Period};
use engine::program::{Obligation, Program};

use crate::english;
use crate::names::Names;

/// By what easier target, and by which other terms, `period` was met than the last one that was missed; in sentences without a full stop.
pub(super) fn asked_less(alert: &Alert, period: Period, program: &Program) -> Vec<String> {
    let Some(obligation) = program.obligation(&alert.id.obligation_ref()) else { return Vec::new() };
    let Some(missed) = alert.periods.iter().copied().rfind(|missed| *missed < period) else {
        return Vec::new();
    };
    let mut said: Vec<String> = Vec::new();
    for part in &obligation.terms_of(period).parts {
        let body = part.about().clone();
        let cell = Cell { measure: part.duty.measure.clone(), body, period };
        let lowered = lowered(&cell, missed, program);
        said.extend(lowered.filter(|sentence| !said.contains(sentence)));
    }
    said.extend(other_terms(obligation, missed, period));
    said
}

/// That the target for a cell is another version than for the period that was missed, and asks for less.
fn lowered(cell: &Cell, missed: Period, program: &Program) -> Option<String> {
    let then = Cell { period: missed, ..cell.clone() };
    let (old, new) = (program.catalogue.target(&then)?, program.catalogue.target(cell)?);
    let day = cell.period.last_day();
    let (asked, asks) = (old.value_on(day)?, new.value_on(day)?);
    let is_easier = match program.catalogue.measures.get(&cell.measure)?.better {
        Better::Higher => asks < asked,
        Better::Lower => asks > asked,
    };
    let names = Names { program };
    let amount = |value, other| names.amount_beside(&cell.measure, value, other);
    (is_easier && old != new).then(|| {
        format!(
            "The target for {} is an easier one since {}: {}, where the one before asked for {}",
            names.measure(&cell.measure),
            english::date(new.effective_from),
            amount(asks, asked),
            amount(asked, asks)
        )
    })
}

/// That terms of a later day hold.
fn other_terms(obligation: &Obligation, missed: Period, period: Period) -> Option<String> {
    let is_same = Arc::ptr_eq(obligation.terms_of(missed), obligation.terms_of(period));
    (!is_same).then(|| {
        format!("Other terms hold {} than held {}", english::within(period), english::within(missed))
    })
}
