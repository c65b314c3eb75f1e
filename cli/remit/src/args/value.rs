//! From what is written after an option to its value.

use jiff::civil::Date;
use regex_lite::Regex;

/// Why a value cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum ValueError {
    #[error("it is not a regular expression: {0}")]
    NoRegex(#[from] regex_lite::Error),
    #[error("it is not a day; write it like 2024-08-31")]
    NoDay,
}

pub(super) fn parse_regex(text: &str) -> Result<Regex, ValueError> {
    Ok(Regex::new(text)?)
}

pub(super) fn parse_day(text: &str) -> Result<Date, ValueError> {
    text.parse().map_err(|_| ValueError::NoDay)
}
