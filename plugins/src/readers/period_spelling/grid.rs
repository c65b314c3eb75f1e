//! Which of the periods that a measure is reported for a text names.

use engine::model::{Cadence, Period};
use jiff::civil::Date;

use super::day::{PLAUSIBLE, WrittenYear, day, either_order};
use super::stretch::{WholeMonths, month_or_years, stretch};
use super::unread::Unread;
use super::week::{named_by_day, numbered};
use super::written_out::{Days, written_out};
use super::year_part::year_part;

/// The periods for which a measure is reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Grid {
    pub(crate) every: Cadence,
    /// One of its rolling ranges, where it is known how they lie.
    pub(crate) anchor: Option<Period>,
}

/// Reads a period in any spelling that leaves no doubt about which one is meant.
///
/// A whole date names the period that holds it. A month names the quarter that it ends, and the range that holds it. `Q1 2021/22` is
/// April to June.
pub(crate) fn parse_period(grid: Grid, text: &str) -> Result<Period, Unread> {
    let text = text.trim();
    let every = grid.every;
    let canonical = || every.parse(without_zone(text)).ok().map(|period| grid.on(period));
    let dated = || day(text).map(|day| grid.holding(day));
    let week = || Some(text).filter(|_| every == Cadence::Week).and_then(|text| grid.week(text));
    let days = || written_out(text).and_then(|days| grid.exactly(days));
    let part = || year_part(every, text).map(|period| grid.on(period));
    let spelt = || stretch(every, without_zone(text)).and_then(|months| grid.spanning(&months));
    let doubtful = || grid.of_either_order(text).or_else(|| grid.of_month_or_years(text));
    let read =
        canonical().or_else(dated).or_else(week).or_else(part).or_else(days).or_else(spelt).or_else(doubtful);
    read.ok_or(Unread::Unknown)?.and_then(|period| {
        PLAUSIBLE.contains(&period.last_day().year()).then_some(period).ok_or(Unread::Unknown)
    })
}

/// The period of another kind that a text names, where it names none of this kind.
pub(crate) fn of_another_kind(every: Cadence, text: &str) -> Option<Period> {
    const KINDS: [Cadence; 6] = [
        Cadence::Week,
        Cadence::Month,
        Cadence::Quarter,
        Cadence::Year,
        Cadence::FinancialYear,
        Cadence::AcademicYear,
    ];
    let mut others = KINDS.into_iter().filter(|kind| *kind != every);
    others.find_map(|kind| parse_period(Grid { every: kind, anchor: None }, text).ok())
}

/// A year or a month without the zone that XML may write behind it: `2014Z`, `2014-01+01:00`.
fn without_zone(text: &str) -> &str {
    let is_plain = |text: &&str| {
        matches!(text.len(), 4 | 7) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    let offset = || {
        let (rest, zone) = text.split_at_checked(text.len().checked_sub("+01:00".len())?)?;
        let is_zone = zone.starts_with(['+', '-']) && zone.as_bytes().get(3) == Some(&b':');
        is_zone.then_some(rest)
    };
    text.strip_suffix('Z').or_else(offset).filter(is_plain).unwrap_or(text)
}

impl Grid {
    /// A week by its number, or by the day with which it begins or ends.
    fn week(self, text: &str) -> Option<Result<Period, Unread>> {
        numbered(text).or_else(|| named_by_day(text).map(|day| self.holding(day)))
    }

    /// The period that these days are, and no other.
    fn exactly(self, days: Days) -> Option<Result<Period, Unread>> {
        let period = self.every.containing(days.last);
        let is_it = period.first_day() == days.first && period.last_day() == days.last;
        is_it.then(|| self.on(period))
    }

    /// The period in which a date lies whichever of its numbers is the month.
    fn of_either_order(self, text: &str) -> Option<Result<Period, Unread>> {
        let (day_first, month_first, year) = either_order(text)?;
        let held = |day: Option<Date>| day.and_then(|day| self.holding(day).ok());
        match (held(day_first), held(month_first)) {
            (Some(one), Some(other)) if one != other => Some(Err(Unread::Ambiguous { one, other })),
            (Some(one), _) if year == WrittenYear::Whole => Some(Ok(one)),
            (None, Some(other)) if year == WrittenYear::Whole && text.contains('-') => Some(Ok(other)),
            _ => None,
        }
    }

    /// `2008/09` where months are read.
    fn of_month_or_years(self, text: &str) -> Option<Result<Period, Unread>> {
        let reads_months = self.every == Cadence::Quarter || matches!(self.every, Cadence::Rolling { .. });
        Some(text).filter(|_| reads_months).and_then(month_or_years).map(Err)
    }

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
