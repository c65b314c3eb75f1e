//! The checkpoints of a folder for readers of feeds: one for each size, with all signatures under it in whichever files they stand.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use ledger::note::{Checkpoint, Note};

use super::notes::{NoteFileError, read_folder};

/// A checkpoint that was published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublishedCheckpoint {
    pub checkpoint: Checkpoint,
    /// With the signatures of all files in which it stands.
    pub note: Note,
    /// When one of these files last changed, such as by the signature of a witness.
    pub changed: Timestamp,
}

/// The checkpoints of a folder, the newest first; none where there is no folder.
///
/// # Errors
/// The folder cannot be read, or a file in it is no checkpoint.
pub fn published(folder: &Path) -> Result<Vec<PublishedCheckpoint>, NoteFileError> {
    let mut published: Vec<PublishedCheckpoint> = Vec::new();
    for file in read_folder(folder)? {
        let changed = changed(&file.file);
        if let Some(known) = published.iter_mut().find(|known| known.note.text() == file.note.text()) {
            known.note.join(&file.note);
            known.changed = known.changed.max(changed);
        } else {
            let (checkpoint, note) = (file.checkpoint, file.note);
            published.push(PublishedCheckpoint { checkpoint, note, changed });
        }
    }
    published.sort_by_key(|published| std::cmp::Reverse(published.checkpoint.size));
    Ok(published)
}

/// When a file last changed; the epoch where the disk does not say.
fn changed(file: &Path) -> Timestamp {
    let changed = fs::metadata(file).and_then(|about| about.modified()).ok();
    let changed = changed.and_then(|changed| Timestamp::try_from(changed).ok());
    // Whoever looks in reads seconds.
    changed.and_then(|changed| Timestamp::from_second(changed.as_second()).ok()).unwrap_or_default()
}
