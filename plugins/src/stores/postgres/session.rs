//! One connection to the database, as it is needed: to ask, or to write. There is a limit to how long a server may take to let one in and to answer, and the server itself keeps
//! one to how long it works on what it is told.

use std::time::Duration;

use tokio_postgres::config::TargetSessionAttrs;
use tokio_postgres::{Config, Error};

use super::address::{DatabaseAddress, Line};
use super::client::Client;
use super::fault::is_gone;
use super::tls::encryption;
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// The oldest server that does all that is asked of it.
const OLDEST: i32 = 150_000;

/// How often as long as for one socket is waited until a server has let one in.
const LET_IN_WITHIN: u32 = 4;
/// So much longer than the server itself may work on something an answer is waited for.
const ON_THE_WAY: Duration = Duration::from_secs(5);
/// How long whoever only asks waits for an answer.
const ASKED_WITHIN: Duration = Duration::from_mins(1).saturating_add(ON_THE_WAY);
/// How long a writer waits for an answer about little, which the server has at once unless it is locked.
const WRITTEN_WITHIN: Duration = Duration::from_secs(10).saturating_add(ON_THE_WAY);
/// How long a writer waits for an answer about much.
pub(super) const MUCH_WRITTEN_WITHIN: Duration = Duration::from_mins(1).saturating_add(ON_THE_WAY);

/// How long whoever asks for accounts waits until a server has let him in, and for each answer. People wait meanwhile.
pub(crate) const ACCOUNTS_ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// What holds for whoever only asks.
const TO_ASK: &str = "
    SET default_transaction_read_only = on;
    SET idle_in_transaction_session_timeout = '10min';
";

/// How long a writer waits for what it told the server, and for what others lock there.
pub(super) const LIMITS: &str = "SET statement_timeout = '1min'; SET lock_timeout = '10s';";

/// How long the server keeps a writer's session that says nothing. Its process is frozen then, or its machine gone, and another one takes the ledger over.
pub(super) const SILENT_AT_MOST: Duration = Duration::from_millis(3500);

/// What holds for whoever writes. A process that is frozen or whose machine is gone does not hold its lock for ever: the server ends a session that
/// says nothing, and one whose machine no longer answers. Within a transaction, such as one of many pieces, more time is given.
fn to_write() -> String {
    let silent = SILENT_AT_MOST.as_millis();
    format!(
        "
    SET default_transaction_isolation = 'read committed';
    SET idle_in_transaction_session_timeout = '1min';
    SET idle_session_timeout = {silent};
    SET tcp_keepalives_idle = 2;
    SET tcp_keepalives_interval = 1;
    SET tcp_keepalives_count = 3;
    SET tcp_user_timeout = '5s';
    SELECT set_config('client_connection_check_interval', '1s', false) WHERE version() LIKE '%linux%';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') IN ('off', 'local');
"
    )
}

/// What holds for whoever asks for accounts: so little is to be had at once, and nobody is to wait for it who has given it up.
const FOR_ACCOUNTS: &str = "
    SET default_transaction_isolation = 'read committed';
    SET statement_timeout = '4s';
    SET lock_timeout = '4s';
    SET idle_in_transaction_session_timeout = '10s';
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') IN ('off', 'local');
";

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Ask,
    /// To ask what this process wrote, which a standby may not have yet.
    AskAfterWriting,
    Write,
    /// For accounts, for which people wait: to ask and to write.
    Accounts,
}

/// Connects once.
pub(crate) fn connect(
    address: &DatabaseAddress,
    purpose: Purpose,
    ledger: &Ledger,
) -> Result<Client, StoreError> {
    let mut config: Config = address.config(ledger)?;
    if purpose != Purpose::Ask {
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    }
    let fault = |error: Error| ledger.database_fault(&error);
    let encryption = match address.line() {
        Line::Open => None,
        Line::Encrypted => Some(encryption(address, ledger)?),
    };
    let within = match purpose {
        Purpose::Accounts => ACCOUNTS_ANSWERED_WITHIN,
        Purpose::Ask | Purpose::AskAfterWriting | Purpose::Write => patience(&config),
    };
    let connected = || Client::connect(&config, encryption.clone(), within, ledger);
    let mut client = connected()?;
    // Whoever is let in but once cannot be told from others.
    let is_shared = |other: &mut Client| shares_sessions([&mut client, other]).unwrap_or(false);
    if purpose != Purpose::AskAfterWriting && connected().as_mut().is_ok_and(is_shared) {
        return Err(ledger.behind_pooler());
    }
    client.batch_execute(LIMITS).map_err(fault)?;
    let found = client.word("SELECT current_setting('server_version_num')").map_err(fault)?;
    let found: i32 = found.parse().unwrap_or(OLDEST);
    if found < OLDEST {
        let major = found / 10_000;
        return Err(
            ledger.unavailable(format!("the server is PostgreSQL {major}, and 15 or newer is needed"))
        );
    }
    let (settings, patience) = match purpose {
        Purpose::Ask | Purpose::AskAfterWriting => (TO_ASK.to_owned(), ASKED_WITHIN),
        Purpose::Write => (to_write(), WRITTEN_WITHIN),
        Purpose::Accounts => (FOR_ACCOUNTS.to_owned(), ACCOUNTS_ANSWERED_WITHIN),
    };
    client.batch_execute(&settings).map_err(fault)?;
    Ok(client.patient(patience))
}

/// Whether two connections share sessions of the server, as behind a pooler that lends one out for a transaction at a time: then both are on one, or one of them
/// is now on this and now on that.
fn shares_sessions(connections: [&mut Client; 2]) -> Result<bool, Error> {
    let session = "SELECT pid || ' ' || backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";
    let [one, other] = connections;
    let (first, second) = (one.word(session)?, other.word(session)?);
    Ok(first == second || one.word(session)? != first || other.word(session)? != second)
}

/// How long it may take until one of the servers has let one in.
fn patience(config: &Config) -> Duration {
    let servers = u32::try_from(config.get_hosts().len()).unwrap_or(1);
    config.get_connect_timeout().copied().unwrap_or_default().saturating_mul(LET_IN_WITHIN * servers)
}

/// Whoever asks. A connection that is gone is made anew, since asking twice changes nothing.
pub(super) struct Asker {
    address: DatabaseAddress,
    purpose: Purpose,
    pub(super) ledger: Ledger,
    client: Option<Client>,
}

impl Asker {
    pub(super) fn new(address: DatabaseAddress, purpose: Purpose, ledger: Ledger) -> Self {
        Self { address, purpose, ledger, client: None }
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
        let client = self.client.insert(connect(&self.address, self.purpose, &self.ledger)?);
        ask(client).map_err(|error| self.ledger.database_fault(&error))
    }
}
