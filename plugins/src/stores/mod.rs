//! Places that keep the ledger. What the entries mean is not known here.
//!
//! `store` says what one is, and `kept_ledger` what one is that outlives its process; `memory` is the one for questions and tests, and `dry` one that lets go of what
//! is written. `chain` binds batch to batch, `batch` is one as it is stored, `personal_row` is the row of a personal value and `salts` are those of new ones, `sealed_snapshot` what a snapshot is stored as, `feed_log` keeps the files of reports with it, `fault` words what goes wrong, and `version` knows a ledger that a newer Remit wrote, for both that keep: `sqlite` is the ledger on disk, and `postgres` the one
//! in a database. `held_here` says on a machine that a process there holds one in a database; `place` says where one lies, and opens it there; `copying` carries it elsewhere. One conformance suite holds all to the same behaviour. `ledger::codec` turns entries into bytes.

mod batch;
mod chain;
#[cfg(test)]
mod conformance;
mod copying;
mod dry;
#[cfg(test)]
mod erasing;
mod fault;
mod feed_log;
mod held_here;
mod kept_ledger;
mod memory;
mod personal_row;
mod place;
pub(crate) mod postgres;
mod salts;
mod sealed_snapshot;
mod sqlite;
mod store;
mod version;

pub use batch::StoredBatch;
pub use chain::{Head, Link};
pub use copying::{Copied, CopyError, copy};
pub use dry::DryStore;
pub(crate) use fault::Ledger;
pub use feed_log::{FeedLog, LoggedName, LoggedReport, ReportPlace};
pub use kept_ledger::{EachCommit, KeptLedger, Wake};
pub use memory::{Disk, MemoryStore};
pub use place::LedgerPlace;
pub use postgres::{AddressError, DatabaseAddress, LedgerNews, PasswordPlace, PostgresStore};
pub use sqlite::{Repaired, Rewound, SqliteStore};
pub use store::{Alongside, Store, StoreError};
