//! Recording what an official asks for that a second person decides about, and what that person decides.

use jiff::Timestamp;
use ledger::request;

use super::asker::Asker;
use super::carry_out::Command;
use crate::recorder::{DecideError, Deciding, ProposeError, ProposedText, Proved, Recorder, RespondError};

/// Record what an official asks for.
pub struct Propose<'r> {
    pub asked_by: Asker,
    pub request: &'r request::Respond,
    pub proved: Proved,
}

impl<'r> Propose<'r> {
    /// By an account, which asks for its own bodies and missions alone.
    pub fn new(request: &'r request::Respond, proved: Proved) -> Self {
        Self { asked_by: Asker::Account(proved.account.clone()), request, proved }
    }
}

impl Command for Propose<'_> {
    type Outcome = ();
    type Error = RespondError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        recorder.propose(now, self.request, &self.proved)
    }
}

/// Record that somebody asks for other values in the text of a mission, or for tests of its rules.
pub struct ProposeChange {
    pub asked_by: Asker,
    pub asked: ProposedText,
}

impl ProposeChange {
    /// By an account, which asks for its own missions alone.
    pub fn new(asked: ProposedText) -> Self {
        Self { asked_by: Asker::Account(asked.account.clone()), asked }
    }
}

impl Command for ProposeChange {
    type Outcome = ();
    type Error = ProposeError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        recorder.propose_change(now, &self.asked)
    }
}

/// Record what somebody decides about it.
pub struct Decide {
    pub asked_by: Asker,
    pub deciding: Deciding,
}

impl Decide {
    /// By an account.
    pub fn new(deciding: Deciding) -> Self {
        Self { asked_by: Asker::Account(deciding.account.clone()), deciding }
    }
}

impl Command for Decide {
    type Outcome = ();
    type Error = DecideError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        recorder.decide(now, &self.deciding)
    }
}
