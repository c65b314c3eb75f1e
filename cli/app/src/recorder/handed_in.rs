//! What was handed in before, and what a report would come to that is not handed in yet.

use jiff::Timestamp;
use ledger::entry::{Entry, HandedIn};
use plugins::stores::StoreError;

use super::receive::sift_telling;
use super::record::Recorder;
use crate::intake::{RowsSaid, WireReport};
use crate::reading::FileReading;

/// What is known of a key under which something is handed in.
pub enum KnownHandIn {
    /// Nothing was handed in under it.
    No,
    /// The very same was, and had this answer.
    Same(HandedIn),
    /// Something else was.
    Other,
}

impl Recorder {
    /// What was handed in under a key before.
    ///
    /// # Errors
    /// The ledger cannot be read, or what happened last cannot be written down.
    pub fn handed_in(&mut self, account: &str, key: &str, content: &str) -> Result<KnownHandIn, StoreError> {
        self.flush()?;
        let Some(known) = self.state.keys.get(account, key) else { return Ok(KnownHandIn::No) };
        if known.content != content {
            return Ok(KnownHandIn::Other);
        }
        let position = known.position;
        Ok(match self.store.entry(position)?.map(|recorded| recorded.entry) {
            Some(Entry::HandedIn(handed_in)) => KnownHandIn::Same(handed_in),
            _ => KnownHandIn::No,
        })
    }

    /// What those were answered who handed something in, since this was last asked for.
    pub fn take_answered(&mut self) -> Vec<HandedIn> {
        std::mem::take(&mut self.answered)
    }

    /// What a report would come to. Nothing of it is kept.
    pub fn foresee(&self, now: Timestamp, reading: FileReading) -> Option<WireReport> {
        let mut rows = RowsSaid::of_files([reading.file.path.clone()]);
        let evidence = self.engine().evidence();
        let mut contents = self.file_contents().clone();
        let mut tell = |said: &_, news| rows.note(evidence, said, news);
        let sifted = sift_telling(evidence, (&mut contents, now), vec![reading], &mut tell);
        Some(WireReport::of(now, None, sifted.receipts.first()?, &rows))
    }
}
