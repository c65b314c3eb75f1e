//! Names of things and amounts, as people write them.

use crate::{english, papers};
use engine::evaluate::Finding;
use engine::evidence::Heard;
use engine::model::{BodyId, Cell, MeasureId, Party, Period, Report, Unit};
use engine::program::Program;
use jiff::Timestamp;
use rust_decimal::Decimal;

/// How many decimal places are enough for reading.
const PLACES: u32 = 2;

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

    /// For whom a report speaks; none where its feed does not say.
    pub fn voice(self, heard: &'a Heard) -> Option<&'a str> {
        let voice = heard.source.file.speaks_for.as_ref()?;
        let body = self.program.catalogue.bodies.get(voice.as_str());
        Some(body.map_or(voice.as_str(), |body| &body.name))
    }

    /// Whether a report is one of people, beside those who answer for a figure.
    pub fn is_of_people(self, heard: &Heard, measure: &MeasureId) -> bool {
        let measure = self.program.catalogue.measures.get(measure);
        measure.is_some_and(|measure| measure.voices.is_of_people(heard.source.file.speaks_for.as_ref()))
    }

    pub fn measure(self, measure: &'a MeasureId) -> &'a str {
        self.program.catalogue.measure_title(measure)
    }

    /// One end of a relation.
    pub fn party(self, party: &'a Party) -> String {
        match party {
            Party::Body(body) => self.body(body).to_owned(),
            Party::Measure(measure) => self.measure(measure).to_owned(),
            Party::Obligation(reference) => {
                let obligation = self.program.obligation(reference);
                obligation.map_or_else(|| reference.to_string(), |obligation| obligation.title.clone())
            }
            Party::Mission(mission) => {
                let declared = self.program.missions.get(mission);
                declared.map_or_else(|| mission.to_string(), |declared| declared.title.clone())
            }
        }
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

    /// A figure with its unit; a long fraction is cut to two places for reading, or to as many as it takes not to read as zero.
    pub fn amount(self, measure: &MeasureId, value: Decimal) -> String {
        if self.unit(measure) == Some(&Unit::Document) {
            return papers::in_force_until(value);
        }
        self.amount_beside(measure, value, Decimal::ZERO)
    }

    /// What is reported: a figure with its unit, or why there is none.
    pub fn report(self, measure: &MeasureId, report: Report) -> String {
        match report {
            Report::Value(value) => self.amount(measure, value),
            Report::Absent(absence) => english::absence(absence).to_owned(),
        }
    }

    /// A figure with its unit, cut so that it still reads differently from another one beside it.
    pub(crate) fn amount_beside(self, measure: &MeasureId, value: Decimal, other: Decimal) -> String {
        let places = english::places_apart(value, other, PLACES);
        english::with_unit(&english::number(english::rounded(value, places)), self.unit(measure))
    }

    /// By how much two figures of a measure differ: of two shares, in percentage points.
    pub fn difference(self, measure: &MeasureId, by: Decimal) -> String {
        if self.unit(measure) == Some(&Unit::Percent) {
            let points = if by.abs() == Decimal::ONE { "percentage point" } else { "percentage points" };
            return format!("{} {points}", english::number(english::rounded(by, PLACES)));
        }
        self.amount(measure, by)
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
