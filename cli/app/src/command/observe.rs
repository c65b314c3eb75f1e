//! Taking in what bodies reported.

use engine::model::Unused;
use jiff::Timestamp;
use plugins::stores::{LoggedReport, StoreError};

use super::asker::Asker;
use super::carry_out::Command;
use crate::intake::HandIn;
use crate::reading::FileReading;
use crate::receipts::Receipts;
use crate::recorder::Recorder;

/// Take in the readings of some files, as one event.
pub struct Observe {
    pub asked_by: Asker,
    pub readings: Vec<FileReading>,
    /// Files that could not be read at all.
    pub refused: Vec<Unused>,
    /// Who handed files in, to be answered in the same transaction.
    pub handed_in: Vec<HandIn>,
    /// Those of the files that a ledger keeps which keeps what is handed in.
    pub files: Vec<LoggedReport>,
}

impl Command for Observe {
    type Outcome = Receipts;
    type Error = StoreError;

    fn asked_by(&self) -> &Asker {
        &self.asked_by
    }

    fn carry_out(self, recorder: &mut Recorder, now: Timestamp) -> Result<Self::Outcome, Self::Error> {
        let handed_in = (&*self.handed_in, self.files);
        recorder.receive(now, self.readings, self.refused, handed_in).map(Receipts::from)
    }
}
