//! Checkpoints that are made, and those that a witness signs.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ledger::note::{Checkpoint, KeyFault, Note, Purpose, SigningKey};
use plugins::files::{ReadFileError, read_secret, sync_names, write_new, write_whole};
use plugins::settings::CheckpointSettings;
use plugins::stores::{KeptLedger, StoreError};
use thiserror::Error;

use super::again::Worked;
use super::fault::CheckpointFault;
use super::hold::{Believed, hold};
use super::ledger::tree_of;
use super::notes::{ENDING, NoteFile, PUBLIC_KEY, newest, read_note};

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

/// Why there is no key to sign with.
#[derive(Debug, Error)]
pub enum LogKeyError {
    #[error("the key {} cannot be read: {error}", .file.display())]
    Unreadable { file: PathBuf, error: ReadFileError },
    #[error("the key {} cannot be used: {error}", .file.display())]
    Unusable { file: PathBuf, error: KeyFault },
}

/// The key with which the ledger of a project signs.
///
/// # Errors
/// There is none that can be used.
pub fn log_key(settings: &CheckpointSettings) -> Result<SigningKey, LogKeyError> {
    let file = settings.key.clone();
    let text = match read_secret(&file) {
        Ok(text) => text,
        Err(error) => return Err(LogKeyError::Unreadable { file, error }),
    };
    SigningKey::parse(&settings.origin, Purpose::Log, &text)
        .map_err(|error| LogKeyError::Unusable { file, error })
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
    sign_tree(&worked, key, (folder, published), now)
}

/// The same of a tree that was worked out already, with its roots at the sizes of what was published.
pub(super) fn sign_tree(
    worked: &Worked,
    key: &SigningKey,
    (folder, published): (&Path, &[NoteFile]),
    now: Timestamp,
) -> Result<Made, SignError> {
    check_published(worked, key, published)?;
    let root = worked.places[&worked.size].root;
    let checkpoint = Checkpoint { origin: key.public().name().to_owned(), size: worked.size, root };
    let made = match newest(published).filter(|known| known.checkpoint == checkpoint) {
        Some(known) => Made::AsItWas { file: known.file.clone(), checkpoint },
        None => publish(checkpoint, key, folder, now)?,
    };
    let public = folder.join(PUBLIC_KEY);
    if !public.exists() {
        write(&public, &format!("{}\n", key.public()))?;
    }
    Ok(made)
}

/// Signs a checkpoint and puts it into the folder. No file there is ever written over.
fn publish(
    checkpoint: Checkpoint,
    key: &SigningKey,
    folder: &Path,
    now: Timestamp,
) -> Result<Made, SignError> {
    let mut note = Note::new(checkpoint.to_string());
    note.sign(key, now);
    let file = folder.join(format!("{:012}.{ENDING}", checkpoint.size));
    let failed = |error| SignError::Unwritable { file: file.clone(), error };
    std::fs::create_dir_all(folder).map_err(failed)?;
    match write_new(&file, note.to_string().as_bytes(), |_| {}) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_of(&file, &checkpoint) => {
            // Somebody else has just signed the same.
            return Ok(Made::AsItWas { file, checkpoint });
        }
        Err(error) => return Err(failed(error)),
    }
    sync_names(folder).map_err(failed)?;
    Ok(Made::New { file, checkpoint })
}

/// Whether a tree bears out what was published, and nobody signed anything else.
pub(super) fn check_published(
    worked: &Worked,
    key: &SigningKey,
    published: &[NoteFile],
) -> Result<(), SignError> {
    let believed = Believed { log: Some(key.public().clone()), ..Believed::default() };
    match hold(worked, published, &believed).faults.into_iter().next() {
        Some(fault) => Err(SignError::Contradicts(fault)),
        None => Ok(()),
    }
}

fn is_of(file: &Path, checkpoint: &Checkpoint) -> bool {
    read_note(file).is_ok_and(|there| there.checkpoint == *checkpoint)
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
