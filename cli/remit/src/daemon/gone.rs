//! Files of feeds that are taken away while the service is up.

use std::time::{Duration, Instant};

use app::reading;
use jiff::Timestamp;

use super::Daemon;

/// A file that is taken away may come back at once, or under another name.
const GONE_AFTER: Duration = Duration::from_secs(1);

impl Daemon {
    /// Looks in a moment whether files of feeds are gone.
    pub(super) fn look_for_gone(&mut self) {
        self.look_for_gone = Some(Instant::now() + GONE_AFTER);
    }

    /// When that is; none while files that are on the ledger are still to be put there.
    pub(super) fn next_look_for_gone(&self) -> Option<Instant> {
        self.look_for_gone.filter(|_| self.report_files.unplaced.is_empty())
    }

    /// Tells people of files that are no longer there, though their figures are in force.
    pub(super) fn tell_gone(&mut self) {
        self.look_for_gone = None;
        let (contents, evidence) = (self.recorder.file_contents(), self.recorder.engine().evidence());
        let gone = reading::gone(&self.dir, &self.feeds, contents, evidence);
        let told = self.recorder.announce_gone(self.recorder.moment(Timestamp::now()), &gone);
        self.note(told);
    }
}
