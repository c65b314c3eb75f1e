//! Forecasts: how what officials expected came out, by the figures as they are known. No finding hangs on it.

use jiff::Timestamp;

use super::evaluator::Evaluator;
use super::state::ObligationState;
use crate::model::{Better, Enclosed, Forecast, ForecastOutcome, Response};
use crate::program::Part;

impl Evaluator {
    /// A response with how the forecast came out that it makes; any other as it is.
    pub(crate) fn with_outcome(&self, response: &Response, now: Timestamp) -> Response {
        let mut response = response.clone();
        if let Enclosed::Forecast(forecast) = &mut response.enclosed {
            let owed = self.state.find(&response.obligation).map(|ix| self.state.obligation(ix));
            forecast.outcome =
                owed.map_or(ForecastOutcome::Open, |owed| self.outcome(forecast, owed, (response.at, now)));
        }
        response
    }

    fn outcome(
        &self,
        forecast: &Forecast,
        owed: &ObligationState,
        (made, now): (Timestamp, Timestamp),
    ) -> ForecastOutcome {
        let Some(program) = &self.program else { return ForecastOutcome::Open };
        let Forecast { cell, value: expected, .. } = forecast;
        let Some(measure) = program.catalogue.measures.get(&cell.measure) else {
            return ForecastOutcome::Open;
        };
        if let Ok(figure) = self.evidence.value(cell) {
            let is_as_good = match measure.better {
                Better::Higher => figure >= *expected,
                Better::Lower => figure <= *expected,
            };
            let came = if is_as_good { ForecastOutcome::CameTrue } else { ForecastOutcome::FellShort };
            return came(figure);
        }
        let terms = owed.obligation().terms_of(cell.period);
        let is_of = |part: &&Part| part.duty.measure == cell.measure && *part.about() == cell.body;
        let teller = terms.parts.iter().find(is_of).map_or(&cell.body, |part| &part.by);
        let ends = terms.due.grace_ends(cell.period, program.calendar_of(teller));
        // Of what was overdue already when it was said, nothing was to come in time.
        if made < ends && ends <= now { ForecastOutcome::NotReported } else { ForecastOutcome::Open }
    }
}
