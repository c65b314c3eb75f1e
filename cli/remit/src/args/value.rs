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
    #[error("it is neither a position of the ledger nor a day; write it like 1204 or 2024-08-31")]
    Since,
}

/// Since when changes are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SinceArg {
    /// Behind this position of the ledger.
    Position(u64),
    /// From the beginning of this day on.
    Day(Date),
}

pub(super) fn parse_regex(text: &str) -> Result<Regex, ValueError> {
    Ok(Regex::new(text)?)
}

pub(super) fn parse_day(text: &str) -> Result<Date, ValueError> {
    text.parse().map_err(|_| ValueError::Day)
}

pub(super) fn parse_since(text: &str) -> Result<SinceArg, ValueError> {
    let position = text.parse().ok().map(SinceArg::Position);
    position.or_else(|| text.parse().ok().map(SinceArg::Day)).ok_or(ValueError::Since)
}

/// A moment, or a day to its end in UTC.
pub(super) fn parse_moment(text: &str) -> Result<Timestamp, ValueError> {
    let end_of_day = || {
        let day: Date = text.parse().ok()?;
        Some(day.to_datetime(Time::MAX).to_zoned_datetime(TimeZone::UTC).ok()?.timestamp())
    };
    text.parse().ok().or_else(end_of_day).ok_or(ValueError::Moment)
}
