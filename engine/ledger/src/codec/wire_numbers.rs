//! What stands for texts and moments in the shape of a batch.

/// A text, by its place among those of its batch.
pub(super) type Str = u32;
/// A source text, by its place among those of its batch.
pub(super) type TextIx = u32;
/// The hash of a source text, which is kept once beside the batches.
pub type TextHash = [u8; 32];
pub(super) type Moment = i128;
