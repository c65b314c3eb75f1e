//! Days: of a period, of a relation, and counted on from one of them as people count, to the last day of a shorter month.

use engine::model::Period;
use jiff::Span;
use jiff::civil::Date;
use language::english;
use language::read::parse_date;
use rhai::{Engine, ImmutableString, NativeCallContext, Variant};
use rust_decimal::Decimal;

use super::host_result::{HostResult, fail};
use super::number::Whole;
use super::word::{Example, Style, Topic, Word, forms};

/// The words for days.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "day",
        style: Style::Function,
        topic: Topic::Periods,
        forms: forms![(text: Text) -> Day],
        gives: "The day that a text names, such as `\"2020-12-31\"`. Days can be compared; in a text one reads as `31 December 2020`.",
        ends: Some("where the text names none"),
        example: Example::new("day(\"2020-12-31\") == my.period.last_day", "true"),
    },
    property(
        "first_day",
        forms![(period: Period) -> Day],
        "Its first day.",
        Example::new("my.period.first_day", "2020-10-01"),
    ),
    property(
        "last_day",
        forms![(period: Period) -> Day],
        "Its last day.",
        Example::new("my.period.last_day", "2020-12-31"),
    ),
    property(
        "days",
        forms![(period: Period) -> Whole],
        "How many days it has.",
        Example::new("my.period.days", "92"),
    ),
    counted(
        "plus_days",
        "The day so many days later; earlier where `n` is below 0.",
        Example::new("my.period.last_day.plus_days(1)", "2021-01-01"),
    ),
    counted(
        "plus_months",
        "The same day so many months later, or the last day of a month that is too short.",
        Example::new("my.period.last_day.plus_months(2)", "2021-02-28"),
    ),
    counted(
        "plus_years",
        "The same day so many years later; of 29 February, the 28th where there is no such day.",
        Example::new("my.period.last_day.plus_years(-1)", "2019-12-31"),
    ),
    Word {
        name: "days_until",
        style: Style::Method,
        topic: Topic::Periods,
        forms: forms![(day: Day, later: Day) -> Whole],
        gives: "How many days it is until another day; below 0 where that is earlier.",
        ends: None,
        example: Example::new("my.period.first_day.days_until(my.period.last_day)", "91"),
    },
    Word {
        name: "months_until",
        style: Style::Method,
        topic: Topic::Periods,
        forms: forms![(day: Day, later: Day) -> Whole],
        gives: "How many whole months it is until another day; below 0 where that is earlier.",
        ends: None,
        example: Example::new("my.period.first_day.months_until(my.period.last_day)", "2"),
    },
    Word {
        name: "year",
        style: Style::Property,
        topic: Topic::Periods,
        forms: forms![(day: Day) -> Whole],
        gives: "The year in which the day lies.",
        ends: None,
        example: Example::new("my.period.last_day.year", "2020"),
    },
    property(
        "month",
        forms![(day: Day) -> Whole],
        "The number of its month.",
        Example::new("my.period.last_day.month", "12"),
    ),
    property(
        "day_of_month",
        forms![(day: Day) -> Whole],
        "Its number in its month.",
        Example::new("my.period.last_day.day_of_month", "31"),
    ),
    property(
        "weekday",
        forms![(day: Day) -> Text],
        "Its day of the week, such as `\"Thursday\"`.",
        Example::new("my.period.last_day.weekday", "\"Thursday\""),
    ),
    property(
        "last_of_month",
        forms![(day: Day) -> Day],
        "The last day of its month.",
        Example::new("my.period.first_day.last_of_month", "2020-10-31"),
    ),
];

const fn property(
    name: &'static str,
    forms: &'static [super::word::Form],
    gives: &'static str,
    example: Example,
) -> Word {
    Word { name, style: Style::Property, topic: Topic::Periods, forms, gives, ends: None, example }
}

const fn counted(name: &'static str, gives: &'static str, example: Example) -> Word {
    Word {
        name,
        style: Style::Method,
        topic: Topic::Periods,
        forms: forms![(day: Day, n: Whole) -> Day],
        gives,
        ends: Some("where `n` is no whole number, or the calendar has no such day"),
        example,
    }
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("day", |context: NativeCallContext, text: &str| -> HostResult<Date> {
        parse_date(text).ok_or_else(|| fail(format!("`{text}` is not a date"), &context))
    });
    engine
        .register_get("first_day", |period: &mut Period| period.first_day())
        .register_get("last_day", |period: &mut Period| period.last_day())
        .register_get("days", |period: &mut Period| days_between(period.first_day(), period.last_day()) + 1)
        .register_get("year", |day: &mut Date| i64::from(day.year()))
        .register_get("month", |day: &mut Date| i64::from(day.month()))
        .register_get("day_of_month", |day: &mut Date| i64::from(day.day()))
        .register_get("weekday", |day: &mut Date| ImmutableString::from(english::weekday(day.weekday())))
        .register_get("last_of_month", |day: &mut Date| day.last_of_month())
        .register_fn("to_string", |day: &mut Date| ImmutableString::from(english::date(*day)))
        .register_fn("days_until", |day: &mut Date, later: Date| days_between(*day, later))
        .register_fn("months_until", |day: &mut Date, later: Date| months_between(*day, later));
    register_steps::<i64>(engine);
    register_steps::<rust_decimal::Decimal>(engine);
}

