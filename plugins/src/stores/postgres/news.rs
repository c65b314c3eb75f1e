//! Word of what is written to a ledger, from the database itself, so that whoever follows it need not ask. What is missed while the connection is gone is made up for by asking
//! once it is there again. It reads nothing.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use tokio_postgres::Error;

use super::address::DatabaseAddress;
use super::client::{Client, Heard};
use super::session::{Purpose, connect};
use crate::stores::fault::Ledger;

/// How long a server is listened to before it is asked whether it is still there.
const LISTENED_FOR: Duration = Duration::from_secs(2);
/// How long it may take to say so.
const THERE_WITHIN: Duration = Duration::from_secs(5);
/// How long a server is left alone that cannot be listened to, such as one that only follows another.
const AGAIN_AFTER: Duration = Duration::from_secs(2);

/// Word is passed on for as long as this lives.
pub struct LedgerNews {
    _wanted: Sender<()>,
}

impl LedgerNews {
    /// Calls `tell` whenever something was written, or may have been, from a thread of its own.
    pub(in crate::stores) fn follow(address: &DatabaseAddress, tell: impl Fn() + Send + 'static) -> Self {
        let (sender, wanted) = channel();
        let (address, ledger) = (address.clone(), Ledger::at(address));
        thread::spawn(move || {
            while is_wanted(&wanted, Duration::ZERO) {
                let listening =
                    connect(&address, Purpose::Ask, &ledger).ok().and_then(|client| begin(client).ok());
                match listening {
                    Some(client) => pass_on(client, &tell, &wanted),
                    None if !is_wanted(&wanted, AGAIN_AFTER) => return,
                    None => {}
                }
            }
        });
        Self { _wanted: sender }
    }
}

/// Whether anybody still wants to know, once this time is over.
fn is_wanted(wanted: &Receiver<()>, after: Duration) -> bool {
    wanted.recv_timeout(after) == Err(RecvTimeoutError::Timeout)
}

fn begin(mut client: Client) -> Result<Client, Error> {
    let channel = client.word("SELECT 'remit_' || 'remit_head'::regclass::oid")?;
    client.batch_execute(&format!("LISTEN {channel}"))?;
    Ok(client)
}

/// Passes word on until the connection is gone or nobody wants to know.
fn pass_on(mut client: Client, tell: &impl Fn(), wanted: &Receiver<()>) {
    // What was written before anybody listened.
    tell();
    while is_wanted(wanted, Duration::ZERO) {
        match client.listen(LISTENED_FOR) {
            Ok(Heard::Something) => tell(),
            Ok(Heard::Nothing) => {
                let is_there = client.within(THERE_WITHIN, |client| client.batch_execute("SELECT 1"));
                if is_there.is_err() {
                    return;
                }
            }
            Ok(Heard::Over) | Err(_) => return,
        }
    }
}
