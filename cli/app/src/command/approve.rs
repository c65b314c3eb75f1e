//! Taking in a signature under a change that waits.

use crate::approvals::{ApprovalError, Examined};
use jiff::Timestamp;
use ledger::entry::Signed;
use ledger::signature::Statement;
use plugins::stores::StoreError;
use thiserror::Error;

use super::asker::Asker;
use super::carry_out::Command;
use crate::recorder::Recorder;

/// Take a signature in, where it counts.
pub struct Approve<'s> {
    pub asked_by: Asker,
    pub signed: &'s Signed,
}

/// Why a signature is not taken in.
#[derive(Debug, Error)]
pub enum ApproveError {
    /// It does not count.
    #[error(transparent)]
    Refused(#[from] ApprovalError),
    /// The store failed; the signature is kept and written with the next success.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<'s> Approve<'s> {
    /// As the statement has it, by whoever it says signs.
    pub fn new(signed: &'s Signed) -> Self {
        let statement = Statement::parse(&signed.statement);
        let asked_by = statement.map_or(Asker::Service, |statement| Asker::Person(statement.signer));
        Self { asked_by, signed }
    }
}

impl Command for Approve<'_> {
    /// None where it is on the ledger already.
    type Outcome = Option<Examined>;
    type Error = ApproveError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        Ok(recorder.approve(now, self.signed)??)
    }
}
