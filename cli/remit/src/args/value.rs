//! From what is written after an option to its value.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use regex_lite::Regex;

/// Why a value cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum ValueError {
    #[error("it is not a regular expression: {0}")]
    Regex(#[from] regex_lite::Error),
    #[error("it is not a day; write it like 2024-08-31")]
    Day,
    #[error("it is not a moment; write it like 2024-08-31T12:00:00Z or 2024-08-31")]
    Moment,
}

pub(super) fn parse_regex(text: &str) -> Result<Regex, ValueError> {
    Ok(Regex::new(text)?)
}

pub(super) fn parse_day(text: &str) -> Result<Date, ValueError> {
    text.parse().map_err(|_| ValueError::Day)
}

/// A moment, or a day to its end in UTC.
pub(super) fn parse_moment(text: &str) -> Result<Timestamp, ValueError> {
    let end_of_day = || {
        let day: Date = text.parse().ok()?;
        Some(day.to_datetime(Time::MAX).to_zoned_datetime(TimeZone::UTC).ok()?.timestamp())
    };
    text.parse().ok().or_else(end_of_day).ok_or(ValueError::Moment)
}
