//! Checkpoints that a service signs and publishes by itself: what was written is signed after a while at the latest, counted from when it was written, so
//! that a restart is none the wiser and two of them are never closer than that.
//!
//! It reads the ledger as anybody may who writes nothing, and so signs what is on the disk and nothing else. When it is asked to look is for others to say.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;
use ledger::entry::Position;
use ledger::note::Checkpoint;
use plugins::settings::CheckpointSettings;
use plugins::stores::{LedgerPlace, StoreError};
use thiserror::Error;

use super::again::Worked;
use super::kept_tree::KeptTree;
use super::notes::{NoteFile, NoteFileError, newest, read_folder, read_note};
use super::sign::{LogKeyError, Made, SignError, check_published, log_key, sign_tree};
use crate::ledger_state::checkpoint_name;

/// Who signs what a ledger comes to.
pub struct Publisher {
    place: LedgerPlace,
    /// With paths that begin in the folder of the project.
    settings: CheckpointSettings,
    tree: Option<KeptTree>,
}

/// What came of looking.
#[derive(Debug)]
pub struct Looked {
    /// The last entry that was looked at.
    pub last: Position,
    /// What was signed, where something was.
    pub signed: Option<(PathBuf, Checkpoint)>,
    /// When to look again, since something was written that is to be signed then.
    pub due: Option<Timestamp>,
    /// The newest checkpoint, where no message was sent in which it is.
    pub unsent: Option<NoteFile>,
}

/// Why nothing is signed.
#[derive(Debug, Error)]
pub enum PublishError {
    #[error(transparent)]
    Key(#[from] LogKeyError),
    #[error(transparent)]
    Folder(#[from] NoteFileError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Sign(#[from] SignError),
}

impl PublishError {
    /// Whether there is another history than the one that was signed before.
    pub fn is_of_two_histories(&self) -> bool {
        matches!(self, Self::Sign(error) if error.is_of_two_histories())
    }
}

impl Publisher {
    /// For the ledger of a project; the paths of the settings begin in its folder.
    pub fn new(place: LedgerPlace, settings: CheckpointSettings) -> Self {
        Self { place, settings, tree: None }
    }

    /// Signs what is to be signed by now.
    ///
    /// # Errors
    /// Nothing was signed.
    pub fn look(&mut self, now: Timestamp) -> Result<Looked, PublishError> {
        let Self { place, settings, tree } = self;
        let key = log_key(settings)?;
        // Read before the ledger, which is never behind it then.
        let published = read_folder(&settings.folder)?;
        let asked: BTreeSet<u64> = published.iter().map(|note| note.checkpoint.size).collect();
        let nothing = Looked { last: 0, signed: None, due: None, unsent: None };
        let Some(mut store) = place.open_read_only()? else { return Ok(nothing) };
        let worked = KeptTree::grown(tree, &mut *store, &asked)?;
        let Some(tree) = tree.as_mut().filter(|_| worked.size > 0) else { return Ok(nothing) };
        check_published(&worked, &key, &published)?;
        let newest = newest(&published);
        let due = newest.map_or(Some(now), |newest| {
            let since = tree.unsigned_since(covered(&worked, newest))?;
            Some(since.saturating_add(settings.every.unwrap_or_default()).unwrap_or(Timestamp::MAX))
        });
        let looked = Looked { last: worked.last, ..nothing };
        if due.is_none_or(|due| due > now) {
            let unsent =
                newest.filter(|newest| !tree.was_sent(&checkpoint_name(&newest.checkpoint))).cloned();
            return Ok(Looked { due, unsent, ..looked });
        }
        let made = sign_tree(&worked, &key, (&settings.folder, &published), now)?;
        tree.ask(worked.size);
        let (Made::New { file, checkpoint } | Made::AsItWas { file, checkpoint }) = made;
        let unsent = Some(read_note(&file)?).filter(|_| !tree.was_sent(&checkpoint_name(&checkpoint)));
        Ok(Looked { signed: Some((file, checkpoint)), unsent, ..looked })
    }
}

/// Up to which entry a checkpoint covers a ledger that bears it out.
fn covered(worked: &Worked, note: &NoteFile) -> Position {
    worked.places.get(&note.checkpoint.size).map_or(0, |place| place.last)
}
