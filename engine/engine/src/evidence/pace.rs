//! Where the figures of a series lead at the rate of the last year. This is arithmetic and no judgement: nothing is judged by it.
//!
//! A whole year is looked back, so that what returns with every season is no rise and no fall.

use jiff::{Span, civil::Date};
use rust_decimal::Decimal;

use super::Evidence;
use crate::model::{Better, Cell, Period};

/// So many periods are looked ahead, and so many back: four hundred days, or a hundred years of quarters.
const FARTHEST: i32 = 400;

/// At which rate the figures of a series moved in a year, and where that leads.
#[derive(Clone, PartialEq, Debug)]
pub struct Pace {
    /// The newest period, and its figure.
    pub newest: (Period, Decimal),
    /// The period a year before.
    pub since: Period,
    /// By how much the figure moved from period to period, in the measure's unit.
    pub per_period: Decimal,
    /// What is to be reached, and by when.
    pub target: (Decimal, Date),
    pub leads_to: LeadsTo,
}

/// Where a rate leads.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum LeadsTo {
    /// The target is reached with this period.
    Target(Period),
    /// It is not reached in time: this is the figure of the last period by its day.
    Figure(Period, Decimal),
}

impl Pace {
    /// Where the figure would be so many periods behind the newest; none where that is no number any more.
    pub fn after(&self, periods: i32) -> Option<Decimal> {
        after(self.newest.1, self.per_period, periods)
    }
}

fn after(figure: Decimal, per_period: Decimal, periods: i32) -> Option<Decimal> {
    figure.checked_add(per_period.checked_mul(periods.into())?)
}

impl Evidence {
    /// At which rate the figures moved in the year up to a cell, and where that leads by the day of its target. None where the cell holds
    /// no figure or there was none a year before, where no target is still to be reached, and where it is reached already.
    pub fn pace(&self, newest: &Cell) -> Option<Pace> {
        let figure = self.value(newest).ok()?;
        let better = self.catalogue()?.measures.get(&newest.measure)?.better;
        let point = self.target(newest)?.points.last()?;
        let is_reached = |figure: Decimal| match better {
            Better::Higher => figure >= point.value,
            Better::Lower => figure <= point.value,
        };
        if is_reached(figure) || point.by <= newest.period.last_day() {
            return None;
        }
        let back = a_year_back(newest.period)?;
        let since = newest.period.step(-back);
        let before = self.value(&Cell { period: since, ..newest.clone() }).ok()?;
        let per_period = figure.checked_sub(before)?.checked_div(back.into())?;
        let after = |periods: i32| after(figure, per_period, periods);
        let in_time = |periods: &i32| newest.period.step(*periods).last_day() <= point.by;
        let last = (1..=FARTHEST).take_while(in_time).last()?;
        let reached = (1..=last).find(|periods| after(*periods).is_some_and(is_reached));
        let leads_to = match reached {
            Some(periods) => LeadsTo::Target(newest.period.step(periods)),
            None => LeadsTo::Figure(newest.period.step(last), self.possible(newest, after(last)?)),
        };
        let target = (point.value, point.by);
        Some(Pace { newest: (newest.period, figure), since, per_period, target, leads_to })
    }

    /// The same figure within what the measure's figures can be.
    fn possible(&self, cell: &Cell, figure: Decimal) -> Decimal {
        let measure = self.catalogue().and_then(|catalogue| catalogue.measures.get(&cell.measure));
        let Some(bounds) = measure.map(|measure| measure.bounds) else { return figure };
        let figure = bounds.least.map_or(figure, |least| figure.max(least));
        bounds.most.map_or(figure, |most| figure.min(most))
    }
}

/// How many periods before this one the newest lies that ended a year before it did; none of years, which are a period each.
fn a_year_back(period: Period) -> Option<i32> {
    let year_before = period.last_day().checked_sub(Span::new().years(1)).ok()?;
    (1..=FARTHEST).find(|back| period.step(-back).last_day() <= year_before)
}
