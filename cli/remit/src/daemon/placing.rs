//! Puts the files of reports into the folders of their feeds once the ledger has them, where it keeps them: a machine that is lost before leaves nothing in its folders of which nobody
//! knows.

use std::sync::Arc;

use app::reading;
use plugins::readers::HoldsFor;
use plugins::stores::LoggedReport;
use service::{Answered, UnusableFile};

use super::Daemon;
use super::report_files::UnplacedFile;
use super::streams::lay;

impl Daemon {
    /// Puts those there that are on the ledger by now. What the disk does not take is put there by the next start.
    pub(super) fn place_written(&mut self) {
        if !self.recorder.is_written() {
            return;
        }
        for file in std::mem::take(&mut self.report_files.unplaced) {
            match self.tasks.kept.place(&file.place, &file.bytes) {
                Ok(()) => self.note_placed(&file),
                Err(error) => {
                    tracing::error!(
                        %error, path = file.path,
                        "a report is on the ledger, and its file cannot be put into its folder"
                    );
                    self.report_files.is_whole = false;
                }
            }
        }
    }

    fn note_placed(&mut self, file: &UnplacedFile) {
        self.report_files.note_placed(file);
        let UnplacedFile { place, path, feed, holds_for, revision, .. } = file;
        let program = self.recorder.engine().program().cloned();
        if program.as_ref().map(|program| &program.revision) != revision.as_ref() {
            self.report_files.to_read.push(place.clone());
            return;
        }
        let feed = self.feeds.iter().find(|one| one.settings().id == *feed);
        if let (Some(feed), Some(program), HoldsFor::Good) = (feed, program, holds_for) {
            reading::note_placed(self.recorder.known_files_mut(), feed, &program.catalogue, path, place);
        }
    }

    /// Reads those anew that came in under other texts than are in force by now, as a reload would have if they had stood there.
    pub(super) fn read_placed(&mut self) {
        let placed = std::mem::take(&mut self.report_files.to_read);
        if !placed.is_empty() {
            self.read(&placed);
        }
    }

    /// Keeps a message with the ledger that cannot be used, and lays it into the folder of its feed, where people are told of it as of any other file.
    pub(super) fn keep_unusable(&mut self, UnusableFile { place, path, bytes }: UnusableFile) -> Answered {
        // One that lies there was kept before, and its acknowledgement lost.
        if std::fs::read(&place).is_ok_and(|stands| *stands == *bytes) {
            return Answered::Kept;
        }
        let now = self.now();
        let kept = self.recorder.keep_file(now, LoggedReport { path, bytes: Arc::clone(&bytes) });
        if let Err(error) = kept {
            self.note_unwritten(error);
            // It may be written later, and is put there by the next start then.
            self.report_files.is_whole = false;
            return Answered::Unwritten;
        }
        if let Err(reason) = lay(&place, &bytes) {
            tracing::error!(
                "a message that cannot be used is on the ledger, and cannot be put into its folder: {reason}"
            );
            self.report_files.is_whole = false;
        }
        Answered::Kept
    }
}
