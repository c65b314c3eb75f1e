//! Observations field by field, on their way to the wire.

use engine::model::{Observation, Vintage};

use super::column::{Column, Dictionary};
use super::figures::{split_period, split_report, split_status};
use super::moment::moment;
use super::wire::{self, Moment, Str};

/// Observations taken apart into their fields.
#[derive(Default)]
pub(super) struct Rows<'e> {
    measures: Dictionary<&'e str>,
    bodies: Dictionary<&'e str>,
    periods: Dictionary<wire::Period>,
    vintages: Dictionary<Option<Moment>>,
    measure: Vec<u32>,
    body: Vec<u32>,
    period: Vec<u32>,
    form: Vec<u32>,
    mantissas: Vec<u128>,
    status: Vec<u32>,
    vintage: Vec<u32>,
    file: Vec<u32>,
    line: Vec<u32>,
    last_line: u32,
}

impl<'e> Rows<'e> {
    pub(super) fn push(&mut self, observation: &'e Observation, file: u32) {
        let (form, mantissa) = split_report(observation.report);
        let line = observation.source.line;
        self.measure.push(self.measures.number(observation.cell.measure.as_str()));
        self.body.push(self.bodies.number(observation.cell.body.as_str()));
        self.period.push(self.periods.number(split_period(observation.cell.period)));
        self.form.push(form);
        self.mantissas.extend(mantissa);
        self.status.push(split_status(observation.status));
        self.vintage.push(self.vintages.number(match observation.vintage {
            Vintage::Backfill => None,
            Vintage::At(published) => Some(moment(published)),
        }));
        self.file.push(file);
        self.line.push(line.wrapping_sub(std::mem::replace(&mut self.last_line, line)));
    }

    pub(super) fn split(self, string: &mut impl FnMut(&'e str) -> Str) -> wire::Observations {
        wire::Observations {
            measures: self.measures.into_things().map(&mut *string).collect(),
            bodies: self.bodies.into_things().map(string).collect(),
            periods: self.periods.into_things().collect(),
            vintages: self.vintages.into_things().collect(),
            measure: Column::pack(self.measure),
            body: Column::pack(self.body),
            period: Column::pack(self.period),
            form: Column::pack(self.form),
            mantissas: self.mantissas,
            status: Column::pack(self.status),
            vintage: Column::pack(self.vintage),
            file: Column::pack(self.file),
            line: Column::pack(self.line),
        }
    }
}
