//! Having a statement signed: here with a key in a file, or elsewhere.

use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use ledger::entry::Signed;
use ledger::signature::{Lock, SecretKey};

use super::super::said;

/// A key that was read from a file, open or not.
pub(super) struct KeyFile {
    lock: Lock,
    path: String,
}

impl KeyFile {
    /// Reads a secret key.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| format!("the key {shown} cannot be read"))?;
        let lock = Lock::parse(&text).with_context(|| format!("the key {shown} cannot be used"))?;
        Ok(Self { lock, path: shown })
    }

    /// The public key that belongs to it.
    pub(super) fn public(&self) -> String {
        self.lock.public()
    }

    /// Opens the key, asking for its passphrase where it has one.
    pub(super) fn open(self) -> anyhow::Result<SecretKey> {
        let locked = match self.lock {
            Lock::Open(key) => return Ok(key),
            Lock::Locked(locked) => locked,
        };
        if !std::io::stdin().is_terminal() {
            bail!(
                "the key {} has a passphrase, and there is no terminal to ask for it\n  help: run this on a terminal, or \
                 write the statement out with `--statement FILE` and sign it with `ssh-keygen -Y sign`",
                self.path
            );
        }
        let passphrase = rpassword::prompt_password(format!("Passphrase of {}: ", self.path))
            .context("the passphrase cannot be read")?;
        locked.open(&passphrase).with_context(|| format!("the key {} cannot be opened", self.path))
    }
}

/// Asks whether to sign, where nobody said so before.
pub(super) fn confirm() -> anyhow::Result<bool> {
    if !std::io::stdin().is_terminal() {
        bail!("there is no terminal to ask on\n  help: say `--yes` where you have looked at the change");
    }
    let mut out = std::io::stderr();
    write!(out, "Sign this? Type yes: ")?;
    out.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

/// Writes a statement out to be signed elsewhere, and says how. A file that is there already is left alone.
pub(super) fn write_out(text: &str, file: &Path, hand_in: &str) -> anyhow::Result<()> {
    let shown = file.display();
    let mut place = fs::File::create_new(file).with_context(|| format!("{shown} cannot be written"))?;
    place.write_all(text.as_bytes()).with_context(|| format!("{shown} cannot be written"))?;
    said::answer(&format!(
        "The statement is in {shown}. Sign it with your key, and hand the signature in:\n  \
         ssh-keygen -Y sign -f KEY -n {} {shown}\n  {hand_in} --statement {shown} --signature {shown}.sig\n",
        ledger::signature::NAMESPACE
    ))
}

/// Reads a statement and the signature that was made under it elsewhere.
pub(super) fn read_in(statement: &Path, signature: &Path) -> anyhow::Result<Signed> {
    let read =
        |path: &Path| fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    Ok(Signed { statement: read(statement)?, signature: read(signature)? })
}
