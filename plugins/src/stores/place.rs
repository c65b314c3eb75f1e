//! Where a ledger lies, in a file or in a database, and how it is opened there. Whoever reads or writes a ledger goes this way.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::fault::Ledger;
use super::kept_ledger::KeptLedger;
use super::postgres::{DatabaseAddress, PostgresStore};
use super::sqlite::{Repaired, Rewound, SqliteStore};
use super::store::StoreError;

/// Where a ledger lies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerPlace {
    /// The file of the ledger. Of one in a database nothing lies there, and beside it what belongs to this machine.
    file: PathBuf,
    database: Option<DatabaseAddress>,
}

impl LedgerPlace {
    /// In a file.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self { file: path.into(), database: None }
    }

    /// In a database; what belongs to this machine, such as the inbox, lies beside the path of a file that need not be there.
    pub fn database(address: DatabaseAddress, beside: impl Into<PathBuf>) -> Self {
        Self { file: beside.into(), database: Some(address) }
    }

    /// Beside what that lies which belongs to a ledger and to this machine: its inbox, accounts, and files that were fetched.
    pub fn beside(&self) -> &Path {
        &self.file
    }

    /// Opens it as its only writer; it is begun where there is none.
    ///
    /// # Errors
    /// Another process holds it, or it cannot be used.
    pub fn open(&self) -> Result<Box<dyn KeptLedger>, StoreError> {
        self.open_within(Duration::ZERO)
    }

    /// The same, waiting a while for another process that holds it.
    ///
    /// # Errors
    /// Another process holds it all that while, or it cannot be used.
    pub fn open_within(&self, patience: Duration) -> Result<Box<dyn KeptLedger>, StoreError> {
        Ok(match &self.database {
            None => Box::new(SqliteStore::open_within(&self.file, patience)?),
            Some(address) => {
                self.make_folder(address)?;
                Box::new(PostgresStore::open_within(address, patience)?)
            }
        })
    }

    /// What lies beside a ledger in a file finds its folder made by that; beside one in a database it is to be found as well.
    fn make_folder(&self, address: &DatabaseAddress) -> Result<(), StoreError> {
        let Some(folder) = self.file.parent() else { return Ok(()) };
        let cannot = |error: io::Error| {
            let (folder, kind) = (folder.display(), error.kind());
            Ledger::at(address).unavailable(format!("the folder {folder} cannot be made ({kind})"))
        };
        fs::create_dir_all(folder).map_err(cannot)
    }

    /// Opens it for questions, also while another process writes to it, and where nothing may be written. None where there is none.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn open_read_only(&self) -> Result<Option<Box<dyn KeptLedger>>, StoreError> {
        Ok(match &self.database {
            None => {
                SqliteStore::open_read_only(&self.file)?.map(|store| Box::new(store) as Box<dyn KeptLedger>)
            }
            Some(address) => {
                PostgresStore::open_read_only(address)?.map(|store| Box::new(store) as Box<dyn KeptLedger>)
            }
        })
    }

    /// Opens it without changing it and checks everything; none where there is no ledger.
    ///
    /// # Errors
    /// The first fault.
    pub fn verify(&self) -> Result<Option<Box<dyn KeptLedger>>, StoreError> {
        let Some(mut store) = self.open_read_only()? else { return Ok(None) };
        store.verify()?;
        Ok(Some(store))
    }

    /// Cuts it back to its last sound batch.
    ///
    /// # Errors
    /// It cannot be repaired; one in a database is put back from the backups of the database.
    pub fn repair(&self) -> Result<Repaired, StoreError> {
        match &self.database {
            None => SqliteStore::repair(&self.file),
            Some(address) => Err(Ledger::at(address).in_database("repair")),
        }
    }

    /// Takes back everything that was written from the first batch on that is later than `to`.
    ///
    /// # Errors
    /// It cannot be rewound; one in a database is put back from the backups of the database.
    pub fn rewind(&self, to: Timestamp) -> Result<Rewound, StoreError> {
        match &self.database {
            None => SqliteStore::rewind(&self.file, to),
            Some(address) => Err(Ledger::at(address).in_database("rewind")),
        }
    }
}

impl fmt::Display for LedgerPlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.database {
            None => self.file.display().fmt(out),
            Some(address) => address.fmt(out),
        }
    }
}
