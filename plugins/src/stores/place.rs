//! Where a ledger lies, in a file or in a database, and how it is opened there. Whoever reads or writes a ledger goes this way.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::fault::Ledger;
use super::feed_log::FeedLog;
use super::held_here::HeldHere;
use super::kept_ledger::KeptLedger;
use super::postgres::{DatabaseAddress, LedgerNews, PostgresStore};
use super::sqlite::{Repaired, Rewound, SqliteStore, lock_beside};
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

    /// The database in which it lies; none of one in a file.
    pub(crate) fn address(&self) -> Option<&DatabaseAddress> {
        self.database.as_ref()
    }

    /// Whether it lies in a database, which others may name as well.
    pub fn is_in_database(&self) -> bool {
        self.database.is_some()
    }

    /// Whether the files of reports are kept with it.
    pub fn feed_log(&self) -> FeedLog {
        if self.database.is_some() { FeedLog::Kept } else { FeedLog::None }
    }

    /// The same, used apart from whatever else of it lies on this machine.
    #[must_use]
    pub fn apart(self) -> Self {
        if self.database.is_some() { Self { file: PathBuf::new(), ..self } } else { self }
    }

    /// Whether a process on this machine holds it, which takes up what is handed in beside it; where another process holds one in a database, that may be on
    /// another machine.
    ///
    /// # Errors
    /// It cannot be found out.
    pub fn is_held_here(&self) -> Result<bool, StoreError> {
        let Some(address) = &self.database else { return Ok(true) };
        self.make_folder(address)?;
        match lock_beside(&self.file, &Ledger::at(address), Duration::ZERO) {
            Ok(_) => Ok(false),
            Err(StoreError::InUse { .. }) => Ok(true),
            Err(error) => Err(error),
        }
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
                let store = PostgresStore::open_within(address, patience)?;
                Box::new(self.hold_here(address, store)?)
            }
        })
    }

    /// Lets others on this machine know that one here holds a ledger in a database. That is done last: whoever still waits for the ledger takes nothing up.
    fn hold_here(
        &self,
        address: &DatabaseAddress,
        store: PostgresStore,
    ) -> Result<PostgresStore, StoreError> {
        if self.file.as_os_str().is_empty() {
            return Ok(store);
        }
        Ok(store.held_here(HeldHere::beside(&self.file, &Ledger::at(address))?))
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

    /// The same for the process that writes it, so that all is there which that has written.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn open_beside_writer(&self) -> Result<Option<Box<dyn KeptLedger>>, StoreError> {
        let Some(address) = &self.database else { return self.open_read_only() };
        let store = PostgresStore::open_beside_writer(address)?;
        Ok(store.map(|store| Box::new(store) as Box<dyn KeptLedger>))
    }

    /// Calls `tell` whenever something was written to it, or may have been, for as long as what comes back is kept. None where it lies in a file, which tells
    /// nobody.
    pub fn news(&self, tell: impl Fn() + Send + 'static) -> Option<LedgerNews> {
        self.database.as_ref().map(|address| LedgerNews::follow(address, tell))
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
