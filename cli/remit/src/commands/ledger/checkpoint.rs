//! `remit ledger checkpoint`: what the ledger comes to now, signed and published.

use std::path::Path;

use anyhow::bail;
use app::project;
use app::proof::{self, Made};
use jiff::Timestamp;
use serde::Serialize;

use super::super::said;
use super::say;
use crate::args::Format;
use crate::exit::Exit;

#[derive(Serialize)]
struct WireCheckpoint {
    file: String,
    origin: String,
    /// How many leaves the tree has.
    size: u64,
    root: String,
    /// Whether it is a new one; otherwise nothing was written since.
    new: bool,
}

/// Signs and publishes.
pub(in crate::commands) fn checkpoint(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let (place, settings) = match project::checkpoint_settings(dir) {
        Ok(found) => found,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    let Some(settings) = settings else {
        bail!(
            "the project has no `[checkpoints]`\n  help: name an `origin` there, and make a key with `remit ledger key`"
        );
    };
    // Whoever signs beside this one may be ahead of a ledger that was opened before.
    let published = proof::read_folder(&settings.folder)?;
    let Some(mut store) = place.open_read_only()? else {
        bail!("there is no ledger yet; `remit run {}` begins it", dir.display())
    };
    let key = proof::log_key(&settings)?;
    let there = (settings.folder.as_path(), published.as_slice());
    let made = proof::checkpoint(&mut *store, &key, there, Timestamp::now());
    let (file, checkpoint, new) = match made {
        Ok(Made::New { file, checkpoint }) => (file, checkpoint, true),
        Ok(Made::AsItWas { file, checkpoint }) => (file, checkpoint, false),
        Err(error) if error.is_of_two_histories() => {
            said::complain(&error.to_string());
            return Ok(Exit::Failed);
        }
        Err(error) => return Err(error.into()),
    };
    let word = if new { "Signed" } else { "Signed before" };
    let text =
        format!("{word}, in {}: {} leaves, root {}\n", file.display(), checkpoint.size, checkpoint.root);
    let document = WireCheckpoint {
        file: file.display().to_string(),
        origin: checkpoint.origin,
        size: checkpoint.size,
        root: checkpoint.root.to_string(),
        new,
    };
    say::answer(format, &text, &document)?;
    Ok(Exit::Quiet)
}
