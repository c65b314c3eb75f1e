//! Days, there and back.

use jiff::civil::Date;

use super::fault::CodecError;

/// Year, month and day.
pub(super) fn split_day(day: Date) -> (i16, i8, i8) {
    (day.year(), day.month(), day.day())
}

pub(super) fn join_day((year, month, day): (i16, i8, i8)) -> Result<Date, CodecError> {
    Date::new(year, month, day).map_err(|_| CodecError::Malformed("a day is none of the calendar"))
}
