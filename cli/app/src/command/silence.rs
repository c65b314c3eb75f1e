//! Asking that nobody is told of some alerts for a time, and ending that.

use jiff::Timestamp;
use ledger::request;
use ledger::silences::KnownSilence;

use super::asker::Asker;
use super::carry_out::Command;
use crate::recorder::{Recorder, SilenceError, Silencer};

/// Record that nobody is to be told of some alerts for a time.
pub struct Silence<'r> {
    pub asked_by: Asker,
    pub request: &'r request::Silence,
    /// Where it is known who asks.
    pub silencer: Option<Silencer>,
}

impl<'r> Silence<'r> {
    pub fn new(request: &'r request::Silence, silencer: Option<Silencer>) -> Self {
        Self { asked_by: asker(&request.by, silencer.as_ref()), request, silencer }
    }
}

impl Command for Silence<'_> {
    /// None where it was recorded before.
    type Outcome = Option<KnownSilence>;
    type Error = SilenceError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        recorder.silence(now, self.request, self.silencer.as_ref())
    }
}

/// Record that a silence ends before its time.
pub struct EndSilence<'r> {
    pub asked_by: Asker,
    pub request: &'r request::EndSilence,
    /// Where it is known who asks.
    pub silencer: Option<Silencer>,
}

impl<'r> EndSilence<'r> {
    pub fn new(request: &'r request::EndSilence, silencer: Option<Silencer>) -> Self {
        Self { asked_by: asker(&request.by, silencer.as_ref()), request, silencer }
    }
}

impl Command for EndSilence<'_> {
    type Outcome = KnownSilence;
    type Error = SilenceError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        recorder.end_silence(now, self.request, self.silencer.as_ref())
    }
}

fn asker(by: &str, silencer: Option<&Silencer>) -> Asker {
    match silencer {
        Some(silencer) => Asker::Account(silencer.account.clone()),
        None => Asker::Person(by.to_owned()),
    }
}
