//! What is known from the ledger besides the engine: live, after a restart and beside whoever holds the ledger alike.
//!
//! `announced` is what people were last told of the project, `heard` who heard of which alert, `state` all that is known, and `stored` its form in a snapshot.

mod announced;
mod heard;
mod state;
mod stored;

pub(crate) use announced::{
    ACCEPTED, APPROVED, CHECKPOINT, FAILING, FILE_GONE, FILE_REFUSED, RECOVERED, REFUSED, SET_ASIDE, WAITING,
    WITHDRAWN, checkpoint_name,
};
pub(crate) use heard::{DIGEST, Heard, alerts_of};
pub(crate) use state::LedgerState;
pub(crate) use stored::{StoredState, known_files};
