//! That another version of Remit goes on although it comes to something else, to the wire and back.

use super::fault::CodecError;
use super::wire::{self, Str};
use crate::entry::{AcceptedDifference, Entry, Position};

/// For the wire.
pub(super) fn split_difference<'e>(
    accepted: &'e AcceptedDifference,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let AcceptedDifference { version, before, first } = accepted;
    wire::Entry::DifferenceAccepted(string(version), before.as_deref().map(string), *first)
}

/// From the wire.
pub(super) fn join_difference(
    version: Str,
    before: Option<Str>,
    first: Position,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Entry, CodecError> {
    let before = before.map(&string).transpose()?;
    Ok(Entry::DifferenceAccepted(AcceptedDifference { version: string(version)?, before, first }))
}
