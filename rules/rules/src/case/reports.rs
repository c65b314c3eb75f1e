//! From a series of figures to reports, each with the moment at which it arrives.

use std::sync::Arc;

use engine::model::{Calendar, Cell, Observation, Period, Source, SourceFile, Vintage};
use jiff::{Span, Timestamp};

use super::clock::{Clock, on_calendar};
use super::names::TestNames;
use crate::declare::YEARS;
use crate::declare::case::{Arrival, Said, SeriesDeclaration};
use crate::diagnostic::Code;

/// When the first figures of a series arrive, as far as that can be said before the start of the test is known.
pub(super) fn first_arrival(
    series: &SeriesDeclaration,
    every: Option<engine::model::Cadence>,
    calendar: &Calendar,
) -> Option<Timestamp> {
    let days = match &series.arrival {
        Arrival::At(at) => return on_calendar(*at.get_ref(), calendar),
        Arrival::DaysAfter(days) => *days,
    };
    let first = every?.parse(series.from.as_ref()?.get_ref()).ok()?;
    let is_said = |said: &Said| !matches!(said, Said::Nothing);
    let place = series.figures.as_ref()?.iter().position(is_said)?;
    Some(arrives(first.step(i32::try_from(place).ok()?), days, calendar))
}

/// Every report of a series with the moment of its arrival.
pub(super) fn reports(
    series: &SeriesDeclaration,
    names: &TestNames<'_>,
    clock: &Clock,
    file: &Arc<SourceFile>,
) -> Option<Vec<(Timestamp, Observation)>> {
    let measure = series.measure.as_ref().and_then(|name| names.measure(name.get_ref(), name.span()));
    let body = series.body.as_ref().and_then(|name| names.body(name.get_ref(), name.span()));
    let (measure, every) = measure?;
    let (from, figures) = (series.from.as_ref()?, series.figures.as_ref()?);
    let first = names.period(every, from.get_ref(), from.span())?;
    let periods: Vec<Period> = (0..).take(figures.len()).map(|step| first.step(step)).collect();
    if periods.last().is_some_and(|last| last.last_day().year() > *YEARS.end()) {
        let fault = format!("the figures run on beyond the year {}", YEARS.end());
        return names.report(names.error(Code::InvalidPeriod, fault, from.span()));
    }
    let body = body?;
    let line = names.source.line(series.header.start);
    let mut found = Vec::new();
    for (period, said) in periods.into_iter().zip(figures) {
        let Said::Report(report, status) = *said else { continue };
        let received = match &series.arrival {
            Arrival::At(at) => clock.moment(*at.get_ref())?,
            Arrival::DaysAfter(days) => arrives(period, *days, &clock.calendar),
        };
        let observation = Observation {
            paper: None,
            cell: Cell { measure: measure.clone(), body: body.clone(), period },
            report,
            status: status.unwrap_or(series.status),
            vintage: if series.is_backfill { Vintage::Backfill } else { Vintage::At(received) },
            source: Source { file: Arc::clone(file), line },
        };
        found.push((received, observation));
    }
    Some(found)
}

fn arrives(period: Period, days: u32, calendar: &Calendar) -> Timestamp {
    calendar.start_of_day(period.last_day().saturating_add(Span::new().days(i64::from(days))))
}
