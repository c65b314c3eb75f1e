//! `remit ledger key`: a secret key that signs checkpoints.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use ledger::note::{Purpose, SigningKey};

use super::super::said;
use crate::exit::Exit;

/// Makes a key and says by what others believe it.
pub(in crate::commands) fn key(file: &Path, name: &str) -> anyhow::Result<Exit> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).context("this machine has no random numbers to make a key of")?;
    let text = SigningKey::made_of(&seed, name);
    let [log, witness] =
        [Purpose::Log, Purpose::Witness].map(|purpose| SigningKey::parse(name, purpose, &text));
    let (log, witness) = (log?, witness?);
    let unwritable = || format!("the key {} cannot be written", file.display());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut place = options.open(file).with_context(unwritable)?;
    place.write_all(text.as_bytes()).with_context(unwritable)?;
    said::answer(&format!(
        "The secret key is in {}. Let nobody read it.\nIts public key, where it signs a ledger:    {}\nIts public key, where it signs as a witness: {}\n",
        file.display(),
        log.public(),
        witness.public()
    ))?;
    Ok(Exit::Quiet)
}
