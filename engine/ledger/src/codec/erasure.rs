//! That personal values were erased, split into texts and joined again.

use super::fault::CodecError;
use super::wire::{self, Str};
use crate::entry::{Entry, Erasure};
use crate::tree::TreeHash;

/// An erasure for the wire.
pub(super) fn split_erasure<'e>(
    erasure: &'e Erasure,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let Erasure { by, reason, erased } = erasure;
    let texts = [by, reason].map(|text| string(text));
    wire::Entry::Erased(texts, erased.iter().map(|hash| *hash.bytes()).collect())
}

/// An erasure from the wire.
pub(super) fn join_erasure(
    [by, reason]: [Str; 2],
    erased: &[[u8; TreeHash::BYTES]],
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Entry, CodecError> {
    let erased = erased.iter().map(|hash| TreeHash::from(*hash)).collect();
    Ok(Entry::Erased(Erasure { by: string(by)?, reason: string(reason)?, erased }))
}
