//! The rows of accounts in a database.

use std::cell::RefCell;
use std::path::Path;

use tokio_postgres::Error;

use super::line::{Connected, Line};
use super::tables;
use crate::accounts::fault::AccountsError;
use crate::accounts::rows::{Row, Rows, Task, Value};
use crate::stores::postgres::{DatabaseAddress, LOCKS};

/// By what the lock of those who change several rows at once is told from the others there: that of whoever makes the tables of a ledger is 0.
const ALONE: i32 = 1;

/// The accounts of one project in its database.
pub(in crate::accounts) struct InDatabase {
    line: RefCell<Line>,
}

impl InDatabase {
    pub(in crate::accounts) fn at(address: DatabaseAddress) -> Self {
        Self { line: RefCell::new(Line::new(address)) }
    }

    /// Whether there are tables of accounts, which this version knows.
    pub(in crate::accounts) fn is_begun(&self) -> Result<bool, AccountsError> {
        let mut line = self.line.borrow_mut();
        let found = line.done(tables::layout)?;
        tables::check(found, || line.path())
    }

    /// Makes the tables where there are none, with what lay in a file beside the ledger before.
    pub(in crate::accounts) fn begin(&self, ledger: &Path) -> Result<(), AccountsError> {
        if self.is_begun()? {
            return Ok(());
        }
        let brought = tables::Brought::beside(ledger)?;
        self.alone(&mut |rows| tables::make(rows, brought.as_ref()))?;
        self.is_begun().map(drop)
    }
}

impl Rows for InDatabase {
    fn ask(&self, question: &str, values: &[Value]) -> Result<Vec<Row>, AccountsError> {
        self.line.borrow_mut().done(|connected| connected.ask(question, values))
    }

    fn tell(&self, statement: &str, values: &[Value]) -> Result<(), AccountsError> {
        self.line.borrow_mut().done(|connected| connected.tell(statement, values))
    }

    fn alone(&self, task: Task<'_>) -> Result<(), AccountsError> {
        self.line.borrow_mut().done(|connected| transaction(connected, &mut *task))?
    }
}

/// Does something as one transaction while nobody else does so. What the database refuses is told apart from what the task refuses.
fn transaction(connected: &mut Connected, task: Task<'_>) -> Result<Result<(), AccountsError>, Error> {
    connected.client.batch_execute("BEGIN")?;
    let within = Within { connected: RefCell::new(connected), refused: RefCell::new(None) };
    let done = within.lock().and_then(|()| task(&within));
    let Within { connected, refused } = within;
    let client = &mut connected.into_inner().client;
    if done.is_ok() {
        client.batch_execute("COMMIT")?;
        return Ok(Ok(()));
    }
    // Over a connection that is gone the server does so itself.
    drop(client.batch_execute("ROLLBACK"));
    refused.into_inner().map_or(Ok(done), Err)
}

/// The rows within a transaction.
struct Within<'c> {
    connected: RefCell<&'c mut Connected>,
    /// What the database refused, after which nothing of the transaction stays.
    refused: RefCell<Option<Error>>,
}

impl Within<'_> {
    fn lock(&self) -> Result<(), AccountsError> {
        let lock = format!("SELECT pg_advisory_xact_lock({LOCKS}, {ALONE})");
        let locked = self.connected.borrow_mut().client.batch_execute(&lock);
        self.noted(locked)
    }

    fn noted<T>(&self, done: Result<T, Error>) -> Result<T, AccountsError> {
        done.map_err(|error| {
            let reason = error.to_string();
            *self.refused.borrow_mut() = Some(error);
            AccountsError::Unavailable { path: String::new(), reason }
        })
    }
}

impl Rows for Within<'_> {
    fn ask(&self, question: &str, values: &[Value]) -> Result<Vec<Row>, AccountsError> {
        let asked = self.connected.borrow_mut().ask(question, values);
        self.noted(asked)
    }

    fn tell(&self, statement: &str, values: &[Value]) -> Result<(), AccountsError> {
        let told = self.connected.borrow_mut().tell(statement, values);
        self.noted(told)
    }

    fn alone(&self, task: Task<'_>) -> Result<(), AccountsError> {
        task(self)
    }
}
