//! Which of the periods that a measure is reported for a text names.

use engine::model::{Cadence, Period};
use jiff::civil::Date;

use super::day::{PLAUSIBLE, after, day};
use super::stretch::{WholeMonths, stretch};

/// The periods for which a measure is reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Grid {
    pub(crate) every: Cadence,
    /// One of its rolling ranges, where it is known how they lie.
    pub(crate) anchor: Option<Period>,
}

/// Why a text names no period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unread {
    Unknown,
    /// It names a range, or a day, to which none of the ranges that are reported answers, or more than one.
    OffGrid {
        anchor: Period,
    },
}

/// Reads a period in any spelling that leaves no doubt about which one is meant.
///
/// A whole date names the period that holds it. A month names the quarter that it ends, and the range that holds it. `Q1 2021/22` is
/// April to June.
pub(crate) fn parse_period(grid: Grid, text: &str) -> Result<Period, Unread> {
    let text = text.trim();
    let canonical = || canonical(grid.every, text).map(|period| grid.on(period));
    let dated = || day(text).or_else(|| day_of_week(grid, text)).map(|day| grid.holding(day));
    let spelt = || stretch(grid.every, text).and_then(|months| grid.spanning(&months));
    let read = canonical().or_else(dated).or_else(spelt).ok_or(Unread::Unknown)?;
    read.and_then(|period| {
        PLAUSIBLE.contains(&period.last_day().year()).then_some(period).ok_or(Unread::Unknown)
    })
}

/// The canonical spelling, and `2018W14`.
fn canonical(every: Cadence, text: &str) -> Option<Period> {
    let week = || text.split_at_checked(4).filter(|_| every == Cadence::Week);
    let short = || week().and_then(|(year, week)| every.parse(&format!("{year}-{week}")).ok());
    every.parse(text).ok().or_else(short)
}

/// A day by which a week is named.
fn day_of_week(grid: Grid, text: &str) -> Option<Date> {
    let named = after(text, &["week ending ", "w/e "]).filter(|_| grid.every == Cadence::Week);
    named.and_then(day)
}

impl Grid {
    /// A range that was written out.
    fn on(self, period: Period) -> Result<Period, Unread> {
        match self.anchor {
            Some(anchor) if !period.is_in_step_with(anchor) => Err(Unread::OffGrid { anchor }),
            _ => Ok(period),
        }
    }

    /// The period that is exactly these months, or for which this single month stands.
    fn spanning(self, months: &WholeMonths) -> Option<Result<Period, Unread>> {
        let period = self.every.containing(months.last);
        let is_month = Cadence::Month.containing(months.first) == Cadence::Month.containing(months.last);
        if is_month && matches!(self.every, Cadence::Rolling { .. }) {
            return Some(self.holding(months.last));
        }
        let named_by_end = is_month && self.every == Cadence::Quarter;
        let fits = (period.first_day() == months.first || named_by_end) && period.last_day() == months.last;
        fits.then(|| self.on(period))
    }

    /// The period that a day stands for: the one that holds it, and of ranges that overlap the one that ends in its month.
    fn holding(self, day: Date) -> Result<Period, Unread> {
        let ending = self.every.containing(day);
        let Some(anchor) = self.anchor else { return Ok(ending) };
        let period = ending.forward_to(anchor);
        let is_alone = period.first_day() <= day && period.step(1).first_day() > day;
        if period == ending || is_alone { Ok(period) } else { Err(Unread::OffGrid { anchor }) }
    }
}
