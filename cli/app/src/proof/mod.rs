//! What stands on a ledger, worked out again by somebody who trusts nobody here: whether what was told follows from what was known, and whether
//! that is what was signed.
//!
//! `fault` is what does not follow and `message_fault` a message that says something else than follows, `signed_texts` looks whether texts had their signatures, `remade` makes messages again, `scope` to what an accusation is narrowed, `again` works a ledger out commit by commit, `notes` reads checkpoints and `hold` holds them against what was
//! worked out; `ledger` does so for a ledger on the disk, `sign` makes a checkpoint and signs those of others, `publisher` says when a service does (`kept_tree` spares it the reading of all), `published` gathers them for readers of feeds, `narrowing` finds what an accusation rests on, and `bundle` makes and
//! checks the file that holds what one accusation rests on, `piece` all of a ledger as a service hands it out. Nothing here writes a ledger.

mod again;
mod bundle;
mod fault;
mod hold;
mod kept_tree;
mod ledger;
mod message_fault;
mod narrowing;
mod notes;
mod piece;
mod published;
mod publisher;
mod remade;
mod scope;
mod sign;
mod signed_texts;

pub use again::{Again, TreePlace, Worked};
pub use bundle::{BundleFault, Checked, Proof, ProofExtent, check_bundle, prove};
pub use fault::{CheckpointFault, StepFault};
pub use hold::{Believed, HeldToCheckpoints, hold};
pub use ledger::{tree_of, work_out};
pub use message_fault::MessageFault;
pub use notes::{NoteFile, NoteFileError, PUBLIC_KEY, newest, read_folder, read_note};
pub use piece::{Piece, PieceFault, piece, work_out_pieces};
pub use published::{PublishedCheckpoint, published};
pub use publisher::{Looked, PublishError, Publisher};
pub use remade::{MessagesRemade, Unmade};
pub use scope::{Scope, cluster};
pub use sign::{
    LogKeyError, Made, Remembered, SignError, Witnessed, checkpoint, cosign, log_key, remembered,
};
