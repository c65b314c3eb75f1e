//! Forecasts in words: what was expected of which figure, and how it came out.

use engine::model::{Cell, Forecast, ForecastOutcome, Response};
use engine::program::Program;

use crate::english;
use crate::names::Names;

/// Who expects what, a sentence without its full stop, with how it came out; none where the response makes no forecast.
pub fn made(response: &Response, program: &Program) -> Option<String> {
    let forecast = response.enclosed.forecast()?;
    let Forecast { cell, value, .. } = forecast;
    let names = Names { program };
    let by = &response.submission.by;
    let (day, when) = (english::date(program.calendar.day(response.at)), english::within(cell.period));
    let (amount, whose) = (names.amount(&cell.measure, *value), names.body(&cell.body));
    let reason = match response.submission.reason.trim().trim_end_matches('.') {
        "" => String::new(),
        reason => format!(" ({reason})"),
    };
    let came = outcome(forecast, program).map(|came| format!("; {came}")).unwrap_or_default();
    Some(format!("{by} forecast on {day}: {amount} for {whose} {when}{reason}{came}"))
}

/// The same of a forecast to an alert that is over, beside another one.
pub fn made_earlier(response: &Response, program: &Program) -> Option<String> {
    made(response, program).map(|said| format!("To an alert that is over, {said}"))
}

/// How forecasts came out, taken together, in a sentence; none where there are none.
pub fn together(outcomes: &[ForecastOutcome]) -> Option<String> {
    let number = |is_so: fn(ForecastOutcome) -> bool| outcomes.iter().filter(|one| is_so(**one)).count();
    let told = [
        (number(|one| matches!(one, ForecastOutcome::CameTrue(_))), "came true"),
        (number(|one| matches!(one, ForecastOutcome::FellShort(_))), "fell short"),
        (number(|one| one == ForecastOutcome::NotReported), "had no figure reported in time"),
        (number(|one| one == ForecastOutcome::Open), "may still come true"),
    ];
    let told: Vec<(usize, &str)> = told.into_iter().filter(|(number, _)| *number > 0).collect();
    match (outcomes.len(), &told[..]) {
        (1, [(_, what)]) => Some(format!("The one earlier forecast {what}.")),
        (all, [_, ..]) => {
            let each: Vec<String> =
                told.iter().map(|(number, what)| format!("{} {what}", english::figure(*number))).collect();
            Some(format!("Of {}, {}.", english::count(all, "earlier forecast"), english::list(&each)))
        }
        (_, []) => None,
    }
}

/// How a forecast came out, a clause; none while the figure may still come.
pub fn outcome(forecast: &Forecast, program: &Program) -> Option<String> {
    let Forecast { cell: Cell { measure, .. }, value, outcome } = forecast;
    let amount = |number| Names { program }.amount(measure, number);
    match outcome {
        ForecastOutcome::Open => None,
        ForecastOutcome::CameTrue(figure) => Some(format!("it came true: {}", amount(*figure))),
        ForecastOutcome::FellShort(figure) => {
            let short = (*value - *figure).abs();
            Some(format!(
                "it came to {}, short by {}",
                amount(*figure),
                Names { program }.difference(measure, short)
            ))
        }
        ForecastOutcome::NotReported => Some("no figure was reported in time".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn forecasts_are_counted_by_how_they_came_out() {
        use ForecastOutcome::{CameTrue, FellShort, NotReported, Open};
        let (true_, short) = (CameTrue(Decimal::TEN), FellShort(Decimal::ONE));
        assert_eq!(together(&[]), None);
        assert_eq!(together(&[true_]).as_deref(), Some("The one earlier forecast came true."));
        assert_eq!(
            together(&[short, true_, NotReported, short, Open]).as_deref(),
            Some(
                "Of five earlier forecasts, one came true, two fell short, one had no figure reported in time and one may still come true."
            )
        );
    }
}
