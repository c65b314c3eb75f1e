//! What stands for texts, moments and places in the shape of a batch.

/// A text, by its place among those of its batch.
pub(super) type Str = u32;
/// A source text, by its place among those of its batch.
pub(super) type TextIx = u32;
/// The hash of a source text, which is kept once beside the batches.
pub type TextHash = [u8; 32];
pub(super) type Moment = i128;

/// A personal part of a source text: how far it begins behind the end of the one before it, how long it is, and the number of its kind.
pub(super) type PersonalPart = (u32, u32, u8);
