//! By when history without a date was due, so that it is known when it counts from.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Obligation, Program};
use crate::model::{AddsUp, Cell, Due, MeasureId};

/// The deadlines of reports by their measures, by all that says when they are due.
pub struct ReportDues<'p> {
    program: &'p Program,
    dues: BTreeMap<&'p MeasureId, Vec<&'p Due>>,
}

impl<'p> ReportDues<'p> {
    /// A measure is due when it says so itself, and when obligations are that are judged by it or by a ratio of it.
    pub fn of(program: &'p Program) -> Self {
        let mut dues = Self { program, dues: BTreeMap::new() };
        let measures = &program.catalogue.measures;
        for measure in measures.values().filter(|measure| measure.due != Due::ON_LAST_DAY) {
            dues.note(&measure.id, &measure.due);
        }
        // Those about each of many are due alike.
        let declared = program.missions.values().flat_map(|mission| mission.declared());
        let owed = declared.filter_map(|alike| alike.first());
        for (_, terms) in owed.flat_map(Obligation::all_terms) {
            for part in &terms.parts {
                dues.note(&part.duty.measure, &terms.due);
            }
        }
        dues
    }

    /// Notes a deadline of a measure, and of what it is a ratio of.
    fn note(&mut self, measure: &MeasureId, due: &'p Due) {
        let Some((id, measure)) = self.program.catalogue.measures.get_key_value(measure) else { return };
        let inputs = match &measure.adds_up {
            AddsUp::Ratio { numerator, denominator } => vec![numerator, denominator],
            _ => Vec::new(),
        };
        for measure in inputs.into_iter().chain([id]) {
            let known = self.dues.entry(measure).or_default();
            if !known.contains(&due) {
                known.push(due);
            }
        }
    }

    /// When a report without a date became known, of which nobody wrote that down. Before its deadline it makes nothing certain: a breach would
    /// be open for a time in which nobody had to have reported yet. After the first deadline it would be called missing, which it is not.
    pub fn undated_known_from(&self, cell: &Cell) -> Timestamp {
        let calendar = self.program.calendar_of_teller(cell);
        let dues = self.dues.get(&cell.measure).into_iter().flatten();
        let earliest = dues.map(|due| due.overdue_from(cell.period, calendar)).min();
        earliest.unwrap_or_else(|| calendar.end_of_day(cell.period.last_day()))
    }
}
