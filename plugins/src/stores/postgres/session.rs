//! One connection to the database, as it is needed: to ask, or to write. There is a limit to how long a server may take to let one in, and the server itself keeps one to
//! how long it works on what it is told.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use postgres::config::TargetSessionAttrs;
use postgres::{Client, Config, Error, NoTls};

use super::address::{DatabaseAddress, Line};
use super::fault::is_gone;
use super::tls::encryption;
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// The oldest server that does all that is asked of it.
const OLDEST: i32 = 150_000;

/// How often as long as for one socket is waited until a server has let one in.
const LET_IN_WITHIN: u32 = 2;
/// How many attempts may wait at once for servers that say nothing; each is a thread, which ends only when its connection does.
const HANGING_AT_MOST: usize = 64;
static HANGING: AtomicUsize = AtomicUsize::new(0);

/// What holds for whoever only asks.
const TO_ASK: &str = "
    SET default_transaction_read_only = on;
    SET idle_in_transaction_session_timeout = '10min';
    SET statement_timeout = '5min';
    SET lock_timeout = '10s';
";

/// How long a writer waits for what it told the server, and for what others lock there.
pub(super) const LIMITS: &str = "SET statement_timeout = '1min'; SET lock_timeout = '10s';";

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
    /// To ask what this process wrote, which a standby may not have yet.
    AskAfterWriting,
    Write,
}

/// Connects once.
pub(super) fn connect(
    address: &DatabaseAddress,
    purpose: Purpose,
    ledger: &Ledger,
) -> Result<Client, StoreError> {
    let mut config: Config = address.config(ledger)?;
    if purpose != Purpose::Ask {
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    }
    let fault = |error: Error| ledger.database_fault(&error);
    let within = patience(&config);
    let mut client = match address.line() {
        Line::Open => let_in(within, ledger, move || config.connect(NoTls))?,
        Line::Encrypted => {
            let encryption = encryption(address, ledger)?;
            let_in(within, ledger, move || config.connect(encryption))?
        }
    }
    .map_err(fault)?;
    client.batch_execute(LIMITS).map_err(fault)?;
    let set = match purpose {
        Purpose::Ask | Purpose::AskAfterWriting => TO_ASK,
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

/// How long it may take until one of the servers has let one in.
fn patience(config: &Config) -> Duration {
    let servers = u32::try_from(config.get_hosts().len()).unwrap_or(1);
    config.get_connect_timeout().copied().unwrap_or_default().saturating_mul(LET_IN_WITHIN * servers)
}

/// Connects in a thread of its own, since a server that takes the connection and then says nothing is waited for without limit there. What comes too late is closed.
fn let_in(
    within: Duration,
    ledger: &Ledger,
    connect: impl FnOnce() -> Result<Client, Error> + Send + 'static,
) -> Result<Result<Client, Error>, StoreError> {
    if HANGING.fetch_add(1, Ordering::AcqRel) >= HANGING_AT_MOST {
        HANGING.fetch_sub(1, Ordering::AcqRel);
        return Err(ledger.unavailable("the server does not answer those who asked before"));
    }
    let (sender, done) = channel();
    thread::spawn(move || {
        let connected = connect();
        HANGING.fetch_sub(1, Ordering::AcqRel);
        drop(sender.send(connected));
    });
    done.recv_timeout(within).map_err(|_| ledger.silent(within))
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
