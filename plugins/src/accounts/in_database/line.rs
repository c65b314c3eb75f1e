//! A connection for accounts: no answer is waited for long, and one that is lost is made anew.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tokio_postgres::error::SqlState;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Error, Statement};

use crate::accounts::fault::AccountsError;
use crate::accounts::rows::{Row, Value};
use crate::stores::Ledger;
use crate::stores::StoreError;
use crate::stores::postgres::{ACCOUNTS_ANSWERED_WITHIN, Client, DatabaseAddress, Purpose, connect, is_gone};

/// So shortly after an attempt to connect failed, none is made again: many ask for accounts at once, and none of them is to wait for what another one waited for.
const NOT_AGAIN_WITHIN: Duration = Duration::from_secs(1);

/// The connection to the database, as it is needed.
pub(super) struct Line {
    address: DatabaseAddress,
    ledger: Ledger,
    connected: Option<Connected>,
    /// When the last attempt failed, and why.
    failed: Option<(Instant, String)>,
}

/// A connection that is there, with the statements that were said over it.
pub(super) struct Connected {
    pub(super) client: Client,
    prepared: HashMap<String, Statement>,
}

impl Line {
    pub(super) fn new(address: DatabaseAddress) -> Self {
        let ledger = Ledger::at(&address);
        Self { address, ledger, connected: None, failed: None }
    }

    /// Does something over the connection; once more over a new one, where the one there was turns out to be gone. What is done leaves the same when it is done twice.
    pub(super) fn done<T>(
        &mut self,
        mut task: impl FnMut(&mut Connected) -> Result<T, Error>,
    ) -> Result<T, AccountsError> {
        let begun = Instant::now();
        if let Some(connected) = &mut self.connected {
            match task(connected) {
                Err(error) if is_over(&error) => self.connected = None,
                done => return done.map_err(|error| self.fault(&error)),
            }
            // A server that says nothing is not waited for twice.
            if begun.elapsed() >= ACCOUNTS_ANSWERED_WITHIN {
                return Err(self.failed(self.ledger.silent(ACCOUNTS_ANSWERED_WITHIN)));
            }
        }
        let connected = self.connect()?;
        let done = task(connected);
        done.map_err(|error| {
            if is_over(&error) {
                self.connected = None;
                return self.failed(self.ledger.database_fault(&error));
            }
            self.fault(&error)
        })
    }

    fn connect(&mut self) -> Result<&mut Connected, AccountsError> {
        if let Some((at, reason)) = &self.failed
            && at.elapsed() < NOT_AGAIN_WITHIN
        {
            return Err(AccountsError::Unavailable { path: self.path(), reason: reason.clone() });
        }
        match connect(&self.address, Purpose::Accounts, &self.ledger) {
            Ok(client) => Ok(self.connected.insert(Connected { client, prepared: HashMap::new() })),
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Notes that nothing can be asked now.
    fn failed(&mut self, error: StoreError) -> AccountsError {
        let reason = reason(error);
        self.failed = Some((Instant::now(), reason.clone()));
        AccountsError::Unavailable { path: self.path(), reason }
    }

    pub(super) fn fault(&self, error: &Error) -> AccountsError {
        AccountsError::Unavailable { path: self.path(), reason: reason(self.ledger.database_fault(error)) }
    }

    /// By what the accounts are named in whatever goes wrong with them.
    pub(super) fn path(&self) -> String {
        self.address.to_string()
    }
}

/// Whether another connection may serve where this one does not: it is gone, or its server takes no writes any more, since another one took its place.
fn is_over(error: &Error) -> bool {
    is_gone(error) || error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION)
}

fn reason(error: StoreError) -> String {
    match error {
        StoreError::Unavailable { reason, .. } | StoreError::Damaged { reason, .. } => reason,
        other => other.to_string(),
    }
}

impl Connected {
    pub(super) fn ask(&mut self, question: &str, values: &[Value]) -> Result<Vec<Row>, Error> {
        let statement = self.prepared(question)?;
        let rows = self.client.query(&statement, &said(values, statement.params()))?;
        rows.iter().map(row).collect()
    }

    pub(super) fn tell(&mut self, statement: &str, values: &[Value]) -> Result<(), Error> {
        let statement = self.prepared(statement)?;
        self.client.execute(&statement, &said(values, statement.params())).map(drop)
    }

    fn prepared(&mut self, statement: &str) -> Result<Statement, Error> {
        if let Some(known) = self.prepared.get(statement) {
            return Ok(known.clone());
        }
        let prepared = self.client.prepare_typed(statement, &[])?;
        self.prepared.insert(statement.to_owned(), prepared.clone());
        Ok(prepared)
    }
}

/// Values as the server takes them.
fn said<'v>(values: &'v [Value], kinds: &[Type]) -> Vec<&'v (dyn ToSql + Sync)> {
    let one = |(value, kind): (&'v Value, &Type)| -> &'v (dyn ToSql + Sync) {
        match value {
            Value::Number(number) => number,
            Value::Text(text) => text,
            Value::Bytes(bytes) => bytes,
            Value::Nothing if *kind == Type::BYTEA => &None::<Vec<u8>>,
            Value::Nothing if *kind == Type::INT8 => &None::<i64>,
            Value::Nothing => &None::<String>,
        }
    };
    values.iter().zip(kinds).map(one).collect()
}

fn row(row: &tokio_postgres::Row) -> Result<Row, Error> {
    let columns = row.columns().iter().enumerate();
    let value = |(column, kind): (usize, &tokio_postgres::Column)| {
        Ok(match *kind.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(column)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column)?.into(),
            _ => row.try_get::<_, Option<String>>(column)?.into(),
        })
    };
    columns.map(value).collect::<Result<_, Error>>().map(Row)
}
