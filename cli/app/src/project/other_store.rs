//! Where the command line says that the ledger lies, in the place of what `remit.toml` says. It is said once, before anything is opened, and holds for all
//! that one process asks and writes.

use std::path::Path;
use std::sync::OnceLock;

use plugins::settings::StoreSettings;
use plugins::stores::{AddressError, DatabaseAddress, LedgerPlace};

static SAID: OnceLock<String> = OnceLock::new();

/// Keeps the ledger of every project in this database or file from now on.
///
/// # Errors
/// What begins like the address of a database is none.
pub fn keep_ledger_in(said: &str) -> Result<(), AddressError> {
    if DatabaseAddress::is_meant(said) {
        DatabaseAddress::parse(said)?;
    }
    // What was said first stands: a command line says it once.
    SAID.get_or_init(|| said.to_owned());
    Ok(())
}

/// Where the ledger of a project lies.
pub(super) fn place_of(settings: &StoreSettings, dir: &Path) -> LedgerPlace {
    let said = SAID.get().and_then(|said| settings.place_at(dir, said).ok());
    said.unwrap_or_else(|| settings.place(dir))
}
