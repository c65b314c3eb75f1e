//! What somebody handed in over the service, split into texts and joined again.

use super::fault::CodecError;
use super::wire::{self, Str};
use crate::entry::HandedIn;

/// Splits it into texts by their places.
pub(super) fn split_handed_in<'e>(
    handed_in: &'e HandedIn,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let HandedIn { account, key, content, status, answer } = handed_in;
    wire::Entry::HandedIn(wire::HandedIn {
        account: string(account),
        key: string(key),
        content: string(content),
        status: *status,
        answer: string(answer),
    })
}

/// Joins it again.
pub(super) fn join_handed_in(
    handed_in: &wire::HandedIn,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<HandedIn, CodecError> {
    let wire::HandedIn { account, key, content, status, answer } = handed_in;
    Ok(HandedIn {
        account: string(*account)?,
        key: string(*key)?,
        content: string(*content)?,
        status: *status,
        answer: string(*answer)?,
    })
}
