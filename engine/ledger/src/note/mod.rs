//! Checkpoints: the size and the root of a tree, signed by whoever keeps the ledger and by whoever worked it out again.
//!
//! The formats are those of the C2SP specifications signed-note, tlog-checkpoint and tlog-cosignature, so that other tools read them. `key` is
//! who signs and who is believed, `signed` a text with signatures under it, `checkpoint` the text, and `kept` finds one in a mail as it came. Other kinds of signatures, such as
//! ML-DSA, may stand beside ours: they are kept, and count for whoever knows them.

mod checkpoint;
mod kept;
mod key;
mod signed;
#[cfg(test)]
mod tests;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use kept::{NotFound, note_in};
pub use key::{KeyFault, NoteKey, Purpose, SigningKey};
pub use signed::{Note, NoteError, Stands};
