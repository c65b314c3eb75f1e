//! What stands on a ledger, worked out again by somebody who trusts nobody here: whether what was told follows from what was known, and whether
//! that is what was signed.
//!
//! `fault` is what does not follow, `scope` to what an accusation is narrowed, `again` works a ledger out commit by commit, `notes` reads checkpoints and `hold` holds them against what was
//! worked out; `ledger` does so for a ledger on the disk, `sign` makes a checkpoint and signs those of others, `narrowing` finds what it rests on, and `bundle` makes and
//! checks the file that holds what one accusation rests on, `piece` all of a ledger as a service hands it out. Nothing here writes a ledger.

mod again;
mod bundle;
mod fault;
mod hold;
mod ledger;
mod narrowing;
mod notes;
mod piece;
mod scope;
mod sign;

pub use again::{Again, TreePlace, Worked};
pub use bundle::{BundleFault, Checked, Extent, Proof, check_bundle, prove};
pub use fault::{CheckpointFault, StepFault};
pub use hold::{Believed, HeldToCheckpoints, hold};
pub use ledger::{tree_of, work_out};
pub use notes::{NoteFile, NoteFileError, newest, read_folder, read_note};
pub use piece::{Piece, PieceFault, piece, work_out_pieces};
pub use scope::{Scope, cluster};
pub use sign::{Made, Remembered, SignError, Witnessed, checkpoint, cosign, remembered};
