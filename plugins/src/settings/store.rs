//! `[store]`: where the ledger lies.

use std::path::{Path, PathBuf};

use language::diagnostic::Code;
use language::grammar::REMIT_TOML;
use language::read::{Item, Table};

use crate::stores::{AddressError, DatabaseAddress, LedgerPlace, PasswordPlace};

/// Where a project keeps its ledger, with files named as in the project.
#[derive(Clone, PartialEq, Debug)]
pub struct StoreSettings {
    /// Its file; where it is in a database, beside what the inbox and the like lie.
    path: PathBuf,
    /// None where it is in that file.
    database: Option<DatabaseAddress>,
    /// By what a database lets one in, also one that somebody names on the command line.
    password: Option<PasswordPlace>,
    authorities: Option<PathBuf>,
}

impl StoreSettings {
    /// Where that is, as from here.
    pub fn place(&self, dir: &Path) -> LedgerPlace {
        match &self.database {
            None => LedgerPlace::file(dir.join(&self.path)),
            Some(address) => self.in_database(dir, address.clone()),
        }
    }

    /// The same, where somebody says that it lies elsewhere: in a database, or in a file as from here.
    ///
    /// # Errors
    /// What begins like the address of a database is none.
    pub fn place_at(&self, dir: &Path, said: &str) -> Result<LedgerPlace, AddressError> {
        if !DatabaseAddress::is_meant(said) {
            return Ok(LedgerPlace::file(said));
        }
        Ok(self.in_database(dir, DatabaseAddress::parse(said)?))
    }

    fn in_database(&self, dir: &Path, address: DatabaseAddress) -> LedgerPlace {
        let address = address.with_password(self.password.clone()).with_authorities(self.authorities.clone());
        LedgerPlace::database(address.from_folder(dir), dir.join(&self.path))
    }
}

pub(super) fn read(root: &Table<'_>) -> StoreSettings {
    let store = root.get("store").and_then(|item| item.table());
    let Some(store) = store else {
        let path = PathBuf::from(REMIT_TOML.default_text("store", "path"));
        return StoreSettings { path, database: None, password: None, authorities: None };
    };
    let file = |key: &str| {
        let item = store.get(key)?;
        let path = item.verbatim()?;
        if path.get_ref().trim().is_empty() {
            let message = format!("`{key}` names no file");
            item.document.error(Code::InvalidValue, message, path.span());
        }
        Some(PathBuf::from(path.into_inner()))
    };
    refuse_address(&store);
    let path = file("path").unwrap_or_else(|| PathBuf::from(REMIT_TOML.default_text("store", "path")));
    let password = store.either("password_file", "password_env").and_then(|item| password(&item));
    StoreSettings { path, database: database(&store), password, authorities: file("authorities_file") }
}

/// A database is named by `url`. A file of the name of its address would be begun without a word, and the ledger in the database left where it is.
fn refuse_address(store: &Table<'_>) {
    let Some(item) = store.get("path") else { return };
    if item.verbatim().is_some_and(|path| DatabaseAddress::is_meant(path.get_ref())) {
        let message = "`path` names a file, and this is the address of a database";
        item.refuse_with_help::<()>(Code::InvalidValue, message, "write `url` in the place of `path`");
    }
}

fn password(item: &Item<'_>) -> Option<PasswordPlace> {
    let value = item.text()?.into_inner();
    Some(match item.key {
        "password_env" => PasswordPlace::Variable(value),
        _ => PasswordPlace::File(PathBuf::from(value)),
    })
}

fn database(store: &Table<'_>) -> Option<DatabaseAddress> {
    let item = store.get("url")?;
    let written = item.verbatim()?;
    DatabaseAddress::parse(written.get_ref())
        .map_err(|error| item.refuse::<()>(Code::InvalidValue, error.to_string()))
        .ok()
}
