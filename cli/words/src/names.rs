//! Names of things and amounts, as people write them.

use crate::{english, papers};
use engine::evaluate::Finding;
use engine::model::{BodyId, Cell, MeasureId, Period, Unit};
use engine::program::Program;
use jiff::Timestamp;
use rust_decimal::Decimal;

/// What a cell is named beside, and so need not be said again.
#[derive(Clone, Copy)]
pub(crate) struct Beside<'a> {
    pub(crate) measure: Option<&'a MeasureId>,
    pub(crate) body: Option<&'a BodyId>,
    pub(crate) period: Option<Period>,
}

impl<'a> Beside<'a> {
    /// Beside a cell.
    pub(crate) fn of(cell: &'a Cell) -> Self {
        Self { measure: Some(&cell.measure), body: Some(&cell.body), period: Some(cell.period) }
    }
}

/// Knows the names that a program gives to things.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub program: &'a Program,
}

impl<'a> Names<'a> {
    /// Why a part has its verdict.
    pub(crate) fn reason(self, finding: &Finding) -> String {
        crate::finding::reason(finding, &self.program.catalogue)
    }

    pub fn body(self, body: &'a BodyId) -> &'a str {
        self.program.catalogue.body_name(body)
    }

    pub fn measure(self, measure: &'a MeasureId) -> &'a str {
        self.program.catalogue.measures.get(measure).map_or(measure.as_str(), |measure| &measure.title)
    }

    /// A cell by its measure, body and period.
    pub fn cell(self, cell: &Cell) -> String {
        self.cell_beside(cell, Beside { measure: None, body: None, period: None })
    }

    /// A cell by what sets it apart.
    pub(crate) fn cell_beside(self, cell: &Cell, beside: Beside<'_>) -> String {
        let measure = (beside.measure != Some(&cell.measure)).then(|| self.measure(&cell.measure).to_owned());
        let body = (beside.body != Some(&cell.body)).then(|| self.body(&cell.body).to_owned());
        let period = (beside.period != Some(cell.period)).then(|| english::period(cell.period));
        let said: Vec<String> = [measure, body, period].into_iter().flatten().collect();
        english::capitalised(&said.join(", "))
    }

    /// A figure with its unit; a long fraction is cut to two places for reading.
    pub fn amount(self, measure: &MeasureId, value: Decimal) -> String {
        if self.unit(measure) == Some(&Unit::Document) {
            return papers::in_force_until(value);
        }
        let figure = english::number(value.round_dp(2));
        match self.unit(measure) {
            Some(Unit::Percent) => format!("{figure}%"),
            Some(Unit::Pounds) => format!("£{figure}"),
            Some(Unit::Other(unit)) => format!("{figure} {unit}"),
            Some(Unit::Count | Unit::Document) | None => figure,
        }
    }

    /// Whether a measure counts things one by one, so that there can be fewer of them.
    pub fn counts(self, measure: &MeasureId) -> bool {
        matches!(self.unit(measure), Some(Unit::Count | Unit::Other(_)))
    }

    fn unit(self, measure: &MeasureId) -> Option<&'a Unit> {
        self.program.catalogue.measures.get(measure).map(|measure| &measure.unit)
    }

    /// The day on which a moment falls where the project is.
    pub fn day(self, moment: Timestamp) -> String {
        english::date(self.program.calendar.day(moment))
    }

    /// The last day on which a report was in time.
    pub fn due_day(self, overdue_from: Timestamp) -> String {
        let day = self.program.calendar.day(overdue_from);
        english::date(day.yesterday().unwrap_or(day))
    }
}

/// A body with the person to be told: `Council (Director of Housing)`.
pub fn with_owner(name: &str, owner: Option<&str>) -> String {
    owner.map_or_else(|| name.to_owned(), |owner| format!("{name} ({owner})"))
}

/// A period at the beginning of a line.
pub fn heading(period: Period) -> String {
    english::capitalised(&english::period(period))
}