fn register_steps<N: Whole + Variant>(engine: &mut Engine) {
    engine.register_fn("plus_days", |context: NativeCallContext, day: &mut Date, count: N| {
        later(&context, *day, count, |count| Span::new().try_days(count))
    });
    engine.register_fn("plus_months", |context: NativeCallContext, day: &mut Date, count: N| {
        later(&context, *day, count, |count| Span::new().try_months(count))
    });
    engine.register_fn("plus_years", |context: NativeCallContext, day: &mut Date, count: N| {
        later(&context, *day, count, |count| Span::new().try_years(count))
    });
}

fn later<N: Whole>(
    context: &NativeCallContext,
    day: Date,
    count: N,
    span: impl Fn(i32) -> Result<Span, jiff::Error>,
) -> HostResult<Date> {
    let found = count.whole().and_then(|count| day.checked_add(span(count).ok()?).ok());
    found.ok_or_else(|| {
        let count: rust_decimal::Decimal = count.into();
        fail(format!("no day can be counted {count} on from {}", english::date(day)), context)
    })
}

fn days_between(first: Date, last: Date) -> i64 {
    first.duration_until(last).as_hours() / 24
}

/// Whole months: from the 31st to the 30th of the next month is one, since that month has no 31st.
fn months_between(first: Date, last: Date) -> i64 {
    let months = i64::from(last.year() - first.year()) * 12 + i64::from(last.month() - first.month());
    let reached = |months: i64| {
        let span = i32::try_from(months).ok().and_then(|months| Span::new().try_months(months).ok());
        span.and_then(|span| first.checked_add(span).ok())
    };
    match reached(months) {
        Some(day) if months > 0 && day > last => months - 1,
        Some(day) if months < 0 && day < last => months + 1,
        _ => months,
    }
}

/// So many days, as an author writes them or a declaration hands them over.
pub(super) fn whole_days<N: Whole>(context: &NativeCallContext, days: N) -> HostResult<u32> {
    let whole = days.whole().and_then(|days| u32::try_from(days).ok());
    whole.ok_or_else(|| {
        let days: Decimal = days.into();
        fail(format!("days are counted in whole numbers from 0, not by {days}"), context)
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn a_day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    /// Examples of `years and months duration(from, to)` in DMN and in its conformance tests, in months: what is less than a month is left
    /// out, towards zero. The last six are our own: the last day of a month that is too short completes it.
    #[test]
    fn months_between_days_are_those_of_dmn() {
        for (first, last, months) in [
            ("2011-12-22", "2013-08-24", 20),
            ("2013-08-24", "2011-12-22", -20),
            ("2015-01-21", "2016-01-21", 12),
            ("2016-01-21", "2015-01-21", -12),
            ("2016-01-01", "2016-01-01", 0),
            ("2016-09-30", "2017-12-28", 14),
            ("2024-01-31", "2024-02-29", 1),
            ("2024-01-31", "2024-02-28", 0),
            ("2024-02-29", "2025-02-28", 12),
            ("2024-03-15", "2024-01-16", -1),
            ("2024-03-15", "2024-01-15", -2),
            ("2024-05-01", "2024-05-31", 0),
        ] {
            assert_eq!(months_between(a_day(first), a_day(last)), months, "{first} to {last}");
        }
    }

    /// DMN adds months as XML Schema does: to the day of the same number, or to the last of a month that is shorter.
    #[test]
    fn months_are_added_as_dmn_does() {
        for (day, months, expected) in [
            ("2021-01-31", 1, "2021-02-28"),
            ("2020-01-31", 1, "2020-02-29"),
            ("2020-02-29", 12, "2021-02-28"),
            ("2020-02-29", -12, "2019-02-28"),
            ("2021-03-31", -1, "2021-02-28"),
            ("2021-02-28", 1, "2021-03-28"),
            ("2020-12-31", 2, "2021-02-28"),
            ("2020-11-30", 3, "2021-02-28"),
        ] {
            let found = a_day(day).checked_add(Span::new().months(months)).expect("a day");
            assert_eq!(found, a_day(expected), "{day} and {months} months");
        }
    }

    /// `day of week`, and subtraction of dates, by DMN's own examples.
    #[test]
    fn days_are_named_and_counted_as_dmn_does() {
        assert_eq!(english::weekday(a_day("2019-09-17").weekday()), "Tuesday");
        for (first, last, days) in [
            ("2012-12-24", "2012-12-25", 1),
            ("2012-12-25", "2012-12-24", -1),
            ("2024-02-28", "2024-03-01", 2),
            ("2024-03-01", "2024-02-28", -2),
            ("2023-12-31", "2024-12-31", 366),
        ] {
            assert_eq!(days_between(a_day(first), a_day(last)), days, "{first} to {last}");
        }
        assert_eq!(
            days_between(date(2024, 3, 30), date(2024, 4, 1)),
            2,
            "clocks that go forward take no day"
        );
    }
}
