//! A witness signs what was worked out again, and nothing else.

use std::path::Path;

use anyhow::{Context as _, bail};
use app::proof::{self, HeldToCheckpoints, Worked};
use jiff::Timestamp;
use ledger::note::{Purpose, SigningKey};
use plugins::files::read_secret;

use super::super::said;
use crate::args::VerifyArgs;
use crate::exit::Exit;

/// Signs the newest checkpoint that the ledger bears out.
pub(super) fn cosign(
    args: &VerifyArgs,
    key_file: &Path,
    worked: &Worked,
    held: &HeldToCheckpoints,
) -> anyhow::Result<Exit> {
    let shown = key_file.display();
    let text = read_secret(key_file).with_context(|| format!("the key {shown} cannot be read"))?;
    let name = args.name.as_deref().unwrap_or_default();
    let key = SigningKey::parse(name, Purpose::Witness, &text);
    let key = key.with_context(|| format!("the key {shown} cannot be used"))?;
    let newest = held.borne_out.iter().max_by_key(|(note, _)| note.checkpoint.size);
    let Some((note, _)) = newest else {
        bail!(
            "there is no checkpoint to sign\n  help: `remit ledger checkpoint` makes one, and `--checkpoint FILE` names one"
        );
    };
    let out = args.out.as_deref().unwrap_or(&note.file);
    let witnessed = match proof::cosign(worked, note, (&key, key_file), out, Timestamp::now()) {
        Ok(witnessed) => witnessed,
        Err(error) if error.is_of_two_histories() => {
            said::complain(&error.to_string());
            return Ok(Exit::Failed);
        }
        Err(error) => return Err(error.into()),
    };
    said::remark(&format!(
        "Signed as a witness, in {}: {} leaves. Others believe it by {}",
        witnessed.file.display(),
        witnessed.checkpoint.size,
        key.public()
    ));
    Ok(Exit::Quiet)
}
