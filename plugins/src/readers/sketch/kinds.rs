//! Kinds of periods that begin on other days than most: halves and terms, years from any month, and weeks from any day.

use engine::model::{Cadence, DayOfEveryYear, YearParts};
use jiff::civil::{Date, Weekday};

use crate::readers::period_spelling::day;

/// Halves and terms of years first, then weeks and years by the day on which they begin.
pub(super) fn of_other_days() -> Vec<Cadence> {
    let halves = [&[1, 7][..], &[4, 10], &[9, 1, 4]].map(of_months);
    let weeks = [
        Weekday::Sunday,
        Weekday::Saturday,
        Weekday::Friday,
        Weekday::Thursday,
        Weekday::Wednesday,
        Weekday::Tuesday,
    ];
    let years = [10, 7, 8, 11, 12, 2, 3, 5, 6].map(|month| of_months(&[month]));
    let tax_year = of_days(&[(4, 6)]);
    let weeks = weeks.map(|day| Some(Cadence::week_from(day)));
    halves.into_iter().chain(weeks).chain(years).chain([tax_year]).flatten().collect()
}

/// The kind of year that ends, or begins, on these days of several years, where it is none that has a name.
pub(super) fn year_of(days: &[Date]) -> Option<Cadence> {
    let all = |is_so: fn(&Date) -> bool| days.iter().all(is_so);
    let month = days.first()?.month();
    if days.iter().any(|day| day.month() != month) {
        return None;
    }
    match () {
        () if all(|day| day.day() == day.days_in_month()) && month != 12 => of_months(&[month + 1]),
        () if all(|day| day.day() == 1) && ![1, 4, 9].contains(&month) => of_months(&[month]),
        () if month == 4 && all(|day| matches!(day.day(), 5 | 6)) => of_days(&[(4, 6)]),
        () => None,
    }
}

/// The weeks of a column of days under a heading that says whether weeks end or begin with them; none where these are the weeks of the calendar.
pub(super) fn weeks<'t>(heading: &str, texts: impl Iterator<Item = &'t str>) -> Option<Cadence> {
    let days: Vec<Date> = texts.filter_map(day).collect();
    let weekday = days.first()?.weekday();
    if days.iter().any(|day| day.weekday() != weekday) {
        return None;
    }
    let heading = heading.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    let begins = match () {
        () if says(&["begin", "commenc", "start", "w/c", "from"]) => weekday,
        () if says(&["end", "w/e", "until"]) => weekday.next(),
        () => return None,
    };
    (begins != Weekday::Monday).then(|| Cadence::week_from(begins))
}

fn of_months(firsts: &[i8]) -> Option<Cadence> {
    of_days(&firsts.iter().map(|month| (*month, 1)).collect::<Vec<_>>())
}

fn of_days(firsts: &[(i8, i8)]) -> Option<Cadence> {
    let starts = firsts.iter().map(|(month, day)| DayOfEveryYear::new(*month, *day).ok());
    YearParts::new(&starts.collect::<Option<Vec<_>>>()?).ok().map(Cadence::of_year_parts)
}
