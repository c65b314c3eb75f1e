//! When something happens in a test: a day, a day and a time, or so long after the start.

use jiff::civil::{Date, DateTime};
use jiff::{Span, ZonedDateTime};
use language::read::{Item, YEARS, parse_date};
use toml::Spanned;

use crate::diagnostic::Code;

/// A moment as it is written; days begin and end in the project's time zone.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Moment {
    /// The start of a day.
    Day(Date),
    /// A time of a day.
    Time(DateTime),
    /// So long after the start of the test.
    After(Stretch),
}

/// A length of time in promtool's spelling, such as `90d` or `1h30m`. Days and longer are calendar days.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Stretch {
    days: i64,
    seconds: i64,
}

const HELP: &str = "write a day like `2024-03-31`, a day and a time like `2024-03-31T09:00`, or a time after the start like \
                    `90d` or `1h30m`";
/// No unit of a length of time may be counted further than this, which is a hundred years of days.
const MOST: i64 = 36_525;

impl Stretch {
    /// The moment so long after `start`; none beyond what a calendar holds.
    pub(crate) fn after(self, start: &ZonedDateTime) -> Option<ZonedDateTime> {
        let days = start.checked_add(Span::new().days(self.days)).ok()?;
        days.checked_add(Span::new().seconds(self.seconds)).ok()
    }
}

/// Reads a moment.
pub(super) fn moment(item: &Item<'_>) -> Option<Spanned<Moment>> {
    let spelling = item.spelling("a day or a moment")?;
    let read = parse(spelling.get_ref());
    if read.is_none() {
        let message = format!("`{spelling}` is no day and no moment");
        return item.refuse_with_help(Code::InvalidPeriod, message, HELP);
    }
    let is_plausible = match read {
        Some(Moment::Day(day)) => YEARS.contains(&day.year()),
        Some(Moment::Time(time)) => YEARS.contains(&time.year()),
        Some(Moment::After(_)) | None => true,
    };
    if !is_plausible {
        let help = format!("tests take place from {} to {}", YEARS.start(), YEARS.end());
        return item.refuse_with_help(
            Code::InvalidPeriod,
            format!("`{spelling}` is too far from our time"),
            help,
        );
    }
    read.map(|moment| item.at(moment))
}

fn parse(text: &str) -> Option<Moment> {
    if let Some(day) = parse_date(text) {
        return Some(Moment::Day(day));
    }
    // A text without a date is read as a length of time, and never as a time of some day.
    if text.starts_with(|first: char| first.is_ascii_digit()) && text.contains('-') {
        return text.parse().ok().map(Moment::Time);
    }
    stretch(text).map(Moment::After)
}

/// Units fall from the longest to the shortest, as promtool has it.
fn stretch(text: &str) -> Option<Stretch> {
    let mut read = Stretch::default();
    let mut rest = text;
    let mut coarsest = 0;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (number, after) = rest.split_at(digits);
        let letters = after.find(|letter: char| letter.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        let number = number.parse::<i64>().ok().filter(|number| *number <= MOST)?;
        let rank = ["y", "w", "d", "h", "m", "s"].iter().position(|known| *known == unit)? + 1;
        if rank <= coarsest {
            return None;
        }
        match unit {
            "y" => read.days += number * 365,
            "w" => read.days += number * 7,
            "d" => read.days += number,
            "h" => read.seconds += number * 3600,
            "m" => read.seconds += number * 60,
            _ => read.seconds += number,
        }
        coarsest = rank;
        rest = after;
    }
    (coarsest > 0 && read.days <= MOST).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let start = "2024-03-30T00:00[Europe/London]".parse::<ZonedDateTime>().expect("a moment");
        let read = match parse(text) {
            None => "nothing".to_owned(),
            Some(Moment::Day(day)) => day.to_string(),
            Some(Moment::Time(time)) => time.to_string(),
            Some(Moment::After(stretch)) => {
                stretch.after(&start).expect("within the calendar").datetime().to_string()
            }
        };
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn moments_are_days_times_and_lengths_from_the_start() {
        check("2022-08-01", "2022-08-01");
        check("2022-08-01T09:30", "2022-08-01T09:30:00");
        check("2022-08-01 09:30:15", "2022-08-01T09:30:15");
        check("0s", "2024-03-30T00:00:00");
        check("90d", "2024-06-28T00:00:00");
        check("1w2d", "2024-04-08T00:00:00");
        check("1y", "2025-03-30T00:00:00");
        check("1d12h30m", "2024-03-31T13:30:00");
    }

    #[test]
    fn what_is_neither_is_nothing() {
        for text in [
            "90",
            "d",
            "1d1w",
            "1d1d",
            "soon",
            "2022-13-01",
            "2022-08",
            "-1d",
            "999999999999d",
            "1x",
            "09:30",
        ] {
            check(text, "nothing");
        }
    }
}
