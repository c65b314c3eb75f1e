//! Whose signatures count.

use std::path::Path;

use anyhow::Context as _;
use app::proof::Believed;
use ledger::note::NoteKey;
use plugins::files::read_secret;
use plugins::settings::CheckpointSettings;

use crate::args::BelievedArgs;

/// The file of the folder of checkpoints that has the public key of the ledger.
pub(in crate::commands) const PUBLIC_KEY: &str = "public-key.txt";

/// By what was said on the command line, and by what the project says where nothing was.
pub(super) fn believed(
    args: &BelievedArgs,
    settings: Option<&CheckpointSettings>,
) -> anyhow::Result<Believed> {
    let published = settings.map(|settings| settings.folder.join(PUBLIC_KEY)).filter(|file| file.is_file());
    let log = match (&args.key, published) {
        (Some(key), _) => Some(read_key(key)?),
        (None, Some(file)) => Some(read_key_file(&file)?),
        (None, None) => None,
    };
    let mut witnesses = settings.map(|settings| settings.witnesses.clone()).unwrap_or_default();
    for key in &args.witness {
        let key = read_key(key)?;
        if !witnesses.contains(&key) {
            witnesses.push(key);
        }
    }
    let needed = settings.map_or(0, |settings| settings.needed);
    Ok(Believed { log, witnesses, needed })
}

/// A key as it is written, or the file that has it.
fn read_key(key: &str) -> anyhow::Result<NoteKey> {
    let file = Path::new(key);
    if file.is_file() { read_key_file(file) } else { key.parse().with_context(|| format!("`{key}`")) }
}

fn read_key_file(file: &Path) -> anyhow::Result<NoteKey> {
    let shown = file.display();
    let text = read_secret(file).with_context(|| format!("the key {shown} cannot be read"))?;
    text.parse().with_context(|| format!("the key {shown} cannot be used"))
}
