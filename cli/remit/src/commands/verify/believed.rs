//! Whose signatures count.

use std::path::Path;

use anyhow::{Context as _, bail};
use app::proof::{Believed, PUBLIC_KEY};
use ledger::note::{NoteKey, Purpose};
use plugins::files::read_secret;
use plugins::settings::CheckpointSettings;

use crate::args::BelievedArgs;

/// By what was said on the command line, and by what the project says where nothing was.
pub(super) fn believed(
    args: &BelievedArgs,
    settings: Option<&CheckpointSettings>,
) -> anyhow::Result<Believed> {
    let published = settings.map(|settings| settings.folder.join(PUBLIC_KEY)).filter(|file| file.is_file());
    let log = match (&args.key, published) {
        (Some(key), _) => Some(read_key(key, Purpose::Log)?),
        (None, Some(file)) => Some(read_key_file(&file, Purpose::Log)?),
        (None, None) => None,
    };
    let mut witnesses = settings.map(|settings| settings.witnesses.clone()).unwrap_or_default();
    let mut required = Vec::new();
    for key in &args.witness {
        let key = read_key(key, Purpose::Witness)?;
        if !witnesses.contains(&key) {
            witnesses.push(key.clone());
        }
        required.push(key);
    }
    let needed = settings.map_or(0, |settings| settings.needed);
    Ok(Believed { log, witnesses, needed, required, is_log_named: args.key.is_some() })
}

/// A key as it is written, or the file that has it.
fn read_key(key: &str, purpose: Purpose) -> anyhow::Result<NoteKey> {
    let file = Path::new(key);
    if file.is_file() {
        return read_key_file(file, purpose);
    }
    for_purpose(key.parse::<NoteKey>().with_context(|| format!("`{key}`"))?, purpose)
}

fn read_key_file(file: &Path, purpose: Purpose) -> anyhow::Result<NoteKey> {
    let shown = file.display();
    let text = read_secret(file).with_context(|| format!("the key {shown} cannot be read"))?;
    for_purpose(text.parse::<NoteKey>().with_context(|| format!("the key {shown} cannot be used"))?, purpose)
}

/// The same key, if it is one with which such a signature is made.
fn for_purpose(key: NoteKey, purpose: Purpose) -> anyhow::Result<NoteKey> {
    if key.purpose() == purpose {
        return Ok(key);
    }
    match purpose {
        Purpose::Log => bail!("{key} is the key of a witness, and `--key` takes that of a ledger"),
        Purpose::Witness => bail!("{key} is the key of a ledger, and `--witness` takes that of a witness"),
    }
}
