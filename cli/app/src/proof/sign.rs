//! Checkpoints that are made, and those that a witness signs.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ledger::note::{Checkpoint, Note, SigningKey};
use plugins::files::{write_new, write_whole};
use plugins::stores::{KeptLedger, StoreError};
use thiserror::Error;

use super::again::Worked;
use super::fault::CheckpointFault;
use super::hold::{Believed, hold};
use super::ledger::tree_of;
use super::notes::{ENDING, NoteFile, newest};

/// What came of making a checkpoint.
#[derive(Debug)]
pub enum Made {
    /// A new one, in this file.
    New { file: PathBuf, checkpoint: Checkpoint },
    /// Nothing was written since the newest.
    AsItWas { file: PathBuf, checkpoint: Checkpoint },
}

/// Why nothing is signed.
#[derive(Debug, Error)]
pub enum SignError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("nothing was signed, since it would contradict what was signed before\n  {0}")]
    Contradicts(CheckpointFault),
    #[error("nothing was signed: this key signed another history of {origin} before, of {size} leaves, and remembers it in {}", .memory.display())]
    Remembered { origin: String, size: u64, memory: PathBuf },
    #[error("{} cannot be written: {error}", .file.display())]
    Unwritable { file: PathBuf, error: io::Error },
    #[error("{} is not what this key signed last, and nothing is signed without knowing that", .0.display())]
    Memory(PathBuf),
}

impl SignError {
    /// Whether there is another history than the one that was signed before.
    pub fn is_of_two_histories(&self) -> bool {
        matches!(self, Self::Contradicts(_) | Self::Remembered { .. })
    }
}

/// Signs what a ledger comes to now, and publishes it. What was published before is held against it first: nobody signs two histories. That
/// must have been read before the ledger was opened, so that it cannot be ahead of it.
///
/// # Errors
/// Nothing was signed.
pub fn checkpoint(
    store: &mut dyn KeptLedger,
    key: &SigningKey,
    (folder, published): (&Path, &[NoteFile]),
    now: Timestamp,
) -> Result<Made, SignError> {
    let asked: BTreeSet<u64> = published.iter().map(|note| note.checkpoint.size).collect();
    let worked = tree_of(store, &asked)?;
    let believed = Believed { log: Some(key.public().clone()), ..Believed::default() };
    if let Some(fault) = hold(&worked, published, &believed).faults.into_iter().next() {
        return Err(SignError::Contradicts(fault));
    }
    let root = worked.places[&worked.size].root;
    let checkpoint = Checkpoint { origin: key.public().name().to_owned(), size: worked.size, root };
    if let Some(known) = newest(published).filter(|known| known.checkpoint == checkpoint) {
        return Ok(Made::AsItWas { file: known.file.clone(), checkpoint });
    }
    let mut note = Note::new(checkpoint.to_string());
    note.sign(key, now);
    let file = folder.join(format!("{:012}.{ENDING}", checkpoint.size));
    let failed = |error| SignError::Unwritable { file: file.clone(), error };
    std::fs::create_dir_all(folder).map_err(failed)?;
    write_new(&file, note.to_string().as_bytes(), |_| {}).map_err(failed)?;
    Ok(Made::New { file, checkpoint })
}

/// What a witness signed.
#[derive(Debug)]
pub struct Witnessed {
    pub file: PathBuf,
    pub checkpoint: Checkpoint,
}

/// What a witness signed last, of one ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remembered {
    checkpoint: Checkpoint,
}

impl Remembered {
    /// The size at which the tree must be what it was.
    pub fn size(&self) -> u64 {
        self.checkpoint.size
    }
}

/// What a witness signed last of each ledger, from the file beside its key; nothing where it never signed.
///
/// # Errors
/// The file is not what a witness wrote.
pub fn remembered(key: &Path) -> Result<Vec<Remembered>, SignError> {
    let memory = memory_of(key);
    let text = match std::fs::read_to_string(&memory) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(_) => return Err(SignError::Memory(memory)),
    };
    let pieces = text.split_terminator("\n\n").map(|piece| format!("{piece}\n").parse());
    let read = pieces.map(|checkpoint| checkpoint.map(|checkpoint| Remembered { checkpoint }));
    read.collect::<Result<_, _>>().map_err(|_| SignError::Memory(memory))
}

/// Signs a checkpoint that a ledger was found to bear out, and remembers it.
///
/// # Errors
/// Nothing was signed: it signed another history before.
pub fn cosign(
    worked: &Worked,
    note: &NoteFile,
    (key, key_file): (&SigningKey, &Path),
    out: &Path,
    now: Timestamp,
) -> Result<Witnessed, SignError> {
    let mut known = remembered(key_file)?;
    let NoteFile { note: signed, checkpoint, .. } = note;
    let same_ledger = |known: &Remembered| known.checkpoint.origin == checkpoint.origin;
    if let Some(last) = known.iter().find(|known| same_ledger(known)) {
        let Checkpoint { size, root, .. } = last.checkpoint;
        if worked.places.get(&size).is_none_or(|place| place.root != root) {
            let (origin, memory) = (checkpoint.origin.clone(), memory_of(key_file));
            return Err(SignError::Remembered { origin, size, memory });
        }
    }
    let mut signed = signed.clone();
    signed.sign(key, now);
    // What is remembered is never less than what was signed.
    let is_newer =
        known.iter().find(|known| same_ledger(known)).is_none_or(|last| last.size() <= checkpoint.size);
    if is_newer {
        known.retain(|known| !same_ledger(known));
        known.push(Remembered { checkpoint: checkpoint.clone() });
        let pieces: Vec<String> = known.iter().map(|known| known.checkpoint.to_string()).collect();
        let text = pieces.join("\n") + "\n";
        write(&memory_of(key_file), &text)?;
    }
    write(out, &signed.to_string())?;
    Ok(Witnessed { file: out.to_owned(), checkpoint: checkpoint.clone() })
}

fn write(file: &Path, text: &str) -> Result<(), SignError> {
    let failed = |error| SignError::Unwritable { file: file.to_owned(), error };
    write_whole(file, text.as_bytes()).map_err(failed)
}

/// Where a witness remembers what it signed.
fn memory_of(key: &Path) -> PathBuf {
    let mut name = key.as_os_str().to_owned();
    name.push(".signed");
    PathBuf::from(name)
}
