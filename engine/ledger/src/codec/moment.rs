//! Moments as numbers.

use jiff::Timestamp;

use super::fault::CodecError;
use super::wire::Moment;

pub(super) fn moment(at: Timestamp) -> Moment {
    at.as_nanosecond()
}

pub(super) fn timestamp(at: Moment) -> Result<Timestamp, CodecError> {
    Timestamp::from_nanosecond(at).map_err(|_| CodecError::Malformed("a moment is out of range"))
}

pub(super) fn optional(at: Option<Moment>) -> Result<Option<Timestamp>, CodecError> {
    at.map(timestamp).transpose()
}

/// From one moment to another.
pub(super) fn span((from, to): &(Moment, Moment)) -> Result<(Timestamp, Timestamp), CodecError> {
    Ok((timestamp(*from)?, timestamp(*to)?))
}
