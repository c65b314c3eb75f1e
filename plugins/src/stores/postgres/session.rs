//! One connection to the database, as it is needed: to ask, or to write.

use postgres::config::TargetSessionAttrs;
use postgres::{Client, Config, Error, NoTls};

use super::address::{DatabaseAddress, Line};
use super::fault::is_gone;
use super::tls::encryption;
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// The oldest server that does all that is asked of it.
const OLDEST: i32 = 150_000;

/// What holds for whoever only asks.
const TO_ASK: &str =
    "SET default_transaction_read_only = on; SET idle_in_transaction_session_timeout = '10min';";

/// What holds for whoever writes. A process that is frozen or whose machine is gone does not hold its lock for ever: the server ends a session that
/// says nothing, and one whose machine no longer answers.
const TO_WRITE: &str = "
    SET default_transaction_isolation = 'read committed';
    SET idle_in_transaction_session_timeout = '1min';
    SET idle_session_timeout = '5min';
    SET tcp_keepalives_idle = 30;
    SET tcp_keepalives_interval = 10;
    SET tcp_keepalives_count = 3;
    SET tcp_user_timeout = '1min';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') IN ('off', 'local');
";

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Ask,
    Write,
}

/// Connects once.
pub(super) fn connect(
    address: &DatabaseAddress,
    purpose: Purpose,
    ledger: &Ledger,
) -> Result<Client, StoreError> {
    let mut config: Config = address.config(ledger)?;
    if purpose == Purpose::Write {
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    }
    let fault = |error: Error| ledger.database_fault(&error);
    let mut client = match address.line() {
        Line::Open => config.connect(NoTls),
        Line::Encrypted => config.connect(encryption(address, ledger)?),
    }
    .map_err(fault)?;
    let set = match purpose {
        Purpose::Ask => TO_ASK,
        Purpose::Write => TO_WRITE,
    };
    let found: i32 = client
        .query_one("SELECT current_setting('server_version_num')::integer", &[])
        .and_then(|row| row.try_get(0))
        .map_err(fault)?;
    if found < OLDEST {
        let major = found / 10_000;
        return Err(
            ledger.unavailable(format!("the server is PostgreSQL {major}, and 15 or newer is needed"))
        );
    }
    client.batch_execute(set).map_err(fault)?;
    Ok(client)
}

/// Whoever asks. A connection that is gone is made anew, since asking twice changes nothing.
pub(super) struct Asker {
    address: DatabaseAddress,
    pub(super) ledger: Ledger,
    client: Option<Client>,
}

impl Asker {
    pub(super) fn new(address: DatabaseAddress, ledger: Ledger) -> Self {
        Self { address, ledger, client: None }
    }

    /// Asks; once more over a new connection, where the one there was turns out to be gone.
    pub(super) fn ask<T>(
        &mut self,
        mut ask: impl FnMut(&mut Client) -> Result<T, Error>,
    ) -> Result<T, StoreError> {
        if let Some(client) = &mut self.client {
            match ask(client) {
                Err(error) if is_gone(&error) => self.client = None,
                asked => return asked.map_err(|error| self.ledger.database_fault(&error)),
            }
        }
        let client = self.client.insert(connect(&self.address, Purpose::Ask, &self.ledger)?);
        ask(client).map_err(|error| self.ledger.database_fault(&error))
    }
}
