//! A forecast that is made by a reply: of which figure, in bounds, and before that is known.

use super::paper::Reported;
use super::refusal::Refusal;
use super::reply::ForecastWords;
use crate::model::{ContributionId, Forecast, ForecastOutcome, Period};
use crate::program::{Part, Program};

impl Reported<'_> {
    /// The figure that is expected, looked up.
    pub(super) fn forecast(&self, words: ForecastWords, program: &Program) -> Result<Forecast, Refusal> {
        let ForecastWords { value, period: named } = words;
        let period = self.period_of(&named).ok_or_else(|| self.no_figure(&named))?;
        let terms = self.owed.obligation().terms_of(period);
        let catalogue = &program.catalogue;
        let is_meant = |part: &&Part| {
            self.scope.includes(&part.id)
                && part.is_owed(period, catalogue)
                && !catalogue.is_document(&part.duty.measure)
        };
        let parts: Vec<&Part> = terms.parts.iter().filter(is_meant).collect();
        let cell = |part: &&Part| part.cell(period, terms.due, catalogue, &program.calendar);
        let mut cells: Vec<_> = parts.iter().map(cell).collect();
        cells.dedup();
        let cell = match &cells[..] {
            [] => return Err(self.no_figure(&named)),
            [cell] => cell.clone(),
            _ => {
                let known: Vec<ContributionId> =
                    parts.iter().filter_map(|part| part.id.contribution()).cloned().collect();
                return Err(Refusal::SeveralFigures { alert: self.alert.to_owned(), known });
            }
        };
        if self.engine.evidence().value(&cell).is_ok() {
            return Err(Refusal::FigureKnown { period });
        }
        let measure = catalogue.measures.get(&cell.measure);
        if measure.is_some_and(|measure| !measure.bounds.hold(value)) {
            return Err(Refusal::OutOfBounds { value, measure: cell.measure });
        }
        Ok(Forecast { cell, value, outcome: ForecastOutcome::Open })
    }

    /// The period by its name, or by a day in it; none where it is not owed.
    fn period_of(&self, named: &str) -> Option<Period> {
        let owed = self.owed.obligation();
        let of_day = || named.trim().parse().ok().map(|day| owed.every.containing(day));
        let period = owed.every.parse(named.trim()).ok().or_else(of_day)?;
        let is_owed = owed.from <= period && owed.last_owed().is_none_or(|last| period <= last);
        is_owed.then_some(period)
    }

    fn no_figure(&self, named: &str) -> Refusal {
        Refusal::NoFigureOwed { obligation: self.owed.reference().clone(), period: named.to_owned() }
    }
}
