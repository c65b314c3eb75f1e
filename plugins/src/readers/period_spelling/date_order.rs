//! In which order the day and the month of a date stand, where a feed says that. It writes such dates anew, so that whoever reads on is in
//! no doubt; what is no date of three numbers stays as it is.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex_lite::{Captures, Regex};

use super::day::{century, digits};

/// In which order the day and the month of a date stand that ends with the year.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum DateOrder {
    /// Nobody says.
    #[default]
    Undeclared,
    DayFirst,
    MonthFirst,
}

/// Three numbers between strokes, stops or hyphens, the last of which may be a year.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([0-9]{1,2})([-/.])([0-9]{1,2})([-/.])([0-9]{4}|[0-9]{2})").expect("a sound pattern")
});

/// What a date of three numbers lets one know of its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shown {
    /// No month has the second number, and every one the first: `11/25/2020`.
    MonthFirst,
    DayFirst,
    /// Either number may be the month, and the days are not the same.
    Nothing,
}

/// What the dates of a text show of their order; none where it has no such date, or only ones that are the same in either order.
pub(crate) fn shown_order(text: &str) -> Option<Shown> {
    let shown = |found: &Captures<'_>| {
        let number = |group| found.get(group)?.as_str().parse::<i8>().ok();
        match (number(1)?, number(3)?) {
            (1..=12, 13..=31) => Some(Shown::MonthFirst),
            (13..=31, 1..=12) => Some(Shown::DayFirst),
            (first @ 1..=12, second @ 1..=12) if first != second => Some(Shown::Nothing),
            _ => None,
        }
    };
    let all: Vec<Shown> = DATE
        .captures_iter(text)
        .filter(|found| is_apart(text, found))
        .filter_map(|found| shown(&found))
        .collect();
    all.iter().find(|shown| **shown != Shown::Nothing).or(all.first()).copied()
}

impl DateOrder {
    /// A text with its dates as `2024-11-25`; none where one of them is no date in this order.
    pub(crate) fn settle(self, text: &str) -> Option<Cow<'_, str>> {
        if self == Self::Undeclared {
            return Some(Cow::Borrowed(text));
        }
        let mut settled = String::new();
        let mut told = 0;
        for found in DATE.captures_iter(text).filter(|found| is_apart(text, found)) {
            let place = found.get(0)?.range();
            settled.push_str(text.get(told..place.start)?);
            settled.push_str(&self.date(&found)?.to_string());
            told = place.end;
        }
        settled.push_str(text.get(told..)?);
        Some(Cow::Owned(settled))
    }

    fn date(self, found: &Captures<'_>) -> Option<Date> {
        let number = |group| found.get(group)?.as_str().parse::<i8>().ok();
        let (first, second, year) = (number(1)?, number(3)?, found.get(5)?.as_str());
        let year = digits(year, 4..=4).or_else(|| digits(year, 2..=2).map(century))?;
        let (day, month) = if self == Self::MonthFirst { (second, first) } else { (first, second) };
        Date::new(year, month, day).ok()
    }
}

/// Whether three numbers stand for themselves, between the same signs and in no longer number.
fn is_apart(text: &str, found: &Captures<'_>) -> bool {
    let Some(place) = found.get(0).map(|whole| whole.range()) else { return false };
    let is_digit =
        |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    let sign = |group| found.get(group).map(|sign| sign.as_str());
    sign(2) == sign(4) && !is_digit(place.start.checked_sub(1)) && !is_digit(Some(place.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(order: DateOrder, text: &str, expect: &str) {
        let settled = order.settle(text);
        assert_eq!(settled.as_deref().unwrap_or("no date"), expect, "{text}");
    }

    #[test]
    fn a_date_is_read_in_the_order_that_its_feed_says() {
        check(DateOrder::MonthFirst, "04/05/2024", "2024-04-05");
        check(DateOrder::DayFirst, "04/05/2024", "2024-05-04");
        check(DateOrder::MonthFirst, "1/4/18", "2018-01-04");
        check(DateOrder::MonthFirst, "11-25-2020 09:30", "2020-11-25 09:30");
        check(DateOrder::MonthFirst, "04/01/2020 - 06/30/2020", "2020-04-01 - 2020-06-30");
        check(DateOrder::Undeclared, "04/05/2024", "04/05/2024");
    }

    #[test]
    fn a_date_shows_its_order_where_one_number_is_no_month() {
        let cases = [
            ("11/25/2020", Some(Shown::MonthFirst)),
            ("25.11.2020", Some(Shown::DayFirst)),
            ("04/05/2020", Some(Shown::Nothing)),
            ("04/01/2020 - 06/30/2020", Some(Shown::MonthFirst)),
            ("04/04/2020", None),
            ("2020-11-25", None),
            ("November 2020", None),
        ];
        for (text, expect) in cases {
            assert_eq!(shown_order(text), expect, "{text}");
        }
    }

    #[test]
    fn a_date_that_the_order_does_not_allow_is_none() {
        check(DateOrder::MonthFirst, "25/11/2020", "no date");
        check(DateOrder::DayFirst, "11/25/2020", "no date");
    }

    #[test]
    fn what_needs_no_order_stays_as_it_is() {
        for text in
            ["2024-04-05", "2020-04-01/2020-06-30", "2021/22 Q1", "20240405", "25 November 2020", "Q1 2024"]
        {
            check(DateOrder::MonthFirst, text, text);
        }
    }
}
