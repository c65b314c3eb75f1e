//! Having signed what the ledger came to, and saying what came of it.

use std::sync::Arc;

use app::proof::{NoteFile, PublishError};
use jiff::{SignedDuration, Timestamp};
use plugins::settings::CheckpointSettings;
use words::checkpoint::{Unsigned, unsigned};

use super::Daemon;
use super::checkpoints::{Look, Replaced};
use super::happening::CheckpointNews;

/// After so long at the latest it is tried again to sign where that failed.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(10);

impl Daemon {
    /// Signs by these settings from now on, where the project has the service sign. What was begun by others is brought to an end.
    pub(super) fn follow_checkpoints(&mut self, settings: Option<&CheckpointSettings>) {
        let settings = settings.filter(|settings| settings.every.is_some());
        let settings = settings.map(|settings| settings.clone().from_folder(&self.dir));
        if self.checkpoints.replace(settings, &self.sender) == Replaced::Anew {
            self.showing.beside.unsigned = None;
        }
    }

    /// Has signed what is to be signed by now.
    pub(super) fn sign_what_is_due(&mut self) {
        self.checkpoints.look_if_due(self.recorder.position(), Timestamp::now());
    }

    /// Says what came of it, and sends what was signed to those who keep it.
    pub(super) fn checkpoints_looked(&mut self, news: CheckpointNews) {
        let CheckpointNews { settings, looked } = news;
        if !self.checkpoints.are_by(&settings) {
            return;
        }
        let looked = match looked {
            Ok(looked) => looked,
            Err(error) => return self.tell_unsigned(&error, &settings),
        };
        self.checkpoints.looked = self.checkpoints.looked.max(looked.last);
        self.checkpoints.look = looked.due.map_or(Look::UponMore, Look::At);
        if let Some((file, checkpoint)) = &looked.signed {
            tracing::info!(file = %file.display(), leaves = checkpoint.size, "a checkpoint is signed");
        }
        if self.showing.beside.unsigned.take().is_some() {
            tracing::info!("what the ledger came to is signed again");
        }
        let Some(unsent) = looked.unsent.filter(|_| !settings.mail.is_empty()) else { return };
        let NoteFile { note, checkpoint, .. } = unsent;
        if self.checkpoints.sent.as_ref() != Some(&checkpoint) {
            let sent = self.recorder.send_checkpoint(Timestamp::now(), (&note, &checkpoint), &settings);
            self.checkpoints.sent = Some(checkpoint);
            self.note(sent);
        }
    }

    /// Says why nothing is signed, once for as long as that is so.
    fn tell_unsigned(&mut self, error: &PublishError, settings: &CheckpointSettings) {
        let wait = settings.every.unwrap_or(AGAIN_AFTER).min(AGAIN_AFTER);
        self.checkpoints.look = Look::At(Timestamp::now().saturating_add(wait).unwrap_or(Timestamp::MAX));
        let told = unsigned(&error.to_string());
        if self.showing.beside.unsigned.as_deref() == Some(&*told) {
            return;
        }
        tracing::error!("{told}");
        self.showing.beside.unsigned = Some(Arc::from(&*told));
        let kind = if error.is_of_two_histories() { Unsigned::Contradicted } else { Unsigned::ForNow };
        let announced = self.recorder.announce_unsigned(Timestamp::now(), &told, kind);
        self.note(announced);
    }
}
