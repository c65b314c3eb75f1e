//! Recording what an official says to an alert.

use jiff::Timestamp;
use ledger::request;

use super::asker::Asker;
use super::carry_out::Command;
use crate::recorder::{Proved, Recorder, RespondError, Responded};

/// Record what an official says.
pub struct Respond<'r> {
    pub asked_by: Asker,
    pub request: &'r request::Respond,
    /// Where it is known who asks.
    pub proved: Option<Proved>,
}

impl<'r> Respond<'r> {
    /// As the request has it, by whoever it says speaks.
    pub fn new(request: &'r request::Respond) -> Self {
        Self { asked_by: Asker::Person(request.submission.by.clone()), request, proved: None }
    }

    /// By an account, which speaks for its own bodies and missions alone.
    pub fn proved(request: &'r request::Respond, proved: Proved) -> Self {
        Self { asked_by: Asker::Account(proved.account.clone()), request, proved: Some(proved) }
    }
}

impl Command for Respond<'_> {
    /// None where it was recorded before.
    type Outcome = Option<Responded>;
    type Error = RespondError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        recorder.respond(now, self.request, self.proved.as_ref())
    }
}
