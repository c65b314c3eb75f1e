//! `[checkpoints]`: what the ledger came to, signed and published.

use std::path::PathBuf;

use language::diagnostic::Code;
use language::grammar::REMIT_TOML;
use language::read::{Item, Table};
use ledger::note::{NoteKey, Purpose};

/// How a project publishes what its ledger came to.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckpointSettings {
    /// The name under which the ledger signs.
    pub origin: String,
    /// The file of the secret key.
    pub key: PathBuf,
    /// Where checkpoints are published.
    pub folder: PathBuf,
    /// Who else signs them.
    pub witnesses: Vec<NoteKey>,
    /// How many of those must have signed one before it counts.
    pub needed: usize,
}

/// None where the project says nothing of it.
pub(super) fn read(root: &Table<'_>) -> Option<CheckpointSettings> {
    let item = root.get("checkpoints")?;
    let table = item.table()?;
    let origin = table.require("origin").and_then(|item| item.text())?.into_inner();
    let path = |key: &str| {
        let written = table.get(key).and_then(|item| item.text()).map(toml::Spanned::into_inner);
        PathBuf::from(written.unwrap_or_else(|| REMIT_TOML.default_text("checkpoints", key).to_owned()))
    };
    let (key, folder) = (path("key"), path("folder"));
    let witnesses = witnesses(&table);
    let needed = table.get("needed").and_then(|item| item.whole());
    let needed = needed.map_or(0, |needed| needed.into_inner() as usize);
    if needed > witnesses.len() {
        let message = format!("`needed` asks for {needed} witnesses, and {} are named", witnesses.len());
        return item.refuse_with_help(
            Code::InvalidValue,
            message,
            "name more in `witnesses`, or ask for fewer",
        );
    }
    Some(CheckpointSettings { origin, key, folder, witnesses, needed })
}

/// Who signs twice is still one witness, under whatever names.
fn witnesses(table: &Table<'_>) -> Vec<NoteKey> {
    let mut witnesses: Vec<NoteKey> = Vec::new();
    for item in table.get("witnesses").and_then(|item| item.elements()).unwrap_or_default() {
        let Some(key) = witness(&item) else { continue };
        if witnesses.iter().any(|other| other.is_same_key(&key)) {
            let help = "name another witness, or leave this one out";
            item.refuse_with_help::<()>(Code::InvalidValue, "this key stands in the list already", help);
        }
        witnesses.push(key);
    }
    witnesses
}

fn witness(item: &Item<'_>) -> Option<NoteKey> {
    let written = item.text()?;
    let key = written.get_ref().parse::<NoteKey>().ok().filter(|key| key.purpose() == Purpose::Witness);
    key.or_else(|| {
        let help = "write it as `remit verify --cosign KEY` prints it";
        item.refuse_with_help(Code::InvalidValue, "this is not the key of a witness", help)
    })
}
