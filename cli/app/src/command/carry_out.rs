//! What all commands have in common.

use jiff::Timestamp;

use super::asker::Asker;
use crate::recorder::Recorder;

/// Something that is asked of whoever holds the ledger.
pub trait Command {
    /// What it leads to.
    type Outcome;
    /// Why it is not carried out.
    type Error;

    fn asked_by(&self) -> &Asker;

    /// Carries it out and writes down what happened.
    ///
    /// # Errors
    /// It is refused, or the store failed.
    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error>;
}
