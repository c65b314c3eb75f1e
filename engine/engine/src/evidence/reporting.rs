//! Who reports the figures that a cell is made of, and how many of them have, in time.

use super::{Evidence, Gap, History, PlacedCell, WhyAbsent};
use crate::model::{Arrival, Calendar, Cell, Rate, Vintage};

/// How the reports stand that a cell is made of.
pub(crate) struct Reporting {
    pub(crate) rate: Rate,
    /// The first that has not come.
    pub(crate) open: Option<Gap>,
    /// The cells of all of them.
    pub(crate) reports: Vec<Cell>,
}

impl Evidence {
    /// A cell and all that it is made of, so that whoever asks about the reports is woken by each.
    pub(crate) fn behind(&self, cell: &Cell) -> Vec<Cell> {
        let inputs = self.inputs(cell);
        let behind = inputs.iter().flat_map(|input| self.behind(input));
        std::iter::once(cell.clone()).chain(behind).collect()
    }

    /// How the reports stand that a cell is made of, of those that anybody owes.
    pub(crate) fn reporting(&self, cell: &Cell, calendar: &Calendar) -> Reporting {
        let mut reporting = Reporting { rate: Rate::default(), open: None, reports: Vec::new() };
        let Some(catalogue) = self.catalogue() else { return reporting };
        for PlacedCell { cell: report, .. } in self.reported_for(cell.clone()) {
            let Some(measure) = catalogue.measures.get(&report.measure) else { continue };
            let last = report.period.last_day();
            let is_open = catalogue.bodies.get(&report.body).is_none_or(|body| body.is_open_on(last));
            let has_begun = measure.from.is_none_or(|from| from.first_day() <= report.period.first_day());
            if !is_open || !has_begun || !self.has_reporter(&report) {
                continue;
            }
            let (arrival, gap) = self.arrival(&report, calendar);
            let due =
                measure.due.day(report.period, catalogue.calendar_of(catalogue.teller(&report), calendar));
            let expires = measure.expires(report.period);
            reporting.rate = reporting.rate.and(Rate::of_one(arrival, due, expires, calendar));
            reporting.open = reporting.open.or(gap);
            reporting.reports.push(report);
        }
        reporting
    }

    /// Whether a report came; where it did not, what is missing. What waits for the end of an embargo came when its file did.
    fn arrival(&self, cell: &Cell, calendar: &Calendar) -> (Arrival, Option<Gap>) {
        let Err(gap) = self.value(cell) else { return (Arrival::In(self.first_known(cell)), None) };
        match gap.why {
            WhyAbsent::Stated(_) => {
                let first = self.history(cell).and_then(History::first_absent);
                (Arrival::In(first.map(|first| first.counts_from())), None)
            }
            WhyAbsent::Unreconciled(_) | WhyAbsent::TooLarge => (Arrival::In(self.first_known(cell)), None),
            _ => match self.waiting_for(&gap, calendar) {
                Some(waiting) => (Arrival::In(waiting.waits_since.map(Vintage::At)), None),
                None if gap.unused.is_some() => (Arrival::Unusable, Some(gap)),
                None => (Arrival::Missing, Some(gap)),
            },
        }
    }
}
