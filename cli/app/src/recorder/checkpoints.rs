//! Sending checkpoints to those who keep them, each in a mail of its own, and telling people where nothing is signed.

use jiff::Timestamp;
use ledger::entry::{Entry, Position};
use ledger::note::{Checkpoint, Note};
use plugins::settings::CheckpointSettings;
use plugins::stores::StoreError;
use words::checkpoint::{Unsigned, notice, sent};

use super::record::Recorder;
use super::route::{at_once, queue};
use super::telling::announcement;
use crate::ledger_state::{CHECKPOINT, checkpoint_name};

const UNSIGNED: &str = "project.unsigned";

impl Recorder {
    /// Queues a checkpoint for those to whom the project sends it.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn send_checkpoint(
        &mut self,
        now: Timestamp,
        (note, checkpoint): (&Note, &Checkpoint),
        settings: &CheckpointSettings,
    ) -> Result<(), StoreError> {
        let now = self.moment(now);
        let Checkpoint { origin, size, root } = checkpoint;
        let mut entries: Vec<Entry> = Vec::new();
        for person in &settings.mail {
            let address = person.email.to_string();
            let name = person.name.clone().unwrap_or_else(|| address.clone());
            let told = sent(&name, origin, *size, &note.to_string());
            let json = serde_json::json!({
                "id": checkpoint_name(checkpoint),
                "origin": origin,
                "size": size,
                "root": root.to_string(),
                // It is one person's own, and is kept as it came.
                "personal": true,
                "alone": true,
                "plain": true,
                "recipients": [{ "people": person.name.iter().collect::<Vec<_>>(), "address": address }],
            });
            let place = self.next_place() + entries.len() as Position;
            let message = announcement(CHECKPOINT, now, told, json.to_string(), place);
            entries.extend(queue(&at_once(&self.letters), message));
        }
        self.write(now, entries)
    }

    /// Tells people that what the ledger came to is not signed, each time that begins; `told` says why.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_unsigned(
        &mut self,
        now: Timestamp,
        told: &str,
        unsigned: Unsigned,
    ) -> Result<(), StoreError> {
        let json = serde_json::json!({ "reason": told }).to_string();
        self.announce(now, UNSIGNED, notice(told, unsigned), json)
    }
}
