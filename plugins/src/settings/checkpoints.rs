//! `[checkpoints]`: what the ledger came to, signed and published.

use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use language::diagnostic::Code;
use language::grammar::REMIT_TOML;
use language::read::{Item, Table};
use ledger::note::{NoteKey, Purpose};
use lettre::message::Mailbox;

use super::hours::length;
use super::notifier::Notifier;
use crate::registry::NotifierSettings;

/// Each signing reads what was written since, and a file is kept for ever: more often is of no use to anybody.
const LEAST: SignedDuration = SignedDuration::from_secs(1);

/// How a project publishes what its ledger came to.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckpointSettings {
    /// The name under which the ledger signs.
    pub origin: String,
    /// The file of the secret key.
    pub key: PathBuf,
    /// Where checkpoints are published.
    pub folder: PathBuf,
    /// After how long at the latest a service signs what was written; none where it does not sign by itself.
    pub every: Option<SignedDuration>,
    /// To whom a service sends what it signed.
    pub mail: Vec<Mailbox>,
    /// Who else signs them.
    pub witnesses: Vec<NoteKey>,
    /// How many of those must have signed one before it counts.
    pub needed: usize,
}

impl CheckpointSettings {
    /// The same with paths that begin in the folder of the project.
    #[must_use]
    pub fn from_folder(self, dir: &Path) -> Self {
        let (key, folder) = (dir.join(&self.key), dir.join(&self.folder));
        Self { key, folder, ..self }
    }
}

/// None where the project says nothing of it.
pub(super) fn read(root: &Table<'_>, notifiers: &[Notifier]) -> Option<CheckpointSettings> {
    let item = root.get("checkpoints")?;
    let table = item.table()?;
    let origin = table.require("origin").and_then(|item| item.text())?.into_inner();
    let path = |key: &str| {
        let written = table.get(key).and_then(|item| item.text()).map(toml::Spanned::into_inner);
        PathBuf::from(written.unwrap_or_else(|| REMIT_TOML.default_text("checkpoints", key).to_owned()))
    };
    let (key, folder) = (path("key"), path("folder"));
    let (every, mail) = (every(&table), mail(&table, notifiers));
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
    Some(CheckpointSettings { origin, key, folder, every, mail, witnesses, needed })
}

fn every(table: &Table<'_>) -> Option<SignedDuration> {
    let item = table.get("every")?;
    let every = length(&item)?;
    if every < LEAST {
        let help = "write after how long what was written is signed at the latest, such as `1d` or `1h`";
        return item.refuse_with_help(Code::InvalidValue, "`every` is shorter than a second", help);
    }
    Some(every)
}

/// Whoever is to be sent what is signed must be sent it by somebody.
fn mail(table: &Table<'_>, notifiers: &[Notifier]) -> Vec<Mailbox> {
    let Some(item) = table.get("mail") else { return Vec::new() };
    let mut people: Vec<Mailbox> = Vec::new();
    for item in item.elements().unwrap_or_default() {
        let Some(written) = item.text() else { continue };
        match written.get_ref().parse::<Mailbox>() {
            Ok(person) if people.iter().any(|known| known.email == person.email) => {}
            Ok(person) => people.push(person),
            Err(_) => {
                let message = format!("`{}` is not an address of mail", written.get_ref());
                let help =
                    "write it as `name@example.org`, or with a name before it: `Jane Doe <jane@example.org>`";
                item.refuse_with_help::<()>(Code::InvalidValue, message, help);
            }
        }
    }
    if !people.is_empty() && table.get("every").is_none() {
        let help = "say by `every` after how long the service signs, and it sends what it signed";
        item.refuse_with_help::<()>(
            Code::InvalidValue,
            "`mail` is sent by a service that signs by itself",
            help,
        );
    }
    let writes_mail = |notifier: &Notifier| matches!(notifier.settings, NotifierSettings::Mail(_));
    if !people.is_empty() && !notifiers.iter().any(writes_mail) {
        let help = "add a `[[notifier]]` of the kind `mail`";
        item.refuse_with_help::<()>(Code::InvalidValue, "the project has no notifier that sends mail", help);
    }
    people
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
