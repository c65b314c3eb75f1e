//! What PostgreSQL says went wrong, in the words of [`StoreError`].

use std::error::Error as _;
use std::io;
use std::time::Duration;

use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// Whether the connection is gone, so that nobody knows what became of what was asked last.
pub(crate) fn is_gone(error: &Error) -> bool {
    let Some(code) = error.code() else { return true };
    let ended = [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        SqlState::IDLE_SESSION_TIMEOUT,
    ];
    // Class 08: the connection itself.
    ended.contains(code) || code.code().starts_with("08")
}

impl Ledger {
    /// A fault of the database.
    pub(crate) fn database_fault(&self, error: &Error) -> StoreError {
        let Some(told) = error.as_db_error() else { return self.connection_fault(error) };
        let said = told.message();
        match told.code() {
            code if *code == SqlState::DISK_FULL => self.unavailable("the disk is full"),
            code if *code == SqlState::INVALID_CATALOG_NAME => {
                self.unavailable("there is no such database; create it, and let it belong to Remit's role")
            }
            code if code.code().starts_with("28") => {
                self.unavailable(format!("the server does not let this role in ({said})"))
            }
            code if *code == SqlState::INSUFFICIENT_PRIVILEGE => {
                self.unavailable(format!("this role may not do that ({said})"))
            }
            code if *code == SqlState::READ_ONLY_SQL_TRANSACTION => self.only_read(),
            code if *code == SqlState::QUERY_CANCELED || *code == SqlState::LOCK_NOT_AVAILABLE => {
                self.unavailable(format!("the server did not do it in time ({said})"))
            }
            code if *code == SqlState::DATA_CORRUPTED || *code == SqlState::INDEX_CORRUPTED => {
                self.damaged(format!("the database is damaged ({said})"))
            }
            _ => self.unavailable(said),
        }
    }

    fn connection_fault(&self, error: &Error) -> StoreError {
        let mut cause = error.source();
        while let Some(inner) = cause {
            if let Some(io) = inner.downcast_ref::<io::Error>() {
                return self.line_fault(io);
            }
            cause = inner.source();
        }
        if error.is_closed() {
            return self.unavailable("the server closed the connection");
        }
        let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        self.unavailable(format!("the server cannot be reached ({cause})"))
    }

    fn line_fault(&self, io: &io::Error) -> StoreError {
        match io.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                self.unavailable(format!("the line to the server cannot be encrypted ({io})"))
            }
            // So the client names a server that is not of the kind that was asked for; the system's own refusals have a number.
            io::ErrorKind::PermissionDenied if io.raw_os_error().is_none() => self.only_read(),
            kind if io.raw_os_error().is_some() => {
                self.unavailable(format!("the server cannot be reached ({kind})"))
            }
            _ => self.unavailable(format!("the server cannot be reached ({io})")),
        }
    }

    fn only_read(&self) -> StoreError {
        self.unavailable("it may only be read, not written: the server is a standby, or lets nobody write")
    }

    /// What holds for a session, such as the lock of whoever writes, would be another's with the next statement.
    pub(super) fn behind_pooler(&self) -> StoreError {
        self.unavailable(
            "a pooler stands before the server that lends one session to several at once; let Remit past it, or let the pooler keep a session for each of its connections (`pool_mode = session`)",
        )
    }

    /// The server said nothing at all.
    pub(crate) fn silent(&self, waited: Duration) -> StoreError {
        self.unavailable(format!("the server did not answer within {} seconds", waited.as_secs()))
    }
}
