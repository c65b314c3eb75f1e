//! Keeping what was worked out, so that the next start need not work it out again. Nothing is lost without it: all is a fold over the ledger.

use engine::Event;
use jiff::Timestamp;
use ledger::codec::encode_snapshot;
use ledger::entry::{Entry, Position};
use plugins::stores::StoreError;

use super::record::Recorder;
use super::saved::{SavedSnapshot, Unsaved};
use crate::ledger_state::StoredState;

/// So many entries are read again at a start sooner than all is written down anew.
const SOON_READ: Position = 1_000;

impl Recorder {
    /// Says that the service was up until now, since time in which it is down counts towards no `for`, and keeps what was
    /// worked out. It says so also where nothing is open: what is found later may have been open all this time.
    ///
    /// # Errors
    /// The store failed; what could not be written is lost with the recorder.
    pub fn stop(&mut self, now: Timestamp) -> Result<(), StoreError> {
        if self.engine.program().is_some() {
            self.take_in(now, Event::ClockAdvanced, vec![Entry::ClockAdvanced])?;
        }
        self.save_snapshot()
    }

    /// Keeps what was worked out, where the next start would have to work something out again: to write millions of figures down takes longer than to
    /// hear that time passed.
    ///
    /// # Errors
    /// The store failed; nothing is lost, the next start only takes longer.
    pub fn save_work(&mut self) -> Result<(), StoreError> {
        self.flush()?;
        let is_soon_read = |saved: &SavedSnapshot| {
            self.state.position.saturating_sub(saved.position) <= SOON_READ
                && saved.files == self.known_files.lasting()
        };
        if self.unsaved == Unsaved::Moments && self.saved.as_ref().is_some_and(is_soon_read) {
            return Ok(());
        }
        self.save_snapshot()
    }

    /// Keeps what was worked out, so that the next start need not work it out again.
    ///
    /// # Errors
    /// The store failed; nothing is lost, the next start only takes longer.
    pub fn save_snapshot(&mut self) -> Result<(), StoreError> {
        self.flush()?;
        self.tell_slow_rules();
        let (position, files) = (self.state.position, self.known_files.lasting());
        let to_save = Some(SavedSnapshot { position, files });
        if self.saved == to_save {
            return Ok(());
        }
        let Some(memo) = self.engine.memo() else { return Ok(()) };
        let stored = StoredState::of(&self.state, &self.known_files);
        let snapshot = encode_snapshot(&stored, self.engine.evidence(), &memo);
        self.store.save_snapshot(position, &snapshot)?;
        (self.saved, self.unsaved) = (to_save, Unsaved::default());
        Ok(())
    }
}
