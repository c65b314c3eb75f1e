//! Servers that say nothing, wait for others, or take no writes, and whose sessions are somebody else's.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use super::test_cluster::Cluster;
use super::{DatabaseAddress, PostgresStore};
use crate::stores::conformance::{at, queued, read, recorded};
use crate::stores::store::{Store as _, StoreError};
use crate::stores::{KeptLedger as _, LedgerPlace};

fn address(written: &str) -> DatabaseAddress {
    DatabaseAddress::parse(written).unwrap()
}

fn open(written: &str) -> Result<PostgresStore, StoreError> {
    PostgresStore::open_within(&address(written), Duration::ZERO)
}

/// Waits until the server says so.
fn until(cluster: &Cluster, question: &str, answer: &str) {
    let end = Instant::now() + Duration::from_mins(1);
    while cluster.tell("postgres", question) != answer {
        assert!(Instant::now() < end, "{question}");
    }
}

/// The folder of a server's socket, as it stands in an address for several.
fn folder(written: &str) -> String {
    let (_, folder) = written.split_once("host=").unwrap();
    folder.split('&').next().unwrap().replace('/', "%2F")
}

#[test]
fn a_standby_that_takes_the_place_of_a_server_that_was_killed_has_all_and_is_written_to() {
    let Some(mut primary) = Cluster::start() else { return };
    let first = primary.database("ledger");
    let standby = primary.standby();
    let both = format!("postgres://remit@{},{}/ledger", folder(&first), folder(&standby.address("ledger")));
    let mut store = open(&both).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    store.append(at(2), &[queued("m2")]).unwrap();
    primary.kill();
    assert!(matches!(store.append(at(3), &[queued("m3")]), Err(StoreError::Unavailable { .. })));
    standby.promote();
    let end = Instant::now() + Duration::from_mins(1);
    while store.append(at(3), &[queued("m3")]).is_err() {
        assert!(Instant::now() < end, "the one that takes writes is found");
        thread::yield_now();
    }
    let expected = [(1, "m1"), (2, "m2"), (3, "m3")];
    let expected = expected.map(|(place, id)| recorded(place, i64::try_from(place).unwrap(), queued(id)));
    assert_eq!(read(&mut store, 0), expected);
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let written = format!("postgres://remit@127.0.0.1:{port}/remit?connect_timeout=1");
    let told = |error: StoreError| error.to_string().replace(&written, "DATABASE");
    insta::assert_snapshot!(told(open(&written).err().unwrap()), @"the ledger DATABASE cannot be read or written: the server did not answer within 4 seconds");
    let asked = PostgresStore::open_read_only(&address(&written));
    insta::assert_snapshot!(told(asked.err().unwrap()), @"the ledger DATABASE cannot be read or written: the server did not answer within 4 seconds");
}

#[test]
fn a_lock_that_somebody_else_holds_is_not_waited_for_without_limit() {
    let Some(cluster) = Cluster::start() else { return };
    let written = cluster.database("ledger");
    let mut store = open(&written).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    let asleep = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    thread::scope(|scope| {
        let hold = "DO $$ BEGIN PERFORM FROM remit_head FOR UPDATE; PERFORM pg_sleep(600);
            EXCEPTION WHEN query_canceled THEN NULL; END $$";
        scope.spawn(|| cluster.tell("ledger", hold));
        until(&cluster, asleep, "1");
        let error = store.append(at(2), &[queued("m2")]).unwrap_err();
        assert!(matches!(error, StoreError::Unavailable { .. }));
        insta::assert_snapshot!(error.to_string().replace(&written, "DATABASE"), @"the ledger DATABASE cannot be read or written: the server did not do it in time (canceling statement due to lock timeout)");
        cluster.tell(
            "ledger",
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
        );
        until(&cluster, asleep, "0");
    });
    assert_eq!(store.append(at(2), &[queued("m2")]).unwrap(), 2);
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1")), recorded(2, 2, queued("m2"))]);
}

#[test]
fn whoever_writes_asks_the_server_that_takes_writes() {
    let (Some(standby), Some(primary)) = (Cluster::start(), Cluster::start()) else { return };
    let (only_read, written) = (standby.database("ledger"), primary.database("ledger"));
    drop(open(&only_read).unwrap());
    standby.tell("postgres", "ALTER DATABASE ledger SET default_transaction_read_only = on");
    let both = format!("postgres://remit@{},{}/ledger", folder(&only_read), folder(&written));
    let mut store = open(&both).unwrap();
    store.append(at(1), &[queued("m1")]).unwrap();
    assert_eq!(read(&mut store, 0), [recorded(1, 1, queued("m1"))]);
    let reader = PostgresStore::open_read_only(&address(&both)).unwrap().unwrap();
    assert_eq!(reader.head().position, 0, "one who only asks takes the first");
    let error = open(&only_read).err().unwrap().to_string();
    insta::assert_snapshot!(error.replace(&only_read, "DATABASE"), @"the ledger DATABASE cannot be read or written: it may only be read, not written: the server is a standby, or lets nobody write");
}

#[test]
fn a_name_that_nobody_knows_is_told_as_such() {
    let error = open("postgres://remit@nowhere.invalid/remit").err().unwrap().to_string();
    assert!(error.contains("the server cannot be reached (failed to lookup address information"), "{error}");
}

#[test]
fn whether_a_process_here_holds_a_ledger_is_known_on_this_machine() {
    let Some(cluster) = Cluster::start() else { return };
    let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let written = cluster.database("ledger");
    let at = |folder: &tempfile::TempDir| {
        LedgerPlace::database(address(&written), folder.path().join(".remit/ledger.sqlite"))
    };
    let (here, elsewhere) = (at(&here), at(&elsewhere));
    let held = || (here.is_held_here().unwrap(), elsewhere.is_held_here().unwrap());
    assert_eq!(held(), (false, false));
    let store = here.open().unwrap();
    assert_eq!(held(), (true, false));
    assert!(matches!(elsewhere.open(), Err(StoreError::InUse { .. })));
    drop(store);
    assert_eq!(held(), (false, false));
    let apart = here.clone().apart().open().unwrap();
    assert_eq!(held(), (false, false), "a copy takes nothing up");
    drop(apart);
}
