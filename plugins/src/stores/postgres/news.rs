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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::test_cluster::Cluster;
    use super::super::tests::{address, open};
    use super::*;
    use crate::stores::conformance::{activated, at};
    use crate::stores::{KeptLedger as _, LedgerPlace, PostgresStore, Store as _};

    /// A server that says nothing for so long says nothing at all.
    const PATIENCE: Duration = Duration::from_secs(30);

    fn word(written: &str) -> Option<Vec<u8>> {
        let store = PostgresStore::open_read_only(&address(written)).expect("it can be read");
        store.expect("there is a ledger").word_of_holder().expect("it can be read")
    }

    #[test]
    fn whoever_follows_hears_of_each_commit_and_each_word_also_once_the_connection_was_lost() {
        let Some(cluster) = Cluster::start() else { return };
        let written = cluster.database("ledger");
        let mut store = open(&written).expect("nobody has it");
        let (sender, heard) = channel();
        let news = LedgerPlace::database(address(&written), "").news(move || sender.send(()).unwrap_or(()));
        let hear = || heard.recv_timeout(PATIENCE).expect("it is told");
        hear();
        store.append(at(1), &[activated("one")]).unwrap();
        hear();
        store.tell_followers(b"here").unwrap();
        hear();
        let listening = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'";
        cluster.tell("ledger", listening);
        hear();
        // What was told while nobody listened was told in time.
        while heard.try_recv().is_ok() {}
        store.append(at(2), &[activated("two")]).unwrap();
        hear();
        drop(news);
        let since = Instant::now();
        while heard.recv_timeout(PATIENCE).is_ok() {}
        assert!(since.elapsed() < PATIENCE, "nobody is told any more");
    }

    #[test]
    fn the_word_is_that_of_whoever_holds_the_ledger_now() {
        let Some(cluster) = Cluster::start() else { return };
        let written = cluster.database("ledger");
        let mut first = open(&written).expect("nobody has it");
        first.append(at(1), &[activated("one")]).unwrap();
        assert_eq!(word(&written), None);
        first.tell_followers(b"at the first").unwrap();
        first.tell_followers(b"at the first still").unwrap();
        assert_eq!(word(&written).as_deref(), Some(&b"at the first still"[..]));
        cluster.tell("ledger", "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
        let mut second = open(&written).expect("the lock is free");
        assert_eq!(word(&written), None);
        assert!(first.tell_followers(b"at the first again").is_err());
        second.append(at(2), &[activated("two")]).unwrap();
        second.tell_followers(b"at the second").unwrap();
        assert_eq!(word(&written).as_deref(), Some(&b"at the second"[..]));
        second.erase(&[]).unwrap();
        assert_eq!(word(&written), None, "it may say what is to be erased");
    }
}
